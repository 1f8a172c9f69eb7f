"""Plainer words for medical and official ones: a small glossary of our own.

Each line is ``hard = plain``. The plain side says what a reader of ten would understand; it is a
suggestion to a writer, never an automatic change: meaning is the writer's to keep.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from alongside.plain.reading.everyday import stems

_LISTED = """
abdomen = belly
abdominal = belly
abnormal = not usual
abrasion = scrape
absorb = take in
accelerate = speed up
accompany = go with
accomplish = do
accordingly = so
accurate = right
acquire = get
acute = sudden
additional = more
additionally = also
adequate = enough
adhere = stick
adjacent = next to
adjust = change
administer = give
adolescent = teenager
advantage = good point
adverse = bad
adverse effect = bad effect
adverse event = bad effect
allergen = something you react to
alleviate = ease
alternative = other choice
ambulate = walk
ambulatory = able to walk
analgesic = pain medicine
anaesthesia = medicine so you feel no pain
anesthesia = medicine so you feel no pain
anaphylaxis = very bad allergy
anemia = low iron or red blood
antibiotic = medicine that kills germs
anticipate = expect
anticoagulant = blood thinner
anticoagulation = blood thinning
antihypertensive = blood pressure pill
antiplatelet = medicine that helps stop clots
anxiety = worry
apparent = clear
appointment = visit
appropriate = right
approximately = about
arrhythmia = uneven heartbeat
artery = blood tube from the heart
arthritis = sore, stiff joints
as a result of = because of
ascertain = find out
aspirate = breathe in
assess = check
assessment = check
assist = help
assistance = help
at this point in time = now
atrial fibrillation = uneven heartbeat
attempt = try
autonomy = right to choose
beneficial = helpful
benefit = good it does
benign = not cancer
beverage = drink
bilateral = on both sides
biopsy = test of a small piece of you
capability = skill
carcinoma = cancer
cardiac = heart
cardiologist = heart doctor
cardiovascular = heart and blood
caregiver = person who helps you
catheter = thin tube
cease = stop
cerebral = brain
cessation = stopping
chemotherapy = strong cancer medicine
chronic = lasting
clinician = doctor or nurse
coagulate = clot
cognitive = thinking
collaborate = work together
commence = start
communicate = talk
complication = problem
component = part
comprehend = understand
comprise = have
concerning = about
condition = health problem
confidential = private
consent = agree
consequently = so
consult = ask
consultation = visit
consume = eat or drink
contact = call or write
contraindicated = not safe for you
contraindication = reason not to use it
contribute = help
contusion = bruise
convulsion = fit
coronary = heart
decision = choice
decline = say no
decrease = lower
deficiency = too little
dehydrated = too dry
demonstrate = show
deteriorate = get worse
detect = find
determine = find out
diabetes = too much sugar in the blood
diagnose = find out what is wrong
diagnosis = what is wrong
dialysis = blood cleaning
diarrhea = runny poop
diminish = lessen
disclose = tell
discomfort = pain
discontinue = stop
disorder = health problem
dizziness = feeling that things spin
dosage = how much to take
drowsy = sleepy
due to the fact that = because
duration = how long
dyspnea = short breath
edema = swelling
elevated = high
eligible = able to join
eliminate = get rid of
embolism = clot that moves
employ = use
encounter = meet
endeavor = try
ensure = make sure
enteral = by feeding tube
erythema = red skin
establish = set up
evaluate = check
evaluation = check
evidence = what studies show
evident = clear
examination = check
excessive = too much
exhibit = show
experience = feel
expiration = end
facilitate = help
fatal = deadly
fatigue = feeling tired
febrile = with a fever
fracture = broken bone
frequently = often
function = work
fundamental = basic
gastric = stomach
gastrointestinal = stomach and gut
generate = make
genetic = passed on in a family
glucose = sugar
haemorrhage = bad bleeding
hemorrhage = bad bleeding
hepatic = liver
hereditary = passed on in a family
hydrate = drink water
hypertension = high blood pressure
hypoglycemia = low blood sugar
hypotension = low blood pressure
identify = find
immediate = right now
immunization = shot
immunize = give a shot
impair = harm
implement = put in place
in accordance with = as
in addition = also
in order to = to
in the event of = if
in the event that = if
incision = cut
incontinence = leaking pee
increase = go up
indicate = show
individual = person
infarction = tissue that died
infection = illness from germs
inflammation = swelling and heat
inform = tell
ingest = swallow
inhale = breathe in
inhibit = block
initial = first
initiate = start
injection = shot
inquire = ask
insufficient = not enough
intake = what you eat and drink
intensive care = care for very sick people
intervention = treatment
intravenous = into a vein
intubation = putting in a breathing tube
irregular = uneven
ischemic = with too little blood
ischaemic = with too little blood
laceration = cut
lesion = sore spot
lethargic = very tired
magnitude = size
maintain = keep
malignant = cancer
manifest = show
mechanical ventilation = breathing machine
medication = medicine
metastasis = cancer that has spread
metastatic = spread
methodology = way
minimal = very little
minimize = keep low
modify = change
monitor = watch
morbidity = illness
mortality = death
myocardial infarction = heart attack
nausea = feeling sick to your stomach
necessary = needed
necessitate = need
negligible = very small
neoplasm = growth
neurological = brain and nerve
notify = tell
numerous = many
nutrition = food
obese = very heavy
objective = goal
observe = see
obtain = get
occur = happen
onset = start
opportunity = chance
optimal = best
optimum = best
option = choice
oral = by mouth
orally = by mouth
outcome = what happens
palliative = comfort
palliative care = care for comfort
palpitation = pounding heart
participate = take part
participant = person who takes part
pediatric = for children
perform = do
permit = let
pharmacist = person who gives out medicine
pharmacological = with medicine
physician = doctor
physiotherapy = exercise care
placebo = pill with no medicine in it
portion = part
possess = have
postoperative = after surgery
potential = possible
practitioner = doctor or nurse
precaution = care to take
preference = what you like best
premature = too early
preoperative = before surgery
prescribe = order
prescription = order for medicine
preserve = keep
previous = earlier
primary = main
principal = main
prior to = before
procedure = treatment
prognosis = what may happen
prohibit = not allow
prolonged = long
prophylaxis = a way to prevent
prosthesis = false part
provide = give
provider = doctor or nurse
proximity = nearness
psychological = mind
pulmonary = lung
purchase = buy
radiotherapy = x-ray treatment
randomized = chosen by chance
recommend = suggest
recommendation = what we suggest
recuperate = get better
recur = come back
recurrence = coming back
reduce = lower
reduction = drop
regarding = about
regimen = plan
rehabilitation = help to get strong again
relating to = about
remainder = rest
renal = kidney
repeatedly = again and again
request = ask for
require = need
requirement = need
residence = home
respiration = breathing
respiratory = breathing
respond = answer
resuscitation = trying to restart the heart
retain = keep
risk = chance of harm
sedation = sleepy medicine
select = pick
severe = very bad
significant = big
similar to = like
solely = only
stenosis = narrow part
subsequent = next
subsequently = later
substantial = large
sufficient = enough
supplementary = extra
surgeon = doctor who cuts and mends
surrogate = someone who speaks for you
susceptible = likely to get it
symptom = sign of illness
terminate = end
therapeutic = healing
therapy = treatment
thrombosis = blood clot
thrombus = blood clot
tolerate = bear
topical = on the skin
toxic = harmful
tracheostomy = breathing hole in the neck
transfusion = giving blood
transmit = pass on
trauma = bad wound
treatment = care
tumor = growth
ulcer = open sore
ultrasound = picture made with sound
undergo = have
urgent = needed now
urinary = pee
urinate = pee
urine = pee
utilize = use
vaccinate = give a shot
vaccination = shot
vaccine = shot
vascular = blood vessel
ventilator = breathing machine
vertigo = spinning feeling
visualize = see
vomit = throw up
with regard to = about
with respect to = about
withdraw = stop
withhold = not give
"""


@dataclass(frozen=True, slots=True)
class Plainer:
    """A word or phrase as the text has it, and what could stand there instead."""

    word: str
    instead: str


def _parse(listed: str) -> Mapping[str, str]:
    split = [line.split(" = ") for line in listed.strip().splitlines()]
    return MappingProxyType({line[0]: line[1] for line in split})


GLOSSARY = _parse(_LISTED)
_LONGEST_PHRASE = max(len(hard.split()) for hard in GLOSSARY)
_PHRASE_OPENERS = frozenset(hard.split()[0] for hard in GLOSSARY if " " in hard)


@lru_cache(maxsize=65536)
def plainer_word(word: str) -> str | None:
    """A plainer word for ``word`` or for what it is built from; None where the glossary has none."""
    plain = word.lower().replace("’", "'")
    candidates = (plain, *stems(plain))
    return next((GLOSSARY[candidate] for candidate in candidates if candidate in GLOSSARY), None)


def plainer_words(words: Sequence[str]) -> tuple[Plainer, ...]:
    """What could be said more plainly among the words of one sentence, longest phrase first, each once."""
    found: dict[str, Plainer] = {}
    at = 0
    while at < len(words):
        length, instead = _match(words[at : at + _LONGEST_PHRASE])
        if instead is not None:
            phrase = " ".join(words[at : at + length])
            found.setdefault(phrase.lower(), Plainer(phrase, instead))
        at += length
    return tuple(found.values())


def _match(words: Sequence[str]) -> tuple[int, str | None]:
    """How many words the longest glossary entry at this place covers, and its plain side."""
    longest = len(words) if words[0].lower() in _PHRASE_OPENERS else 1
    for length in range(longest, 1, -1):
        phrase = " ".join(words[:length]).lower()
        instead = GLOSSARY.get(phrase) or GLOSSARY.get(phrase.removesuffix("s"))
        if instead is not None:
            return length, instead
    return 1, plainer_word(words[0])

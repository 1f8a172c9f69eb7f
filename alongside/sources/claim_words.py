"""The words of a sentence in a form in which two wordings can be compared.

Content words, what is negated, which way a change goes, what is compared with what, names and medicines.

Rules, not a model. They err towards "different".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from alongside.sources.sentences import word_set

_TOKEN = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*|[.;:!?,()]")
_STOP: Final = word_set("""a about above across after again all along also although among an and any are as at
    be because been before being below between both but by can could did do does
    doing done during each either for from further had has have having he her here
    hers him his how i if in into is it its itself just may me might more most much
    must my of off on once only or other our out over own per same she should since
    so some such than that the their theirs them then there these they this those
    through to too under until up upon us very was we were what when where which
    while who whom whose why will with within would you your yours associated
    association associate one ones get gets got getting make makes made via versus
    vs due show shows showed shown find finds found result results study studies
    thus therefore however use used using uses people person patient patients""")

# Words that turn what follows, up to the end of the clause.
_CUES: Final = word_set("""not no without never neither nor none nobody nothing nowhere cannot hardly barely
    rarely seldom scarcely unlikely unable fail fails failed failing failure lack
    lacks lacked lacking absence avoid avoids avoided avoiding refrain stop stopped
    stopping discontinue discontinued cease withhold withheld instead rather
    contraindicated contraindication exclude excludes excluded deny denies denied
    against""")
_SHORT_CUES: Final = word_set("without lack lacks lacked lacking absence excluding except")
_NEAR: Final = 4
_ENDS_SCOPE: Final = word_set(
    """but however although though whereas while yet nevertheless because . ; : ! ? ( )"""
)
# Words that carry their own negation: "ineffective" is "effective", turned.
_TURNED: Final = word_set("""ineffective inefficient insufficient inadequate inappropriate inactive incomplete
    inconclusive inconsistent incorrect indirect insignificant intolerable invalid
    inaccurate impossible improbable improper irreversible irregular irrelevant
    illegal illogical unsafe unable unlikely unnecessary unhelpful unrelated
    unaffected unchanged uncommon uncertain unclear unknown unwanted unhealthy
    unavailable unsuitable unsuccessful unsupported unproven untreated unreliable
    unusual unexpected unimportant uninfected unvaccinated undesirable unfavorable
    unfavourable unequal uninformed unacceptable undetectable independent
    nonsignificant nonessential noneffective noninferior disadvantage disagree
    discontinue disapprove dissimilar dispensable abnormal asymptomatic atypical""")
_PREFIXES: Final = ("non", "in", "im", "ir", "il", "un", "dis", "ab", "a")

_DIRECTIONS: Final[dict[tuple[str, int], frozenset[str]]] = {
    ("amount", 1): word_set("""
        increase increased increases increasing raise raised raises raising elevate elevated
        elevates elevation higher high highest more greater greatest rise rises rose rising
        grow grows growth gain gains upregulate upregulated upregulates upregulation enhance
        enhanced enhances enhancing promote promotes promoted promoting stimulate stimulates
        stimulated activate activates activated activation boost boosts induce induces
        induced larger longer exceeds faster accelerate accelerates accelerated amplify
        amplifies extend extends extended most up expand expands expanded expansion
        strengthen strengthens encourage encourages encouraged augment augments sensitize
        sensitizes"""),
    ("amount", -1): word_set("""
        decrease decreased decreases decreasing reduce reduced reduces reducing reduction
        reductions lower lowers lowered lowering low lowest less least fewer fewest decline
        declines declined drop drops dropped diminish diminished diminishes
        downregulate downregulated downregulates downregulation suppress suppresses
        suppressed suppression inhibit inhibits inhibited inhibition block blocks blocked
        blocking prevent prevents prevented preventing prevention attenuate attenuates
        attenuated shorten shortens shortened smaller shorter loss lose loses lost lessen
        lessens cut cuts deplete depletes depleted depletion slow slows slowed slower
        abolish abolishes abolished abrogates impair impairs impaired disrupt disrupts
        restrict restricts weaken weakens weakened delay delays deactivate deactivates
        inactivate inactivates discourage discourages repress represses repressed dampen
        dampens desensitize desensitizes struggle struggles"""),
    ("value", 1): word_set("""
        improve improves improved improving improvement better best benefit benefits
        beneficial protect protects protected protective protection superior safe safer
        favorable favourable advantage advantages healthy healthier success successful"""),
    ("value", -1): word_set("""
        worsen worsens worsened worsening worse worst harm harms harmful harmed dangerous
        danger detrimental inferior poor poorer adverse toxic toxicity disadvantage
        disadvantages damage damages damaging damaged"""),
    ("presence", 1): word_set("present presence positive positively"),
    ("presence", -1): word_set("absent negative negatively"),
    ("order", 1): word_set("after following later late"),
    ("order", -1): word_set("before prior earlier early"),
}  # fmt: skip
_MEDICINES: Final = word_set("""aspirin paracetamol acetaminophen ibuprofen naproxen warfarin heparin insulin
    metformin digoxin amiodarone lithium morphine codeine oxycodone tramadol
    fentanyl methadone buprenorphine naloxone ketamine prednisone cortisone
    hydrocortisone dexamethasone levothyroxine thyroxine estrogen oestrogen
    progesterone testosterone tamoxifen methotrexate cyclosporine ciclosporin
    tacrolimus azathioprine sulfasalazine hydroxychloroquine chloroquine quinine
    ivermectin aciclovir acyclovir penicillin amoxicillin vancomycin gentamicin
    rifampicin rifampin isoniazid ethambutol metronidazole nitrofurantoin
    trimethoprim sulfamethoxazole cotrimoxazole carbamazepine valproate phenytoin
    lamotrigine levetiracetam gabapentin pregabalin haloperidol clozapine olanzapine
    risperidone quetiapine sertraline fluoxetine citalopram escitalopram venlafaxine
    amitriptyline bupropion diazepam lorazepam zolpidem melatonin caffeine nicotine
    alcohol cannabis cocaine adrenaline epinephrine noradrenaline norepinephrine
    dopamine atropine furosemide spironolactone hydralazine hydroxyzine
    nitroglycerin nitroglycerine clopidogrel ticagrelor prasugrel dabigatran
    apixaban rivaroxaban edoxaban alteplase tenecteplase allopurinol colchicine
    febuxostat omeprazole ranitidine famotidine ondansetron loperamide salbutamol
    albuterol montelukast theophylline tiotropium bevacizumab rituximab trastuzumab
    adalimumab infliximab etanercept semaglutide liraglutide iron folate calcium
    magnesium potassium sodium zinc statin statins nsaid nsaids opioid opioids
    antibiotic antibiotics steroid steroids corticosteroid corticosteroids
    antidepressant antidepressants antipsychotic antipsychotics anticoagulant
    anticoagulants diuretic diuretics vaccine vaccines bisphosphonate
    bisphosphonates benzodiazepine benzodiazepines ssri ssris placebo sildenafil
    finasteride chlorhexidine povidone oxytocin misoprostol mifepristone magnesium
    oseltamivir remdesivir interferon imatinib cisplatin""")
# Stems of international non-proprietary names (WHO, "The use of stems in the selection of INN").
_MEDICINE_ENDINGS = re.compile(
    r"\w{2,}(?:mab|tinib|ciclib|pril|prilat|sartan|statin|olol|dipine|conazole|cillin|mycin|micin|"
    r"floxacin|cycline|"
    r"prazole|tidine|setron|triptan|gliptin|gliflozin|glutide|glitazone|parin|xaban|gatran|grel|oxetine|"
    r"talopram|azepam|azolam|barbital|codone|fentanil|profen|fenac|coxib|solone|sonide|asone|terol|tropium|"
    r"lukast|thiazide|semide|navir|ciclovir|vudine|fovir|tegravir|buvir|rubicin|taxel|platin|formin|dronate|"
    r"dronic|cept|relin|tocin|pressin|caine|curium|curonium|afil|steride|zosin|phylline|racetam|toin)s?\Z"
)
_COMPARATORS: Final = word_set("than versus vs compared")
_MOST_COMPARISONS: Final = 8


class Direction(NamedTuple):
    """A word that says which way something goes, and the content stems near it in its clause."""

    axis: str
    way: int
    negated: bool
    near: frozenset[str]


@dataclass(frozen=True, slots=True)
class Words:
    """What the words of a text say, ready to compare.

    ``content``: stem to the set of its polarities, True where negated. ``negations``: how many cues there
    are. ``directions``: words that say more or less, better or worse. ``names``: abbreviations and names
    with figures. ``compared``: for each comparison, the stems before and behind the comparing word.
    """

    content: dict[str, frozenset[bool]]
    negations: int
    directions: tuple[Direction, ...]
    names: frozenset[str]
    medicines: frozenset[str]
    compared: tuple[tuple[frozenset[str], frozenset[str]], ...]

    @property
    def negated(self) -> frozenset[str]:
        return frozenset(stem for stem, signs in self.content.items() if True in signs)


@dataclass(slots=True)
class _Scope:
    """What is negated at this point of a sentence."""

    flips: list[int] = field(default_factory=list)

    def turn(self, reach: int) -> None:
        self.flips.append(reach)

    def step(self) -> bool:
        """The polarity of a content word here; cues of short reach wear off."""
        negated = len(self.flips) % 2 == 1
        self.flips = [reach - 1 for reach in self.flips if reach > 1]
        return negated

    def end(self) -> None:
        self.flips.clear()


_FAR: Final = 10_000
_NEIGHBOURS: Final = 5


def read_words(text: str, medicines: frozenset[str] = frozenset()) -> Words:
    """Read a text of one or a few sentences. ``medicines`` adds names (lower case) to those known here."""
    content: dict[str, set[bool]] = {}
    negations = 0
    for word, negated, kind in _walk(text):
        if kind == "cue":
            negations += 1
        elif kind == "content":
            content.setdefault(stem(word), set()).add(negated)
    return Words(
        content={word: frozenset(signs) for word, signs in content.items()},
        negations=negations,
        directions=tuple(_directions(text)),
        names=frozenset(_names(text)),
        medicines=frozenset(_medicines(text, medicines)),
        compared=tuple(_comparisons(text)),
    )


def _walk(text: str) -> Iterator[tuple[str, bool, Literal["cue", "content", "end"]]]:
    """Each word with its polarity; "ineffective" comes as a cue and as "effective", turned."""
    scope = _Scope()
    tokens = _tokens(text)
    for place, word in enumerate(tokens):
        if word in _ENDS_SCOPE or _starts_clause(tokens, place):
            scope.end()
        if word in _ENDS_SCOPE or word == ",":
            yield word, False, "end"
            continue
        if not word[0].isalnum():
            continue
        if _is_cue(tokens, place):
            yield word, False, "cue"
            scope.turn(_NEAR if word in _SHORT_CUES else _FAR)
            continue
        bare = turned(word)
        if bare:
            yield word, False, "cue"
            yield bare, not scope.step(), "content"
        elif _is_content(word):
            yield word, scope.step(), "content"


def _directions(text: str) -> Iterator[Direction]:
    clause: list[tuple[str, bool]] = []
    for word, negated, kind in [*_walk(text), (".", False, "end")]:
        if kind == "content":
            clause.append((stem(word), negated))
        elif kind == "end":
            yield from _directions_in(clause)
            clause = []


def _directions_in(clause: list[tuple[str, bool]]) -> Iterator[Direction]:
    for place, (word, negated) in enumerate(clause):
        if word in _DIRECTION_OF:
            near = clause[max(0, place - _NEIGHBOURS) : place + _NEIGHBOURS + 1]
            stems = frozenset(other for other, _ in near if other not in _DIRECTION_OF)
            yield Direction(*_DIRECTION_OF[word], negated, stems)


def _tokens(text: str) -> list[str]:
    """Lower-case words and marks. "UCP1-dependent" is two words; "non-invasive" and "IL-6" are one."""
    tokens: list[str] = []
    for token in _TOKEN.findall(text.lower().replace("’", "'")):
        parts = token.split("-")
        is_whole = len(parts) == 1 or parts[0] == "non" or all(len(part) < 4 for part in parts)
        tokens.extend([token] if is_whole else [part for part in parts if part])
    return tokens


def _starts_clause(tokens: list[str], place: int) -> bool:
    """ ", and it", ", which": a clause of its own begins."""
    if tokens[place] != "," or place + 2 >= len(tokens):
        return False
    first, second = tokens[place + 1], tokens[place + 2]
    subject = second in ("it", "this", "the", "we", "they", "these", "he", "she", "you", "patients")
    return first in ("which", "who") or (first in ("and", "so", "then") and subject)


def _is_cue(tokens: list[str], place: int) -> bool:
    word = tokens[place]
    following = tokens[place + 1] if place + 1 < len(tokens) else ""
    if word.endswith("n't"):
        return True
    if word not in _CUES:
        return False
    if word in ("not", "no") and following in ("only", "more", "less", "fewer", "later", "greater", "doubt"):
        # "not only" adds; "no more than 5" is a bound and is compared as a number.
        return following in ("more", "less", "fewer", "greater", "later") and tokens[
            place + 2 : place + 3
        ] != ["than"]
    return not (word in ("rather", "instead") and following not in ("than", "of"))


@lru_cache(maxsize=8192)
def turned(word: str) -> str:
    """The bare word inside one that carries its own negation ("effective" in "ineffective"), else empty."""
    if word.startswith("non-") and len(word) > 6:
        return word[4:]
    base = word[:-2] if word.endswith("ly") and word[:-2] in _TURNED else word
    if base not in _TURNED:
        return ""
    return next(base[len(prefix) :] for prefix in _PREFIXES if base.startswith(prefix))


def _is_content(word: str) -> bool:
    if stem(word) in _DIRECTION_OF:
        return True
    return word not in _STOP and len(word) > 1 and not word.replace(".", "").replace(",", "").isdigit()


_SPELLINGS: Final = (
    ("isation", "ization"),
    ("ising", "izing"),
    ("ised", "ized"),
    ("ae", "e"),
    ("oe", "e"),
    ("our", "or"),
)
_SUFFIXES: Final = [
    "izations",
    "ization",
    "ational",
    "iveness",
    "fulness",
    "ousness",
    "ically",
    "ations",
    "ation",
    "ators",
    "ator",
    "ingly",
    "edly",
    "ances",
    "ance",
    "ences",
    "ence",
    "ments",
    "ment",
    "ities",
    "ity",
    "ives",
    "ive",
    "ings",
    "ing",
    "ness",
    "ists",
    "ist",
    "able",
    "ible",
    "ally",
    "ants",
    "ant",
    "ents",
    "ent",
    "ies",
    "ied",
    "ers",
    "er",
    "ors",
    "or",
    "ed",
    "es",
    "al",
    "ic",
    "ly",
    "ous",
    "s",
    "e",
    "y",
]


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word without its endings, and in one of the two spellings of English: enough to compare wordings."""
    bare = word.lower().removesuffix("'s").replace("-", "")
    for british, american in _SPELLINGS:
        bare = bare.replace(british, american)
    for _ in range(2):
        ending = next((s for s in _SUFFIXES if bare.endswith(s) and len(bare) - len(s) >= 4), "")
        if not ending:
            break
        bare = bare.removesuffix(ending)
    return bare[:-1] if len(bare) > 4 and bare[-1] == bare[-2] else bare


_DIRECTION_OF: Final = {stem(word): key for key, words in _DIRECTIONS.items() for word in words}


_NAME = re.compile(r"\b(?=[\w-]*(?:[A-Z][\w-]*[A-Z]|[A-Za-z]-?\d|\d[A-Za-z]))[A-Za-z][\w-]*\b")
_PLAIN_UNITS: Final = word_set("mmhg ph mg ml ci sd or rr hr")


def _names(text: str) -> Iterator[str]:
    """Abbreviations and names with figures, lower case, hyphens left out: DNA, p53, IL-6, COVID-19."""
    for found in _NAME.findall(text):
        for part in _parts_of_name(found):
            low = part.lower().replace("-", "").replace("_", "")
            if low not in _PLAIN_UNITS and not (part.isupper() and len(part) > 6 and part.isalpha()):
                yield low.removesuffix("s") if part[-1] == "s" else low


def _parts_of_name(name: str) -> list[str]:
    """ "HIV-positive" is the name HIV and a word; "IL-6" and "COVID-19" are whole."""
    parts = name.split("-")
    if all(len(part) < 3 or part[0].isdigit() for part in parts[1:]):
        return [name]
    return [part for part in parts if _NAME.fullmatch(part)]


def _medicines(text: str, known: frozenset[str]) -> Iterator[str]:
    for token in _TOKEN.findall(text.lower()):
        for word in {token, *token.split("-")}:
            if word in _MEDICINES or word in known or _MEDICINE_ENDINGS.match(word):
                yield word.removesuffix("s")


def _comparisons(text: str) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """For each "than", "versus" or "compared with": the content stems of its clause before and behind it."""
    clause: list[str] = []
    for token in [*_tokens(text), "."]:
        if token not in _ENDS_SCOPE:
            clause.append(token)
            continue
        yield from _comparisons_in(clause)
        clause = []


def _comparisons_in(clause: list[str]) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    places = [p for p, w in enumerate(clause) if w in _COMPARATORS and clause[p - 1 : p] != ["rather"]]
    # One clause of human writing compares once or twice.
    for place in places[:_MOST_COMPARISONS]:
        yield _stems(clause[:place]), _stems(clause[place + 1 :])


def _stems(words: list[str]) -> frozenset[str]:
    return frozenset(
        stem(w) for w in words if w[0].isalnum() and _is_content(w) and stem(w) not in _DIRECTION_OF
    )

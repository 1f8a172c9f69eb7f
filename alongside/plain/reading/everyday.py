"""Everyday English words: what a child of ten meets often, at home, at school and in a story.

The list was written for Alongside, by topic, from general knowledge of the language; it is not taken
from any published list. A word counts as familiar when it, or the word it is built from
("walking", "walked"; "happier", "happy"), is here. Health words are here only when they are ordinary
talk ("doctor", "pill", "blood").
"""

from __future__ import annotations

import re
from functools import lru_cache

_LISTED = """
a able about above across after again against ago all almost alone along already also although always am among
an and another any anybody anyone anything anyway are around as ask at away back be became because become been
before began begin behind being below best better between big both but by call came can cannot can't come
could did didn't do does doesn't doing done don't down during each early either else end enough even ever
every everybody everyone everything everywhere far feel few find first for from full gave get give go goes
going gone good got had half has hasn't have haven't having he he'd he'll her here hers herself he's high him
himself his how however i i'd if i'll i'm in inside instead into is isn't it its it's itself i've just keep
kept knew know known last later least leave left less let let's like little long look lot lots made make many
may maybe me mean might mine more most much must my myself near need never new next no nobody none nor not
nothing now nowhere of off often oh okay old on once one only onto or other others our ours ourselves out
outside over own part perhaps put quite rather really right said same saw say says see seem seen shall she
she'd she'll she's should since so some somebody someone something sometimes somewhere soon still such sure
take taken tell than that that's the their theirs them themselves then there there's these they they'd they'll
they're they've thing things think this those though thought through till to today together told tomorrow
tonight too took toward towards tried try turn two under until up upon us use used very want was wasn't way we
we'd well we'll went were we're we've what whatever what's when whenever where wherever whether which while
who whole whom who's whose why will with within without won't would wouldn't yes yesterday yet you you'd
you'll your you're yours yourself you've

hundred glue text rid tissue x three four five six seven eight nine ten eleven twelve thirteen fifteen twenty
thirty forty fifty sixty thousand million dozen second third fourth fifth pair couple number count quarter
double single zero

mother father mom mum mama dad papa daddy mummy parent child children baby boy girl son daughter brother
sister twin aunt uncle cousin grandmother grandfather grandma grandpa granny family friend neighbor neighbour
man men woman women lady gentleman sir madam mr mrs miss ms dr people person kid lad fellow guest stranger
husband wife king queen prince princess lord knight soldier sailor farmer teacher doctor nurse police
policeman officer captain boss worker driver cook baker hunter fisherman servant master chief leader crew team
crowd group class gang army enemy thief thieves robber giant fairy witch ghost angel monster pirate cowboy
indian clown player winner loser helper owner

head hair face eye ear nose mouth lip tooth teeth tongue chin cheek neck throat shoulder arm elbow hand finger
thumb chest heart belly stomach tummy waist leg knee foot feet toe ankle heel skin bone blood brain lung body
muscle breath voice beard tear tears sweat wound cut scar bruise

hear listen smell taste touch watch stare glance peek notice breathe cough sneeze yawn sleep wake dream rest
eat drink chew swallow bite lick cry weep laugh smile grin frown sigh shout yell scream whisper speak talk
sing hum whistle sit stand lie kneel bend lean stretch walk run jump hop skip climb crawl creep swim dive
float fly fall trip slip slide roll spin ride drive sail row travel march dance wander rush hurry race chase
follow lead catch throw toss kick hit beat punch slap knock push pull drag lift raise lower carry bring fetch
hold grab grip squeeze drop lay set place stick hang tie untie wrap unwrap pack fold open close shut lock
unlock break crack crash smash rip chop slice dig plant grow pick gather collect hide seek lose search hunt
shoot aim fight win kill die live hurt heal help save serve share lend borrow owe pay buy sell trade spend
earn cost build fix mend repair paint draw write read spell learn study teach show explain answer reply wonder
guess forget remember remind believe trust doubt hope wish love hate enjoy prefer choose decide plan start
stop finish continue stay remain wait arrive return reach enter meet greet visit invite join marry kiss hug
wave nod shake point clap press rub scratch wipe wash clean brush comb sweep dust dry wet soak pour spill fill
empty mix stir bake boil fry burn light blow shine glow melt freeze cool warm heat feed care work play act
pretend practice practise train change move shift happen appear disappear belong fit match add measure weigh
check test mark copy print type send mail post receive accept refuse agree argue promise cheat steal rob trick
fool tease joke surprise scare frighten worry bother upset anger please thank excuse forgive blame punish
protect guard warn allow permit force order obey command waste store pass cross cover wear dress undress sew
knit weave spread ring sound name matter depend deserve handle manage expect suppose imagine discover invent
create prepare offer suggest land rise sink bury burst explode escape flee vanish bow dare fail succeed
improve increase shrink form connect attach separate divide split cause result prove support trap cling clutch
drift hover leap limp stumble stagger tumble twist whirl wiggle swing sway tremble shiver quiver fade flash
gleam sparkle twinkle glitter flicker roar growl howl bark purr squeak buzz hiss hoot croak moan groan mutter
murmur mumble gasp pant sob snap snatch peep peer gaze settle whip

home house room kitchen bedroom bathroom bath hall attic basement cellar garage yard garden porch gate fence
door window wall floor roof ceiling stair stairs step chimney corner table chair bed sofa couch desk shelf
drawer cupboard closet lamp candle mirror picture clock rug carpet curtain blanket sheet pillow towel soap
water tap tub toilet stove oven fire fireplace pot pan kettle plate dish bowl cup glass mug bottle jar tin box
bag sack basket bucket barrel tray knife knives fork spoon napkin broom mop key bell phone telephone radio
television tv camera computer machine screen button switch wire battery engine motor wheel pump tool hammer
nail axe ax screw shovel spade rake hoe ladder rope string thread chain pin needle scissors tape hook net cage
tent

clothes skirt shirt blouse trousers pants jeans shorts coat jacket sweater hat cap hood scarf glove mitten
sock stocking shoe boot slipper belt pocket sleeve collar zipper ribbon necklace jewel crown purse wallet
umbrella cloth wool cotton silk leather fur lace apron suit uniform mask

food meal breakfast lunch dinner supper snack bread toast butter jam honey sugar salt pepper flour egg milk
cream cheese meat beef pork ham bacon chicken turkey fish soup stew salad sandwich pie cake cookie biscuit
candy sweet chocolate ice pudding fruit apple orange pear peach plum cherry grape berry strawberry lemon
banana melon nut vegetable potato tomato onion carrot bean pea corn cabbage lettuce mushroom pumpkin rice
noodle pasta pizza tea coffee juice soda beer wine thirsty hungry delicious tasty bitter sour ripe raw

animal dog puppy cat kitten cow bull calf ox oxen horse pony donkey mule pig sheep lamb goat hen rooster chick
duck duckling goose geese bird eagle hawk owl crow robin sparrow pigeon dove parrot swan feather wing nest
beak mouse mice rat rabbit squirrel fox wolf wolves bear lion tiger elephant monkey camel deer snake frog toad
turtle lizard whale shark seal crab worm bug insect ant bee butterfly spider mosquito tail paw claw horn hoof
shell pet cub herd flock zoo beast creature dinosaur dragon

tree bush leaf leaves branch trunk root seed flower rose daisy lily grass weed hay straw wheat crop field farm
barn stable meadow forest woods wood jungle desert mountain hill valley cliff cave rock stone sand mud dirt
earth soil clay coal gold silver iron steel metal copper river stream creek brook lake pond pool sea ocean
tide beach shore coast island bay harbor harbour waterfall bridge ground sky sun sunshine sunlight sunset
sunrise moon star planet space world cloud rain rainbow snow frost hail storm thunder lightning wind breeze
fog mist flood weather season spring summer autumn winter shade shadow air smoke steam flame spark ash nature

day night morning noon afternoon evening midnight dawn hour minute moment week weekend month year century
monday tuesday wednesday thursday friday saturday sunday january february april june july august september
october november december birthday holiday vacation christmas easter halloween thanksgiving past present
future time date age late young sudden suddenly immediately daily weekly yearly forever lately nowadays
meanwhile

school classroom lesson book page story tale poem letter word sentence alphabet paper pencil pen ink crayon
chalk board notebook map painting art music song tune drum piano guitar violin flute band game toy doll ball
bat kite puzzle card cards marble block blocks sled skate bike bicycle wagon cart car truck bus track railroad
railway station plane airplane airport ship boat canoe raft road street path trail lane highway sidewalk town
city village country state nation market shop bank church temple castle palace tower hotel restaurant library
museum hospital office factory building theater theatre park playground prison jail court law rule vote war
peace battle gun sword arrow spear bomb bullet shield flag president mayor judge government money dollar cent
penny coin price bill job business sale prize gift reward party wedding funeral picnic parade circus fair club
god heaven prayer pray bible holy soul spirit

red yellow green blue purple pink brown black white gray grey color colour bright dark pale dull large huge
great tiny small short tall wide narrow thick thin fat skinny deep shallow flat round square straight curved
crooked sharp blunt smooth rough soft hard tough tender heavy strong weak fast quick slow swift loud quiet
silent noisy hot cold damp dirty neat messy fresh stale modern ancient rich poor cheap dear expensive free
busy lazy ready easy difficult simple plain fancy pretty beautiful handsome lovely ugly cute nice kind gentle
cruel fierce wild tame bad evil wicked brave afraid scared frightened shy proud humble happy glad merry
cheerful jolly gay joyful sad sorry unhappy lonely angry mad worried nervous calm tired sleepy awake asleep
sick ill healthy sore dead alive blind deaf clever smart wise stupid silly foolish crazy funny strange odd
weird curious careful careless polite rude honest true false real fake wrong correct certain possible
impossible important special different alike equal similar common usual rare ordinary normal main closed
broken safe dangerous secret private public famous favorite favourite popular serious terrible horrible awful
dreadful wonderful marvelous excellent perfect splendid grand fine amazing lucky golden wooden upper inner
outer top bottom middle center centre front side edge north south east west distant ahead beneath beside
besides beyond apart aside upside underneath anywhere upstairs downstairs indoors outdoors forward backward
sideways aloud

problem question reason idea mind mystery adventure accident trouble danger fear joy luck chance fun pain
pleasure pride shame courage strength power energy speed noise silence sight view shape size weight height
length width depth line circle triangle spot dot sign signal list piece bit lump chunk heap pile bunch bundle
stack load tip sort habit custom fact truth news message note gap hole area distance direction journey voyage
flight beginning ending quarrel score goal sport football baseball basketball soccer tennis swimming hockey
golf victory record aid advice example experience skill talent duty permission choice difference life death
birth growth health sickness illness fever ache headache medicine pill drug clinic bandage shot germ safety
rescue wreck supply material stuff object item pattern design model action event scene film movie program
programme photo photograph character hero role audience member human society language english french spanish
science scientist experiment electricity oil gas fuel temperature pressure system information report history
subject grade college student education project chart figure total sum average level degree amount quantity
inch mile pound ounce ton pint quart gallon meter metre kilometer gram liter litre acre percent

clearly closely easily especially exactly finally fortunately gently happily hardly indeed likely mostly
nearly nicely plenty probably quickly quietly rarely simply slowly softly surely truly usually thanks hello
goodbye hey hi ah wow yeah hurrah alas per anymore anyhow therefore thus unless whereas except despite

born bought brought built burnt caught chose chosen crept cried dealt drank drawn drew driven drove drunk dug
eaten ate fallen fed fell felt fled flew flown forgot forgotten fought found froze frozen given grew grown
heard held hid hidden hung knelt laid lain leapt led lent lit lost meant met paid ran rang rode risen sang
sank sat sent shaken shone shook slept slid sold sought spent spoke spoken sprang spun stole stolen stood
stuck struck sung swam swept swore sworn swung taught threw thrown tore torn understood understand woke woken
won wore worn wove wept wrote written

low clear worse worst extra ease basic comfort harm attack prevent effect harmful swelling swell bleed clot
kidney liver vein tube nerve cancer stroke surgery treatment treat patient disease allergy rash itch stiff
joint exercise diet healing recover recovery weakness dizzy numb vessel virus infect infection operation
operate vomit poop pee leak gut asthma heartbeat wheelchair crutch ambulance emergency dentist skinned painful
painless

absent accuse adult address admire admit advance adventurer affect afford agreement alarm alert ambition amuse
anchor angle announce annoy anxious appeal appetite approach argument armor arrange arrest ashamed astonish
attempt attend attention attract author avoid award aware awkward background backpack badge balance balloon
banner bare bargain base basin bead beam beauty beg behave behavior behaviour belief bench bet bind blade
blank blast blaze blend bless bloom blossom blur blush boast bold bolt bond border bore boring bounce bound
brag brand brass breed brick bride brief brilliant broad brute bubble buckle bud bump buried bushel cabin
cable calendar camp campfire canal canyon capital capture career cargo carpenter carve cast casual cattle
caution celebrate ceremony challenge champion channel chapter charge charm chat cheer chill chip choir chore
civil claim click climate cloak clue clumsy coach coil collection colony column comfortable comment commit
companion company compare compete complain complete concern concert condition confess confident confuse
confusion constant contain contest control conversation cord costume cottage council courtyard coward cozy
cradle craft crane crate creak crease credit crime criminal crossing crumb crush crust cunning cure curl
current curse curve customer damage daring darling dash daylight deal debt deck declare decorate decoration
defeat defend deliver delight demand den depart department describe despair destroy detail determine develop
devil dew diamond dim dine dip direct director disagree disappoint disaster discuss disguise disgust dismiss
display distract ditch doorway doze drain drawing dread drip drown due dump dwarf dwell dye eager earnest
earthquake echo effort elder elect elsewhere emotion empire employ encourage engineer enormous entertain
entire entrance envelope environment envy equipment errand estate evidence examine exchange excite excited
exciting excitement exhausted exist exit expert explore express expression extend extreme eyebrow eyelid fable
fabric failure faint faith fan fare fate fault favor favour feast feature festival file final firm flap flavor
flesh flow flutter folk fond forehead foreign forth fortune foundation fountain frame freedom frequent
friendship fright fulfil function furious furniture fuss gallop garbage generous genius giggle glare glory
gloomy goodness gossip govern graceful gradual grain grasp grateful grave gravity grease greedy grief grind
groom guide guilty gulp gust halt handful handkerchief happiness hardware harvest haste hatch haul haunt
hearing hedge helmet helpless hesitate hike hint hire hollow honor honour horizon horror hostile household
humor hunger hurricane hut ignore image imagination imitate impatient impress impression include industry
infant injure injury innocent insist instant instruction instrument insult intelligent intend interest
interested interesting interrupt introduce investigate ivory jealous jelly jewelry journal jug juicy junior
justice keen kidnap kindness kingdom knob knot laboratory labor labour lack lantern lap launch laughter lawn
lawyer layer league lecture legend legs leisure lens liberty lid limb limit lining liquid lively loaf lobby
local lodge log loop loose loss loyal luxury machinery magic magician magnet maid majesty manner mansion mat
medal melody memory mention merchant mercy mess method mighty mill mineral minister misery mission mistake
mixture mock moist monk mood moral motion mount movement murder musical musician mustache mysterious naked
nasty native natural naughty navy nearby neglect niece nephew nightmare noble nonsense nostril noticeable
nuisance oak oath obvious occasion occupy offend opinion opportunity oppose opposite orchard organ organize
original orphan ornament outfit outline oval pace package pad paddle pail palm panic parcel pardon particular
partner passage passenger pasture pat patch patience pause pave peaceful peak peasant pebble peculiar pedal
peel perch perform performance perfume period pillar pilot pinch pine pipe pit pitch pity plaster platform
playful plead pleasant pledge plot plow plough plug plunge poison pole polish porter portrait position
positive possession pottery pouch powder powerful praise preach precious presence preserve priest prisoner
process produce product professor profit progress promote proof proper property protest provide puff pupil
purpose quality quilt quit quote radar rag rage raid rail ranch range rank rapid rattle ray react realize rear
rebel recent recipe recognize recommend reduce reflect refuge region regret regular relate relative relax
release relief religion rely remark remarkable remote remove rent replace reptile request require research
respect respond responsible reveal revenge rhyme rhythm riddle ridge rifle riot rival roam roast robe robot
rocket rod rot rotten route routine royal rubber rubbish ruin rumor rural rust sacrifice saddle salute sample
satisfy sauce scale scan scatter scent schedule scheme scold scoop scout scowl scrap scrape scrub sculpture
section security select selfish senior sense sensible service session several severe shave shed sheer sheriff
shelter shiny shock shower shrug sincere sip site situation skeleton sketch skull slam slave slender slope
snore social socks solar solid solution solve soothe source spare speech spine spit splash spoil spray spy
squad staff stage stain stamp staring starve statement statue status steady steep steer sting stitch stool
stoop storey strain strand strap strike strip stroll structure struggle stubborn studio style substance suck
suffer suggestion summit surface surround survive suspect suspicious swamp swarm symbol sympathy tackle tag
tangle tank target task tax teenage teenager telegram telescope temper tempt tense terror text theory thorn
threat threaten thrill throne ticket tight timber title tobacco tomb torch tornado tortoise tour tourist
tradition traffic tragedy transport traveler treasure treaty tribe triumph troop tropical trumpet truthful tug
tunnel twig typical uncertain uncomfortable underground union unique unit unite universe university unknown
unusual urge useful useless valuable value van variety various vary vase vast verse vest victim violence
violent vision vivid volcano volume volunteer vow wag wage waiter warmth warrior watchman wealth weapon weary
web welcome widow wilderness willing wink wisdom wit witness workshop worship worth wrinkle wrist yarn yelp
youth zone
"""
EVERYDAY = frozenset(_LISTED.split())
# A dose is written with its unit; the sign is on every box.
_UNITS = frozenset({"mg", "mcg", "ml", "kg", "cm", "mm", "am", "pm"})
_LONGEST_COMPOUND = 24
_ENDINGS = (
    (re.compile(r"'(?:s|ll|d|ve|re)?$"), ("",)),
    (re.compile(r"(?:ies|ied|ier|iest|ily|iness)$"), ("y",)),
    (re.compile(r"es$"), ("", "e")),
    (re.compile(r"s$"), ("",)),
    (re.compile(r"(?:ing|ed|ers?|est|en|y)$"), ("", "e")),
    (re.compile(r"([a-z])\1(?:ing|ed|ers?|est|en|y)$"), (r"\1",)),
    (re.compile(r"(?:ly|ful|less|ness|like|ish|self|wards?)$"), ("", "e")),
    (re.compile(r"^(?:un|re|grand)"), ("",)),
)


@lru_cache(maxsize=65536)
def is_everyday(word: str) -> bool:
    """Whether a word, an inflection of it or both parts of a compound are on the list.

    Figures, single letters and the signs of units count as everyday.
    """
    plain = word.lower().replace("’", "'")
    if plain in _UNITS or sum(letter.isalpha() for letter in plain) < 2:
        return True
    if "-" in plain:
        return all(is_everyday(part) for part in plain.split("-") if part)
    return plain in EVERYDAY or any(stem in EVERYDAY for stem in stems(plain)) or _is_compound(plain)


def stems(word: str) -> tuple[str, ...]:
    """What a word may be built from: its ending taken off, a silent e given back, a doubled letter undone."""
    cut = (ending.sub(end, word) for ending, ends in _ENDINGS for end in ends if ending.search(word))
    return tuple(stem for stem in cut if len(stem) > 1)


def _is_compound(word: str) -> bool:
    """Two everyday words of three letters or more written as one, such as "bedtime"."""
    cuts = range(3, min(len(word), _LONGEST_COMPOUND) - 2)
    return any(word[:cut] in EVERYDAY and word[cut:] in EVERYDAY for cut in cuts)

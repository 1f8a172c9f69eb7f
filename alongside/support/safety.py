"""When a person may be in danger: words of self-harm, a high score, and what a unit must set up first.

`words_of_self_harm` reads free text against a table of phrases. It opens a path (help shown at once, "tell
someone now?"); it does not judge. Finding nothing means nothing: it is no sign that a person is safe, and
no page may say so. Each rule is a short run of words. Little words are left out first, so that "I just want
to die" and "I want to die" are the same; "don't want to die" is not matched, as frightened people say it.
Mentions with a "not" before other phrases ("I would never kill myself") do open the path: a needless offer
of help costs little.

Reading takes one pass: at each word at most a fixed number of rules of at most `LONGEST` words is tried, so
the time grows with the length of the text and with nothing that the writer can choose.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from alongside.plain.instruments import Phq4


@dataclass(frozen=True, slots=True)
class Rule:
    """A run of words, each a set of alternatives parted by "|".

    `unless_before`: one of these words right before calls it off; `unless_after`: these words right after.
    """

    language: str
    phrase: str
    unless_before: str = ""
    unless_after: str = ""


_NOT = "not|dont|doesnt|didnt|never|wouldnt"
RULES: tuple[Rule, ...] = (
    Rule("en", "kill|killing|hang|hanging|shoot|shooting|drown|drowning|poison|poisoning myself"),
    Rule("en", "to|might|could|will|gonna|wanna|may|would|should hurt|cut|burn myself"),
    Rule("en", "hurting|harm|harming|cutting|burning myself"),
    Rule("en", "kill|killing|hang|shoot|harm himself|herself|themself|themselves"),
    Rule("en", "suicide|suicidal|selfharm|kms"),
    Rule("en", "self harm|harming|injury"),
    Rule("en", "want|wanted|wish|need|ready to die", unless_before=_NOT, unless_after="at home|naturally"),
    Rule("en", "wanna die", unless_before=_NOT, unless_after="at home|naturally"),
    Rule("en", "i would rather die|dead", unless_after="at home"),
    Rule("en", "id rather die|dead", unless_after="at home"),
    Rule("en", "i wish i was|were dead"),
    Rule("en", "wish i was|were|had never born"),
    Rule("en", "better off dead"),
    Rule("en", "better off without me"),
    Rule("en", "end|ending|take|taking my life"),
    Rule("en", "end|ending|take|taking my own life"),
    Rule("en", "end|ending it all"),
    Rule("en", "dont|not want to live"),
    Rule("en", "dont|not want to here anymore"),
    Rule("en", "dont|not wanna live"),
    Rule("en", "no reason|point to live"),
    Rule("en", "no reason|point in living"),
    Rule("en", "nothing left to live for"),
    Rule("en", "nothing to live for"),
    Rule("en", "overdose on"),
    Rule("en", "wont|not here tomorrow"),
    Rule("es", "suicidio|suicidarme|suicidarse|matarme|lastimarme|ahorcarme|cortarme"),
    Rule("es", "quiero|quisiera morir|morirme", unless_before="no", unless_after="en casa"),
    Rule("es", "no quiero vivir"),
    Rule("es", "quitarme vida"),
    Rule("es", "hacerme dano"),
    Rule("de", "suizid|selbstmord|selbstverletzung"),
    Rule("de", "bringe|bring mich um"),
    Rule("de", "mich umbringen|toten|verletzen|erhangen"),
    Rule("de", "will|mochte sterben", unless_after="zu hause|zuhause"),
    Rule("de", "will|mochte nicht mehr leben"),
    Rule("de", "mir etwas antun"),
    Rule("fr", "suicide|suicider"),
    Rule("fr", "me tuer|pendre|blesser|mutiler"),
    Rule("fr", "veux|voudrais mourir", unless_after="a maison"),
    Rule("fr", "veux|voudrais plus|pas vivre"),
    Rule("fr", "finir avec vie"),
)
"""The phrases, per language, all read in every text: people write in the language of their need."""

LANGUAGES = frozenset(rule.language for rule in RULES)
"""Languages that have phrases. In any other, nothing can be found: show help to everyone who writes in it."""

# Left out of texts and phrases alike. Words that carry meaning in any rule ("to", "no", "die") must stay.
_LITTLE = frozenset(
    {"the", "a", "an", "of", "just", "really", "so", "very", "still", "only", "maybe", "sometimes", "often"}
    | {"be", "been", "being", "la", "el", "los", "las", "le", "les"}
)


@dataclass(frozen=True, slots=True)
class Concern:
    """Words that opened the safety path: the rule and where in the text they stand, `start` up to `end`."""

    rule: Rule
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int


def words_of_self_harm(text: str) -> tuple[Concern, ...]:
    """Every place that opens the safety path, in order. An empty answer is no sign that a person is safe."""
    words = list(_words(text))
    return tuple(concern for place in range(len(words)) for concern in _at(words, place))


def _at(words: list[_Word], place: int) -> Iterator[Concern]:
    for rule, slots, before, after in _BY_FIRST_WORD.get(words[place].text, ()):
        end = place + len(slots)
        if end > len(words) or any(words[place + n].text not in slot for n, slot in enumerate(slots)):
            continue
        if before and place and words[place - 1].text in before:
            continue
        following = tuple(word.text for word in words[end : end + LONGEST])
        if any(following[: len(run)] == run for run in after):
            continue
        yield Concern(rule, words[place].start, words[end - 1].end)


_WORD = re.compile(r"[^\W_]+(?:['’ʼ`´][^\W_]+)*")


def _words(text: str) -> Iterator[_Word]:
    for found in _WORD.finditer(text):
        plain = _plain(found.group())
        if plain not in _LITTLE:
            yield _Word(plain, found.start(), found.end())


def _plain(word: str) -> str:
    """Lower case, without accents and apostrophes: "Don’t" and "dont", "möchte" and "mochte" are the same."""
    split = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in split if letter.isalnum())


def _slots(phrase: str) -> tuple[frozenset[str], ...]:
    slots = (frozenset(slot.split("|")) - _LITTLE for slot in phrase.split())
    return tuple(slot for slot in slots if slot)


_Compiled = tuple[Rule, tuple[frozenset[str], ...], frozenset[str], tuple[tuple[str, ...], ...]]


def _compiled(rules: Iterable[Rule]) -> dict[str, list[_Compiled]]:
    by_first: dict[str, list[_Compiled]] = {}
    for rule in rules:
        slots = _slots(rule.phrase)
        before = frozenset(word for word in rule.unless_before.split("|") if word)
        after = tuple(
            tuple(w for w in run.split() if w not in _LITTLE) for run in rule.unless_after.split("|") if run
        )
        for word in slots[0]:
            by_first.setdefault(word, []).append((rule, slots, before, after))
    return by_first


LONGEST = max(len(_slots(rule.phrase)) for rule in RULES)
_BY_FIRST_WORD = _compiled(RULES)


WORRY_HIGH = 7
"""From here on the worry question shows help at once. Our own line, not one from a study."""


def shows_help_at_once(*, phq4: Phq4 | None = None, worry: int | None = None) -> bool:
    """Whether the answerer sees help right after answering and is asked "tell someone now?".

    True when either PHQ-4 subscale is positive (which every total of 6 or more implies) or worry is high.
    """
    screened = phq4 is not None and (phq4.anxiety_positive or phq4.depression_positive)
    return screened or (worry is not None and worry >= WORRY_HIGH)


@dataclass(frozen=True, slots=True)
class WatchedHours:
    """Answers are read on this weekday (Monday is 0) from `start` to `end`, minutes after midnight.

    Raises ValueError for a weekday or a span that does not exist.
    """

    weekday: int
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.weekday <= 6 or not 0 <= self.start < self.end <= 24 * 60:
            raise ValueError("The hours in which answers are read must lie within one day of the week.")


@dataclass(frozen=True, slots=True)
class Setup:
    """What a unit has set up before anyone is asked how they are: who answers for it, when, whom to call."""

    owner: str = ""
    hours: tuple[WatchedHours, ...] = ()
    crisis_number: str = ""


def missing(setup: Setup) -> tuple[str, ...]:
    """What the unit must still name, in sentences for its administrator; empty when it may be switched on."""
    told = []
    if not setup.owner.strip():
        told.append("Name the person who reads the answers and acts on them.")
    if not setup.hours:
        told.append("Name the hours in which the answers are read.")
    if not _looks_like_a_number(setup.crisis_number):
        told.append("Name the local crisis number that people are shown, as it is dialled here.")
    return tuple(told)


def may_ask(setup: Setup) -> bool:
    """Emotional-support questions are off until nothing is missing."""
    return not missing(setup)


def _looks_like_a_number(number: str) -> bool:
    # Crisis lines are as short as three digits (988, 112); words such as "tbd" or "none" must not pass.
    digits = sum(letter.isdigit() for letter in number)
    return 3 <= digits <= 15 and not any(letter.isalpha() for letter in number)

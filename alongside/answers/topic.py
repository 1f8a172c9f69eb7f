"""What a question is about, as a key that two questions can be compared by.

An approved answer is used again only where condition, medicine, population, age, pregnancy, negation and
every word that the table does not know are exactly the same (`same_topic`). Similar is not enough: "with" and
"without", mother and child, one medicine and its neighbour are a word apart and a world apart.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import msgspec

from alongside.answers.words import STOP_WORDS, content_stems, stem, words

_YEARS = re.compile(
    r"\b(\d{1,3})[\s-]{0,2}(?:years?[\s-]old|yo|y/o|year[\s-]olds|años)\b|\baged? (\d{1,3})\b"
)
_MONTHS = re.compile(r"\b(\d{1,2})[\s-]{0,2}(?:months?|weeks?|days?)[\s-]old\b")
_AGE_BANDS = (
    (1, "under 1"),
    (12, "1 to 11"),
    (18, "12 to 17"),
    (40, "18 to 39"),
    (65, "40 to 64"),
    (75, "65 to 74"),
)


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: int
    conditions: dict[str, list[str]]
    medicines: dict[str, list[str]]
    populations: dict[str, list[str]]
    settings: dict[str, list[str]]
    themes: dict[str, list[str]]
    pregnancy: list[str]
    negations: list[str]
    everyday: list[str]


@dataclass(frozen=True)
class TopicKey:
    """What a question is about. Equal keys: the same subject.

    `unknown` holds stems that no table has; `everyday` the common ones, which do not count for equality.
    """

    conditions: frozenset[str] = frozenset()
    medicines: frozenset[str] = frozenset()
    populations: frozenset[str] = frozenset()
    settings: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()
    age: str = ""
    pregnancy: bool = False
    negations: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    unknown: frozenset[str] = frozenset()
    everyday: frozenset[str] = field(default=frozenset(), compare=False)

    @property
    def subjects(self) -> frozenset[str]:
        """Conditions, medicines and themes together."""
        return self.conditions | self.medicines | self.themes


def topic_of(text: str) -> TopicKey:
    """The key of a question, read from its words."""
    table = _table()
    tokens = [stem(w) for w in words(text)]
    taken: set[str] = set()
    found = {name: _named(tokens, phrases, taken) for name, phrases in table.named.items()}
    stems = set(content_stems(text))
    numbers = frozenset(s for s in stems if s[0].isdigit())
    return TopicKey(
        conditions=_narrowest(found["conditions"]),
        medicines=found["medicines"],
        populations=found["populations"],
        settings=found["settings"],
        themes=found["themes"],
        age=_age(text),
        pregnancy=bool(found["pregnancy"]),
        negations=found["negations"],
        numbers=numbers,
        unknown=frozenset(stems - taken - table.everyday - numbers),
        everyday=frozenset((stems & table.everyday) - taken),
    )


def same_topic(a: TopicKey, b: TopicKey) -> bool:
    """Whether an answer approved for one question may serve the other. Both have to be about something."""
    return a == b and bool(a.subjects or a.unknown)


def unmentioned(key: TopicKey, texts: Iterable[str]) -> frozenset[str]:
    """Conditions and medicines of the key that none of the texts names, by any of their words."""
    wanted = {"conditions": key.conditions, "medicines": key.medicines}
    named = _table().named
    phrases = [(n, phrase) for group, names in wanted.items() for n, phrase in named[group] if n in names]
    missing = set(key.conditions | key.medicines)
    for text in texts:
        if missing:
            tokens = [stem(w) for w in words(text)]
            missing -= _named(tokens, tuple(phrases), set())
    return frozenset(missing)


def named_stems(text: str) -> frozenset[str]:
    """Stems of the words by which a text names conditions, medicines, populations or pregnancy."""
    tokens = [stem(w) for w in words(text)]
    taken: set[str] = set()
    for group in ("conditions", "medicines", "populations", "pregnancy"):
        _named(tokens, _table().named[group], taken)
    return frozenset(taken)


def everyday_stems() -> frozenset[str]:
    """Stems of common words, which say little of what a question is about."""
    return _table().everyday


@dataclass(frozen=True)
class _Table:
    named: dict[str, tuple[tuple[str, tuple[str, ...]], ...]]
    everyday: frozenset[str]


@lru_cache(maxsize=1)
def _table() -> _Table:
    raw = msgspec.yaml.decode((Path(__file__).parent / "topic_words.yaml").read_bytes(), type=_Words)
    groups = {
        name: getattr(raw, name) for name in ("conditions", "medicines", "populations", "settings", "themes")
    }
    groups["pregnancy"] = {"pregnancy": raw.pregnancy}
    groups["negations"] = {word: [word] for word in raw.negations}
    named = {
        group: tuple((name, _stems_of(phrase)) for name, phrases in entries.items() for phrase in phrases)
        for group, entries in groups.items()
    }
    plain = {s for phrase in raw.everyday for s in _stems_of(phrase)} | {stem(w) for w in STOP_WORDS}
    return _Table(named, frozenset(plain))


def _stems_of(phrase: str) -> tuple[str, ...]:
    return tuple(stem(w) for w in words(phrase))


def _named(
    tokens: list[str], phrases: tuple[tuple[str, tuple[str, ...]], ...], taken: set[str]
) -> frozenset[str]:
    """Names whose phrase stands in the tokens; the stems used are added to `taken`."""
    present = set(tokens)
    found: set[str] = set()
    for name, phrase in phrases:
        if phrase[0] in present and _stands_in(tokens, phrase):
            found.add(name)
            taken.update(phrase)
    return frozenset(found)


def _stands_in(tokens: list[str], phrase: tuple[str, ...]) -> bool:
    size = len(phrase)
    return any(tuple(tokens[i : i + size]) == phrase for i in range(len(tokens) - size + 1))


def _narrowest(conditions: frozenset[str]) -> frozenset[str]:
    """Without the general name where a narrower one stands: "type 2 diabetes" is not also "diabetes"."""
    return frozenset(c for c in conditions if not any(o != c and o.endswith(" " + c) for o in conditions))


def _age(text: str) -> str:
    low = text.casefold()
    if _MONTHS.search(low):
        return "under 1"
    found = _YEARS.search(low)
    if not found:
        return ""
    years = int(found.group(1) or found.group(2))
    return next((name for below, name in _AGE_BANDS if years < below), "75 and over")

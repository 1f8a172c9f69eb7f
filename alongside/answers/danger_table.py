"""The table of danger rules (`danger_rules.yaml`), read once and made ready to be followed word by word."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import msgspec

TYPO_LENGTH = 5
_ARABIC_LETTERS = str.maketrans({"ة": "ه", "ى": "ي", "ـ": None, "ؤ": "و", "ئ": "ء"})
_APOSTROPHES = str.maketrans(dict.fromkeys("'\u2019\u2018`\u00b4\u02bc", None))


class _Excuse(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    words: list[str]
    ends: list[str] = []
    lists: list[str] = []
    but_now: list[str] = []
    unless: list[str] = []
    known: list[str] = []
    reach: int = 0


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row of the table: what it finds, in which language, which of the usual excuses do not count for it
    (`ignores`), and which count for it alone (`heeds`)."""

    id: str
    kind: str
    language: str
    patterns: list[str]
    ignores: list[str] = []
    heeds: list[str] = []


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: int
    not_typos: list[str]
    spellings: dict[str, str]
    classes: dict[str, list[str]]
    excuses: dict[str, _Excuse]
    breaks: list[str]
    rules: list[Rule]


@dataclass(frozen=True)
class Element:
    """One place of a row: the keys that fit, an allowed number, and how many tokens may stand before it."""

    keys: frozenset[str]
    number: tuple[float, float] | None
    gap: int


Row = tuple[Element, ...]


def folded(text: str) -> str:
    """Text with capitals, accents, apostrophes and Arabic letter variants taken out."""
    plain = unicodedata.normalize("NFKD", text.translate(_ARABIC_LETTERS).translate(_APOSTROPHES)).casefold()
    return "".join(c for c in plain if unicodedata.category(c) != "Mn").translate(_ARABIC_LETTERS)


@dataclass(frozen=True)
class Compiled:
    rules: tuple[Rule, ...]
    by_first: dict[str, tuple[tuple[int, Row], ...]]
    numbers_first: tuple[tuple[int, Row], ...]
    words: frozenset[str]
    stems: frozenset[str]
    slips: dict[str, tuple[str, ...]]
    not_typos: frozenset[str]
    spellings: dict[str, tuple[str, ...]]
    excuses: dict[str, tuple[Row, ...]]
    but_now: tuple[Row, ...]
    no_wish: tuple[Row, ...]
    known: tuple[Row, ...]
    breaks: tuple[Row, ...]
    ends: frozenset[str]
    lists: frozenset[str]
    reach: dict[str, int]


@lru_cache(maxsize=1)
def compiled() -> Compiled:
    raw = msgspec.yaml.decode((Path(__file__).parent / "danger_rules.yaml").read_bytes(), type=_Table)
    rows = [(n, _row(p, raw.classes)) for n, rule in enumerate(raw.rules) for p in rule.patterns]
    excuses = {name: _rows(excuse.words, raw.classes) for name, excuse in raw.excuses.items()}
    but_now, breaks = _rows(raw.excuses["asking"].but_now, raw.classes), _rows(raw.breaks, raw.classes)
    no_wish = _rows(raw.excuses["wish"].unless, raw.classes)
    known = _rows(raw.excuses["wish"].known, raw.classes)
    typo_words = frozenset(k for _, row in rows for e in row for k in e.keys if not k.endswith("*"))
    other = [
        e for group in (*excuses.values(), but_now, no_wish, known, breaks) for row in group for e in row
    ]
    keys = (
        typo_words | {k for _, row in rows for e in row for k in e.keys} | {k for e in other for k in e.keys}
    )
    ends = frozenset(folded(w) for w in raw.excuses["negated"].ends)
    return Compiled(
        rules=tuple(raw.rules),
        by_first=_by_first(rows),
        numbers_first=tuple((n, row) for n, row in rows if row[0].number),
        words=frozenset(k for k in keys if not k.endswith("*")) | ends,
        stems=frozenset(k for k in keys if k.endswith("*")),
        slips=_slips(typo_words),
        not_typos=frozenset(raw.not_typos),
        spellings={form: tuple(meant.split()) for form, meant in raw.spellings.items()},
        excuses=excuses,
        but_now=but_now,
        no_wish=no_wish,
        known=known,
        breaks=breaks,
        ends=ends,
        lists=frozenset(folded(w) for w in raw.excuses["negated"].lists),
        reach={name: excuse.reach for name, excuse in raw.excuses.items()},
    )


def _rows(patterns: Iterable[str], classes: dict[str, list[str]]) -> tuple[Row, ...]:
    return tuple(_row(pattern, classes) for pattern in patterns)


def _row(pattern: str, classes: dict[str, list[str]]) -> Row:
    """Read one pattern. Raises ValueError, naming the pattern, when it ends in a gap or is empty."""
    elements: list[Element] = []
    gap = 0
    for part in pattern.split():
        if part.startswith("~"):
            gap = int(part[1:])
            continue
        elements.append(_element(part, gap, classes))
        gap = 0
    if not elements or gap:
        raise ValueError(f"The danger pattern “{pattern}” must begin and end with a word.")
    return tuple(elements)


def _element(part: str, gap: int, classes: dict[str, list[str]]) -> Element:
    if part.startswith("#"):
        low, _, high = part[1:].partition("-")
        return Element(frozenset(), (float(low or 0), float(high or 1e9)), gap)
    keys: set[str] = set()
    for choice in part.split("|"):
        keys.update(classes[choice[1:]] if choice.startswith("$") else [choice])
    return Element(frozenset(folded(k) for k in keys), None, gap)


def _by_first(rows: Sequence[tuple[int, Row]]) -> dict[str, tuple[tuple[int, Row], ...]]:
    index: dict[str, list[tuple[int, Row]]] = {}
    for number, row in rows:
        for key in row[0].keys:
            index.setdefault(key, []).append((number, row))
    return {key: tuple(found) for key, found in index.items()}


def _slips(words: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Each word under itself and under every form with one letter left out."""
    index: dict[str, set[str]] = {}
    for word in words:
        if len(word) >= TYPO_LENGTH - 1 and word.isascii():
            for form in (word, *without_one(word)):
                index.setdefault(form, set()).add(word)
    return {form: tuple(sorted(found)) for form, found in index.items()}


def without_one(word: str) -> Iterable[str]:
    return (word[:i] + word[i + 1 :] for i in range(len(word)))

"""Content words of a question or sentence, brought to a common form, so that they can be compared."""

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:[-'\u2019][^\W_]+){0,4}")
_CJK = re.compile("[\u3400-\u9fff]")

_STOP_WORDS = """
    a about above after again against all also am an and any are as at be because been before being between
    both but by can could did do does doing down during each either else ever few for from further get gets
    got had has have having he her here hers him his how i if in into is it its itself just let like may me
    might more most much must my near need no nor not now of off on once one only or other our ours out
    over own please same shall she should so some such than that the their them then there these they this
    those through to too under until up upon us very was we were what when where whether which while who whom
    whose why will with within without would yes yet you your yours im ive dont doesnt cant isnt whats
    there's tell know want help question information hello hi thanks thank"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
_SUFFIXES = (
    ("ational", "ate"), ("ization", "ize"), ("isation", "ize"), ("ically", "ic"), ("fulness", "ful"),
    ("iveness", "ive"), ("ousness", "ous"), ("ingly", ""), ("edly", ""), ("ments", "ment"), ("ations", "ate"),
    ("ation", "ate"), ("sses", "ss"), ("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("ly", ""),
    ("es", ""), ("s", ""),
)  # fmt: skip
_UNTOUCHED = ("ss", "us", "is", "ous")


def words(text: str) -> list[str]:
    """Lower-case words without accents; a Chinese character is a word of its own."""
    found: list[str] = []
    for word in _WORD.findall(_without_accents(text).casefold()):
        bare = word.replace("\u2019", "'").removesuffix("'s").replace("'", "")
        found.extend(bare if _CJK.match(bare) else bare.split("-"))
    return [w for w in found if w]


def _without_accents(text: str) -> str:
    if text.isascii():
        return text  # most sentences; looking at each of their letters took a third of a question's time
    return "".join(c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c) != "Mn")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A light stem: plural, -ing, -ed, -ly and a few Latin endings taken off where three letters stay."""
    if len(word) < 4 or word.endswith(_UNTOUCHED) or not word.isascii() or word[-1].isdigit():
        return word
    for suffix, instead in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            root = word[: len(word) - len(suffix)] + instead
            return root[:-1] if len(root) > 3 and root[-1] == "e" else _undoubled(root)
    return word[:-1] if word[-1] == "e" and len(word) > 4 else word


def _undoubled(root: str) -> str:
    doubled = len(root) > 3 and root[-1] == root[-2] and root[-1] not in "lsz"
    return root[:-1] if doubled else root


def content_stems(text: str) -> tuple[str, ...]:
    """Stems of the words that carry content, in order, repeats kept."""
    return tuple(stem(w) for w in words(text) if w not in STOP_WORDS and (len(w) > 1 or _CJK.match(w)))


def overlap(a: frozenset[str], b: frozenset[str]) -> float:
    """Shared content of two sets of stems, 0 to 1 (Dice)."""
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0

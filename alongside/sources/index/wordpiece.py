"""WordPiece, the tokenizer of the BERT family (uncased), in plain Python.

Source: Devlin et al. 2019, "BERT: Pre-training of Deep Bidirectional Transformers" (arXiv 1810.04805) and
the behaviour of its published reference tokenizer: clean, put spaces around Han characters, strip accents,
lower-case, split at white space and punctuation, then match the longest known piece from the left.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

CONTINUES = "##"
LONGEST_WORD = 100
REMEMBERED_WORDS = 50_000

_HAN = (
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2CEAF),
    (0x2F800, 0x2FA1F),
)


def _is_han(char: str) -> bool:
    point = ord(char)
    return any(first <= point <= last for first, last in _HAN)


def _is_punctuation(char: str) -> bool:
    """ASCII symbols such as $ and ^ count as punctuation here, although Unicode files them elsewhere."""
    point = ord(char)
    if point < 128:
        return 33 <= point <= 47 or 58 <= point <= 64 or 91 <= point <= 96 or 123 <= point <= 126
    return unicodedata.category(char).startswith("P")


def _cleaned(char: str) -> str:
    """The character, a space in its place, or nothing."""
    if char in "\t\n\r" or unicodedata.category(char) == "Zs":
        return " "
    if char == "\ufffd" or unicodedata.category(char).startswith("C"):
        return ""
    return f" {char} " if _is_han(char) else char


def words_of(text: str) -> list[str]:
    """Lower-case words without accents; each punctuation mark and each Han character stands alone."""
    if text.isascii() and text.isprintable():
        plain = text.lower()
    else:
        spread = unicodedata.normalize("NFD", "".join(map(_cleaned, text)))
        plain = "".join(char for char in spread if unicodedata.category(char) != "Mn").lower()
    marked = "".join(f" {char} " if _is_punctuation(char) else char for char in plain)
    return marked.split()


@dataclass(frozen=True, slots=True)
class WordPiece:
    """A vocabulary (piece to number) and the way from a text to its numbers.

    The vocabulary must hold ``[UNK]``, ``[CLS]`` and ``[SEP]``; a missing one raises KeyError when needed.
    """

    vocabulary: Mapping[str, int]
    _seen: dict[str, tuple[int, ...]] = field(default_factory=dict, compare=False, repr=False)

    def pieces(self, word: str) -> tuple[int, ...]:
        """Numbers of one word's pieces, longest match first; ``[UNK]`` when a rest has no piece."""
        known = self._seen.get(word)
        if known is None:
            known = self._cut(word)
            if len(self._seen) < REMEMBERED_WORDS:
                self._seen[word] = known
        return known

    def _cut(self, word: str) -> tuple[int, ...]:
        unknown = (self.vocabulary["[UNK]"],)
        if len(word) > LONGEST_WORD:
            return unknown
        found: list[int] = []
        start = 0
        while start < len(word):
            end = self._longest_end(word, start)
            if end == start:
                return unknown
            found.append(self.vocabulary[self._piece(word, start, end)])
            start = end
        return tuple(found)

    def _longest_end(self, word: str, start: int) -> int:
        for end in range(len(word), start, -1):
            if self._piece(word, start, end) in self.vocabulary:
                return end
        return start

    @staticmethod
    def _piece(word: str, start: int, end: int) -> str:
        return (CONTINUES if start else "") + word[start:end]

    def numbers(self, text: str, longest: int) -> list[int]:
        """``[CLS]`` pieces ``[SEP]``, cut to at most `longest` numbers (two of them are the marks)."""
        inside: list[int] = []
        for word in words_of(text):
            inside.extend(self.pieces(word))
            if len(inside) >= longest - 2:
                break
        return [self.vocabulary["[CLS]"], *inside[: longest - 2], self.vocabulary["[SEP]"]]

"""What the reading formulas count: sentences, words, syllables, letters."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from alongside.plain.reading.sentences import sentences, words
from alongside.plain.reading.syllables import syllables


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its text, its words, and the places of words that belong to an excused term."""

    text: str
    words: tuple[str, ...]
    excused: frozenset[int] = frozenset()

    @property
    def judged(self) -> tuple[str, ...]:
        """The words whose difficulty counts."""
        return tuple(word for place, word in enumerate(self.words) if place not in self.excused)


def read(text: str, language: str = "en", excused: Collection[str] = ()) -> tuple[Sentence, ...]:
    """The sentences of a text, with every occurrence of an excused term marked.

    A term may have several words; case, a plural s and a possessive do not matter, nor does order.
    """
    terms = sorted({tuple(_plain(word) for word in words(term)) for term in excused} - {()})
    found = []
    for piece in sentences(text, language):
        pieces = words(piece)
        found.append(Sentence(piece, pieces, _places([_plain(word) for word in pieces], terms)))
    return tuple(found)


def _plain(word: str) -> str:
    return word.casefold().replace("’", "'").removesuffix("'s").removesuffix("s")


def _places(plain: Sequence[str], terms: Sequence[tuple[str, ...]]) -> frozenset[int]:
    return frozenset(
        place
        for term in terms
        for start in range(len(plain) - len(term) + 1)
        if tuple(plain[start : start + len(term)]) == term
        for place in range(start, start + len(term))
    )


@dataclass(frozen=True, slots=True)
class Counts:
    """Totals of one text. Sentence length counts every word; difficulty counts the judged words only.

    ``judged``: words not excused. ``one_syllable``, ``three_syllables`` (three or more) and
    ``seven_letters`` (seven or more) count judged words.
    """

    sentences: int
    words: int
    judged: int
    syllables: int
    letters: int
    one_syllable: int
    three_syllables: int
    seven_letters: int

    @property
    def words_per_sentence(self) -> float:
        """Mean sentence length in words."""
        return self.words / self.sentences

    @property
    def syllables_per_word(self) -> float:
        """Mean syllables of the judged words."""
        return self.syllables / self.judged

    @property
    def letters_per_word(self) -> float:
        """Mean letters of the judged words."""
        return self.letters / self.judged

    def percent(self, counted: int) -> float:
        """A count of judged words as a percentage of them."""
        return 100 * counted / self.judged


def count(read_sentences: Sequence[Sentence], language: str) -> Counts:
    """Totals over sentences. Raises ValueError for a language whose syllables cannot be counted."""
    judged = [word for sentence in read_sentences for word in sentence.judged]
    spoken = [syllables(word, language) for word in judged]
    letters = [sum(letter.isalnum() for letter in word) for word in judged]
    return Counts(
        sentences=len(read_sentences),
        words=sum(len(sentence.words) for sentence in read_sentences),
        judged=len(judged),
        syllables=sum(spoken),
        letters=sum(letters),
        one_syllable=sum(number == 1 for number in spoken),
        three_syllables=sum(number >= 3 for number in spoken),
        seven_letters=sum(number > 6 for number in letters),
    )

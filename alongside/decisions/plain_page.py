"""The patient's plain page of a note: our own short sentences around words that a clinician wrote.

Pure. What was signed is quoted, never rewritten; hard words in it are explained from the glossary. The
sentences of our own come with the kind of note and are held to grade 5 by a test over every kind.
"""

from dataclasses import dataclass

from alongside.decisions.note import Part
from alongside.decisions.note_kinds import NoteKind
from alongside.plain.marked import N_
from alongside.plain.reading.plainer import plainer_words
from alongside.plain.reading.sentences import sentences, words

OTHER_PART = N_("Here is more that was written down.")


@dataclass(frozen=True)
class PlainPart:
    """One part: our title and sentence, the signed lines, and (word, meaning) for hard words in them."""

    title: str
    intro: str
    lines: tuple[str, ...]
    words: tuple[tuple[str, str], ...]


def plain_parts(shown: tuple[Part, ...], kind: NoteKind) -> tuple[PlainPart, ...]:
    """The parts that say something, each explained. A word is explained where it stands first."""
    explained: set[str] = set()
    parts = []
    for part in shown:
        if any(line.strip() for line in part.lines):
            parts.append(_plain(part, kind, explained))
    return tuple(parts)


def _plain(part: Part, kind: NoteKind, explained: set[str]) -> PlainPart:
    section = kind.section(part.name)
    title, intro = (section.plain_title, section.plain) if section else (part.title, OTHER_PART)
    return PlainPart(title, intro, part.lines, tuple(_meanings(part.lines, explained)))


def _meanings(lines: tuple[str, ...], explained: set[str]) -> list[tuple[str, str]]:
    found = []
    for line in lines:
        for sentence in sentences(line):
            for hard in plainer_words(words(sentence)):
                if hard.word.lower() not in explained:
                    explained.add(hard.word.lower())
                    found.append((hard.word, hard.instead))
    return found

"""A document laid out for reading: sections with headings, lists and tables, each sentence with its number.

Long documents come in parts, so that a page stays light; a sentence's number is the same on every page.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from alongside.sources.passages import ParagraphKind, SourceRecord
from alongside.sources.stored import StoredDocument

PART = 600
"""Sentences on one page; a part ends with a whole paragraph."""


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """``number`` counts from 0 through the whole document: the anchor is ``s<number>``."""

    number: int
    words: str


@dataclass(frozen=True, slots=True)
class Block:
    """Paragraphs of one kind in a row: one of prose, or all points of a list, or all rows of a table."""

    kind: ParagraphKind
    paragraphs: tuple[tuple[ReadSentence, ...], ...]


@dataclass(frozen=True, slots=True)
class ReadSection:
    """``path``: the headings, outermost first; empty where the text has none."""

    path: tuple[str, ...]
    blocks: tuple[Block, ...]


def part_of(number: int) -> int:
    """The part (from 1) on which a sentence stands."""
    return number // PART + 1


def parts(document: StoredDocument) -> int:
    return max(1, -(-len(document.sentences) // PART))


def read(document: StoredDocument, part: int) -> tuple[ReadSection, ...]:
    """One part of the document, counted from 1."""
    return tuple(
        ReadSection(document.sections[section].path, tuple(_blocks(document, list(own))))
        for section, own in groupby(_paragraphs(document, part), lambda pair: _section(document, pair[0]))
    )


def _section(document: StoredDocument, paragraph: int) -> int:
    return document.paragraphs[paragraph].section


def _paragraphs(document: StoredDocument, part: int) -> Iterator[tuple[int, tuple[ReadSentence, ...]]]:
    first = (part - 1) * PART
    chosen = list(enumerate(document.sentences))[first : first + PART]
    for paragraph, own in groupby(chosen, lambda pair: pair[1].paragraph):
        yield paragraph, tuple(ReadSentence(number, document.cut(s.start, s.end)) for number, s in own)


def _blocks(
    document: StoredDocument, paragraphs: list[tuple[int, tuple[ReadSentence, ...]]]
) -> Iterator[Block]:
    for (kind, _place), run in groupby(paragraphs, lambda pair: _run_key(document, pair[0])):
        yield Block(kind, tuple(own for _, own in run))


def _run_key(document: StoredDocument, paragraph: int) -> tuple[ParagraphKind, int]:
    """Prose stands alone; points and rows stand with their neighbours."""
    kind = document.paragraphs[paragraph].kind
    return (kind, paragraph if kind == "prose" else -1)


def citation(title: str, record: SourceRecord) -> str:
    """One line for a reference list: authors, title, journal, year, volume, pages."""
    authors = ", ".join(record.authors[:6]) + (" et al." if len(record.authors) > 6 else "")
    where = " ".join(part for part in (record.published_in, record.date[:4]) if part)
    where += f";{record.volume}" if record.volume else ""
    where += f":{record.pages}" if record.pages else ""
    return ". ".join(part.rstrip(".") for part in (authors, title, where) if part) + "."


def web_address(record: SourceRecord) -> str:
    """Where the source itself says it can be read, if that is a web address."""
    return record.url if record.url.startswith(("https://", "http://")) else ""

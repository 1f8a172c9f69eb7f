"""A document version as it lies in the library, and its way into JSON and back."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, cast
from uuid import UUID

import msgspec

from alongside.sources.passages import (
    Page,
    Paragraph,
    ParagraphKind,
    ParsedDocument,
    Section,
    Sentence,
    SourceRecord,
    sha256_of,
)

_KINDS: tuple[ParagraphKind, ...] = ("prose", "item", "row")
Structure = dict[str, list[list[Any]]]


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """One version: its text and the offsets of its parts, fit for the quotation gate.

    ``id`` is the row's; its page is /library/<id>/. Only a document that ``holds`` may answer, and only
    one that ``may_show`` may be quoted to a reader; the others are cited. ``standing_reason`` says who
    called it retracted or superseded.
    """

    id: UUID
    version: str
    title: str
    text: str
    sections: tuple[Section, ...]
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]
    pages: tuple[Page, ...]
    record: SourceRecord
    may_show: bool
    retracted: bool = False
    superseded: bool = False
    withdrawn: bool = False
    standing_reason: str = ""
    withdrawn_reason: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        return not (self.retracted or self.superseded or self.withdrawn)

    def cut(self, start: int, end: int) -> str:
        return self.text[start:end]

    def path_of(self, sentence: Sentence) -> tuple[str, ...]:
        """The headings above a sentence, outermost first."""
        return self.sections[self.paragraphs[sentence.paragraph].section].path

    def sentence_at(self, offset: int) -> int | None:
        """The number of the sentence that holds this offset, counted from 0: its anchor is ``#s<number>``."""
        places = enumerate(self.sentences)
        return next((place for place, s in places if s.start <= offset < s.end), None)

    def as_parsed(self) -> ParsedDocument:
        """The same document as the parser handed it over, without its warnings."""
        return ParsedDocument(
            self.title,
            self.text,
            self.version,
            self.sections,
            self.paragraphs,
            self.sentences,
            self.record,
            self.pages,
        )


def structure_of(document: ParsedDocument) -> Structure:
    """Sections, paragraphs, sentences and pages as short lists of numbers and headings."""
    return {
        "sections": [[[plain(part) for part in path], start, end] for path, start, end in document.sections],
        "paragraphs": [[*part[:3], _KINDS.index(part.kind)] for part in document.paragraphs],
        "sentences": [list(part) for part in document.sentences],
        "pages": [list(part) for part in document.pages],
    }


def sections(kept: Structure) -> tuple[Section, ...]:
    return tuple(Section(tuple(path), start, end) for path, start, end in kept["sections"])


def paragraphs(kept: Structure) -> tuple[Paragraph, ...]:
    rows = kept["paragraphs"]
    return tuple(Paragraph(start, end, section, _KINDS[kind]) for start, end, section, kind in rows)


def sentences(kept: Structure) -> tuple[Sentence, ...]:
    return tuple(Sentence(*part) for part in kept["sentences"])


def pages(kept: Structure) -> tuple[Page, ...]:
    return tuple(Page(*part) for part in kept["pages"])


def record_to_json(record: SourceRecord) -> dict[str, Any]:
    """The record's fields that say something, as JSON values that PostgreSQL can hold."""
    fields: dict[str, Any] = msgspec.to_builtins(asdict(record))
    return {name: _plain(value) for name, value in fields.items() if value}


def record_from_json(kept: dict[str, Any]) -> SourceRecord:
    """The record from kept JSON. Raises msgspec.ValidationError if it is not one."""
    return msgspec.convert(kept, SourceRecord)


def fingerprint_of(document: ParsedDocument) -> str:
    """The version; for a record without text the SHA-256 of what it says about itself."""
    if document.text:
        return document.version
    said = msgspec.json.encode(record_to_json(document.record), order="sorted").decode()
    return sha256_of(f"{plain(document.title)}\n{said}")


def plain(text: str) -> str:
    """Without NULs and lone surrogates, which a database cannot hold."""
    if text.isascii() and "\x00" not in text:
        return text
    return "".join(c for c in text if c != "\x00" and not "\ud800" <= c <= "\udfff")


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return [_plain(one) for one in cast(Sequence[Any], value)] if isinstance(value, list | tuple) else value

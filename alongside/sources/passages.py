"""What a source document is once it has been read: plain text, and where its parts stand in that text.

The text is stored once. Sections, paragraphs, sentences and pages are (start, end) character offsets into it,
so that a quotation can be proved by cutting the text, and nothing is ever copied apart. The sha-256 of the
text is the document's version: another text is another version.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import Final, Literal, NamedTuple

from alongside.sources.sentences import sentence_spans

PARAGRAPH_BREAK = "\n\n"

ParagraphKind = Literal["prose", "item", "row"]


class EvidenceKind(StrEnum):
    """What kind of evidence a document is, strongest first; the order is for display, not a verdict."""

    GUIDELINE = "guideline"
    META_ANALYSIS = "meta-analysis"
    SYSTEMATIC_REVIEW = "systematic review"
    RANDOMISED_TRIAL = "randomised trial"
    COHORT = "cohort"
    STUDY = "study"
    CASE = "case"
    REVIEW = "review"
    SUMMARY = "summary"
    PATIENT_INFORMATION = "patient information"
    OPINION = "opinion"
    OTHER = "other"


class LinkKind(StrEnum):
    """How a record is tied to another one: the NLM CommentsCorrections types that change trust."""

    RETRACTED_IN = "retracted in"
    RETRACTION_OF = "retraction of"
    CONCERN_IN = "expression of concern in"
    CONCERN_FOR = "expression of concern for"
    CORRECTED_IN = "corrected in"
    CORRECTION_OF = "correction of"
    UPDATED_IN = "updated in"
    UPDATE_OF = "update of"
    REPUBLISHED_IN = "republished in"
    REPUBLISHED_FROM = "republished from"
    SUMMARY_FOR_PATIENTS_IN = "summary for patients in"


@dataclass(frozen=True, slots=True)
class RecordLink:
    """A tie to another record: its PMID or DOI where given, and the citation as the record words it."""

    kind: LinkKind
    pmid: str = ""
    doi: str = ""
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Licence:
    """Under what terms the text came. ``may_show`` is False where the document may only be cited."""

    name: str = ""
    url: str = ""
    may_show: bool = False


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """What the source says about itself.

    ``date`` is ISO 8601 as far as it is known: "2021", "2021-03" or "2021-03-09". ``language`` is a BCP 47
    tag, empty when not stated. ``pmid`` is digits, ``pmcid`` starts with PMC, ``doi`` is lower case with no
    resolver. ``retracted`` is True when the record itself carries the mark, with or without a link.
    ``form`` is how the work is told here ("abstract", "article"): two texts in one form are two editions of
    it, an abstract beside its article is not. ``revised`` is the ISO date of this edition.
    """

    kind: EvidenceKind = EvidenceKind.OTHER
    date: str = ""
    population: str = ""
    licence: Licence = Licence()
    language: str = ""
    grade: str = ""
    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    other_ids: tuple[tuple[str, str], ...] = ()
    mesh: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    question_type: str = ""
    authors: tuple[str, ...] = ()
    published_in: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    url: str = ""
    links: tuple[RecordLink, ...] = ()
    retracted: bool = False
    form: str = ""
    revised: str = ""

    @property
    def is_retracted(self) -> bool:
        return self.retracted or any(link.kind is LinkKind.RETRACTED_IN for link in self.links)

    @property
    def is_superseded(self) -> bool:
        return any(link.kind is LinkKind.UPDATED_IN for link in self.links)


class Section(NamedTuple):
    """A run of paragraphs under the same headings, outermost heading first. No heading: an empty path."""

    path: tuple[str, ...]
    start: int
    end: int


class Paragraph(NamedTuple):
    """``section`` is the index of its section. An "item" belongs to a list, a "row" to a table."""

    start: int
    end: int
    section: int
    kind: ParagraphKind = "prose"


class Sentence(NamedTuple):
    """``paragraph`` is the index of its paragraph."""

    start: int
    end: int
    paragraph: int


class Page(NamedTuple):
    """A page of a paged source; ``number`` counts from 1."""

    number: int
    start: int
    end: int


NOTHING_TO_READ: Final = "nothing to read"


@dataclass(frozen=True, slots=True)
class ParseWarning:
    """Something the reader of the file saw and a person should know of; ``kind`` groups it."""

    kind: Literal["hidden text", "hidden characters", "encoding", "nothing to read", "left out", "sandbox"]
    sentence: str


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """One document as it will be stored. ``version`` is the sha-256 of ``text`` in hexadecimal."""

    title: str
    text: str
    version: str
    sections: tuple[Section, ...]
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]
    record: SourceRecord
    pages: tuple[Page, ...] = ()
    warnings: tuple[ParseWarning, ...] = ()

    def cut(self, start: int, end: int) -> str:
        return self.text[start:end]

    def path_of(self, sentence: Sentence) -> tuple[str, ...]:
        """The headings above a sentence, outermost first."""
        return self.sections[self.paragraphs[sentence.paragraph].section].path


def sha256_of(text: str) -> str:
    """The sha-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


# Characters that a reader cannot see and that a copy may carry: soft hyphen, zero-width space, word joiner
# and its invisible relatives, byte order mark, direction overrides, tag characters, control characters.
_UNSEEN = re.compile(
    "[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"
)
# Joiners shape letters in Persian, Hindi and others; between Latin letters they only hide.
_JOINER_IN_LATIN = re.compile("(?<=[\x20-\u024f])[\u200c\u200d]|[\u200c\u200d](?=[\x20-\u024f])")
_HARMLESS = frozenset("\u00ad\u200e\u200f\ufeff")
_SPACES = re.compile(r"\s+")


def clean_text(raw: str) -> tuple[str, int]:
    """One line of text as it will be stored, and how many suspicious unseen characters were taken out.

    NFC; every run of white space is one space; unseen characters go. Soft hyphens, direction marks and byte
    order marks go too, but are everyday typesetting and not counted.
    """
    if raw.isascii() and raw.isprintable():
        return (_SPACES.sub(" ", raw).strip() if "  " in raw else raw.strip()), 0
    suspicious = sum(1 for c in _UNSEEN.findall(raw) if c not in _HARMLESS)
    text, joiners = _JOINER_IN_LATIN.subn("", _UNSEEN.sub("", raw))
    text = "".join(c for c in text if not "\ud800" <= c <= "\udfff")
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip(), suspicious + joiners


@dataclass(slots=True)
class Draft:
    """A document while it is being read: add paragraphs in order under their headings, then finish."""

    title: str = ""
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _sections: list[Section] = field(default_factory=list)
    _paragraphs: list[Paragraph] = field(default_factory=list)
    _pages: list[tuple[int, int]] = field(default_factory=list)
    _warnings: list[ParseWarning] = field(default_factory=list)
    _unseen: int = 0

    def add(self, raw: str, path: tuple[str, ...] = (), kind: ParagraphKind = "prose") -> int | None:
        """Add one paragraph; returns the offset where it starts, or None when nothing is left of it."""
        text, unseen = clean_text(raw)
        self._unseen += unseen
        if not text:
            return None
        start = self._length + len(PARAGRAPH_BREAK) if self._parts else 0
        end = start + len(text)
        self._place_section(path, start, end)
        self._paragraphs.append(Paragraph(start, end, len(self._sections) - 1, kind))
        self._parts.append(text)
        self._length = end
        return start

    def _place_section(self, path: tuple[str, ...], start: int, end: int) -> None:
        if self._sections and self._sections[-1].path == path:
            self._sections[-1] = Section(path, self._sections[-1].start, end)
        else:
            self._sections.append(Section(path, start, end))

    def begin_page(self, number: int, start: int) -> None:
        """Say that page ``number`` starts at this offset of the text."""
        self._pages.append((number, start))

    def warn(self, kind: Literal["hidden text", "encoding", "left out", "sandbox"], sentence: str) -> None:
        self._warnings.append(ParseWarning(kind, sentence))

    @property
    def is_empty(self) -> bool:
        return not self._parts

    def finish(self, record: SourceRecord) -> ParsedDocument:
        """The finished document, its sentences found and its version taken."""
        text = PARAGRAPH_BREAK.join(self._parts)
        title, unseen = clean_text(self.title)
        return ParsedDocument(
            title=title,
            text=text,
            version=sha256_of(text),
            sections=tuple(self._sections),
            paragraphs=tuple(self._paragraphs),
            sentences=tuple(_sentences(text, self._paragraphs)),
            record=record,
            pages=tuple(self._finished_pages(len(text))),
            warnings=tuple(self._finished_warnings(self._unseen + unseen)),
        )

    def _finished_pages(self, length: int) -> Iterable[Page]:
        starts = [*self._pages, (0, length)]
        for (number, start), (_, following) in pairwise(starts):
            yield Page(number, start, following)

    def _finished_warnings(self, unseen: int) -> Iterable[ParseWarning]:
        yield from self._warnings
        if unseen:
            many = "1 unseen character was" if unseen == 1 else f"{unseen} unseen characters were"
            yield ParseWarning(
                "hidden characters", f"{many} taken out; look at the file before you trust its wording."
            )
        if not self._parts:
            yield ParseWarning(NOTHING_TO_READ, "The record has no text; it can be cited but not quoted.")


def _sentences(text: str, paragraphs: list[Paragraph]) -> Iterable[Sentence]:
    for number, paragraph in enumerate(paragraphs):
        for start, end in sentence_spans(text, paragraph.start, paragraph.end):
            yield Sentence(start, end, number)

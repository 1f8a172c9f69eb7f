"""The starter library: short evidence summaries written by us, each sentence tied to its primary record.

The files stand in `library/`. A document made from one is marked as our summary of the evidence, never as the
evidence itself; its sentences carry record, place and tag. Sentences tagged R (recalled) are refused.
"""

import itertools
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

import msgspec

from alongside.sources.passages import Draft, EvidenceKind, Licence, ParsedDocument, SourceRecord
from alongside.sources.records import Record

LIBRARY = Path(__file__).parent / "library"
MARK = "Our summary of the evidence, not the evidence itself"


class ReadTag(StrEnum):
    """How the fact of a sentence was read. Recalled facts have no tag here: they are left out."""

    PRIMARY = "V"
    SECONDARY = "V2"
    DERIVED = "D"


class _SentenceFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    record: str
    place: str
    tag: ReadTag
    text: str
    read_in: str = ""
    derived: str = ""


class _SectionFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    path: list[str]
    sentences: list[_SentenceFile]


class _DocumentFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: int
    key: str
    title: str
    population: str
    date: str
    records: list[Record]
    sections: list[_SectionFile]


@dataclass(frozen=True)
class StarterSentence:
    """One sentence of the library: its offsets in the document, and where its fact comes from.

    `read_in` names the secondary source of a fact tagged V2; `derived` is the sum behind one tagged D.
    """

    id: str
    start: int
    end: int
    record: Record
    place: str
    tag: ReadTag
    read_in: str = ""
    derived: str = ""


@dataclass(frozen=True)
class StarterDocument:
    """One summary as a document of the library, with the grounds of each of its sentences."""

    key: str
    document: ParsedDocument
    sentences: tuple[StarterSentence, ...]

    def grounds_of(self, start: int, end: int) -> tuple[StarterSentence, ...]:
        """The sentences that a span of the text touches."""
        return tuple(s for s in self.sentences if s.start < end and start < s.end)


@lru_cache(maxsize=1)
def starter_library() -> tuple[StarterDocument, ...]:
    """Every summary, in the order of its file name. Raises ValueError where a file breaks a promise."""
    documents = tuple(read_summary(path) for path in sorted(LIBRARY.glob("*.yaml")))
    _refuse_repeats([s.id for d in documents for s in d.sentences], "the starter library")
    return documents


@lru_cache(maxsize=1)
def _by_version() -> dict[str, StarterDocument]:
    return {made.document.version: made for made in starter_library()}


def starter_of(version: str) -> StarterDocument | None:
    """The summary of ours that a document version is, word for word, or None."""
    return _by_version().get(version)


class _QuestionsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: int
    clinicians: list[str]
    plain: list[str]


@lru_cache(maxsize=1)
def _questions() -> _QuestionsFile:
    return msgspec.yaml.decode((LIBRARY / "questions" / "en.yaml").read_bytes(), type=_QuestionsFile)


def starter_questions() -> tuple[str, ...]:
    """Questions that the starter library answers, to be offered to clinicians beside answers."""
    return tuple(_questions().clinicians)


def plain_questions() -> tuple[str, ...]:
    """The same for other readers, in plain words."""
    return tuple(_questions().plain)


def read_summary(path: Path) -> StarterDocument:
    """One summary file. Raises ValueError or msgspec.ValidationError, naming the file and what to mend."""
    raw = msgspec.yaml.decode(path.read_bytes(), type=_DocumentFile)
    records = {record.key: record for record in raw.records}
    draft = Draft(title=raw.title)
    for section in raw.sections:
        draft.add(" ".join(s.text for s in section.sentences), tuple(section.path))
    document = draft.finish(_record(raw))
    written = [s for section in raw.sections for s in section.sentences]
    spans = [(s.start, s.end) for s in document.sentences]
    if [document.cut(*span) for span in spans] != [s.text for s in written]:
        raise ValueError(f"{path.name}: a text here is not exactly one sentence. Write one sentence per id.")
    placed = zip(written, spans, strict=True)
    sentences = tuple(_sentence(s, span, records, path.name) for s, span in placed)
    return StarterDocument(raw.key, document, sentences)


def _record(raw: _DocumentFile) -> SourceRecord:
    return SourceRecord(
        kind=EvidenceKind.SUMMARY,
        date=raw.date,
        population=raw.population,
        licence=Licence(name="Apache-2.0", may_show=True),
        language="en",
        published_in=f"Alongside starter library. {MARK}.",
        other_ids=(("alongside", raw.key),),
    )


def _sentence(
    raw: _SentenceFile, span: tuple[int, int], records: dict[str, Record], file: str
) -> StarterSentence:
    if raw.record not in records:
        raise ValueError(f"{file}: sentence {raw.id} names the record “{raw.record}”, which is not listed.")
    if (raw.tag is ReadTag.SECONDARY) != bool(raw.read_in) or (raw.tag is ReadTag.DERIVED) != bool(
        raw.derived
    ):
        raise ValueError(
            f"{file}: sentence {raw.id} needs read_in exactly with V2 and derived exactly with D."
        )
    return StarterSentence(raw.id, *span, records[raw.record], raw.place, raw.tag, raw.read_in, raw.derived)


def _refuse_repeats(ids: list[str], where: str) -> None:
    repeated = sorted({i for i in ids if ids.count(i) > 1})
    if repeated:
        raise ValueError(f"{where} uses the same sentence id twice: {', '.join(repeated)}.")


class _PlainSentenceFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    text: str
    from_: list[str] = msgspec.field(name="from")


class _PlainSectionFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    heading: str
    sentences: list[_PlainSentenceFile]


class _PlainFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: int
    key: str
    question: str
    language: str
    status: str
    title: str
    sections: list[_PlainSectionFile]


@dataclass(frozen=True)
class PlainSentence:
    """A plain wording and the library sentences (ids) that it rests on."""

    text: str
    rests_on: tuple[str, ...]


@dataclass(frozen=True)
class PlainVersion:
    """The answer to one question in plain words; `status` says where its review stands."""

    key: str
    question: str
    language: str
    status: str
    title: str
    sections: tuple[tuple[str, tuple[PlainSentence, ...]], ...]

    @property
    def text(self) -> str:
        """All sentences, a paragraph per section, for measuring."""
        return "\n\n".join(" ".join(s.text for s in sentences) for _, sentences in self.sections)


@lru_cache(maxsize=1)
def plain_versions() -> tuple[PlainVersion, ...]:
    """Every plain version. Raises ValueError when a sentence rests on an id that does not exist."""
    known = {s.id for d in starter_library() for s in d.sentences}
    versions = tuple(_plain(path) for path in sorted((LIBRARY / "plain").glob("*.yaml")))
    rests_on = [i for v in versions for _, group in v.sections for s in group for i in s.rests_on]
    missing = sorted(set(itertools.filterfalse(known.__contains__, rests_on)))
    if missing:
        raise ValueError(f"A plain version rests on sentences that do not exist: {', '.join(missing)}.")
    return versions


def _plain(path: Path) -> PlainVersion:
    raw = msgspec.yaml.decode(path.read_bytes(), type=_PlainFile)
    sections = tuple(
        (section.heading, tuple(PlainSentence(s.text, tuple(s.from_)) for s in section.sentences))
        for section in raw.sections
    )
    return PlainVersion(raw.key, raw.question, raw.language, raw.status, raw.title, sections)

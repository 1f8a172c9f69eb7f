"""An answer as JSON that is kept, and back: spans only, never the words, which stay in the source.

The words are cut from the stored document at every display, and the gate checks them there.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import msgspec

from alongside.answers.candidates import Candidate, is_primary
from alongside.answers.composition import Answer, AnswerSection, Claim, reference_of, still_true
from alongside.answers.selection import LeftOut, Place
from alongside.sources.passages import Section, SourceRecord
from alongside.sources.quotation import StoredDocument


class ReadableDocument(StoredDocument, Protocol):
    """A stored version with what a page says about it."""

    @property
    def title(self) -> str: ...
    @property
    def record(self) -> SourceRecord: ...
    @property
    def sections(self) -> Sequence[Section]: ...
    @property
    def holds(self) -> bool: ...
    @property
    def may_show(self) -> bool: ...


Library = Callable[[str], ReadableDocument | None]


class Span(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Characters start to end of a document version, and their sha-256."""

    version: str
    start: int
    end: int
    sha256: str


class KeptClaim(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A claim without its words; `section` is its place in the answer."""

    version: str
    start: int
    end: int
    sha256: str
    citation: int
    section: Place


@dataclass(frozen=True)
class Shown:
    """A kept answer as it may be shown today. `lost`: how many claims no longer hold; `numbers`: the place
    from 1 of each shown claim in the answer as it was made."""

    answer: Answer
    lost: int
    numbers: dict[Claim, int]


def claims_of(answer: Answer) -> list[dict[str, Any]]:
    """The claims of an answer as plain JSON values, in reading order."""
    return [
        msgspec.to_builtins(KeptClaim(c.version, c.start, c.end, c.sha256, c.citation, s.place))
        for s in answer.sections
        for c in s.claims
    ]


def digest_of(
    question: str, asked_with: Sequence[str], follows: str, claims: list[dict[str, Any]], perhaps: str = ""
) -> str:
    """The same question in the same thread with the same claims has the same digest (SHA-256, hex).

    `perhaps`: the kind of danger whose text stands above the answer. It makes another answer of it, so that
    none that was kept without the text is handed to somebody who needs it.
    """
    parts = [question.casefold(), list(asked_with), follows, claims, *([perhaps] if perhaps else [])]
    content = msgspec.json.encode(parts, order="sorted")
    return hashlib.sha256(content).hexdigest()


def shown(kept: list[dict[str, Any]], left_out: list[dict[str, str]], library: Library) -> Shown:
    """The kept answer with the words of today's library, without the claims that no longer hold.

    A claim is lost when its source is gone, changed, retracted, replaced or may no longer be shown.
    """
    claims = msgspec.convert(kept, list[KeptClaim])
    documents = {c.version: _usable(library(c.version)) for c in claims}
    made = [(c, _claim(c, documents[c.version])) for c in claims]
    sections = tuple(
        AnswerSection(place, tuple(claim for c, claim in made if c.section is place)) for place in Place
    )
    numbers = {c.version: c.citation for c in claims}
    references = tuple(
        reference_of(_candidate(document), numbers[version])
        for version, document in documents.items()
        if document
    )
    whole = Answer(sections, references, tuple(LeftOut(one["title"], one["why"]) for one in left_out))
    answer = still_true(whole, documents.get)
    order = {claim: number for number, (_, claim) in enumerate(made, start=1)}
    return Shown(answer, len(claims) - len(answer.claims), {c: order[c] for c in answer.claims})


def _usable(document: ReadableDocument | None) -> ReadableDocument | None:
    return document if document and document.holds and document.may_show else None


def _claim(kept: KeptClaim, document: ReadableDocument | None) -> Claim:
    words = document.text[kept.start : kept.end] if document else ""
    return Claim(words, kept.version, kept.start, kept.end, kept.sha256, kept.citation)


def _candidate(document: ReadableDocument) -> Candidate:
    return Candidate(
        document.version, document.title, document.text, (), 0.0, document.record, is_primary(document.record)
    )


def passage_around(document: ReadableDocument, start: int, end: int) -> tuple[str, str, tuple[str, ...]]:
    """The rest of the paragraph before and after a span, and the headings above it."""
    inside = [p for p in document.paragraphs if p.start < end and start < p.end]
    if not inside:
        return "", "", ()
    path = document.sections[inside[0].section].path
    return document.text[inside[0].start : start], document.text[end : inside[-1].end], path

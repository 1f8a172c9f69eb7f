"""Made-up documents for the tests of the pipeline."""

from collections.abc import Sequence

from hypothesis import strategies as st

from alongside.answers.candidates import Candidate, candidate_of
from alongside.answers.coverage import lexical_scorer
from alongside.sources.passages import (
    Draft,
    EvidenceKind,
    Licence,
    LinkKind,
    ParsedDocument,
    RecordLink,
    SourceRecord,
)

SHOWN = Licence("CC BY 4.0", "", True)


def document(
    title: str,
    paragraphs: Sequence[str],
    *,
    path: tuple[str, ...] = (),
    items: Sequence[str] = (),
    licence: Licence = SHOWN,
    retracted: bool = False,
    replaced: bool = False,
) -> ParsedDocument:
    """A document with the paragraphs and then the list items under one heading path."""
    draft = Draft(title=title)
    for text in paragraphs:
        draft.add(text, path)
    for item in items:
        draft.add(item, path, "item")
    links = (RecordLink(LinkKind.UPDATED_IN, pmid="1"),) if replaced else ()
    kind = EvidenceKind.RANDOMISED_TRIAL
    return draft.finish(
        SourceRecord(kind=kind, date="2020-05", licence=licence, retracted=retracted, links=links)
    )


def candidate(question: str, made: ParsedDocument) -> Candidate:
    """The document as retrieval would hand it over."""
    return candidate_of(made, question, lexical_scorer())


QUESTION = "Do bright lamps help tired owls to sleep?"
_SENTENCES = (
    "Bright lamps helped tired owls to sleep 3 hours longer than dim lamps.",
    "However, this was not seen in young owls.",
    "Lamps did not help owls with a cold.",
    "They slept 5 hours (RR 1.20, 95% CI 1.10 to 1.30).",
    "It is uncertain whether owls like lamps.",
    "Owls should be asked where the lamp may stand.",
    "In the dim group, owls slept 2 hours.",
    "Except for barn owls, sleep was better because lamps were warm.",
    "Take two tablets of lamp oil every night.",
    "Fish swim in cold water.",
)
paragraphs = st.lists(
    st.lists(st.sampled_from(_SENTENCES), min_size=1, max_size=5).map(" ".join), min_size=1, max_size=4
)
headings = st.sampled_from(
    [(), ("Results",), ("Background",), ("What is uncertain",), ("Practical steps",), ("Other",)]
)
documents = st.builds(
    lambda title, text, path, items: document(title, text, path=path, items=items),
    st.sampled_from(["Lamps and owls", "Sleep", "A study of owls"]),
    paragraphs,
    headings,
    st.lists(st.sampled_from(_SENTENCES), max_size=4),
)
libraries = st.lists(documents, min_size=1, max_size=4, unique_by=lambda d: d.version)

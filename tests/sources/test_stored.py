"""A document's way into JSON and back, and its lay-out for reading."""

import json
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from alongside.sources import reading, stored
from alongside.sources.passages import (
    EvidenceKind,
    Licence,
    LinkKind,
    ParsedDocument,
    RecordLink,
    SourceRecord,
)
from tests.sources.examples import parsed

RECORD = SourceRecord(
    kind=EvidenceKind.GUIDELINE,
    date="2021-03",
    licence=Licence("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/", True),
    authors=("Hart RG", "Pearce LA"),
    published_in="Journal of Examples",
    volume="7",
    pages="1-9",
    other_ids=(("topic", "12"),),
    links=(RecordLink(LinkKind.RETRACTED_IN, pmid="1", citation="Notice"),),
    retracted=True,
)


def test_a_record_comes_back_from_json_as_it_was() -> None:
    for record in (RECORD, SourceRecord()):
        assert stored.record_from_json(json.loads(json.dumps(stored.record_to_json(record)))) == record


@given(st.lists(st.text(max_size=60), max_size=8))
def test_the_structure_comes_back_from_json_as_it_was(paragraphs: list[str]) -> None:
    document = parsed("Example", *paragraphs)
    kept = json.loads(json.dumps(stored.structure_of(document)))
    assert stored.sections(kept) == document.sections
    assert stored.paragraphs(kept) == document.paragraphs
    assert stored.sentences(kept) == document.sentences
    assert stored.pages(kept) == document.pages


def as_stored(document: ParsedDocument) -> stored.StoredDocument:

    return stored.StoredDocument(
        UUID(int=1),
        document.version,
        document.title,
        document.text,
        document.sections,
        document.paragraphs,
        document.sentences,
        document.pages,
        document.record,
        may_show=True,
    )


def test_lists_are_kept_together_and_every_sentence_has_its_number() -> None:
    document = as_stored(parsed("T", "First. Second.", "- point one", "- point two", "Last."))
    (section,) = reading.read(document, 1)
    assert [(block.kind, len(block.paragraphs)) for block in section.blocks] == [
        ("prose", 1),
        ("item", 2),
        ("prose", 1),
    ]
    numbers = [s.number for block in section.blocks for own in block.paragraphs for s in own]
    assert numbers == [0, 1, 2, 3, 4]


def test_the_parts_of_a_long_document_hold_every_sentence_once() -> None:
    document = as_stored(parsed("T", *(f"Number {n}." for n in range(2 * reading.PART + 5))))
    seen = [
        (s.number, part)
        for part in range(1, reading.parts(document) + 1)
        for section in reading.read(document, part)
        for block in section.blocks
        for own in block.paragraphs
        for s in own
    ]
    assert seen == [(n, reading.part_of(n)) for n in range(len(document.sentences))]


def test_a_citation_reads_as_in_a_reference_list() -> None:
    assert reading.citation("A trial", RECORD) == (
        "Hart RG, Pearce LA. A trial. Journal of Examples 2021;7:1-9."
    )


def test_the_sentence_at_a_place_is_found() -> None:
    document = as_stored(parsed("T", "First one. Second one."))
    assert [document.sentence_at(n) for n in (0, 11, 500)] == [0, 1, None]


def test_only_web_addresses_become_links() -> None:
    assert reading.web_address(SourceRecord(url="javascript:alert(1)")) == ""
    assert reading.web_address(SourceRecord(url="https://example.org/a")) == "https://example.org/a"

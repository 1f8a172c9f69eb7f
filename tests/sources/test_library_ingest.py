"""Files into the library: resumed, with faults told one by one, and nothing lost when it stops."""

import gzip
import io
from itertools import islice
from pathlib import Path

import pytest

from alongside.sources import ingest as ingesting
from alongside.sources import intakes
from alongside.sources.ingest import Incoming, Step, Terms, incoming_from, ingest
from alongside.sources.intakes import SentFile, read_all, send_in
from alongside.sources.models import Document, FileRead, Intake
from alongside.sources.passages import EvidenceKind
from tests.family import Family
from tests.sources.examples import pubmed_file, pubmed_record

pytestmark = pytest.mark.django_db
NOTE = b"---\ntitle: Falls\nlicence: CC BY 4.0\n---\nGrab bars prevent falls."
BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><PubmedArticleSet>&a;</PubmedArticleSet>'


def incoming(name: str, content: bytes) -> Incoming:
    return Incoming(name, len(content), lambda: io.BytesIO(content))


def added(*files: Incoming, terms: Terms | None = None, again: bool = False) -> list[Step]:
    steps = ingest(files, terms or Terms(), by=None, again=again)
    return [step for step in steps if step.done]


def counts(step: Step) -> tuple[int, int, int]:
    return step.new, step.known, step.refused


def many(number: int, first: int = 1) -> bytes:
    return pubmed_file(
        *(pubmed_record(n, f"Trial {n}", f"Finding {n} was seen.") for n in range(first, first + number))
    )


def test_every_record_of_a_file_becomes_a_document_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingesting, "BATCH", 4)
    steps = list(ingest([incoming("a.xml", many(10))], Terms(), by=None))
    assert [step.new for step in steps] == [4, 8, 10, 10]
    assert [step.done for step in steps] == [False, False, False, True]
    assert steps[-1].read == steps[-1].size
    assert Document.objects.count() == 10


def test_the_same_bytes_are_not_read_again_whatever_their_name() -> None:
    added(incoming("a.xml", many(3)))
    (step,) = added(incoming("b.xml", many(3)))
    assert counts(step) == (0, 3, 0)
    assert step.said[0].startswith("b.xml was read before, on ")
    (step,) = added(incoming("b.xml", many(3)), again=True)
    assert (counts(step), step.said) == ((0, 3, 0), ())


def test_a_file_that_was_broken_off_is_resumed_and_nothing_comes_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ingesting, "BATCH", 4)
    list(islice(ingest([incoming("a.xml", many(10))], Terms(), by=None), 2))
    assert (Document.objects.count(), FileRead.objects.count()) == (8, 0)
    (step,) = added(incoming("a.xml", many(10)))
    assert counts(step) == (2, 8, 0)
    assert Document.objects.count() == 10


def test_a_hostile_file_in_the_middle_is_refused_and_the_others_are_read() -> None:
    files = (
        incoming("a.md", NOTE),
        incoming("bomb.xml", BOMB),
        incoming("zeros.gz", gzip.compress(b"\x00" * 50_000_000)),
        incoming("b.xml", many(2)),
    )
    steps = added(*files)
    assert [counts(step) for step in steps] == [(1, 0, 0), (0, 0, 1), (0, 0, 1), (2, 0, 0)]
    assert steps[1].said == (
        "bomb.xml: The file defines its own document type or entities. Such files are not read.",
    )
    assert FileRead.objects.count() == 2


def test_a_record_that_makes_no_sense_does_not_stop_its_neighbours() -> None:
    broken = "<PubmedArticle><MedlineCitation/></PubmedArticle>"
    content = pubmed_file(
        pubmed_record(1, "One", "First seen."), broken, pubmed_record(2, "Two", "Second seen.")
    )
    (step,) = added(incoming("a.xml", content))
    assert counts(step) == (2, 0, 1)
    assert len(step.said) == 1


def test_a_file_that_cannot_be_opened_is_told_and_the_next_is_read(tmp_path: Path) -> None:
    gone = tmp_path / "gone.md"
    steps = added(Incoming("gone.md", 1, lambda: gone.open("rb")), incoming("a.md", NOTE))
    assert [counts(step) for step in steps] == [(0, 0, 1), (1, 0, 0)]
    assert steps[0].said == ("gone.md: The file cannot be read (No such file or directory).",)


def test_folders_are_read_in_the_order_of_names_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.md", "a/z.md", ".hidden.md", "a/.git/x.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(NOTE)
    assert [one.name for one in incoming_from(tmp_path)] == ["z.md", "b.md"]


def test_what_the_person_says_of_all_files_stands_in_every_record() -> None:
    terms = Terms(EvidenceKind.GUIDELINE, "By permission", may_show=False)
    added(incoming("a.md", NOTE), terms=terms)
    row = Document.objects.get()
    assert (row.kind, row.may_show, row.record["licence"]["name"]) == ("guideline", False, "By permission")


def test_hidden_text_is_told_and_kept_with_the_document() -> None:
    page = (
        b"<html><title>T</title><body><p>Seen words here.</p><p style='display:none'>Ignore all.</p></body>"
    )
    (step,) = added(incoming("a.html", page))
    row = Document.objects.get()
    assert row.text == "Seen words here."
    assert len(row.warnings) == 1
    assert step.said == (f"T: {row.warnings[0]}",)


# Sent in through the browser


def test_files_sent_in_are_read_and_their_bytes_let_go(family: Family, index_folder: Path) -> None:
    files = [SentFile("a.md", NOTE), SentFile("bomb.xml", BOMB)]
    intake = send_in(files=files, terms=Terms(), by=family.doctor)
    assert read_all() == 1
    intake.refresh_from_db()
    assert (intake.state, intake.said) == (Intake.State.DONE, [])
    rows = list(intake.files.all())
    assert [(row.new, row.refused, row.done, row.content) for row in rows] == [
        (1, 0, True, None),
        (0, 1, True, None),
    ]
    assert Document.objects.get().added_by == family.doctor
    assert read_all() == 0


def test_an_intake_that_was_broken_off_goes_on_where_it_stopped(family: Family, index_folder: Path) -> None:
    files = [SentFile("a.md", NOTE), SentFile("b.xml", many(2))]
    intake = send_in(files=files, terms=Terms(), by=family.doctor)
    first = intake.files.first()
    assert first is not None
    Intake.objects.filter(pk=intake.pk).update(state=Intake.State.RUNNING)
    (step,) = [one for one in ingest([incoming("a.md", NOTE)], Terms(), by=None) if one.done]
    intakes._note(first, step)
    assert read_all() == 1
    assert [(row.new, row.known) for row in intake.files.all()] == [(1, 0), (2, 0)]

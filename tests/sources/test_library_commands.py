"""`alongside library`, without a terminal, and the lists of retractions it reads."""

from pathlib import Path

import pytest

from alongside.sources import commands
from alongside.sources.actions import NoSuchDocument
from alongside.sources.ingest import Step, Terms
from alongside.sources.lists import read_list
from alongside.sources.models import Document
from alongside.sources.standing import ListError, NotAList, Word
from tests.sources.examples import pubmed_file, pubmed_record

LIST = b"""Title,DOI,PMID,Kind,Date
Wrong,https://doi.org/10.1000/WRONG,,Retraction,2021-03-09
Old,,2,superseded,2020
Odd,,3,praised,2020
None,,,retraction,2020
Same,10.1000/wrong,,retracted,
"""


@pytest.fixture
def library(index_folder: Path, tmp_path: Path) -> Path:
    file = tmp_path / "files" / "a.xml"
    file.parent.mkdir()
    file.write_bytes(pubmed_file(*(pubmed_record(n, f"Trial {n}", f"Finding {n} was seen.") for n in (1, 2))))
    return file


def add(path: Path) -> commands.Added:
    steps: list[Step] = []
    counted: list[int] = []
    done = commands.add(commands.files_in([path]), Terms(), told=steps.append, indexed=counted.append)
    assert steps[-1] == done.files[-1]
    assert sum(counted) == done.new
    return done


def test_adding_reads_stores_and_indexes(library: Path) -> None:
    done = add(library.parent)
    assert (done.new, done.known, done.refused, done.said, done.stopped) == (2, 0, 0, (), False)
    state = commands.state()
    assert (state.documents, state.passages, state.sentences) == (2, 2, ())


def test_adding_again_finds_everything_there(library: Path) -> None:
    add(library)
    assert (add(library).new, add(library).known) == (0, 2)


def test_a_path_that_is_not_there_is_an_error_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        commands.files_in([tmp_path / "nothing"])


def test_listing_finds_titles_by_all_their_words(library: Path) -> None:
    add(library)
    assert [row.title for row in commands.listing("trial 2", most=5)] == ["Trial 2"]
    assert len(list(commands.listing("", most=1))) == 1


@pytest.mark.parametrize("by", ["pk", "version"])
def test_a_document_is_withdrawn_by_its_id_or_its_version(library: Path, by: str) -> None:
    add(library)
    row = Document.objects.get(title="Trial 1")
    commands.withdraw(str(getattr(row, by)), "A slip.")
    assert [one.title for one in commands.listing("", most=5)] == ["Trial 2"]
    with pytest.raises(NoSuchDocument):
        commands.withdraw(str(getattr(row, by)), "A slip.")


def test_a_list_marks_what_it_names_and_tells_the_lines_that_make_no_sense(library: Path) -> None:
    add(library)
    done = commands.retractions(LIST, "list.csv")
    assert (done.works, done.documents) == (2, ("Trial 2",))
    assert [error.line for error in done.errors] == [4, 5]
    row = Document.objects.get(title="Trial 2")
    assert (row.superseded, row.retracted, row.standing_reason) == (True, False, "list.csv (2020)")


def test_a_list_is_read_line_by_line() -> None:
    assert list(read_list(LIST, "list.csv")) == [
        Word("retracted", "10.1000/wrong", "", "2021-03-09", "list.csv"),
        Word("superseded", "", "2", "2020", "list.csv"),
        ListError(
            4,
            "The kind “praised” is not known. Use one of: concern, corrected, correction, erratum, "
            "expression of concern, retracted, retraction, superseded, update, "
            "updated, withdrawn.",
        ),
        ListError(5, "There is neither a DOI nor a PMID in this line."),
        Word("retracted", "10.1000/wrong", "", "", "list.csv"),
    ]


@pytest.mark.parametrize("data", [b"", b"a,b\n1,2\n", b"\xff\xfe\x00", b'doi,pmid\n"' + b"x" * 200_000])
def test_what_is_no_list_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(NotAList, match=r"^list\.csv"):
        list(read_list(data, "list.csv"))

"""Finding: the index proposes, the database decides; what is wrong with the index is told, never raised."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.sources import indexing, library
from alongside.sources.actions import mark_retracted, store, store_all, withdraw
from alongside.sources.index.folder import IndexFolder
from alongside.sources.index.protocol import Hit, IndexBusy
from alongside.sources.standing import Word
from tests.sources.examples import parsed

MEETINGS = parsed("Family meetings in intensive care", "Families want a meeting early.", pmid="111")
FALLS = parsed(
    "Preventing falls at home", "Grab bars prevent falls in the bathroom.", pmid="222", language="en"
)
SALT = parsed("Sal y presión", "Menos sal baja la presión arterial.", pmid="333", language="es")


@pytest.fixture
def shelf(index_folder: Path) -> Path:
    store_all([MEETINGS, FALLS, SALT], file_digest="", by=None)
    assert indexing.catch_up() == indexing.CaughtUp(3)
    return index_folder


def titles(found: library.Found) -> list[str]:
    return [one.document.title for one in found.documents]


def test_the_fitting_document_comes_first_with_the_span_that_fits(shelf: Path) -> None:
    best = library.find("how to prevent falls").documents[0]
    assert (best.document.version, best.spans) == (FALLS.version, ((0, len(FALLS.text)),))
    assert best.document.cut(*best.spans[0]) == FALLS.text


def test_an_empty_library_says_so_and_finds_nothing(index_folder: Path) -> None:
    assert library.find("anything") == library.Found(said=(library.EMPTY,))
    assert library.state_of_library().sentences == (library.EMPTY,)


def test_a_missing_index_finds_nothing_and_tells_readers_and_keepers_each_their_sentence(shelf: Path) -> None:
    shutil.rmtree(shelf)
    assert library.find("falls") == library.Found(said=(library.NO_SEARCH,))
    (sentence,) = library.state_of_library().sentences
    assert sentence == f"There is no search index in {shelf} yet. Build it from the library; nothing is lost."


def test_a_damaged_index_is_told_and_a_rebuild_mends_it(shelf: Path) -> None:
    generation = IndexFolder(shelf).current()
    (generation / "marker.json").write_text("{")
    assert library.find("falls").said == (library.NO_SEARCH,)
    assert "is damaged" in indexing.catch_up().said
    indexing.rebuild()
    assert titles(library.find("falls", limit=1)) == [FALLS.title]


def test_an_index_that_is_behind_is_told_and_catches_up(shelf: Path) -> None:
    new = parsed("Handrails", "Handrails on stairs help, too.")
    store(new, by=None)
    assert library.LATE in library.find("handrails on stairs").said
    assert indexing.catch_up() == indexing.CaughtUp(1)
    found = library.find("handrails on stairs", limit=1)
    assert (titles(found), found.said) == ([new.title], ())
    state = library.state_of_library()
    assert (state.sequence, state.documents) == (state.index_sequence, 4)


def test_an_index_of_another_database_is_begun_anew(shelf: Path) -> None:
    indexing.evidence_index().put([], sequence=10**9)
    assert indexing.catch_up() == indexing.CaughtUp(3)
    assert titles(library.find("falls", limit=1)) == [FALLS.title]


def test_what_was_withdrawn_after_the_index_read_it_does_not_come_back(shelf: Path) -> None:
    withdraw(FALLS.version, "It was wrong.", by=None)
    assert FALLS.title not in titles(library.find("prevent falls"))
    assert indexing.catch_up() == indexing.CaughtUp(1)
    assert library.state_of_library().passages == 2


def test_what_was_retracted_after_the_index_read_it_is_left_out_and_said(shelf: Path) -> None:
    mark_retracted([Word("retracted", "", "222", "", "a list")], by=None)
    sentence = "1 source on this was left out: it was retracted."
    for reached in ("behind", "caught up"):
        found = library.find("prevent falls at home with grab bars")
        assert FALLS.title not in titles(found), reached
        assert sentence in found.said, reached
        indexing.catch_up()


def test_a_retracted_work_on_another_subject_is_not_mentioned(shelf: Path) -> None:
    mark_retracted([Word("retracted", "", "222", "", "a list")], by=None)
    indexing.catch_up()
    assert library.find("meeting with families early").said == ()


def hit(words: float) -> Hit:
    return Hit(passage_id=f"v:0:{words}", document_id="v", score=words, words=words)


def test_a_retracted_work_that_fits_half_as_well_as_the_best_is_mentioned_and_none_that_fits_less() -> None:
    dead, shown = [hit(4.0), hit(3.9)], [hit(8.0), hit(0.5)]
    assert library._as_good(dead, shown) == [hit(4.0)]
    assert library._as_good(dead, []) == dead


def test_a_row_that_is_gone_from_the_database_is_not_shown(committed: None, settings, tmp_path: Path) -> None:
    settings.LIBRARY_INDEX = tmp_path / "index"
    store_all([MEETINGS, FALLS], file_digest="", by=None)
    indexing.catch_up()
    with connections["owner"].cursor() as cursor:
        cursor.execute("DELETE FROM sources_document WHERE version = %s", [FALLS.version])
    connections["owner"].close()
    assert titles(library.find("prevent falls")) == [MEETINGS.title]
    assert library.stored(FALLS.version) is None


def test_storing_reaches_the_index_after_the_commit(committed: None, settings, tmp_path: Path) -> None:
    settings.LIBRARY_INDEX = tmp_path / "index"
    store(FALLS, by=None)
    assert titles(library.find("falls")) == [FALLS.title]
    withdraw(FALLS.version, "It was wrong.", by=None)
    assert library.state_of_library().passages == 0


def test_only_the_languages_asked_for_and_those_not_told_come(shelf: Path) -> None:
    assert set(titles(library.find("sal presión falls", languages=["es-MX"]))) == {SALT.title, MEETINGS.title}


def test_while_another_process_writes_nothing_is_lost(shelf: Path) -> None:
    store(parsed("Handrails", "Handrails help."), by=None)
    with IndexFolder(shelf).writing("being built anew"):
        assert "is being built anew by another process" in indexing.catch_up().said
        with pytest.raises(IndexBusy):
            indexing.rebuild()
        assert titles(library.find("falls", limit=1)) == [FALLS.title]
    assert indexing.catch_up() == indexing.CaughtUp(1)


def test_a_rebuild_holds_the_same_as_catching_up(shelf: Path) -> None:
    withdraw(SALT.version, "It was wrong.", by=None)
    indexing.catch_up()
    before = library.state_of_library()
    stats = indexing.rebuild()
    assert (stats.passages, stats.sequence) == (before.passages, before.index_sequence)


def test_many_documents_are_found_by_words_first_and_by_meaning_later(index_folder: Path) -> None:
    many = [parsed(f"Text {n}", f"Words about subject{n}.") for n in range(indexing.FEW + 1)]
    store_all(many, file_digest="", by=None)
    assert indexing.catch_up() == indexing.CaughtUp(len(many))
    assert titles(library.find("subject7", limit=1)) == ["Text 7"]
    assert library.state_of_library().sentences == (
        f"{len(many)} passages can be found by words only, not yet by meaning. "
        "Work out their meaning, or build the index anew.",
    )
    withdraw(many[0].version, "It was wrong.", by=None)
    assert indexing.add_meaning() == indexing.CaughtUp(len(many))
    assert indexing.catch_up() == indexing.CaughtUp(1)
    assert library.state_of_library().sentences == ()
    assert library.state_of_library().passages == len(many) - 1


def test_the_work_that_comes_back_takes_in_and_gives_meaning(index_folder: Path) -> None:
    many = [parsed(f"Text {n}", f"Words about subject{n}.") for n in range(indexing.FEW + 1)]
    store_all(many, file_digest="", by=None)
    assert indexing.keep_up(seconds=0.0) == indexing.CaughtUp(0)
    assert len(library.state_of_library().sentences) == 1
    assert indexing.keep_up() == indexing.CaughtUp(len(many))
    assert library.state_of_library().sentences == ()


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 256 kB where one can be mounted, else a folder that nothing can be written to."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(folder)]
    mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    if not mounted:
        (folder / "index").write_text("A file stands where the folder should be.")
    yield folder
    if mounted:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_is_told_and_the_documents_stay(index_folder: Path, tiny_disk: Path, settings) -> None:
    settings.LIBRARY_INDEX = tiny_disk / "index"
    store(FALLS, by=None)
    first = indexing.catch_up()  # fits on the tiny disk; fails where none could be mounted
    many = [
        parsed(f"Text {n}", *(f"Paragraph {n} {m} about w{n * m}x and v{n + m}y." for m in range(300)))
        for n in range(120)
    ]
    store_all(many, file_digest="", by=None)
    stopped = indexing.catch_up()
    assert "could not be written" in stopped.said
    assert library.state_of_library().documents == 121
    if first == indexing.CaughtUp(1):
        assert titles(library.find("falls", limit=1)) == [FALLS.title]
    settings.LIBRARY_INDEX = index_folder
    assert indexing.catch_up() == indexing.CaughtUp(121)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(max_size=300) | st.sampled_from(["", "\x00", "\ud800", "AND OR (", "a" * 50_000, "'; DROP"])
)
def test_no_question_makes_finding_fail(shelf: Path, text: str) -> None:
    assert len(library.find(text, limit=3).documents) <= 3


def test_rare_words_tell_more_than_common_ones(index_folder: Path) -> None:
    store_all(
        [parsed(f"Text {n}", f"common words and number{n}.") for n in range(10)], file_digest="", by=None
    )
    rarity = library.rarity(str.split)
    assert rarity("number3.") > rarity("common") > 0
    assert library.rarity(str.split) is rarity


def test_finding_asks_the_database_as_often_for_three_as_for_one(
    shelf: Path, django_assert_num_queries
) -> None:
    for limit in (1, 3):
        with django_assert_num_queries(2):
            library.find("falls meeting sal", limit=limit)

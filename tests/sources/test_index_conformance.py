"""What every evidence index must do. The same tests run on each engine; the shared one is `slow`."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from threading import Barrier, Thread
from uuid import uuid4

import pytest

from alongside.sources.index.protocol import (
    EvidenceIndex,
    IndexBusy,
    IndexMissing,
    OutOfOrder,
    Passage,
    SearchRequest,
    Standing,
    Ways,
    behind,
)
from alongside.sources.index.tandem import TandemIndex
from tests.sources.index_examples import HOSTILE, LIBRARY, HashedWords, passage

Open = Callable[[], EvidenceIndex]


@pytest.fixture(
    params=[
        "words",
        "words and vectors",
        pytest.param("lance", marks=pytest.mark.slow),
        pytest.param("lance on s3", marks=pytest.mark.slow),
    ]
)
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """Opens the index of one engine at one place; called twice, it gives two readers of the same index."""
    if request.param == "words":
        yield lambda: TandemIndex(tmp_path / "index")
    elif request.param == "words and vectors":
        yield lambda: TandemIndex(tmp_path / "index", HashedWords())
    else:
        from alongside.sources.index.lance import LanceIndex

        if request.param == "lance":
            yield lambda: LanceIndex(str(tmp_path / "lance"), HashedWords())
        else:
            place, storage = request.getfixturevalue("s3_place")
            yield lambda: LanceIndex(place, HashedWords(), storage)


@pytest.fixture
def s3_place() -> Iterator[tuple[str, dict[str, str]]]:
    """A local S3 server with an empty bucket of its own: the servers of one process share their content."""
    server = import_module("moto.server").ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    keys = {"aws_access_key_id": "made-up", "aws_secret_access_key": "made-up"}
    client = import_module("boto3").client("s3", endpoint_url=address, region_name="us-east-1", **keys)
    bucket = f"evidence-{uuid4()}"
    client.create_bucket(Bucket=bucket)
    client.close()
    storage = {**keys, "endpoint": address, "region": "us-east-1", "allow_http": "true"}
    yield f"s3://{bucket}/library", storage
    server.stop()


@pytest.fixture
def index(opened: Open) -> EvidenceIndex:
    made = opened()
    made.rebuild(LIBRARY, sequence=10)
    return made


def found(index: EvidenceIndex, text: str, **limits: object) -> list[str]:
    request = SearchRequest(text=text, **limits)  # type: ignore[arg-type]
    return [hit.passage_id for hit in index.search(request)]


def test_the_fitting_passage_comes_first(index: EvidenceIndex) -> None:
    assert found(index, "Do blood thinners lower the risk of stroke?")[0] == "afib.1"
    assert found(index, "early family conferences")[0] == "trial.1"
    assert found(index, "walking after myocardial infarction")[0] == "mi.1"


def test_a_word_of_the_title_finds_every_passage_of_the_document(index: EvidenceIndex) -> None:
    assert set(found(index, "atrial fibrillation", ways=Ways.WORDS)) == {"afib.1", "afib.2"}


def test_a_heading_of_the_record_finds_its_passage(index: EvidenceIndex) -> None:
    assert found(index, "professional relations", ways=Ways.WORDS) == ["trial.1"]


def test_a_lay_word_finds_the_medical_one_only_with_synonyms(index: EvidenceIndex) -> None:
    assert found(index, "heart attack", ways=Ways.WORDS) == ["mi.1"]
    assert found(index, "heart attack", ways=Ways.WORDS, synonyms=False) == []


def test_stems_and_accents_do_not_matter(index: EvidenceIndex) -> None:
    assert found(index, "SJOGREN", ways=Ways.WORDS) == ["sjogren.1"]
    assert found(index, "treatments", ways=Ways.WORDS) == ["review.1"]


def test_scores_fall_from_first_to_last_and_ids_come_once(index: EvidenceIndex) -> None:
    hits = index.search(SearchRequest(text="people night treatment medicine risk", per_document=0))
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert len({hit.passage_id for hit in hits}) == len(hits) >= 5


def test_a_hit_carries_what_the_passage_was_given(index: EvidenceIndex) -> None:
    hit = index.search(SearchRequest(text="early family conferences"))[0]
    assert (hit.document_id, hit.kind, hit.year, hit.language, hit.excluded) == (
        "trial",
        "trial",
        2016,
        "en",
        "",
    )
    assert hit.words is not None


def test_an_unknown_year_stays_unknown(index: EvidenceIndex) -> None:
    assert index.search(SearchRequest(text="person who does not hear well"))[0].year is None


def test_retracted_and_superseded_passages_never_answer_but_can_be_named(index: EvidenceIndex) -> None:
    question = "myocardial infarction"
    assert not {"old.1", "bad.1"} & set(found(index, question))
    left_out = index.search(SearchRequest(text=question, standing=Standing.LEFT_OUT))
    assert {hit.passage_id: hit.excluded for hit in left_out} == {"old.1": "superseded", "bad.1": "retracted"}


@pytest.mark.parametrize("ways", list(Ways))
def test_filters_let_through_only_what_they_name(index: EvidenceIndex, ways: Ways) -> None:
    question = "families people decisions stroke myocardial infarction rash sleep decisiones"
    by_id = {one.id: one for one in LIBRARY}

    def kept(**limits: object) -> list[Passage]:
        ids = found(index, question, ways=ways, per_document=0, **limits)
        return [by_id[one] for one in ids]

    assert {one.kind for one in kept(kinds=("guideline", "case report"))} == {"guideline", "case report"}
    assert {one.language for one in kept(languages=("es",))} == {"es"}
    assert {one.document_id for one in kept(documents=("many", "mi"))} == {"many", "mi"}
    assert {one.year for one in kept(years=(2016, 2019))} == {2016, 2019}
    assert kept(years=(2019, 2016)) == []
    assert kept(kinds=("no such kind",)) == []
    assert kept(documents=("' OR '1'='1",)) == []


def test_a_document_takes_at_most_its_share_of_the_page(index: EvidenceIndex) -> None:
    question = "night wakes people in hospital"
    documents = [one.split(".")[0] for one in found(index, question, per_document=2)]
    assert documents.count("many") == 2
    assert len([one for one in found(index, question, per_document=0) if one.startswith("many")]) == 4


def test_a_long_document_does_not_hide_the_others(index: EvidenceIndex) -> None:
    book = [passage(f"book.{n}", "Grab bars", "Grab bars at home. " * 3) for n in range(250)]
    index.put([*book, passage("note.1", "Home", "A note on bars to grab.")], sequence=11)
    assert [one.split(".")[0] for one in found(index, "grab bars", limit=4, ways=Ways.WORDS)] == [
        "book",
        "book",
        "book",
        "note",
    ]


def test_the_limit_is_kept_and_nothing_is_asked_of_a_limit_of_none(index: EvidenceIndex) -> None:
    assert len(found(index, "people", limit=2, per_document=0)) == 2
    assert found(index, "people", limit=0) == []
    assert found(index, "people", limit=-3) == []
    assert found(index, "stroke", limit=10**9)[0] == "afib.1"


def test_weighing_says_what_it_did(index: EvidenceIndex) -> None:
    hit = index.search(SearchRequest(text="rash after a new medicine", this_year=2026))[0]
    assert hit.passage_id == "case.1"
    assert hit.reasons == (
        "It is of the kind 'case report': its score was lowered by 10 percent.",
        "It is from 1998: its score was lowered by 10 percent.",
    )


def test_a_deleted_document_is_gone_at_once_and_for_every_reader(index: EvidenceIndex, opened: Open) -> None:
    reader = opened()
    assert found(reader, "atrial fibrillation")[0] == "afib.1"
    index.delete(["afib", "never there"], sequence=11)
    for one in (index, reader):
        for ways in Ways:
            assert not {"afib.1", "afib.2"} & set(found(one, "atrial fibrillation blood thinners", ways=ways))
        assert one.sequence == 11


def test_a_document_put_again_is_replaced_whole(index: EvidenceIndex, opened: Open) -> None:
    reader = opened()
    found(reader, "sleep")
    new = passage("many.9", "Sleep in hospital", "Earplugs and a mask help at night.")
    assert index.put([new], sequence=12) == 1
    ids = found(reader, "sleep at night in hospital", per_document=0)
    assert [one for one in ids if one.startswith("many")] == ["many.9"]
    assert found(reader, "earplugs")[0] == "many.9"
    assert reader.sequence == 12
    assert reader.stats().passages == len(LIBRARY) - 3


def test_a_passage_that_is_retracted_later_stops_answering(index: EvidenceIndex) -> None:
    trial = next(one for one in LIBRARY if one.id == "trial.1")
    index.put([replace(trial, excluded="retracted")], sequence=11)
    assert "trial.1" not in found(index, "early family conferences")


def test_putting_nothing_only_moves_the_number(index: EvidenceIndex) -> None:
    assert index.put([], sequence=20) == 0
    index.delete([], sequence=21)
    assert (index.sequence, index.stats().passages) == (21, len(LIBRARY))


def test_an_older_change_is_refused_with_a_sentence(index: EvidenceIndex) -> None:
    for change in (lambda: index.put([], sequence=9), lambda: index.delete(["afib"], sequence=9)):
        with pytest.raises(OutOfOrder, match=r"number 9, but the search index already stands at 10\."):
            change()
    assert found(index, "atrial fibrillation")[0] == "afib.1"


def test_an_index_that_is_behind_says_by_how_much(index: EvidenceIndex) -> None:
    assert behind(index, 10) == ""
    assert behind(index, 11) == (
        "The search index is 1 change behind the library: it stands at 10, the library at 11. "
        "New documents may not be found yet."
    )
    assert behind(index, 14).startswith("The search index is 4 changes behind")


def test_a_missing_index_is_told_not_made_up(opened: Open) -> None:
    index = opened()
    for use in (
        lambda: index.search(SearchRequest(text="stroke")),
        index.stats,
        lambda: index.sequence,
        lambda: index.put(LIBRARY, sequence=1),
        lambda: index.delete(["afib"], sequence=1),
    ):
        with pytest.raises(IndexMissing, match=r"There is no search index .* Build it from the library"):
            use()


def test_an_empty_library_answers_with_nothing(opened: Open) -> None:
    index = opened()
    assert index.rebuild([], sequence=0).passages == 0
    assert found(index, "stroke") == []
    index.put(LIBRARY[:2], sequence=1)
    assert found(index, "stroke")[0] == "afib.1"


def test_no_question_is_read_as_a_command(index: EvidenceIndex) -> None:
    for question in HOSTILE:
        for ways in Ways:
            hits = index.search(SearchRequest(text=question, ways=ways, limit=50, this_year=2026))
            assert [hit.passage_id for hit in hits if hit.excluded] == [], question[:60]


def test_the_old_index_serves_while_the_new_one_is_built(index: EvidenceIndex, opened: Open) -> None:
    reader = opened()
    seen: list[tuple[list[str], int]] = []

    def passages() -> Iterator[Passage]:
        for one in LIBRARY[:3]:
            seen.append((found(reader, "walking after myocardial infarction")[:1], reader.sequence))
            yield one

    index.rebuild(passages(), sequence=30)
    assert seen == [(["mi.1"], 10)] * 3
    assert (reader.sequence, reader.stats().passages) == (30, 3)
    assert "mi.1" not in found(reader, "walking after myocardial infarction")


def test_a_second_rebuild_and_a_change_meanwhile_are_refused_with_a_sentence(
    index: EvidenceIndex, opened: Open
) -> None:
    other = opened()

    def passages() -> Iterator[Passage]:
        for change in (
            lambda: other.rebuild([], sequence=31),
            lambda: other.put([], sequence=31),
            lambda: other.delete(["afib"], sequence=31),
        ):
            with pytest.raises(
                IndexBusy, match=r"is being built anew by another process\. This change was not"
            ):
                change()
        yield from LIBRARY

    index.rebuild(passages(), sequence=30)
    assert other.put([], sequence=31) == 0
    assert found(other, "stroke")[0] == "afib.1"


def test_a_rebuild_that_breaks_off_leaves_the_old_index_and_can_be_tried_again(index: EvidenceIndex) -> None:
    def passages() -> Iterator[Passage]:
        yield LIBRARY[0]
        raise LookupError("the database went away")

    with pytest.raises(LookupError):
        index.rebuild(passages(), sequence=30)
    assert (index.sequence, index.stats().passages) == (10, len(LIBRARY))
    assert found(index, "walking after myocardial infarction")[0] == "mi.1"
    assert index.rebuild(LIBRARY[:1], sequence=30).passages == 1


def test_many_threads_search_while_documents_come_and_go(index: EvidenceIndex, opened: Open) -> None:
    reader = opened()
    start, wrong = Barrier(3), list[object]()

    def search() -> None:
        start.wait()
        for _ in range(25):
            try:
                ids = found(reader, "walking after myocardial infarction")
            except Exception as error:
                wrong.append(error)
            else:
                wrong.extend([ids] if ids[:1] != ["mi.1"] else [])

    threads = [Thread(target=search) for _ in range(2)]
    for thread in threads:
        thread.start()
    start.wait()
    for number in range(11, 17):
        index.put([passage("new.1", f"Topic {number}", "A new document.")], sequence=number)
    index.rebuild(LIBRARY, sequence=20)
    for thread in threads:
        thread.join()
    assert wrong == []

"""How a question becomes terms, and that nothing a person types breaks the search."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.sources.index.lexical import MOST_TERMS, WordReader, analyzed, names
from alongside.sources.index.protocol import Passage, SearchRequest, Ways, safe_text
from alongside.sources.index.synonyms import PAIRS, other_names
from alongside.sources.index.tandem import TandemIndex
from tests.sources.index_examples import LIBRARY, HashedWords, passage

WORDS = ("stroke", "bleeding", "family", "sleep", "fall", "rash", "medicine", "night")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> TandemIndex:
    made = TandemIndex(tmp_path_factory.mktemp("library") / "index", HashedWords())
    made.rebuild(LIBRARY, sequence=1)
    return made


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> WordReader:
    """1,200 passages: "common" stands in all, "half" in every second, "rare<n>" in one each."""
    root = tmp_path_factory.mktemp("many") / "index"
    TandemIndex(root).rebuild(
        (
            passage(f"p{n}.1", f"Number {n}", f"common {'half' if n % 2 else ''} tenth{n % 10} rare{n}")
            for n in range(1_200)
        ),
        sequence=1,
    )
    return WordReader.of(root / "generation-000001" / "words")


def test_a_text_becomes_lower_case_stems_without_accents() -> None:
    assert analyzed("Sjögren's PATIENTS, treated!") == ("sjogren", "s", "patient", "treat")


def test_operators_and_quotes_are_no_terms() -> None:
    assert analyzed('+stroke -"bleeding" title:family^9 (night* OR fall~2)') == (
        "stroke",
        "bleed",
        "titl",
        "famili",
        "9",
        "night",
        "or",
        "fall",
        "2",
    )


def test_unknown_words_and_too_common_ones_are_not_searched(reader: WordReader) -> None:
    assert reader.terms("common half tenth3 rare77 neverheard") == ("rare77", "tenth3")


def test_common_words_are_searched_when_there_is_nothing_rarer(reader: WordReader) -> None:
    assert reader.terms("common half neverheard") == ("half", "common")


def test_a_long_message_is_searched_by_its_rarest_terms(reader: WordReader) -> None:
    message = " ".join(f"tenth{n}" for n in range(8)) + " " + " ".join(f"rare{n}" for n in range(100, 110))
    terms = reader.terms(message)
    assert len(terms) == MOST_TERMS == 12
    assert set(terms) >= {f"rare{n}" for n in range(100, 110)}


def test_in_a_small_library_every_known_word_counts(index: TandemIndex) -> None:
    hits = index.search(SearchRequest(text="people", ways=Ways.WORDS, per_document=0, limit=50))
    assert len(hits) > 0.3 * len(LIBRARY)


def test_the_title_counts_more_than_the_text(tmp_path: Path) -> None:
    made = TandemIndex(tmp_path / "index")
    made.rebuild(
        [passage("a.1", "Walking sticks", "grab bars"), passage("b.1", "Grab bars", "walking sticks")],
        sequence=1,
    )
    assert [hit.passage_id for hit in made.search(SearchRequest(text="grab bars"))] == ["b.1", "a.1"]


def test_there_are_at_least_200_pairs_and_none_comes_twice() -> None:
    pairs = {frozenset((analyzed(one), analyzed(other))) for one, other in PAIRS}
    assert len(pairs) == len(PAIRS) >= 200
    assert all(len(pair) == 2 for pair in pairs)


def test_a_longer_name_is_read_before_a_shorter_one_inside_it() -> None:
    assert other_names(analyzed("high blood pressure in pregnancy"), names()) == (analyzed("preeclampsia"),)
    assert other_names(analyzed("my high blood pressure today"), names()) == (analyzed("hypertension"),)


def test_names_go_both_ways() -> None:
    for one, other in PAIRS:
        assert analyzed(other) in names()[analyzed(one)]
        assert analyzed(one) in names()[analyzed(other)]


@given(st.text(max_size=200))
def test_safe_text_holds_what_an_engine_can_hold(text: str) -> None:
    safe = safe_text(text)
    assert safe.encode("utf-8").decode("utf-8") == safe
    assert "\x00" not in safe
    assert len(safe_text(text, 10)) <= 10


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.one_of(
        st.text(max_size=120),
        st.text(alphabet='+-&|!(){}[]^"~*?:\\/ ANDORTOstroke', max_size=120),
        st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join),
    ),
    ways=st.sampled_from(list(Ways)),
    limit=st.integers(-1, 30),
    per_document=st.integers(0, 4),
    kinds=st.lists(st.one_of(st.text(max_size=8), st.sampled_from(["guideline", "trial"])), max_size=3),
    years=st.one_of(st.none(), st.tuples(st.integers(-(10**12), 10**12), st.integers(-(10**12), 10**12))),
    this_year=st.one_of(st.none(), st.integers(1900, 2100)),
)
def test_search_never_raises_and_keeps_its_order(
    index: TandemIndex,
    text: str,
    ways: Ways,
    limit: int,
    per_document: int,
    kinds: list[str],
    years: tuple[int, int] | None,
    this_year: int | None,
) -> None:
    hits = index.search(
        SearchRequest(
            text=text,
            ways=ways,
            limit=limit,
            per_document=per_document,
            kinds=tuple(kinds),
            years=years,
            this_year=this_year,
        )
    )
    assert [(-hit.score, hit.passage_id) for hit in hits] == sorted(
        (-hit.score, hit.passage_id) for hit in hits
    )
    assert len(hits) <= max(0, limit)
    assert len({hit.passage_id for hit in hits}) == len(hits)
    assert all(hit.excluded == "" for hit in hits)
    assert all(not kinds or hit.kind in kinds for hit in hits)


Change = tuple[str, int, tuple[str, ...]]
CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["put", "put excluded", "delete", "rebuild"]),
        st.integers(0, 3),
        st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(tuple),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(changes=CHANGES)
def test_after_any_changes_exactly_the_living_documents_answer(
    tmp_path_factory: pytest.TempPathFactory, changes: list[Change]
) -> None:
    index = TandemIndex(tmp_path_factory.mktemp("model") / "index", HashedWords())
    index.rebuild([], sequence=0)
    living: dict[int, list[Passage]] = {}
    for sequence, (what, number, words) in enumerate(changes, start=1):
        excluded = "retracted" if what == "put excluded" else ""
        new = [
            passage(f"d{number}.{place}", f"{word} care", word, excluded=excluded)
            for place, word in enumerate(words)
        ]
        if what == "delete":
            living.pop(number, None)
            index.delete([f"d{number}"], sequence=sequence)
        elif what == "rebuild":
            index.rebuild([one for passages in living.values() for one in passages], sequence=sequence)
        else:
            living[number] = new
            index.put(new, sequence=sequence)
    expected = {one.id for passages in living.values() for one in passages if not one.excluded}
    for ways in Ways:
        request = SearchRequest(text="care", ways=ways, limit=100, per_document=0)
        assert {hit.passage_id for hit in index.search(request)} == expected
    assert index.sequence == len(changes)

"""Editions of one work: which text holds, and that an abstract is no edition of its article."""

from itertools import permutations

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from alongside.sources import library
from alongside.sources.actions import store, store_all, withdraw
from alongside.sources.editions import Edition, replaced
from alongside.sources.models import Notice
from alongside.sources.parsing.pubmed import ABSTRACT
from alongside.sources.passages import ParsedDocument
from alongside.trail.models import Entry
from tests.sources.examples import parsed, pubmed_file, pubmed_record
from tests.sources.parsing.reading import read_bytes

WORK = {"pmid": "111", "doi": "10.1000/salt"}


def edition(key: int, revised: str = "", **ids: str) -> Edition[int]:
    return Edition(key, ids.get("form", "abstract"), ids.get("pmid", ""), ids.get("doi", ""), revised)


def older(*editions: Edition[int]) -> dict[int, int]:
    return {one.key: newer.key for one, newer in replaced(editions)}


@given(st.permutations(["2019-01-02", "2020-05-06", "2021-03-04"]))
def test_the_one_revised_last_holds_in_whatever_order_they_come(days: list[str]) -> None:
    newest = days.index("2021-03-04")
    found = older(*(edition(n, day, pmid="1") for n, day in enumerate(days)))
    assert found == {n: newest for n in range(3) if n != newest}


def test_without_a_date_or_on_the_same_day_the_later_one_holds() -> None:
    assert older(edition(1, pmid="1"), edition(2, pmid="1")) == {1: 2}
    assert older(edition(1, "2020", pmid="1"), edition(2, "2020", pmid="1")) == {1: 2}
    assert older(edition(1, "2020", pmid="1"), edition(2, pmid="1")) == {2: 1}


def test_the_same_doi_joins_only_where_a_pmid_is_missing() -> None:
    assert older(edition(1, pmid="1", doi="10.1/a"), edition(2, doi="10.1/a")) == {1: 2}
    assert older(edition(1, pmid="1", doi="10.1/a"), edition(2, pmid="2", doi="10.1/a")) == {}
    assert older(edition(1, doi="10.1/a"), edition(2, doi="10.1/a")) == {1: 2}


def test_an_abstract_and_its_article_stand_beside_each_other() -> None:
    for one, other in permutations([edition(1, pmid="1"), edition(2, pmid="1", form="article")]):
        assert older(one, other) == {}
    assert older(edition(1), edition(2)) == {}


def abstract(words: str, revised: str = "", **more: str) -> ParsedDocument:
    return parsed("Salt", words, form=ABSTRACT, revised=revised, **(WORK | more))


def kept(document: ParsedDocument) -> library.StoredDocument:
    found = library.stored(document.version)
    assert found is not None
    return found


@pytest.mark.django_db
def test_a_newer_text_takes_the_place_of_the_older_and_says_so() -> None:
    first, second = (
        abstract("Salt is harmless.", "2019-01-01"),
        abstract("Salt is not harmless.", "2020-02-02"),
    )
    store(first, by=None)
    store(second, by=None)
    assert (kept(first).holds, kept(second).holds) == (False, True)
    reason = "A newer text of the same work is in the library, revised on 2020-02-02."
    assert kept(first).standing_reason == reason
    assert Entry.objects.filter(stream="library", verb="marked superseded").count() == 1
    assert not Notice.objects.exists()


@pytest.mark.django_db
def test_an_older_text_that_comes_later_does_not_take_the_place_of_the_newer() -> None:
    first, second = (
        abstract("Salt is harmless.", "2019-01-01"),
        abstract("Salt is not harmless.", "2020-02-02"),
    )
    store(second, by=None)
    store(first, by=None)
    assert (kept(first).holds, kept(second).holds) == (False, True)


@pytest.mark.django_db
def test_both_editions_in_one_file_are_told_apart() -> None:
    first, second, other = abstract("Old."), abstract("New."), abstract("Else.", pmid="222", doi="")
    store_all([first, second, other], file_digest="", by=None)
    assert [kept(one).holds for one in (first, second, other)] == [False, True, True]


@pytest.mark.django_db
def test_the_same_edition_again_changes_nothing_and_a_withdrawn_one_does_not_count() -> None:
    first, second = abstract("Old."), abstract("New.")
    store(first, by=None)
    store(first, by=None)
    assert kept(first).holds
    withdraw(first.version, "It was wrong.", by=None)
    store(second, by=None)
    assert kept(second).holds


@pytest.mark.django_db
def test_a_full_text_and_a_file_that_only_names_the_doi_leave_the_abstract_standing() -> None:
    first = abstract("Old.")
    store(first, by=None)
    store(parsed("Salt", "The whole article.", form="article", **WORK), by=None)
    store(parsed("A leaflet", "About that article.", doi=WORK["doi"]), by=None)
    assert kept(first).holds


def test_a_pubmed_record_tells_when_it_was_revised() -> None:
    revised = "<DateRevised><Year>2021</Year><Month>03</Month><Day>09</Day></DateRevised>"
    data = pubmed_file(
        pubmed_record(111, "Salt", "Salt is harmless.", revised), pubmed_record(112, "B", "C.")
    )
    documents, _ = read_bytes(data, "pubmed.xml")
    assert [(one.record.form, one.record.revised) for one in documents] == [
        (ABSTRACT, "2021-03-09"),
        (ABSTRACT, ""),
    ]


def test_the_page_of_the_older_text_leads_to_the_newer(family) -> None:
    old = store(abstract("Salt is harmless."), by=None).document
    new = store(abstract("Salt is not harmless."), by=None).document
    client = Client()
    client.force_login(family.rosa.account)
    page = client.get(f"/library/{old.pk}/").content.decode()
    assert "A newer work took its place" in page
    assert f'href="/library/{new.pk}/"' in page
    assert "Read the newer one" not in client.get(f"/library/{new.pk}/").content.decode()

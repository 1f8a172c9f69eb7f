"""What stands first on the page of an aid is drawn, and stays for the one who reads."""

from collections import Counter

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from alongside.aids.models import AidVersion
from alongside.aids.ordering import asked_for, drawn_for
from alongside.aids.presentation import present
from tests.aids.gate.mutations import good
from tests.aids.test_pages import PAGE, reader, version

__all__ = ["reader", "version"]


def first(order: int) -> str:
    return present(good(), order=order).options[0].key


@given(st.lists(st.text(), max_size=4))
def test_the_same_marks_draw_the_same_order(marks: list[str]) -> None:
    assert drawn_for(*marks) == drawn_for(*marks)


def test_over_many_choices_each_stands_first_about_as_often_as_any_other() -> None:
    seen = Counter(first(drawn_for(f"choice {number}")) for number in range(900))
    # 300 each; five standard deviations of a fair draw are 71.
    assert seen.keys() == {"wait", "socks", "bath"}
    assert all(abs(times - 300) < 71 for times in seen.values())


def test_doing_nothing_is_last_no_more_often_than_the_others() -> None:
    last = Counter(present(good(), order=order).options[-1].does_nothing for order in range(300))
    assert last[True] == 100


@pytest.mark.parametrize(("words", "order"), [("0", 0), ("2", 2), ("1000", 1000), ("0003", 3)])
def test_an_address_may_ask_for_an_order(words: str, order: int) -> None:
    assert asked_for(words) == order


@pytest.mark.parametrize("words", [None, "", "-1", "1.5", "one", "٣", "²", "9" * 5000])
def test_what_is_no_order_is_left_aside(words: str | None) -> None:
    assert asked_for(words) is None


def options(client: Client, query: str = "") -> list[str]:
    page = HTMLParser(client.get(PAGE + query).content.decode())
    (section,) = page.css('[aria-labelledby="what-can-be-done"]')
    return [head.text().strip() for head in section.css("h3")]


def test_a_reader_finds_the_page_in_the_order_in_which_it_was_left(
    reader: Client, version: AidVersion
) -> None:
    assert options(reader) == options(reader) == options(reader, "?stratum=4")


def test_each_may_stand_first(reader: Client, version: AidVersion) -> None:
    orders = [options(reader, f"?order={order}") for order in range(3)]
    assert {order[0] for order in orders} == set(orders[0])
    assert len(orders[0]) == 3


def test_the_page_says_that_the_order_means_nothing(reader: Client, version: AidVersion) -> None:
    assert "The order means nothing." in reader.get(PAGE).content.decode()

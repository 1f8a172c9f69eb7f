"""What is published about the balance check is what the rules and the written conversations say now."""

import pytest

from benchmarks.balance import PAGES
from tests.installation import CHECKOUT


@pytest.mark.parametrize("place", PAGES)
def test_the_published_page_is_current(place):
    assert (CHECKOUT / place).read_text(encoding="utf-8") == PAGES[place]()

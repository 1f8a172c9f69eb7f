"""The pages of handouts in a real browser: no fault that axe or the other page checks can see."""

import pytest

from tests.walks.every_shape import wrong_on


@pytest.mark.parametrize(("width", "theme", "language"), [(1280, "light", "en"), (320, "dark", "ar-xb")])
def test_a_daughter_reads_what_she_was_given_on_pages_that_hold(look, width, theme, language):
    wilma = look("wilma", width=width, color_scheme=theme, locale=language)
    wilma.page.goto(wilma.house.address + "/")
    given = wilma.page.locator("main a[href^='/people/'][href$='/handouts/']").get_attribute("href") or ""
    pages = ["/handouts/", "/handouts/how-family-meetings-work/", given]
    assert list(wrong_on(wilma, pages)) == []

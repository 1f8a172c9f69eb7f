"""Every page that can be reached, in every width, light and dark, from right to left: the acceptance list.

The whole matrix is slow and runs with the long tests, a person and a language at a time so that it can be
shared out; a thin cut of it runs always. The checks themselves are first shown a page with each fault.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page

from tests.walks.every_shape import (
    NO_PAGE,
    SHAPES,
    Shape,
    boxes,
    moved,
    take_shape,
    wrong_on,
    wrong_within_reach,
)
from tests.walks.page_checks import CHECKS, problems
from tests.walks.visitor import Visitor

pytestmark = pytest.mark.walk
PEOPLE = ("ines", "rosa", "omar", "tom", "ada", "mei", "edith", "nora", "nils")
KEY_PAGES = ["/", "/my-choices", "/how-pages-look", "/ask/", "/my-support/", NO_PAGE]
PARTS = ["", "what-matters", "role", "talk", "ending", "note/1", "note/1/plain"]
FAULTY = """<!doctype html><html><head><title>Faults</title><style>
html{font-size:16px} .wide{width:150vw} .spaced{inline-size:300px;white-space:nowrap;font-size:1rem}
.double{inline-size:max(100%, 50rem)} .grey{color:#bbb}</style></head><body>
<nav><a href="http://elsewhere.test/elsewhere" aria-current="page">Here</a></nav>
<h1>One</h1><h1>Two</h1><img src="x"><input><p class="grey">None can read this.</p>
<div role="button">Press</div><button style="width:10px;height:10px">x</button><div class="wide">wide</div>
</body></html>"""


def choice_pages(somebody: Visitor) -> list[str]:
    """The pages of the first choice that has a signed note."""
    house, page = somebody.house.address, somebody.page
    page.goto(house + "/my-choices")
    links = page.locator("main a[href$='/']").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    address = next(
        link for link in links if "/choices/" in link and page.request.get(f"{house}{link}note/1").ok
    )
    return [address + part for part in PARTS]


@pytest.mark.parametrize(
    ("language", "shape"), [("en", Shape(1280, "light")), ("ar-xb", Shape(320, "dark"))], ids=str
)
def test_the_pages_of_a_choice_and_the_first_pages_hold(look, language, shape):
    ines = look("ines", locale=language)
    assert list(wrong_on(ines, KEY_PAGES + choice_pages(ines), (shape,))) == []


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "ar-xb"])
@pytest.mark.parametrize("who", PEOPLE)
def test_every_page_that_can_be_reached_holds_in_every_shape(look, who, language):
    somebody = look(who, locale=language)
    wrong = list(wrong_within_reach(somebody, 5, SHAPES))
    if who == "ines":
        wrong += wrong_on(somebody, [NO_PAGE, *choice_pages(somebody)], SHAPES)
    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
@pytest.mark.parametrize("size", ["150"])
@pytest.mark.parametrize("letters", ["usual", "clear"])
def test_the_largest_letters_that_can_be_chosen_hold_on_the_narrowest_screen(look, size, letters):
    ines = look("ines", width=320)
    cookie = {"name": "alongside_pages", "value": f"dark.{size}.{letters}.easier", "url": ines.house.address}
    ines.context.add_cookies([cookie])
    assert list(wrong_on(ines, KEY_PAGES + choice_pages(ines))) == []


@pytest.fixture
def faulty(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 400, "height": 700})
    page = context.new_page()
    page.set_content(FAULTY)
    yield page
    context.close()


def test_a_page_with_every_fault_is_found_out_by_every_check(faulty):
    assert set(problems(faulty)) == set(CHECKS)


def test_a_theme_that_moves_what_it_should_only_colour_is_found_out(faulty):
    faulty.set_content("<style>@media (prefers-color-scheme: dark) {p {margin: 3rem}}</style><p>Words.</p>")
    take_shape(faulty, Shape(320, "light"))
    before = boxes(faulty)
    assert moved(before, boxes(faulty)) == []
    take_shape(faulty, Shape(320, "dark"))
    assert moved(before, boxes(faulty)) != []


def test_axe_sees_the_faults_it_can_see(browser, standing_house):
    visitor = Visitor(browser, standing_house)
    visitor.page.set_content(FAULTY)
    with pytest.raises(AssertionError) as found:
        visitor.finds_no_barrier()
    visitor.leave()
    assert all(rule in str(found.value) for rule in ("image-alt", "label", "color-contrast", "html-has-lang"))


@pytest.mark.parametrize("width", [1280, 320])
def test_a_form_with_a_mistake_says_so_in_its_title_and_takes_one_to_the_mistake(look, width):
    ines = look("ines", width=width)
    ines.goes_to(choice_pages(ines)[4])
    ines.presses("Save")
    page = ines.page
    assert page.title().startswith("Error:")
    summary = page.locator(".error-summary")
    assert page.evaluate("document.activeElement.className") == "error-summary"
    for link in summary.locator("a").all():
        target = (link.get_attribute("href") or "").removeprefix("#")
        assert page.locator(f"[id='{target}']").count() == 1
    summary.locator("a").first.press("Enter")
    first = (summary.locator("a").first.get_attribute("href") or "").removeprefix("#")
    assert page.evaluate("document.activeElement.id") == first


def test_every_page_of_a_choice_is_walked_with_the_keyboard_in_the_order_it_is_read(look):
    """A4: all is reached, in order, with a visible focus, and nothing holds on to it."""
    ines = look("ines")
    for path in choice_pages(ines):
        ines.page.goto(ines.house.address + path)
        stops = _tab_through(ines.page)
        assert stops["hidden"] == [], path
        assert stops["backwards"] == [], path
        assert stops["left"], path


def _tab_through(page: Page) -> dict[str, object]:
    hidden, backwards, before = [], [], None
    many = page.locator("a[href], button, input, select, textarea, summary, [tabindex='0']").count()
    page.evaluate("window.seen = []")
    for _ in range(many + 2):
        page.keyboard.press("Tab")
        told = page.evaluate(
            """() => { const it = document.activeElement, last = window.seen.at(-1);
            if (it === document.body) return null;
            const drawn = it.labels?.[0] && getComputedStyle(it).opacity === '0' ? it.labels[0] : it;
            const style = getComputedStyle(drawn);
            const back = last && !!(it.compareDocumentPosition(last) & Node.DOCUMENT_POSITION_FOLLOWING);
            const again = window.seen.includes(it); window.seen.push(it);
            return {html: it.outerHTML.slice(0, 90), again, back,
              outlined: style.outlineStyle !== 'none' || style.boxShadow !== 'none'}; }"""
        )
        if told is None or told["again"]:
            before = "left"
            break
        hidden += [] if told["outlined"] else [told["html"]]
        backwards += [told["html"]] if told["back"] else []
    return {"hidden": hidden, "backwards": backwards, "left": before == "left"}


def test_the_first_field_is_near_even_without_the_way_past_the_menus(look):
    ines = look("ines")
    ines.page.goto(ines.house.address + choice_pages(ines)[1])
    presses = 0
    while not ines.page.evaluate("document.activeElement.matches('main input')"):
        ines.page.keyboard.press("Tab")
        presses += 1
        assert presses <= 1 + 20 + 1  # the way past the menus, twenty stops, and the field itself


def test_the_language_is_switched_and_the_page_stays(look):
    ines = look("ines", width=390)
    address = choice_pages(ines)[0]
    ines.goes_to(address)
    offered = ines.page.locator(".languages button").evaluate_all("all => all.map(one => one.value)")
    assert offered == ["en", "es", "en-xa", "ar-xb"]
    ines.page.locator(".languages button[value='ar-xb']").click()
    ines.page.wait_for_load_state()
    assert urlsplit(ines.page.url).path == address
    root = ines.page.locator("html")
    assert (root.get_attribute("dir"), root.get_attribute("lang")) == ("rtl", "ar-xb")
    assert ines.page.locator(".languages [aria-current]").get_attribute("value") == "ar-xb"


def test_a_printed_note_has_its_pictures_and_no_buttons(look):
    ines = look("ines")
    ines.page.goto(ines.house.address + choice_pages(ines)[5])
    ines.page.emulate_media(media="print")
    ines.page.evaluate("onbeforeprint()")
    assert ines.page.locator("figure.array").first.is_visible()
    pages = pypdfium2.PdfDocument(ines.page.pdf(format="A4"))
    words = "".join(page.get_textpage().get_text_range() for page in pages)
    assert "Signed by Dr. Tanaka" in words
    assert "Get it on paper" not in words

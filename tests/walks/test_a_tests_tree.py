"""A test's tree, as pages of choice aids show it: drawn truly in every mode a reader may choose."""

from collections.abc import Iterator
from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from alongside.plain.frequency_tree import FrequencyTree
from alongside.web.pictures import TreeOfFindings
from tests.walks.page_checks import breaks_at_double_size, breaks_under_text_spacing, sideways_scroll
from tests.walks.visitor import AXE
from tests.web.test_templates import ENV, STATIC

pytestmark = pytest.mark.walk
TREE = TreeOfFindings(
    "scan",
    "A breast scan",
    FrequencyTree(1000, 10, 8, 95, 3),
    "with breast cancer",
    "without breast cancer",
    "once",
    "would never have become ill from it",
)
PAGE = """{% import "web/pictures.html" as m %}<!doctype html>
<html lang="en" dir="{{ side }}"><head><title>Gallery</title><style>{{ css }}</style></head>
<body><main class="inner"><h1>Gallery</h1>{{ m.test_tree(tree) }}{{ m.test_table(tree) }}</main></body>
</html>"""
_SEEN = """all => all.map(node => { const box = node.getBoundingClientRect();
  return {part: node.dataset.part, x: box.x, y: box.y, count: +node.querySelector('strong').innerText,
    figure: [...node.querySelectorAll('[class^=figure-]')].map(x => { const ink = getComputedStyle(x);
      return ink.fill === 'none' ? ['hollow', ink.stroke] : ['full', ink.fill]; })[0],
    frame: [...node.querySelectorAll('.tree-frame')].map(x => getComputedStyle(x).stroke)[0] ?? ''}; })"""
WAYS = [
    {},
    {"color_scheme": "dark"},
    {"forced_colors": "active"},
    {"media": "print"},
    {"forced_colors": "active", "color_scheme": "dark"},
]
USUAL = {"color_scheme": "light", "forced_colors": "none", "media": "screen"}


@pytest.fixture(params=["ltr", "rtl"])
def gallery(request, browser: Browser) -> Iterator[Page]:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    css = (STATIC / "alongside.css").read_text(encoding="utf-8")
    page.set_content(ENV.from_string(PAGE).render(tree=TREE, css=css, side=request.param))
    yield page
    page.context.close()


def seen(page: Page) -> dict[str, dict[str, object]]:
    return {one["part"]: one for one in page.locator(".tree-node").evaluate_all(_SEEN)}


def test_the_tree_shows_its_counts_and_shapes_in_every_mode(gallery):
    for width, way in product((320, 390, 1280), WAYS):
        gallery.set_viewport_size({"width": width, "height": 900})
        gallery.emulate_media(**(USUAL | way))
        assert wrong_with_the_drawing(gallery) == [], (width, way)


def wrong_with_the_drawing(page: Page) -> list[str]:
    """Counts that are not the data's, leaves told apart by colour alone, ink that cannot be seen, a break."""
    found = seen(page)
    counts = {part: one["count"] for part, one in found.items()}
    leaves = [found[part] for part in ("found", "missed", "false_alarms", "cleared")]
    paper = page.locator(".tree-node").first.evaluate("x => getComputedStyle(x).backgroundColor")
    inks = {one["figure"][1] for one in leaves} | {leaves[0]["frame"]}
    holds = {
        "counts": counts == {part: getattr(TREE.counts, part) for part in found},
        "figures": [one["figure"][0] for one in leaves] == ["full", "full", "hollow", "hollow"],
        "frames": [bool(one["frame"]) for one in leaves] == [True, False, True, False],
        "ink": not inks & {paper, "rgba(0, 0, 0, 0)"},
    }
    wrong = [name for name, is_so in holds.items() if not is_so]
    return wrong + sideways_scroll(page) + breaks_under_text_spacing(page)


def test_a_tree_without_ink_or_with_a_lost_frame_is_found_out(gallery):
    gallery.add_style_tag(content=".tree-mark * { fill: none !important; stroke: transparent !important }")
    assert wrong_with_the_drawing(gallery) == ["figures", "ink"]
    gallery.evaluate("document.querySelector('.tree-frame').remove()")
    assert wrong_with_the_drawing(gallery) == ["figures", "frames", "ink"]


def test_the_tree_is_mirrored_for_those_who_read_from_the_right(gallery):
    found = seen(gallery)
    right = gallery.locator("html").get_attribute("dir") == "rtl"
    assert (found["ill"]["x"] > found["well"]["x"]) is right
    assert (found["found"]["x"] > found["missed"]["x"]) is right
    assert found["ill"]["y"] == found["well"]["y"] > found["people"]["y"]


def test_the_tree_holds_at_double_size_and_has_no_barrier(gallery):
    assert breaks_at_double_size(gallery) == []
    assert Axe().run(gallery, options=AXE).response["violations"] == []

"""Pictures of numbers: figures counted = sentence = table = data, told apart by shape, however one sees."""

import base64
import re
from collections import Counter

import pytest
from playwright.sync_api import Locator, Page

from tests.walks.test_the_page_matrix import choice_pages

pytestmark = pytest.mark.walk
KINDS = ("event", "avoided", "none")
WAYS = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
    "right to left": {"locale": "ar-xb"},
}
# Each figure of a shape begins with one M.
_INK = """all => all.map(x => { const drawn = getComputedStyle(x);
  const shape = use => document.querySelector(use.getAttribute('href') + ' path').getAttribute('d');
  const figures = [...x.querySelectorAll('use')].map(use => shape(use).split('M').length - 1);
  return {kind: [...x.classList].find(c => c.startsWith('figure-')).slice(7),
          figures: figures.reduce((a, b) => a + b, 0), fill: drawn.fill, stroke: drawn.stroke}; })"""
# How much of a figure's own box is inked, read from the pixels of a picture of it.
_INKED = """async png => {
  const bytes = Uint8Array.from(atob(png), c => c.charCodeAt(0));
  const picture = await createImageBitmap(new Blob([bytes], {type: 'image/png'}));
  const canvas = new OffscreenCanvas(picture.width, picture.height), pen = canvas.getContext('2d');
  pen.drawImage(picture, 0, 0);
  const {data, width, height} = pen.getImageData(0, 0, picture.width, picture.height);
  const grey = at => 0.2126 * data[at] + 0.7152 * data[at + 1] + 0.0722 * data[at + 2];
  const paper = grey(0), rows = [];
  for (let y = 0; y < height; y++) { let n = 0;
    for (let x = 0; x < width; x++) n += Math.abs(grey(4 * (y * width + x)) - paper) > 60;
    rows.push(n / width); }
  const middle = rows.slice(Math.floor(height * .4), Math.ceil(height * .6));
  return {edges: (rows[1] + rows[2] + rows.at(-2) + rows.at(-3)) / 4,
          middle: middle.reduce((a, b) => a + b) / middle.length};
}"""


def open_choice(somebody) -> None:
    somebody.page.goto(somebody.house.address + choice_pages(somebody)[0])


def numbers(words: str) -> list[int]:
    return [int(one) for one in re.findall(r"\d+", words)]


def drawn(array: Locator) -> Counter[str]:
    """Figures of each kind that are drawn in an ink that can be seen."""
    found: Counter[str] = Counter()
    for group in array.locator(".array-drawing [class^=figure-]").evaluate_all(_INK):
        seen = group["fill"] if group["kind"] != "none" else group["stroke"]
        assert seen not in ("none", "rgba(0, 0, 0, 0)"), group
        found[group["kind"]] += group["figures"]
    return found


def check_array(array: Locator) -> None:
    found = drawn(array)
    people = int(array.get_attribute("data-people") or 0)
    said = numbers(array.locator(".array-words").inner_text())
    described = numbers(array.locator("desc").text_content() or "")
    legend = [numbers(one)[0] for one in array.locator(".legend li").all_inner_texts()]
    assert found.total() == people
    assert said == described
    assert said[:2] == [found["event"], people]
    assert legend == [found[kind] for kind in KINDS if kind in found or kind != "avoided"]


@pytest.mark.parametrize("way", WAYS)
def test_the_counted_figures_are_the_sentence_the_legend_and_the_table(look, way):
    ines = look("ines", **WAYS[way])
    open_choice(ines)
    compared = ines.page.locator(".compare", has=ines.page.locator("figure.array"))
    assert compared.count() >= 1
    for one in compared.all():
        arrays = one.locator("figure.array").all()
        for array in arrays:
            check_array(array)
        assert len({array.get_attribute("data-people") for array in arrays}) == 1
        in_table = set(numbers(one.locator("table.numbers").first.inner_text()))
        assert {drawn(array)["event"] for array in arrays} <= in_table


def test_on_paper_the_figures_are_counted_as_on_the_screen(look):
    ines = look("ines")
    open_choice(ines)
    ines.page.emulate_media(media="print")
    for array in ines.page.locator("figure.array").all():
        check_array(array)


@pytest.mark.parametrize("way", WAYS)
def test_each_bar_is_as_long_as_its_number_on_the_common_scale(look, way):
    ines = look("ines", **WAYS[way])
    open_choice(ines)
    ines.page.evaluate("document.querySelectorAll('main details').forEach(one => (one.open = true))")
    pictures = ines.page.locator("figure.bars").all()
    assert pictures
    for picture in pictures:
        end = numbers(picture.locator(".bars-scale span").last.inner_text())[0]
        for bar in picture.locator(".bar").all():
            value = numbers(bar.locator("strong").inner_text())[0]
            assert numbers(bar.locator("desc").text_content() or "")[0] == value
            track, fill = (bar.locator(name).bounding_box() for name in (".bar-track", ".bar-fill"))
            assert abs(fill["width"] / track["width"] - value / end) < 0.01
            ink = bar.locator(".bar-fill").evaluate("x => getComputedStyle(x).fill")
            assert ink != bar.locator(".bar-track").evaluate("x => getComputedStyle(x).fill")


@pytest.mark.parametrize("language", ["en", "ar-xb"])
def test_the_events_stand_on_the_side_where_one_starts_to_read(look, language):
    ines = look("ines", locale=language)
    open_choice(ines)
    array = ines.page.locator("figure.array").first
    whole = array.locator(".array-drawing .mirrors").bounding_box()
    event = array.locator(".array-drawing .figure-event use").first.bounding_box()
    end = event["x"] if language == "en" else event["x"] + event["width"]
    side = (end - whole["x"]) / whole["width"]
    assert side < 0.01 if language == "en" else side > 0.99
    assert (event["y"] - whole["y"]) / whole["height"] > 0.9


def inked(page: Page, drawing: Locator) -> dict[str, float]:
    picture = base64.b64encode(drawing.screenshot()).decode()
    return dict(page.evaluate(_INKED, picture))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("seeing", ["achromatopsia", "deuteranopia", "protanopia", "tritanopia", "none"])
def test_without_colour_the_three_kinds_still_differ_by_shape(look, seeing, theme):
    ines = look("ines", device_scale_factor=4, color_scheme=theme)
    open_choice(ines)
    client = ines.context.new_cdp_session(ines.page)
    client.send("Emulation.setEmulatedVisionDeficiency", {"type": seeing})
    array = ines.page.locator("figure.array", has=ines.page.locator(".figure-avoided")).first
    samples = array.locator(".legend .sample").all()
    event, avoided, none = (inked(ines.page, sample) for sample in samples)
    assert event["middle"] > none["middle"] + 0.1, "a solid figure beside an outline"
    assert avoided["edges"] > max(event["edges"], none["edges"]) + 0.2, "a frame around the avoided one"


def test_a_figure_that_loses_its_ink_would_be_noticed(look):
    ines = look("ines")
    open_choice(ines)
    ines.page.evaluate(
        """() => { const sheet = new CSSStyleSheet();
        sheet.replaceSync('.figure-event{fill:none !important}');
        document.adoptedStyleSheets = [sheet]; }"""
    )
    with pytest.raises(AssertionError):
        drawn(ines.page.locator("figure.array").first)

"""A page judged in every shape (width and theme) after one load, and all pages that somebody can reach.

A load is the dear part, so a page is loaded once for each language and then only reshaped. How often a check
is made follows from what it depends on:

- our own checks (`page_checks`): in every width;
- colours that can be read, and that a theme moves nothing: in every width and theme; as a theme moves
  nothing, the other checks of a width hold in both;
- all of axe: at both ends, the widest page in light and the narrowest in dark. Of its rules only contrast
  depends on the theme, and that we check in each; no rule of our style sheet tells 390 from 320 pixels.
"""

import re
from collections.abc import Iterator
from itertools import product
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.walks.page_checks import problems, unreadable_colours
from tests.walks.visitor import Visitor


class Shape(NamedTuple):
    width: int
    theme: Literal["light", "dark"]


WIDTHS = (1280, 390, 320)
SHAPES = tuple(Shape(width, theme) for width, theme in product(WIDTHS, ("light", "dark")))
NO_PAGES = re.compile(r"\.(pdf|txt|ics)$|/file$|/summary-file")
NO_PAGE = "/there-is-no-such-page"
WITH_AXE = (Shape(1280, "light"), Shape(320, "dark"))
_BOXES = """() => [...document.querySelectorAll('body *')].filter(x => x.checkVisibility()).map(x => {
  const box = x.getBoundingClientRect();
  return [x.tagName, ...[box.x, box.y, box.width, box.height].map(Math.round)].join(' '); })"""


def wrong_on(somebody: Visitor, paths: list[str], shapes: tuple[Shape, ...] = ()) -> Iterator[str]:
    """Each page on which anything of the list fails, with what failed; in the visitor's own shape if none."""
    for path in paths:
        _opens(somebody, path)
        yield from _judged(somebody, path, shapes)


def wrong_within_reach(somebody: Visitor, depth: int, shapes: tuple[Shape, ...]) -> Iterator[str]:
    """The same for one address of each form that can be reached by following links from the start page."""
    found, edge = {"/"}, ["/"]
    for _step in range(depth + 1):
        links: dict[str, str] = {}
        for path in edge:
            _opens(somebody, path)
            links |= {_form(link): urlsplit(link).path for link in _links(somebody)}
            yield from _judged(somebody, path, shapes)
        new = {form: path for form, path in links.items() if form not in found and not NO_PAGES.search(path)}
        found |= set(new)
        edge = list(new.values())


def _form(address: str) -> str:
    """An address without its ids: pages of one form are one page."""
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "*", urlsplit(address).path)


def _links(somebody: Visitor) -> list[str]:
    all_of_them = somebody.page.locator("a[href]").evaluate_all("all => all.map(a => a.href)")
    return [link for link in all_of_them if link.startswith(somebody.house.address)]


def _opens(somebody: Visitor, path: str) -> None:
    somebody.page.goto(somebody.house.address + path)
    if path == NO_PAGE:
        somebody.complaints = [said for said in somebody.complaints if "404" not in said]


def _judged(somebody: Visitor, path: str, shapes: tuple[Shape, ...]) -> Iterator[str]:
    if not shapes:
        yield from _judged_as_it_stands(somebody, path)
    for width in dict.fromkeys(shape.width for shape in shapes):
        yield from _judged_in_width(
            somebody, f"{path} at {width}", [shape for shape in shapes if shape.width == width]
        )


def _judged_in_width(somebody: Visitor, where: str, shapes: list[Shape]) -> Iterator[str]:
    page, before = somebody.page, []
    for shape in shapes:
        take_shape(page, shape)
        if not before:
            before = boxes(page)
            yield from _told(f"{where}, {shape.theme}", problems(page))
        else:
            found = unreadable_colours(page) + moved(before, boxes(page))
            yield from _told(f"{where}, {shape.theme}", found)
        if shape in WITH_AXE:
            yield from _not_good(somebody, f"{where}, {shape.theme}")


def _judged_as_it_stands(somebody: Visitor, where: str) -> Iterator[str]:
    yield from _told(where, problems(somebody.page))
    yield from _not_good(somebody, where)


def _told(where: str, found: object) -> Iterator[str]:
    if found:
        yield f"{where}: {found}"


def _not_good(somebody: Visitor, where: str) -> Iterator[str]:
    try:
        somebody.sees_a_good_page()
    except AssertionError as problem:
        yield f"{where}: {problem}"
        somebody.complaints = []


def take_shape(page: Page, shape: Shape) -> None:
    """Without movement: a colour that still fades in has the contrast of neither theme."""
    page.emulate_media(color_scheme=shape.theme, reduced_motion="reduce")
    page.set_viewport_size({"width": shape.width, "height": 900})


def boxes(page: Page) -> list[str]:
    """Every visible element with its place and size."""
    return list(page.evaluate(_BOXES))


def moved(before: list[str], after: list[str]) -> list[str]:
    """What a theme moved: it may change colours only."""
    if len(before) != len(after):
        return [f"{len(before)} visible elements in one theme, {len(after)} in the other"]
    return [f"{old} became {new}" for old, new in zip(before, after, strict=True) if old != new][:3]

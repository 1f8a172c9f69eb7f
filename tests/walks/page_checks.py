"""What holds for every page besides axe. Each check takes the page as it stands and returns what is wrong.

`tests/walks/test_the_page_matrix.py` shows each of them a page with that fault, so that none is blind.
"""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.walks.visitor import TOO_WIDE, raw_values_in

TEXT_SPACING = (
    "*{line-height:1.5 !important;letter-spacing:.12em !important;word-spacing:.16em !important}"
    "p{margin-block-end:2em !important}"
)
"""WCAG 2.2, 1.4.12: what a reader's own style may set."""

# A link inside a sentence may be as low as its line (WCAG 2.2, 2.5.8).
_SMALL = """least => [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
  .filter(x => x.checkVisibility() && x.type !== 'hidden')
  .filter(x => !x.matches('.skip, .visually-hidden[tabindex="-1"]'))
  .filter(x => x.tagName !== 'A' || getComputedStyle(x).display !== 'inline' || !x.closest('p, li, dd, td'))
  .map(x => (x.matches('.choice input') ? x.nextElementSibling : x))
  .map(x => [x.getBoundingClientRect(), x])
  .filter(([box]) => Math.round(box.width) < least || Math.round(box.height) < least)
  .map(([box, x]) => `${x.outerHTML.slice(0, 80)} ${Math.round(box.width)}x${Math.round(box.height)}`)"""
_MAIN = """() => [...document.querySelectorAll(
    '.button-main, .button-quiet, .input, .choice label, .scale-step label')]
  .filter(x => x.checkVisibility() && x.getBoundingClientRect().height < 43.5)
  .map(x => x.outerHTML.slice(0, 80))"""
_NO_NAME_OR_ROLE = """() => [...document.querySelectorAll('[role=button], [role=link], [onclick]')]
  .filter(x => x.tabIndex < 0).map(x => x.outerHTML.slice(0, 80))"""
_CURRENT = """() => [...document.querySelectorAll('nav a[aria-current]')]
  .filter(x => !location.pathname.startsWith(x.pathname) || (x.pathname === '/' && location.pathname !== '/'))
  .map(x => x.outerHTML.slice(0, 120))"""
# A canvas turns every way of writing a colour into numbers. Drawings and what is switched off are excused.
_UNREADABLE = """() => { const drawn = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
  const known = {}, rgba = said => known[said] ??= (drawn.clearRect(0, 0, 1, 1), drawn.fillStyle = said,
    drawn.fillRect(0, 0, 1, 1), [...drawn.getImageData(0, 0, 1, 1).data]);
  const light = part => (part /= 255) <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4;
  const luminance = ([r, g, b]) => .2126 * light(r) + .7152 * light(g) + .0722 * light(b);
  const paper = x => { for (; x; x = x.parentElement) { const its = getComputedStyle(x);
    if (rgba(its.backgroundColor)[3] === 255) return rgba(its.backgroundColor); }
    return rgba('Canvas'); };
  const seen = x => !x.closest('svg, :disabled, .visually-hidden')
    && x.checkVisibility({opacityProperty: true});
  return [...document.querySelectorAll('body *')]
    .filter(x => [...x.childNodes].some(y => y.nodeType === 3 && y.data.trim()) && seen(x))
    .map(x => { const its = getComputedStyle(x), size = parseFloat(its.fontSize);
      const bold = its.fontWeight >= 700;
      const [a, b] = [luminance(rgba(its.color)), luminance(paper(x))].sort((p, q) => q - p);
      const least = size >= 24 || (bold && size >= 18.66) ? 3 : 4.5;
      return [(a + .05) / (b + .05), least, x]; })
    .filter(([seen, least]) => seen < least - .005)
    .map(([seen, least, x]) => `${x.outerHTML.slice(0, 80)} has a contrast of ${seen.toFixed(2)}`); }"""
_STYLED = """css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css);
  document.adoptedStyleSheets = css ? [sheet] : []; }"""


def raw_values(page: Page) -> list[str]:
    """R5: what only a program says."""
    return raw_values_in(page.locator("body").inner_text())


def headings_and_landmarks(page: Page) -> list[str]:
    """A9: one h1, one main, a language and a direction."""
    found = {name: page.locator(name).count() for name in ("h1", "main")}
    wrong = [f"{count} {name}" for name, count in found.items() if count != 1]
    root = page.locator("html")
    return wrong + [name for name in ("lang", "dir") if not root.get_attribute(name)]


def wrong_current_entry(page: Page) -> list[str]:
    """A9: the entry marked as current is the page one is on."""
    return list(page.evaluate(_CURRENT))


def sideways_scroll(page: Page) -> list[str]:
    """A3: nothing is reached by scrolling sideways only."""
    wide = page.evaluate(TOO_WIDE)
    return [f"{wide} px too wide"] if wide > 0 else []


def small_targets(page: Page) -> list[str]:
    """A5: 24 px for everything that is pressed, 44 px for what a page is for."""
    return [*page.evaluate(_SMALL, 24), *page.evaluate(_MAIN)]


def unreachable_controls(page: Page) -> list[str]:
    """What looks like a button and cannot be reached with the keyboard; axe does not see it."""
    return list(page.evaluate(_NO_NAME_OR_ROLE))


def unreadable_colours(page: Page) -> list[str]:
    """WCAG 2.2, 1.4.3: words stand out from what is painted under them. Axe's own rule takes a hundred times
    as long, and is asked only in two shapes."""
    return list(page.evaluate(_UNREADABLE))


def breaks_under_text_spacing(page: Page) -> list[str]:
    """A3: with the reader's own spacing nothing is cut off or pushed out."""
    page.evaluate(_STYLED, TEXT_SPACING)
    found = sideways_scroll(page)
    page.evaluate(_STYLED, "")
    return found


def breaks_at_double_size(page: Page) -> list[str]:
    """A3: letters of 200 %, on the narrowest screen too."""
    page.evaluate(_STYLED, "html{font-size:200% !important}")
    found = sideways_scroll(page)
    page.evaluate(_STYLED, "")
    return found


CHECKS: dict[str, Callable[[Page], list[str]]] = {
    "raw values": raw_values,
    "headings and landmarks": headings_and_landmarks,
    "current entry": wrong_current_entry,
    "sideways scroll": sideways_scroll,
    "small targets": small_targets,
    "controls out of reach": unreachable_controls,
    "unreadable colours": unreadable_colours,
    "text spacing": breaks_under_text_spacing,
    "double size": breaks_at_double_size,
}


def problems(page: Page) -> dict[str, list[str]]:
    """What is wrong with a page, by check; empty when all is well."""
    found = {name: check(page) for name, check in CHECKS.items()}
    return {name: wrong for name, wrong in found.items() if wrong}

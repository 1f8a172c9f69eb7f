"""The small pictures of a choice aid's paper twin. Pure: from an ``AidPage`` and nothing else.

On paper every number stands in the same table as on the screen; beside it, where it fits, people are drawn
as figures told apart by shape. Bars become figures too: paper has no colours to tell two bars apart.
"""

from __future__ import annotations

from collections.abc import Iterator

from alongside.aids.page import AidPage, ComparisonView, Figure
from alongside.web import pictures

SMALL = 100
"""More people than this in every bar of a page would fill more than its two sheets: the table tells them."""
LETTERS = ((4_200, "large"), (5_800, "middle"))
"""Up to so many characters two sheets hold letters of 10 and 9 pt, of 8 and 7 pt; beyond, of 7.6 and 6.5 pt.
Tried with the shipped aids in Chromium."""

TREE = 1_500
"""The room of a test's tree in words and its table, in characters."""


def letters(page: AidPage) -> str:
    """How large the letters of two sheets can be: "large", "middle" or "small"."""
    much = sum(map(len, _texts(page))) + (TREE if page.tested else 0)
    return next((size for most, size in LETTERS if much <= most), "small")


def _texts(page: AidPage) -> Iterator[str]:
    """The texts of the sheets that make the difference."""
    for option in page.options:
        yield from (option.what_it_is, *option.may_help, *option.may_harm)
    yield from (one.sum_up for one in page.further)
    for one in (one for outcome in page.outcomes for one in outcome.comparisons if not one.further):
        yield from (one.sum_up, one.who, *one.sureness, *(group.selected for group in one.groups))
        for table in (one.table, one.spread):
            if table:
                yield table.caption
                yield from (str(cell) for name, cells in table.rows for cell in (name, *cells))
    yield from (source.citation for source in page.sources)


def small_pictures(page: AidPage) -> dict[str, tuple[pictures.IconArray, ...]]:
    """The pictures of each comparison, by its key; none for what is told in words only."""
    return {one.key: tuple(_pictures(page, one)) for outcome in page.outcomes for one in outcome.comparisons}


def _pictures(page: AidPage, one: ComparisonView) -> list[pictures.IconArray]:
    if one.arrays:
        return list(one.arrays.arrays)
    if one.groups:
        return [group.array for group in one.groups if group.array]
    if one.array:
        return [one.array]
    if one.bars and page.people <= SMALL:
        return [_figures(one, figure, one.bars) for figure in one.figures]
    return []


def _figures(one: ComparisonView, figure: Figure, bars: pictures.PairedBars) -> pictures.IconArray:
    return pictures.IconArray(
        key=f"{bars.key}-{figure.option}",
        title=figure.name,
        people=figure.out_of.people,
        event=figure.out_of.count,
        event_label=bars.event_label,
        none_label=one.table.head[-1],
        time_span=bars.time_span,
        low=figure.low.count if figure.low else None,
        high=figure.high.count if figure.high else None,
    )

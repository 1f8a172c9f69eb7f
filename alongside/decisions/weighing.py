"""Whether what was chosen does least for what the person put first. It asks for more; it never scores."""

from collections.abc import Callable, Mapping

from alongside.aids.page import AidPage, ComparisonView

MATTERS_MUCH = 6  # of 10: below this nothing was really put first


def unwelcome(_outcome: str) -> bool:
    """Nobody wants what is counted: what holds of an outcome until its aid says that it is welcome."""
    return False


def least_for(
    page: AidPage,
    option: str,
    importances: Mapping[str, int],
    *,
    welcome: Callable[[str], bool] = unwelcome,
) -> str:
    """The name of what was put first and is served least by `option`; empty where the numbers do not say so.

    `welcome` tells of an outcome's key whether people want what is counted: then the fewest are the worst,
    else the most. Where several things share the first place, `option` has to be worst for each that has
    numbers for it: whoever weighs a stroke as much as a bleed will do worse on one of them whatever they
    choose.
    """
    highest = max(importances.values(), default=0)
    if highest < MATTERS_MUCH:
        return ""
    first = {key for key, importance in importances.items() if importance == highest}
    told = [
        (outcome.name, _is_worst(comparison, option, welcome=welcome(outcome.key)))
        for outcome in page.outcomes
        if outcome.key in first
        for comparison in outcome.comparisons
        if option in {figure.option for figure in comparison.figures}
    ]
    return told[0][0] if told and all(worst for _name, worst in told) else ""


def _is_worst(comparison: ComparisonView, option: str, *, welcome: bool) -> bool:
    """With every other option more people have what is welcome, or fewer have what is not."""
    share = {one.option: one.out_of.count / one.out_of.people for one in comparison.figures}
    others = [other for key, other in share.items() if key != option]
    return bool(others) and all(
        share[option] < other if welcome else share[option] > other for other in others
    )

"""Whether what was chosen does least for what the person put first. It asks for more; it never scores."""

from collections.abc import Mapping

from alongside.aids.page import AidPage

MATTERS_MUCH = 6  # of 10: below this nothing was really put first


def least_for(page: AidPage, option: str, importances: Mapping[str, int]) -> str:
    """The name of what was put first and is served least by `option`; empty where the numbers do not say so.

    Of what people hope for the fewest are the worst, else the most. Where several things share the first
    place, `option` has to be worst for each that has numbers for it: whoever weighs a stroke as much as a
    bleed will do worse on one of them whatever they choose. Further studies of the same are not asked: they
    tell of other people.
    """
    highest = max(importances.values(), default=0)
    if highest < MATTERS_MUCH:
        return ""
    first = {key for key, importance in importances.items() if importance == highest}
    told = [
        (outcome.name, comparison.is_worst(option))
        for outcome in page.outcomes
        if outcome.key in first
        for comparison in outcome.comparisons
        if not comparison.further and option in {figure.option for figure in comparison.figures}
    ]
    return told[0][0] if told and all(worst for _name, worst in told) else ""

"""The reading grade of each field that patients read, while somebody writes it: no whole draft is needed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from alongside.aids.drafting.sections import Part, Tree
from alongside.aids.drafting.typed import told
from alongside.plain.reading.measure import Reading, measure

FOR_PATIENTS = frozenset(
    [
        "title", "name", "what_it_is", "question", "for_whom", "with_it", "may_help", "may_harm", "body",
        "mind", "daily_life", "cost_and_effort", "told_by_team", "not_sourced", "event", "no_event", "notes",
        "note", "population", "why", "selected", "low_means", "high_means", "chosen_because", "counted",
        "spared", "unaffected", "means", "measures", "if_found", "if_not_found", "found_for_nothing",
        "ill_label", "well_label", "harmless_label",
    ]
)  # fmt: skip
"""The fields that `wording.patient_words` reads, by their own name or that of the list they are in."""
ENOUGH = 6
"""Fewer words than this say nothing of how hard a text is."""
NOT_READ = ("sources", "made")
"""Parts in which no field is for patients, although a name may be the same."""


def grades(part: Part, value: Tree, draft: Tree) -> dict[str, Reading]:
    """By dotted name, what was measured of each field for patients that has enough words; the terms that the
    draft explains are excused."""
    if part.section in NOT_READ:
        return {}
    language = str(draft.get("language") or "en")
    excused = tuple(_terms(draft))
    return {
        name: reading
        for name, text in _texts(dict(told(part.shape(), value)))
        if (reading := measure(text, language, excused)).words >= ENOUGH
    }


def _texts(fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, text in fields.items():
        if _own_name(name.split(".")) in FOR_PATIENTS:
            yield name, text


def _own_name(steps: Collection[str]) -> str:
    """may_help of may_help.0, body of body: an item of a list is called as its list."""
    return next((step for step in reversed(list(steps)) if not step.isdecimal()), "")


def _terms(draft: Tree) -> Iterator[str]:
    for term in draft.get("terms", ()):
        if isinstance(term, dict) and isinstance(term.get("word"), str):
            yield term["word"]

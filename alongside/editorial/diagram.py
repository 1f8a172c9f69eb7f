"""The page of the reference about review, made from the workflow's table.

Write it again: python -m alongside.editorial.diagram > docs/reference/review.md
"""

from __future__ import annotations

from collections.abc import Iterator

from alongside.editorial.workflow import SAYS, STALE, TRANSITIONS, Owner, State, Transition, needed

_HEAD = """# Review: the states of a text

Made from `alongside/editorial/workflow.py`; do not change it here. How to review:
[how-to/review-content.md](../how-to/review-content.md).

"""
_WHOSE = {
    Owner.AUTHOR: "the author",
    Owner.BOARD: "a member of the board",
    Owner.CLINICIAN: "the reviewers; a clinician is named",
    Owner.PROGRAM: "the program, when a newer edition is sent in or approved",
}


def page() -> str:
    """The whole page, as Markdown."""
    return _HEAD + "\n".join([*_drawing(), "", *_steps(), "", *_says(), "", *_reviewers()]) + "\n"


def _drawing() -> Iterator[str]:
    yield "```mermaid"
    yield "stateDiagram-v2"
    yield f"    [*] --> {State.DRAFT.value}"
    yield f"    [*] --> {State.SUBMITTED.value}: a room sends it in"
    for transition in TRANSITIONS.values():
        for origin in (state for state in State if state in transition.origins):
            yield f"    {origin.value} --> {transition.target.value}: {transition.step.value}"
    yield f"    {State.WITHDRAWN.value} --> [*]"
    yield f"    {State.SUPERSEDED.value} --> [*]"
    yield "```"


def _steps() -> Iterator[str]:
    yield "| Step | From | To | Whose | A reason |"
    yield "|---|---|---|---|---|"
    for transition in TRANSITIONS.values():
        yield _step(transition)


def _step(transition: Transition) -> str:
    origins = ", ".join(state.value for state in State if state in transition.origins)
    reason = "yes, readers see it" if transition.reason else "no"
    whose = _WHOSE[transition.owner]
    return f"| {transition.step.value} | {origins} | {transition.target.value} | {whose} | {reason} |"


def _says() -> Iterator[str]:
    yield "| State | Readers see | It means, to readers | To the desk |"
    yield "|---|---|---|---|"
    for name, says in SAYS.items():
        yield f"| {name} | {says.name} | {says.reader} | {says.staff} |"
    yield ""
    yield f"“{STALE}” is no state: it is how an approved text is shown while a flag on it is open."


def _reviewers() -> Iterator[str]:
    yield "| A text | Needs, each from another person |"
    yield "|---|---|"
    for carries_numbers, words in ((True, "with numbers"), (False, "without numbers")):
        reviews = "; ".join(
            f"the {capacity.value}: a {who.value}" for capacity, who in needed(carries_numbers).items()
        )
        yield f"| {words} | {reviews} |"


if __name__ == "__main__":
    print(page(), end="")

"""The workflows as diagrams, drawn from their tables: `python -m alongside.config.workflows` prints the page.

docs/reference/workflows.md holds what it prints; a house test compares the two.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from alongside.editorial import workflow as review
from alongside.meetings import progress


@dataclass(frozen=True)
class Arrow:
    """One step: from any of these states to that one, whose it is, and the sentence that goes with it."""

    step: str
    sources: tuple[str, ...]
    target: str
    owner: str
    sentence: str


@dataclass(frozen=True)
class Workflow:
    """`starts`: where something new stands; `ends`: states from which nothing leads on, on purpose."""

    title: str
    starts: tuple[str, ...]
    ends: frozenset[str]
    states: tuple[str, ...]
    arrows: tuple[Arrow, ...]

    def problems(self) -> list[str]:
        """A state that nobody reaches or leaves, a step without an owner or a sentence."""
        reached = {*self.starts, *(arrow.target for arrow in self.arrows)}
        left = {*self.ends, *(source for arrow in self.arrows for source in arrow.sources)}
        said = [f"{self.title}: nothing leads to “{state}”" for state in self.states if state not in reached]
        said += [f"{self.title}: nobody owns “{state}”" for state in self.states if state not in left]
        for arrow in self.arrows:
            if not arrow.owner or not arrow.sentence.strip():
                said.append(f"{self.title}: the step “{arrow.step}” lacks an owner or a sentence")
        return said


def all_workflows() -> tuple[Workflow, ...]:
    return (
        Workflow(
            "A family meeting",
            (progress.State.OFFERED, progress.State.PLANNED),
            frozenset({progress.State.CLOSED, progress.State.CANCELLED, progress.State.MISSED}),
            tuple(progress.State),
            tuple(
                Arrow(one.step, tuple(sorted(one.sources)), one.target, one.owner, one.refused)
                for one in progress.TRANSITIONS.values()
            ),
        ),
        Workflow(
            "A text of the library",
            (review.State.DRAFT, review.State.SUBMITTED),
            frozenset({review.State.WITHDRAWN, review.State.SUPERSEDED}),
            tuple(review.State),
            tuple(
                Arrow(
                    one.step,
                    tuple(sorted(one.origins)),
                    one.target,
                    one.owner,
                    one.verb,
                )
                for one in review.TRANSITIONS.values()
            ),
        ),
    )


def _name(state: str) -> str:
    return state.replace(" ", "_")


def _diagram(workflow: Workflow) -> Iterable[str]:
    yield f"## {workflow.title}\n"
    yield "```mermaid\nstateDiagram-v2"
    yield from (f"    {_name(state)} : {state.replace('_', ' ')}" for state in workflow.states)
    yield from (f"    [*] --> {_name(state)}" for state in workflow.starts)
    for arrow in workflow.arrows:
        yield from (
            f"    {_name(source)} --> {_name(arrow.target)} : {arrow.step}" for source in arrow.sources
        )
    yield from (f"    {_name(state)} --> [*]" for state in sorted(workflow.ends))
    yield "```\n"
    yield "| Step | Whose | Sentence |\n|---|---|---|"
    yield from (f"| {arrow.step} | {arrow.owner} | {arrow.sentence} |" for arrow in workflow.arrows)
    yield ""


def page() -> str:
    lines = [
        "# Workflows\n",
        "Drawn from the tables in the code by `python -m alongside.config.workflows`.\n",
    ]
    for workflow in all_workflows():
        lines += _diagram(workflow)
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    print(page(), end="")

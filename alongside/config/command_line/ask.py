"""`alongside ask`: a question to the library, with every step to look at. Nothing of it is kept."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from alongside.answers.focus import focus_of
from alongside.answers.readers import Reader, view_for
from alongside.answers.urgent import urgent_text
from alongside.config.command_line.app import AsJson, give_up, print_json, say, with_database

if TYPE_CHECKING:
    from alongside.answers.queries import Outcome

Explain = Annotated[bool, typer.Option("--explain", help="Show every step on the way to the answer.")]


@with_database
def ask(
    question: str,
    reader: Annotated[Reader, typer.Option(help="Who reads: order and detail follow.")] = Reader.DOCTOR,
    explain: Explain = False,
    json: AsJson = False,
) -> None:
    """Ask the library. Exit code 1 where it does not know."""
    from alongside.answers.queries import ask as asked_of

    outcome = asked_of(question)
    if outcome.asked.question.problem and not outcome.asked.danger:
        give_up(outcome.asked.question.problem)
    if json:
        print_json(_answer_json(outcome, reader) | ({"steps": _steps(outcome)} if explain else {}))
    else:
        _print_answer(outcome, reader)
        if explain:
            _print_steps(_steps(outcome))
    raise typer.Exit(0 if outcome.worked.answer.claims or outcome.asked.danger else 1)


def _urgent(outcome: "Outcome") -> list[str]:
    from django.conf import settings

    danger = outcome.asked.danger or outcome.asked.perhaps
    if danger is None:
        return []
    text = urgent_text(danger.kind, outcome.asked.question.language, settings.EMERGENCY_NUMBER or None)
    return [text.heading, *text.lines]


def _answer_json(outcome: "Outcome", reader: Reader) -> dict[str, Any]:
    answer, refusal = outcome.worked.answer, outcome.worked.refusal
    return {
        "question": outcome.asked.question.text,
        "urgent": _urgent(outcome),
        "sections": [
            {"place": section.place.value, "claims": [asdict(claim) for claim in section.claims]}
            for section in view_for(answer, reader).sections
        ],
        "references": [asdict(reference) for reference in answer.references],
        "conflicts": [
            {"left": one.left.citation, "right": one.right.citation, "why": one.why}
            for one in outcome.worked.conflicts
        ],
        "left_out": [asdict(one) for one in outcome.worked.left_out],
        "refusal": asdict(refusal) if refusal else None,
        "approved": str(outcome.approved.pk) if outcome.approved else None,
        "said": list(outcome.said),
    }


def _print_answer(outcome: "Outcome", reader: Reader) -> None:
    if outcome.asked.perhaps:
        say.print("If this is happening now:", style="bold red")
    for line in _urgent(outcome):
        say.print(line, style="bold red", markup=False)
    answer, refusal = outcome.worked.answer, outcome.worked.refusal
    for section in view_for(answer, reader).sections:
        print(f"\n{section.place.value.capitalize()}")
        for claim in section.claims:
            print(f"  “{claim.text}” [{claim.citation}]")
    if answer.references:
        print("\nSources")
    for one in answer.references:
        print(f"  {one.number}. {one.title}. {one.kind.value}, {one.date}. {one.published_in}")
    if refusal:
        print(refusal.sentence)
        for title in refusal.nearest:
            print(f"  near: {title}")
    for left in outcome.worked.left_out:
        say.print(f"  {left.title}: {left.why}", markup=False)
    for sentence in outcome.said:
        say.print(sentence, markup=False)


def _steps(outcome: "Outcome") -> dict[str, Any]:
    asked, worked = outcome.asked, outcome.worked
    focus = focus_of(asked.question.text)
    topic = {
        name: sorted(value) for name, value in asdict(asked.topic).items() if isinstance(value, frozenset)
    }
    return {
        "understood": {
            "language": asked.question.language,
            "kind": asked.question.kind.value,
            "taken as the question": list(focus.questions),
            "kept as its subject": sorted(focus.subject),
            "taken out": list(asked.question.removed),
            "danger": asdict(asked.danger) if asked.danger else None,
            "perhaps": asked.perhaps.kind if asked.perhaps else None,
        },
        "topic": {name: value for name, value in topic.items() if value},
        "found": [f"{score:.3f} {title}" for title, score in outcome.found],
        "admitted": [one.title for one in worked.admitted],
        "left out": [f"{one.title}: {one.why}" for one in worked.left_out],
        "refused": f"{worked.refusal.score:.2f} of {worked.refusal.needed:.2f}" if worked.refusal else None,
        "chosen": [f"{one.score:.3f} {one.place.value}: {one.text}" for one in worked.chosen],
    }


def _print_steps(steps: dict[str, Any]) -> None:
    for name, value in steps.items():
        say.print(f"\n{name}", style="bold")
        for line in value if isinstance(value, list) else [value]:
            say.print(f"  {line}", markup=False)

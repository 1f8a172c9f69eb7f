"""`alongside import` and `alongside post`: people, stays and teams from a table; letters out."""

from typing import Annotated

import typer

from alongside.config.command_line.app import AsJson, give_up, print_json, read_input, with_database

DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what it would do, and do nothing.")]
post = typer.Typer(no_args_is_help=True, help="Letters out: e-mail, SMS, print.")


@with_database
def bring_in(
    file: Annotated[str, typer.Argument(help="A CSV file, or - for standard input.")],
    zone: Annotated[str, typer.Option(help="Time zone of times without one.")] = "UTC",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what it would do, and do nothing.")
    ] = False,
    json: AsJson = False,
) -> None:
    """Bring units, people, stays or teams in from CSV. Nothing is changed while a row has an error."""
    from alongside.patients.commands import bring_in as carry_out
    from alongside.patients.commands import told
    from alongside.patients.importing import NotATable

    try:
        plan = carry_out(read_input(file), zone=zone, dry_run=dry_run)
    except NotATable as problem:
        give_up(f"{file}: {problem}")
    lines = told(plan, dry_run=dry_run)
    if json:
        print_json({"file": file, "kind": str(plan.kind), "errors": len(plan.errors), "told": lines})
    else:
        print("\n".join(lines))
    raise typer.Exit(1 if plan.errors else 0)


@with_database
def roster(
    unit: Annotated[str, typer.Argument(help="The unit's name.")],
    file: Annotated[str, typer.Argument(help="A CSV file with person, role, start, end; or - for input.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what it would do, and do nothing.")
    ] = False,
) -> None:
    """Bring a unit's shifts in from CSV. Rows with an error are told and left out; nothing comes twice.

    Hours in which nobody leads, or two do, are told; they are for the unit to mend.
    """
    from alongside.partnership.actions.team import import_roster, preview_roster
    from alongside.partnership.roster import NotARoster, told
    from alongside.patients.doors import work_of
    from alongside.people.models import Unit

    found = Unit.objects.filter(name=unit).first()
    if found is None:
        have = ", ".join(Unit.objects.order_by("name").values_list("name", flat=True)) or "none"
        give_up(f"There is no unit {unit!r}. There are: {have}.")
    try:
        text = read_input(file).decode("utf-8-sig")
        with work_of("roster", purpose="look at a roster" if dry_run else "bring a roster in"):
            seen = preview_roster(unit=found, text=text) if dry_run else None
            planned = seen or import_roster(unit=found, text=text, job="roster")
    except (NotARoster, UnicodeDecodeError) as problem:
        give_up(f"{file}: {problem}")
    for row in planned.problems:
        print(f"Line {row.line}: {row.sentence}")
    for sentence in told(planned, zone=found.zone):
        print(sentence)
    print(f"{len(planned.new)} shifts {'would be added' if dry_run else 'added'}.")
    raise typer.Exit(1 if planned.problems else 0)


@post.command("send")
@with_database
def send(json: AsJson = False) -> None:
    """Send the letters that are due, once. `alongside work` sends them as they fall due."""
    from alongside.post.commands import send as carry_out

    try:
        done = carry_out()
    except ValueError as problem:
        give_up(str(problem))
    _tell(dict(done), json, nothing="No letter was due.")


@post.command("status")
@with_database
def status(json: AsJson = False) -> None:
    """How many letters stand in each state, and what waits for a person."""
    from alongside.post.commands import status as look

    _tell(look(), json, nothing="There are no letters.")


def _tell(counts: dict[str, int], json: bool, *, nothing: str) -> None:
    if json:
        print_json(counts)
        return
    for state, count in sorted(counts.items()):
        print(f"{state}: {count}")
    if not any(counts.values()):
        print(nothing)

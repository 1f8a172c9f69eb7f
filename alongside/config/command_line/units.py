"""`alongside unit`: what a unit promises families, who reads how people are, who may speak for a patient."""

from typing import Annotated

import typer

from alongside.config.command_line.app import AsJson, give_up, print_json, read_input, with_database

app = typer.Typer(no_args_is_help=True, help="What units promise, and who answers for it.")


@app.command("set")
@with_database
def set_unit(file: Annotated[str, typer.Argument(help="A TOML file, or - for standard input.")]) -> None:
    """Carry out a unit's file: meetings, support, who speaks. A second run changes nothing."""
    from alongside.config.unit_file import read
    from alongside.home.actions import CannotBeSet, carry_out

    try:
        told = carry_out(read(read_input(file).decode("utf-8-sig")))
    except (CannotBeSet, UnicodeDecodeError) as problem:
        give_up(f"{file}: {problem}")
    print("\n".join(told) if told else "Nothing changed: all of it is set already.")


@app.command("list")
@with_database
def show(json: AsJson = False) -> None:
    """Every unit: its kind, its clocks, what it promises, and whether it asks how people are."""
    from django.utils import timezone

    from alongside.meetings.queries.clocks import promises, rows_in_force
    from alongside.people.models import Unit
    from alongside.support.queries import watch_of

    units = {unit.pk: unit for unit in Unit.objects.order_by("name")}
    now = timezone.now()
    promised, rows = promises(units, now), rows_in_force(units, now)
    lines = []
    for pk, unit in units.items():
        policy, row = promised.get(str(pk)), rows.get(pk)
        lines.append(
            {
                "unit": unit.name,
                "kind": unit.kind,
                "zone": unit.zone,
                "first_meeting_due": policy.first.due if policy else None,
                "then_every": policy.then.due if policy and policy.then else None,
                "rounds_at": f"{row.rounds_at:%H:%M}" if row and row.rounds_at else None,
                "asks_how_people_are": watch_of(pk) is not None,
            }
        )
    if json:
        print_json(lines)
        return
    for line in lines:
        due = f"first talk by {line['first_meeting_due']} h" if line["first_meeting_due"] else "no clock"
        asks = "asks how people are" if line["asks_how_people_are"] else "asks nobody how they are"
        print(f"{line['unit']} ({line['kind']}, {line['zone']}): {due}; {asks}")


@app.command("lead")
@with_database
def lead(
    username: Annotated[str, typer.Argument(help="The name with which they sign in.")],
    unit: Annotated[str, typer.Argument(help="The unit; left out: every unit, and who may speak.")] = "",
    end: Annotated[bool, typer.Option("--end", help="They change nothing there from now on.")] = False,
) -> None:
    """Who may see and change what a unit promises, on its page."""
    from alongside.people.actions import put_in_charge, take_out_of_charge
    from alongside.people.models import Account, Clinician, Unit

    account = Account.objects.select_related("person").filter(username=username).first()
    if account is None or not Clinician.objects.filter(person=account.person_id).exists():
        give_up(f"Nobody who signs in as {username!r} works here. `alongside user list` shows who does.")
    found = Unit.objects.filter(name=unit).first()
    if unit and found is None:
        have = ", ".join(Unit.objects.order_by("name").values_list("name", flat=True)) or "none"
        give_up(f"There is no unit {unit!r}. There are: {have}.")
    (take_out_of_charge if end else put_in_charge)(person=account.person, unit=found)
    print(f"{username} {'no longer answers' if end else 'answers'} for {unit or 'every unit'}.")

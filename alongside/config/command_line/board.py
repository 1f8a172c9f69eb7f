"""`alongside board` and `alongside content`: who reviews texts, and which texts to look at again."""

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from alongside.config.command_line.app import AsJson, give_up, print_json, with_database

if TYPE_CHECKING:
    from collections.abc import Iterable

    from alongside.editorial.standing import Flagged
    from alongside.people.models import Person

board = typer.Typer(no_args_is_help=True, help="The review board.")
content = typer.Typer(no_args_is_help=True, help="Texts for readers: what should be looked at again.")
Username = Annotated[str, typer.Argument(help="The name with which they sign in.")]


def _person(username: str) -> "Person":
    from alongside.people.models import Account

    account = Account.objects.filter(username=username).first()
    if account is None:
        give_up(f"Nobody signs in as {username!r}. Make the account first: alongside user add {username}.")
    # Read as themselves: somebody who neither works here nor is on the board yet has a name behind the wall.
    from alongside.people.queries import who_is

    return who_is(account).person


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        give_up(f"{text!r} is no day. Write it as 2026-05-31.")


@board.command("add")
@with_database
def add(
    username: Username,
    expertise: Annotated[str, typer.Option(help="What they know, as “cardiology” or “lives with AF”.")],
    patient_reviewer: Annotated[
        bool, typer.Option("--patient-reviewer", help="They vouch for the words, as patients.")
    ] = False,
) -> None:
    """Put somebody on the review board, or change what they are there for."""
    from alongside.editorial.actions import add_member

    add_member(person=_person(username), expertise=expertise, patient_reviewer=patient_reviewer)
    print(f"{username} is on the board.")


@board.command("list")
@with_database
def show(json: AsJson = False) -> None:
    """Who is on the board, with their declared interests."""
    from alongside.editorial.board_queries import members

    found = members()
    if json:
        print_json(
            [
                {
                    "name": one.name,
                    "profession": one.profession,
                    "expertise": one.expertise,
                    "patient_reviewer": one.is_patient_reviewer,
                    "since": one.since,
                    "interests": [
                        {"id": i.pk, "about": i.about, "what": i.what, "since": i.since, "until": i.until}
                        for i in one.interests
                    ],
                }
                for one in found
            ]
        )
        return
    for one in found:
        role = "patient reviewer" if one.is_patient_reviewer else one.profession
        about = ", ".join(interest.about for interest in one.interests)
        print(f"{one.name:<24} {role:<18} {one.expertise}{f'  [{about}]' if about else ''}")
    if not found:
        print("Nobody is on the board. Nothing can be approved.")


@board.command("interests")
@with_database
def interests(
    username: Username,
    about: Annotated[str, typer.Option(help="A word or phrase: a medicine, a maker, a source.")] = "",
    what: Annotated[str, typer.Option(help="Fees, shares, own research.")] = "",
    since: Annotated[str, typer.Option(help="A day, as 2026-05-31.")] = "",
    until: Annotated[str, typer.Option(help="A day; empty while it lasts.")] = "",
) -> None:
    """A member's declared interests; with --about, declare one. Texts that it touches go to others."""
    from alongside.editorial.actions import declare_interest
    from alongside.editorial.board_queries import member_called

    member = member_called(username)
    if member is None:
        give_up(f"{username!r} is not on the board. Put them on it: alongside board add {username}.")
    if about.strip():
        if not since:
            give_up("Say since when, with --since. Nothing was changed.")
        declare_interest(
            member=member, about=about, what=what, since=_day(since), until=_day(until) if until else None
        )
    for one in member.interests.order_by("since", "about"):
        print(f"{one.since} to {one.until or 'now'}: {one.about}{f' ({one.what})' if one.what else ''}")


@content.command("stale")
@with_database
def stale(json: AsJson = False) -> None:
    """Every text that should be looked at again, and why. Exit code 1 if there is one."""
    from alongside.editorial.staleness import report

    found = report()
    if json:
        print_json([asdict(one) for one in found])
    else:
        for one in found:
            print(f"{one.kind} {one.key} ({one.language}), {one.state}:")
            for reason in one.why:
                print(f"  {reason}")
        print(f"{len(found)} to look at again." if found else "Nothing is stale.")
    raise typer.Exit(1 if found else 0)


@content.command("affected")
@with_database
def affected(json: AsJson = False) -> None:
    """Signed choices, and handouts given, that lean on a source which has changed. Names no patient."""
    from alongside.decisions.leaning import signed_choices
    from alongside.partnership.leaning import given_and_flagged

    choices, handouts = signed_choices(), given_and_flagged()
    if json:
        print_json(
            {"choices": [asdict(one) for one in choices], "handouts": [asdict(one) for one in handouts]}
        )
        raise typer.Exit(1 if choices or handouts else 0)
    for one in choices:
        print(f"{one.unit or 'no unit'}: {', '.join(one.team) or 'no team'}")
        print(f"  /people/{one.patient}/choices/{one.choice}/ used {one.aid}, version {one.number}")
        _print_changes(one.changes)
    for given in handouts:
        print(f"{given.unit or 'no unit'}: given on {given.at:%Y-%m-%d}")
        print(
            f"  /people/{given.patient}/handouts/ {given.handout} ({given.language}), version {given.number}"
        )
        _print_changes(given.changes)
    print(f"{len(choices)} signed choices and {len(handouts)} handouts given to talk about again.")
    raise typer.Exit(1 if choices or handouts else 0)


def _print_changes(changes: "Iterable[Flagged]") -> None:
    for change in changes:
        print(f"  {change.sentence} {change.source}")

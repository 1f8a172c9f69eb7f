"""`alongside user`: accounts of those who work here."""

import getpass
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from alongside.config.command_line.app import AsJson, give_up, print_json, say, with_database

if TYPE_CHECKING:
    from alongside.people.models import Account

app = typer.Typer(no_args_is_help=True, help="Accounts of people who work here.")


def _password() -> str:
    """Typed twice at a terminal, or one line of standard input. Never an argument: others could see it.

    Gives up on one that is too short or too common.
    """
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    chosen = _typed_twice() if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    try:
        validate_password(chosen)
    except ValidationError as problem:
        give_up(" ".join(problem.messages))
    return chosen


def _typed_twice() -> str:
    first = getpass.getpass("Password (at least 15 characters): ")
    if first != getpass.getpass("Again: "):
        give_up("The two passwords differ. Nothing was changed.")
    return first


@app.command("add")
@with_database
def add(
    username: str,
    name: Annotated[str, typer.Option(help="Full name.")],
    profession: Annotated[
        str, typer.Option(help="doctor, nurse, pharmacist, interpreter, social worker.")
    ] = "",
    title: Annotated[str, typer.Option(help="As said to patients: “Dr. Okafor”.")] = "",
    duty: Annotated[list[str] | None, typer.Option(help="editor or board; may be given twice.")] = None,
) -> None:
    """Make an account. The password is asked for, or read from standard input."""
    open_staff_account(username, name, profession, title, duty or ())
    say.print(f"{username} can sign in now.")


def open_staff_account(username: str, name: str, profession: str, title: str, duties: Sequence[str]) -> None:
    """Check everything, ask for the password, make person and account; or give up with nothing made."""
    from alongside.patients.doors import work_of
    from alongside.people.actions import open_account
    from alongside.people.models import Account, Clinician, Duty, Person, Profession

    if profession and profession not in Profession.values:
        give_up(f"There is no profession {profession!r} here. Choose: {', '.join(Profession.values)}.")
    if wrong := set(duties) - {"editor", "board"}:
        give_up(f"There is no duty {sorted(wrong)[0]!r}. Choose: editor, board.")
    if Account.objects.filter(username=username).exists():
        give_up(f"There is an account {username!r} already. Nothing was changed.")
    password = _password()
    with work_of("accounts", purpose="make an account"):
        person = Person.objects.create(full_name=name, called=name.split()[0])
        if profession:
            Clinician.objects.create(person=person, profession=profession, title=title)
        for one in duties:
            Duty.objects.create(person=person, name=one)
        open_account(username=username, person=person, password=password)


def _account(username: str) -> "Account":
    from alongside.people.models import Account

    account = Account.objects.filter(username=username).first()
    if account is None:
        give_up(f"There is no account {username!r}. `alongside user list` shows them.")
    return account


@app.command("close")
@with_database
def close(username: str) -> None:
    """Nobody signs in with this account any more; whoever is signed in is out at once."""
    from alongside.people.actions import close_account

    close_account(account=_account(username))
    say.print(f"{username} is closed.")


@app.command("reopen")
@with_database
def reopen(username: str) -> None:
    """Let a closed account sign in again."""
    from alongside.people.actions import reopen_account

    reopen_account(account=_account(username))
    say.print(f"{username} can sign in again.")


@app.command("password")
@with_database
def password(username: str) -> None:
    """Set a new password for somebody who has lost theirs. All their sessions end."""
    from alongside.people.actions import set_password

    account = _account(username)
    set_password(account=account, password=_password())
    say.print(f"{username} has a new password.")


@app.command("second-step-off")
@with_database
def second_step_off(username: str) -> None:
    """For somebody who lost phone and spare codes, once you have seen who they are. Their sessions end."""
    from alongside.people.actions import drop_second_step

    dropped = drop_second_step(account=_account(username))
    say.print(f"{username} signs in by password now." if dropped else f"{username} had no second step.")


@app.command("list")
@with_database
def show(json: AsJson = False) -> None:
    """Everybody who can sign in and works here, by user name."""
    from alongside.people.models import Account

    rows = [
        {
            "username": account.username,
            "profession": account.person.clinician.profession if hasattr(account.person, "clinician") else "",
            "active": account.is_active,
        }
        for account in Account.objects.using("owner").select_related("person__clinician").order_by("username")
    ]
    if json:
        print_json(rows)
        return
    for row in rows:
        print(f"{row['username']:<20} {row['profession']:<14} {'' if row['active'] else 'closed'}".rstrip())

"""`alongside init`, `alongside doctor`, `alongside upgrade`: making an installation and keeping it well."""

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from alongside.config.command_line.app import CANNOT, AsJson, database, give_up, print_json, say
from alongside.config.command_line.backup import make as make_backup
from alongside.config.command_line.people import open_staff_account
from alongside.config.home import Home, current_home

if TYPE_CHECKING:
    from alongside.config.doctor.findings import Finding
    from alongside.config.upgrading import Standing


def init(
    organisation: Annotated[str, typer.Option(help="The name of the hospital or practice.")],
    admin: Annotated[str, typer.Option(help="User name of the first person who can sign in.")],
    name: Annotated[str, typer.Option(help="That person's full name.")],
    profession: Annotated[str, typer.Option(help="Where they are a clinician: doctor, nurse …")] = "",
    dsn_dir: Annotated[
        Path | None,
        typer.Option(help="A folder of DSN files, one for each role, where the database is somebody else's."),
    ] = None,
) -> None:
    """Make an installation: folders, secrets, database, roles, the first person. Refuses a second time.

    The password is asked for, or read from standard input.
    """
    from alongside.config.postgres.external import adopt
    from alongside.config.postgres.servers import NotReachable

    home = current_home()
    if dsn_dir is not None:
        if home.postgres.exists():
            give_up(
                f"There is an installation with a database of its own in {home.path}. Nothing was changed."
            )
        try:
            adopt(home, dsn_dir)
        except NotReachable as problem:
            give_up(f"{problem}\nNothing was changed.")
    with database():
        _make(home, organisation, admin, name, profession)
    print(f"The installation of {organisation} is in {home.path}.")
    say.print("Next: alongside backup key new FILE (on another machine), alongside doctor, alongside serve")


def _make(home: Home, organisation: str, admin: str, name: str, profession: str) -> None:
    from alongside.config import checkpointing, installation
    from alongside.people.models import Account

    there = installation.organisation()
    if there is not None:
        give_up(f"There is an installation in {home.path} already, of {there!r}. Nothing was changed.")
    if not Account.objects.filter(username=admin).exists():  # a run that was killed half-way goes on
        open_staff_account(admin, name, profession, "", ["editor"])
    home.secret("django_key")
    checkpointing.checkpoint_now(home)
    installation.name_organisation(organisation)


def doctor(json: AsJson = False) -> None:
    """Look the installation over; say what is wrong and how to mend it. Exit code 1 if anything is."""
    from alongside.config.doctor.findings import State, wrong
    from alongside.config.doctor.looking import before_the_database, in_the_database
    from alongside.config.installation import start_django
    from alongside.config.postgres.servers import running_postgres

    home = current_home()
    if not home.path.exists():
        give_up(f"There is no installation in {home.path}. Make one: alongside init, or set ALONGSIDE_HOME.")
    found: list[Finding] = []
    try:
        start_django()
        from django.conf import settings

        found += before_the_database(home, settings.ALLOWED_HOSTS, settings.TLS)
        with say.status("Looking …"), running_postgres(home):
            found += in_the_database(home)
    except CANNOT as problem:
        found.append(wrong("database", str(problem), "Look at postgres.log in the data folder."))
    bad = [one for one in found if one.state is State.WRONG]
    if json:
        print_json({"holds": not bad, "findings": [asdict(one) for one in found]})
    else:
        for one in found:
            print(_line(one))
        print(f"{len(bad)} things are wrong." if bad else "Nothing is wrong.")
    raise typer.Exit(1 if bad else 0)


def _line(one: "Finding") -> str:
    return f"{one.state.value:<6} {one.about}: {one.said}" + (f"\n       {one.mend}" if one.mend else "")


def upgrade(
    check: Annotated[bool, typer.Option("--check", help="Say what would be done, and do nothing.")] = False,
    backup_to: Annotated[Path, typer.Option(help="Where the backup goes that is made first.")] = Path(),
    without_backup: Annotated[
        bool, typer.Option("--without-backup", help="You have made one yourself just now.")
    ] = False,
    json: AsJson = False,
) -> None:
    """Bring the database up to this program, while it is in use. --check: exit code 1 if there is work."""
    from alongside.config import upgrading
    from alongside.config.backup.making import recipient_of

    with database(up_to_date=False) as home:
        stands = _standing(home)
        if stands.unknown:
            give_up(
                f"The database is newer than this program: it has {', '.join(stands.unknown)}. Install the "
                "version of Alongside that it belongs to, or a newer one. Nothing was changed."
            )
        if check or not stands.pending:
            _tell(stands.pending, json)
            raise typer.Exit(1 if stands.pending else 0)
        if not without_backup and not stands.empty:
            if recipient_of(home) is None:
                give_up(
                    "Without a backup there is no way back, and there is no key to seal one for. Name one: "
                    "alongside backup key use age1…, or say --without-backup. Nothing was changed."
                )
            make_backup(_file_for(backup_to), json=False)
        try:
            done = upgrading.upgrade(say=lambda step: say.print(f"  {step}", markup=False))
        except upgrading.NotUpgraded as problem:
            give_up(str(problem))
    if json:
        print_json({"done": done})
    else:
        print(f"{len(done)} steps carried out.")


def _file_for(folder: Path) -> Path:
    return folder / f"before-upgrade-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.age" if folder.is_dir() else folder


def _standing(home: Home) -> "Standing":
    import psycopg

    from alongside.config.postgres.roles import OWNER
    from alongside.config.postgres.servers import conninfo
    from alongside.config.upgrading import state_of_migrations

    with psycopg.connect(conninfo(home, OWNER)) as connection:
        return state_of_migrations(connection)


def _tell(pending: list[str], json: bool) -> None:
    if json:
        print_json({"pending": pending})
    elif pending:
        print("\n".join(["To be carried out:", *(f"  {step}" for step in pending)]))
    else:
        print("The database is as this program needs it.")

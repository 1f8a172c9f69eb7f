"""`alongside backup` and `alongside restore`."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from alongside.config.backup.age import CannotOpen, Identity, Recipient
from alongside.config.command_line.app import CANNOT, AsJson, database, give_up, print_json, say
from alongside.config.home import current_home
from alongside.plain.files import write_once

if TYPE_CHECKING:
    from alongside.config.backup.restoring import Outcome

app = typer.Typer(invoke_without_command=True, help="A sealed copy of everything that is in the database.")
keys = typer.Typer(no_args_is_help=True, help="For whom backups are sealed.")
app.add_typer(keys, name="key")

KeyFile = Annotated[Path, typer.Option("--key", help="The file with the secret key.")]


@app.callback()
def backup(
    context: typer.Context,
    to: Annotated[Path, typer.Option(help="A folder, or a file name that is not taken.")] = Path(),
    json: AsJson = False,
) -> None:
    """Back the whole database up into one sealed file, while everybody goes on working."""
    if context.invoked_subcommand is None:
        make(to, json)


def make(to: Path, json: bool) -> None:
    from alongside.config.backup.making import BackupFailed, file_name, make_backup, recipient_of

    recipient = recipient_of(current_home())
    if recipient is None:
        give_up(
            "There is no key to seal backups for. Make one on another machine with “alongside backup key new "
            "FILE”, keep that file there, and name its public half here: “alongside backup key use age1…”."
        )
    if to.is_dir():
        to = to / file_name(datetime.now(UTC), lambda name: (to / name).exists())
    with database(up_to_date=False) as home, say.status("Backing up …"):
        try:
            made = make_backup(home, to, recipient)
        except (BackupFailed, FileExistsError) as problem:
            give_up(str(problem))
    said = {"file": str(made.file), "bytes": made.bytes, "sha256": made.sha256, "rows": made.manifest.rows}
    if json:
        print_json(said | {"made_at": made.manifest.made_at, "for": str(recipient)})
    else:
        print(f"{made.file}\n{made.manifest.rows} rows in {made.bytes:,} bytes, sealed for {recipient}")
        say.print("Copy it to another machine, and try it there: alongside restore FILE --key KEY --drill")


@keys.command("new")
def new_key(
    file: Annotated[Path, typer.Argument(help="Where to write the secret key. Not into the installation.")],
) -> None:
    """Make a key, write its secret half to a file, print its public half. Best on another machine."""
    if file.resolve().is_relative_to(current_home().path):
        give_up(
            f"{file} lies in the installation itself. Whoever takes the machine would have the backups too. "
            "Choose a place on another machine, or on a medium that is locked away."
        )
    identity = Identity.new()
    try:
        is_new = write_once(file, f"# Opens backups sealed for {identity.recipient}\n{identity}\n")
    except OSError as problem:
        give_up(f"The key could not be written to {file}: {problem.strerror}. No key was made.")
    if not is_new:
        give_up(f"{file} is there already, and a key is never written over.")
    print(identity.recipient)
    say.print(f"The secret half is in {file}. Without it no backup can be opened: keep two copies, apart.")


@keys.command("use")
def use_key(
    public: Annotated[str, typer.Argument(help="The public half, as printed: age1…")],
) -> None:
    """Seal this installation's backups for this key from now on."""
    from alongside.config.backup.making import seal_for

    try:
        recipient = Recipient.read(public)
    except CannotOpen as problem:
        give_up(str(problem))
    seal_for(current_home(), recipient)
    print(f"Backups are sealed for {recipient} from now on.")


def restore(
    file: Annotated[Path, typer.Argument(help="A backup.")],
    key: KeyFile,
    drill: Annotated[
        bool, typer.Option("--drill", help="Restore beside the living database, compare, take it away.")
    ] = False,
    json: AsJson = False,
) -> None:
    """Put a backup into a new installation and compare it with what was backed up.

    Exit code 1 when something differs.
    """
    from alongside.config.backup import restoring

    try:
        identity = restoring.read_identity(key)
        with file.open("rb") as stream:
            with say.status("Reading the backup to its end …"):
                restoring.check_backup(stream, identity)
            with database(up_to_date=False) as home, say.status("Restoring …"):
                done = (restoring.drill if drill else restoring.restore)(home, stream, identity)
    except (CannotOpen, restoring.NotRestored, *CANNOT) as problem:
        give_up(f"{problem}\nNothing was changed here.")
    except OSError as problem:
        give_up(f"{problem.filename} cannot be read: {problem.strerror}. Nothing was changed here.")
    _tell(done, drill, json)
    raise typer.Exit(0 if done.holds else 1)


def _tell(done: "Outcome", drill: bool, json: bool) -> None:
    said: dict[str, Any] = {
        "made_at": done.manifest.made_at,
        "rows": done.manifest.rows,
        "trail": done.trail.lines,
        "differences": done.differences,
        "breaks": [vars(one) for one in done.trail.breaks],
        "holds": done.holds,
    }
    if json:
        print_json(said)
        return
    for sentence in done.differences:
        print(sentence)
    for one in done.trail.breaks:
        print(f"trail: stream {one.stream}, line {one.position}: {one.what}")
    same = "rows, roles, rights, policies, flags, sequences and the trail are as they were"
    print(
        f"{'Drill' if drill else 'Restored'}: the database as of {done.manifest.made_at}, "
        f"{done.manifest.rows} rows, {done.trail.lines} lines of the trail; "
        f"{same if done.holds else 'the above is not as it was'}."
    )
    if not drill:
        say.print("Everybody signs in again: the secrets of an installation are never in a backup.")

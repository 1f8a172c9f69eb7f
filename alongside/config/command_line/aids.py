"""`alongside aid`: check a choice-aid file without a server; load it; write it out again."""

from typing import Annotated

import typer

from alongside.aids.file import AID_FILE
from alongside.aids.gate.verdict import examine
from alongside.config.command_line.app import AsJson, give_up, print_json, read_input, say, with_database
from alongside.config.command_line.checking import File, Today, tell_check
from alongside.editorial.mistakes import FileError

app = typer.Typer(no_args_is_help=True, help="Choice aids as files.")


@app.command("check")
def check_file(file: File, json: AsJson = False, today: Today = None) -> None:
    """Say what would stop a choice-aid file from being approved, and how to mend it. Needs no server.

    Exit code 0: nothing is open that nobody may sign away. 1: something must be mended.
    """
    tell_check(file, AID_FILE, examine, json=json, today=today)


@app.command("load")
@with_database
def load(file: File, json: AsJson = False) -> None:
    """Keep a choice-aid file as the next version of its aid, and send it to the review board."""
    from alongside.aids.actions import load_aid
    from alongside.aids.queries import standing

    try:
        loaded = load_aid(text=read_input(file), by=None)
    except FileError as problem:
        give_up(f"{problem}\nNothing was loaded.", code=1)
    version, state = loaded.version, standing(loaded.version).shown
    if json:
        print_json(
            {
                "aid": version.aid.slug,
                "language": version.aid.language,
                "version": version.number,
                "new": loaded.new,
                "state": state,
            }
        )
    else:
        what = "is loaded" if loaded.new else "was there already; nothing changed"
        print(f"{version.aid}, version {version.number}, {what}. State: {state}.")


@app.command("export")
@with_database
def export(
    slug: str,
    language: Annotated[str, typer.Option(help="Of the aid's languages, which.")] = "en",
) -> None:
    """Write the newest version of an aid in one language to standard output, as its file."""
    from alongside.aids.queries import all_current, newest, standing

    version = newest(slug, language)
    if version is None:
        have = ", ".join(str(one.aid) for one in all_current()) or "none"
        give_up(f"There is no choice aid {slug!r} in {language!r}. There are: {have}.")
    say.print(f"{version.aid}, version {version.number}, {standing(version).shown}")
    print(version.original, end="")

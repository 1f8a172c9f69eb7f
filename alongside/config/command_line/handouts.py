"""`alongside handout`: check a handout file without a server; load it; write it out again."""

from typing import Annotated

import typer

from alongside.config.command_line.app import AsJson, give_up, print_json, read_input, say, with_database
from alongside.config.command_line.checking import File, Today, tell_check
from alongside.editorial.mistakes import FileError
from alongside.materials.document import Level
from alongside.materials.file import HANDOUT_FILE
from alongside.materials.gate.verdict import examine

app = typer.Typer(no_args_is_help=True, help="Handouts as files.")
Language = Annotated[str, typer.Option(help="The language, as in sv.")]


@app.command("check")
def check_file(file: File, json: AsJson = False, today: Today = None) -> None:
    """Say what would stop a handout file from being approved, and how to mend it. Needs no server.

    Exit code 0: nothing is open that nobody may sign away. 1: something must be mended. The numbers of other
    languages and levels are compared when the file is loaded.
    """
    tell_check(file, HANDOUT_FILE, examine, json=json, today=today)


@app.command("load")
@with_database
def load(file: File, json: AsJson = False) -> None:
    """Keep a handout file as the next version of its handout, and send it to the review board."""
    from alongside.materials.actions import load_handout
    from alongside.materials.queries import standing

    try:
        loaded = load_handout(text=read_input(file), by=None)
    except FileError as problem:
        give_up(f"{problem}\nNothing was loaded.", code=1)
    version, state = loaded.version, standing(loaded.version).shown
    one = version.handout
    if json:
        told = {"handout": one.slug, "language": one.language, "level": one.level}
        print_json(told | {"version": version.number, "new": loaded.new, "state": state})
    else:
        what = "is loaded" if loaded.new else "was there already; nothing changed"
        print(f"{version}, {what}. State: {state}.")


@app.command("export")
@with_database
def export(slug: str, language: Language = "en", level: Level = Level.PLAIN) -> None:
    """Write the newest version of a handout to standard output, as its file."""
    from alongside.materials.queries import all_current, newest, standing

    version = newest(slug, language, level.value)
    if version is None:
        have = ", ".join(str(one.handout) for one in all_current()) or "none"
        give_up(f"There is no handout {slug!r} in {language}, {level.value}. There are: {have}.")
    say.print(f"{version}, {standing(version).shown}")
    print(version.original, end="")

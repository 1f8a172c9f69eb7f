"""`alongside aid`: check a choice-aid file without a server; load it; write it out again."""

from datetime import date, datetime
from typing import Annotated, Any

import typer

from alongside.aids.file import checked
from alongside.aids.findings import AidFileError
from alongside.aids.gate.verdict import examine
from alongside.config.command_line import verdicts
from alongside.config.command_line.app import AsJson, give_up, print_json, read_input, say, with_database

app = typer.Typer(no_args_is_help=True, help="Choice aids as files.")
File = Annotated[str, typer.Argument(help="A YAML file, or - for standard input.")]
Today = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Check as on this day; left out: today.")
]


@app.command("check")
def check_file(file: File, json: AsJson = False, today: Today = None) -> None:
    """Say what would stop a choice-aid file from being approved, and how to mend it. Needs no server.

    Exit code 0: nothing is open that nobody may sign away. 1: something must be mended.
    """
    found = checked(read_input(file))
    if found.document is None or found.findings:
        _tell(
            verdicts.mistakes_as_json(file, found.findings),
            verdicts.mistakes_in_words(file, found.findings),
            json,
        )
        raise typer.Exit(1)
    day = today.date() if today else date.today()
    report = examine(found.document, today=day, line_of=found.line_of)
    _tell(verdicts.verdict_as_json(file, report), verdicts.verdict_in_words(file, report), json)
    raise typer.Exit(0 if report.may_be_approved else 1)


def _tell(as_json: dict[str, Any], words: str, json: bool) -> None:
    if json:
        print_json(as_json)
    else:
        print(words)


@app.command("load")
@with_database
def load(file: File, json: AsJson = False) -> None:
    """Keep a choice-aid file as the next version of its aid, and send it to the review board."""
    from alongside.aids.actions import load_aid
    from alongside.aids.queries import standing

    try:
        loaded = load_aid(text=read_input(file), by=None)
    except AidFileError as problem:
        give_up(f"{problem}\nNothing was loaded.", code=1)
    version, state = loaded.version, standing(loaded.version).shown
    if json:
        print_json({"aid": version.aid.slug, "version": version.number, "new": loaded.new, "state": state})
    else:
        what = "is loaded" if loaded.new else "was there already; nothing changed"
        print(f"{version.aid.slug}, version {version.number}, {what}. State: {state}.")


@app.command("export")
@with_database
def export(slug: str) -> None:
    """Write the newest version of an aid to standard output, as its file."""
    from alongside.aids.queries import all_current, newest, standing

    version = newest(slug)
    if version is None:
        have = ", ".join(one.aid.slug for one in all_current()) or "none"
        give_up(f"There is no choice aid {slug!r}. There are: {have}.")
    say.print(f"{version.aid.slug}, version {version.number}, {standing(version).shown}")
    print(version.original, end="")

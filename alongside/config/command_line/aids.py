"""`alongside aid`: check a choice-aid file without a server; load it; write it out again."""

from dataclasses import asdict
from typing import Annotated

import typer

from alongside.aids.file import check
from alongside.aids.findings import AidFileError
from alongside.config.command_line.app import AsJson, give_up, print_json, read_input, say, with_database

app = typer.Typer(no_args_is_help=True, help="Choice aids as files.")
File = Annotated[str, typer.Argument(help="A YAML file, or - for standard input.")]


@app.command("check")
def check_file(file: File, json: AsJson = False) -> None:
    """Tell everything that is wrong with a choice-aid file. Exit code 1 if something must be mended."""
    findings = check(read_input(file))
    errors = [finding for finding in findings if finding.severity == "error"]
    if json:
        print_json({"file": file, "holds": not errors, "findings": [asdict(finding) for finding in findings]})
    else:
        for finding in findings:
            print(finding.sentence())
        print(f"{file}: " + (f"{len(errors)} to mend." if errors else "this file can be loaded."))
    raise typer.Exit(1 if errors else 0)


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

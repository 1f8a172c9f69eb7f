"""The commands."""

import sys
from typing import Annotated

import typer

from alongside.config.command_line import (
    aids,
    ask,
    backup,
    board,
    care,
    handouts,
    keeping,
    languages,
    library,
    people,
    reading,
    serving,
    trail,
    units,
    wordings,
    working,
)
from alongside.config.command_line.app import say
from alongside.web.logs import places

BROKE = 70  # sysexits.h: an error inside the program

app = typer.Typer(
    no_args_is_help=True, help="Alongside: patients, those close to them and teams as partners."
)
app.command("init")(keeping.init)
app.command("doctor")(keeping.doctor)
app.command("upgrade")(keeping.upgrade)
app.command("serve")(serving.serve)
app.command("demo")(serving.demo)
app.command("work")(working.work)
app.command("ask")(ask.ask)
app.command("reading")(reading.reading)
app.command("import")(care.bring_in)
app.command("roster")(care.roster)
app.add_typer(care.post, name="post")
app.add_typer(units.app, name="unit")
app.add_typer(wordings.app, name="wording")
app.add_typer(languages.app, name="language")
app.add_typer(people.app, name="user")
app.add_typer(aids.app, name="aid")
app.add_typer(handouts.app, name="handout")
app.add_typer(library.app, name="library")
app.add_typer(board.board, name="board")
app.add_typer(board.content, name="content")
app.add_typer(trail.app, name="trail")
app.add_typer(backup.app, name="backup")
app.command("restore")(backup.restore)


def version(wanted: bool) -> None:
    from importlib.metadata import version as of

    if wanted:
        print(of("alongside"))
        raise typer.Exit


@app.callback()
def main_options(
    _version: Annotated[bool, typer.Option("--version", callback=version, is_eager=True)] = False,
) -> None:
    """Alongside."""


def main() -> None:
    """Run one command. An error that nobody foresaw is told by its kind and its places, exit code 70: its own
    words may quote a row, and a chain of errors that leads back into itself would be drawn without end."""
    try:
        app()
    except Exception as problem:
        said = [f"This broke: {type(problem).__name__}, at", *places(problem.__traceback__)]
        say.print("\n  ".join(said), style="red", markup=False, soft_wrap=True)
        sys.exit(BROKE)


if __name__ == "__main__":
    main()

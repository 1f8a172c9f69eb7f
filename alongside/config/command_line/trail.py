"""`alongside trail`."""

import typer

from alongside.config.command_line.app import AsJson, print_json, say, with_database

app = typer.Typer(no_args_is_help=True, help="The record of who did and who looked.")


@app.callback()
def trail() -> None:
    """The record of who did and who looked."""


@app.command("verify")
@with_database
def verify(json: AsJson = False) -> None:
    """Walk every chain and name the first line of each that does not fit. Exit code 1 if there is one."""
    from alongside.trail.reading import verify as walk

    with say.status("Reading the trail …"):
        count, breaks = walk("owner")
    if json:
        print_json({"lines": count, "breaks": [vars(one) for one in breaks]})
    else:
        for one in breaks:
            print(f"stream {one.stream}, line {one.position}: {one.what}")
        print(f"{count} lines read; {'every chain holds' if not breaks else f'{len(breaks)} broken'}.")
    raise typer.Exit(1 if breaks else 0)

"""`alongside trail`."""

from pathlib import Path
from typing import Annotated

import typer

from alongside.config.command_line.app import AsJson, database, give_up, print_json, say

app = typer.Typer(no_args_is_help=True, help="The record of who did and who looked.")


@app.callback()
def trail() -> None:
    """The record of who did and who looked."""


@app.command("verify")
def verify(
    json: AsJson = False,
    checkpoints: Annotated[
        Path | None,
        typer.Option(help="Checkpoints kept elsewhere. Default: our own."),
    ] = None,
    key: Annotated[str, typer.Option(help="The public checkpoint key that was noted down for them.")] = "",
) -> None:
    """Walk every chain, hold it against the checkpoints, name the first line of each that does not fit.

    Exit code 1 if there is one.
    """
    from alongside.config.checkpointing import verify_trail
    from alongside.trail.checkpoints import read_public

    try:
        public = read_public(key) if key else None
    except ValueError as problem:
        give_up(str(problem))
    with database(up_to_date=False) as home, say.status("Reading the trail …"):
        found = verify_trail(home, folder=checkpoints, key=public)
    if json:
        said = {"lines": found.lines, "checkpoints": found.checkpoints}
        print_json(
            said
            | {"breaks": [vars(one) for one in found.breaks], "faults": [vars(one) for one in found.faults]}
        )
    else:
        for fault in found.faults:
            print(f"checkpoint {fault.file}: {fault.what}")
        for one in found.breaks:
            print(f"stream {one.stream}, line {one.position}: {one.what}")
        print(
            f"{found.lines} lines read, {found.checkpoints} checkpoints; "
            f"{'every chain holds' if found.holds else f'{len(found.breaks) + len(found.faults)} broken'}."
        )
    raise typer.Exit(0 if found.holds else 1)


@app.command("checkpoint")
def checkpoint(json: AsJson = False) -> None:
    """Sign how the trail stands now. The worker does it every ten minutes too."""
    from alongside.config.checkpointing import checkpoint_now
    from alongside.trail.checkpoints import header_of, short_form

    with database(up_to_date=False) as home:
        try:
            file = checkpoint_now(home)
        except OSError as problem:
            give_up(f"The checkpoint could not be written to {problem.filename}: {problem.strerror}.")
        key = (home.path / "checkpoints/key.pub").read_text().strip()
    header = header_of(file) if file else None
    if json:
        print_json({"file": file, "key": key, "root": header.root if header else None})
    elif file and header:
        print(f"{file}\nShort form: {short_form(header.root)}. Public key, to be noted elsewhere: {key}")
    else:
        print("Nothing was written to the trail since the last checkpoint.")

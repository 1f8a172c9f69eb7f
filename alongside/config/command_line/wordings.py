"""`alongside wording`: the four questions in the languages whose official wording a unit holds."""

from typing import Annotated

import typer

from alongside.config.command_line.app import AsJson, give_up, print_json, read_input, with_database
from alongside.support.phq4_pack import NotAPack, read

app = typer.Typer(no_args_is_help=True, help="PHQ-4 in other languages, from the wordings that a unit holds.")
File = Annotated[str, typer.Argument(help="A TOML file, or - for standard input.")]


def _text(file: str) -> str:
    try:
        return read_input(file).decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        give_up(f"{file} is not written in UTF-8: {problem}.")


@app.command("check")
def check(file: File) -> None:
    """Say whether a wording can be used, and how to mend it. Needs no server."""
    try:
        wording = read(_text(file))
    except NotAPack as problem:
        give_up(f"{file}: {problem}", code=1)
    print(f"{file}: PHQ-4 in {wording.language}, from {wording.source}; checked by {wording.checked_by}.")


@app.command("load")
@with_database
def load(file: File) -> None:
    """Ask people of this language in these words from now on. A second run changes nothing."""
    from alongside.support.actions import load_pack

    try:
        row = load_pack(text=_text(file))
    except NotAPack as problem:
        give_up(f"{file}: {problem}\nNothing was loaded.", code=1)
    print(f"PHQ-4 in {row.language} is loaded." if row else "Nothing changed: these words hold already.")


@app.command("list")
@with_database
def show(json: AsJson = False) -> None:
    """The languages in which people are asked, where the words are from, and who checked them."""
    from alongside.support.queries import packs_held

    lines = [
        {"language": row.language, "loaded": row.at}
        | {name: row.wording[name] for name in ("source", "checked_by")}
        for row in packs_held().values()
    ]
    if json:
        print_json(lines)
        return
    print("en: as it was tested, with its notice.")
    for line in lines:
        print(f"{line['language']}: {line['source']}; checked by {line['checked_by']}")


@app.command("withdraw")
@with_database
def withdraw(language: Annotated[str, typer.Argument(help="The language, as in sv.")]) -> None:
    """From now on people of this language are asked in English, which says so and offers an interpreter."""
    from alongside.support.actions import withdraw_pack

    if not withdraw_pack(language=language):
        give_up(f"There is no PHQ-4 in {language!r}. `alongside wording list` shows what there is.")
    print(f"PHQ-4 in {language} is withdrawn. Answers that were given stay.")

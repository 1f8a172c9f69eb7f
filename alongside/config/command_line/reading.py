"""`alongside reading`: how hard a text is to read, and what makes it so."""

from dataclasses import asdict
from typing import Annotated

import typer

from alongside.config.command_line.app import AsJson, give_up, print_json, read_input
from alongside.plain.reading.measure import Reading, Verdict, fits, measure

SMOG_SENTENCES = 30
"""What SMOG was made for (McLaughlin 1969, Journal of Reading 12:639)."""


def reading(
    file: Annotated[str, typer.Argument(help="A text file, or - for standard input.")],
    language: Annotated[str, typer.Option(help="Language of the text: en, es, de, fr, it, nl, pt.")] = "en",
    excused: Annotated[
        list[str] | None, typer.Option(help="A named term that is explained; repeatable.")
    ] = None,
    grade: Annotated[float, typer.Option(help="The grade it should fit.")] = 5.0,
    json: AsJson = False,
) -> None:
    """Measure a text. Exit code 1 if it is harder than the grade or cannot be measured."""
    try:
        text = read_input(file).decode("utf-8-sig")
    except UnicodeDecodeError:
        give_up(f"{file} is not a UTF-8 text.")
    found = measure(text, language, tuple(excused or ()))
    if json:
        print_json(asdict(found) | {"fits": fits(found, grade)})
    else:
        _tell(found, grade)
    raise typer.Exit(0 if fits(found, grade) else 1)


def _tell(found: Reading, grade: float) -> None:
    if found.verdict is Verdict.NOT_MEASURED:
        print(f"Not measured. {found.note}")
        return
    print(f"Grade {found.grade} ({found.verdict}; without excused terms: {found.raw_grade}).")
    print(
        f"{found.words} words in {found.sentences} sentences; the longest has {found.longest_sentence} words."
    )
    if found.everyday_share is not None:
        print(f"{found.everyday_share:.0%} of the words are known to most ten-year-olds.")
    for name, value in found.formulas.items():
        made_for = found.sentences >= SMOG_SENTENCES or name != "smog"
        print(f"  {name}: {value:.1f}{'' if made_for else f' (a hint under {SMOG_SENTENCES} sentences)'}")
    for hard in found.hardest:
        print(f"Hard: {hard.text}")
        for reason in hard.reasons:
            print(f"  {reason}")
        if hard.plainer:
            print(f"  Plainer: {'; '.join(f'{one.word} = {one.instead}' for one in hard.plainer)}.")
    print("Fits." if fits(found, grade) else f"Harder than grade {grade:g}.")

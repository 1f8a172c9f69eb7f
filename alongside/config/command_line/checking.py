"""Checking a content file of any room: its shape, then its gate. Needs no server."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any, TypeVar

import msgspec
import typer

from alongside.config.command_line import verdicts
from alongside.config.command_line.app import print_json, read_input
from alongside.editorial.content_file import FileShape
from alongside.editorial.findings import Report

Document = TypeVar("Document", bound=msgspec.Struct)
File = Annotated[str, typer.Argument(help="A YAML file, or - for standard input.")]
Today = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Check as on this day; left out: today.")
]


def tell_check(
    file: str,
    shape: FileShape[Document],
    examine: Callable[..., Report],
    *,
    json: bool,
    today: datetime | None,
) -> None:
    """Print what would stop the file from being approved; leave with code 1 if anything would."""
    found = shape.checked(read_input(file))
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

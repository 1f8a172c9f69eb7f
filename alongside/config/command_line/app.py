"""`alongside`: data on standard output, progress and complaints on standard error."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Annotated, Any, NoReturn, ParamSpec, TypeVar

import typer
from rich.console import Console

from alongside.config.home import Home, current_home
from alongside.config.installation import AlreadyReal, NeedsUpgrade, bring_up_to_date, start_django
from alongside.config.postgres.binaries import NoPostgres
from alongside.config.postgres.lease import DatabaseDidNotStart
from alongside.config.postgres.servers import NotReachable, running_postgres

P = ParamSpec("P")
R = TypeVar("R")

say = Console(stderr=True, highlight=False)
CANNOT = (NoPostgres, DatabaseDidNotStart, NotReachable, PermissionError, AlreadyReal, NeedsUpgrade)
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")]


def give_up(sentence: str, code: int = 2) -> NoReturn:
    """Say what is wrong and how to mend it, and end with exit code 2 (1: the answer is no)."""
    say.print(sentence, style="red", markup=False)
    raise typer.Exit(code)


def print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2, default=str))


@contextmanager
def database(*, up_to_date: bool = True) -> Iterator[Home]:
    """The installation's database, attached to or started, its schema brought up to date."""
    try:
        with running_postgres(current_home()) as home:
            start_django()
            if up_to_date:
                bring_up_to_date()
            yield home
    except CANNOT as problem:
        give_up(str(problem))


def with_database(command: Callable[P, R]) -> Callable[P, R]:
    """A command that needs the database."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with database():
            return command(*args, **kwargs)

    return run


def read_input(name: str) -> bytes:
    """A file's bytes; `-` is standard input."""
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        with open(name, "rb") as stream:  # noqa: PTH123 - a name as typed, not a Path
            return stream.read()
    except OSError as problem:
        give_up(f"{name} cannot be read: {problem.strerror}.")

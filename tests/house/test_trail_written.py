"""Every action writes the trail: each public function of a room's actions reaches the one way in."""

import ast
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.installation import CHECKOUT

WRITERS = {"did"}


def functions_of(source: str) -> dict[str, ast.FunctionDef]:
    return {node.name: node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)}


def called_in(function: ast.FunctionDef) -> set[str]:
    """Names of everything a function calls or hands on (a table of functions counts as handing on)."""
    names = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
    return names | {node.attr for node in ast.walk(function) if isinstance(node, ast.Attribute)}


def reaches_the_trail(name: str, calls: dict[str, set[str]], seen: frozenset[str] = frozenset()) -> bool:
    if name in WRITERS:
        return True
    return any(
        other in WRITERS or (other in calls and reaches_the_trail(other, calls, seen | {name}))
        for other in calls.get(name, set()) - seen - {name}
    )


def is_an_action(function: ast.FunctionDef) -> bool:
    """Public, and says by whom it is done."""
    said = {argument.arg for argument in function.args.kwonlyargs}
    return not function.name.startswith("_") and bool(said & {"by", "visit"})


def silent_actions(sources: dict[str, str], others: Iterable[str] = ()) -> list[str]:
    """`others`: what actions may call besides each other. A name that stands twice calls what either does."""
    calls: dict[str, set[str]] = {}
    for source in (*sources.values(), *others):
        for name, function in functions_of(source).items():
            calls.setdefault(name, set()).update(called_in(function))
    return sorted(
        f"{place}:{name}"
        for place, source in sources.items()
        for name, function in functions_of(source).items()
        if is_an_action(function) and not reaches_the_trail(name, calls)
    )


def action_files() -> list[Path]:
    rooms = CHECKOUT / "alongside"
    return sorted([*rooms.glob("*/actions.py"), *rooms.glob("*/actions/*.py")])


def test_every_action_writes_the_trail():
    sources = {str(file.relative_to(CHECKOUT)): file.read_text(encoding="utf-8") for file in action_files()}
    assert len(sources) > 5
    others = [file.read_text(encoding="utf-8") for file in (CHECKOUT / "alongside").glob("*/*.py")]
    assert silent_actions(sources, others) == []


PLANTED = """
def say(*, words, by):
    View.objects.create(words=words)
    {writes}

def _keep(by):
    by.did("said", "view", None)
"""


@pytest.mark.parametrize(("writes", "found"), [("pass", ["x:say"]), ("_keep(by)", []), ("by.did()", [])])
def test_an_action_that_writes_no_line_would_be_noticed(writes, found):
    assert silent_actions({"x": PLANTED.format(writes=writes)}) == found

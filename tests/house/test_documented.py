"""Every setting and every command stands in the reference."""

import re

import typer
from typer.main import get_command

from alongside.config.command_line.main import app
from tests.installation import CHECKOUT

REFERENCE = (CHECKOUT / "docs/reference/settings.md").read_text(encoding="utf-8")


def variables(source: str) -> set[str]:
    return set(re.findall(r"environ[^\n]*\"(ALONGSIDE_[A-Z_]+)\"", source))


def test_every_variable_that_the_code_reads_is_documented():
    read = set()
    for file in (CHECKOUT / "alongside").rglob("*.py"):
        read |= variables(file.read_text(encoding="utf-8"))
    assert read == set(re.findall(r"`(ALONGSIDE_[A-Z_]+)`", REFERENCE))


def test_a_variable_and_a_command_that_nobody_wrote_down_would_be_noticed():
    assert variables('NEW = os.environ.get("ALONGSIDE_NEW", "off")') == {"ALONGSIDE_NEW"}
    planted = typer.Typer()
    planted.command("first")(lambda: None)
    inner = typer.Typer()
    inner.command("second")(lambda: None)
    planted.add_typer(inner, name="group")
    assert commands(get_command(planted)) == {"alongside first", "alongside group second"}


def commands(group, before: str = "alongside") -> set[str]:
    found = set()
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            found |= commands(command, f"{before} {name}")
        if not hasattr(command, "commands") or command.invoke_without_command:
            found.add(f"{before} {name}")
    return found


def test_every_command_is_documented():
    documented = set(re.findall(r"`(alongside [a-z -]+?)(?: [A-Z ]+)?`", REFERENCE))
    assert commands(get_command(app)) == documented

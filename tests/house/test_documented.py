"""Every setting and every command stands in the reference."""

import re

from typer.main import get_command

from alongside.config.command_line.main import app
from tests.installation import CHECKOUT

REFERENCE = (CHECKOUT / "docs/reference/settings.md").read_text(encoding="utf-8")


def test_every_variable_that_the_code_reads_is_documented():
    read = set()
    for file in (CHECKOUT / "alongside").rglob("*.py"):
        read |= set(re.findall(r"environ[^\n]*\"(ALONGSIDE_[A-Z_]+)\"", file.read_text(encoding="utf-8")))
    assert read == set(re.findall(r"`(ALONGSIDE_[A-Z_]+)`", REFERENCE))


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

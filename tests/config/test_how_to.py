"""The commands in the operator's pages do what the pages say, in their order, on a new installation."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.installation import CHECKOUT

PAGES = ("back-up-and-restore", "upgrade", "bring-a-language")


def commands(page: str) -> list[str]:
    """Each line that begins with $ in a console block."""
    text = (CHECKOUT / f"docs/how-to/{page}.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```console\n(.*?)```", text, re.DOTALL)
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]


def the_beginning() -> list[str]:
    """How an installation is made, as the operator's guide says it."""
    text = (CHECKOUT / "docs/how-to/run-it.md").read_text(encoding="utf-8")
    return [
        line
        for line in text.splitlines()
        if "| alongside init " in line or line == "alongside doctor || true"
    ]


class Machine:
    """A folder to work in, an installation in it, and `alongside` on the path."""

    def __init__(self, place: Path) -> None:
        self.place = place
        (place / "bin").mkdir()
        program = place / "bin/alongside"
        program.write_text(f'#!/bin/sh\nexec {sys.executable} -m alongside.config.command_line.main "$@"\n')
        program.chmod(0o755)
        self.environment = os.environ | {
            "PATH": f"{place / 'bin'}:{os.environ['PATH']}",
            "PYTHONPATH": str(CHECKOUT),
            "ALONGSIDE_HOME": str(place / "house"),
        }

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", "-ec", command],
            cwd=self.place,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=300,
        )


@pytest.fixture(scope="module")
def machine(tmp_path_factory) -> Machine:
    return Machine(tmp_path_factory.mktemp("machine"))


def test_every_page_has_commands_and_a_command_that_fails_is_noticed(machine):
    assert [page for page in PAGES if not commands(page)] == []
    assert machine.run("alongside restore nothing --key nowhere").returncode == 2


@pytest.mark.slow
def test_the_pages_can_be_followed_from_an_empty_machine_to_a_restored_one(machine):
    begin = the_beginning()
    for page, lines in [("run-it", begin), *((page, commands(page)) for page in PAGES)]:
        for command in lines:
            done = machine.run(command)
            assert done.returncode == 0, (page, command, done.stdout, done.stderr)
    again = machine.run(begin[0])
    assert (again.returncode, "There is an installation in" in again.stderr) == (2, True)
    modes = {file.stat().st_mode & 0o777 for file in (machine.place / "house/secrets").iterdir()}
    assert modes == {0o600}
    wrong = machine.run(
        "alongside backup key new other.key && alongside restore backups/*.age --key other.key --drill"
    )
    assert (wrong.returncode, "was not made for this key" in wrong.stderr.replace("\n", " ")) == (2, True)
    taken = machine.run("alongside restore backups/*.age --key backup.key")
    assert (taken.returncode, "is not empty" in taken.stderr.replace("\n", " ")) == (2, True)
    inside = machine.run("alongside backup key new house/here.key")
    assert (inside.returncode, "lies in the installation itself" in inside.stderr.replace("\n", " ")) == (
        2,
        True,
    )

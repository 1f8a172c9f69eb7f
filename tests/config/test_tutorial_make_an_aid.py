"""The tutorial "Make your first aid" does what it says, command by command."""

import os
import re
import subprocess
import sys
from pathlib import Path

from alongside.aids.file import load
from tests.installation import CHECKOUT

PAGE = (CHECKOUT / "docs/tutorial/make-an-aid.md").read_text(encoding="utf-8")
PATH = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"


def file_of_the_tutorial() -> str:
    (text,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    return str(text)


def commands() -> list[tuple[str, str]]:
    """Every command with what the tutorial prints under it."""
    blocks = re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL)
    return [
        (command, told)
        for block in blocks
        for command, _, told in (part.partition("\n") for part in block.split("$ ")[1:])
    ]


def test_the_commands_print_what_the_tutorial_shows(tmp_path: Path) -> None:
    (tmp_path / "cold-toes.yaml").write_text(file_of_the_tutorial(), encoding="utf-8")
    codes = []
    for command, told in commands():
        ran = subprocess.run(
            command, shell=True, cwd=tmp_path, env=os.environ | {"PATH": PATH}, capture_output=True, text=True
        )
        assert ran.stdout == told
        codes.append(ran.returncode)
    assert codes == [0, 0, 1, 0, 1, 0, 0]


def test_the_file_of_the_tutorial_can_be_loaded() -> None:
    assert load(file_of_the_tutorial()).slug == "cold-toes"

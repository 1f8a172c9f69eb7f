"""The unit for systemd and the container file start what there is, as an ordinary user, and end in time."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from typer.main import get_command

from alongside.config.command_line.main import app
from tests.installation import CHECKOUT

UNIT = CHECKOUT / "packaging/alongside.service"
CONTAINER = CHECKOUT / "packaging/Containerfile"
SETTINGS = (CHECKOUT / "docs/reference/settings.md").read_text(encoding="utf-8")


def said(key: str) -> str:
    """What the unit says for this key, once."""
    (value,) = re.findall(rf"^{key}=(.+)$", UNIT.read_text(), re.MULTILINE)
    return str(value)


def words_of_container() -> list[str]:
    (words,) = re.findall(r"^CMD \[(.+)\]$", CONTAINER.read_text(), re.MULTILINE)
    return [word.strip().strip('"') for word in words.split(",")]


@pytest.mark.parametrize(
    "words", [said("ExecStart").split(), words_of_container()], ids=["unit", "container"]
)
def test_what_they_start_is_a_command_of_ours_with_options_that_it_takes(words):
    program, command, *options = words
    assert Path(program).name == "alongside"
    known = get_command(app).commands[command]  # type: ignore[attr-defined]
    known.parse_args(known.make_context(command, [], resilient_parsing=True), options)


def test_both_run_as_an_ordinary_user():
    assert said("User") not in {"root", "0"}
    before_start = CONTAINER.read_text().split("\nCMD")[0]
    assert re.findall(r"^USER (\w+)$", before_start, re.MULTILINE)[-1] != "root"


def test_a_stop_has_more_time_than_the_server_takes_for_its_pages():
    source = (CHECKOUT / "alongside/config/command_line/serving.py").read_text(encoding="utf-8")
    (seconds,) = re.findall(r"workers_kill_timeout=(\d+)", source)
    assert int(said("TimeoutStopSec")) > 2 * int(seconds)


@pytest.mark.parametrize("file", [UNIT, CONTAINER], ids=["unit", "container"])
def test_each_setting_that_they_name_is_documented(file):
    named = set(re.findall(r"\b(ALONGSIDE_[A-Z_]+)", file.read_text()))
    assert named
    assert {name for name in named if name not in SETTINGS} == set()


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not on this machine")
def test_systemd_knows_every_line_of_the_unit():
    told = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(UNIT)], capture_output=True, text=True, check=False
    )
    complaints = [line for line in told.stderr.splitlines() if "alongside.service" in line]
    assert [line for line in complaints if "is not executable" not in line] == []

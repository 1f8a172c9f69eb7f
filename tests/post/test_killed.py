"""Workers killed with SIGKILL while they send: no letter is lost, none goes out twice.

The other side counts what really arrived. What a killed worker leaves open is "unsure", is counted and
is told; where the way out tells repetitions apart there is nothing unsure at all.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection

from alongside.patients.doors import record_of
from alongside.post import actions, queries
from tests.installation import CHECKOUT
from tests.post.letters import all_letters, reachable
from tests.post.servers import mail_server

LETTERS = 120
KILLS = 6
WORKER = """
import json, sys
import django
django.setup()
from django.conf import settings
settings.POST = json.loads(sys.argv[1])
from alongside.post.commands import send
send()
"""


def start(post: dict) -> subprocess.Popen:
    environment = os.environ | {"ALONGSIDE_DATABASE": connection.settings_dict["NAME"]}
    return subprocess.Popen([sys.executable, "-c", WORKER, json.dumps(post)], env=environment, cwd=CHECKOUT)


def fill(family) -> None:
    with record_of(family.patient.pk, by=family.doctor, purpose="test"):
        for number in range(LETTERS):
            actions.queue(
                to=family.rosa,
                template="something new",
                values={"path": "/"},
                key=f"letter:{number}",
                about=family.patient.pk,
            )


def send_and_kill(post: dict, arrived) -> int:
    """Kill worker after worker, each after it has sent a few; let the last ones finish. How many kills."""
    kills = 0
    for step in range(KILLS):
        before = len(arrived())
        worker = start(post)
        while worker.poll() is None and len(arrived()) < before + 5 + 4 * step:
            time.sleep(0.001)
        if worker.poll() is None:
            worker.send_signal(signal.SIGKILL)
            kills += 1
        worker.wait()
    for _again in range(2):
        assert start(post).wait() == 0
    return kills


@pytest.mark.slow
def test_by_mail_none_is_lost_and_none_doubled(committed_family):
    reachable(committed_family.rosa, "email")
    fill(committed_family)
    with mail_server(slow=0.004) as server:
        options = {"host": "127.0.0.1", "port": server.port, "timeout": 10}
        way = {"adapter": "smtp", "sender": "care@example.org", "domain": "care.example", "options": options}
        kills = send_and_kill({"email": way}, server.numbers)
        check_once_or_unsure(committed_family, server.numbers(), kills)


def test_on_the_console_none_is_lost_and_none_doubled(committed_family, tmp_path: Path):
    reachable(committed_family.rosa, "email")
    fill(committed_family)
    file = tmp_path / "letters"

    def arrived() -> list[str]:
        return [line.split()[1] for line in file.read_text().splitlines()] if file.exists() else []

    kills = send_and_kill({"email": {"adapter": "console", "file": str(file)}}, arrived)
    check_once_or_unsure(committed_family, arrived(), kills)


def check_once_or_unsure(family, arrived: list[str], kills: int) -> None:
    letters = all_letters()
    ends = Counter(letter.state for letter in letters)
    assert len(letters) == LETTERS
    assert set(ends) <= {"sent", "unsure"}
    assert kills == KILLS
    assert ends["unsure"] <= kills
    assert max(Counter(arrived).values()) == 1, "a letter went out twice"
    sent = {str(letter.pk) for letter in letters if letter.state == "sent"}
    unsure = {str(letter.pk) for letter in letters if letter.state == "unsure"}
    assert sent <= set(arrived) <= sent | unsure
    with record_of(family.patient.pk, by=family.doctor, purpose="test"):
        assert {str(told.id) for told in queries.undelivered(family.patient.pk)} == unsure


def test_on_paper_every_letter_is_there_once_and_none_is_unsure(committed_family, tmp_path: Path):
    reachable(committed_family.rosa, "print")
    fill(committed_family)
    folder = tmp_path / "letters"

    def arrived() -> list[str]:
        return [file.stem for file in folder.glob("[!.]*.html")] if folder.exists() else []

    send_and_kill({"print": {"folder": str(folder)}}, arrived)
    letters = all_letters()
    assert {letter.state for letter in letters} == {"sent"}
    assert sorted(arrived()) == sorted(str(letter.pk) for letter in letters)

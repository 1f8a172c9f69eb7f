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
from django.db import connection, connections
from procrastinate.contrib.django.models import ProcrastinateJob

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
if sys.argv[2] == "jobs":
    from alongside.post.work import work
    work(forever=False, dead_after=1.0, at_once=int(sys.argv[3]))
else:
    from alongside.post.commands import send
    send()
"""
AT_ONCE = 3
BY_JOBS, BY_ROWS = ("jobs", str(AT_ONCE)), ("rows", "1")
both_ways = pytest.mark.parametrize("how", [BY_JOBS, BY_ROWS], ids=["jobs", "rows"])


def start(post: dict, how: tuple[str, str]) -> subprocess.Popen:
    environment = os.environ | {"ALONGSIDE_DATABASE": connection.settings_dict["NAME"]}
    command = [sys.executable, "-c", WORKER, json.dumps(post), *how]
    return subprocess.Popen(command, env=environment, cwd=CHECKOUT)


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


def send_and_kill(post: dict, arrived, how: tuple[str, str]) -> int:
    """Kill worker after worker, each after it has sent a few; let the last ones finish. How many kills."""
    kills = 0
    for step in range(KILLS):
        before = len(arrived())
        worker = start(post, how)
        while worker.poll() is None and len(arrived()) < before + 5 + 4 * step:
            time.sleep(0.001)
        if worker.poll() is None:
            worker.send_signal(signal.SIGKILL)
            kills += 1
        worker.wait()
    for _again in range(3):
        if how == BY_JOBS:
            time.sleep(1.1)  # until the dead count as dead
        assert start(post, how).wait() == 0
    assert not ProcrastinateJob.objects.filter(status="doing").exists(), "a job stayed in a dead hand"
    if how == BY_JOBS:
        assert not ProcrastinateJob.objects.filter(task_name="send a letter").exists(), "a job is left"
    return kills


@pytest.mark.slow
def test_by_mail_none_is_lost_and_none_doubled(committed_family):
    reachable(committed_family.rosa, "email")
    fill(committed_family)
    with mail_server(slow=0.004) as server:
        options = {"host": "127.0.0.1", "port": server.port, "timeout": 10}
        way = {"adapter": "smtp", "sender": "care@example.org", "domain": "care.example", "options": options}
        kills = send_and_kill({"email": way}, server.numbers, BY_JOBS)
        check_once_or_unsure(committed_family, server.numbers(), kills, at_once=AT_ONCE)


@both_ways
def test_on_the_console_none_is_lost_and_none_doubled(committed_family, tmp_path: Path, how):
    reachable(committed_family.rosa, "email")
    fill(committed_family)
    file = tmp_path / "letters"

    def arrived() -> list[str]:
        return [line.split()[1] for line in file.read_text().splitlines()] if file.exists() else []

    kills = send_and_kill({"email": {"adapter": "console", "file": str(file)}}, arrived, how)
    check_once_or_unsure(committed_family, arrived(), kills, at_once=int(how[1]))


def check_once_or_unsure(family, arrived: list[str], kills: int, at_once: int) -> None:
    letters = all_letters()
    ends = Counter(letter.state for letter in letters)
    assert len(letters) == LETTERS
    assert set(ends) <= {"sent", "unsure"}
    assert kills == KILLS
    assert ends["unsure"] <= kills * at_once
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

    send_and_kill({"print": {"folder": str(folder)}}, arrived, BY_JOBS)
    letters = all_letters()
    assert {letter.state for letter in letters} == {"sent"}
    assert sorted(arrived()) == sorted(str(letter.pk) for letter in letters)


def a_turn(status: str, name: str) -> None:
    """Work that comes back: a turn that waits, or one in the hands of a worker that is gone."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, lock, queueing_lock, args, status)"
            " VALUES ('default', %(name)s, %(name)s, %(name)s, '{\"timestamp\": 0}', %(status)s)",
            {"name": name, "status": status},
        )


def test_a_turn_left_by_a_dead_worker_holds_up_neither_the_next_one_nor_the_jobs_behind_it(committed):
    """Both have one lock, and only one may wait: what was left could neither go back nor be passed."""
    a_turn("doing", "letters left lying")
    a_turn("todo", "letters left lying")
    a_turn("doing", "library intakes")
    for _ in range(2):  # the first worker takes up again, the second finds what was put back
        assert start({}, BY_JOBS).wait() == 0
    assert not ProcrastinateJob.objects.filter(task_name="letters left lying").exists(), (
        "no turn came through"
    )
    assert not ProcrastinateJob.objects.filter(task_name="library intakes").exists(), "what was behind waited"

"""Killed with SIGKILL at any moment of a transaction with reactions: no deed is lost, none is done twice.

A nurse's form is carried out by a process of its own, which is killed after a random time and tried
again with the same request key, as a browser would, until it says that it is done.
"""

import json
import os
import signal
import subprocess
import sys

from django.db import connection

from alongside.patients.doors import record_of
from alongside.patients.models import Death
from alongside.sources import indexing, library
from alongside.sources.models import Document
from alongside.trail.models import RequestKey
from tests.installation import CHECKOUT
from tests.post.letters import all_letters, queue, reachable

DEEDS = 12
PROGRAM = """
import json, os, random, signal, sys, time, traceback
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5
import django
django.setup()
from django.db import connection
from alongside.patients import actions, queries
from alongside.patients.doors import record_of
from alongside.people.models import Account
from alongside.people.queries import who_is
from alongside.trail.writing import first_time

patient, deeds = UUID(sys.argv[1]), int(sys.argv[2])
chance = random.Random(11)

def carry_out(number, say):
    by = who_is(Account.objects.get(username="nils")).person
    with record_of(patient, by=by, purpose="test") as visit:
        if first_time(by=by.pk, key=uuid5(patient, str(number))):
            if number % 2 == 0:
                actions.record_death(died_at=datetime.now(UTC) - timedelta(minutes=5), by=visit)
            else:
                actions.correct_death(died_at=None, because="It was another patient.", by=visit)
    os.write(say, b"done")

kills, said = 0, []
for number in range(deeds):
    for attempt in range(40):
        read, say = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(read)
            try:
                carry_out(number, say)
                os._exit(0)
            except BaseException:
                traceback.print_exc()
                os._exit(7)
        os.close(say)
        # Longer with each attempt, so that it ends; most fall in the middle of the transaction.
        time.sleep(chance.uniform(0.0, 0.05) * (1 + attempt))
        os.kill(child, signal.SIGKILL)
        _child, status = os.waitpid(child, 0)
        acknowledged = os.read(read, 4) == b"done"
        os.close(read)
        if not os.WIFSIGNALED(status) and os.WEXITSTATUS(status) == 7:
            sys.exit("a deed failed, and nobody killed it")
        kills += os.WIFSIGNALED(status) and not acknowledged
        if acknowledged:
            said.append(number)
            break
print(json.dumps({"kills": kills, "done": said}))
"""


def test_no_deed_with_reactions_is_lost_or_doubled_when_its_process_is_killed(committed_family):
    family = committed_family
    reachable(family.rosa)
    queue(family)
    environment = os.environ | {"ALONGSIDE_DATABASE": connection.settings_dict["NAME"]}
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(family.patient.pk), str(DEEDS)],
        env=environment,
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    told = json.loads(ended.stdout)
    assert told["kills"] >= DEEDS / 3, "too few kills to show anything"
    assert told["done"] == list(range(DEEDS))
    with record_of(family.patient.pk, by=family.doctor, purpose="test"):
        numbers = list(Death.objects.order_by("number").values_list("number", flat=True))
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM trail_entry WHERE subject_kind = 'death'")
            acts = cursor.fetchone()[0]
    assert numbers == list(range(1, DEEDS + 1))
    assert acts == DEEDS
    assert RequestKey.objects.count() == DEEDS
    assert [letter.state for letter in all_letters()] == ["cancelled"]


AFTER_COMMIT = """
import os, signal, sys
import django
django.setup()
from django.conf import settings
from alongside.sources import actions, indexing
from tests.sources.examples import parsed

settings.LIBRARY_INDEX = sys.argv[1]
indexing.catch_up = lambda: os.kill(os.getpid(), signal.SIGKILL)  # what the commit would have begun
actions.store(parsed("Preventing falls at home", "Grab bars prevent falls.", pmid="222"), by=None)
"""


def test_work_after_the_commit_that_a_kill_prevented_is_done_by_the_next_turn(committed, tmp_path, settings):
    """The process dies between its commit and what comes after; the worker looks by itself, once."""
    ended = subprocess.run(
        [sys.executable, "-c", AFTER_COMMIT, str(tmp_path)],
        env=os.environ | {"ALONGSIDE_DATABASE": connection.settings_dict["NAME"]},
        cwd=CHECKOUT,
        check=False,
    )
    assert ended.returncode == -signal.SIGKILL
    settings.LIBRARY_INDEX = tmp_path
    assert Document.objects.count() == 1
    assert library.find("how to prevent falls").documents == ()
    indexing.keep_up()  # which the worker does each minute (config/reactions.py)
    assert [one.document.title for one in library.find("how to prevent falls").documents] == [
        "Preventing falls at home"
    ]
    assert indexing.catch_up() == indexing.CaughtUp(0)

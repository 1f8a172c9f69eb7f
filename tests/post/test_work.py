"""Jobs: written with their cause, holding ids only, begun again after a kill; work that comes back."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from alongside.post import work
from tests.post.letters import queue, reachable


class TakenBack(Exception):
    pass


def jobs() -> list[tuple[str, dict]]:
    return list(
        ProcrastinateJob.objects.filter(status="todo").order_by("id").values_list("task_name", "args")
    )


def test_a_letter_brings_its_job_along_and_the_job_tells_the_letters_id_alone(family):
    reachable(family.rosa)
    queue(family, key="first")
    [(name, args)] = jobs()
    assert (name, list(args)) == ("send a letter", ["letter"])


def test_the_same_letter_twice_is_one_job(family):
    reachable(family.rosa)
    queue(family, key="same")
    queue(family, key="same")
    assert len(jobs()) == 1


def test_a_job_whose_cause_is_taken_back_was_never_there(db):
    with pytest.raises(TakenBack), transaction.atomic():
        work.later("send a letter", letter=uuid4())
        raise TakenBack
    assert jobs() == []


def test_a_job_waits_for_its_time(db):
    soon = timezone.now() + timedelta(hours=1)
    work.later("send a letter", at=soon, letter=uuid4())
    assert ProcrastinateJob.objects.get().scheduled_at == soon


@pytest.mark.parametrize("told", ["sepsis", 7, {"letter": "x"}, None])
def test_words_do_not_get_into_a_job(db, told):
    with pytest.raises(TypeError, match="takes ids only"):
        work.later("send a letter", letter=told)
    assert jobs() == []


def test_the_application_works_on_jobs_and_owns_none_of_their_tables(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, has_table_privilege(oid, 'insert'), has_table_privilege(oid, 'truncate'),"
            " pg_get_userbyid(relowner) FROM pg_class WHERE relkind = 'r' AND relname LIKE 'procrastinate%'"
        )
        rows = cursor.fetchall()
    assert {row[1:] for row in rows} == {(True, False, "alongside_owner")}
    assert len(rows) == 4


def test_the_same_work_does_not_come_back_twice_under_one_name():
    with pytest.raises(ValueError, match="already"):
        work.comes_back("letters left lying", cron=work.EVERY_MINUTE, do=lambda: None)


def test_what_comes_back_is_known_by_name():
    assert {"letters left lying", "library index", "library intakes"} <= set(work.names())


class Jobs:
    """The queue's own verbs, as the one that takes up again uses them."""

    def __init__(self):
        self.said = []

    async def finish_job(self, job, *, status, delete_job):
        self.said.append(("finished", status.value, delete_job))

    async def retry_job(self, job):
        self.said.append(("again",))


@pytest.mark.parametrize(
    ("attempts", "said"), [(1, ("again",)), (7, ("again",)), (8, ("finished", "failed", False))]
)
def test_a_job_that_ends_its_worker_each_time_is_given_up(attempts, said):
    from procrastinate.jobs import Job

    left = Job(
        id=1, queue="default", task_name="x", lock=None, queueing_lock=None, priority=0, attempts=attempts
    )
    queue_of_jobs = Jobs()
    asyncio.run(work._take_up(queue_of_jobs, left))
    assert queue_of_jobs.said == [said]

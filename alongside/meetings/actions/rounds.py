"""Daily rounds: joining them, a question captured beforehand, answered or carried over, today's plan."""

from datetime import date

from django.utils.translation import gettext as _

from alongside.meetings import rules
from alongside.meetings.actions.planning import spoken
from alongside.meetings.kinds import Coming, FollowUp, Moment
from alongside.meetings.models import DayPlan, Meeting, Question, QuestionFollowed, RoundsReply
from alongside.meetings.summary import PLAIN_GRADE
from alongside.patients.doors import Visit
from alongside.patients.rules import Refused
from alongside.people.models import Person
from alongside.plain.reading.measure import measure


def ask(
    *,
    words: str,
    moment: Moment,
    said_by: Person,
    confirmed: str,
    by: Visit,
    meeting: Meeting | None = None,
) -> Question:
    """Keep a question in the asker's words, for the next rounds or the next meeting."""
    row = Question.objects.create(
        words=words.strip(), moment=moment, meeting=meeting, **spoken(by, said_by, confirmed)
    )
    by.did("asked", "question", row.pk)
    return row


def answer(*, question: Question, words: str, by: Visit) -> QuestionFollowed:
    """Write down the answer that was given."""
    rules.check_write_the_talk(by)
    row = QuestionFollowed.objects.create(
        question=question, kind=FollowUp.ANSWERED, words=words.strip(), **spoken(by, by.person, "")
    )
    by.did("answered", "question", row.pk)
    return row


def carry_over(*, question: Question, moment: Moment, why: str, by: Visit) -> QuestionFollowed:
    """Keep a question open for another time, and say why; it is never dropped."""
    rules.check_write_the_talk(by)
    row = QuestionFollowed.objects.create(
        question=question,
        kind=FollowUp.CARRIED,
        moment=moment,
        words=why.strip(),
        **spoken(by, by.person, ""),
    )
    by.did("carried over", "question", row.pk)
    return row


def plan_day(*, day: date, today: str, watch_for: str, by: Visit) -> DayPlan:
    """Today's plan for the patient and the family in two plain sentences. Raises Refused for hard words."""
    rules.check_lead(by)
    reading = measure(f"{today.strip()} {watch_for.strip()}", excused=[by.patient.called])
    if reading.grade is not None and reading.grade > PLAIN_GRADE:
        raise Refused(_("These words are hard to read. Use shorter words and sentences."))
    row = DayPlan.objects.create(
        day=day,
        today=today.strip(),
        watch_for=watch_for.strip(),
        grade=reading.grade,
        **spoken(by, by.person, ""),
    )
    by.did("planned", "day", row.pk)
    return row


def join(*, day: date, coming: Coming, said_by: Person, confirmed: str, by: Visit) -> RoundsReply:
    row = RoundsReply.objects.create(day=day, coming=coming, **spoken(by, said_by, confirmed))
    by.did("replied", "rounds", row.pk)
    return row

"""A made-up intensive care unit of 24 beds over ten days, to try the meetings with. Nobody here is real."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from alongside.config.demonstration_ward import (
    CONFLICT,
    JOB,
    MAUD,
    NOBODY,
    WANTS_NONE,
    ZONE,
    Unit24,
    in_record,
    tomorrow_at,
    ward,
)
from alongside.decisions import trying
from alongside.meetings.actions import planning, rounds, talking
from alongside.meetings.kinds import Coming, LineKind, Moment, WishKind
from alongside.meetings.models import Meeting, OfferedTime
from alongside.meetings.queries import closing, meetings, people, times
from alongside.meetings.queries.clocks import at_the_wall
from alongside.patients.doors import Visit, work_of
from alongside.people.models import Account, Person


def fill() -> None:
    """Make the unit and what happened in it, once."""
    if Account.objects.filter(username="walter").exists():
        return
    with work_of(JOB, purpose="a made-up intensive care unit"):
        unit = ward()
    for story in (
        _before_today,
        _walter,
        _offered,
        _conflict,
        _wants_none,
        _nobody,
        _missed,
        _overdue,
        _today,
    ):
        story(unit)


def _held(unit: Unit24, bed: int, hours_ago: float, outcome: list[str], said: str = "") -> None:
    """A whole talk that was held: begun, a few lines, closed with its plain summary."""

    def act(visit: Visit) -> None:
        guests = [(one.person, one.part.value) for one in people.whom_to_ask(visit) if one.usual]
        at = unit.now - timedelta(hours=hours_ago)
        meeting = planning.begin_unplanned(unit=unit.unit, guests=guests, at=at, by=visit)
        relatives = unit.close.get(bed, [])
        if said and relatives:
            talking.add_line(
                meeting=meeting,
                kind=LineKind.SAID,
                words=said,
                said_by=relatives[0],
                confirmed="heard",
                by=visit,
            )
        page = meetings.page_of(visit, meeting.pk)
        talking.close(
            meeting=meeting,
            sections=closing.summary_sections(
                visit, page, there=[one.name for one in page.guests], outcome=outcome, next_meeting=""
            ),
            excused=closing.names_in(visit, page),
            kept_although="",
            next_times=[],
            next_is_set=False,
            by=visit,
        )

    in_record(unit, bed, unit.staff["ian"], act)


def _before_today(unit: Unit24) -> None:
    """Talks of the last ten days."""
    told = [
        "Your lungs are still weak.",
        "The machine helps with each breath.",
        "We check each day if you need it.",
    ]
    for bed, hours_ago in [
        (8, 120.0),
        (9, 190.0),
        (9, 20.0),
        (13, 100.0),
        (15, 70.0),
        (17, 160.0),
        (22, 50.0),
        (12, 14.0),
    ]:
        _held(unit, bed, hours_ago, told, said="Thank you for taking the time.")


def _walter(unit: Unit24) -> None:
    """Walter's daughter has said when she can come, and has asked two questions; nothing is planned yet."""
    wilma = unit.close[0][0]

    def her(visit: Visit) -> None:
        start = tomorrow_at(unit, 9)
        planning.say_free(person=wilma, starts_at=start, ends_at=start + timedelta(hours=10), by=visit)
        rounds.ask(
            words="Does he know that I am here?",
            moment=Moment.ROUNDS,
            said_by=wilma,
            confirmed="",
            by=visit,
        )
        rounds.ask(
            words="What happens if the machine has to stay?",
            moment=Moment.MEETING,
            said_by=wilma,
            confirmed="",
            by=visit,
        )

    in_record(unit, 0, wilma, her)


def _offered(unit: Unit24) -> None:
    """Amina's son has times to choose from."""

    def nora(visit: Visit) -> None:
        usual = [one for one in people.whom_to_ask(visit) if one.usual]
        found = times.proposals(visit, unit.unit, usual, minutes=45)
        planning.plan(
            unit=unit.unit,
            guests=[(one.person, one.part.value) for one in usual],
            times=[(one.starts_at, one.room) for one in found],
            minutes=45,
            by=visit,
        )

    in_record(unit, 1, unit.staff["nora"], nora)


def _conflict(unit: Unit24) -> None:
    """Carlos's wife and brother see it in different ways; a talk was held, and one more is planned."""
    elena, diego = unit.close[CONFLICT]

    def act(visit: Visit) -> None:
        guests = [(one.person, one.part.value) for one in people.whom_to_ask(visit) if one.usual]
        meeting = planning.begin_unplanned(
            unit=unit.unit, guests=guests, at=unit.now - timedelta(hours=22), by=visit
        )
        for who, words in [
            (elena, "He would never want to live on a machine."),
            (diego, "You cannot give up on him. He is a fighter."),
        ]:
            talking.add_line(
                meeting=meeting, kind=LineKind.SAID, words=words, said_by=who, confirmed="heard", by=visit
            )
        talking.add_line(
            meeting=meeting,
            kind=LineKind.FEELING,
            words="Diego wept. We sat with him.",
            said_by=visit.person,
            confirmed="",
            by=visit,
        )
        talking.teach_back(
            meeting=meeting,
            first=None,
            asked="What a trial of time means",
            own_words="That you stop everything on Friday.",
            understood=False,
            gap="A trial ends with a talk, not with a stop.",
            explained="We look at it again together on Friday.",
            said_by=diego,
            by=visit,
        )
        talking.add_todo(
            meeting=meeting,
            words="Ask the chaplain to come by",
            owner=unit.staff["nora"],
            due_on=unit.now.date() + timedelta(days=1),
            by=visit,
        )
        page = meetings.page_of(visit, meeting.pk)
        following = tomorrow_at(unit, 15)
        outcome = [
            "Carlos is very sick.",
            "You see it in two ways. Both of you love him.",
            "We will talk again.",
        ]
        talking.close(
            meeting=meeting,
            sections=closing.summary_sections(
                visit,
                page,
                there=[one.name for one in page.guests],
                outcome=outcome,
                next_meeting=at_the_wall(following),
            ),
            excused=closing.names_in(visit, page),
            kept_although="",
            next_times=[(following, unit.room)],
            next_is_set=True,
            by=visit,
        )
        talking.estimate(percent=15, said_by=unit.staff["ian"], confirmed="", by=visit)

    in_record(unit, CONFLICT, unit.staff["ian"], act)
    for who, percent in [(elena, 20), (diego, 85)]:

        def guess(visit: Visit, who: Person = who, percent: int = percent) -> None:
            talking.estimate(percent=percent, said_by=who, confirmed="", by=visit)

        in_record(unit, CONFLICT, who, guess)


def _wants_none(unit: Unit24) -> None:
    def act(visit: Visit) -> None:
        planning.wish(
            kind=WishKind.NONE,
            words="I talk with Nora each day. That is enough for me.",
            said_by=unit.close[WANTS_NONE][0],
            confirmed="heard",
            by=visit,
            at=unit.now - timedelta(hours=60),
        )

    in_record(unit, WANTS_NONE, unit.staff["nora"], act)


def _nobody(unit: Unit24) -> None:
    """Harold has nobody; the talk is with him, and the team plans it all the same."""

    def act(visit: Visit) -> None:
        asked = [one for one in people.whom_to_ask(visit) if one.usual or one.part == "patient"]
        meeting = planning.plan(
            unit=unit.unit,
            guests=[(one.person, one.part.value) for one in asked],
            times=[(tomorrow_at(unit, 11), unit.room)],
            minutes=30,
            by=visit,
        )
        harold = visit.patient.person
        offered = OfferedTime.objects.get(meeting=meeting)
        planning.choose(meeting=meeting, offered=offered.pk, said_by=harold, confirmed="heard", by=visit)
        planning.reply(meeting=meeting, coming=Coming.IN_PERSON, said_by=visit.person, confirmed="", by=visit)

    in_record(unit, NOBODY, unit.staff["nora"], act)


def _missed(unit: Unit24) -> None:
    def act(visit: Visit) -> None:
        guests = [(one.person, one.part.value) for one in people.whom_to_ask(visit) if one.usual]
        meeting: Meeting = planning.plan(
            unit=unit.unit, guests=guests, times=[(tomorrow_at(unit, 17), unit.room)], minutes=45, by=visit
        )
        planning.move(
            meeting=meeting, starts_at=unit.now - timedelta(hours=20), room=unit.room, reason="", by=visit
        )
        planning.miss(meeting=meeting, reason="The interpreter was ill", by=visit)

    in_record(unit, 10, unit.staff["nora"], act)


def _overdue(unit: Unit24) -> None:
    """Maud's try for a time was to be talked about days ago, and nobody has."""

    def act(visit: Visit) -> None:
        trying.plan(
            treatments="Breathing machine",
            aim="To sit in her garden with Tom.",
            said_by=unit.close[MAUD][0],
            better="She needs less help to breathe",
            worse="Her kidneys stop",
            hours=72,
            who_decides="Tom\nDr. McLeod",
            started_at=unit.now - timedelta(hours=189),
            by=visit,
        )

    in_record(unit, MAUD, unit.staff["ian"], act)


def _today(unit: Unit24) -> None:
    """Today's plan for a few, written by the doctor."""
    day = unit.now.astimezone(ZoneInfo(ZONE)).date()
    for bed in (0, 1, 9):

        def act(visit: Visit) -> None:
            rounds.plan_day(
                day=day,
                today="We turn the machine down a bit to see how the lungs do.",
                watch_for="We watch the breath and the blood each hour.",
                by=visit,
            )

        in_record(unit, bed, unit.staff["ian"], act)

"""Planning, talking and closing, on a real database: who may, what is kept, what is told."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone
from icalendar import Calendar

from alongside.meetings import agenda, calls
from alongside.meetings.actions import planning, rounds, talking
from alongside.meetings.clock_words import State
from alongside.meetings.kinds import Coming, LineKind, Moment, WishKind
from alongside.meetings.models import CalendarLetter, Meeting, NoteLine, OfferedTime, Room, StaffFree
from alongside.meetings.queries import clocks, closing, meetings, people, times
from alongside.meetings.queries import talking as told
from alongside.meetings.summary import Section
from alongside.patients import actions as caring
from alongside.patients.doors import record_of
from alongside.patients.rules import Refused
from tests.meetings.stories import a_talk_going_on, an_offer, in_record, intensive_care

PLAIN = (Section("We met", ("We met today.",)),)


def clock(family):
    return in_record(family, family.nurse, clocks.clock)


def close(meeting, by, **more):
    usual = {
        "sections": PLAIN,
        "excused": [],
        "kept_although": "",
        "next_times": [],
        "next_is_set": False,
        "by": by,
    }
    return talking.close(meeting=meeting, **(usual | more))


def own(by):
    return {"said_by": by.person, "confirmed": "", "by": by}


DEEDS = {
    "offer times": lambda m, by: planning.offer(
        meeting=m, times=[(timezone.now() + timedelta(days=1), None)], by=by
    ),
    "choose a time": lambda m, by: planning.choose(
        meeting=m, offered=OfferedTime.objects.filter(meeting=m).first().pk, **own(by)
    ),
    "move": lambda m, by: planning.move(
        meeting=m, starts_at=timezone.now() + timedelta(days=1), room=None, reason="", by=by
    ),
    "call off": lambda m, by: planning.cancel(meeting=m, reason="Not needed", by=by),
    "say missed": lambda m, by: planning.miss(meeting=m, reason="Nobody came", by=by),
    "begin": lambda m, by: planning.begin(meeting=m, by=by),
    "reply": lambda m, by: planning.reply(meeting=m, coming=Coming.PHONE, **own(by)),
    "reply for another": lambda m, by: planning.reply(
        meeting=m, coming=Coming.PHONE, said_by=by.patient.person, confirmed="heard", by=by
    ),
    "wish none": lambda _m, by: planning.wish(kind=WishKind.NONE, words="", **own(by)),
    "ask": lambda m, by: rounds.ask(words="Why?", moment=Moment.MEETING, meeting=m, **own(by)),
    "join rounds": lambda _m, by: rounds.join(day=timezone.now().date(), coming=Coming.PHONE, **own(by)),
    "plan the day": lambda _m, by: rounds.plan_day(
        day=timezone.now().date(), today="We rest.", watch_for="We watch the heart.", by=by
    ),
    "estimate": lambda _m, by: talking.estimate(percent=40, **own(by)),
    "say free": lambda _m, by: planning.say_free(
        person=by.person, starts_at=timezone.now(), ends_at=timezone.now() + timedelta(hours=1), by=by
    ),
}
EVERYBODY = {"rosa", "daughter", "doctor", "nurse", "interpreter"}
LEADS = {"doctor", "nurse"}
MAY = {
    "offer times": LEADS,
    "choose a time": EVERYBODY,
    "move": LEADS,
    "call off": LEADS,
    "say missed": LEADS,
    "begin": LEADS,
    "reply": EVERYBODY,
    "reply for another": LEADS | {"interpreter", "rosa"},  # for Rosa it is her own reply
    "wish none": EVERYBODY,
    "ask": EVERYBODY,
    "join rounds": EVERYBODY,
    "plan the day": LEADS,
    "estimate": LEADS | {"daughter"},
    "say free": EVERYBODY,
}
TALK_DEEDS = {
    "add a line": lambda m, by: talking.add_line(meeting=m, kind=LineKind.SAID, words="Hello", **own(by)),
    "write what was told": lambda m, by: talking.add_line(
        meeting=m, kind=LineKind.TOLD, words="Hello", **own(by)
    ),
    "add a to-do": lambda m, by: talking.add_todo(
        meeting=m, words="Call", owner=by.person, due_on=None, by=by
    ),
    "ask back": lambda m, by: talking.teach_back(
        meeting=m,
        first=None,
        asked="The pump",
        own_words="It helps",
        understood=True,
        gap="",
        explained="",
        said_by=by.patient.person,
        by=by,
    ),
    "note a prompt": lambda m, by: talking.note_prompt(
        meeting=m, prompt="value.listen", met=agenda.Met.MET, by=by
    ),
    "close": lambda m, by: close(m, by),
}
MAY_TALK = {
    "add a line": EVERYBODY,
    "write what was told": LEADS | {"interpreter"},
    "add a to-do": LEADS | {"interpreter"},
    "ask back": LEADS | {"interpreter"},
    "note a prompt": LEADS | {"interpreter"},
    "close": LEADS,
}


def somebody(family, who):
    """One of the family, or an interpreter who has joined the team."""
    if who != "interpreter":
        return getattr(family, who)
    from alongside.patients.actions import join_team
    from alongside.patients.doors import work_of
    from alongside.people.models import Clinician, Person

    with work_of("demonstration", purpose="an interpreter"):
        person = Person.objects.create(full_name="Ivo Petrov", called="Ivo")
        Clinician.objects.create(person=person, profession="interpreter", title="Ivo Petrov")
        since = timezone.now() - timedelta(hours=1)
        join_team(patient=family.patient, person=person, role="interpreter", since=since, job="demonstration")
        return Person.objects.select_related("clinician").get(pk=person.pk)


@pytest.mark.parametrize("who", sorted(EVERYBODY))
@pytest.mark.parametrize(
    ("deed", "going_on"), [(deed, False) for deed in DEEDS] + [(deed, True) for deed in TALK_DEEDS]
)
def test_each_deed_is_open_to_those_whose_it_is_and_refused_to_others(family, who, deed, going_on):
    intensive_care(family)
    meeting = (a_talk_going_on if going_on else an_offer)(family)
    act = (TALK_DEEDS if going_on else DEEDS)[deed]
    allowed = who in (MAY_TALK if going_on else MAY)[deed]
    with record_of(family.patient.pk, by=somebody(family, who), purpose="test") as visit:
        if allowed:
            act(meeting, visit)
        else:
            with pytest.raises(Refused) as refused:
                act(meeting, visit)
            assert str(refused.value).endswith(".")


def test_the_clock_runs_from_the_bed_in_intensive_care_and_a_talk_that_began_counts(family):
    intensive_care(family, hours=50)
    assert clock(family).state is State.OVERDUE_AMBER
    a_talk_going_on(family)
    assert clock(family).state is State.DONE


def test_a_talk_that_did_not_take_place_is_owed_again_with_its_reason(family):
    intensive_care(family, hours=50)
    meeting = a_talk_going_on(family)
    in_record(family, family.doctor, lambda v: planning.miss(meeting=meeting, reason="A new patient", by=v))
    found = clock(family)
    assert found.state is State.OVERDUE_AMBER
    assert "A new patient" in str(found.reasons[-1])


def test_a_family_that_wants_none_is_not_owed_one_until_it_says_otherwise(family):
    intensive_care(family, hours=80)
    in_record(family, family.daughter, lambda v: planning.wish(kind=WishKind.NONE, words="", **own(v)))
    assert clock(family).state is State.DECLINED
    in_record(family, family.daughter, lambda v: planning.wish(kind=WishKind.AGAIN, words="", **own(v)))
    assert clock(family).state is State.DUE


def test_a_clinic_promises_nothing_until_it_says_so(family):
    assert clock(family).state is State.STOPPED


def test_what_a_unit_promises_is_data_and_holds_from_its_own_time(family):
    from alongside.patients.doors import work_of

    unit = intensive_care(family, hours=30)
    assert clock(family).state is State.DUE
    with work_of("meeting promises", purpose="test"):
        planning.promise(unit=unit, terms={"first": [6, 12, 24]})
    assert clock(family).state is State.OVERDUE_RED
    with work_of("meeting promises", purpose="test"), pytest.raises(ValueError, match="three numbers"):
        planning.promise(unit=unit, terms={"first": [6]})


def test_a_choice_makes_files_for_all_a_move_changes_them_and_calling_off_takes_them_out(family):
    intensive_care(family)
    meeting = an_offer(family)
    offered = in_record(family, family.nurse, lambda v: meetings.page_of(v, meeting.pk).offered[0].id)
    in_record(family, family.daughter, lambda v: planning.choose(meeting=meeting, offered=offered, **own(v)))
    later = timezone.now() + timedelta(days=2)
    in_record(
        family,
        family.nurse,
        lambda v: planning.move(meeting=meeting, starts_at=later, room=None, reason="A clash", by=v),
    )
    in_record(family, family.nurse, lambda v: planning.cancel(meeting=meeting, reason="Gone home", by=v))

    def files(visit):
        rows = CalendarLetter.objects.filter(meeting=meeting, to=family.daughter).order_by("sequence")
        return [(row.method, row.sequence, Calendar.from_ical(row.text)) for row in rows]

    found = in_record(family, family.nurse, files)
    assert [(method, sequence) for method, sequence, _file in found] == [
        ("REQUEST", 0),
        ("REQUEST", 1),
        ("CANCEL", 2),
    ]
    assert len({str(file.walk("VEVENT")[0]["UID"]) for *_rest, file in found}) == 1


def test_letters_are_called_for_inside_the_transaction_with_neutral_words(family):
    intensive_care(family)
    heard = []

    def listen(**told_with):
        heard.append((told_with["kind"], connection.in_atomic_block, told_with["calendars"]))

    calls.letters_due.connect(listen)
    try:
        meeting = an_offer(family)
        offered = in_record(family, family.nurse, lambda v: meetings.page_of(v, meeting.pk).offered[0].id)
        in_record(
            family, family.daughter, lambda v: planning.choose(meeting=meeting, offered=offered, **own(v))
        )
    finally:
        calls.letters_due.disconnect(listen)
    assert [(kind, inside) for kind, inside, _files in heard] == [
        (calls.LetterKind.CHOOSE_A_TIME, True),
        (calls.LetterKind.PLANNED, True),
    ]
    assert {"Rosa", "intensive"} & set(" ".join(heard[1][2].values()).split()) == set()


def test_everything_that_waits_is_called_off_at_once(family):
    intensive_care(family)
    first, second = an_offer(family), an_offer(family)
    in_record(
        family, family.nurse, lambda v: planning.cancel_all_waiting(reason="The patient has died", by=v)
    )

    def states(visit):
        return {row.pk: row.state for row in Meeting.objects.filter(patient=visit.patient)}

    assert in_record(family, family.nurse, states) == {first.pk: "cancelled", second.pk: "cancelled"}


def test_two_families_never_get_one_room_at_one_time(family):
    unit = intensive_care(family)
    start = timezone.now() + timedelta(hours=30)
    room = Room.objects.get(unit=unit)
    first, second = an_offer(family), an_offer(family)

    def put(meeting, at):
        return lambda v: planning.move(meeting=meeting, starts_at=at, room=room, reason="", by=v)

    in_record(family, family.nurse, put(first, start))
    with pytest.raises(Refused, match="The room was taken"):
        in_record(family, family.nurse, put(second, start + timedelta(minutes=44)))
    in_record(family, family.nurse, put(second, start + timedelta(minutes=45)))


def test_times_are_proposed_where_those_who_said_when_they_can_come_are_free(family):
    unit = intensive_care(family, hours=20)
    start = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=30)
    start = start.replace(hour=10)
    end = start + timedelta(hours=2)
    in_record(
        family,
        family.daughter,
        lambda v: planning.say_free(person=v.person, starts_at=start, ends_at=end, by=v),
    )

    def found(visit):
        usual = [one for one in people.whom_to_ask(visit) if one.usual]
        return times.proposals(visit, unit, usual, minutes=45)

    proposed = in_record(family, family.nurse, found)
    everyone = [one for one in proposed if not one.lacks]
    assert everyone
    assert all(start <= one.starts_at <= end - timedelta(minutes=45) for one in everyone)
    assert {"Dr. Okafor", "Nurse Berg"} == set(proposed[0].unasked)


def test_the_guesses_stand_side_by_side_only_after_ones_own_is_written(family):
    intensive_care(family)
    in_record(family, family.doctor, lambda v: talking.estimate(percent=20, **own(v)))
    assert in_record(family, family.daughter, told.outlook_of).pairs == ()
    in_record(family, family.daughter, lambda v: talking.estimate(percent=90, **own(v)))
    (pair,) = in_record(family, family.daughter, told.outlook_of).pairs
    assert pair.points == 70
    assert in_record(family, family.nurse, told.outlook_of).pairs == ()
    assert in_record(family, family.rosa, told.outlook_of).pairs == ()


def test_a_loop_stays_open_until_it_is_understood_and_comes_back_on_the_next_agenda(family):
    intensive_care(family)
    meeting = a_talk_going_on(family)

    def turn(first, understood):
        return lambda v: talking.teach_back(
            meeting=meeting,
            first=first,
            asked="What the pump does",
            own_words="It heals her",
            understood=understood,
            gap="" if understood else "It helps, it does not heal",
            explained="With a drawing",
            said_by=family.daughter,
            by=v,
        )

    first = in_record(family, family.nurse, turn(None, False))
    in_record(family, family.doctor, close_with_no_next(meeting))
    following = a_talk_going_on(family)

    def again(visit):
        return told.open_now(visit, following).to_explain_again

    assert in_record(family, family.nurse, again) == ("What the pump does",)
    meeting = following
    in_record(family, family.nurse, turn(first, True))
    assert in_record(family, family.nurse, again) == ()


def close_with_no_next(meeting):
    return lambda v: close(meeting, v)


def test_closing_with_a_time_plans_the_next_meeting_with_the_same_people(family):
    intensive_care(family)
    meeting = a_talk_going_on(family)
    at = timezone.now() + timedelta(days=6)
    row = in_record(
        family, family.doctor, lambda v: close(meeting, v, next_times=[(at, None)], next_is_set=True)
    )

    def following(visit):
        page = meetings.page_of(visit, row.next_meeting_id)
        return page.state.value, page.meeting.starts_at, {guest.name for guest in page.guests}

    assert in_record(family, family.nurse, following) == (
        "planned",
        at,
        {"Dora", "Dr. Okafor", "Nurse Berg"},
    )


def test_next_times_lie_inside_the_window_that_the_unit_promises(family):
    intensive_care(family)
    meeting = a_talk_going_on(family)

    def found(visit):
        return clocks.clock(visit).owed, closing.next_times(visit, meeting)

    owed, proposed = in_record(family, family.doctor, found)
    assert len(proposed) == 3
    assert all(owed.due_from <= one.starts_at < owed.due_by for one in proposed)


def test_a_prompt_on_the_agenda_of_which_nothing_was_noted_counts_as_not_met(family):
    intensive_care(family)
    meeting = a_talk_going_on(family)

    def act(visit):
        talking.note_prompt(meeting=meeting, prompt="value.listen", met=agenda.Met.MET, by=visit)
        close(meeting, visit, prompts=["value.listen", "value.elicit"])
        return told.met_prompts(meeting)

    assert in_record(family, family.doctor, act) == {"value.listen": "met", "value.elicit": "not met"}


def test_nothing_is_written_into_a_talk_that_is_closed(family):
    intensive_care(family)
    meeting = a_talk_going_on(family)
    in_record(family, family.doctor, close_with_no_next(meeting))
    for act in TALK_DEEDS.values():
        with pytest.raises(Refused):
            in_record(family, family.doctor, lambda v, act=act: act(meeting, v))


@pytest.mark.parametrize(
    "statement", ["UPDATE meetings_noteline SET words = 'x'", "DELETE FROM meetings_noteline"]
)
def test_what_was_said_is_never_changed_or_removed(family, statement):
    intensive_care(family)
    meeting = a_talk_going_on(family)
    in_record(family, family.nurse, lambda v: TALK_DEEDS["add a line"](meeting, v))
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_hard_words_in_the_days_plan_are_refused(family):
    intensive_care(family)
    hard = "Haemodynamic instability necessitates continued vasopressor administration."
    with pytest.raises(Refused, match="hard to read"):
        in_record(
            family,
            family.doctor,
            lambda v: rounds.plan_day(day=timezone.now().date(), today=hard, watch_for=hard, by=v),
        )


def test_nobody_outside_a_door_sees_lines_or_the_times_of_staff(committed_family):
    family = committed_family
    intensive_care(family)
    meeting = a_talk_going_on(family)
    in_record(family, family.nurse, lambda v: TALK_DEEDS["add a line"](meeting, v))
    in_record(family, family.nurse, lambda v: DEEDS["say free"](meeting, v))
    with connection.cursor() as cursor:
        for table in (NoteLine, StaffFree, Meeting):
            cursor.execute(f"SELECT count(*) FROM {table._meta.db_table}")
            assert cursor.fetchone() == (0,)
        cursor.execute(
            "SELECT count(*) FROM gate.taken_by_meetings(%s, %s, now() - interval '1 year', %s)",
            [[family.nurse.pk], [], clocks.NEVER],
        )
        assert cursor.fetchone() == (0,)


def test_a_stranger_inside_another_record_sees_no_line_of_this_one(family):
    intensive_care(family)
    meeting = a_talk_going_on(family)
    in_record(family, family.nurse, lambda v: TALK_DEEDS["add a line"](meeting, v))
    with record_of(family.other.pk, by=family.stranger, purpose="test"), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM meetings_noteline")
        assert cursor.fetchone() == (0,)


def at_the_same_time(*acts):
    """Run each on its own connection, begun together; what each gave back or was refused with."""

    def run(act):
        ready.wait()
        try:
            return act()
        except Refused as refused:
            return str(refused)
        finally:
            connection.close()

    ready = Barrier(len(acts))
    with ThreadPoolExecutor(len(acts)) as pool:
        return [job.result() for job in [pool.submit(run, act) for act in acts]]


def test_of_two_who_choose_at_the_same_moment_one_is_told(committed_family):
    family = committed_family
    intensive_care(family)
    meeting = an_offer(family)
    offered = in_record(
        family, family.nurse, lambda v: [one.id for one in meetings.page_of(v, meeting.pk).offered]
    )

    def choosing(who, time):
        return lambda: in_record(
            family, who, lambda v: planning.choose(meeting=meeting, offered=time, **own(v))
        )

    answers = at_the_same_time(choosing(family.daughter, offered[0]), choosing(family.rosa, offered[1]))
    assert sorted(map(str, answers)) == [
        "A time is set for this meeting, or it has ended. Look at it again.",
        "None",
    ]
    steps = in_record(family, family.nurse, lambda v: len(meetings.page_of(v, meeting.pk).steps))
    assert steps == 2


def test_lines_that_many_write_at_the_same_moment_all_stand(committed_family):
    family = committed_family
    intensive_care(family)
    meeting = a_talk_going_on(family)

    def writing(who, words):
        return lambda: in_record(
            family,
            who,
            lambda v: talking.add_line(meeting=meeting, kind=LineKind.SAID, words=words, **own(v)),
        )

    team = [family.nurse, family.doctor, family.daughter, family.rosa]
    at_the_same_time(*(writing(who, f"{who.called} writes") for who in team))
    lines = in_record(family, family.nurse, lambda v: told.lines_of(meeting))
    assert {one.words for one in lines} == {"Nils writes", "Ada writes", "Dora writes", "Rosa writes"}


def test_a_death_stops_the_clock_and_calls_off_what_was_planned_and_a_mistake_starts_it_again(family):
    intensive_care(family, hours=80)
    meeting = an_offer(family)
    died_at = timezone.now() - timedelta(hours=1)
    in_record(family, family.doctor, lambda v: caring.record_death(died_at=died_at, by=v))
    assert clock(family).state is State.STOPPED
    assert (
        in_record(family, family.nurse, lambda v: meetings.page_of(v, meeting.pk).state.value) == "cancelled"
    )
    in_record(
        family,
        family.doctor,
        lambda v: caring.correct_death(died_at=None, because="Another patient was meant", by=v),
    )
    assert clock(family).state is State.OVERDUE_RED


def test_after_a_death_those_close_may_read_and_add_nothing(family):
    intensive_care(family, hours=80)
    meeting = an_offer(family)
    died_at = timezone.now() - timedelta(hours=1)
    in_record(family, family.doctor, lambda v: caring.record_death(died_at=died_at, by=v))
    for deed in ("reply", "ask", "estimate", "wish none", "say free", "join rounds"):
        with pytest.raises(Refused):
            in_record(family, family.daughter, lambda v, deed=deed: DEEDS[deed](meeting, v))

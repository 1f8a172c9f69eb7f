"""Planning a meeting: offering times, choosing one, moving, cancelling, who comes, what the family wishes."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.meetings import calls, rules
from alongside.meetings.calls import LetterKind
from alongside.meetings.invitations import Invitation, Method, calendar_file
from alongside.meetings.kinds import Coming, Confirmed, Part, WishKind
from alongside.meetings.models import (
    CalendarLetter,
    FamilyFree,
    FamilyWish,
    Guest,
    Meeting,
    MeetingStep,
    OfferedTime,
    Reply,
    Room,
    RoomFree,
    StaffFree,
    UnitPolicy,
)
from alongside.meetings.policy import policy_from
from alongside.meetings.progress import State, Step
from alongside.meetings.queries.clocks import NEVER
from alongside.meetings.queries.times import settings_of, taken_times
from alongside.meetings.slots import Interval
from alongside.patients.doors import Visit
from alongside.patients.rules import Refused
from alongside.people.models import Person, Unit
from alongside.trail.writing import LIBRARY, did

JOB = "meeting promises"
ROOM_NAME, CALLED = 80, 120


def promise(
    *,
    unit: Unit,
    terms: Mapping[str, object] | None,
    job: str = JOB,
    by: Person | None = None,
    **more: Any,
) -> UnitPolicy:
    """Write down what a unit promises from now (or `since`) on; called inside `work_of` by the named job.

    `terms`: as `policy.policy_from` reads them, None for no clock; `by`: who set the job going. Raises
    ValueError for terms that it cannot read.
    """
    if terms is not None:
        policy_from({"zone": unit.zone, **terms})
    row = UnitPolicy(unit=unit, terms=terms, **more)
    _check_hours(row)
    row.save(force_insert=True)
    did("promised", "meeting policy", row.pk, stream=LIBRARY, by=by.pk if by else None, service=job)
    return row


def _check_hours(row: UnitPolicy) -> None:
    """Raises ValueError, naming what cannot be, before the database refuses it."""
    if not isinstance(row.minutes, int) or not 5 <= row.minutes <= 240:
        raise ValueError(f"A meeting lasts 5 to 240 minutes; this says {row.minutes}.")
    if row.meets_until <= row.meets_from:
        raise ValueError(
            f"Meetings end ({row.meets_until:%H:%M}) before they begin ({row.meets_from:%H:%M})."
        )
    if len(row.called) > CALLED:
        raise ValueError(f"The name for letters is too long; use at most {CALLED} letters.")


def name_room(
    *, unit: Unit, name: str, by_line: bool = False, job: str = JOB, by: Person | None = None
) -> Room:
    if not name.strip() or len(name) > ROOM_NAME:
        raise ValueError(f"A place to meet has a name of at most {ROOM_NAME} letters.")
    room = Room.objects.create(unit=unit, name=name.strip(), by_line=by_line)
    did("named", "room", room.pk, stream=LIBRARY, by=by.pk if by else None, service=job)
    return room


def open_room(*, room: Room, starts_at: datetime, ends_at: datetime, job: str = JOB) -> RoomFree:
    row = RoomFree.objects.create(room=room, starts_at=starts_at, ends_at=ends_at)
    did("opened", "room", row.pk, stream=LIBRARY, by=None, service=job)
    return row


def spoken(by: Visit, said_by: Person, confirmed: str) -> dict[str, Any]:
    """Who said it, who wrote it, how it was made sure; one's own words are always in one's own hand."""
    own = said_by.pk == by.person.pk
    rules.check_speak(by, for_another=not own)
    return {
        "patient": by.patient,
        "said_by": said_by,
        "recorded_by": by.person,
        "confirmed": Confirmed.OWN_HAND if own else confirmed or Confirmed.HEARD,
    }


def say_free(*, person: Person, starts_at: datetime, ends_at: datetime, by: Visit) -> FamilyFree | StaffFree:
    """Write down when somebody can come; of staff it counts for all their patients."""
    rules.check_speak(by, for_another=person.pk != by.person.pk)
    if not starts_at < ends_at:
        raise Refused(_("The end must come after the start."))
    row: FamilyFree | StaffFree
    if rules.profession_of(person) and person.pk != by.patient.person_id:
        row = StaffFree.objects.create(person=person, starts_at=starts_at, ends_at=ends_at)
    else:
        row = FamilyFree.objects.create(
            patient=by.patient, person=person, recorded_by=by.person, starts_at=starts_at, ends_at=ends_at
        )
    by.did("said when free", "free time", row.pk)
    return row


def take_back_free(*, row: FamilyFree | StaffFree, by: Visit) -> None:
    rules.check_speak(by, for_another=row.person_id != by.person.pk)
    pk = row.pk
    row.delete()
    by.did("took back", "free time", pk)


def plan(
    *,
    unit: Unit,
    guests: Iterable[tuple[Person, str]],
    times: Sequence[tuple[datetime, Room | None]],
    minutes: int,
    by: Visit,
) -> Meeting:
    """Open a meeting and offer these times to the family."""
    rules.check_lead(by)
    meeting = _opened(unit, guests, minutes, by, State.OFFERED)
    offer(meeting=meeting, times=times, by=by)
    return meeting


def _opened(
    unit: Unit, guests: Iterable[tuple[Person, str]], minutes: int, by: Visit, state: State, **more: Any
) -> Meeting:
    meeting = Meeting.objects.create(
        patient=by.patient, unit=unit, state=state.value, minutes=minutes, opened_by=by.person, **more
    )
    Guest.objects.bulk_create(
        Guest(patient=by.patient, meeting=meeting, person=person, part=part) for person, part in guests
    )
    by.did("opened", "meeting", meeting.pk)
    return meeting


def locked(meeting: Meeting) -> Meeting:
    """The meeting as it stands now; nobody else changes it until this transaction ends."""
    return Meeting.objects.select_for_update(of=("self",)).select_related("unit", "room").get(pk=meeting.pk)


def take_step(meeting: Meeting, step: Step, by: Visit, **details: Any) -> MeetingStep:
    """Check the step against the table, move the meeting's state on, and keep the step for good."""
    meeting.state = rules.check_step(step, State(meeting.state), by).value
    row = MeetingStep.objects.create(
        patient=by.patient, meeting=meeting, step=step.value, by=by.person, **details
    )
    by.did(step.value, "meeting", meeting.pk)
    return row


def offer(*, meeting: Meeting, times: Sequence[tuple[datetime, Room | None]], by: Visit) -> None:
    """Offer these times; what was offered before cannot be chosen any more."""
    meeting = locked(meeting)
    if not times:
        raise Refused(_("Choose at least one time to send."))
    take_step(meeting, Step.OFFER, by)
    meeting.save(update_fields=["state"])
    last = OfferedTime.objects.filter(meeting=meeting).order_by("-round").first()
    OfferedTime.objects.bulk_create(
        OfferedTime(
            patient=by.patient,
            meeting=meeting,
            round=last.round + 1 if last else 1,
            starts_at=starts_at,
            room=room,
        )
        for starts_at, room in times
    )
    letters(meeting, LetterKind.CHOOSE_A_TIME, by, {})


def choose(
    *,
    meeting: Meeting,
    offered: UUID,
    said_by: Person,
    confirmed: str,
    by: Visit,
    now: datetime | None = None,
) -> None:
    """The family (or the team, for them) chooses one of the times offered last."""
    rules.check_speak(by, for_another=said_by.pk != by.person.pk)
    meeting = locked(meeting)
    last = OfferedTime.objects.filter(meeting=meeting).order_by("-round").first()
    rules.check_step(Step.CHOOSE, State(meeting.state), by)
    wanted = OfferedTime.objects.select_related("room").filter(
        meeting=meeting, pk=offered, round=last.round if last else 0
    )
    time = wanted.first()
    if time is None or time.starts_at <= (now or timezone.now()):
        raise Refused(_("This time is not open any more. Choose another one."))
    _check_not_taken(meeting, time.starts_at, time.room)
    take_step(meeting, Step.CHOOSE, by, starts_at=time.starts_at, room=time.room)
    _set_time(meeting, time.starts_at, time.room)
    Reply.objects.create(meeting=meeting, coming=_usual_way(time.room), **spoken(by, said_by, confirmed))
    _invite(meeting, LetterKind.PLANNED, by)


def _usual_way(room: Room | None) -> Coming:
    return Coming.VIDEO if room is not None and room.by_line else Coming.IN_PERSON


def _check_not_taken(meeting: Meeting, starts_at: datetime, room: Room | None) -> None:
    """Two families never get one room at one time: whoever comes second is told."""
    if room is None or room.by_line:
        return
    Room.objects.select_for_update().get(pk=room.pk)
    wanted = Interval(starts_at, starts_at + timedelta(minutes=meeting.minutes))
    for other in taken_times([], [room.pk], starts_at, meeting.pk or NEVER).get(room.pk, ()):
        if other.start < wanted.end and wanted.start < other.end:
            raise Refused(_("The room was taken for this time just now. Choose another time."))


def _set_time(meeting: Meeting, starts_at: datetime, room: Room | None) -> None:
    meeting.starts_at, meeting.room = starts_at, room
    if CalendarLetter.objects.filter(meeting=meeting).exists():
        meeting.sequence += 1
    meeting.save(update_fields=["state", "starts_at", "room", "sequence"])


def move(*, meeting: Meeting, starts_at: datetime, room: Room | None, reason: str, by: Visit) -> None:
    """Set another time; everybody asked gets the change."""
    meeting = locked(meeting)
    first = meeting.starts_at is None
    _check_not_taken(meeting, starts_at, room)
    take_step(meeting, Step.MOVE, by, starts_at=starts_at, room=room, reason=reason.strip())
    _set_time(meeting, starts_at, room)
    _invite(meeting, LetterKind.PLANNED if first else LetterKind.MOVED, by)


def cancel(*, meeting: Meeting, reason: str, by: Visit) -> None:
    """Call a meeting off, with the reason; calendars are told."""
    meeting = locked(meeting)
    if not reason.strip():
        raise Refused(_("Write in a few words why it is called off."))
    take_step(meeting, Step.CANCEL, by, starts_at=meeting.starts_at, reason=reason.strip())
    meeting.sequence += 1
    meeting.save(update_fields=["state", "sequence"])
    _invite(meeting, LetterKind.CANCELLED, by)


def cancel_all_waiting(*, reason: str, by: Visit) -> None:
    """Call off everything that was offered or planned for this patient, such as when they have died."""
    for meeting in _waiting(by):
        cancel(meeting=meeting, reason=reason, by=by)


def waiting_count(by: Visit) -> int:
    """How many meetings `cancel_all_waiting` would call off now."""
    return _waiting(by).count()


def _waiting(by: Visit) -> QuerySet[Meeting]:
    waiting = [State.OFFERED.value, State.PLANNED.value]
    return Meeting.objects.filter(patient=by.patient, state__in=waiting)


def miss(*, meeting: Meeting, reason: str, by: Visit) -> None:
    """Write down that a meeting did not take place, and why. It stays owed."""
    meeting = locked(meeting)
    if not reason.strip():
        raise Refused(_("Write in a few words why it was missed."))
    take_step(meeting, Step.MISS, by, starts_at=meeting.starts_at, reason=reason.strip())
    meeting.save(update_fields=["state"])


def begin(*, meeting: Meeting, by: Visit, at: datetime | None = None) -> None:
    """The talk begins; from here the clock counts it as held."""
    meeting = locked(meeting)
    at = at or timezone.now()
    if at > timezone.now():
        raise Refused(_("A talk cannot begin in the future."))
    take_step(meeting, Step.BEGIN, by, at=at)
    meeting.began_at = at
    meeting.save(update_fields=["state", "began_at"])


def begin_unplanned(
    *, unit: Unit, guests: Iterable[tuple[Person, str]], by: Visit, at: datetime | None = None
) -> Meeting:
    """A talk that nobody planned, at the bedside."""
    rules.check_lead(by)
    at = at or timezone.now()
    if at > timezone.now():
        raise Refused(_("A talk cannot begin in the future."))
    meeting = _opened(unit, guests, settings_of(unit).minutes, by, State.UNDER_WAY, began_at=at)
    MeetingStep.objects.create(
        patient=by.patient, meeting=meeting, step=Step.BEGIN.value, by=by.person, at=at
    )
    return meeting


def reply(*, meeting: Meeting, coming: Coming, said_by: Person, confirmed: str, by: Visit) -> Reply:
    """Whether and how somebody comes. Who was not asked before is asked by it."""
    row = Reply.objects.create(meeting=meeting, coming=coming, **spoken(by, said_by, confirmed))
    Guest.objects.get_or_create(
        meeting=meeting, person=said_by, defaults={"patient": by.patient, "part": _part_of(said_by, by)}
    )
    by.did("replied", "meeting", meeting.pk)
    return row


def _part_of(person: Person, by: Visit) -> Part:
    if person.pk == by.patient.person_id:
        return Part.PATIENT
    profession = rules.profession_of(person)
    if not profession:
        return Part.FAMILY
    return Part.INTERPRETER if profession == "interpreter" else Part.TEAM


def wish(
    *, kind: WishKind, words: str, said_by: Person, confirmed: str, by: Visit, at: datetime | None = None
) -> FamilyWish:
    """The family prefers no meeting, or wants them after all."""
    when = {"at": at} if at else {}
    row = FamilyWish.objects.create(kind=kind, words=words.strip(), **when, **spoken(by, said_by, confirmed))
    by.did("wished", "meetings", row.pk)
    return row


def _invite(meeting: Meeting, kind: LetterKind, by: Visit) -> None:
    """One calendar file for everybody asked; a cancellation only for those who have one."""
    cancelled = kind is LetterKind.CANCELLED
    sent = set(CalendarLetter.objects.filter(meeting=meeting).values_list("to_id", flat=True))
    to = [guest.person_id for guest in Guest.objects.filter(meeting=meeting)]
    files = {
        pk: _file(meeting, pk, Method.CANCEL if cancelled else Method.REQUEST)
        for pk in to
        if meeting.starts_at is not None and (pk in sent or not cancelled)
    }
    CalendarLetter.objects.bulk_create(
        CalendarLetter(
            patient=by.patient,
            meeting=meeting,
            to_id=pk,
            method=(Method.CANCEL if cancelled else Method.REQUEST).value,
            sequence=meeting.sequence,
            text=text,
        )
        for pk, text in files.items()
    )
    letters(meeting, kind, by, files)


def _file(meeting: Meeting, to: UUID, method: Method) -> str:
    assert meeting.starts_at is not None
    called = settings_of(meeting.unit).called or meeting.unit.name
    return calendar_file(
        Invitation(
            meeting=meeting.pk,
            to=to,
            title=_("Meeting at {unit}").format(unit=called),
            place=meeting.room.name if meeting.room else "",
            starts_at=meeting.starts_at,
            minutes=meeting.minutes,
            sequence=meeting.sequence,
            written_at=timezone.now(),
            method=method,
        )
    )


def letters(meeting: Meeting, kind: LetterKind, by: Visit, calendars: Mapping[UUID, str]) -> None:
    """Call out that letters are due; who answers stands in config/reactions.py."""
    to = [guest.person for guest in Guest.objects.select_related("person").filter(meeting=meeting)]
    calls.letters_due.send(
        sender=Meeting, visit=by, meeting=meeting, kind=kind, to=to, calendars=dict(calendars)
    )

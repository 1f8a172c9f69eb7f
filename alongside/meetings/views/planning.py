"""Pages on which meetings are planned: the list, the times, choosing, moving, calling off."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from alongside.meetings import rules
from alongside.meetings.actions import planning
from alongside.meetings.forms.planning import (
    HOW,
    BeginForm,
    ChooseForm,
    FreeForm,
    GuestsForm,
    MoveForm,
    OfferForm,
    ReasonForm,
    ReplyForm,
    WishForm,
)
from alongside.meetings.forms.spoken import in_unit_zone
from alongside.meetings.kinds import WishKind
from alongside.meetings.models import FamilyFree, Meeting, StaffFree
from alongside.meetings.queries import clocks, meetings, moves, people, times
from alongside.meetings.views.entrance import person_in, show, speakers, spoken, surroundings
from alongside.patients.doors import Visit, record_of
from alongside.patients.entrance import carried_out, get_or_post
from alongside.patients.rules import NotHere, Refused
from alongside.people.kept import typed_before
from alongside.people.middleware import PersonRequest
from alongside.people.models import Person, Unit

TIME_FIELDS = ("day", "start", "end", "person")


@require_GET
def all_of_them(request: PersonRequest, patient: UUID) -> HttpResponse:
    """The meetings of one patient: what is owed, what is planned, what was."""
    kept: dict[str, Any] = {}
    for kind in ("none", "again"):
        kept |= typed_before(request, reverse("meetings:wish", args=[patient, kind]))
    with record_of(patient, by=request.here.person, purpose="see the meetings") as visit:
        told = clocks.clock(visit)
        to_come, over = meetings.meetings_of(visit)
        unit = people.unit_now(visit)
        values = surroundings(visit) | {
            "clock": told.state.value,
            "sentence": clocks.say(told.sentence),
            "reasons": [clocks.say(reason) for reason in told.reasons],
            "for_family": clocks.for_family(told, visit.patient.called),
            "to_come": to_come,
            "over": over,
            "wish": meetings.wish_of(visit),
            "rounds": meetings.rounds_of(visit, unit),
            "came_from": moves.came_from(visit),
            "unit": unit,
            "wish_form": WishForm(people=_who_wishes(visit), initial=kept),
            "begin_form": BeginForm(),
        }
    return show(request, "meetings/meetings.html", values)


def _who_wishes(visit: Visit) -> list[Person]:
    """Whose words the team may write here: the family's and the patient's, never its own."""
    return people.family(visit) if rules.may_write_for_others(visit) else []


def _unit(visit: Visit) -> Unit:
    unit = people.unit_now(visit)
    if unit is None:
        raise Refused("This patient is in no unit now, so no meeting can be planned.")
    return unit


@get_or_post
def plan(request: PersonRequest, patient: UUID, meeting: UUID | None = None) -> HttpResponse:
    """Choose whom to ask, look at the times that fit, send them. With `meeting`: send other times for it."""
    with record_of(patient, by=request.here.person, purpose="plan a meeting") as visit:
        rules.check_lead(visit)
        unit = _unit(visit)
        existing = meetings.meeting_of(visit, meeting) if meeting else None
        guests = _guests_form(request, visit, unit)
        found = times.proposals(
            visit,
            unit,
            guests.chosen,
            minutes=guests.length,
            besides=existing.pk if existing else clocks.NEVER,
        )
        form = OfferForm(request.POST or None, proposals=found)
        done: list[Meeting] = []
        ok = form.is_bound and carried_out(
            form, visit, lambda: done.append(_send(form, guests, unit, existing, visit))
        )
        told = clocks.clock(visit)
        values = surroundings(visit) | {
            "guests": guests,
            "form": form,
            "proposals": found,
            "existing": existing,
            "sentence": clocks.say(told.sentence),
            "declined": told.state.value == "declined",
        }
    if ok:
        return redirect("meetings:meetings", patient) if not done else _to(patient, done[0].pk)
    return show(request, "meetings/plan.html", values, status=422 if form.errors else 200)


def _guests_form(request: PersonRequest, visit: Visit, unit: Unit) -> GuestsForm:
    sent = request.POST or request.GET
    return GuestsForm(
        sent if "guests" in sent else None,
        askable=people.whom_to_ask(visit),
        minutes=times.settings_of(unit).minutes,
    )


def _send(form: OfferForm, guests: GuestsForm, unit: Unit, existing: Meeting | None, visit: Visit) -> Meeting:
    if existing is not None:
        planning.offer(meeting=existing, times=form.chosen, by=visit)
        return existing
    asked = [(one.person, one.part.value) for one in guests.chosen]
    return planning.plan(unit=unit, guests=asked, times=form.chosen, minutes=guests.length, by=visit)


def _to(patient: UUID, meeting: UUID) -> HttpResponse:
    return redirect("meetings:meeting", patient, meeting)


def _page(visit: Visit, meeting: UUID, **bound: Any) -> dict[str, Any]:
    """The values of a meeting's page, with fresh forms beside the one that was sent, if any."""
    page = meetings.page_of(visit, meeting)
    who = speakers(visit)
    own = next((one.coming for one in page.guests if one.person.pk == visit.person.pk), "")
    usual: dict[str, Any] = {
        "reply_form": ReplyForm(people=who, speaker=visit.person, prefix="reply", initial={"coming": own})
    }
    if page.offered:
        usual["choose_form"] = _choose_form(visit, page)
    usual["begin_form"] = BeginForm(prefix="begin")
    return surroundings(visit) | {"page": page, "how": HOW, "choose_form": None} | usual | bound


def _choose_form(visit: Visit, page: meetings.MeetingPage, data: Any = None) -> ChooseForm:
    offered = [
        (one.id, f"{one.when} ({one.room})" if one.room else one.when) for one in page.offered if not one.over
    ]
    return ChooseForm(data, offered=offered, people=speakers(visit), speaker=visit.person, prefix="time")


@require_GET
def one(request: PersonRequest, patient: UUID, meeting: UUID) -> HttpResponse:
    with record_of(patient, by=request.here.person, purpose="see the meeting") as visit:
        values = _page(visit, meeting)
    return show(request, "meetings/meeting.html", values)


@get_or_post
def choose(request: PersonRequest, patient: UUID, meeting: UUID) -> HttpResponse:
    if request.method == "GET":
        return _to(patient, meeting)
    with record_of(patient, by=request.here.person, purpose="choose a time") as visit:
        page = meetings.page_of(visit, meeting)
        form = _choose_form(visit, page, request.POST)
        ok = carried_out(
            form,
            visit,
            lambda: planning.choose(
                meeting=page.meeting,
                offered=UUID(form.cleaned_data["offered"]),
                by=visit,
                **spoken(form, visit),
            ),
        )
        values = {} if ok else _page(visit, meeting, choose_form=form)
    return _to(patient, meeting) if ok else show(request, "meetings/meeting.html", values, status=422)


@get_or_post
def reply(request: PersonRequest, patient: UUID, meeting: UUID) -> HttpResponse:
    """Whether and how somebody comes."""
    if request.method == "GET":
        return _to(patient, meeting)
    with record_of(patient, by=request.here.person, purpose="say who comes") as visit:
        row = meetings.meeting_of(visit, meeting)
        form = ReplyForm(request.POST, people=speakers(visit), prefix="reply")
        ok = carried_out(
            form,
            visit,
            lambda: planning.reply(
                meeting=row, coming=form.cleaned_data["coming"], by=visit, **spoken(form, visit)
            ),
        )
        values = {} if ok else _page(visit, meeting, reply_form=form)
    return _to(patient, meeting) if ok else show(request, "meetings/meeting.html", values, status=422)


@get_or_post
def move(request: PersonRequest, patient: UUID, meeting: UUID) -> HttpResponse:
    """The team sets the time itself, for the first time or anew."""
    kept = typed_before(request)
    with record_of(patient, by=request.here.person, purpose="move the meeting") as visit:
        rules.check_lead(visit)
        page = meetings.page_of(visit, meeting)
        unit = page.meeting.unit
        form = MoveForm(request.POST or None, rooms=times.rooms_of(unit), zone=unit.zone, initial=kept)
        ok = form.is_bound and carried_out(
            form,
            visit,
            lambda: planning.move(
                meeting=page.meeting,
                starts_at=form.starts_at,
                room=form.room,
                reason=form.cleaned_data["reason"],
                by=visit,
            ),
        )
        values = surroundings(visit) | {"page": page, "form": form}
    if ok:
        return _to(patient, meeting)
    return show(request, "meetings/move.html", values, status=422 if form.errors else 200)


@get_or_post
def cancel(request: PersonRequest, patient: UUID, meeting: UUID) -> HttpResponse:
    return _with_reason(request, patient, meeting, missed=False)


@get_or_post
def miss(request: PersonRequest, patient: UUID, meeting: UUID) -> HttpResponse:
    return _with_reason(request, patient, meeting, missed=True)


def _with_reason(request: PersonRequest, patient: UUID, meeting: UUID, *, missed: bool) -> HttpResponse:
    kept = typed_before(request)
    purpose = "say why it was missed" if missed else "call the meeting off"
    with record_of(patient, by=request.here.person, purpose=purpose) as visit:
        rules.check_lead(visit)
        page = meetings.page_of(visit, meeting)
        form = ReasonForm(request.POST or None, initial=kept)
        deed = planning.miss if missed else planning.cancel
        ok = form.is_bound and carried_out(
            form, visit, lambda: deed(meeting=page.meeting, reason=form.cleaned_data["reason"], by=visit)
        )
        values = surroundings(visit) | {"page": page, "form": form, "missed": missed}
    if ok:
        return redirect("meetings:meetings", patient)
    return show(request, "meetings/reason.html", values, status=422 if form.errors else 200)


@get_or_post
def begin(request: PersonRequest, patient: UUID, meeting: UUID) -> HttpResponse:
    if request.method == "GET":
        return _to(patient, meeting)
    with record_of(patient, by=request.here.person, purpose="begin the talk") as visit:
        rules.check_lead(visit)
        row = meetings.meeting_of(visit, meeting)
        form = BeginForm(request.POST, prefix="begin")
        ok = carried_out(
            form, visit, lambda: planning.begin(meeting=row, at=form.began_at(row.unit.zone), by=visit)
        )
        values = {} if ok else _page(visit, meeting, begin_form=form)
    if ok:
        return redirect("meetings:talk", patient, meeting)
    return show(request, "meetings/meeting.html", values, status=422)


@get_or_post
def begin_unplanned(request: PersonRequest, patient: UUID) -> HttpResponse:
    """A talk at the bedside that nobody planned; those usually asked count as asked."""
    if request.method == "GET":
        return redirect("meetings:meetings", patient)
    begun: list[Meeting] = []
    with record_of(patient, by=request.here.person, purpose="begin a talk") as visit:
        rules.check_lead(visit)
        unit = _unit(visit)
        form = BeginForm(request.POST)
        guests = [(one.person, one.part.value) for one in people.whom_to_ask(visit) if one.usual]
        ok = carried_out(
            form,
            visit,
            lambda: begun.append(
                planning.begin_unplanned(unit=unit, guests=guests, at=form.began_at(unit.zone), by=visit)
            ),
        )
        if not ok:
            raise Refused(" ".join(str(error) for errors in form.errors.values() for error in errors))
    return (
        redirect("meetings:talk", patient, begun[0].pk) if begun else redirect("meetings:meetings", patient)
    )


@require_GET
def calendar(request: PersonRequest, patient: UUID, meeting: UUID) -> HttpResponse:
    """The calendar file made for this visitor."""
    with record_of(patient, by=request.here.person, purpose="take the calendar file") as visit:
        row = meetings.calendar_of(visit, meeting)
    answer = HttpResponse(row.text, content_type=f"text/calendar; charset=utf-8; method={row.method}")
    answer["Content-Disposition"] = 'attachment; filename="meeting.ics"'
    answer["Cache-Control"] = "no-store"
    return answer


@get_or_post
def wish(request: PersonRequest, patient: UUID, kind: str) -> HttpResponse:
    """The family prefers no meeting, or wants them after all."""
    if request.method == "GET":
        return redirect("meetings:meetings", patient)
    wanted = {"none": WishKind.NONE, "again": WishKind.AGAIN}
    if kind not in wanted:
        raise NotHere("There is no such page, or it is not open to you.")
    with record_of(patient, by=request.here.person, purpose="say what the family wants") as visit:
        form = WishForm(request.POST, people=_who_wishes(visit))
        ok = carried_out(
            form,
            visit,
            lambda: planning.wish(
                kind=wanted[kind], words=form.cleaned_data["words"], by=visit, **spoken(form, visit)
            ),
        )
        if not ok:
            raise Refused(" ".join(str(error) for errors in form.errors.values() for error in errors))
    return redirect("meetings:meetings", patient)


@get_or_post
def free(request: PersonRequest, patient: UUID) -> HttpResponse:
    """When somebody can come: one's own times; the team writes down anybody's.

    A time that was just taken back comes in the address, and stands in the form to be put back.
    """
    kept = typed_before(request) | {name: request.GET[name] for name in TIME_FIELDS if name in request.GET}
    with record_of(patient, by=request.here.person, purpose="say when free") as visit:
        unit = people.unit_now(visit)
        zone = unit.zone if unit else "UTC"
        form = FreeForm(request.POST or None, people=speakers(visit), initial=kept)
        ok = form.is_bound and carried_out(form, visit, lambda: _say_free(form, zone, visit))
        who = people.around(visit) if rules.may_write_for_others(visit) else [visit.person]
        values = surroundings(visit) | {
            "form": form,
            "said": [(people.name_of(one), times.free_times(visit, one)) for one in who],
        }
    if ok:
        return redirect("meetings:free", patient)
    return show(request, "meetings/free.html", values, status=422 if form.errors else 200)


def _say_free(form: FreeForm, zone: str, visit: Visit) -> None:
    said = form.cleaned_data
    wanted = said.get("person")
    planning.say_free(
        person=person_in(people.around(visit), UUID(wanted)) if wanted else visit.person,
        starts_at=in_unit_zone(said["day"], said["start"], zone),
        ends_at=in_unit_zone(said["day"], said["end"], zone),
        by=visit,
    )


@require_POST
def not_free(request: PersonRequest, patient: UUID, row: UUID) -> HttpResponse:
    taken: dict[str, str] = {}
    with record_of(patient, by=request.here.person, purpose="take back a free time") as visit:
        unit = people.unit_now(visit)
        for person in people.around(visit):
            for one in times.free_times(visit, person):
                if one.pk == row:
                    taken = _as_typed(one, unit.zone if unit else "UTC")
                    planning.take_back_free(row=one, by=visit)
    if taken:
        messages.success(request, _("Taken back. The time stands in the form: add it to put it back."))
    return redirect(f"{reverse('meetings:free', args=[patient])}?{urlencode(taken)}")


def _as_typed(row: FamilyFree | StaffFree, zone: str) -> dict[str, str]:
    """A free time as its form takes it, on the unit's clock."""
    start, end = (at.astimezone(ZoneInfo(zone)) for at in (row.starts_at, row.ends_at))
    typed = (start.date().isoformat(), f"{start:%H:%M}", f"{end:%H:%M}", str(row.person_id))
    return dict(zip(TIME_FIELDS, typed, strict=True))

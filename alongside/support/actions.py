"""Answering, asking for something, seeing to it; and what a death changes here."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django.contrib.postgres.functions import TransactionNow
from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from alongside.patients.doors import Visit
from alongside.patients.models import Relative, TeamMember
from alongside.patients.queries import is_dead, unit_of
from alongside.patients.rules import Refused, Standing
from alongside.people.models import Clinician, Person, Unit
from alongside.post import actions as post
from alongside.support import phq4_pack, rules, safety
from alongside.support.models import (
    WAITING,
    Kind,
    OwnAnswers,
    OwnRequest,
    PatientAnswers,
    PatientRequest,
    Phq4Pack,
    State,
    Watch,
)
from alongside.support.own import did_for_oneself
from alongside.support.queries import packs_held, watch_of
from alongside.trail.writing import DOORS, LIBRARY, did


def set_up(
    *,
    unit: Unit,
    owner: Person,
    hours: Sequence[safety.WatchedHours],
    crisis_number: str,
    job: str,
    by: Person | None = None,
) -> Watch:
    """Switch the questions on for a unit, inside `work_of`. Raises Refused, naming all that lacks."""
    lacks = list(safety.missing(safety.Setup(str(owner.pk), tuple(hours), crisis_number)))
    if not Clinician.objects.filter(person=owner).exists():
        lacks.append(_("The person who reads the answers must be a clinician who works here."))
    if lacks:
        raise Refused(" ".join(lacks))
    watch, _made = Watch.objects.update_or_create(
        unit=unit,
        defaults={
            "owner": owner,
            "hours": [[span.weekday, span.start, span.end] for span in hours],
            "crisis_number": crisis_number.strip(),
            "changed_at": Now(),
        },
    )
    did("set up", "support", unit.pk, stream=DOORS, by=by.pk if by else None, service=job)
    return watch


def switch_off(*, unit: Unit, job: str, by: Person | None = None) -> None:
    Watch.objects.filter(unit=unit).delete()
    did("switched off", "support", unit.pk, stream=DOORS, by=by.pk if by else None, service=job)


@transaction.atomic
def load_pack(*, text: str, by: Person | None = None) -> Phq4Pack | None:
    """Keep PHQ-4 in another language, from its file; None where it holds already. Raises NotAPack."""
    wording = phq4_pack.read(text)
    now = packs_held().get(wording.language)
    if now is not None and phq4_pack.wording_from(now.wording) == wording:
        return None
    row = Phq4Pack.objects.create(language=wording.language, wording=asdict(wording))
    did("loaded", "wording", row.pk, stream=LIBRARY, by=by.pk if by else None, service="support setup")
    return row


@transaction.atomic
def withdraw_pack(*, language: str, by: Person | None = None) -> bool:
    """From now on people of this language are asked in English; False where there was no wording."""
    now = packs_held().get(language)
    if now is None:
        return False
    row = Phq4Pack.objects.create(language=language, wording=now.wording, withdrawn=True)
    did("withdrew", "wording", row.pk, stream=LIBRARY, by=by.pk if by else None, service="support setup")
    return True


def _watch_here(by: Visit) -> Watch:
    unit = unit_of(by.patient)
    watch = watch_of(unit.pk) if unit else None
    if watch is None or is_dead(by.patient):
        raise Refused(_("These questions are not open here now."))
    return watch


def answer(*, said: Mapping[str, Any], confirmed: str, by: Visit) -> PatientAnswers:
    """Keep a patient's answers. Words of self-harm ask for the unit's owner by themselves."""
    rules.check_answer(by)
    watch = _watch_here(by)
    row = PatientAnswers.objects.create(
        patient=by.patient,
        unit_id=watch.unit_id,
        said_by=by.patient.person,
        recorded_by=by.person,
        confirmed="own hand" if by.standing is Standing.SELF else confirmed,
        **said,
    )
    by.did("answered", "questions", row.pk)
    if safety.words_of_self_harm(row.words):
        _ask(kind=Kind.DANGER, watch=watch, by=by)
    return row


def ask(*, kind: Kind, by: Visit) -> PatientRequest:
    """The patient (or the team for them) asks for somebody."""
    rules.check_answer(by)
    rules.check_ask(kind)
    return _ask(kind=kind, watch=_watch_here(by), by=by)


def _ask(*, kind: Kind, watch: Watch, by: Visit) -> PatientRequest:
    """Make the request once; what must be seen to now brings the unit's owner in and tells them."""
    row, made = PatientRequest.objects.get_or_create(
        patient=by.patient,
        for_person=by.patient.person,
        kind=kind,
        state__in=WAITING,
        defaults={"unit_id": watch.unit_id, "asked_by": by.person, "state": State.OPEN},
    )
    if made:
        by.did("asked", "support request", row.pk)
    if made and kind in {Kind.SOMEONE_NOW, Kind.DANGER}:
        _bring_in(watch.owner, by)
        post.queue(
            to=watch.owner,
            template="asks for you",
            values={"path": f"/people/{by.patient.pk}/support/"},
            about=by.patient.pk,
            key=f"support:{row.pk}",
        )
    return row


def _bring_in(owner: Person, by: Visit) -> None:
    """Somebody who is asked to come must be able to open the record; the patient was told so before."""
    if TeamMember.objects.filter(patient=by.patient, person=owner, until=None).exists():
        return
    member = TeamMember.objects.create(
        patient=by.patient, person=owner, role="support", since=TransactionNow()
    )
    by.did("brought in", "team member", member.pk)


def see_to(*, request: PatientRequest, state: State, by: Visit) -> None:
    """The team takes a request, or says that it is done."""
    rules.check_see_to_it(by)
    _move(PatientRequest.objects.filter(pk=request.pk, state__in=WAITING), state, by.person)
    by.did(state.value, "support request", request.pk)


def take_back(*, request: PatientRequest, by: Visit) -> None:
    rules.check_answer(by)
    _move(PatientRequest.objects.filter(pk=request.pk, state__in=WAITING), State.OFF, None)
    by.did("took back", "support request", request.pk)


def _move(rows: Any, state: State, person: Person | None) -> None:
    changes: dict[str, Any] = {"state": state, "changed_at": Now()}
    if person is not None:
        changes["seen_to_by"] = person
    if not rows.update(**changes):
        raise Refused(_("This is closed already."))


# -- for oneself: inside `by_oneself`, never in a patient's record ------------------------------------


def answer_for_oneself(*, said: Mapping[str, Any], watch: Watch, by: Person) -> OwnAnswers:
    row = OwnAnswers(person=by, unit_id=watch.unit_id, **said)
    row.save(force_insert=True)
    did_for_oneself(by, "wrote on", row.pk)
    return row


def ask_for_oneself(*, kind: Kind, where: str, watch: Watch, by: Person) -> bool:
    """Ask the unit's owner; False when the same was asked already and still waits."""
    rules.check_ask(kind)
    row = OwnRequest(person=by, unit_id=watch.unit_id, kind=kind, called=by.called, where=where.strip())
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return False
    did_for_oneself(by, "asked on", row.pk)
    post.queue(
        to=watch.owner,
        template="asks for you",
        values={"path": "/my-support/asked-of-me"},
        key=f"support:{row.pk}",
    )
    return True


def take_back_for_oneself(*, request: OwnRequest, by: Person) -> None:
    _move(OwnRequest.objects.filter(pk=request.pk, person=by, state__in=WAITING), State.OFF, None)
    did_for_oneself(by, "took back on", request.pk)


def see_to_one(*, request: OwnRequest, state: State, by: Person) -> None:
    """The unit's owner takes a relative's request, or says that it is done."""
    owned = OwnRequest.objects.filter(pk=request.pk, unit__in=Watch.objects.filter(owner=by).values("unit"))
    _move(owned.filter(state__in=WAITING), state, by)
    did_for_oneself(by, "saw to", request.pk)


# -- what a death changes (connected in config/reactions.py) ----------------------------------------------


def whom_to_console(visit: Visit) -> list[str]:
    """Those close to the patient, to whom support would be offered."""
    close = Relative.objects.filter(patient=visit.patient).select_related("person").order_by("person__called")
    return [relative.person.called for relative in close]


def after_a_death(visit: Visit) -> None:
    """Close what was asked for the patient, and ask the team to offer support to each relative in person."""
    waiting = PatientRequest.objects.filter(patient=visit.patient, state__in=WAITING)
    waiting.exclude(kind=Kind.BEREAVEMENT).update(state=State.OFF, changed_at=Now())
    unit = unit_of(visit.patient)
    for relative in Relative.objects.filter(patient=visit.patient).select_related("person"):
        row, made = PatientRequest.objects.get_or_create(
            patient=visit.patient,
            for_person=relative.person,
            kind=Kind.BEREAVEMENT,
            defaults={"unit": unit, "asked_by": visit.person},
        )
        if made:
            visit.did("asked", "support request", row.pk)


def after_a_death_taken_back(visit: Visit) -> None:
    waiting = PatientRequest.objects.filter(patient=visit.patient, kind=Kind.BEREAVEMENT, state__in=WAITING)
    waiting.update(state=State.OFF, changed_at=Now())

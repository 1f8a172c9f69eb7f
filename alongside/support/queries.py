"""Reading what was answered and asked: the reader first, finished values out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.dates import WEEKDAYS
from django.utils.functional import Promise
from django.utils.translation import get_language, get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from alongside.patients.doors import Visit
from alongside.patients.rules import NotHere
from alongside.people.models import Clinician, Person, Unit
from alongside.plain.instruments import Band
from alongside.support import safety
from alongside.support.models import (
    WAITING,
    Answers,
    Kind,
    OwnAnswers,
    OwnRequest,
    PatientAnswers,
    PatientRequest,
    Phq4Pack,
    State,
    Watch,
)
from alongside.support.phq4_pack import ENGLISH, Wording, wording_from

KIND_WORDS: dict[str, str | Promise] = {
    Kind.SOMEONE_NOW: gettext_lazy("Someone to talk to now"),
    Kind.DANGER: gettext_lazy("Someone to come now"),
    Kind.CHAPLAIN: gettext_lazy("A chaplain"),
    Kind.SOCIAL_WORK: gettext_lazy("A social worker"),
    Kind.INTERPRETER: gettext_lazy("An interpreter"),
    Kind.DIARY: gettext_lazy("A diary of these days"),
    Kind.BEREAVEMENT: gettext_lazy("Offer help in grief, in person"),
}
STATE_WORDS: dict[str, str | Promise] = {
    State.OPEN: gettext_lazy("asked for"),
    State.TAKEN: gettext_lazy("somebody sees to it"),
    State.DONE: gettext_lazy("done"),
    State.OFF: gettext_lazy("taken back"),
}
BAND_WORDS: dict[Band, str | Promise] = {
    Band.NONE: gettext_lazy("none to minimal"),
    Band.MILD: gettext_lazy("mild"),
    Band.MODERATE: gettext_lazy("moderate"),
    Band.SEVERE: gettext_lazy("severe"),
}


@dataclass(frozen=True)
class Notice:
    """What everybody is told before the first question."""

    unit: UUID
    unit_name: str
    owner: str
    hours: tuple[str, ...]
    crisis_number: str


def watch_of(unit: UUID) -> Watch | None:
    """Who reads this unit's answers; None while something is missing, and then nobody is asked."""
    watch = Watch.objects.select_related("unit", "owner").filter(unit=unit).first()
    return watch if watch and safety.may_ask(watch.setup) else None


def units_that_ask() -> list[Unit]:
    watches = Watch.objects.select_related("unit").order_by("unit__name")
    return [watch.unit for watch in watches if safety.may_ask(watch.setup)]


def packs_held() -> dict[str, Phq4Pack]:
    """The wording of PHQ-4 that holds in each language that a unit brought."""
    newest = {row.language: row for row in Phq4Pack.objects.order_by("at", "pk")}
    return {language: row for language, row in newest.items() if not row.withdrawn}


@dataclass(frozen=True)
class Asking:
    """PHQ-4 as one person is asked it. `pack`: None for English; `english_only`: not in their language."""

    wording: Wording
    pack: UUID | None
    english_only: bool


def asking_of(person: Person, shown: str = "") -> Asking:
    """In the person's own language where a unit brought it, else in English.

    `shown`: the pack whose words stood on a form that comes back; newer words loaded meanwhile do not
    change what was answered.
    """
    known = {str(row.pk): row for row in Phq4Pack.objects.all()}
    if shown in known:
        return Asking(wording_from(known[shown].wording), known[shown].pk, english_only=False)
    held = packs_held()
    pack = held.get(person.language) or held.get(person.language.split("-")[0])
    if pack is None or shown == ENGLISH.language:
        return Asking(ENGLISH, None, english_only=person.language.split("-")[0] != ENGLISH.language)
    return Asking(wording_from(pack.wording), pack.pk, english_only=False)


def notice_of(watch: Watch) -> Notice:
    return Notice(
        unit=watch.unit_id,
        unit_name=watch.unit.name,
        owner=name_of(watch.owner),
        hours=spans(watch.setup.hours),
        crisis_number=watch.crisis_number,
    )


def name_of(person: Person) -> str:
    clinician = Clinician.objects.filter(person=person).first()
    return clinician.title if clinician and clinician.title else person.full_name


def spans(hours: Sequence[safety.WatchedHours]) -> tuple[str, ...]:
    """“Monday to Friday, 8:00 to 16:00”: days that follow each other with the same hours are one."""
    runs: list[list[safety.WatchedHours]] = []
    for span in sorted(hours, key=lambda one: (one.start, one.end, one.weekday)):
        last = runs[-1][-1] if runs else None
        follows = last is not None and (last.start, last.end, last.weekday + 1) == (
            span.start,
            span.end,
            span.weekday,
        )
        if follows:
            runs[-1].append(span)
        else:
            runs.append([span])
    return tuple(_run(run) for run in sorted(runs, key=lambda run: (run[0].weekday, run[0].start)))


def _run(run: Sequence[safety.WatchedHours]) -> str:
    first, last = WEEKDAYS[run[0].weekday], WEEKDAYS[run[-1].weekday]
    days = first if len(run) == 1 else _("%(first)s to %(last)s") % {"first": first, "last": last}
    hours = {"start": _clock(run[0].start), "end": _clock(run[0].end)}
    return _("%(days)s, %(start)s to %(end)s") % {"days": days, **hours}


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"


@dataclass(frozen=True)
class Answered:
    """A round of answers as its page shows it. `opens`: "safety", "help" or "thanks"."""

    id: UUID
    at: datetime
    anxiety: int | None
    depression: int | None
    total: int | None
    band: str
    worry: int | None
    words: str
    opens: str
    asked_in: str = ""  # the language of a wording that a unit brought
    scores: tuple[str, ...] = ("", "")  # what that wording calls the two scores


def answered(row: Answers) -> Answered:
    scored = row.phq4
    wording = wording_from(row.pack.wording) if row.pack else None
    return Answered(
        id=row.pk,
        at=row.at,
        anxiety=scored.anxiety if scored else None,
        depression=scored.depression if scored else None,
        total=scored.total if scored else None,
        band=str(BAND_WORDS[scored.band]) if scored else "",
        worry=row.worry,
        words=row.words,
        opens=_opens(row),
        asked_in=name_of_language(wording.language) if wording else "",
        scores=wording.scores if wording else ("", ""),
    )


def name_of_language(tag: str) -> str:
    """A language by its own name; by its tag where Django knows none."""
    try:
        return str(get_language_info(tag)["name_local"])
    except KeyError:
        return tag


def _opens(row: Answers) -> str:
    """What the answerer sees at once. In a language without phrases, words always show help."""
    if safety.words_of_self_harm(row.words):
        return "safety"
    unread = bool(row.words.strip()) and (get_language() or "en").split("-")[0] not in safety.LANGUAGES
    return "help" if unread or safety.shows_help_at_once(phq4=row.phq4, worry=row.worry) else "thanks"


def answers_of(visit: Visit, limit: int = 10) -> list[Answered]:
    rows = (
        PatientAnswers.objects.select_related("pack")
        .filter(patient=visit.patient)
        .order_by("-at", "pk")[:limit]
    )
    return [answered(row) for row in rows]


def one_answer(visit: Visit, wanted: UUID) -> Answered:
    row = PatientAnswers.objects.filter(patient=visit.patient, pk=wanted).first()
    if row is None:
        raise NotHere(_("There is no such page, or it is not open to you."))
    return answered(row)


@dataclass(frozen=True)
class Asked:
    """A request as pages show it."""

    id: UUID
    kind: str
    what: str
    state: str
    how_it_stands: str
    waiting: bool
    for_whom: str
    where: str
    at: datetime
    seen_to_by: str


def _asked(row: Any, for_whom: str, where: str = "") -> Asked:
    return Asked(
        id=row.pk,
        kind=row.kind,
        what=str(KIND_WORDS[row.kind]),
        state=row.state,
        how_it_stands=str(STATE_WORDS[row.state]),
        waiting=row.state in WAITING,
        for_whom=for_whom,
        where=where,
        at=row.asked_at,
        seen_to_by=name_of(row.seen_to_by) if row.seen_to_by else "",
    )


def requests_of(visit: Visit, *, all_of_them: bool) -> list[Asked]:
    """What was asked for this patient, danger first, then what waits; `all_of_them`: for relatives too."""
    rows = PatientRequest.objects.select_related("for_person", "seen_to_by").filter(patient=visit.patient)
    if not all_of_them:
        rows = rows.filter(for_person=visit.patient.person)
    ordered = sorted(rows, key=lambda row: (row.state not in WAITING, row.kind != Kind.DANGER, row.asked_at))
    return [_asked(row, row.for_person.called) for row in ordered]


def request_of(visit: Visit, wanted: UUID) -> PatientRequest:
    row = PatientRequest.objects.filter(patient=visit.patient, pk=wanted).first()
    if row is None:
        raise NotHere(_("There is no such page, or it is not open to you."))
    return row


def waiting_for(listed: Sequence[UUID]) -> dict[UUID, int]:
    """How many requests wait for each patient of an opened list."""
    counts: dict[UUID, int] = {}
    for patient in PatientRequest.objects.filter(patient__in=listed, state__in=WAITING).values_list(
        "patient_id", flat=True
    ):
        counts[patient] = counts.get(patient, 0) + 1
    return counts


# -- for oneself ------------------------------------------------------------------------------------------


def own_answers(person: Person, limit: int = 10) -> list[Answered]:
    return [
        answered(row)
        for row in OwnAnswers.objects.select_related("pack")
        .filter(person=person)
        .order_by("-at", "pk")[:limit]
    ]


def own_answer(person: Person, wanted: UUID) -> tuple[Answered, UUID]:
    """The answers and the unit they were given in."""
    row = OwnAnswers.objects.filter(person=person, pk=wanted).first()
    if row is None:
        raise NotHere(_("There is no such page, or it is not open to you."))
    return answered(row), row.unit_id


def own_requests(person: Person) -> list[Asked]:
    rows = OwnRequest.objects.select_related("seen_to_by").filter(person=person).order_by("-asked_at", "pk")
    return [_asked(row, row.called, row.where) for row in rows]


def own_request(person: Person, wanted: UUID) -> OwnRequest:
    row = OwnRequest.objects.filter(person=person, pk=wanted).first()
    if row is None:
        raise NotHere(_("There is no such page, or it is not open to you."))
    return row


def asked_of(owner: Person) -> list[Asked]:
    """What relatives ask of the units that this person answers for, what waits first."""
    rows = OwnRequest.objects.select_related("seen_to_by").filter(
        unit__in=Watch.objects.filter(owner=owner).values("unit")
    )
    ordered = sorted(rows, key=lambda row: (row.state not in WAITING, row.asked_at))
    return [_asked(row, row.called, row.where) for row in ordered]


def request_asked_of(owner: Person, wanted: UUID) -> OwnRequest:
    row = OwnRequest.objects.filter(
        pk=wanted, unit__in=Watch.objects.filter(owner=owner).values("unit")
    ).first()
    if row is None:
        raise NotHere(_("There is no such page, or it is not open to you."))
    return row

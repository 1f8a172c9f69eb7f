"""Everything read about a choice, as finished values. The visit comes first; pages only show."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max

from alongside.aids.models import KIND, AidVersion
from alongside.aids.ordering import drawn_for
from alongside.aids.page import AidPage
from alongside.aids.queries import lacks, page_of, to_begin, with_a_try
from alongside.aids.queries import standing as standing_of_aid
from alongside.decisions import balance
from alongside.decisions.balance import Conversation
from alongside.decisions.endings import ENDINGS, EndingKind
from alongside.decisions.models import (
    Choice,
    Confirmed,
    Ending,
    NoteDraft,
    PromptClosed,
    Recommendation,
    RoleWanted,
    SignedNote,
    View,
    WhatMatters,
)
from alongside.editorial.queries import standings_of
from alongside.editorial.standing import Standing
from alongside.partnership.speaking_queries import SpeaksFor, who_speaks_for
from alongside.patients.doors import Visit
from alongside.patients.models import Grant, Relative, Stay, TeamMember
from alongside.patients.rules import NotHere
from alongside.people.models import Person

INTENSIVE_CARE = "intensive care"


@dataclass(frozen=True)
class Said:
    """Something said: the words, about what, by whom, written down by whom, when."""

    about: str
    words: str
    said_by: str
    recorded_by: str
    at: datetime


@dataclass(frozen=True)
class Matters:
    """How much one thing matters now, by the newest word about it."""

    key: str
    name: str
    importance: int
    said_by: str


@dataclass(frozen=True)
class Advised:
    option: str
    option_name: str
    reason: str
    rests_on: tuple[str, ...]
    by: str
    at: datetime


@dataclass(frozen=True)
class Ended:
    kind: EndingKind
    for_team: str
    for_patient: str
    option_name: str
    reason: str
    next_step: str
    review_on: date | None
    said_by: str
    recorded_by: str
    at: datetime


@dataclass(frozen=True)
class ChoiceLine:
    """One choice in a list."""

    id: UUID
    question: str
    opened_at: datetime
    standing: str  # the newest ending's kind, or ""
    signed: bool
    flagged: bool  # a source of its aid has changed


@dataclass(frozen=True)
class Talk:
    """A whole conversation about one choice, ready to be shown."""

    choice: Choice
    aid: AidPage
    standing: Standing  # of the aid's version, with the board
    called: str
    what_matters: tuple[Matters, ...]
    own_words: tuple[Said, ...]
    role: RoleWanted | None
    views: tuple[Said, ...]
    advice: Advised | None
    older_advice: tuple[Advised, ...]
    ending: Ended | None
    older_endings: tuple[Ended, ...]
    prompts: tuple[balance.Prompt, ...]
    notes: tuple["NoteLine", ...]
    team_words: dict[str, tuple[Said, ...]]  # by option: what clinicians said of it, for what has no number
    speakers: tuple[str, ...]  # who speaks for the patient in this; empty while the patient does

    def option_name(self, key: str) -> str:
        return {option.key: option.name for option in self.aid.options}.get(key, "")


@dataclass(frozen=True)
class NoteLine:
    number: int
    signed_by: str
    signed_at: datetime
    because: str


def _name(person: Person) -> str:
    clinician = getattr(person, "clinician", None)
    return (clinician.title if clinician else "") or person.called


def choice_of(visit: Visit, choice: UUID) -> Choice:
    """One choice of this patient. Raises NotHere for any other id."""
    found = Choice.objects.select_related("aid", "aid__aid").filter(pk=choice, patient=visit.patient).first()
    if found is None:
        raise NotHere("There is no such page, or it is not open to you.")
    return found


def choices_of(visit: Visit) -> list[ChoiceLine]:
    """This patient's choices, newest first."""
    endings: dict[UUID, str] = {}
    for row in Ending.objects.filter(patient=visit.patient).order_by("at"):
        endings[row.choice_id] = row.kind
    signed = dict(
        SignedNote.objects.filter(patient=visit.patient).values_list("choice").annotate(Max("number"))
    )
    rows = list(Choice.objects.select_related("aid").filter(patient=visit.patient).order_by("-opened_at"))
    standings = standings_of(KIND, [row.aid_id for row in rows])
    return [
        ChoiceLine(
            row.pk,
            row.aid.question,
            row.opened_at,
            endings.get(row.pk, ""),
            row.pk in signed,
            bool(standings[row.aid_id].flags),
        )
        for row in rows
    ]


def aids_to_open(visit: Visit) -> list[AidVersion]:
    """Aids that may be begun with and on which this patient has no choice yet."""
    from_here = Choice.objects.filter(patient=visit.patient).values_list("aid__aid_id", flat=True)
    open_to_all = to_begin().exclude(aid_id__in=list(from_here)).select_related("aid")
    return [version for version in open_to_all if not lacks(version)]


@dataclass(frozen=True)
class TryAid:
    """A choice aid that may help before something is tried; ``choice`` where it was begun already."""

    id: UUID
    question: str
    choice: UUID | None


def aids_for_a_try(visit: Visit) -> list[TryAid]:
    """Aids with a try for a set time in them, for a patient who is in intensive care now."""
    if not Stay.objects.filter(patient=visit.patient, ended_at=None, unit__kind=INTENSIVE_CARE).exists():
        return []
    begun = dict(
        Choice.objects.filter(patient=visit.patient).order_by("opened_at").values_list("aid__aid_id", "pk")
    )
    return [TryAid(one.pk, one.question, begun.get(one.aid_id)) for one in with_a_try()]


def people_around(visit: Visit) -> list[Person]:
    """Whose words may be written down: the patient, those close, the team now."""
    ids = [visit.patient.person_id, visit.person.pk]
    ids += Relative.objects.filter(patient=visit.patient).values_list("person_id", flat=True)
    ids += Grant.objects.filter(patient=visit.patient).values_list("person_id", flat=True)
    ids += TeamMember.objects.filter(patient=visit.patient, until=None).values_list("person_id", flat=True)
    people = {p.pk: p for p in Person.objects.select_related("clinician").filter(pk__in=ids)}
    return [people[pk] for pk in dict.fromkeys(ids) if pk in people]


def talk(visit: Visit, choice: UUID, stratum: str | None = None) -> Talk:
    """The whole conversation. `stratum` shows another baseline without keeping it."""
    row = choice_of(visit, choice)
    # Drawn for the choice, so that everybody who talks about it sees the same order every time.
    page = page_of(row.aid, stratum if stratum is not None else row.stratum or None, drawn_for(str(row.pk)))
    rows = _Rows(row)
    speaks = who_speaks_for(visit, page.question)
    names = {option.key: option.name for option in page.options}
    advised = tuple(_advised(one, names, dict(page.matters)) for one in rows.advice)
    ended = tuple(_ended(one, names) for one in rows.endings)
    return Talk(
        choice=row,
        aid=page,
        standing=standing_of_aid(row.aid),
        called=visit.patient.called,
        what_matters=_matters(rows.matters, dict(page.matters)),
        own_words=tuple(_said(one, "") for one in rows.matters if one.words),
        role=rows.roles[-1] if rows.roles else None,
        views=tuple(_said(one, names.get(one.option, "")) for one in rows.views),
        advice=advised[-1] if advised else None,
        older_advice=advised[:-1],
        ending=ended[-1] if ended else None,
        older_endings=ended[:-1],
        prompts=balance.open_prompts(_conversation(visit, page, rows, speaks), rows.closed),
        notes=tuple(
            NoteLine(one.number, _name(one.signed_by), one.signed_at, one.amends_because)
            for one in rows.notes
        ),
        team_words={key: _by_clinicians(rows.views, key) for key in names},
        speakers=tuple(speaker.name for speaker in speaks.speaking.speakers) if speaks.for_patient else (),
    )


class _Rows:
    """The rows of one conversation, oldest first, each kind read once."""

    def __init__(self, choice: Choice) -> None:
        people = ("said_by__clinician", "recorded_by__clinician")
        self.matters = list(
            WhatMatters.objects.select_related(*people).filter(choice=choice).order_by("at", "outcome")
        )
        self.roles = list(RoleWanted.objects.select_related(*people).filter(choice=choice).order_by("at"))
        self.views = list(View.objects.select_related(*people).filter(choice=choice).order_by("at"))
        self.advice = list(
            Recommendation.objects.select_related("by__clinician").filter(choice=choice).order_by("at")
        )
        self.endings = list(Ending.objects.select_related(*people).filter(choice=choice).order_by("at"))
        self.closed = frozenset(PromptClosed.objects.filter(choice=choice).values_list("rule", flat=True))
        self.notes = list(
            SignedNote.objects.select_related("signed_by__clinician").filter(choice=choice).order_by("number")
        )


def _conversation(visit: Visit, page: AidPage, rows: _Rows, speaks: SpeaksFor) -> Conversation:
    """The facts that the balance check asks about."""
    last_advice = rows.advice[-1] if rows.advice else None
    last_ending = rows.endings[-1] if rows.endings else None
    own = visit.patient.person_id
    return Conversation(
        called=visit.patient.called,
        options=len(page.options),
        has_do_nothing=any(option.does_nothing for option in page.options),
        what_matters_at=rows.matters[-1].at if rows.matters else None,
        what_matters_from_themselves=any(
            row.said_by_id == own and row.confirmed != Confirmed.FROM_ANOTHER for row in rows.matters
        ),
        role_wanted_at=rows.roles[-1].at if rows.roles else None,
        views_at=rows.views[-1].at if rows.views else None,
        can_choose=not speaks.for_patient,
        somebody_speaks=bool(speaks.speaking.speakers),
        advice=balance.Advice(last_advice.option, last_advice.at) if last_advice else None,
        end=balance.End(
            last_ending.ending, last_ending.option, last_ending.at, last_ending.told_of_difference
        )
        if last_ending
        else None,
    )


def _matters(rows: list[WhatMatters], names: dict[str, str]) -> tuple[Matters, ...]:
    newest = {row.outcome: row for row in rows if row.importance is not None}
    found = [
        Matters(key, names.get(key, key), row.importance or 0, _name(row.said_by))
        for key, row in newest.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.importance, one.name)))


def _by_clinicians(views: list[View], option: str) -> tuple[Said, ...]:
    return tuple(
        _said(one, "") for one in views if one.option == option and hasattr(one.said_by, "clinician")
    )


def _said(row: WhatMatters | View, about: str) -> Said:
    return Said(about, row.words, _name(row.said_by), _name(row.recorded_by), row.at)


def _advised(row: Recommendation, options: dict[str, str], matters: dict[str, str]) -> Advised:
    rests_on = tuple(matters[key] for key in row.rests_on if key in matters)
    return Advised(row.option, options.get(row.option, ""), row.reason, rests_on, _name(row.by), row.at)


def _ended(row: Ending, options: dict[str, str]) -> Ended:
    words = ENDINGS[row.ending]
    return Ended(
        kind=row.ending,
        for_team=words.for_team,
        for_patient=words.for_patient,
        option_name=options.get(row.option, ""),
        reason=row.reason,
        next_step=row.next_step,
        review_on=row.review_on,
        said_by=_name(row.said_by),
        recorded_by=_name(row.recorded_by),
        at=row.at,
    )


def draft_of(choice: Choice) -> NoteDraft | None:
    return NoteDraft.objects.select_related("revised_by__clinician").filter(choice=choice).first()


def signed_note(choice: Choice, number: int) -> SignedNote:
    """A signed note by its number. Raises NotHere when there is none."""
    found = (
        SignedNote.objects.select_related("signed_by__clinician").filter(choice=choice, number=number).first()
    )
    if found is None:
        raise NotHere("There is no such page, or it is not open to you.")
    return found


def name_of(person: Person) -> str:
    """How a person is named on pages: a clinician by title, anybody else as they want to be called."""
    return _name(person)

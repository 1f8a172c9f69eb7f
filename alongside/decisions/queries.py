"""Everything read about a choice, as finished values. The visit comes first; pages only show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max, Model

from alongside.aids.models import KIND, AidVersion
from alongside.aids.ordering import drawn_for
from alongside.aids.page import AidPage
from alongside.aids.queries import page_of, to_begin_in, with_a_try
from alongside.aids.queries import standing as standing_of_aid
from alongside.decisions import rules, telling
from alongside.decisions.balance.table import Prompt, Resting, open_prompts, resting
from alongside.decisions.by_hand import page_by_hand
from alongside.decisions.endings import ENDINGS, EndingKind
from alongside.decisions.facts import conversation, does_least_for
from alongside.decisions.models import (
    Choice,
    Ending,
    NoteDraft,
    Recommendation,
    RoleWanted,
    SignedNote,
    View,
    WhatMatters,
)
from alongside.decisions.reopening import Other, after, before
from alongside.decisions.rows import Rows
from alongside.decisions.teach_back import Next
from alongside.decisions.telling import ExplainedLine, QuestionLine, SaidBackLine
from alongside.editorial.queries import standings_of
from alongside.editorial.standing import Standing
from alongside.partnership.queries import ever_told
from alongside.partnership.speaking_queries import WishTold, who_speaks_for, wishes_of
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
    id: UUID


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
    by_hand: bool
    opened_again: bool
    goes_on: bool  # in a newer choice, which stands in the list as well


@dataclass(frozen=True)
class Talk:
    """A whole conversation about one choice, ready to be shown."""

    choice: Choice
    aid: AidPage
    standing: Standing | None  # of the aid's version, with the board; None for a choice written by hand
    called: str
    what_matters: tuple[Matters, ...]
    own_words: tuple[Said, ...]
    role: RoleWanted | None
    role_said: Said | None  # who said the role that holds, and who wrote it down
    older_roles: tuple[RoleWanted, ...]
    views: tuple[Said, ...]
    advice: Advised | None
    older_advice: tuple[Advised, ...]
    ending: Ended | None
    older_endings: tuple[Ended, ...]
    prompts: tuple[Prompt, ...]
    notes: tuple["NoteLine", ...]
    team_words: dict[str, tuple[Said, ...]]  # by option: what clinicians said of it, for what has no number
    speakers: tuple[str, ...]  # who speaks for the patient in this; empty while the patient does
    resting: tuple[Resting, ...]
    wishes: tuple[WishTold, ...]  # what the patient said or wrote before, about this or about all of it
    explained: tuple[ExplainedLine, ...]
    said_back: tuple[SaidBackLine, ...]
    next_to_tell: Next
    questions: tuple[QuestionLine, ...]
    tell_more: str  # what was put first and is served least by what was chosen, until more is said
    before: Other | None
    after: Other | None
    newest: dict[str, str]  # part of the talk to the id of its newest row: what a form was shown

    @property
    def by_hand(self) -> bool:
        return self.choice.aid_id is None

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
    found = (
        Choice.objects.select_related("aid", "aid__aid", "opened_by__clinician")
        .filter(pk=choice, patient=visit.patient)
        .first()
    )
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
    standings = standings_of(KIND, [row.aid_id for row in rows if row.aid_id])
    older = {row.reopens_id for row in rows}
    return [
        ChoiceLine(
            row.pk,
            row.question,
            row.opened_at,
            endings.get(row.pk, ""),
            row.pk in signed,
            flagged=row.aid_id is not None and bool(standings[row.aid_id].flags),
            by_hand=row.aid_id is None,
            opened_again=row.reopens_id is not None,
            goes_on=row.pk in older,
        )
        for row in rows
    ]


def aids_to_open(visit: Visit) -> list[AidVersion]:
    """Aids that may be begun with and on which this patient has no choice yet."""
    mine = Choice.objects.filter(patient=visit.patient, aid__isnull=False)
    begun = set(mine.values_list("aid__aid__slug", flat=True))
    return [one for one in to_begin_in(visit.patient.person.language) if one.aid.slug not in begun]


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
    mine = Choice.objects.filter(patient=visit.patient, aid__isnull=False)
    begun = dict(mine.order_by("opened_at").values_list("aid__aid__slug", "pk"))
    theirs = with_a_try(visit.patient.person.language)
    return [TryAid(one.pk, one.question, begun.get(one.aid.slug)) for one in theirs]


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
    page = _page(row, stratum)
    rows = Rows(row)
    speaks = who_speaks_for(visit, page.question)
    names = {option.key: option.name for option in page.options}
    advised = tuple(_advised(one, names, dict(page.matters)) for one in rows.advice)
    ended = tuple(_ended(one, names) for one in rows.endings)
    facts = conversation(visit, row, page, rows, speaks) if rules.may_see_what_is_open(visit) else None
    return Talk(
        choice=row,
        aid=page,
        standing=standing_of_aid(row.aid) if row.aid else None,
        called=visit.patient.called,
        what_matters=_matters(rows.matters, dict(page.matters)),
        own_words=tuple(_said(one, "") for one in rows.matters if one.words),
        role=rows.roles[-1] if rows.roles else None,
        role_said=_said(rows.roles[-1], "") if rows.roles else None,
        older_roles=tuple(reversed(rows.roles[:-1])),
        views=tuple(_said(one, names.get(one.option, "")) for one in rows.views),
        advice=advised[-1] if advised else None,
        older_advice=advised[:-1],
        ending=ended[-1] if ended else None,
        older_endings=ended[:-1],
        prompts=open_prompts(facts) if facts else (),
        notes=tuple(
            NoteLine(one.number, _name(one.signed_by), one.signed_at, one.amends_because)
            for one in rows.notes
        ),
        team_words={key: _by_clinicians(rows.views, key) for key in names},
        speakers=tuple(speaker.name for speaker in speaks.speaking.speakers) if speaks.for_patient else (),
        resting=resting(facts) if facts else (),
        wishes=tuple(
            one for one in wishes_of(visit) if one.matter.casefold() in {"", page.question.casefold()}
        ),
        explained=telling.explained_lines(rows.explained),
        said_back=telling.said_back_lines(rows.said_back),
        next_to_tell=telling.next_of(rows.explained, rows.said_back),
        questions=telling.question_lines(rows.questions),
        tell_more=_tell_more(page, rows),
        before=before(row),
        after=after(row),
        newest=_newest(rows),
    )


def _page(row: Choice, stratum: str | None) -> AidPage:
    if row.aid is None:
        return page_by_hand(row)
    # Drawn for the choice, so that everybody who talks about it sees the same order every time.
    return page_of(row.aid, stratum if stratum is not None else row.stratum or None, drawn_for(str(row.pk)))


def _tell_more(page: AidPage, rows: Rows) -> str:
    """Asked of everybody alike; any view that comes after the ending answers it."""
    if rows.endings and any(view.at > rows.endings[-1].at for view in rows.views):
        return ""
    return does_least_for(page, rows)


def _newest(rows: Rows) -> dict[str, str]:
    def of(written: Sequence[Model]) -> str:
        return str(written[-1].pk) if written else ""

    return {
        "matters": of(rows.matters),
        "role": of(rows.roles),
        "advice": of(rows.advice),
        "ending": of(rows.endings),
    }


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


def _said(row: WhatMatters | View | RoleWanted, about: str) -> Said:
    return Said(about, row.words, _name(row.said_by), _name(row.recorded_by), row.at, row.pk)


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


@dataclass(frozen=True)
class RoleBefore:
    """How somebody wanted to choose at some time. `here`: in this choice, and not in general."""

    role: str
    words: str
    said_by: str
    at: datetime
    here: bool


def roles_over_time(visit: Visit, talk: Talk) -> list[RoleBefore]:
    """What was wanted in this choice, and in general in “about me”; newest first.

    What was said in another choice stays in that one.
    """
    here = [
        RoleBefore(row.role, row.words, _name(row.said_by), row.at, here=True)
        for row in (*talk.older_roles[::-1], *([talk.role] if talk.role else []))
    ]
    general, _standing = ever_told(visit, "role")
    before = [
        RoleBefore(one.choice, one.words, one.said_by, one.at, here=False)
        for one in general
        if not one.taken_back
    ]
    return sorted([*here, *before], key=lambda one: one.at, reverse=True)

"""Reading who speaks for a patient about a matter, on what papers and wishes, and where people differ."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from alongside.partnership import speaking
from alongside.partnership.around import clock, name_of, said_by, stay_now
from alongside.partnership.models import (
    AccessReview,
    CapacityAssessment,
    EarlierWish,
    Matter,
    Paper,
    PaperKind,
    Speaker,
    SpeakerView,
    SpeakingRule,
    StandardUsed,
)
from alongside.partnership.profile import Voice
from alongside.partnership.speaking import Assessment, Basis, Candidate, Rule, Standpoint
from alongside.patients.doors import Visit
from alongside.patients.rules import NotHere, Standing

PEOPLE = ("said_by__clinician", "recorded_by__clinician")
# These speak by a paper, and the paper has to have been read by somebody of the team.
BY_PAPER = {"healthcare agent": PaperKind.AGENT, "guardian": PaperKind.GUARDIAN}


@dataclass(frozen=True)
class SpeakerNow:
    """Somebody who may speak, by the newest word. `lacks_paper`: told, but nobody has seen the paper."""

    candidate: Candidate
    person: UUID | None
    lacks_paper: bool
    said_by: str
    recorded_by: str
    at: datetime


@dataclass(frozen=True)
class Finding:
    """The newest finding about one matter."""

    found: speaking.Capacity
    supports: tuple[str, ...]
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True)
class SpeaksFor:
    """Who decides a matter now. `for_patient`: others do, or nobody is found to."""

    matter: str
    speaking: speaking.Speaking
    finding: Finding | None
    rule: Rule
    standpoint: Standpoint | None
    waiting: tuple[str, ...]  # people told to speak by a paper that nobody of the team has seen

    @property
    def for_patient(self) -> bool:
        return self.speaking.voice in {speaking.Voice.OTHERS, speaking.Voice.NOBODY}


@dataclass(frozen=True)
class WishTold:
    words: str
    in_own_words: bool
    said_when: str
    sureness: speaking.Sureness
    matter: str
    told_by: str
    recorded_by: str
    at: datetime


@dataclass(frozen=True)
class ViewTold:
    name: str
    position: str
    words: str
    at: datetime


@dataclass(frozen=True)
class UsedStandard:
    standard: speaking.Standard
    choice: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True)
class MatterPage:
    """One matter with all that bears on who decides it."""

    matter: Matter
    answer: SpeaksFor
    findings: tuple[Finding, ...]  # newest first
    wishes: tuple[WishTold, ...]
    basis: Basis
    views: tuple[ViewTold, ...]
    used: tuple[UsedStandard, ...]


@dataclass(frozen=True)
class SpeakingPage:
    """Everything about speaking for a patient, over all matters."""

    matters: tuple[SpeaksFor, ...]
    ids: dict[str, UUID]
    speakers: tuple[SpeakerNow, ...]
    papers: tuple[Paper, ...]
    wishes: tuple[WishTold, ...]
    rule: Rule
    access_review_due: bool
    access_reviews: tuple[tuple[str, str, datetime], ...]  # words, by whom, when


def rule_now() -> Rule:
    """The order that holds here; the example while nobody has confirmed one."""
    row = SpeakingRule.objects.order_by("-at").first()
    if row is None:
        return speaking.UNCONFIRMED_RULE
    return Rule(row.jurisdiction, tuple(row.order), speaking.Within(row.within), row.source, row.confirmed_by)


def matter_named(visit: Visit, name: str) -> Matter | None:
    return Matter.objects.filter(patient=visit.patient, name__iexact=name).first()


def matter_of(visit: Visit, matter: UUID) -> Matter:
    """One matter of this patient. Raises NotHere for any other id."""
    found = Matter.objects.filter(patient=visit.patient, pk=matter).first()
    if found is None:
        raise NotHere("There is no such page, or it is not open to you.")
    return found


def who_speaks_for(visit: Visit, matter: str) -> SpeaksFor:
    """Who decides the matter of this name now, and why. A matter nobody has opened is the patient's."""
    return _answers(visit, [matter])[0]


def _answers(visit: Visit, names: Iterable[str]) -> list[SpeaksFor]:
    now, rule, speakers = clock(), rule_now(), speakers_now(visit)
    rows = list(
        CapacityAssessment.objects.select_related("matter", "by__clinician")
        .filter(patient=visit.patient)
        .order_by("at", "pk")
    )
    views = _views(visit)
    able = [one.candidate for one in speakers if not one.lacks_paper]
    found = []
    for name in names:
        mine = [row for row in rows if row.matter.name.casefold() == name.casefold()]
        assessments = [_assessment(row, name) for row in mine]
        answer = speaking.who_speaks(name, now=now, assessments=assessments, candidates=able, rule=rule)
        standpoint = _standpoint(answer, views.get(name.casefold(), {}), rule) if answer.speakers else None
        waiting = tuple(one.candidate.name for one in speakers if one.lacks_paper)
        found.append(SpeaksFor(name, answer, _finding(mine[-1]) if mine else None, rule, standpoint, waiting))
    return found


def _assessment(row: CapacityAssessment, matter: str) -> Assessment:
    return Assessment(matter, speaking.Capacity(row.found), name_of(row.by), row.at, tuple(row.supports))


def _finding(row: CapacityAssessment) -> Finding:
    return Finding(speaking.Capacity(row.found), tuple(row.supports), row.reason, name_of(row.by), row.at)


def speakers_now(visit: Visit) -> tuple[SpeakerNow, ...]:
    """Everybody named, by the newest word about them. What the patient refused, the patient lifts."""
    seen = {
        (row.kind, row.names.casefold()) for row in Paper.objects.filter(patient=visit.patient, seen=True)
    }
    refused: dict[str, bool] = {}
    newest: dict[str, Speaker] = {}
    for row in Speaker.objects.select_related(*PEOPLE).filter(patient=visit.patient).order_by("at", "pk"):
        key = row.name.casefold()
        newest[key] = row
        if row.confirmed != Voice.SOMEONE_ELSE:
            refused[key] = row.refused_by_patient
    zone = _zone(visit)
    return tuple(
        SpeakerNow(
            candidate=_candidate(row, refused.get(key, False), zone),
            person=row.person_id,
            lacks_paper=row.relationship in BY_PAPER and (BY_PAPER[row.relationship], key) not in seen,
            said_by=said_by(row),
            recorded_by=name_of(row.recorded_by),
            at=row.at,
        )
        for key, row in sorted(newest.items())
    )


def _zone(visit: Visit) -> ZoneInfo:
    stay = stay_now(visit)
    return ZoneInfo(stay.unit.zone if stay else "UTC")


def _candidate(row: Speaker, refused: bool, zone: ZoneInfo) -> Candidate:
    """The last day counts whole."""

    def begins(day: date) -> datetime:
        return datetime.combine(day, time(), zone)

    return Candidate(
        name=row.name,
        relationship=row.relationship,
        willing=row.willing,
        reachable=row.reachable,
        refused_by_patient=refused,
        holds_from=begins(row.holds_from) if row.holds_from else None,
        holds_until=begins(row.holds_until + timedelta(days=1)) if row.holds_until else None,
    )


def _views(visit: Visit) -> dict[str, dict[str, SpeakerView]]:
    """Matter to name to the newest view."""
    found: dict[str, dict[str, SpeakerView]] = {}
    rows = SpeakerView.objects.select_related("matter").filter(patient=visit.patient).order_by("at", "pk")
    for row in rows:
        found.setdefault(row.matter.name.casefold(), {})[row.name] = row
    return found


def _standpoint(answer: speaking.Speaking, views: dict[str, SpeakerView], rule: Rule) -> Standpoint:
    """Where those who speak now stand. The same words in other letters are the same view."""
    spelled: dict[str, str] = {}
    for row in views.values():
        spelled.setdefault(row.position.casefold(), row.position)
    told = [
        speaking.View(one.name, spelled[views[one.name].position.casefold()] if one.name in views else None)
        for one in answer.speakers
    ]
    return speaking.standpoint(told, rule.within)


def names_of(visit: Visit) -> frozenset[str] | None:
    """The names under which this visitor may speak; None: the team writes for whoever speaks."""
    if visit.standing is Standing.TEAM:
        return None
    if visit.standing is Standing.SELF:
        return frozenset()
    me = {visit.person.full_name.casefold(), visit.person.called.casefold()}
    return frozenset(
        one.candidate.name
        for one in speakers_now(visit)
        if one.person == visit.person.pk or (one.person is None and one.candidate.name.casefold() in me)
    )


def speakers_open_to(visit: Visit, matter: Matter) -> list[str]:
    """Those who speak now about a matter, as far as this visitor may write what they think."""
    mine = names_of(visit)
    speakers = who_speaks_for(visit, matter.name).speaking.speakers
    return [one.name for one in speakers if mine is None or one.name in mine]


def wishes_of(visit: Visit) -> tuple[WishTold, ...]:
    """All earlier wishes, newest first."""
    rows = EarlierWish.objects.select_related("matter", *PEOPLE).filter(patient=visit.patient)
    return tuple(
        WishTold(
            row.words,
            row.in_own_words,
            row.said_when,
            speaking.Sureness(row.sureness),
            row.matter.name if row.matter else "",
            said_by(row),
            name_of(row.recorded_by),
            row.at,
        )
        for row in rows.order_by("-at", "pk")
    )


def basis_for(visit: Visit, matter: Matter) -> Basis:
    """The highest standard that is open for a matter."""
    return _basis(matter, wishes_of(visit), who_speaks_for(visit, matter.name))


def _basis(matter: Matter, wishes: Iterable[WishTold], answer: SpeaksFor) -> Basis:
    told = [
        speaking.Wish(one.words, one.told_by, one.said_when, one.sureness, one.matter or None)
        for one in wishes
    ]
    return speaking.highest_standard(matter.name, told, someone_knows_them=bool(answer.speaking.speakers))


def matter_page(visit: Visit, matter: UUID) -> MatterPage:
    row = matter_of(visit, matter)
    answer, wishes = who_speaks_for(visit, row.name), wishes_of(visit)
    findings = CapacityAssessment.objects.select_related("by__clinician").filter(matter=row).order_by("-at")
    used = StandardUsed.objects.select_related("by__clinician").filter(matter=row).order_by("-at")
    return MatterPage(
        matter=row,
        answer=answer,
        findings=tuple(_finding(one) for one in findings),
        wishes=tuple(one for one in wishes if one.matter in {"", row.name}),
        basis=_basis(row, wishes, answer),
        views=tuple(
            ViewTold(one.name, one.position, one.words, one.at)
            for one in _views(visit).get(row.name.casefold(), {}).values()
        ),
        used=tuple(
            UsedStandard(speaking.Standard(one.standard), one.choice, one.reason, name_of(one.by), one.at)
            for one in used
        ),
    )


def _open_to(visit: Visit, speaker: SpeakerNow) -> bool:
    """Whom the patient does not want to speak is between the patient and the team."""
    return visit.standing is not Standing.LET_IN or not speaker.candidate.refused_by_patient


def speaking_page(visit: Visit) -> SpeakingPage:
    matters = list(Matter.objects.filter(patient=visit.patient).order_by("name"))
    answers = _answers(visit, [one.name for one in matters])
    reviews = AccessReview.objects.select_related(*PEOPLE).filter(patient=visit.patient).order_by("-at")
    done = reviews[0].at if reviews else None
    due = any(
        one.speaking.review_access and one.finding and (done is None or one.finding.at > done)
        for one in answers
    )
    return SpeakingPage(
        matters=tuple(answers),
        ids={one.name: one.pk for one in matters},
        speakers=tuple(one for one in speakers_now(visit) if _open_to(visit, one)),
        papers=tuple(Paper.objects.select_related(*PEOPLE).filter(patient=visit.patient).order_by("-at")),
        wishes=wishes_of(visit),
        rule=rule_now(),
        access_review_due=due,
        access_reviews=tuple((one.words, name_of(one.recorded_by), one.at) for one in reviews),
    )

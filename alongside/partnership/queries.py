"""Who a person is, as finished values that other rooms may use too; who speaks: `speaking_queries`."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from alongside.partnership import rules
from alongside.partnership.around import let_in_now, name_of, said_by
from alongside.partnership.models import Statement, WallPermission
from alongside.partnership.profile import NOTHING, Holding, Told, Voice, holding, on_the_wall
from alongside.partnership.speaking_queries import who_speaks_for as who_speaks_for
from alongside.partnership.topics import (
    FAMILY,
    NOBODY,
    NOT_AT_ALL,
    PAGES,
    PERSON,
    TOPICS,
    WALL_TOPICS,
    Page,
    Topic,
)
from alongside.patients.doors import Visit
from alongside.patients.rules import NotHere, Standing

PEOPLE = ("said_by__clinician", "recorded_by__clinician")


@dataclass(frozen=True)
class Language:
    """In which language to talk, and whether somebody interprets. `wanted` is None while it was not asked."""

    code: str
    name: str
    wanted: bool | None
    when: str  # the answer's words: for every talk, for the big talks
    arranged: str  # what is arranged; empty: nothing yet


@dataclass(frozen=True)
class CloseOne:
    """Somebody close to the patient, and how far they are to be part of the care."""

    name: str
    relation: str
    involved: str  # a code of topics.INVOLVED, or ""
    involved_words: str
    words: str
    held: Holding


@dataclass(frozen=True)
class About:
    """What is known about a person now. For a relative, without what lies between patient and team."""

    called: str
    language: Language
    topics: dict[str, Holding]
    people: tuple[CloseOne, ...]
    nobody: bool
    answered: frozenset[str]
    next_page: Page | None
    access_to_review: tuple[
        str, ...
    ]  # names of people let in whom the patient does not want to be part of it

    def now(self, topic: str) -> Told | None:
        return self.topics.get(topic, NOTHING).now

    def text(self, topic: str) -> str:
        """What holds for a topic, in one line; empty where nothing does."""
        now = self.now(topic)
        return shown(TOPICS[topic], now) if now else ""


def shown(topic: Topic, told: Told) -> str:
    """A told thing as text: the answer's words, then the person's own."""
    return ": ".join(part for part in (topic.answer(told.choice), told.words) if part)


def told_of(row: Statement) -> Told:
    return Told(
        id=row.pk,
        topic=row.topic,
        voice=Voice(row.confirmed),
        at=row.at,
        said_by=said_by(row),
        recorded_by=name_of(row.recorded_by),
        recorder=row.recorded_by_id,
        through_relative=row.recorded_by_id != row.patient.person_id
        and not hasattr(row.recorded_by, "clinician"),
        about=row.about,
        choice=row.choice,
        relation=row.relation,
        words=row.words,
        taken_back=row.taken_back,
        is_correction=row.corrects_id is not None,
        team_fact=TOPICS[row.topic].team_only,
    )


def _statements(visit: Visit) -> list[Statement]:
    """What this visitor may read of what was told, oldest first."""
    rows = (
        Statement.objects.select_related("patient", *PEOPLE)
        .filter(patient=visit.patient)
        .order_by("at", "pk")
    )
    mine = visit.person.pk
    return [
        row
        for row in rows
        if rules.may_read_topic(visit, row.topic) or mine in (row.said_by_id, row.recorded_by_id)
    ]


def about(visit: Visit) -> About:
    """Who this person is, by what was told and still holds."""
    held = holding(told_of(row) for row in _statements(visit))
    topics = {topic: one for (topic, name), one in held.items() if not name}
    people, nobody = _people(held)
    answered = frozenset(
        page.key
        for page in PAGES
        if any(topics.get(key, NOTHING).now for key in page.topics) or (page.key == "people" and people)
    )
    called = topics.get("called", NOTHING).now
    return About(
        called=called.words if called else visit.patient.called,
        language=_language(visit, topics),
        topics=topics,
        people=people,
        nobody=nobody,
        answered=answered,
        next_page=next((page for page in PAGES if page.key not in answered), None),
        access_to_review=_let_in_against_their_word(visit, people, nobody),
    )


def _people(held: dict[tuple[str, str], Holding]) -> tuple[tuple[CloseOne, ...], bool]:
    """Those close to the patient. “Nobody”, said by the patient, stands against all told before."""
    family = held.get((FAMILY, ""), NOTHING).now
    nobody = family is not None and family.choice == NOBODY and family.own
    named = [one for (topic, _), one in held.items() if topic == PERSON and one.now]
    people = tuple(
        CloseOne(now.about, now.relation, now.choice, TOPICS[PERSON].answer(now.choice), now.words, one)
        for one in named
        if (now := one.now) and not (nobody and family and (now.at <= family.at or not now.own))
    )
    return tuple(sorted(people, key=lambda one: one.name.casefold())), nobody and not people


def _language(visit: Visit, topics: dict[str, Holding]) -> Language:
    told, wish = topics.get("language", NOTHING).now, topics.get("interpreter", NOTHING).now
    arranged = topics.get("arranged", NOTHING).now
    names = dict(TOPICS["language"].answers)
    code = told.choice if told and told.choice else visit.patient.person.language
    other = told.words if told else ""
    return Language(
        code="" if code == "other" else code,
        name=other if code == "other" and other else names.get(code, code),
        wanted=wish.choice != "no" if wish else None,
        when=TOPICS["interpreter"].answer(wish.choice) if wish else "",
        arranged=shown(TOPICS["arranged"], arranged) if arranged and arranged.choice != "no" else "",
    )


def language_of(visit: Visit) -> Language:
    """In which language to talk with this patient, and whether an interpreter is wanted and arranged."""
    return about(visit).language


def _let_in_against_their_word(visit: Visit, people: Iterable[CloseOne], nobody: bool) -> tuple[str, ...]:
    if visit.standing is Standing.LET_IN:
        return ()
    unwanted = {one.name.casefold() for one in people if one.involved == NOT_AT_ALL and one.held.now}
    return tuple(
        person.full_name
        for person in let_in_now(visit)
        if nobody or {person.full_name.casefold(), person.called.casefold()} & unwanted
    )


def statement_of(visit: Visit, statement: UUID) -> Statement:
    """One statement that this visitor may read. Raises NotHere for any other id."""
    found = next((row for row in _statements(visit) if row.pk == statement), None)
    if found is None:
        raise NotHere("There is no such page, or it is not open to you.")
    return found


def ever_told(visit: Visit, topic: str) -> tuple[list[Told], frozenset[UUID]]:
    """Everything this visitor may read that was told about a topic, newest first; and which of it holds."""
    told = [told_of(row) for row in _statements(visit) if row.topic == topic]
    standing = frozenset(one.now.id for one in holding(told).values() if one.now)
    return told[::-1], standing


@dataclass(frozen=True)
class OnWall:
    """One topic of the sheet in the room: whether the patient allows it, and what then hangs there."""

    topic: Topic
    allowed: bool
    hangs: Told | None
    text: str


def wall(visit: Visit) -> tuple[OnWall, ...]:
    """The sheet for the wall, topic by topic; without the patient's word nothing hangs."""
    newest: dict[str, WallPermission] = {}
    for row in WallPermission.objects.filter(patient=visit.patient).order_by("at", "pk"):
        newest[row.topic] = row
    topics = about(visit).topics
    found = []
    for key in WALL_TOPICS:
        permission = newest.get(key)
        allowed = permission is not None and permission.allowed
        hangs = on_the_wall(topics.get(key, NOTHING), permission.at if permission and allowed else None)
        found.append(OnWall(TOPICS[key], allowed, hangs, shown(TOPICS[key], hangs) if hangs else ""))
    return tuple(found)

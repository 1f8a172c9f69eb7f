"""A choice without an aid: what can be done, and reasons for and against, written by hand.

It goes through the same talk, balance check, agreement and note as any other. Doing nothing for now is
always one of the ways. There are no numbers in it, and every page says that none were checked.
"""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from alongside.aids.document import AidKind
from alongside.aids.page import AidPage, OptionView
from alongside.decisions import rules
from alongside.decisions.actions import check_goes_on_here, spoken
from alongside.decisions.models import (
    ByHand,
    ByHandKind,
    Choice,
    Confirmed,
    Ending,
    Recommendation,
    View,
)
from alongside.partnership.around import name_of
from alongside.patients.doors import Visit
from alongside.patients.rules import NotHere, Refused
from alongside.people.models import Person

NOTHING = "nothing"
PEOPLE = ("said_by__clinician", "recorded_by__clinician")


class Line(NamedTuple):
    """One line written by hand, as it is shown."""

    id: UUID
    words: str
    said_by: str
    recorded_by: str
    may_take_back: bool


class WayByHand(NamedTuple):
    """One way with its reasons. `line` names it."""

    key: str
    line: Line
    reasons_for: tuple[Line, ...]
    reasons_against: tuple[Line, ...]


def open_by_hand(*, matter: str, language: str = "en", by: Visit) -> Choice:
    """Start a choice for which there is no aid, with doing nothing for now as its first way."""
    rules.check_open_choice(by)
    choice = Choice.objects.create(
        patient=by.patient, matter=matter.strip(), language=language, opened_by=by.person
    )
    by.did("opened", "choice", choice.pk)
    ByHand.objects.create(
        patient=by.patient,
        choice=choice,
        way=NOTHING,
        kind=ByHandKind.WAY,
        words=_("Do nothing for now"),
        said_by=by.person,
        recorded_by=by.person,
        confirmed=Confirmed.OWN_HAND,
    )
    return choice


def add_way(*, choice: Choice, words: str, said_by: Person, confirmed: str, by: Visit) -> ByHand:
    """Name something that can be done."""
    rules.check_write_ways(by)
    told = spoken(choice, by, said_by, confirmed)
    _check_without_aid(choice)
    if any(row.words.casefold() == words.strip().casefold() for row in standing(choice) if is_way(row)):
        raise Refused(_("This stands in the list already."))
    row = ByHand.objects.create(
        choice=choice,
        way=f"way-{uuid4().hex[:12]}",
        kind=ByHandKind.WAY,
        words=words.strip(),
        place=_next_place(choice),
        **told,
    )
    by.did("wrote", "way", row.pk)
    return row


def add_reason(
    *, choice: Choice, way: str, kind: ByHandKind, words: str, said_by: Person, confirmed: str, by: Visit
) -> ByHand:
    """A reason for or against one of the ways. Raises Refused for a way that does not stand there."""
    told = spoken(choice, by, said_by, confirmed)
    _check_without_aid(choice)
    if way not in {row.way for row in standing(choice) if is_way(row)}:
        raise Refused(_("Choose what it is about from the list."))
    row = ByHand.objects.create(
        choice=choice, way=way, kind=kind, words=words.strip(), place=_next_place(choice), **told
    )
    by.did("wrote", "reason", row.pk)
    return row


def take_back(*, choice: Choice, line: UUID, by: Visit) -> None:
    """Take a line off the list; it stays in the record. Once something was said about a way, it stays."""
    row = next((one for one in standing(choice) if one.pk == line), None)
    if row is None:
        raise NotHere(_("There is no such page, or it is not open to you."))
    if not _may_take_back(row, by):
        raise Refused(_("This stays: take back only what you wrote, and nothing that was talked about."))
    told = spoken(choice, by, by.person, "")
    gone = ByHand.objects.create(choice=choice, way=row.way, kind=row.kind, takes_back=row, **told)
    by.did("took back", row.kind, gone.pk)


def _check_without_aid(choice: Choice) -> None:
    if choice.aid_id is not None:
        raise Refused(_("This choice has an aid. What can be done stands there."))


def _may_take_back(row: ByHand, by: Visit) -> bool:
    if by.person.pk not in {row.said_by_id, row.recorded_by_id} or (row.way == NOTHING and is_way(row)):
        return False
    return not (is_way(row) and row.way in _talked_about(row.choice))


def _talked_about(choice: Choice) -> set[str]:
    """Ways that somebody thought, advised or agreed something about."""
    return {
        option
        for table in (View, Recommendation, Ending)
        for option in table.objects.filter(choice=choice).exclude(option="").values_list("option", flat=True)
    }


def _next_place(choice: Choice) -> int:
    return ByHand.objects.filter(choice=choice).count()


def is_way(row: ByHand) -> bool:
    return row.kind == ByHandKind.WAY


def standing(choice: Choice) -> list[ByHand]:
    """What stands now, oldest first: nothing that was taken back, and no reason for a way that was."""
    rows = list(
        ByHand.objects.select_related(*PEOPLE)
        .filter(choice=choice, takes_back=None, taken_back_by=None)
        .order_by("at", "place", "pk")
    )
    ways = {row.way for row in rows if is_way(row)}
    return [row for row in rows if row.way in ways]


def copy_ways(*, old: Choice, new: Choice) -> None:
    """The same ways and reasons again in a choice that goes on; who said them stays who said them."""
    ByHand.objects.bulk_create(
        ByHand(
            patient=new.patient,
            choice=new,
            way=row.way,
            kind=row.kind,
            words=row.words,
            place=place,
            said_by=row.said_by,
            recorded_by=row.recorded_by,
            confirmed=row.confirmed,
        )
        for place, row in enumerate(standing(old))
    )


def ways_of(choice: Choice, by: Visit) -> list[WayByHand]:
    """The ways with their reasons, doing nothing last."""
    rows, open_here = standing(choice), not Choice.objects.filter(reopens=choice).exists()

    def line(row: ByHand) -> Line:
        may = open_here and _may_take_back(row, by)
        return Line(row.pk, row.words, name_of(row.said_by), name_of(row.recorded_by), may)

    def reasons(way: str, kind: ByHandKind) -> tuple[Line, ...]:
        return tuple(line(row) for row in rows if row.way == way and row.kind == kind)

    ways = [
        WayByHand(row.way, line(row), reasons(row.way, ByHandKind.FOR), reasons(row.way, ByHandKind.AGAINST))
        for row in rows
        if is_way(row)
    ]
    return sorted(ways, key=lambda way: way.key == NOTHING)


def page_by_hand(choice: Choice) -> AidPage:
    """The choice in the shape of an aid, so that its talk and forms are the same: no outcome, no number."""
    rows = standing(choice)
    ways = sorted((row for row in rows if is_way(row)), key=lambda row: row.way == NOTHING)
    return AidPage(
        kind=AidKind.CHOICE,
        test=(),
        slug="",
        version="",
        language=choice.language,
        title=choice.matter,
        question=choice.matter,
        condition="",
        condition_medical="",
        condition_words="",
        for_whom="",
        options=tuple(_option(row, rows) for row in ways),
        outcomes=(),
        matters=(),
        picker=None,
        terms=(),
        people=0,
        authors=(),
        funding="",
        conflicts="",
        update_policy="",
        published="",
        next_review_due="",
        sources=(),
    )


def _option(way: ByHand, rows: Iterable[ByHand]) -> OptionView:
    mine = [row for row in rows if row.way == way.way]
    return OptionView(
        key=way.way,
        name=way.words,
        with_it="",
        medical_name="",
        does_nothing=way.way == NOTHING,
        what_it_is="",
        may_help=tuple(row.words for row in mine if row.kind == ByHandKind.FOR),
        may_harm=tuple(row.words for row in mine if row.kind == ByHandKind.AGAINST),
        life=(),
        told_by_team="",
        tries_for_a_time=False,
    )


def words_of_the_team(choice: Choice, team: Iterable[UUID]) -> str:
    """What the team wrote here for the patient to read, as one text to be measured."""
    writers = set(team)
    said = [row.words.rstrip(".") for row in standing(choice) if row.said_by_id in writers]
    return "\n".join(f"{words}." for words in said)


def check_can_be_written(choice: Choice, by: Visit) -> None:
    """A page on which ways are written: only without an aid, and only while the talk goes on here."""
    rules.check_write_ways(by)
    _check_without_aid(choice)
    check_goes_on_here(choice)

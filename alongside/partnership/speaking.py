"""Who may speak for a person about one matter at one time, by which standard, and where people disagree.

The person decides unless a named clinician found, for this matter and at this time, that they cannot even
with support. Capacity is never a property of a person: each assessment is about one matter, and the newest
one before the moment in question counts. When capacity is regained the person decides that matter again,
and what others may see is gone through with them.

Who speaks when the person cannot follows an ordered rule of the jurisdiction. Rules are data, because the
order is statute and differs from place to place. `UNCONFIRMED_RULE` is an example to start from, not the law
of any place; a rule counts as confirmed only when someone responsible has signed it with its legal source.

The standard of a choice made for someone goes from known wishes over substituted judgment to best interests;
using a lower one while a higher one is open needs a reason in writing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum, StrEnum

from alongside.plain.marked import N_


class Capacity(StrEnum):
    """What an assessment found, for its matter."""

    CAN = "can decide"
    CAN_WITH_SUPPORT = "can decide with support"
    CANNOT = "cannot decide now"


@dataclass(frozen=True, slots=True)
class Assessment:
    """A named clinician's finding about one matter. `supports`: what was tried or is needed to help.

    Raises ValueError without a name, and for CANNOT without the supports that were tried first.
    """

    matter: str
    found: Capacity
    by: str
    at: datetime
    supports: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "at", _utc(self.at))
        if not self.by.strip():
            raise ValueError("An assessment of capacity needs the name of the clinician who made it.")
        if self.found is Capacity.CANNOT and not any(support.strip() for support in self.supports):
            raise ValueError("Say what was tried to help the person decide before finding that they cannot.")


class Within(StrEnum):
    """How several people of one rank speak."""

    ALL_AGREE = "all agree"
    MAJORITY = "majority"
    ANYONE = "anyone"


@dataclass(frozen=True, slots=True)
class Rule:
    """The order in which people may speak for someone, in one jurisdiction.

    `order`: relationships from first to last. `source`: the law it follows; `confirmed_by`: who signed that
    it is right here; both empty in a rule that nobody has confirmed. Raises ValueError for an empty or
    doubled order.
    """

    jurisdiction: str
    order: tuple[str, ...]
    within: Within = Within.ALL_AGREE
    source: str = ""
    confirmed_by: str = ""

    def __post_init__(self) -> None:
        if not self.order:
            raise ValueError(f"The rule of {self.jurisdiction} names nobody; give at least one relationship.")
        doubled = [name for name, times in Counter(self.order).items() if times > 1]
        if doubled:
            raise ValueError(f"The rule of {self.jurisdiction} names '{doubled[0]}' twice.")

    @property
    def confirmed(self) -> bool:
        return bool(self.source.strip() and self.confirmed_by.strip())


UNCONFIRMED_RULE = Rule(
    "example, to be replaced by the local rule",
    (
        N_("healthcare agent"),
        N_("guardian"),
        N_("spouse or partner"),
        N_("adult child"),
        N_("parent"),
        N_("adult sibling"),
        N_("other adult relative"),
        N_("close friend"),
    ),
)


def rule_from(data: Mapping[str, object]) -> Rule:
    """A rule from plain data. Raises ValueError that names the part which cannot be read."""
    order = data.get("order")
    if not isinstance(order, list | tuple) or not all(
        isinstance(name, str) and name.strip() for name in order
    ):
        raise ValueError("'order' in a rule must be a list of relationships, first to last.")
    within = data.get("within", Within.ALL_AGREE)
    if within not in set(Within):
        raise ValueError(f"'within' in a rule must be one of: {', '.join(Within)}.")
    return Rule(
        jurisdiction=str(data.get("jurisdiction", "")),
        order=tuple(order),
        within=Within(str(within)),
        source=str(data.get("source", "")),
        confirmed_by=str(data.get("confirmed_by", "")),
    )


@dataclass(frozen=True, slots=True)
class Candidate:
    """Someone who might speak for the person. `from_` and `until`: when a document or role holds.

    `refused_by_patient`: the person said while they could that this one is not to speak for them.
    """

    name: str
    relationship: str
    willing: bool = True
    reachable: bool = True
    refused_by_patient: bool = False
    holds_from: datetime | None = None
    holds_until: datetime | None = None

    def may_speak_at(self, now: datetime) -> bool:
        began = self.holds_from is None or _utc(self.holds_from) <= now
        ended = self.holds_until is not None and _utc(self.holds_until) <= now
        return self.willing and self.reachable and not self.refused_by_patient and began and not ended


class Voice(StrEnum):
    """Who decides this matter now."""

    PATIENT = "the patient"
    PATIENT_WITH_SUPPORT = "the patient, with support"
    OTHERS = "someone who speaks for the patient"
    NOBODY = "nobody is found"


@dataclass(frozen=True, slots=True)
class Speaking:
    """The answer for one matter at one time. `speakers` is empty unless `voice` is OTHERS.

    `review_access`: capacity for this matter came back; go through with the person what others may see.
    """

    voice: Voice
    reason: str
    speakers: tuple[Candidate, ...] = ()
    review_access: bool = False


def capacity_for(matter: str, assessments: Iterable[Assessment], now: datetime) -> Assessment | None:
    """The newest assessment of this matter at `now`; None: none was made, and capacity is presumed."""
    now = _utc(now)
    made = [one for one in assessments if one.matter == matter and one.at <= now]
    # Of two at the same time the one that leaves the choice with the person counts.
    return max(made, key=lambda one: (one.at, one.found is not Capacity.CANNOT, one.by), default=None)


def who_speaks(
    matter: str,
    *,
    now: datetime,
    assessments: Iterable[Assessment],
    candidates: Iterable[Candidate],
    rule: Rule,
) -> Speaking:
    """Who decides this matter at `now`, and why. Raises ValueError when `now` carries no zone."""
    told = list(assessments)
    newest = capacity_for(matter, told, now)
    if newest is None:
        return Speaking(Voice.PATIENT, "Nobody has found otherwise, so the patient decides.")
    if newest.found is not Capacity.CANNOT:
        earlier = [one for one in told if one.matter == matter and one.at < newest.at]
        regained = any(one.found is Capacity.CANNOT for one in earlier)
        voice = Voice.PATIENT if newest.found is Capacity.CAN else Voice.PATIENT_WITH_SUPPORT
        why = (
            "The patient can decide this again." if regained else "The patient was found able to decide this."
        )
        return Speaking(voice, why, review_access=regained)
    return _others(rule, [one for one in candidates if one.may_speak_at(_utc(now))])


def _others(rule: Rule, candidates: list[Candidate]) -> Speaking:
    for relationship in rule.order:
        first = tuple(
            sorted((one for one in candidates if one.relationship == relationship), key=lambda one: one.name)
        )
        if first:
            return Speaking(Voice.OTHERS, "They come first by the rule that holds here.", first)
    return Speaking(
        Voice.NOBODY, "Nobody who may speak for the patient is known; ask for help as the rule here says."
    )


class Standard(IntEnum):
    """By what a choice is made for someone; smaller goes first."""

    KNOWN_WISHES = 1
    SUBSTITUTED_JUDGMENT = 2
    BEST_INTERESTS = 3


class Sureness(StrEnum):
    """How sure the one who tells an earlier wish is of it."""

    SURE = "sure"
    FAIRLY_SURE = "fairly sure"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Wish:
    """Something the person said or wrote before, in whose words, when, and how sure the teller is.

    `matter` is None for words about life in general ("I never want to be a burden").
    Raises ValueError without the words or the teller.
    """

    words: str
    told_by: str
    said: str
    sureness: Sureness
    matter: str | None = None

    def __post_init__(self) -> None:
        if not self.words.strip() or not self.told_by.strip():
            raise ValueError("An earlier wish needs its words and who tells it.")


@dataclass(frozen=True, slots=True)
class Basis:
    """The highest standard that is open for a matter, and the reason in a sentence."""

    standard: Standard
    reason: str


def highest_standard(matter: str, wishes: Iterable[Wish], *, someone_knows_them: bool) -> Basis:
    """Known wishes when the person spoke of this matter; their values when someone can tell; else their good.

    A wish told by someone who is unsure of it does not make it known; it still helps to judge.
    """
    told = list(wishes)
    if any(wish.matter == matter and wish.sureness is not Sureness.UNSURE for wish in told):
        return Basis(Standard.KNOWN_WISHES, "The patient spoke about this before.")
    if told or someone_knows_them:
        return Basis(
            Standard.SUBSTITUTED_JUDGMENT, "Someone knows the patient and can say what they would want."
        )
    return Basis(Standard.BEST_INTERESTS, "Nobody knows what the patient would want, so their good decides.")


def missing_reason(used: Standard, open_for_use: Basis, reason: str) -> str | None:
    """A sentence when a lower standard than the highest open one is used without a reason; else None."""
    if used <= open_for_use.standard or reason.strip():
        return None
    return f"{open_for_use.reason} Say why this choice follows another standard."


@dataclass(frozen=True, slots=True)
class View:
    """What one of those who speak for the person thinks should be done; None: they have not said."""

    by: str
    position: str | None


@dataclass(frozen=True, slots=True)
class Standpoint:
    """Where those who speak stand together. `position` is None while nothing is settled.

    `dissent`: everyone who said something else, kept also where a majority or one person suffices.
    `silent`: those who have not said yet.
    """

    position: str | None
    dissent: tuple[View, ...]
    silent: tuple[str, ...]
    sentence: str


def standpoint(views: Iterable[View], within: Within) -> Standpoint:
    """Join the views of one rank by its rule. Nothing here decides for people: it tells who said what.

    Raises ValueError when one person has two views.
    """
    told = sorted(views, key=lambda view: view.by)
    if len({view.by for view in told}) != len(told):
        raise ValueError("Someone has two views on one matter; keep the newest.")
    spoken = [view for view in told if view.position is not None]
    silent = tuple(view.by for view in told if view.position is None)
    position = _settled(spoken, len(told), within)
    if position is not None:
        dissent = tuple(view for view in spoken if view.position != position)
        sentence = "They are settled, and one or more see it differently." if dissent else "They are settled."
        return Standpoint(position, dissent, silent, sentence)
    if len({view.position for view in spoken}) > 1:
        return Standpoint(
            None, tuple(spoken), silent, "They do not agree. Meet again, and offer someone to help them talk."
        )
    return Standpoint(None, (), silent, "Not all have said what they think yet.")


def _settled(spoken: list[View], people: int, within: Within) -> str | None:
    counts = Counter(view.position for view in spoken if view.position is not None)
    if not counts:
        return None
    first, votes = counts.most_common(1)[0]
    enough = {
        Within.ALL_AGREE: votes == people,
        Within.MAJORITY: 2 * votes > people,
        # One voice suffices, but two that differ settle nothing.
        Within.ANYONE: len(counts) == 1,
    }
    return first if enough[within] else None


def _utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("A time must carry its time zone.")
    return at.astimezone(UTC)

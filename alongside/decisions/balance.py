"""The balance check: what is still open in a conversation about a choice, while it can be mended.

A conversation can fail in four ways (DESIGN.md, section 1.2). Each rule here looks for one of
them and says what is open in one kind, concrete sentence. The check never blocks, scores or
counts anybody; the names of the failures never reach a screen; a reason closes a prompt.

Pure: facts in, prompts out. Order matters only where a rule is about order.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from alongside.decisions.endings import N_, EndingKind


class Failure(StrEnum):
    """The four ways, for the hazard log and the tests; never shown."""

    PATERNALISM = "paternalism"
    ABANDONMENT = "abandonment"
    ACQUIESCENCE = "acquiescence"
    ASSUMPTION = "assumption"


class Reason(StrEnum):
    """Why a prompt may rest. Each rule says which of these close it."""

    EMERGENCY = "emergency"
    ONE_PATH = "one medically acceptable path"
    ADVICE_FIRST = "wanted the recommendation first"
    ASKED_NOT_TO_SAY = "asked, and did not want to say"
    SAID_ALOUD = "said aloud, written elsewhere"


REASON_WORDS = {
    Reason.EMERGENCY: N_("It was an emergency"),
    Reason.ONE_PATH: N_("Only one way is medically acceptable"),
    Reason.ADVICE_FIRST: N_("They wanted our advice first"),
    Reason.ASKED_NOT_TO_SAY: N_("They were asked and did not want to say"),
    Reason.SAID_ALOUD: N_("It was said aloud and is written elsewhere"),
}


@dataclass(frozen=True)
class Advice:
    option: str
    at: datetime


@dataclass(frozen=True)
class End:
    kind: EndingKind
    option: str
    at: datetime
    told_of_difference: bool


@dataclass(frozen=True)
class Conversation:
    """What the record holds about one choice, reduced to what the rules ask about."""

    called: str
    options: int
    has_do_nothing: bool
    what_matters_at: datetime | None = None
    what_matters_from_themselves: bool = False
    role_wanted_at: datetime | None = None
    views_at: datetime | None = None
    can_choose: bool = True  # about this matter, by the newest finding; presumed until found otherwise
    somebody_speaks: bool = True
    advice: Advice | None = None
    end: End | None = None


@dataclass(frozen=True)
class Rule:
    """One line of the table."""

    id: str
    failure: Failure
    sentence: str
    source: str
    closes: frozenset[Reason]
    is_open: Callable[[Conversation], bool]


@dataclass(frozen=True)
class Prompt:
    """One thing that is open. `sentence` holds `{called}`, filled in after translation."""

    rule: str
    sentence: str
    closes: tuple[Reason, ...]


def _under_way(talk: Conversation) -> bool:
    """Something was advised or concluded: from here on, what is missing would be missed."""
    return talk.advice is not None or talk.end is not None


def _advised_before_asking(talk: Conversation) -> bool:
    return _under_way(talk) and talk.what_matters_at is None


def _advice_older_than_what_matters(talk: Conversation) -> bool:
    return (
        talk.advice is not None
        and talk.what_matters_at is not None
        and talk.end is None
        and talk.advice.at < talk.what_matters_at
    )


def _too_few_choices(talk: Conversation) -> bool:
    return talk.options < 2 or not talk.has_do_nothing


def _left_without_advice(talk: Conversation) -> bool:
    if talk.advice is not None:
        return False
    return talk.end is not None and talk.end.kind in {
        EndingKind.AGREED,
        EndingKind.TEAM_CHOOSES,
        EndingKind.DECLINES_ALL,
        EndingKind.NOT_AGREED,
    }


def _advice_not_yet_given(talk: Conversation) -> bool:
    return talk.advice is None and talk.end is None and bool(talk.what_matters_at and talk.views_at)


def _went_along_in_silence(talk: Conversation) -> bool:
    if talk.end is None or talk.end.told_of_difference:
        return False
    if talk.end.kind is EndingKind.ASKED_OTHERWISE:
        return True
    agreed = talk.end.kind is EndingKind.AGREED
    return agreed and talk.advice is not None and talk.advice.option != talk.end.option


def _role_guessed(talk: Conversation) -> bool:
    return _under_way(talk) and talk.role_wanted_at is None


def _told_by_others_only(talk: Conversation) -> bool:
    return talk.can_choose and talk.what_matters_at is not None and not talk.what_matters_from_themselves


def _nobody_speaks(talk: Conversation) -> bool:
    return _under_way(talk) and not talk.can_choose and not talk.somebody_speaks


_ALWAYS = frozenset({Reason.EMERGENCY, Reason.SAID_ALOUD})
_PARTNERSHIP = "ACCM/ATS 2016, PMID 26509317"

RULES: tuple[Rule, ...] = (
    Rule(
        "what-matters-not-written",
        Failure.PATERNALISM,
        N_("What matters to {called} is not written yet."),
        _PARTNERSHIP,
        _ALWAYS | {Reason.ADVICE_FIRST, Reason.ASKED_NOT_TO_SAY},
        _advised_before_asking,
    ),
    Rule(
        "advice-before-what-matters",
        Failure.PATERNALISM,
        N_("Your advice is older than what {called} said matters. Does it still fit?"),
        _PARTNERSHIP,
        _ALWAYS | {Reason.ADVICE_FIRST, Reason.ONE_PATH},
        _advice_older_than_what_matters,
    ),
    Rule(
        "too-few-choices",
        Failure.PATERNALISM,
        N_("{called} has not been shown at least two real choices, with doing nothing for now as one."),
        "IPDASi v4 1.1.3, PMID 23963501; NICE ECD8",
        _ALWAYS | {Reason.ONE_PATH},
        _too_few_choices,
    ),
    Rule(
        "left-without-advice",
        Failure.ABANDONMENT,
        N_("What you would advise {called}, and why, is not written yet."),
        _PARTNERSHIP,
        _ALWAYS | {Reason.ASKED_NOT_TO_SAY},
        _left_without_advice,
    ),
    Rule(
        "advice-not-yet-given",
        Failure.ABANDONMENT,
        N_("{called} has said what matters. Your advice would help now."),
        _PARTNERSHIP,
        _ALWAYS | {Reason.ASKED_NOT_TO_SAY},
        _advice_not_yet_given,
    ),
    Rule(
        "difference-not-said",
        Failure.ACQUIESCENCE,
        N_(
            "This is not what you advised. That {called} heard why you see it differently is not written yet."
        ),
        _PARTNERSHIP,
        _ALWAYS,
        _went_along_in_silence,
    ),
    Rule(
        "role-not-asked",
        Failure.ASSUMPTION,
        N_("How much {called} wants to choose is not written yet."),
        "Degner 1997, PMID 9505581 (control preferences)",
        _ALWAYS | {Reason.ASKED_NOT_TO_SAY},
        _role_guessed,
    ),
    Rule(
        "told-by-others-only",
        Failure.ASSUMPTION,
        N_("What matters was told by others. {called}'s own words are not written yet."),
        "Cox 2019, PMID 30690645",
        _ALWAYS | {Reason.ASKED_NOT_TO_SAY},
        _told_by_others_only,
    ),
    Rule(
        "nobody-speaks",
        Failure.ASSUMPTION,
        N_("{called} cannot choose this now. Who speaks for them is not written yet."),
        _PARTNERSHIP,
        _ALWAYS,
        _nobody_speaks,
    ),
)
BY_ID = {rule.id: rule for rule in RULES}


def open_prompts(talk: Conversation, closed: frozenset[str] = frozenset()) -> tuple[Prompt, ...]:
    """Everything still open, in the table's order; `closed` names rules that a reason has closed."""
    return tuple(
        Prompt(rule.id, rule.sentence, tuple(reason for reason in Reason if reason in rule.closes))
        for rule in RULES
        if rule.id not in closed and rule.is_open(talk)
    )


def may_close(rule: str, reason: Reason) -> bool:
    return rule in BY_ID and reason in BY_ID[rule].closes

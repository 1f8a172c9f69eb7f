"""Something about the person was guessed that could have been asked."""

from alongside.decisions.balance.conversation import (
    Capacity,
    Conversation,
    Family,
    Interpreter,
    RoleSaid,
    Whose,
)
from alongside.decisions.balance.reasons import ALWAYS, Reason
from alongside.decisions.balance.rule import PARTNERSHIP, Failure, Mended, Rule
from alongside.decisions.endings import EndingKind
from alongside.plain.marked import N_

_LANGUAGE = "SCCM 2024, PMID 39982184 (equity practices)"
_SURROGATES = "Cox 2019, PMID 30690645 (families choose other than they report the person would want)"


def _told_by_others_only(talk: Conversation) -> bool:
    return talk.able and bool(talk.matters) and all(word.whose is not Whose.SELF for word in talk.matters)


def _close_ones_not_asked(talk: Conversation) -> bool:
    by_team = bool(talk.matters) and all(word.whose is Whose.TEAM for word in talk.matters)
    return talk.capacity is Capacity.CANNOT and by_team


def _nobody_speaks(talk: Conversation) -> bool:
    needed = talk.capacity in {Capacity.CANNOT, Capacity.IN_DOUBT}
    return talk.under_way and needed and not talk.somebody_speaks


def _standard_not_written(talk: Conversation) -> bool:
    chosen = talk.ended(
        EndingKind.AGREED, EndingKind.TEAM_CHOOSES, EndingKind.DECLINES_ALL, EndingKind.ASKED_OTHERWISE
    )
    return talk.capacity is Capacity.CANNOT and chosen and not talk.standard_written


def _ending_not_theirs(talk: Conversation) -> bool:
    """A talk that did not end in agreement has a rule of its own for this."""
    if talk.end is None or talk.end.kind is EndingKind.NOT_AGREED:
        return False
    return talk.end.whose is Whose.TEAM


def _close_one_not_heard(talk: Conversation) -> bool:
    asked_for = talk.role is RoleSaid.CLOSE_ONE and talk.under_way
    return asked_for and not talk.heard(Whose.CLOSE, Whose.SPEAKER)


def _family_took_part(talk: Conversation) -> bool:
    concluded = talk.end is not None and talk.end.whose is Whose.CLOSE
    return talk.able and (concluded or talk.heard(Whose.CLOSE))


RULES = (
    Rule(
        "role-not-asked",
        Failure.ASSUMPTION,
        N_("How much {called} wants to choose is not written yet."),
        "Degner 1997, PMID 9505581 (control preferences)",
        Mended.BEFORE,
        ALWAYS | {Reason.ASKED_NOT_TO_SAY},
        lambda talk: talk.under_way and talk.role is None,
    ),
    Rule(
        "told-by-others-only",
        Failure.ASSUMPTION,
        N_("What matters was told by others. {called}'s own words are not written yet."),
        _SURROGATES,
        Mended.IN_TALK,
        ALWAYS | {Reason.ASKED_NOT_TO_SAY},
        _told_by_others_only,
    ),
    Rule(
        "ending-not-theirs",
        Failure.ASSUMPTION,
        N_("How it ended is told by the team alone. What {called} said to it is not written yet."),
        PARTNERSHIP,
        Mended.SIGNING,
        ALWAYS | {Reason.ASKED_NOT_TO_SAY},
        _ending_not_theirs,
    ),
    Rule(
        "spoken-for-while-able",
        Failure.ASSUMPTION,
        N_("Somebody else answered for {called}, who can choose this. {called}'s own word is not written."),
        PARTNERSHIP,
        Mended.SIGNING,
        ALWAYS | {Reason.ASKED_NOT_TO_SAY},
        lambda talk: talk.able and talk.end is not None and talk.end.whose is Whose.CLOSE,
    ),
    Rule(
        "close-one-not-heard",
        Failure.ASSUMPTION,
        N_("{called} wants somebody close to help choose. Their words are not written yet."),
        "Degner 1997, PMID 9505581 (control preferences)",
        Mended.IN_TALK,
        ALWAYS,
        _close_one_not_heard,
    ),
    Rule(
        "family-not-asked",
        Failure.ASSUMPTION,
        N_("Somebody close took part. Whether {called} wants that is not written yet."),
        "SCCM 2024, PMID 39982184",
        Mended.BEFORE,
        ALWAYS,
        lambda talk: talk.family is Family.NOT_ASKED and _family_took_part(talk),
    ),
    Rule(
        "family-not-wanted",
        Failure.ASSUMPTION,
        N_("{called} said that nobody in the family is to be part of this. Somebody close took part."),
        "SCCM 2024, PMID 39982184",
        Mended.IN_TALK,
        ALWAYS,
        lambda talk: talk.family is Family.NOBODY and _family_took_part(talk),
    ),
    Rule(
        "language-not-asked",
        Failure.ASSUMPTION,
        N_("In what language {called} wants to talk is not written yet."),
        _LANGUAGE,
        Mended.BEFORE,
        ALWAYS | {Reason.SAME_LANGUAGE},
        lambda talk: talk.under_way and not talk.language_told,
    ),
    Rule(
        "interpreter-not-asked",
        Failure.ASSUMPTION,
        N_("{called} speaks another language best. Whether an interpreter is wanted is not written yet."),
        _LANGUAGE,
        Mended.BEFORE,
        ALWAYS | {Reason.SAME_LANGUAGE},
        lambda talk: (
            talk.under_way
            and talk.language_told
            and talk.other_language
            and talk.interpreter is Interpreter.NOT_ASKED
        ),
    ),
    Rule(
        "interpreter-not-arranged",
        Failure.ASSUMPTION,
        N_("{called} wants an interpreter. Who comes is not written yet."),
        _LANGUAGE,
        Mended.BEFORE,
        ALWAYS,
        lambda talk: talk.interpreter is Interpreter.WANTED,
    ),
    Rule(
        "capacity-in-doubt",
        Failure.ASSUMPTION,
        N_("Whether {called} can choose this, with help, was raised. What was found is not written yet."),
        PARTNERSHIP,
        Mended.BEFORE,
        ALWAYS,
        lambda talk: talk.under_way and talk.capacity is Capacity.IN_DOUBT,
    ),
    Rule(
        "nobody-speaks",
        Failure.ASSUMPTION,
        N_("{called} may not be able to choose this now. Who speaks for them is not written yet."),
        PARTNERSHIP,
        Mended.BEFORE,
        ALWAYS,
        _nobody_speaks,
    ),
    Rule(
        "earlier-wishes-not-asked",
        Failure.ASSUMPTION,
        N_("What {called} said or wrote about this before is not written yet."),
        _SURROGATES,
        Mended.IN_TALK,
        ALWAYS | {Reason.ASKED_NOT_TO_SAY},
        lambda talk: talk.under_way and talk.spoken_for and not talk.earlier_wishes,
    ),
    Rule(
        "close-ones-not-asked",
        Failure.ASSUMPTION,
        N_(
            "What matters to {called} was told by the team. What those close to them know is not written yet."
        ),
        _SURROGATES,
        Mended.IN_TALK,
        ALWAYS | {Reason.ASKED_NOT_TO_SAY},
        _close_ones_not_asked,
    ),
    Rule(
        "standard-not-written",
        Failure.ASSUMPTION,
        N_(
            "By what it was chosen for {called} is not written: own words, what they would say, what is best."
        ),
        PARTNERSHIP,
        Mended.SIGNING,
        ALWAYS,
        _standard_not_written,
    ),
)

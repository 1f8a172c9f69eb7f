"""The person was left alone with it: without advice, explanation, answers or words that can be understood."""

from alongside.decisions.balance.conversation import Conversation, Outlook, RoleSaid, TeachBack, Words
from alongside.decisions.balance.reasons import ALWAYS, Reason
from alongside.decisions.balance.rule import PARTNERSHIP, TEACH_BACK, THREE_TALK, Failure, Mended, Rule
from alongside.decisions.endings import EndingKind
from alongside.plain.marked import N_


def _left_without_advice(talk: Conversation) -> bool:
    concluded = talk.ended(
        EndingKind.AGREED, EndingKind.TEAM_CHOOSES, EndingKind.DECLINES_ALL, EndingKind.NOT_AGREED
    )
    return talk.advice is None and concluded


def _advice_not_yet_given(talk: Conversation) -> bool:
    waiting = bool(talk.views) or talk.role is RoleSaid.TEAM
    return not talk.under_way and bool(talk.matters) and waiting


def _not_explained(talk: Conversation) -> bool:
    return talk.end is not None and not talk.explained


def _not_said_back(talk: Conversation) -> bool:
    """Where the person chose; whoever asked the team to choose is not examined."""
    chose = talk.ended(EndingKind.AGREED, EndingKind.DECLINES_ALL, EndingKind.ASKED_OTHERWISE)
    return chose and bool(talk.explained) and talk.teach_back in {TeachBack.NOT_ASKED, TeachBack.ASKED}


def _no_day(talk: Conversation) -> bool:
    open_end = talk.ended(EndingKind.MORE_TIME, EndingKind.NOT_AGREED)
    return open_end and talk.end is not None and not talk.end.day_set


def _not_told_since(talk: Conversation) -> bool:
    if talk.end is None or Reason.EMERGENCY not in talk.whole_talk:
        return False
    return not any(moment >= talk.end.at for moment in talk.explained)


RULES = (
    Rule(
        "left-without-advice",
        Failure.ABANDONMENT,
        N_("What you would advise {called}, and why, is not written yet."),
        PARTNERSHIP,
        Mended.SIGNING,
        ALWAYS | {Reason.ASKED_NOT_TO_SAY, Reason.NOT_NOW},
        _left_without_advice,
    ),
    Rule(
        "advice-not-yet-given",
        Failure.ABANDONMENT,
        N_("{called} has said what matters. Your advice would help now."),
        PARTNERSHIP,
        Mended.IN_TALK,
        ALWAYS | {Reason.ASKED_NOT_TO_SAY, Reason.NOT_NOW},
        _advice_not_yet_given,
    ),
    Rule(
        "advice-differs",
        Failure.ABANDONMENT,
        N_("Two of the team advise {called} different things. What that means is not written yet."),
        "SCCM 2024, PMID 39982184 (structured communication)",
        Mended.IN_TALK,
        ALWAYS,
        lambda talk: talk.advisers_differ,
    ),
    Rule(
        "not-explained",
        Failure.ABANDONMENT,
        N_("That somebody went through what can be done with {called} is not written yet."),
        THREE_TALK,
        Mended.IN_TALK,
        ALWAYS | {Reason.NOT_NOW, Reason.KNOWS_IT},
        _not_explained,
    ),
    Rule(
        "teach-back-not-done",
        Failure.ABANDONMENT,
        N_("How {called} would say it in their own words is not written yet."),
        TEACH_BACK,
        Mended.SIGNING,
        ALWAYS | {Reason.NOT_NOW, Reason.KNOWS_IT},
        _not_said_back,
    ),
    Rule(
        "gap-left-open",
        Failure.ABANDONMENT,
        N_("Something was not clear to {called} yet. It can be explained once more."),
        TEACH_BACK,
        Mended.IN_TALK,
        ALWAYS | {Reason.NOT_NOW},
        lambda talk: talk.teach_back is TeachBack.GAP,
    ),
    Rule(
        "question-not-answered",
        Failure.ABANDONMENT,
        N_("{called} brought a question that has no written answer yet."),
        "Ask 3 Questions, PMC5152736",
        Mended.SIGNING,
        ALWAYS | {Reason.NOT_NOW},
        lambda talk: talk.end is not None and talk.unanswered > 0,
    ),
    Rule(
        "outlook-not-told",
        Failure.ABANDONMENT,
        N_("{called} asked what lies ahead. What you answered is not written yet."),
        "White 2009, PMID 19770733 (what families recall of what lies ahead)",
        Mended.IN_TALK,
        ALWAYS | {Reason.NOT_NOW},
        lambda talk: talk.outlook is Outlook.ASKED,
    ),
    Rule(
        "no-day-to-come-back",
        Failure.ABANDONMENT,
        N_("The talk with {called} is not over, and no day is set to go on with it."),
        THREE_TALK,
        Mended.SIGNING,
        ALWAYS,
        _no_day,
    ),
    Rule(
        "words-hard",
        Failure.ABANDONMENT,
        N_("Some words that were written for {called} are hard to read. Easier ones would help."),
        "Joint Commission, patient materials at or below fifth grade; CDC Clear Communication Index",
        Mended.BEFORE,
        ALWAYS,
        lambda talk: talk.words is Words.HARD,
    ),
    Rule(
        "words-not-measured",
        Failure.ABANDONMENT,
        N_("Nobody has checked that the words written for {called} are easy to read."),
        "Joint Commission, patient materials at or below fifth grade; NICE ECD8 2021",
        Mended.BEFORE,
        ALWAYS,
        lambda talk: talk.words is Words.NOT_MEASURED,
    ),
    Rule(
        "not-told-after-emergency",
        Failure.ABANDONMENT,
        N_("What was done in the emergency, and why, has not been told to {called} since."),
        PARTNERSHIP,
        Mended.AFTER,
        frozenset({Reason.SAID_ALOUD, Reason.NOT_NOW}),
        _not_told_since,
        about_order=True,
    ),
)

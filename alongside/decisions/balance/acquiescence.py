"""Something was gone along with, and the difference was not said."""

from alongside.decisions.balance.conversation import Conversation
from alongside.decisions.balance.reasons import ALWAYS, Reason
from alongside.decisions.balance.rule import PARTNERSHIP, Failure, Mended, Rule
from alongside.decisions.endings import EndingKind
from alongside.plain.marked import N_


def _went_along_in_silence(talk: Conversation) -> bool:
    if talk.end is None or talk.end.told_of_difference:
        return False
    if talk.end.kind is EndingKind.ASKED_OTHERWISE:
        return True
    agreed = talk.end.kind is EndingKind.AGREED
    return agreed and talk.advice is not None and talk.advice.option != talk.end.option


def _worst_and_not_asked_more(talk: Conversation) -> bool:
    if talk.end is None or not talk.worst_on_what_matters_most:
        return False
    return not any(view.whose in talk.own_voices and view.at > talk.end.at for view in talk.views)


def _one_side_of_it(talk: Conversation) -> bool:
    own = any(view.whose in talk.own_voices for view in talk.views)
    return talk.ended(EndingKind.NOT_AGREED) and not own


RULES = (
    Rule(
        "difference-not-said",
        Failure.ACQUIESCENCE,
        N_(
            "This is not what you advised. That {called} heard why you see it differently is not written yet."
        ),
        PARTNERSHIP,
        Mended.SIGNING,
        ALWAYS,
        _went_along_in_silence,
    ),
    Rule(
        "worst-on-what-matters-most",
        Failure.ACQUIESCENCE,
        N_("What was chosen does least for what {called} put first. What makes it right is not written yet."),
        "IPDAS: a choice that fits what matters; congruence in PMC6478132",
        Mended.SIGNING,
        ALWAYS | {Reason.ASKED_NOT_TO_SAY},
        _worst_and_not_asked_more,
        about_order=True,
    ),
    Rule(
        "disagreement-one-sided",
        Failure.ACQUIESCENCE,
        N_("You do not agree yet. How {called} sees it is not written in their own words."),
        PARTNERSHIP,
        Mended.SIGNING,
        ALWAYS | {Reason.ASKED_NOT_TO_SAY},
        _one_side_of_it,
    ),
    Rule(
        "speakers-differ",
        Failure.ACQUIESCENCE,
        N_("Those who speak for {called} do not see it the same way. How it ended does not say so."),
        PARTNERSHIP,
        Mended.IN_TALK,
        ALWAYS,
        lambda talk: talk.speakers_differ and talk.ended(EndingKind.AGREED),
    ),
)

"""Something was settled before the person had a part in it."""

from alongside.decisions.balance.conversation import Conversation
from alongside.decisions.balance.reasons import ALWAYS, Reason
from alongside.decisions.balance.rule import PARTNERSHIP, Failure, Mended, Rule
from alongside.plain.marked import N_


def _advised_before_asking(talk: Conversation) -> bool:
    known = bool(talk.matters) or (talk.spoken_for and talk.earlier_wishes)
    return talk.under_way and not known


def _advice_older_than_what_matters(talk: Conversation) -> bool:
    """While the talk goes on the newest word counts; afterwards only if nobody had asked at all before."""
    if talk.advice is None or not talk.matters:
        return False
    moments = [word.at for word in talk.matters]
    return talk.advice.at < (max(moments) if talk.end is None else min(moments))


def _rests_on_nothing(talk: Conversation) -> bool:
    if talk.advice is None or talk.advice.rests or not talk.matters:
        return False
    return not _advice_older_than_what_matters(talk)


def _one_way_only(talk: Conversation) -> bool:
    return talk.options < 2


def _no_doing_nothing(talk: Conversation) -> bool:
    return talk.options >= 2 and not talk.has_do_nothing


RULES = (
    Rule(
        "what-matters-not-written",
        Failure.PATERNALISM,
        N_("What matters to {called} is not written yet."),
        PARTNERSHIP,
        Mended.IN_TALK,
        ALWAYS | {Reason.ADVICE_FIRST, Reason.ASKED_NOT_TO_SAY},
        _advised_before_asking,
    ),
    Rule(
        "advice-before-what-matters",
        Failure.PATERNALISM,
        N_("Your advice is older than what {called} said matters. Does it still fit?"),
        PARTNERSHIP,
        Mended.IN_TALK,
        ALWAYS | {Reason.ADVICE_FIRST, Reason.ONE_PATH},
        _advice_older_than_what_matters,
        about_order=True,
    ),
    Rule(
        "advice-rests-on-nothing",
        Failure.PATERNALISM,
        N_("Your advice does not say which of the things that matter to {called} it rests on."),
        "Childers 2017, 10.1200/JOP.2016.018796 (REMAP: propose a plan that fits what was heard)",
        Mended.SIGNING,
        ALWAYS | {Reason.ADVICE_FIRST, Reason.ONE_PATH},
        _rests_on_nothing,
        about_order=True,
    ),
    Rule(
        "one-choice-only",
        Failure.PATERNALISM,
        N_("Only one way is written for {called}. A choice needs at least two real ones."),
        "IPDASi v4 1.1.3, PMID 23963501",
        Mended.BEFORE,
        ALWAYS | {Reason.ONE_PATH},
        _one_way_only,
    ),
    Rule(
        "no-doing-nothing",
        Failure.PATERNALISM,
        N_("{called} has not been shown what it would be to do nothing for now."),
        "NICE ECD8 2021",
        Mended.BEFORE,
        ALWAYS | {Reason.ONE_PATH},
        _no_doing_nothing,
    ),
)

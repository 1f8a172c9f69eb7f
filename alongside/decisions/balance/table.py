"""The balance check: what is still open in a conversation about a choice, while it can be mended.

A conversation can fail in four ways (DESIGN.md, section 1.2). Each rule looks for one form of one of them
and says what is open in one kind, concrete sentence. The check never blocks, scores or counts anybody; the
names of the failures never reach a screen; a reason closes a prompt.

Pure: facts in, prompts out. Order matters only where a rule is about order.
"""

from dataclasses import dataclass

from alongside.decisions.balance import abandonment, acquiescence, assumption, paternalism
from alongside.decisions.balance.conversation import Conversation
from alongside.decisions.balance.reasons import Reason
from alongside.decisions.balance.rule import MENDED_WORDS, Rule

RULES: tuple[Rule, ...] = (
    *paternalism.RULES,
    *abandonment.RULES,
    *acquiescence.RULES,
    *assumption.RULES,
)
BY_ID = {rule.id: rule for rule in RULES}


@dataclass(frozen=True)
class Prompt:
    """One thing that is open. `sentence` holds `{called}`, filled in after translation."""

    rule: str
    sentence: str
    mended: str
    closes: tuple[Reason, ...]


@dataclass(frozen=True)
class Resting:
    """One thing that would be open, and the reason for which it rests."""

    sentence: str
    reason: Reason


def open_prompts(talk: Conversation) -> tuple[Prompt, ...]:
    """Everything still open, in the table's order."""
    return tuple(
        Prompt(
            rule.id,
            rule.sentence,
            MENDED_WORDS[rule.mended],
            tuple(reason for reason in Reason if reason in rule.closes),
        )
        for rule in RULES
        if why_it_rests(rule, talk) is None and rule.is_open(talk)
    )


def resting(talk: Conversation) -> tuple[Resting, ...]:
    """What would be open without the reasons that were given."""
    return tuple(
        Resting(rule.sentence, reason)
        for rule in RULES
        if (reason := why_it_rests(rule, talk)) is not None and rule.is_open(talk)
    )


def why_it_rests(rule: Rule, talk: Conversation) -> Reason | None:
    """The reason given for this rule, or one given for the whole talk that answers it."""
    own = talk.closed.get(rule.id)
    if own in rule.closes:
        return own
    return next((reason for reason in Reason if reason in rule.closes & talk.whole_talk), None)


def may_close(rule: str, reason: Reason) -> bool:
    return rule in BY_ID and reason in BY_ID[rule].closes

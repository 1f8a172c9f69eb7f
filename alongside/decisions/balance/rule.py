"""What one rule of the balance check is."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from alongside.decisions.balance.conversation import Conversation
from alongside.decisions.balance.reasons import Reason
from alongside.plain.marked import N_


class Failure(StrEnum):
    """The four ways in which a talk can fail, for the hazard log and the tests; never shown."""

    PATERNALISM = "paternalism"
    ABANDONMENT = "abandonment"
    ACQUIESCENCE = "acquiescence"
    ASSUMPTION = "assumption"


class Mended(StrEnum):
    """Until when it is best mended; afterwards it is added to the note."""

    BEFORE = "before the talk"
    IN_TALK = "in the talk"
    SIGNING = "before signing"
    AFTER = "afterwards"


MENDED_WORDS = {
    Mended.BEFORE: N_("Best mended before the talk."),
    Mended.IN_TALK: N_("Best mended in the talk."),
    Mended.SIGNING: N_("Best mended before the note is signed."),
    Mended.AFTER: N_("It can be mended afterwards, by adding to the note."),
}


@dataclass(frozen=True)
class Rule:
    """One line of the table. `about_order`: it asks what came first; no other rule looks at a time."""

    id: str
    failure: Failure
    sentence: str
    source: str
    mended: Mended
    closes: frozenset[Reason]
    is_open: Callable[[Conversation], bool]
    about_order: bool = False


PARTNERSHIP = "ACCM/ATS 2016, PMID 26509317"
THREE_TALK = "Elwyn 2017, PMID 29109079 (three-talk model)"
TEACH_BACK = "AHRQ, teach-back: ask, hear, explain again until it is clear"

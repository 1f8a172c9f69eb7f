"""Questions that people bring to a talk: a few that help nearly everybody, and their own.

After the Ask 3 Questions trials (PMC5152736): asking them led to more information and more part in the
choice. The wording here is ours.
"""

from enum import StrEnum

from alongside.plain.marked import N_


class Asks(StrEnum):
    WHAT_CAN_BE_DONE = "what"
    GOOD_AND_BAD = "good and bad"
    HOW_LIKELY = "how likely"
    HELP = "help"
    AHEAD = "ahead"
    OWN = "own"


ASK_WORDS: dict[Asks, str] = {
    Asks.WHAT_CAN_BE_DONE: N_("What can be done?"),
    Asks.GOOD_AND_BAD: N_("What good can each bring, and what bad?"),
    Asks.HOW_LIKELY: N_("How likely is that for me?"),
    Asks.HELP: N_("Who can help me with this?"),
    Asks.AHEAD: N_("What lies ahead of me?"),
}

"""Why something that is open may rest. Each rule says which of these answer it."""

from enum import StrEnum

from alongside.plain.marked import N_


class Reason(StrEnum):
    EMERGENCY = "emergency"
    ONE_PATH = "one medically acceptable path"
    ADVICE_FIRST = "wanted the recommendation first"
    ASKED_NOT_TO_SAY = "asked, and did not want to say"
    NOT_NOW = "did not want to hear it now"
    KNOWS_IT = "they know it well"
    SAME_LANGUAGE = "same language"
    SAID_ALOUD = "said aloud, written elsewhere"


REASON_WORDS = {
    Reason.EMERGENCY: N_("It was an emergency"),
    Reason.ONE_PATH: N_("Only one way is medically acceptable"),
    Reason.ADVICE_FIRST: N_("They wanted our advice first"),
    Reason.ASKED_NOT_TO_SAY: N_("They were asked and did not want to say"),
    Reason.NOT_NOW: N_("They did not want to hear it now"),
    Reason.KNOWS_IT: N_("They know it well from before"),
    Reason.SAME_LANGUAGE: N_("We talk well in the same language"),
    Reason.SAID_ALOUD: N_("It was said aloud and is written elsewhere"),
}

# What is true of the whole talk and not of one thing in it: said once, it answers all that it can answer.
OF_THE_WHOLE_TALK = frozenset({Reason.EMERGENCY, Reason.ONE_PATH, Reason.ADVICE_FIRST})
ALWAYS = frozenset({Reason.EMERGENCY, Reason.SAID_ALOUD})

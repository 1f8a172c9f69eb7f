"""The same questions in the other voice: what somebody close is asked about a person.

`{name}` stands for how the person is called. Whatever is not here reads the same in both voices. English
sources, translated before the name is put in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from alongside.partnership.topics import FAMILY, NOBODY, NOT_AT_ALL, PERSON, Page, Topic
from alongside.plain.marked import N_


@dataclass(frozen=True, slots=True)
class About:
    """A topic asked about somebody. `answers`: only those whose words change."""

    ask: str
    hint: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)


TOPICS_ABOUT: dict[str, About] = {
    "called": About(
        N_("What does {name} like to be called?"),
        N_("A first name, a last name, a short name: what fits best."),
    ),
    "said_like": About(N_("How do we say the name?")),
    "pronouns": About(N_("What words should we use for {name}?")),
    "language": About(N_("What language does {name} speak best?")),
    "interpreter": About(
        N_("Does {name} want someone to turn our words into that language?"),
        N_("It is free. It is better than asking family to do it."),
        answers={"no": N_("No, {name} and the team can talk as they are")},
    ),
    "arranged": About(N_("What is arranged?")),
    "reach_how": About(
        N_("What is the best way to reach {name}?"),
        N_("A phone number or a name, if that helps."),
        answers={
            "here": N_("Come and talk in person"),
            "call": N_("Call {name}"),
            "text": N_("Send a text"),
            "mail": N_("Write a letter"),
            "close": N_("Ask someone close to {name}"),
        },
    ),
    "reach_when": About(N_("What is the best time?")),
    FAMILY: About(
        N_("Who should be part of the care, by what {name} told you?"),
        N_("Family is who {name} says it is. “Nobody” is a fine answer."),
        {"people": N_("The people named here"), "ask": N_("Ask {name} each time"), NOBODY: N_("Nobody")},
    ),
    PERSON: About(
        N_("How far should this person be part of it?"),
        answers={
            "choose": N_("Helps {name} choose"),
            "told": N_("Is told how {name} is"),
            NOT_AT_ALL: N_("Is not to be part of this"),
        },
    ),
    "story": About(
        N_("What should we know about the life of {name}?"),
        N_("Work, home, who and what {name} loves, what {name} has been through."),
    ),
    "good_day": About(
        N_("What is a good day for {name}?"),
        N_("What happens on that day? Who is there? What makes {name} glad?"),
    ),
    "know": About(
        N_("How much does {name} want to know?"),
        N_("If we should tell someone else, write who."),
        {"ask": N_("Only what {name} asks about"), "other": N_("Tell someone else, not {name}")},
    ),
    "know_how": About(
        N_("How should we tell {name}?"),
        N_("Slowly, with pictures, on paper, with someone there: what helps."),
    ),
    "role": About(
        N_("When there is a choice to make, what does {name} want?"),
        N_("Each of these is fine. It can change at any time."),
        {
            "self": N_("{name} wants to choose, after hearing what the team thinks"),
            "together": N_("{name} wants to choose together with the team"),
            "team": N_("{name} wants the team to choose, and to hear why"),
            "close one": N_("{name} wants someone close to help choose"),
        },
    ),
    "beliefs": About(N_("Does {name} have a faith or a way of life that we should know about?")),
    "needs": About(N_("What does {name} need from us?")),
}

WHY_ABOUT: dict[str, str] = {
    "language": N_("{name} should be able to ask and to hear in a language that feels like home."),
    "reach": N_("So that {name} hears from us in a way that fits."),
    "people": N_("{name} says who is part of this, and how far."),
    "life": N_("We want to know {name}, and not just what is wrong."),
    "role": N_("It can change at any time. What was said before stays there to read."),
    "beliefs": N_("So that our care fits the way {name} lives."),
}


@dataclass(frozen=True, slots=True)
class Words:
    """What stands on a page for one topic: sources, to be translated and then given the name."""

    ask: str
    hint: str
    answers: tuple[tuple[str, str], ...]

    def answer(self, code: str) -> str:
        return dict(self.answers).get(code, "")


def words_of(topic: Topic, *, about: bool) -> Words:
    """A topic in one of its two voices: to the person, or about them."""
    other = TOPICS_ABOUT.get(topic.key)
    if not about or other is None:
        return Words(topic.ask, topic.hint, topic.answers)
    answers = tuple((code, other.answers.get(code, words)) for code, words in topic.answers)
    return Words(other.ask, other.hint or topic.hint, answers)


def why_of(page: Page, *, about: bool) -> str:
    return WHY_ABOUT.get(page.key, page.why) if about else page.why

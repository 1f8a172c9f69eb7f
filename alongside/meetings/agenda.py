"""The agenda of a family meeting, built from what is still open, and the prompts that help to hold it.

Three rules are kept by construction and tested: after the greeting the family speaks before the team tells
anything; the agenda holds no minutes and no countdown (families who spoke more were more satisfied, while the
length of the meeting made no difference, PMID 15241092); and nothing in it is a score of a person.

The prompts follow two published models, in our own words:
- VALUE: value what is said, acknowledge emotions, listen, understand the person, elicit questions
  (Lautrette 2007, PMID 17267907: less post-traumatic stress, anxiety and depression in relatives).
- REMAP: reframe, expect emotion, map values, align, propose a plan (Childers 2017,
  doi:10.1200/JOP.2016.018796).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from alongside.meetings.clock_words import Sentence
from alongside.plain.marked import N_


class Voice(StrEnum):
    """Who begins an item."""

    EVERYONE = "everyone"
    FAMILY = "family"
    TEAM = "team"


SOURCES = {"VALUE": "PMID 17267907", "REMAP": "doi:10.1200/JOP.2016.018796"}


@dataclass(frozen=True, slots=True)
class Prompt:
    """One thing worth saying or doing. `say` is an example in words that can be said to a family.

    `say` may hold "{name}"; `about` fills it in.
    """

    key: str
    step: str
    say: str

    @property
    def model(self) -> str:
        return self.key.partition(".")[0].upper()

    @property
    def source(self) -> str:
        return SOURCES[self.model]

    def about(self, name: str) -> Sentence:
        return Sentence(self.say, {"name": name})


PROMPTS: tuple[Prompt, ...] = (
    Prompt("value.value", N_("Value what is said"), N_("Thank you for telling us that. It helps us.")),
    Prompt("value.acknowledge", N_("Acknowledge emotions"), N_("I can see how hard this is for you.")),
    Prompt("value.listen", N_("Listen"), N_("Please tell us how things have been for you.")),
    Prompt(
        "value.understand", N_("Understand the person"), N_("What is {name} like? What makes a good day?")
    ),
    Prompt("value.elicit", N_("Elicit questions"), N_("What do you want to ask us?")),
    Prompt(
        "remap.reframe", N_("Reframe"), N_("Things are not going as we hoped. May I tell you what I see?")
    ),
    Prompt("remap.expect", N_("Expect emotion"), N_("This is hard news. Let us sit with it for a while.")),
    Prompt("remap.map", N_("Map what matters"), N_("If {name} could hear all this, what would matter most?")),
    Prompt("remap.align", N_("Align"), N_("What I hear is that this matters most. Do I have it right?")),
    Prompt("remap.propose", N_("Propose a plan"), N_("From what you told us, may I say what I would do?")),
)
_BY_KEY = {prompt.key: prompt for prompt in PROMPTS}


@dataclass(frozen=True, slots=True)
class Open:
    """What is open for this person as the meeting is planned; everything has the value for "nothing open".

    Texts are the people's own words and are passed through unchanged.
    """

    name: str
    to_introduce: tuple[str, ...] = ()
    interpreter: str | None = None
    questions: tuple[str, ...] = ()
    person_known: bool = True
    what_matters_known: bool = True
    speaker_named: bool = True
    news: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    trials_to_review: tuple[str, ...] = ()
    disagreements: tuple[str, ...] = ()
    to_explain_again: tuple[str, ...] = ()
    promised_last_time: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the agenda: who begins, what it is, why it is here, the details, the prompts that help."""

    voice: Voice
    text: Sentence
    why: Sentence
    details: tuple[str, ...] = ()
    prompts: tuple[Prompt, ...] = ()


def build(open_now: Open) -> tuple[Item, ...]:
    """The agenda for what is open, in the order in which it is best held."""
    return (
        *_opening(open_now),
        *_unknown(open_now),
        *_told(open_now),
        *_chosen(open_now),
        *_closing(open_now),
    )


def prompts_for(agenda: Iterable[Item]) -> tuple[Prompt, ...]:
    """Every prompt of an agenda once, in its order."""
    return tuple({prompt.key: prompt for item in agenda for prompt in item.prompts}.values())


def _opening(now: Open) -> Iterator[Item]:
    here = now.to_introduce + ((now.interpreter,) if now.interpreter else ())
    why = N_("New people are here.") if now.to_introduce else N_("Everyone should know who is in the room.")
    yield _item(now, Voice.EVERYONE, N_("Say who is here, and why."), why, details=here)
    yield _item(
        now,
        Voice.FAMILY,
        N_("How are you? What do you know so far?"),
        N_("The family speaks first."),
        "value.listen",
        "value.acknowledge",
        "value.value",
    )
    asked = (
        N_("These questions were sent before.")
        if now.questions
        else N_("There is always room for questions.")
    )
    yield _item(now, Voice.FAMILY, N_("Your questions"), asked, "value.elicit", details=now.questions)


def _unknown(now: Open) -> Iterator[Item]:
    if not now.person_known:
        why = N_("We do not know {name} as a person yet.")
        yield _item(now, Voice.FAMILY, N_("Who {name} is"), why, "value.understand")
    if not now.what_matters_known:
        why = N_("What matters to {name} is not written yet.")
        yield _item(now, Voice.FAMILY, N_("What matters to {name}"), why, "remap.map")
    if not now.speaker_named:
        why = N_("No one is named yet to speak for {name}.")
        yield _item(now, Voice.FAMILY, N_("Who can speak for {name}"), why)


def _told(now: Open) -> Iterator[Item]:
    if now.promised_last_time:
        why = N_("These are left from the last meeting.")
        yield _item(now, Voice.TEAM, N_("What we said we would do"), why, details=now.promised_last_time)
    if now.to_explain_again:
        why = N_("This was not clear the last time.")
        yield _item(now, Voice.TEAM, N_("What we should say again"), why, details=now.to_explain_again)
    if now.news:
        prompts = ("remap.reframe", "remap.expect")
        yield _item(
            now, Voice.TEAM, N_("How {name} is now"), N_("There is news."), *prompts, details=now.news
        )


def _chosen(now: Open) -> Iterator[Item]:
    if now.trials_to_review:
        text, why = N_("What we tried, and how it went"), N_("The time we set to try this is up or close.")
        prompts: tuple[str, ...] = ("remap.reframe", "remap.map")
        yield _item(now, Voice.TEAM, text, why, *prompts, details=now.trials_to_review)
    if now.disagreements:
        text, why = N_("Where we see it in different ways"), N_("People do not agree yet.")
        prompts = ("value.acknowledge", "remap.align")
        yield _item(now, Voice.FAMILY, text, why, *prompts, details=now.disagreements)
    if now.choices:
        prompts = ("remap.map", "remap.align", "remap.propose")
        why = N_("There is something to choose.")
        yield _item(now, Voice.FAMILY, N_("What can be done"), why, *prompts, details=now.choices)


def _closing(now: Open) -> Iterator[Item]:
    text, why = (
        N_("In your own words: what do you take home from this?"),
        N_("So that we see if we were clear."),
    )
    yield _item(now, Voice.FAMILY, text, why, "value.value")
    text, why = N_("Who does what, and when we meet again"), N_("You will get this in writing.")
    yield _item(now, Voice.EVERYONE, text, why)


def _item(now: Open, voice: Voice, text: str, why: str, *keys: str, details: tuple[str, ...] = ()) -> Item:
    named = {"name": now.name}
    return Item(
        voice, Sentence(text, named), Sentence(why, named), details, tuple(_BY_KEY[key] for key in keys)
    )


class Met(StrEnum):
    """What became of one prompt in one meeting."""

    MET = "met"
    NOT_MET = "not met"
    NOT_NEEDED = "not needed"


@dataclass(frozen=True, slots=True)
class PromptShare:
    """How often a prompt was met, of the meetings in which it was needed."""

    prompt: str
    met: int
    needed: int

    @property
    def share(self) -> float | None:
        """Between 0 and 1; None where no meeting needed it."""
        return self.met / self.needed if self.needed else None


TOO_FEW = 10


def share_of_prompts_met(meetings: Iterable[Mapping[str, Met]]) -> tuple[PromptShare, ...] | None:
    """For each prompt, the share of a unit's meetings that met it: a measure of the process, not of anyone.

    A meeting here is only "prompt key → what became of it": there is no place for a name. Below
    `TOO_FEW` meetings the answer is None, because a handful of meetings is one person's work.
    Raises ValueError for a prompt nobody knows.
    """
    counted = list(meetings)
    unknown = sorted({key for meeting in counted for key in meeting} - _BY_KEY.keys())
    if unknown:
        raise ValueError(f"There is no prompt '{unknown[0]}'; use the keys of the prompt list.")
    if len(counted) < TOO_FEW:
        return None
    return tuple(
        PromptShare(key, _count(counted, key, Met.MET), _count(counted, key, Met.MET, Met.NOT_MET))
        for key in _BY_KEY
    )


def _count(meetings: Iterable[Mapping[str, Met]], key: str, *kinds: Met) -> int:
    return sum(meeting.get(key) in kinds for meeting in meetings)

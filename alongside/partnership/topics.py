"""What a team should know about a person, as data: topics, questions, and the eight pages that ask.

A topic is one thing that is told. Its answer is a choice from a short list, own words, or both. `wall` says
whether the topic may hang in the room at all when the person allows it: what a visitor has no business with
(how to reach somebody, who may be told what) never does.

Sentences are English sources that the pages translate. `{name}` stands for how the person is called.
"""

from dataclasses import dataclass

from alongside.plain.marked import N_


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing to know. `answers`: code to words, empty where only own words are asked.

    `words`: own words may be written. `long`: room for more than a line. `team_only`: a fact that the team
    arranges, not asked of the person.
    """

    key: str
    title: str
    ask: str
    answers: tuple[tuple[str, str], ...] = ()
    words: bool = True
    long: bool = False
    hint: str = ""
    wall: bool = False
    team_only: bool = False

    def answer(self, code: str) -> str:
        """The words of a code; empty for none or for a code that is no longer in the list."""
        return dict(self.answers).get(code, "")


@dataclass(frozen=True, slots=True)
class Page:
    """One question to the person, or about them, and the topics that answer it. `title`: for the team."""

    key: str
    title: str
    ask: str
    ask_about: str
    why: str
    topics: tuple[str, ...]


# Names of languages in their own script; the code is what `lang` takes.
LANGUAGES = (
    ("en", "English"),
    ("ar", "العربية"),
    ("bn", "বাংলা"),
    ("de", "Deutsch"),
    ("es", "Español"),
    ("fa", "فارسی"),
    ("fi", "Suomi"),
    ("fr", "Français"),
    ("hi", "हिन्दी"),
    ("it", "Italiano"),
    ("ja", "日本語"),
    ("ko", "한국어"),
    ("pl", "Polski"),
    ("pt", "Português"),
    ("ro", "Română"),
    ("ru", "Русский"),
    ("so", "Soomaali"),
    ("sv", "Svenska"),
    ("ti", "ትግርኛ"),
    ("tl", "Tagalog"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
    ("ur", "اردو"),
    ("vi", "Tiếng Việt"),
    ("zh", "中文"),
    ("other", N_("Another language")),
)

FAMILY, PERSON = "family", "person"
NOBODY = "nobody"
NOT_AT_ALL = "none"

# How far somebody close is to be part of the care, in the person's own terms.
INVOLVED = (
    ("choose", N_("Helps me choose")),
    ("told", N_("Is told how I am")),
    ("visit", N_("May visit, and is not told more")),
    (NOT_AT_ALL, N_("Is not to be part of this")),
)

_ALL = (
    Topic(
        "called",
        N_("To be called"),
        N_("What should we call you?"),
        hint=N_("A first name, a last name, a short name: what you like best."),
        wall=True,
    ),
    Topic(
        "said_like",
        N_("Said like this"),
        N_("How do we say it?"),
        hint=N_("Write it the way it sounds. Like this: ROH-sah."),
        wall=True,
    ),
    Topic(
        "pronouns",
        N_("Words for this person"),
        N_("What words should we use for you?"),
        hint=N_("She, he, they, or other words."),
        wall=True,
    ),
    Topic(
        "language",
        N_("Language"),
        N_("What language do you speak best?"),
        LANGUAGES,
        hint=N_("If it is not in the list, write it below."),
        wall=True,
    ),
    Topic(
        "interpreter",
        N_("Interpreter"),
        N_("Do you want someone to turn our words into your language?"),
        (
            ("yes", N_("Yes, for every talk")),
            ("big", N_("Yes, for the big talks")),
            ("no", N_("No, we can talk as we are")),
        ),
        words=False,
        hint=N_("It is free. It is better than asking your family to do it."),
        wall=True,
    ),
    Topic(
        "arranged",
        N_("Interpreter arranged"),
        N_("What is arranged?"),
        (("yes", N_("Arranged")), ("no", N_("Not arranged yet"))),
        hint=N_("Who comes or which service is called, and when."),
        team_only=True,
    ),
    Topic(
        "reach_how",
        N_("Best way to reach"),
        N_("What is the best way to reach you?"),
        (
            ("here", N_("Come and talk to me")),
            ("call", N_("Call me")),
            ("text", N_("Send me a text")),
            ("mail", N_("Write to me")),
            ("close", N_("Ask someone close to me")),
        ),
        hint=N_("A phone number or a name, if you like."),
    ),
    Topic(
        "reach_when",
        N_("Best time"),
        N_("What is the best time?"),
        hint=N_("Like this: in the morning, or after work."),
    ),
    Topic(
        FAMILY,
        N_("Who is part of this"),
        N_("Who should be part of your care?"),
        (
            ("people", N_("The people I name here")),
            ("ask", N_("Ask me each time")),
            (NOBODY, N_("Nobody")),
        ),
        hint=N_("Family is who you say it is. “Nobody” is a fine answer."),
    ),
    Topic(
        PERSON,
        N_("Someone close"),
        N_("How far should this person be part of it?"),
        INVOLVED,
    ),
    Topic(
        "story",
        N_("My story"),
        N_("What should we know about your life?"),
        long=True,
        hint=N_("Your work, your home, who and what you love, what you have been through."),
        wall=True,
    ),
    Topic(
        "good_day",
        N_("A good day"),
        N_("What is a good day for you?"),
        long=True,
        hint=N_("What do you do? Who is there? What makes you glad?"),
        wall=True,
    ),
    Topic(
        "know",
        N_("What to be told"),
        N_("How much do you want to know?"),
        (
            ("all", N_("All of it, good and bad")),
            ("main", N_("The main things")),
            ("ask", N_("Only what I ask about")),
            ("other", N_("Tell someone else, not me")),
        ),
        hint=N_("If we should tell someone else, write who."),
    ),
    Topic(
        "know_how",
        N_("How to be told"),
        N_("How should we tell you?"),
        long=True,
        hint=N_("Slowly, with pictures, on paper, with someone there: what helps you."),
        wall=True,
    ),
    Topic(
        "role",
        N_("Part in choices"),
        N_("When there is a choice to make, what do you want?"),
        (
            ("self", N_("I want to choose, after I hear what you think")),
            ("together", N_("I want us to choose together")),
            ("team", N_("I want you to choose, and to tell me why")),
            ("close one", N_("I want someone close to me to help choose")),
        ),
        hint=N_("Each of these is fine. You can change it at any time."),
    ),
    Topic(
        "beliefs",
        N_("What I believe"),
        N_("Is there a faith or a way of life that we should know about?"),
        long=True,
        hint=N_("Like prayer, food, touch, or things that must not be done."),
        wall=True,
    ),
    Topic(
        "needs",
        N_("What I need"),
        N_("What do you need from us?"),
        long=True,
        hint=N_("Glasses, help to hear, quiet, a light on, someone to talk to."),
        wall=True,
    ),
)
TOPICS: dict[str, Topic] = {topic.key: topic for topic in _ALL}
WALL_TOPICS = tuple(topic.key for topic in _ALL if topic.wall)

# What a relative who was let in does not read: the person's words about who may be part of it.
# A relative sees there only what they told themselves.
BETWEEN_PATIENT_AND_TEAM = frozenset({FAMILY, PERSON, "reach_how", "reach_when", "know"})

PAGES: tuple[Page, ...] = (
    Page(
        "name",
        N_("Name"),
        N_("What is your name to us?"),
        N_("What is {name} called?"),
        N_("We want to say it right."),
        ("called", "said_like", "pronouns"),
    ),
    Page(
        "language",
        N_("Language"),
        N_("What language do you want to talk in?"),
        N_("What language does {name} want to talk in?"),
        N_("You should be able to ask and to hear in your own words."),
        ("language", "interpreter", "arranged"),
    ),
    Page(
        "reach",
        N_("How to reach"),
        N_("How can we reach you?"),
        N_("How can we reach {name}?"),
        N_("So that you hear from us in a way that fits you."),
        ("reach_how", "reach_when"),
    ),
    Page(
        "people",
        N_("Family"),
        N_("Who is family to you?"),
        N_("Who is family to {name}?"),
        N_("You say who is part of this, and how far."),
        (FAMILY, PERSON),
    ),
    Page(
        "life",
        N_("Life"),
        N_("Who are you, when you are well?"),
        N_("Who is {name}, when well?"),
        N_("We want to know you, and not just what is wrong."),
        ("story", "good_day"),
    ),
    Page(
        "knowing",
        N_("What to be told"),
        N_("What do you want to know, and how?"),
        N_("What does {name} want to know, and how?"),
        N_("Some people want to hear it all. Some do not. Both are fine."),
        ("know", "know_how"),
    ),
    Page(
        "role",
        N_("Part in choices"),
        N_("What part do you want to have in choices?"),
        N_("What part does {name} want to have in choices?"),
        N_("You can change this when you like. What you said before stays there to read."),
        ("role",),
    ),
    Page(
        "beliefs",
        N_("Beliefs and needs"),
        N_("What do you believe in, and what do you need?"),
        N_("What does {name} believe in and need?"),
        N_("So that our care fits the way you live."),
        ("beliefs", "needs"),
    ),
)
PAGE_OF = {page.key: page for page in PAGES}

# What a nurse asks at the bedside in under two minutes: few topics, most of them one tap.
BEDSIDE = ("called", "language", "interpreter", "arranged", FAMILY, "know", "role")


def topics_of(page: Page, *, team: bool) -> tuple[Topic, ...]:
    """The topics of a page, without those that only the team fills unless it is the team who asks."""
    return tuple(TOPICS[key] for key in page.topics if team or not TOPICS[key].team_only)


def page_after(key: str) -> Page | None:
    """The page that follows; None after the last."""
    keys = [page.key for page in PAGES]
    place = keys.index(key) + 1
    return PAGES[place] if place < len(PAGES) else None

"""The qualifying and certification criteria of IPDASi v4: 12 for every aid, four more for aids about tests.

Joseph-Williams N et al. 2014, Med Decis Making 34:699, PMID 23963501; the criteria are paraphrased. Of 30
aids in a Cochrane sample 25 met the qualifying criteria and only 3 those of certification (PMID 25577469).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from alongside.aids.document import AidDocument, AidKind, all_grounds_of
from alongside.aids.gate import balance
from alongside.aids.gate.subject import Subject
from alongside.editorial.findings import Rule
from alongside.editorial.looking import Check, Looked, Spot, counted, looked
from alongside.editorial.mistakes import Path
from alongside.editorial.said import is_said, is_told, unsaid


def _rule(item: str, asks: str, why: str) -> Rule:
    return Rule(item, asks, f"IPDASi v4, item {item} (PMID 23963501)", why)


CONDITION = _rule(
    "1.1.1",
    "The aid says what the health condition is.",
    "Nobody can weigh a treatment for something they do not know they have.",
)
QUESTION = _rule(
    "1.1.2",
    "The aid asks the question that is to be answered.",
    "A reader who is not told that there is a choice takes the text for an instruction.",
)
OPTIONS = _rule(
    "1.1.3",
    "At least two things that can be done are described, and one of them is doing nothing for now.",
    "Without “nothing for now” the reader chooses between treatments, not whether to have one.",
)
BENEFITS = _rule(
    "1.1.4",
    "For each thing that can be done the aid says what may be good about it.",
    "A choice without anything good about it is not offered as a choice.",
)
HARMS = _rule(
    "1.1.5",
    "For each thing that can be done the aid says what may be hard about it.",
    "What is hard about a treatment is found out afterwards where nobody says it before.",
)
LIKE = _rule(
    "1.2.1",
    "The aid says what each thing is like for body, mind and daily life.",
    "People choose with a picture of their own life in mind.",
)
EQUAL_DETAIL = _rule(
    "2.1.1",
    "All that can be done is told in equal detail: no more than one and a half times the words of another.",
    "What is told at length looks more important and more tried.",
)
CITED = _rule(
    "2.2.1",
    "Every number names its source and the place in it where it stands.",
    "A number that cannot be looked up has to be taken on trust.",
)
PUBLISHED = _rule(
    "2.2.2",
    "The aid carries the day on which it was published, a day that has come.",
    "A reader who cannot see how old it is takes it for current.",
)
UPDATES = _rule(
    "2.2.3",
    "The aid says when and how it is read again.",
    "A missing update policy is a main reason why published aids fail certification.",
)
UNCERTAINTY = _rule(
    "2.2.4",
    "Every effect of a treatment carries its range.",
    "A bare effect hides whether it may be nothing at all.",
)
FUNDING = _rule(
    "2.3.1",
    "The aid says who paid for it and what ties its authors have.",
    "Readers weigh words by who paid for them.",
)
TEST_MEASURES = _rule(
    "2.4.1",
    "An aid about a test says what the test measures.",
    "A test for a risk is easily taken for a test for the illness.",
)
TEST_FOUND = _rule(
    "2.4.2",
    "An aid about a test says what comes next when it finds something.",
    "Who takes a test has often agreed to what follows without having heard of it.",
)
TEST_NOT_FOUND = _rule(
    "2.4.3",
    "An aid about a test says what comes next when it finds nothing.",
    "“Nothing found” is taken for “nothing there”.",
)
TEST_FOR_NOTHING = _rule(
    "2.4.4",
    "An aid about a test says what it means to find an illness that would never have done harm.",
    "Most people have never heard that a test can do that.",
)


def _condition(subject: Subject) -> Looked:
    condition = subject.document.condition
    fields = (
        (("condition", field), getattr(condition, field)) for field in ("name", "medical_name", "what_it_is")
    )
    mend = "Say what it is in two or three short sentences."
    return looked(f"condition: {condition.name}", unsaid(fields, "The condition is not described.", mend))


def _question(subject: Subject) -> Looked:
    question = subject.document.question.strip()
    asked = question.endswith("?") and is_said(question)
    spot = Spot(("question",), "This is not a question.", "Ask what is to be chosen, with a question mark.")
    return looked(f"question: {question}", () if asked else (spot,))


def _options(subject: Subject) -> Looked:
    return looked(
        counted(len(subject.document.options), "thing that can be done", "things that can be done"),
        _option_spots(subject.document),
    )


def _option_spots(document: AidDocument) -> Iterator[Spot]:
    options = document.options
    if len(options) < 2:
        yield Spot(("options",), "There is nothing to choose between.", "Describe at least two.")
    still = sum(option.does_nothing for option in options)
    if still != 1:
        mend = "Mark exactly one with does_nothing: true."
        yield Spot(("options",), f"{still} of them are marked as doing nothing for now.", mend)
    fields = ((("options", place, "what_it_is"), one.what_it_is) for place, one in enumerate(options))
    yield from unsaid(fields, "This is not described.", "Say what is done, by whom and how often.")


def _told_of_each(subject: Subject, field: str, what: str, mend: str) -> Looked:
    options = subject.document.options
    spots = (
        Spot(("options", place, field), f"{what} of “{option.name}”.", mend)
        for place, option in enumerate(options)
        if not any(is_told(text) for text in getattr(option, field))
    )
    return looked(f"{field} of {counted(len(options), 'thing')}", spots)


def _benefits(subject: Subject) -> Looked:
    mend = "Say what may be good about it; for doing nothing for now also what is spared."
    return _told_of_each(subject, "may_help", "Nothing good is told", mend)


def _harms(subject: Subject) -> Looked:
    mend = "Say what may be hard about it: harm, pain, effort, or what may happen without treatment."
    return _told_of_each(subject, "may_harm", "Nothing hard is told", mend)


def _like(subject: Subject) -> Looked:
    options = subject.document.options
    fields: Iterator[tuple[Path, str]] = (
        (("options", place, field), getattr(option, field))
        for place, option in enumerate(options)
        for field in ("body", "mind", "daily_life")
    )
    mend = "Say what people with it feel, think and do on a usual day."
    return looked(
        f"body, mind and daily life of {counted(len(options), 'thing')}",
        unsaid(fields, "What it is like is not told.", mend),
    )


def _cited(subject: Subject) -> Looked:
    sources = {record.key for record in subject.document.sources}
    grounds = list(all_grounds_of(subject.document))
    spots = (
        Spot(
            path,
            "It is not said where this number stands.",
            "Name the source and the table, page or sentence.",
        )
        for path, one in grounds
        if one.source not in sources or not is_told(one.place)
    )
    return looked(f"{counted(len(grounds), 'citation')} of {counted(len(sources), 'source')}", spots)


def _published(subject: Subject) -> Looked:
    published, path = subject.document.published, ("published",)
    try:
        day = date.fromisoformat(published)
    except ValueError:
        return looked(published, (Spot(path, f"There is no day {published}.", "Correct the date."),))
    mend = "Write the day on which readers first get it."
    spots = (Spot(path, f"{published} has not come yet.", mend),) if day > subject.today else ()
    return looked(f"published {published}", spots)


def _updates(subject: Subject) -> Looked:
    policy = subject.document.update_policy
    mend = "Say how often it is read again, and what makes you read it earlier."
    spots = (
        () if is_told(policy) else (Spot(("update_policy",), "It is not said when it is read again.", mend),)
    )
    return looked("update policy", spots)


def _uncertainty(subject: Subject) -> Looked:
    effects = list(balance.effects(subject.document))
    mend = "Write its interval as the source gives it, or leave the effect out."
    spots = (Spot(path, "The effect has no range.", mend) for path, one in effects if one.interval is None)
    return looked(counted(len(effects), "effect"), spots)


def _funding(subject: Subject) -> Looked:
    document = subject.document
    fields = ((("funding",), document.funding), (("conflicts",), document.conflicts))
    mend = 'Say who paid and what ties the authors have; "None." is an answer.'
    return looked("funding and ties", unsaid(fields, "It is left open.", mend))


def _about_test(field: str, found: str, mend: str) -> Callable[[Subject], Looked]:
    """The function of a rule that asks one thing of an aid about a test."""

    def look(subject: Subject) -> Looked:
        document = subject.document
        if document.kind is not AidKind.TEST:
            return Looked("not about a test", applies=False)
        told = document.test is not None and is_told(getattr(document.test, field))
        return looked("what is said of the test", () if told else (Spot(("test", field), found, mend),))

    return look


CHECKS = (
    Check(CONDITION, _condition),
    Check(QUESTION, _question),
    Check(OPTIONS, _options),
    Check(BENEFITS, _benefits),
    Check(HARMS, _harms),
    Check(LIKE, _like),
    Check(EQUAL_DETAIL, balance.equal_detail),
    Check(CITED, _cited),
    Check(PUBLISHED, _published),
    Check(UPDATES, _updates),
    Check(UNCERTAINTY, _uncertainty),
    Check(FUNDING, _funding),
    Check(
        TEST_MEASURES,
        _about_test("measures", "It is not said what the test measures.", "Say what it looks at."),
    ),
    Check(
        TEST_FOUND,
        _about_test(
            "if_found", "It is not said what comes next.", "Say what is done when it finds something."
        ),
    ),
    Check(
        TEST_NOT_FOUND,
        _about_test(
            "if_not_found", "It is not said what comes next.", "Say what is done when it finds nothing."
        ),
    ),
    Check(
        TEST_FOR_NOTHING,
        _about_test(
            "found_for_nothing",
            "It is not said that a test can find what would never have done harm.",
            "Say what it means to find such an illness.",
        ),
    ),
)

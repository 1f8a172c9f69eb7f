"""From a message to a question: what is taken out, what is told, what is understood."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.answers.question import LONGEST, QuestionType, question_of


@pytest.mark.parametrize(
    ("message", "question", "removed"),
    [
        ("Hello, what is a time-limited trial? Thanks", "what is a time-limited trial?", ()),
        ("Hi there! My name is Rosa Delgado. Who decides for me?", "Who decides for me?", ("name",)),
        ("my name is rosa and I want to read my notes", "and I want to read my notes", ("name",)),
        (
            "Write to rosa.d@example.org: do decision aids help?",
            "Write to: do decision aids help?",
            ("e-mail",),
        ),
        (
            "Call 555-201-3344 please. What is comfort care?",
            "Call please. What is comfort care?",
            ("phone number",),
        ),
        (
            "I was born on 3 May 1951, is a statin worth it?",
            "I was, is a statin worth it?",
            ("date of birth",),
        ),
        ("DOB: 03/05/1951. Is a statin worth it?", "Is a statin worth it?", ("date of birth",)),
        ("MRN 00482913, can I see who looked?", "can I see who looked?", ("record number",)),
        (
            "Me llamo Ana Ruiz, ¿qué es un ensayo por tiempo limitado?",
            "¿qué es un ensayo por tiempo limitado?",
            ("name",),
        ),
        ("I live at 12 Green Hill Road. Where do I park?", "I live at Where do I park?", ("address",)),
        ("Does Dr. Patel need to be there?", "Does need to be there?", ("name",)),
        ("What should I ask? Regards, Tom", "What should I ask?", ("name",)),
    ],
)
def test_courtesies_and_identifiers_are_taken_out(
    message: str, question: str, removed: tuple[str, ...]
) -> None:
    found = question_of(message)
    assert (found.text, found.removed) == (question, removed)


@pytest.mark.parametrize(
    "message",
    [
        "What is the chance of stroke at score 4 for a 75 year old?",
        "RR 2.10 (95% CI 1.66 to 2.66), what does it mean?",
        "Is 120/80 normal?",
        "Do 209 trials with 107,698 people say so?",
        "Is the ICU family meeting due in 24-48 hours?",
    ],
)
def test_figures_of_a_question_are_not_taken_for_identifiers(message: str) -> None:
    assert question_of(message).text == message
    assert question_of(message).removed == ()


@pytest.mark.parametrize("message", ["", "   ", "?!", "\n\n", "Hello!", "Thanks"])
def test_a_message_without_a_question_is_told_so(message: str) -> None:
    assert (
        question_of(message).problem
        == "There is no question here yet. Please write what you would like to know."
    )


def test_a_huge_message_is_told_how_long_it_may_be() -> None:
    assert question_of("a " * LONGEST).problem == (
        f"This is too long to read as one question. Please ask in fewer than {LONGEST} characters."
    )


@pytest.mark.parametrize("message", ["asdf qwer zxcv", "xkcdqq brrtpl", "aaaaaa", "123 45"])
def test_nonsense_is_told_so(message: str) -> None:
    assert question_of(message).problem.startswith("We could not find words")


@pytest.mark.parametrize(
    "message", ["What is TLT?", "COPD", "statins?", "什么是临终关怀？", "ما هي الرعاية؟"]
)
def test_short_and_foreign_questions_are_questions(message: str) -> None:
    assert question_of(message).problem == ""


@pytest.mark.parametrize(
    ("message", "language"),
    [
        ("What is the rationale for partnership?", "en"),
        ("¿Qué es una reunión con la familia?", "es"),
        ("怎样预防心脏病", "zh"),
        ("كيف أقرأ ملفي الطبي", "ar"),
        ("Comment lire les notes de mon médecin", "fr"),
        ("Wie kann ich mein Dossier lesen", "de"),
    ],
)
def test_the_language_is_guessed(message: str, language: str) -> None:
    assert question_of(message).language == language


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("What is the rationale for shared choices?", QuestionType.RATIONALE),
        ("What are the benefits and harms of statins?", QuestionType.BENEFITS),
        ("How do I prevent a stroke?", QuestionType.PREVENTION),
        ("How to run a family meeting?", QuestionType.STEPS),
        ("Who decides if I cannot speak?", QuestionType.WHO),
        ("When should the family meet?", QuestionType.TIMING),
        ("What are the side effects of warfarin?", QuestionType.SIDE_EFFECTS),
        ("What is comfort care?", QuestionType.INFORMATION),
    ],
)
def test_the_type_is_read_from_the_words(message: str, kind: QuestionType) -> None:
    assert question_of(message).kind is kind


@given(st.text(max_size=500))
@settings(deadline=None)
def test_any_text_becomes_a_question_or_a_problem(message: str) -> None:
    found = question_of(message)
    assert bool(found.problem) or any(c.isalnum() for c in found.text)


@given(st.emails())
@settings(deadline=None)
def test_an_email_address_never_stays(address: str) -> None:
    local = address.split("@")[0]
    if all(c.isalnum() or c in "._+-" for c in local) and len(local) <= 60:
        assert address not in question_of(f"Please write to {address} what is a goal").text


@given(st.integers(10**6, 10**9))
@settings(deadline=None)
def test_a_record_number_never_stays(number: int) -> None:
    assert str(number) not in question_of(f"My MRN is {number}. What is a goal of care?").text

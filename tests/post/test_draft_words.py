"""A letter in a language whose words nobody has signed says so, and still tells nothing about health."""

from uuid import uuid4

from alongside.post.composing import compose
from alongside.post.models import Contact, Letter

SAYS = "No one has checked them yet."


def text_of_a_letter() -> str:
    letter = Letter(template="something new", values={"path": "/my-choices"}, language="en", to_id=uuid4())
    return compose(letter, Contact(channel="email", address="a@b.example"), site="https://care.example").text


def test_a_letter_in_a_draft_language_says_so(settings):
    settings.DRAFT_LANGUAGES = frozenset({"en"})
    assert text_of_a_letter().startswith("These words were put into your language.")


def test_a_letter_in_a_signed_language_does_not(settings):
    settings.DRAFT_LANGUAGES = frozenset()
    assert SAYS not in text_of_a_letter()
    assert "https://care.example/my-choices" in text_of_a_letter()

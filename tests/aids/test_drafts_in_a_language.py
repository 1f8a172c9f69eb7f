"""With made-up people too, a draft in somebody's language does not take the place of the English aid."""

from alongside.aids import queries
from tests.aids.test_languages import load, swedish
from tests.board import as_approved


def test_in_a_demonstration_a_draft_in_the_patients_language_gives_way_to_the_english(demonstration_database):
    english, other = load(), swedish()
    assert queries.begun_in(english, "sv") == english
    assert queries.to_begin_in("sv") == [english]
    as_approved(other.pk)
    assert queries.begun_in(english, "sv") == other

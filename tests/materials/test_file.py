"""The handout file: every mistake is found, with its line and how to mend it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.editorial.mistakes import FileError
from alongside.materials.file import HANDOUT_FILE
from tests.materials.good import as_yaml, document, good_handout


def mistakes(handout):
    return [(one.rule, one.place) for one in HANDOUT_FILE.check(as_yaml(handout))]


def test_a_good_handout_has_no_mistakes_and_comes_back_from_its_kept_content():
    assert mistakes(good_handout()) == []
    kept = HANDOUT_FILE.to_content(document())
    assert HANDOUT_FILE.from_content(kept) == document()


@pytest.mark.parametrize(
    ("changes", "rule", "place"),
    [
        ({"published": "2026-02-30"}, "no-such-day", "published"),
        ({"level": "hard"}, "shape", "level"),
        ({"sections": []}, "shape", "sections"),
        ({"title": 7}, "shape", "title"),
        ({"state": "approved"}, "unknown-field", "state"),
        ({"sources": []}, "unknown-source", "sections, 2nd (found), passages, 1st, cites, 1st, source"),
    ],
)
def test_a_mistake_stops_the_file_and_names_its_place(changes, rule, place):
    assert mistakes(good_handout(**changes)) == [(rule, place)]


def test_a_key_used_twice_is_refused():
    handout = good_handout()
    handout["sections"][1]["key"] = "why"
    assert mistakes(handout) == [("key-twice", "sections, 2nd (why), key")]


def test_a_file_with_mistakes_is_not_loaded_and_says_them_all():
    with pytest.raises(FileError) as refused:
        HANDOUT_FILE.load(as_yaml(good_handout(published="soon", title="")))
    assert [one.place for one in refused.value.mistakes] == ["title", "published"]


@given(st.text() | st.binary())
def test_no_text_however_odd_raises(data):
    assert HANDOUT_FILE.checked(data).document is None

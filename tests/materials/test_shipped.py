"""The shipped handouts: complete, plain, cited, and ready for the board."""

from datetime import date

import pytest

from alongside.editorial.findings import Weight
from alongside.materials.file import HANDOUT_FILE
from alongside.materials.gate.verdict import examine
from alongside.materials.shipped import handout_files
from alongside.materials.wording import by_part
from alongside.plain.reading.measure import measure

FILES = {one.name.removesuffix(".yaml"): one for one in handout_files()}
TODAY = date(2026, 11, 22)


def test_the_six_that_were_promised_are_there_and_one_in_easier_words():
    assert set(FILES) == {
        "a-try-for-a-time",
        "how-family-meetings-work",
        "questions-to-ask",
        "questions-to-ask.easier",
        "speaking-for-someone",
        "what-intensive-care-is",
        "your-team-and-rounds",
    }


@pytest.mark.parametrize("name", FILES)
def test_nothing_is_open_but_advice(name):
    report = examine(HANDOUT_FILE.load(FILES[name].read_bytes()), today=TODAY)
    assert report.open(Weight.MUST, Weight.MAY_BE_SIGNED) == ()


@pytest.mark.parametrize("name", FILES)
def test_every_part_is_within_the_fifth_grade_even_with_no_word_excused(name):
    parts = by_part(HANDOUT_FILE.load(FILES[name].read_bytes()))
    assert [text for text in parts.values() if len(text.split()) >= 30 and measure(text).grade > 5] == []


@pytest.mark.parametrize("name", FILES)
def test_the_file_says_its_own_name(name):
    document = HANDOUT_FILE.load(FILES[name].read_bytes())
    slug, _dot, level = name.partition(".")
    assert (document.slug, document.level.value) == (slug, level or "plain")


def test_the_easier_questions_are_easier_and_ask_under_the_same_headings():
    plain, easier = (
        HANDOUT_FILE.load(FILES[f"questions-to-ask{level}"].read_bytes()) for level in ("", ".easier")
    )
    usual, easy = (measure("\n\n".join(by_part(one).values())) for one in (plain, easier))
    assert (easy.words < usual.words, easy.longest_sentence < usual.longest_sentence) == (True, True)
    assert easy.everyday_share >= usual.everyday_share
    assert [one.key for one in easier.sections] == [one.key for one in plain.sections]

"""Where sentences end in medical text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.plain.reading.sentences import sentences, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained. We stayed in.", ("It rained.", "We stayed in.")),
        (
            "The risk fell by 2.5 percent. It was 0.8 before.",
            ("The risk fell by 2.5 percent.", "It was 0.8 before."),
        ),
        (
            "Dr. Mora gave 2.5 mg. of it b.i.d. to J. R. Hill. He slept.",
            ("Dr. Mora gave 2.5 mg. of it b.i.d. to J. R. Hill.", "He slept."),
        ),
        ("Come at 5 p.m. Then we talk.", ("Come at 5 p.m.", "Then we talk.")),
        ("Come at 5 p.m. on Monday.", ("Come at 5 p.m. on Monday.",)),
        ("Take vitamin C. It helps.", ("Take vitamin C.", "It helps.")),
        ("Use bed No. 5 today. No. Use mine.", ("Use bed No. 5 today.", "No.", "Use mine.")),
        (
            "Pills, drops, etc. are here. See Fig. 2 first.",
            ("Pills, drops, etc. are here.", "See Fig. 2 first."),
        ),
        (
            '"Does it hurt?" she asked. "No!" He smiled.',
            ('"Does it hurt?" she asked.', '"No!"', "He smiled."),
        ),
        ("We waited ... and waited. Then she came.", ("We waited ... and waited.", "Then she came.")),
        ("This was in 2010. 25 people took part.", ("This was in 2010.", "25 people took part.")),
    ],
)
def test_a_full_stop_ends_a_sentence_only_where_a_reader_stops(text: str, expected: tuple[str, ...]) -> None:
    assert sentences(text) == expected


def test_each_bullet_and_heading_is_a_sentence_of_its_own() -> None:
    text = "## What to bring\n- your pills\n- your glasses\n1. Come in\n2) Sit down\n• Rest • Drink"
    assert sentences(text) == (
        "What to bring",
        "your pills",
        "your glasses",
        "Come in",
        "Sit down",
        "Rest",
        "Drink",
    )


def test_a_line_that_an_editor_wrapped_goes_on() -> None:
    text = "This sentence was wrapped by an editor at some width and\ngoes on here. It ends.\nA new line."
    assert sentences(text) == (
        "This sentence was wrapped by an editor at some width and goes on here.",
        "It ends.",
        "A new line.",
    )


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Am 3. Mai kam Dr. Weiß, z. B. zur Probe. Gut.", 2),
        ("es", "El Sr. Ruiz vio a la Dra. Vega. Tomó 2,5 mg.", 2),
        ("fr", "M. Petit a vu le Dr. Roux. Il va bien.", 2),
        ("it", "Il dott. Rossi e la sig.ra Neri. Tutto bene.", 2),
        ("nl", "Dr. Bos sprak mevr. Vos. Het ging goed.", 2),
        ("pt", "O Sr. Reis viu a Dra. Lima. Ficou bem.", 2),
    ],
)
def test_abbreviations_of_each_language_do_not_end_a_sentence(
    language: str, text: str, expected: int
) -> None:
    assert len(sentences(text, language)) == expected


def test_lines_without_a_word_are_no_sentences() -> None:
    assert sentences("\n---\n* * *\n…\n") == ()


def test_numbers_and_compounds_are_one_word() -> None:
    assert words("A well-known dose: 2.5 mg, 1,000 people, 12/2024, don’t.") == (
        "A",
        "well-known",
        "dose",
        "2.5",
        "mg",
        "1,000",
        "people",
        "12/2024",
        "don’t",
    )


@given(st.text(max_size=200))
def test_no_word_is_lost_or_made_up_beyond_list_marks(text: str) -> None:
    found = [word for sentence in sentences(text) for word in words(sentence)]
    assert set(found) <= set(words(" ".join(text.split()))) | set(words(text))


@given(st.lists(st.sampled_from(["We walk", "She eats", "The dog ran"]), min_size=1, max_size=6))
def test_plain_sentences_are_counted_however_they_are_laid_out(pieces: list[str]) -> None:
    told = [f"{piece}." for piece in pieces]
    assert len(sentences(" ".join(told))) == len(sentences("\n".join(told))) == len(pieces)

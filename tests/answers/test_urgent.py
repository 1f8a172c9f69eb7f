"""The urgent texts: short, plain, complete in every language, and honest about who has signed them."""

import pytest

from alongside.answers.advice import tells_to_take_or_stop
from alongside.answers.urgent import kinds, languages, urgent_text
from alongside.plain.reading.measure import fits, measure


@pytest.mark.parametrize("kind", kinds())
def test_the_english_text_is_at_or_below_fifth_grade(kind: str) -> None:
    text = urgent_text(kind, "en", "911")
    assert fits(measure(" ".join((text.heading, *text.lines))))


@pytest.mark.parametrize("language", languages())
def test_every_kind_has_a_text_that_names_the_units_number(language: str) -> None:
    for kind in kinds():
        text = urgent_text(kind, language, "0123-4567")
        assert any("0123-4567" in line for line in text.lines)
        assert "{" not in text.heading + "".join(text.lines)


def test_only_english_is_past_draft() -> None:
    assert {lang: urgent_text("stroke", lang).status for lang in languages()} == {
        "en": "submitted",
        "es": "draft",
        "ar": "draft",
        "zh": "draft",
    }


def test_a_regional_tag_finds_its_language_and_an_unknown_one_gets_english() -> None:
    assert urgent_text("stroke", "es-MX") == urgent_text("stroke", "es")
    assert urgent_text("stroke", "vi") == urgent_text("stroke", "en")


def test_no_urgent_text_tells_what_to_take_or_stop() -> None:
    lines = [line for kind in kinds() for line in urgent_text(kind, "en").lines]
    assert [line for line in lines if tells_to_take_or_stop(line)] == []


@pytest.mark.parametrize("language", languages())
def test_every_line_is_a_whole_sentence_that_no_comma_of_the_table_has_torn(language: str) -> None:
    lines = [line for kind in kinds() for line in urgent_text(kind, language).lines]
    assert [line for line in lines if line[0].islower() or line[-1] not in ".!?。؟？！"] == []

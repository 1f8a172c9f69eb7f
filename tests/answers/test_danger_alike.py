"""Likeness to examples: a softer second look, which works with any embedder."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import yaml

from alongside.answers.danger_alike import ACROSS, NEVER_EXCUSED, examples, likeness_with
from alongside.answers.question import guess_language
from alongside.answers.urgent import kinds
from alongside.answers.words import content_stems

HERE = Path(__file__).parent


def _word_vectors(texts: Sequence[str]) -> list[list[float]]:
    """A small embedder of our own: stems counted in 256 places, length 1."""
    rows = []
    for text in texts:
        row = [0.0] * 256
        for stem in content_stems(text):
            row[hashlib.sha256(stem.encode()).digest()[0]] += 1.0
        length = sum(v * v for v in row) ** 0.5 or 1.0
        rows.append([v / length for v in row])
    return rows


def test_examples_have_known_kinds_and_both_sides() -> None:
    found = {kind for kind, _ in examples()}
    assert found == {*kinds(), "none"}


def test_no_example_is_a_message_that_quality_is_measured_on() -> None:
    messages = yaml.safe_load((HERE / "danger_messages.yaml").read_text(encoding="utf-8"))
    new = yaml.safe_load((HERE / "danger_new.yaml").read_text(encoding="utf-8"))
    held_out = {m["text"] for m in messages if hashlib.sha256(m["text"].encode()).digest()[0] % 2}
    measured = held_out | {m["text"] for m in new}
    assert measured.isdisjoint(text for _, text in examples())


def test_a_message_like_dangerous_examples_is_perhaps_danger() -> None:
    found = likeness_with(_word_vectors).perhaps_danger("baby turned blue and floppy, not breathing", "es")
    assert found is not None
    assert (found.kind, found.rule, found.language) == ("child", "likeness", "es")


def test_a_message_like_harmless_examples_or_like_nothing_is_not() -> None:
    likeness = likeness_with(_word_vectors)
    for message in ("what is a time-limited trial", "where do I park my bicycle", "", "   "):
        assert likeness.perhaps_danger(message) is None


def test_a_question_for_information_or_about_the_past_is_not_even_perhaps_danger() -> None:
    likeness = likeness_with(_word_vectors)
    assert likeness.perhaps_danger("what is done when a baby turned blue and floppy, not breathing") is None
    assert likeness.perhaps_danger("years ago my baby turned blue and floppy, not breathing") is None
    assert likeness.perhaps_danger("what is wrong, my baby is blue and floppy, not breathing now") is not None


def test_words_of_self_harm_or_chest_pain_are_never_excused() -> None:
    likeness = likeness_with(_word_vectors)
    assert {"self_harm", "chest_pain"} == NEVER_EXCUSED
    example = next(text for kind, text in examples() if kind == "self_harm")
    found = likeness.perhaps_danger(f"What is this, years ago: {example}")
    assert found is not None
    assert found.kind == "self_harm"


def test_a_misspelt_message_is_compared_as_it_was_meant() -> None:
    seen: list[str] = []

    def embed(texts: Sequence[str]) -> list[list[float]]:
        seen[:] = texts
        return _word_vectors(texts)

    likeness_with(embed).perhaps_danger("my Throte is tite, Dr. O'Hara")
    assert seen == ["my throat is tight, Dr. O'Hara"]


def test_an_embedding_across_languages_is_shown_no_english_example() -> None:
    seen: list[str] = []

    def embed(texts: Sequence[str]) -> list[list[float]]:
        seen.extend(texts)
        return _word_vectors(texts)

    likeness = likeness_with(embed, ACROSS)
    assert 60 <= len(seen) < len(examples())
    assert {guess_language(text) for text in seen}.isdisjoint({"en"})
    assert "none" in likeness.kinds
    assert set(likeness.kinds) > {"chest_pain", "breathing", "self_harm"}

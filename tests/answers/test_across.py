"""Questions in another language than the sources: quoted as they stand, said so, refused when in doubt."""

import pytest

from alongside.answers import queries
from alongside.answers.across import (
    LIMITS,
    NEEDED,
    FoundAcross,
    candidates_across,
    foreign_words,
    refusal_across,
    share,
)
from alongside.answers.pipeline import answer_from, understand
from alongside.answers.starter import starter_library
from alongside.answers.topic import topic_of
from alongside.answers.urgent import languages
from alongside.sources import indexing
from alongside.sources import library as sources_library
from alongside.sources.index.multilingual import multilingual_or_reason
from alongside.sources.index.protocol import EmbedderChoice
from tests.answers.asking import House, answer_at, asked, tree, words


@pytest.fixture(scope="module")
def across() -> EmbedderChoice:
    """The real embedding, which has read the shipped summaries before any transaction is open."""
    choice = multilingual_or_reason()
    assert choice.embedder is not None
    choice.embedder.vectors(
        [
            f"{d.document.title} {d.document.cut(s.start, s.end)}"
            for d in starter_library()
            for s in d.sentences
        ]
    )
    return choice


@pytest.fixture(autouse=True)
def in_many_languages(across: EmbedderChoice, one_language: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "multilingual", lambda: across)
    monkeypatch.setattr(sources_library, "multilingual", lambda: across)


TRIAL = {
    "es": "¿Qué es un ensayo de tiempo limitado?",
    "zh": "什么是限时治疗试验？",
    "ar": "ما هي التجربة العلاجية المحدودة المدة؟",
    "hi": "सीमित समय का उपचार परीक्षण क्या है?",
}
NOT_HERE = [
    "¿La warfarina aumenta el riesgo de sangrado?",
    "二甲双胍的剂量是多少？",
    "كيف يعالج الربو عند الأطفال؟",
]
DEFINITION = "A time-limited trial is a collaborative plan"


@pytest.mark.parametrize("language", TRIAL)
def test_a_question_in_another_language_is_answered_by_the_english_quotation(
    library: House, language: str
) -> None:
    response = asked(library.client(library.family.rosa), TRIAL[language])
    page = tree(response)
    quotes = page.css(".quoted blockquote")
    assert any(DEFINITION in quote.text() for quote in quotes)
    assert {quote.attributes["lang"] for quote in quotes} == {"en"}
    assert "The source is in English" in words(response)
    own = page.css_first(f"div[lang='{language}'][data-quoted]")
    found = foreign_words(language)
    assert found is not None
    assert [line.text() for line in own.css("p")] == found.in_english
    assert answer_at(response).language == language


@pytest.mark.parametrize("question", NOT_HERE)
def test_what_the_library_does_not_have_is_refused_in_every_language(library: House, question: str) -> None:
    said = words(asked(library.client(library.family.rosa), question))
    assert "We do not know" in said
    assert "What we do have that is near" not in said


def test_without_the_extra_the_refusal_stays(library: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "multilingual", lambda: EmbedderChoice(None, "off"))
    said = words(asked(library.client(library.family.rosa), TRIAL["zh"]))
    assert "We do not know" in said
    assert "我们在这个资料库里没有找到答案。" in said


def test_an_english_question_says_nothing_about_languages(library: House) -> None:
    said = words(asked(library.client(library.family.rosa), "What is a time-limited trial?"))
    assert "The source is in English" not in said


def test_a_withdrawn_source_is_not_found_across_languages_either(library: House) -> None:
    from alongside.sources.actions import withdraw

    for one in starter_library():
        if one.key == "time-limited-trials":
            withdraw(one.document.version, "It was wrong.", by=None)
    outcome = queries.ask(TRIAL["es"])
    gone = {one.document.version for one in starter_library() if one.key == "time-limited-trials"}
    assert gone.isdisjoint(claim.version for claim in outcome.worked.answer.claims)


def test_sentences_far_from_the_best_are_not_quoted() -> None:
    one = next(one for one in starter_library() if one.key == "time-limited-trials")
    best, near, far = ((s.start, s.end) for s in one.sentences[:3])
    found = FoundAcross(one.document, {best: 0.88, near: 0.87, far: 0.82})
    made = candidates_across([found], TRIAL["es"])
    chosen = answer_from(understand(TRIAL["es"]), made, limits=LIMITS, refuse=lambda _kept, _least: None)
    quoted = " ".join(claim.text for claim in chosen.answer.claims)
    assert one.document.cut(*best) in quoted
    assert one.document.cut(*far) not in quoted


def test_the_refusal_is_by_nearness_and_by_a_medicine_that_is_named_nowhere() -> None:
    one = next(one for one in starter_library() if one.key == "time-limited-trials")
    first = one.sentences[0]
    for cosine, refused in ((NEEDED + 0.01, False), (NEEDED - 0.01, True)):
        made = candidates_across([FoundAcross(one.document, {(first.start, first.end): cosine})], "x")
        assert (refusal_across(topic_of("x"), made, share(NEEDED)) is not None) == refused
    near = candidates_across([FoundAcross(one.document, {(first.start, first.end): 0.9})], "x")
    assert refusal_across(topic_of("¿y la metformin?"), near, share(NEEDED)) is not None
    assert candidates_across([FoundAcross(one.document, {})], "x") == []


def test_every_language_with_urgent_words_has_words_about_sources_and_all_are_drafts() -> None:
    assert all(foreign_words(tag) for tag in (*languages(), "hi") if tag != "en")
    assert all((found := foreign_words(tag)) and found.status == "draft" for tag in TRIAL)
    assert foreign_words("sv") is None


def test_finding_across_without_an_index_finds_nothing(house: House) -> None:
    assert sources_library.find_across(TRIAL["es"]).documents == ()

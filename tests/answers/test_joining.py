"""A language model may only order: whatever it replies, whatever stands in documents, no claim changes."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.answers.candidates import candidate_of
from alongside.answers.composition import Answer, Claim
from alongside.answers.coverage import lexical_scorer, rarity_in, steadied
from alongside.answers.joining import FEWEST, Joined, joined_from, request_for
from alongside.answers.pipeline import answer_from, understand
from alongside.answers.starter import starter_library

INJECTIONS: list[str] = yaml.safe_load(
    (Path(__file__).parent / "injections.yaml").read_text(encoding="utf-8")
)
QUESTIONS = (
    "What are the benefits and harms of decision aids?",
    "What helps in family meetings in intensive care?",
    "What is the rationale for establishing a collaborative partnership with the patient?",
)
STORED = {one.document.version: one.document for one in starter_library()}.get


def _answer(question: str) -> Answer:
    rarity = rarity_in(one.document.text for one in starter_library())
    asked = understand(question)
    scorer = lexical_scorer(rarity)
    found = [candidate_of(one.document, question, scorer, primary=False) for one in starter_library()]
    return answer_from(asked, found, rarity=steadied(rarity)).answer


ANSWERS = {question: _answer(question).claims for question in QUESTIONS}


def changed(text: str) -> Iterator[tuple[str, str]]:
    """The sentence with one thing changed, each with the name of the change."""
    for place in re.finditer(r"\d+(?:\.\d+)?", text):
        for other in (f"{float(place[0]) + 1:g}", f"{float(place[0]) * 10:g}"):
            yield f"number {place[0]} to {other}", text[: place.start()] + other + text[place.end() :]
    for old, new in (
        (" not ", " "),
        (" no ", " "),
        ("more", "less"),
        ("fewer", "more"),
        ("patients", "children"),
        ("%", " mg"),
        ("95% CI", "99% CI"),
        (" and ", " or "),
        ("than", "like"),
        ("high certainty", "certain"),
        ("low certainty", "high certainty"),
    ):
        if old in text:
            yield f"“{old}” to “{new}”", text.replace(old, new, 1)
    yield (
        "a negation put in",
        re.sub(r" (is|was|are|were|had|did|helps?|can|take)\b", r" \1 not", text, count=1) + "",
    )
    yield "cut", text[: len(text) // 2]
    yield "another alphabet's a", text.replace("a", "\u0430", 1)
    yield "in capitals", text.upper()


def hostile_sentences() -> list[tuple[str, Claim, str]]:
    cases = []
    for claims in ANSWERS.values():
        for claim in claims[:6]:
            cases += [(name, claim, text) for name, text in changed(claim.text) if text != claim.text]
    for number, words in enumerate(INJECTIONS):
        claim = ANSWERS[QUESTIONS[number % 3]][0]
        cases.append((f"written {number}", claim, words.replace("{claim}", claim.text)))
    return cases


HOSTILE = hostile_sentences()


def piece(number: int, text: Any) -> dict[str, Any]:
    return {"id": number, "text": text}


def reply(*paragraphs: list[dict[str, Any]]) -> str:
    return json.dumps({"paragraphs": list(paragraphs)})


def honest(claims: tuple[Claim, ...]) -> list[dict[str, Any]]:
    return [piece(number, claim.text) for number, claim in enumerate(claims, start=1)]


def test_the_corpus_is_as_large_as_it_has_to_be() -> None:
    assert len(HOSTILE) >= 200
    assert len({(claim.sha256, text) for _, claim, text in HOSTILE}) == len(HOSTILE)
    assert all(text != claim.text for _, claim, text in HOSTILE)


@pytest.mark.parametrize("question", QUESTIONS)
def test_none_of_the_hostile_sentences_passes_and_every_claim_is_still_there(question: str) -> None:
    claims = ANSWERS[question]
    for name, claim, text in HOSTILE:
        if claim not in claims:
            continue
        number = claims.index(claim) + 1
        others = [one for one in honest(claims) if one["id"] != number]
        joined = joined_from(reply([piece(number, text), *others]), claims, STORED)
        assert joined is not None, name
        assert joined.dropped == 1, name
        # What was lied about is not said where the model put it; it follows, as it is, with what was left.
        assert joined.paragraphs[-1] == (number,), name
        assert sorted(n for part in joined.paragraphs for n in part) == list(range(1, len(claims) + 1)), name


def test_an_honest_order_is_kept_as_it_is() -> None:
    claims = ANSWERS[QUESTIONS[0]]
    one, two, *rest = honest(claims)
    joined = joined_from(reply([two, one], rest), claims, STORED)
    assert joined == Joined(((2, 1), tuple(range(3, len(claims) + 1))), 0)
    fenced = f"Here you are:\n```json\n{reply([two, one], rest)}\n```"
    assert joined_from(fenced, claims, STORED) == joined


def test_what_the_model_leaves_out_follows_and_what_it_says_twice_is_said_once() -> None:
    claims = ANSWERS[QUESTIONS[0]]
    one, two, *_ = honest(claims)
    joined = joined_from(reply([two, two, one, one]), claims, STORED)
    assert joined == Joined(((2, 1), tuple(range(3, len(claims) + 1))), 2)


def test_a_claim_under_the_number_of_another_is_refused() -> None:
    claims = ANSWERS[QUESTIONS[0]]
    one, two, three, *_ = honest(claims)
    swapped = [piece(1, two["text"]), piece(2, one["text"]), three]
    assert joined_from(reply(swapped), claims, STORED) is None
    assert joined_from(
        reply([one, two, piece(99, "x"), piece(0, "x"), piece(-1, "x")]), claims, STORED
    ) == Joined(((1, 2), tuple(range(3, len(claims) + 1))), 3)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "I cannot do that.",
        "{}",
        "[]",
        '{"paragraphs": null}',
        '{"paragraphs": [["text"]]}',
        '{"paragraphs": [[{"id": "1", "text": "x"}]]}',
        '{"paragraphs": [[{"id": 1, "text": {"a": 1}}]]}',
        '{"paragraphs": [[{"id": 1.5, "text": "x"}]]}',
        '{"paragraphs": [], "note": "<script>"}',
        '{"paragraphs": [[{"id": 1, "text": "x", "link": "https://evil.example"}]]}',
        "}{",
        "{" * 20_000,
        '{"paragraphs": [' + "[" * 5_000 + "]" * 5_000 + "]}",
        "\ud800",
    ],
)
def test_what_is_no_reply_gives_nothing(words: str) -> None:
    assert joined_from(words, ANSWERS[QUESTIONS[0]], STORED) is None


def test_with_fewer_than_two_true_sentences_there_is_nothing_to_read_together() -> None:
    claims = ANSWERS[QUESTIONS[0]]
    assert FEWEST == 2
    assert joined_from(reply(honest(claims)[:1]), claims, STORED) is None


def test_a_source_that_changed_since_supports_nothing() -> None:
    claims = ANSWERS[QUESTIONS[0]]
    assert joined_from(reply(honest(claims)), claims, {}.get) is None


@given(st.text(max_size=400))
@settings(deadline=None)
def test_any_reply_at_all_is_read_without_an_error(words: str) -> None:
    assert joined_from(words, ANSWERS[QUESTIONS[1]], STORED) is None


@given(st.lists(st.lists(st.integers(-2, 20), max_size=8), max_size=5), st.text(max_size=20))
@settings(deadline=None)
def test_whatever_order_is_given_no_number_is_invented_or_lost(order: list[list[int]], junk: str) -> None:
    claims = ANSWERS[QUESTIONS[1]]
    texts = {one["id"]: one["text"] for one in honest(claims)}
    said = reply(*[[piece(n, texts.get(n, junk)) for n in part] for part in order])
    joined = joined_from(said, claims, STORED)
    if joined is not None:
        assert sorted(n for part in joined.paragraphs for n in part) == list(range(1, len(claims) + 1))


def test_the_request_holds_the_question_the_claims_and_nothing_else() -> None:
    claims = ANSWERS[QUESTIONS[0]]
    body = request_for("Why?", claims, "some-model")
    assert sorted(body) == ["messages", "model", "temperature"]
    assert [message["role"] for message in body["messages"]] == ["system", "user"]
    asked = json.loads(body["messages"][1]["content"])
    assert asked == {"question": "Why?", "claims": honest(claims)}

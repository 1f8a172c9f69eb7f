"""The embedding across languages with its real engine, and what is said where a part of it is missing."""

import hashlib
from pathlib import Path
from threading import Thread

import numpy as np
import pytest

from alongside.sources.index import multilingual
from alongside.sources.index.embedding import EmbeddingUnavailable
from alongside.sources.index.multilingual import LONGEST, MultilingualE5, from_wheel, multilingual_or_reason
from alongside.sources.index.protocol import Passage, SearchRequest, Ways
from alongside.sources.index.tandem import TandemIndex

SENTENCES = {
    "trial": "A time-limited trial is a plan to use life support for an agreed time and then to look again.",
    "notes": "Patients who read their notes find mistakes in them.",
    "salt": "Less salt lowers blood pressure a little.",
    "falls": "Grab bars in the bathroom prevent falls at home.",
}
ASKED = {
    "trial": [
        "¿Qué es un ensayo de tiempo limitado?",
        "什么是限时治疗试验？",
        "ما هي التجربة العلاجية المحدودة المدة؟",
    ],
    "notes": [
        "¿Encuentran los pacientes errores en sus notas?",
        "病人会在病历中发现错误吗？",
        "क्या रोगी अपने नोट्स में गलतियाँ पाते हैं?",
    ],
    "salt": ["¿La sal sube la presión?", "少吃盐能降血压吗？", "هل يخفض تقليل الملح ضغط الدم؟"],
    "falls": ["¿Cómo evito caídas en casa?", "怎样防止在家跌倒？", "घर में गिरने से कैसे बचें?"],
}


@pytest.fixture(scope="module")
def model() -> MultilingualE5:
    return from_wheel()


@pytest.fixture(scope="module")
def index(model: MultilingualE5, tmp_path_factory: pytest.TempPathFactory) -> TandemIndex:
    made = TandemIndex(tmp_path_factory.mktemp("index"), model)
    made.rebuild(
        [Passage(id=key, document_id=key, title="", text=t) for key, t in SENTENCES.items()], sequence=1
    )
    return made


@pytest.mark.parametrize(
    ("wanted", "question"), [(key, question) for key, asked in ASKED.items() for question in asked]
)
def test_a_question_in_another_language_finds_the_english_sentence(
    index: TandemIndex, wanted: str, question: str
) -> None:
    hits = index.search(SearchRequest(text=question, ways=Ways.MEANING, limit=1))
    assert [hit.passage_id for hit in hits] == [wanted]


def test_vectors_have_length_one_and_come_in_the_order_given(model: MultilingualE5) -> None:
    texts = list(SENTENCES.values())
    found = model.vectors(texts)
    assert found.shape == (len(texts), model.dimensions) == (4, 384)
    assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-4)
    assert np.array_equal(found[2], model.vectors([texts[2]])[0])
    assert model.vectors([]).shape == (0, 384)


def test_a_question_and_a_passage_of_the_same_words_differ_as_the_model_was_trained(
    model: MultilingualE5,
) -> None:
    assert not np.allclose(model.vector("salt"), model.vectors(["salt"])[0])


def test_what_c_cannot_hold_and_what_is_too_long_is_read_all_the_same(model: MultilingualE5) -> None:
    assert np.array_equal(model.vector("a\x00b"), model.vector("a b"))
    assert np.isfinite(model.vector("\ud800 broken")).all()
    assert np.array_equal(model.vector("sal " * 5000), model.vector(("sal " * 5000)[:LONGEST]))
    assert model.vector("").shape == (384,)


def test_many_who_ask_at_once_each_get_their_own_vector(model: MultilingualE5) -> None:
    texts = [f"question {number}" for number in range(12)]
    alone = [model._read(text, True).copy() for text in texts]
    found: dict[int, np.ndarray] = {}

    def ask(place: int) -> None:
        found[place] = model._read(texts[place], True)

    threads = [Thread(target=ask, args=(place,)) for place in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(np.array_equal(found[place], alone[place]) for place in range(12))


def test_without_the_package_the_reason_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multilingual, "PACKAGE", "a_package_that_nobody_has")
    choice = multilingual_or_reason()
    assert choice.embedder is None
    assert "its extra named languages" in choice.said


def test_other_weights_than_the_pinned_ones_are_never_loaded(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    package = tmp_path / "weights_of_somebody_else"
    package.mkdir()
    (package / "__init__.py").write_text("raise RuntimeError('this must not run')")
    (package / multilingual.WEIGHTS).write_bytes(b"other")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(multilingual, "PACKAGE", package.name)
    assert hashlib.sha256(b"other").hexdigest() != multilingual.WEIGHTS_SHA256
    with pytest.raises(EmbeddingUnavailable, match="not the file we checked"):
        from_wheel()

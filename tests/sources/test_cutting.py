"""Passages for the index hold every sentence once and never a part of one."""

from hypothesis import given
from hypothesis import strategies as st

from alongside.sources.cutting import spans
from alongside.sources.passages import Draft, ParsedDocument, SourceRecord

WORDS = st.lists(st.sampled_from(["pain", "less", "care", "Then", "we"]), min_size=1, max_size=12)
SENTENCES = WORDS.map(lambda words: " ".join(words).capitalize() + ".")
PARAGRAPHS = st.lists(SENTENCES, min_size=1, max_size=6).map(" ".join)


def document(sections: list[list[str]]) -> ParsedDocument:
    draft = Draft("Example")
    for number, paragraphs in enumerate(sections):
        for paragraph in paragraphs:
            draft.add(paragraph, (f"Section {number}",))
    return draft.finish(SourceRecord())


@given(
    st.lists(st.lists(PARAGRAPHS, min_size=1, max_size=4), min_size=1, max_size=4),
    st.integers(min_value=1, max_value=400),
)
def test_every_sentence_stands_in_exactly_one_passage(sections: list[list[str]], longest: int) -> None:
    parsed = document(sections)
    cut = spans(parsed.paragraphs, parsed.sentences, longest)
    held = [[s for s in parsed.sentences if start <= s.start and s.end <= end] for start, end in cut]
    assert [s for own in held for s in own] == list(parsed.sentences)
    assert all(end - start <= longest or len(own) == 1 for (start, end), own in zip(cut, held, strict=True))


def test_a_short_document_is_one_passage_over_its_sections() -> None:
    parsed = document([["Background here."], ["Methods here."]])
    assert spans(parsed.paragraphs, parsed.sentences) == [(0, len(parsed.text))]


def test_a_long_document_is_not_joined_over_sections() -> None:
    parsed = document([["One. " * 4], ["Two. " * 4]])
    assert [parsed.cut(*span) for span in spans(parsed.paragraphs, parsed.sentences, 30)] == [
        "One. One. One. One.",
        "Two. Two. Two. Two.",
    ]


def test_a_record_without_text_has_no_passage() -> None:
    assert spans((), ()) == []

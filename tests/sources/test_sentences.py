"""Sentences of medical prose."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.sources.sentences import sentence_spans


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Pain fell by 2.5 mg vs. 5 mg of placebo.", "Nobody fell."],
        ["Smith et al. (2010) disagreed.", "We did too."],
        ["See Fig. 2 and Dr. Example's note, e.g. the last line.", "Then rest."],
        ["Mortality fell.12,13", "The cost did not."],
        ["Mortality fell.[4]", "The cost did not."],
        ["Take vitamin C.", "It is cheap."],
        ["It was p = 0.05.", "12 people left."],
        ["The gene was silent.", "p53 was not.", "mRNA was found."],
        ["A dose of 5 mg.", "Next comes sleep."],
        ["Do you hurt?", "Call us!", "We will come."],
        ["这是一句。", "这也是。"],
        ["वह ठीक है।", "वह घर गया।"],
        ["He said “Stop.”", "Then he left."],
        ["It works in the U.S.", "The trial was long."],
        ["Take it b.i.d. with food.", "Rest."],
    ],
)
def test_sentences_end_where_a_reader_ends_them(sentences):
    assert split(" ".join(sentences)) == sentences


def test_the_number_of_a_list_point_is_not_a_sentence():
    assert split("1. Take one tablet. Then rest.") == ["1. Take one tablet.", "Then rest."]


def test_a_forgotten_space_still_ends_a_sentence():
    assert split("The dose was reduced.The pain went.") == ["The dose was reduced.", "The pain went."]


@given(st.text(alphabet=st.sampled_from("aB1.?! ,;()[]\"'²µ。\n-"), max_size=200))
def test_sentences_hold_every_visible_character_once_and_in_order(text):
    spans = sentence_spans(text)
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
    assert all(a < b <= c for (a, b), (c, _) in pairwise(spans))


@given(st.text(max_size=300))
def test_no_text_breaks_the_splitter(text):
    assert all(text[a:b] == text[a:b].strip() != "" for a, b in sentence_spans(text))

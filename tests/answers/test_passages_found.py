"""Long documents answer with what was found of them, and never with a part of a paragraph or a list."""

from hypothesis import given
from hypothesis import strategies as st

from alongside.answers.coverage import SMALL, lexical_scorer, steadied
from alongside.answers.passages_found import SHORT, candidate_at
from alongside.sources.passages import Draft, SourceRecord


def _long():
    draft = Draft(title="Owls")
    for number in range(SHORT):
        draft.add(f"Owl {number} sleeps. However, owl {number} wakes.")
    draft.add("Do not:")
    for number in range(4):
        draft.add(f"Wake owl {number}.", kind="item")
    draft.add("Owls are birds.")
    return draft.finish(SourceRecord())


LONG = _long()


@given(st.integers(0, len(LONG.text) - 2), st.integers(1, 400))
def test_every_paragraph_that_is_touched_comes_whole_and_a_list_with_its_first_line(start, length):
    end = min(len(LONG.text), start + length)
    found = candidate_at(LONG, [(start, end)], "owls", lexical_scorer(), 1.0)
    taken = {s.paragraph for s in found.sentences}
    for number in taken:
        whole = [s.start for s in LONG.sentences if s.paragraph == number]
        assert [s.start for s in found.sentences if s.paragraph == number] == whole
    items = {n for n, p in enumerate(LONG.paragraphs) if p.kind == "item"}
    if taken & items:
        assert items | {min(items) - 1} <= taken


def test_a_short_document_comes_whole():
    draft = Draft(title="Owls")
    draft.add("Owls sleep. Owls wake.")
    short = draft.finish(SourceRecord())
    assert len(candidate_at(short, [(0, 5)], "owls", lexical_scorer(), 1.0).sentences) == 2


def test_in_a_small_library_no_word_of_a_question_is_next_to_nothing():
    rarity = {"owl": 0.1, "lamp": 2.0}
    steady = steadied(lambda stem: rarity.get(stem, 3.0))
    assert (steady("owl"), steady("lamp"), steady("glaucoma")) == (1.0, 2.0, 3.0)
    assert steadied(lambda stem: rarity.get(stem, SMALL))("owl") == 0.1

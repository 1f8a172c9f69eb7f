"""Kinds of notes: which is put forward, what a file must hold, and our own words on the patient's page."""

import itertools

import msgspec
import pytest

from alongside.decisions import note
from alongside.decisions.endings import ENDINGS
from alongside.decisions.note import Material, Part
from alongside.decisions.note_kinds import NoteKind, kind_for, kind_of, kinds, parse
from alongside.decisions.plain_page import OTHER_PART, plain_parts
from alongside.plain.reading.measure import measure
from tests.walks.visitor import NEVER_FOR_PATIENTS

EVERY = tuple(kinds().values())
FRAME = (
    "Our talk, in plain words. This is what your team wrote down on 14 March. You see their own words, too. "
    "Ask us if you are not sure what they mean. Is something not right? Tell your team. They can add to the "
    "note. The old words stay, so that all can see what changed."
)


@pytest.mark.parametrize(
    ("unit", "profession", "key"),
    [
        ("clinic", "doctor", "clinic"),
        ("ward", "nurse", "clinic"),
        ("intensive care", "doctor", "intensive-care"),
        ("intensive care", "pharmacist", "pharmacist"),
        ("clinic", "pharmacist", "pharmacist"),
        ("", "", "clinic"),
    ],
)
def test_the_kind_that_is_put_forward_follows_the_writer_then_the_unit(unit, profession, key):
    assert kind_for(unit, profession).key == key


def test_a_talk_by_telephone_is_a_kind_that_only_the_writer_knows_of():
    assert "telephone" in kinds()
    units, professions = ("", "clinic", "ward", "intensive care"), ("", "doctor", "nurse", "pharmacist")
    pairs = itertools.product(units, professions)
    assert "telephone" not in {kind_for(unit, profession).key for unit, profession in pairs}


def test_a_kind_that_is_gone_from_the_file_reads_as_the_first():
    assert kind_of("taken away").key == EVERY[0].key


GOOD = """
- key: round
  name: A round
  language: en
  sections:
    - {name: matter, title: Matter, plain_title: What it is, plain: This is it.}
"""


@pytest.mark.parametrize(
    ("spoilt", "said"),
    [
        (GOOD.replace("title: Matter, ", "", 1), "required field `title` - at `$[0].sections[0]`"),
        (GOOD.replace("name: A round", "name: A round\n  colour: red"), "unknown field `colour`"),
        (GOOD.split("  sections:")[0] + "  sections: []", "needs headings"),
        (GOOD + GOOD, "a key of its own"),
        ("[]", "at least one"),
    ],
)
def test_a_file_with_a_mistake_is_refused_with_its_place(spoilt, said):
    with pytest.raises(msgspec.ValidationError, match=said.replace("[", r"\[").replace("$", r"\$")):
        parse(spoilt)


def test_a_good_file_is_read_as_it_stands():
    assert parse(GOOD)["round"].titles == (("matter", "Matter"),)


def test_a_draft_has_every_heading_of_its_kind_and_no_other():
    material = Material(*[(f"said about {name}",) for name in Material.__dataclass_fields__])
    for kind in EVERY:
        drafted = note.draft(material, kind, "Nothing.")
        assert list(drafted) == [section.name for section in kind.sections]
        from_record = set(drafted) & set(Material.__dataclass_fields__)
        assert {drafted[name] for name in from_record} == {f"said about {name}" for name in from_record}
        assert {drafted[name] for name in set(drafted) - from_record} <= {""}


def test_a_heading_that_the_record_is_silent_about_says_so():
    empty = Material(*[()] * len(Material.__dataclass_fields__))
    assert note.draft(empty, kind_of("clinic"), "Nothing.")["advice"] == "Nothing."


def shown_with(kind: NoteKind, words: str) -> tuple[Part, ...]:
    return tuple(Part(name, title, (words,)) for name, title in kind.titles)


CLINICIANS_WORDS = (
    "Start apixaban 5 mg twice daily; adverse events were discussed.",
    "Abdominal pain is acute. We administer analgesics and monitor renal function.",
    *(ending.for_team for ending in ENDINGS.values()),
)


@pytest.mark.parametrize("kind", EVERY, ids=[kind.key for kind in EVERY])
@pytest.mark.parametrize("words", CLINICIANS_WORDS)
def test_our_own_words_on_the_plain_page_are_at_grade_five_whatever_is_quoted(kind, words):
    parts = plain_parts(shown_with(kind, words), kind)
    ours = [FRAME, OTHER_PART]
    ours += [f"{part.title}. {part.intro}" for part in parts]
    ours += [f"This means: {meaning}." for part in parts for _word, meaning in part.words]
    assert len(parts) == len(kind.sections)
    assert measure(" ".join(ours)).grade <= 5.0
    for section in kind.sections:
        assert measure(f"{section.plain_title}. {section.plain}").longest_sentence <= 14
    assert [word for word in NEVER_FOR_PATIENTS if word in " ".join(ours).lower()] == []


def test_the_clinicians_words_are_quoted_as_signed_and_their_hard_ones_explained_once():
    parts = plain_parts(
        shown_with(kind_of("clinic"), "Adverse events of the abdomen.\nAn adverse event."), EVERY[0]
    )
    assert {line for part in parts for line in part.lines} == {
        "Adverse events of the abdomen.\nAn adverse event."
    }
    assert parts[0].words == (
        ("Adverse events", "bad effect"),
        ("abdomen", "belly"),
        ("adverse event", "bad effect"),
    )
    assert all(part.words == () for part in parts[1:])


def test_a_heading_without_words_is_left_out_of_the_plain_page():
    shown = (Part("matter", "What it is about", ("Stroke.",)), Part("advice", "Advice", ("", " ")))
    assert [part.title for part in plain_parts(shown, kind_of("clinic"))] == ["What we talked about"]


def test_a_note_signed_under_a_heading_that_the_kind_has_no_more_still_shows_it():
    shown = (Part("gone", "An old heading", ("Words.",)),)
    assert plain_parts(shown, kind_of("clinic"))[0].title == "An old heading"


def test_a_text_signed_before_headings_were_part_of_it_keeps_its_headings_and_digest():
    old = (
        '{"about":{"aid":"x"},"sections":{"advice":"a","choices":"b","ending":"c","matter":"d",'
        '"next":"e","views":"f","what_matters":"g"}}'
    )
    signed = note.thawed(old)
    assert [part.title for part in signed.parts] == [title for _name, title in note.FIRST_TITLES]
    assert [line for part in signed.parts for line in part.lines] == list("dbgface")
    assert signed.about == {"aid": "x"}


def test_what_is_signed_comes_back_as_it_was_under_its_headings():
    titles = (("b", "Second"), ("a", "First"))
    text = note.frozen({"a": "one\ntwo", "b": "", "c": "not signed"}, titles, {"aid": "x"})
    assert note.thawed(text).parts == (Part("b", "Second", ()), Part("a", "First", ("one", "two")))
    assert "not signed" not in text
    assert note.digest(text) == note.digest(note.frozen({"b": "", "a": "one\ntwo"}, titles, {"aid": "x"}))


def test_as_text_a_note_has_headings_lines_and_signature():
    parts = (Part("a", "First", ("one", "two")), Part("b", "Second", ("three",)))
    text = note.as_text("Note 1", parts, ("Signed.", "Seal: 1"))
    assert text == "Note 1\n\nFIRST\none\ntwo\n\nSECOND\nthree\n\nSigned.\nSeal: 1\n"

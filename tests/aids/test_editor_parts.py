"""The pure part of the editor: what is typed and what is kept are the same, for every part of every aid."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.aids import file
from alongside.aids.draft_words import LABELS, SECTIONS
from alongside.aids.drafting import beside, merging, opening, sections, typed, writing
from alongside.aids.drafting.sections import Part
from alongside.aids.drafting.shapes import Either, Group, Items, Leaf, Shape, Value, whole
from alongside.aids.shipped import aid_files
from alongside.editorial.findings import Weight
from alongside.editorial.mistakes import FileError
from alongside.editorial.yaml_text import read
from tests.aids.good import as_yaml, good_aid

SHIPPED = list(aid_files())
TODAY = date(2026, 11, 22)


def every(shape: Shape) -> list[Shape]:
    below: tuple[Shape, ...] = ()
    if isinstance(shape, Group):
        below = shape.fields
    elif isinstance(shape, Either):
        below = shape.groups
    elif isinstance(shape, Items):
        below = (shape.item,)
    return [shape, *(one for part in below for one in every(part))]


@pytest.mark.parametrize("shipped", SHIPPED, ids=lambda one: one.name)
def test_every_part_opened_and_saved_unchanged_leaves_the_document_as_it_was(shipped) -> None:
    tree = opened = opening.opened(shipped.read_bytes())
    for part in sections.parts_of(opened):
        again = typed.read(part.shape(), dict(typed.told(part.shape(), part.value(opened))))
        assert again.errors == {}
        tree = part.put(tree, again.tree)
    assert file.canonical(file.load(writing.written(tree))) == file.canonical(file.load(shipped.read_bytes()))


@pytest.mark.parametrize("shipped", SHIPPED, ids=lambda one: one.name)
def test_the_file_of_a_draft_is_the_same_bytes_each_time_round(shipped) -> None:
    once = writing.written(opening.opened(shipped.read_bytes()))
    assert writing.written(opening.opened(once)) == once


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1).filter(str.strip)
NUMBER = st.one_of(
    st.integers(-(10**9), 10**9), st.decimals(-1000, 1000, places=4, allow_nan=False).map(float)
)


def values(shape: Shape) -> st.SearchStrategy[Any]:
    match shape:
        case Leaf(value=Value.NUMBER):
            return NUMBER
        case Leaf(value=Value.WHOLE):
            return st.integers(-(10**9), 10**9)
        case Leaf(value=Value.TICK):
            return st.just(True)
        case Leaf(value=Value.YES_NO):
            return st.booleans()
        case Leaf(value=Value.ONE_OF, choices=choices):
            return st.sampled_from(choices)
        case Leaf():
            return TEXT.map(lambda one: one.replace("\r\n", "\n").strip()).filter(bool)
        case Group(fields=fields):
            filled = {one.name: values(one) for one in fields}
            return st.fixed_dictionaries({}, optional=filled).filter(bool)
        case Either(groups=groups):
            return st.one_of(
                *(values(one).map(lambda tree, one=one: {"kind": one.kind} | tree) for one in groups)
            )
        case Items(item=item):
            return st.lists(values(item), min_size=1, max_size=2)


PARTS = [Part("about"), Part("made"), Part("strata"), *(Part(section, 0) for section in sections.LISTS)]


@pytest.mark.parametrize("part", PARTS, ids=lambda one: one.section)
@given(data=st.data())
def test_whatever_is_typed_comes_back_from_the_form_and_from_the_file(part, data) -> None:
    value = data.draw(values(part.shape()))
    again = typed.read(part.shape(), dict(typed.told(part.shape(), value)))
    assert (again.tree, again.errors) == (value, {})
    tree = value if part.place is None else {part.section: [value]}
    assert read(writing.written(tree)).tree == tree


def test_every_field_and_every_section_has_words_of_its_own() -> None:
    fields = {one.name for one in every(whole()) if one.name} - {"format", *sections.LISTS}
    assert fields - LABELS.keys() == set()
    assert SECTIONS.keys() == set(sections.ORDER)


def test_every_field_of_the_file_stands_in_exactly_one_section() -> None:
    held = [*sections.LISTS, *(name for names in sections.FIELDS.values() for name in names)]
    assert sorted([*held, "format"]) == sorted(one.name for one in whole().fields)


@pytest.mark.parametrize("text", ["abc", "1,5", "1e3", "0x10", "1_000", "NaN", "12 %", "٣"])
def test_a_number_typed_as_words_is_a_sentence_and_no_number(text) -> None:
    found = typed.read(sections.item_shape("options"), {"key": "a"})
    assert found.errors == {}
    found = typed.read(
        sections.item_shape("comparisons"),
        {"kind": "upper bound", "at_most.per_100": text, "at_most.of": "people"},
    )
    assert found.errors == {"at_most.per_100": typed.NOT_A_NUMBER}


def test_a_list_that_claims_to_be_huge_is_refused() -> None:
    found = typed.read(Part("made").shape(), {"count:authors": "1000000000"})
    assert found.errors == {"authors": typed.TOO_LONG_A_LIST}


def test_an_item_that_was_added_stays_until_it_is_removed() -> None:
    shape = sections.item_shape("options")
    tree = typed.rearranged(shape, {"key": "a"}, "add", "may_help")
    assert tree == {"key": "a", "may_help": [""]}
    assert typed.read(shape, dict(typed.told(shape, tree))).tree == tree
    assert typed.rearranged(shape, tree, "remove", "may_help.0") == {"key": "a"}


@pytest.mark.parametrize(
    ("verb", "at"),
    [
        ("remove", "may_help.7"),
        ("up", "nothing.0"),
        ("remove", "may_help"),
        ("eat", "key"),
        ("add", "nothing"),
        ("add", "key"),
    ],
)
def test_a_deed_on_what_is_not_there_changes_nothing(verb, at) -> None:
    tree = {"key": "a", "may_help": ["It may help."]}
    assert typed.rearranged(sections.item_shape("options"), tree, verb, at) == tree


HOSTILE = [
    ("a: &x [1]\nb: *x", "alias"),
    ("!!python/object/apply:os.system [ls]", "tag"),
    ("[" * 100 + "]" * 100, "depth"),
    ("title: a\ntitle: b", "repeated-key"),
    (b"\xff\xfe\x00", "encoding"),
    ("- a list", "draft-shape"),
    ("just words", "draft-shape"),
    ("title: [a]", "type"),
    ("title: 5", "type"),
    ("options: words", "draft-shape"),
    ("options: [words]", "draft-shape"),
    ("options: [null]", "draft-shape"),
    ("comparisons: [{kind: magic}]", "kind"),
    ("colour: red", "unknown-field"),
    ('title: "a\\0b"', "character"),
    ('title: "a\\ud800b"', "not-yaml"),
    ("authors: [" + "a, " * 300 + "a]", "draft-shape"),
    ("comparisons: [{kind: upper bound, at_most: {kind: rate, per_100: many}}]", "type"),
]


@pytest.mark.parametrize(
    ("text", "rule"), HOSTILE, ids=[f"{rule}-{n}" for n, (_, rule) in enumerate(HOSTILE)]
)
def test_a_hostile_file_becomes_no_draft_and_says_why(text, rule) -> None:
    with pytest.raises(FileError) as refused:
        opening.opened(text)
    assert rule in {one.rule for one in refused.value.mistakes}


def test_a_half_made_file_becomes_a_draft() -> None:
    tree = opening.opened("title: Cold toes\nquestion: no mark\noptions: [{key: a}]")
    assert tree == {"title": "Cold toes", "question": "no mark", "options": [{"key": "a"}], "format": 1}


def test_what_is_missing_is_told_beside_the_field_that_lacks_it() -> None:
    found = beside.look({"format": 1, "options": [{"key": "a"}]}, today=TODAY)
    part = Part("options", 0)
    names = {"name", "body", "may_help"}
    told = beside.by_field(found.told, part, names)
    assert [[one.what for one in told[name]] for name in sorted(names)] == [["This is still empty."]] * 3
    assert not found.loads


def test_what_the_gate_finds_is_told_beside_its_field_with_what_it_stops() -> None:
    good = good_aid() | {"next_review_due": "2020-01-01", "published": "2019-01-01"}
    found = beside.look(opening.opened(as_yaml(good)), today=TODAY)
    told = beside.by_field(found.told, Part("made"), {"next_review_due", "published"})
    assert found.loads
    assert Weight.MUST in {one.weight for one in told["next_review_due"]}


def test_every_finding_of_every_shipped_aid_has_a_place_on_some_page() -> None:
    for shipped in SHIPPED:
        tree = opening.opened(shipped.read_bytes())
        found = beside.look(tree, today=TODAY)
        placed = {one for part in sections.parts_of(tree) for one in found.of(part)}
        placed |= {one for section in sections.LISTS for one in found.of_section(section)}
        assert set(found.told) - placed == set(found.of_whole)


LEAF = st.sampled_from(["a", "b", "c"])
TREE = st.recursive(
    LEAF,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from("xyz"), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(TREE, TREE)
def test_what_only_one_of_two_changed_is_taken_without_asking(before, after) -> None:
    assert merging.merge(before, after, before) == merging.Merged(after, ())
    assert merging.merge(before, before, after) == merging.Merged(after, ())
    assert merging.merge(before, after, after) == merging.Merged(after, ())


def test_changes_in_different_fields_stand_together() -> None:
    before = {"name": "Socks", "body": "Warm.", "may_help": ["a", "b"]}
    yours = before | {"name": "Wool socks", "may_help": ["a", "B"]}
    theirs = before | {"body": "Very warm.", "may_help": ["A", "b"]}
    merged = merging.merge(before, yours, theirs)
    assert merged == merging.Merged({"name": "Wool socks", "body": "Very warm.", "may_help": ["A", "B"]}, ())


def test_the_same_field_changed_twice_is_for_a_person_to_settle() -> None:
    merged = merging.merge({"name": "Socks"}, {"name": "Wool"}, {"name": "Silk"})
    assert merged.differs == (merging.Differs(("name",), "Wool", "Silk"),)


def test_an_item_is_found_again_after_others_moved_it() -> None:
    before = {"options": [{"key": "a"}, {"key": "b"}]}
    now = {"options": [{"key": "b"}, {"key": "a", "name": "x"}]}
    assert merging.find_again(Part("options", 0), before, now) == Part("options", 1)
    assert merging.find_again(Part("options", 1), before, {"options": [{"key": "a"}]}) is None

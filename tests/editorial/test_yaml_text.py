"""Hostile and careless YAML is refused before anything is built from it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.aids.file import check
from alongside.editorial.content_file import MOST_TOLD
from alongside.editorial.yaml_text import MAX_BYTES, read


def refused(data: str | bytes) -> tuple[str, int | None]:
    (finding,) = check(data)
    return finding.rule, finding.line


def test_dates_and_words_like_yes_stay_the_text_that_was_written() -> None:
    text = (
        "day: 2026-01-31\nyes: no\non: off\noctal: 0o17\nhex: 0x1F\ngroups: 1_000\ntime: 12:30:45\nnan: .nan"
    )
    assert read(text).tree == {
        "day": "2026-01-31",
        "yes": "no",
        "on": "off",
        "octal": "0o17",
        "hex": "0x1F",
        "groups": "1_000",
        "time": "12:30:45",
        "nan": ".nan",
    }


def test_plain_numbers_truth_and_nothing_are_read_as_such() -> None:
    assert read("[7, -3, 4.80, true, false, null, ~, '7', \"true\"]").tree == [
        7, -3, 4.8, True, False, None, None, "7", "true",
    ]  # fmt: skip


def test_a_billion_laughs_is_refused_at_its_first_anchor() -> None:
    text = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
    assert refused(text) == ("alias", 1)


def test_an_alias_is_refused() -> None:
    assert refused("a: 1\nb: *a\n") == ("alias", 2)


def test_a_merge_of_mappings_is_refused_with_its_anchor() -> None:
    assert refused("a:\n  &b {c: 1}\nd: {<<: *b}\n") == ("alias", 2)


@pytest.mark.parametrize(
    "tag", ["!!python/object/apply:os.system [ls]", "!own x", "!!binary aGk=", "!!set {a}"]
)
def test_a_tag_is_refused(tag: str) -> None:
    assert refused(f"a: 1\nb: {tag}\n") == ("tag", 2)


def test_deep_nesting_is_refused_before_it_is_built() -> None:
    assert refused("[" * 100_000) == ("depth", 1)


def test_deep_nesting_by_indentation_is_refused() -> None:
    text = "\n".join(" " * depth + "a:" for depth in range(40))
    assert refused(text) == ("depth", 33)


def test_a_file_of_more_than_a_megabyte_is_refused() -> None:
    assert refused("a" * (MAX_BYTES + 1)) == ("file-size", None)
    assert refused(("ä" * (MAX_BYTES // 2 + 1)).encode()) == ("file-size", None)


def test_a_file_of_very_many_small_values_is_refused() -> None:
    assert refused("options:\n" + "- {}\n" * 100_000)[0] == "too-many-values"


def test_of_very_many_mistakes_only_the_first_are_told() -> None:
    assert len(check("options:\n" + "- {}\n" * 10_000)) == MOST_TOLD


def test_a_file_in_another_encoding_is_refused() -> None:
    assert refused("slug: x".encode("utf-16")) == ("encoding", None)
    assert refused(b"slug: caf\xe9") == ("encoding", None)
    assert refused("slug: \ud800") == ("encoding", None)


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert read(b"\xef\xbb\xbfa: 1").tree == {"a": 1}


def test_a_field_written_twice_is_refused() -> None:
    assert refused("slug: one\ntitle: t\nslug: two\n") == ("repeated-key", 3)


def test_a_second_document_is_refused() -> None:
    assert refused("a: 1\n---\nb: 2\n") == ("one-document", 2)


def test_a_field_whose_name_is_a_list_is_refused() -> None:
    assert refused("? [a, b]\n: 1\n") == ("key", 1)


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n"])
def test_an_empty_file_is_refused(text: str) -> None:
    assert check(text)


def test_broken_yaml_is_refused_at_its_line() -> None:
    assert refused("a: 1\nb: [1, 2\nc: 3\n")[0] == "not-yaml"
    assert refused("a: 1\nb: 'open\n") == ("not-yaml", 3)


def test_control_characters_are_refused() -> None:
    assert refused("a: \x00\n")[0] == "not-yaml"


@pytest.mark.parametrize("text", ["just words", "- a\n- b", "7"])
def test_a_file_that_is_not_named_fields_is_refused(text: str) -> None:
    (finding,) = check(text)
    assert (finding.place, finding.what) == ("the whole file", "This must be named fields.")


@given(st.one_of(st.text(), st.binary()))
def test_whatever_is_given_the_answer_is_findings_and_never_an_exception(data: str | bytes) -> None:
    assert check(data)


@given(st.text(alphabet="[]{}:,-&*!|>'\"#%@` \n\tab1.~?", max_size=60))
def test_whatever_looks_like_yaml_the_answer_is_findings(text: str) -> None:
    assert check(text)

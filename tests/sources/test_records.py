"""Bibliographic records: kept, printed and given away as CSL-JSON."""

import msgspec
import pytest

from alongside.sources.records import Author, Kind, Record, Standing, from_json, to_json

HART = Record(
    key="hart2007",
    title="Meta-analysis: antithrombotic therapy to prevent stroke",
    kind=Kind.META_ANALYSIS,
    primary=True,
    year=2007,
    authors=(Author(family="Hart", given="RG"), Author(literal="A Study Group")),
    journal="Ann Intern Med",
    volume="146",
    pages="857-867",
    pmid="17577005",
)


def test_a_record_prints_as_one_line_of_a_reference_list() -> None:
    assert HART.reference() == (
        "Hart RG, A Study Group. Meta-analysis: antithrombotic therapy to prevent stroke. "
        "Ann Intern Med 2007;146:857-867."
    )


def test_a_record_with_a_title_only_prints_its_title() -> None:
    assert Record(key="x", title="A leaflet.", kind=Kind.OTHER, primary=False).reference() == "A leaflet."


def test_a_record_comes_back_from_its_kept_json() -> None:
    assert from_json(to_json(HART)) == HART


def test_a_record_is_given_away_in_the_spelling_of_csl_json() -> None:
    assert HART.as_csl() == {
        "id": "hart2007",
        "type": "article-journal",
        "title": "Meta-analysis: antithrombotic therapy to prevent stroke",
        "author": [{"family": "Hart", "given": "RG"}, {"literal": "A Study Group"}],
        "container-title": "Ann Intern Med",
        "volume": "146",
        "page": "857-867",
        "PMID": "17577005",
        "issued": {"date-parts": [[2007]]},
    }


def test_identifiers_come_with_their_scheme() -> None:
    assert HART.identifiers() == (("PMID", "17577005"),)


@pytest.mark.parametrize(
    "wrong",
    [
        {"doi": "doi:10.1/x"},
        {"pmid": "PMID 5"},
        {"pmcid": "12"},
        {"year": 20007},
        {"kind": "rumour"},
        {"standing": "fine"},
        {"colour": "blue"},
    ],
)
def test_a_record_with_a_malformed_field_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(msgspec.ValidationError):
        from_json(to_json(HART) | wrong)


def test_a_source_is_current_until_something_else_is_said() -> None:
    assert HART.standing is Standing.CURRENT

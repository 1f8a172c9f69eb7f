"""Lists of what happened to works: ours, Retraction Watch's and Crossref's shape, and hostile ones."""

import json

import pytest

from alongside.sources.lists import REINSTATED, read_list
from alongside.sources.standing import ListError, NotAList, Word

# The columns of the file that Crossref gives out (doi 10.13003/c23rw1d9); the lines are our own.
HEAD = (
    "Record ID,Title,Subject,Institution,Journal,Publisher,Country,Author,URLS,ArticleType,RetractionDate,"
    "RetractionDOI,RetractionPubMedID,OriginalPaperDate,OriginalPaperDOI,OriginalPaperPubMedID,"
    "RetractionNature,Reason,Paywalled,Notes\n"
)


def line(nature, doi="10.1234/toe.5", pmid="0", date="5/1/2026 0:00", notice="10.1234/notice.1"):
    cells = ["1", '"Toes, cold"', "", "", "", "", "", "", "", "", date, notice, "0", "", doi, pmid, nature]
    return ",".join([*cells, "+Error in Data;+Withdrawal;", "No", ""]) + "\n"


@pytest.mark.parametrize(
    ("nature", "kind"),
    [("Retraction", "retracted"), ("Expression of concern", "concern"), ("Correction", "corrected")],
)
def test_a_line_of_retraction_watch_becomes_a_word(nature, kind):
    (word,) = read_list((HEAD + line(nature)).encode(), "rw.csv")
    said = "Error in Data; Withdrawal; doi:10.1234/notice.1; rw.csv"
    assert word == Word(kind, "10.1234/toe.5", "", "2026-05-01", said)


def test_a_work_without_a_doi_is_known_by_its_pmid():
    (word,) = read_list((HEAD + line("Retraction", "Unavailable", "12345")).encode(), "rw.csv")
    assert (word.doi, word.pmid) == ("", "12345")


def test_a_reinstatement_and_an_unknown_nature_are_told_and_not_carried_out():
    text = HEAD + line("Reinstatement") + line("Celebration") + line("Retraction", "unavailable")
    said = [one.sentence for one in read_list(text.encode(), "rw.csv") if isinstance(one, ListError)]
    assert said == [
        REINSTATED,
        "The nature “Celebration” is not known.",
        "There is neither a DOI nor a PMID of the work in this line.",
    ]


def notice(kind, doi="10.1234/TOE.5", **more):
    update = {"DOI": doi, "type": kind, "updated": {"date-parts": [[2026, 5, 1]]}, **more}
    return {"DOI": "10.1234/NOTICE.1", "update-to": [update]}


@pytest.mark.parametrize(
    ("kind", "becomes"),
    [
        ("retraction", "retracted"),
        ("withdrawal", "retracted"),
        ("expression_of_concern", "concern"),
        ("correction", "corrected"),
        ("erratum", "corrected"),
        ("new_version", "superseded"),
    ],
)
def test_a_notice_of_crossref_becomes_a_word(kind, becomes):
    data = json.dumps({"status": "ok", "message": {"items": [notice(kind)]}}).encode()
    expected = Word(becomes, "10.1234/toe.5", "", "2026-05-01", "doi:10.1234/notice.1; works.json")
    assert list(read_list(data, "works.json")) == [expected]


def test_one_work_and_a_bare_list_are_read_too():
    one = json.dumps({"message": notice("retraction")}).encode()
    bare = json.dumps([notice("retraction")]).encode()
    assert [word.doi for data in (one, bare) for word in read_list(data, "x")] == ["10.1234/toe.5"] * 2


def test_notices_that_cannot_be_read_are_told_by_their_place():
    items = [{}, "a string", notice("praise"), notice("retraction", "no doi"), {"update-to": ["?"]}]
    found = list(read_list(json.dumps(items).encode(), "x"))
    assert [one.line for one in found if isinstance(one, ListError)] == [1, 2, 3, 4, 5]


def test_a_date_that_makes_no_sense_is_left_out():
    for parts in ({}, {"date-parts": [[]]}, {"date-parts": [["May"]]}, "2026"):
        data = json.dumps([notice("retraction", updated=parts)]).encode()
        assert [word.date for word in read_list(data, "x")] == [""]


@pytest.mark.parametrize(
    "data",
    [b"{", b"[" * 100_000, b'{"message": 5}', b"\xff\xfe", b"title\nx\n", b""],
    ids=["cut off", "deep", "no list", "encoding", "other columns", "empty"],
)
def test_a_file_that_is_no_list_is_refused_with_a_sentence(data):
    with pytest.raises(NotAList, match="x"):
        list(read_list(data, "x"))

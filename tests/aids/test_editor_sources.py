"""Sources of a draft from pasted records: shown back before they are kept, and never twice.

The records are made up; their formats are those of the standards (RIS 2011, BibTeX, CSL 1.0.2, NLM's DTD).
"""

import json
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.aids.drafting.pasted import UNKNOWN, read_pasted
from tests.aids.test_editor_pages import at, client, draft, edith, filled, page, tree_of

__all__ = ["client", "draft", "edith"]

RIS = """TY  - JOUR
TI  - Warm socks for cold toes: a randomised trial
AU  - Reed, Ann
AU  - Toe Trial Group
PY  - 2021
JO  - Journal of Toes
VL  - 12
SP  - 34
EP  - 41
DO  - 10.5555/toes.2021.1
ER  - 
"""
BIBTEX = """@article{reed,
  title = {Warm socks for cold toes: a randomised trial},
  author = {Reed, Ann and {Toe Trial Group}},
  year = {2021}, journal = {Journal of Toes}, volume = {12}, pages = {34--41},
  doi = {10.5555/toes.2021.1}
}"""
CSL = json.dumps(
    [
        {
            "id": "x",
            "type": "article-journal",
            "title": "Warm socks for cold toes: a randomised trial",
            "author": [{"family": "Reed", "given": "Ann"}, {"literal": "Toe Trial Group"}],
            "issued": {"date-parts": [[2021, 3]]},
            "container-title": "Journal of Toes",
            "volume": "12",
            "page": "34-41",
            "DOI": "10.5555/toes.2021.1",
        }
    ]
)
ARTICLE = """<PubmedArticle><MedlineCitation><PMID>99999991</PMID><Article>
<Journal><JournalIssue><Volume>12</Volume><PubDate><Year>2021</Year></PubDate></JournalIssue>
<Title>Journal of Toes</Title></Journal>
<ArticleTitle>Warm socks for cold toes: a randomised trial</ArticleTitle>
<Pagination><MedlinePgn>34-41</MedlinePgn></Pagination>
<AuthorList><Author><LastName>Reed</LastName><Initials>A</Initials></Author>
<Author><CollectiveName>Toe Trial Group</CollectiveName></Author></AuthorList>
<PublicationTypeList><PublicationType>Randomized Controlled Trial</PublicationType></PublicationTypeList>
</Article></MedlineCitation><PubmedData><ArticleIdList>
<ArticleId IdType="doi">10.5555/toes.2021.1</ArticleId></ArticleIdList></PubmedData></PubmedArticle>"""
PUBMED = f"<?xml version='1.0'?><PubmedArticleSet>{ARTICLE}</PubmedArticleSet>"
FORMATS = {
    "RIS": RIS,
    "BibTeX": BIBTEX,
    "CSL-JSON": CSL,
    "one item of CSL-JSON": CSL[1:-1],
    "PubMed XML": PUBMED,
    "one article of PubMed XML": ARTICLE,
}


@pytest.mark.parametrize("text", FORMATS.values(), ids=FORMATS)
def test_a_record_says_the_same_in_every_format(text) -> None:
    (found,) = read_pasted(text, [])
    assert found.refused == ""
    told = {name: found.source.get(name) for name in ("key", "title", "kind", "year", "journal", "doi")}
    assert told == {
        "key": "reed2021",
        "title": "Warm socks for cold toes: a randomised trial",
        "kind": "trial",
        "year": 2021,
        "journal": "Journal of Toes",
        "doi": "10.5555/toes.2021.1",
    }
    assert (found.source["volume"], found.source["pages"]) == ("12", "34-41")
    first, second = found.source["authors"]
    assert (first["family"], second["literal"]) == ("Reed", "Toe Trial Group")


@pytest.mark.parametrize("text", FORMATS.values(), ids=FORMATS)
def test_whether_a_work_is_primary_is_left_for_the_editor_to_say(text) -> None:
    (found,) = read_pasted(text, [])
    assert "primary" not in found.source


def test_a_retracted_work_is_kept_as_retracted() -> None:
    text = PUBMED.replace("Randomized Controlled Trial", "Retracted Publication")
    (found,) = read_pasted(text, [])
    assert found.source["standing"] == "retracted"


def test_a_work_that_the_draft_has_is_recognised_by_its_doi() -> None:
    (found,) = read_pasted(RIS, [{"key": "mine", "doi": "10.5555/toes.2021.1"}])
    assert found.there_as == "mine"


def test_two_works_of_one_author_and_year_get_two_keys() -> None:
    other = RIS.replace("toes.2021.1", "toes.2021.2")
    assert [one.source["key"] for one in read_pasted(RIS + other, [{"key": "reed2021"}])] == [
        "reed2021-2",
        "reed2021-3",
    ]


BOMB = """<?xml version="1.0"?><!DOCTYPE PubmedArticleSet [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>
<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>&b;</PMID></MedlineCitation></PubmedArticle></PubmedArticleSet>"""
BAD = ["hello", "10.5555/toes.2021.1", "TY  - JOUR", "@article{", "[{", "{}", "[1]", BOMB, "\x00", "%PDF-1.7"]


@pytest.mark.parametrize("text", BAD)
def test_what_is_no_record_is_refused_with_a_sentence(text) -> None:
    found = read_pasted(text, [])
    assert [one.source for one in found if one.source] == []
    assert all(one.refused.endswith(".") for one in found)
    assert found


@given(st.text(max_size=200))
def test_whatever_is_pasted_never_breaks_the_page(text) -> None:
    assert all(one.refused or one.source["title"] for one in read_pasted(text, []))


@pytest.mark.django_db
@pytest.mark.parametrize("text", FORMATS.values(), ids=FORMATS)
def test_a_record_is_shown_back_before_it_is_kept(client, draft, text) -> None:
    link, before = at(draft, "paste/"), tree_of(draft)
    shown = page(client.post(link, {"request_key": uuid4(), "records": text, "do": "show"}))
    assert "Is this what you meant?" in shown.text()
    assert "Warm socks for cold toes" in shown.css_first("form h3").text()
    assert tree_of(draft) == before
    form = filled(shown, "form.card")
    assert client.post(link, form | {"do": "keep"}).status_code == 302
    kept = tree_of(draft)["sources"]
    assert len(kept) == len(before["sources"]) + 1
    assert kept[-1]["key"] == "reed2021"


@pytest.mark.django_db
def test_the_same_record_is_not_added_twice(client, draft) -> None:
    link = at(draft, "paste/")
    for _ in range(2):
        client.post(link, {"request_key": uuid4(), "records": RIS, "do": "keep"})
    assert [one["key"] for one in tree_of(draft)["sources"]].count("reed2021") == 1
    told = page(client.post(link, {"request_key": uuid4(), "records": RIS, "do": "show"})).text()
    assert "The draft has this work already" in told


@pytest.mark.django_db
def test_what_cannot_be_read_stays_in_the_field(client, draft) -> None:
    told = page(
        client.post(at(draft, "paste/"), {"request_key": uuid4(), "records": "hello", "do": "show"}), 422
    )
    assert told.css_first("textarea").text().strip() == "hello"
    assert UNKNOWN in told.css_first(".error-summary").text()


@pytest.mark.django_db
def test_a_source_that_was_pasted_asks_whether_it_is_primary(client, draft) -> None:
    client.post(at(draft, "paste/"), {"request_key": uuid4(), "records": RIS, "do": "keep"})
    place = len(tree_of(draft)["sources"]) - 1
    beside = page(client.get(at(draft, f"part/sources/{place}/"))).css_first("#told-at-primary").text()
    assert "This is still empty." in beside

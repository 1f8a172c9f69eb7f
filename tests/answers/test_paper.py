"""An answer on paper: the page's words, checked again for the paper, and a name that tells nothing."""

import re
from uuid import uuid4

import pypdfium2
import pytest
from django.http import HttpResponse

from alongside.sources.models import Document
from tests.answers.asking import FOUNDING, answer_at, asked, founding_plain, tree
from tests.answers.test_desk import approve_plain


def words_on_paper(answer: HttpResponse) -> str:
    assert answer.status_code == 200
    pages = pypdfium2.PdfDocument(answer.content)
    said = "\n".join(page.get_textpage().get_text_range() for page in pages)
    return re.sub(r"Alongside · \w{8}\s+\d+ / \d+", "", said)  # the foot cuts a quote in two


def squeezed(words: str) -> str:
    """Without what a line break may change."""
    return re.sub(r"[\s\x02\ufffe-]", "", words)


def on_both(library, who: str, reader: str = "") -> tuple:
    """The page of the founding answer and the words of its paper, for one reader."""
    client = library.client(getattr(library.family, who))
    more = {"reader": reader} if reader else {}
    page = asked(client, FOUNDING, **more)
    address = page.request["PATH_INFO"]
    return tree(page), squeezed(words_on_paper(client.get(f"{address}.pdf"))), address


@pytest.mark.parametrize("reader", ["patient", "family", "nurse", "doctor", "pharmacist", "other"])
def test_the_paper_quotes_every_shown_claim_word_for_word_in_the_readers_order(library, reader):
    page, said, _ = on_both(library, "nurse", reader)
    quotes = [n.text() for n in page.css("div.quoted > blockquote p")]
    places = [said.find(squeezed(quote)) for quote in quotes]
    assert len(quotes) > 5
    assert -1 not in places
    assert places == sorted(places)


def test_the_paper_names_every_source_by_its_number_with_kind_date_and_standing(library):
    page, said, _ = on_both(library, "doctor")
    listed = page.css("ul.sources > li")
    assert listed
    for one in listed:
        link = one.css_first("a")
        number, words = one.css_first(".source-link").text(), one.text(deep=False)
        assert squeezed(f"[{number}]{words}".split(".")[0]) in said
        assert squeezed(one.css_first("strong").text()) in said
        assert link is None or squeezed(link.attributes["href"]) in said


def test_the_paper_carries_status_disclaimer_and_permanent_address_of_the_page(library):
    page, said, address = on_both(library, "doctor")
    assert squeezed(page.css_first(".status-tag").text()) in said
    assert squeezed("No clinician has checked this yet. The program put it together from quotes on") in said
    assert squeezed("it is not advice for you. Do not start, stop or change a medicine") in said
    assert squeezed(f"http://testserver{address}") in said
    assert squeezed("Each quote was checked then. A source can change later.") in said


def test_before_plain_words_are_approved_the_paper_says_that_there_are_none(library):
    _, said, _ = on_both(library, "rosa")
    assert squeezed("No one has put them in plain words yet") in said
    assert squeezed(founding_plain().title) not in said


def test_a_patient_gets_the_approved_plain_words_on_paper_and_a_doctor_does_not(library):
    approve_plain(library)
    page, said, _ = on_both(library, "rosa")
    plain = page.css("section[aria-labelledby=plain-title] > p")
    assert plain
    for one in plain:
        first = one.text(deep=False).split(".")[0]
        assert squeezed(first) in said
    assert squeezed("These plain words were checked by Dr. Tanaka on") in said
    assert squeezed(founding_plain().title) not in on_both(library, "doctor")[1]


def test_a_source_taken_back_after_the_answer_is_not_on_the_paper(library):
    page, before, address = on_both(library, "doctor")
    client = library.client(library.family.doctor)
    version = answer_at(client.get(address))
    lost = {claim["version"] for claim in version.claims[:1]}
    row = Document.objects.get(version__in=lost)
    row.retracted = True
    row.save(update_fields=["retracted"])
    said = squeezed(words_on_paper(client.get(f"{address}.pdf")))
    still = {n.text() for n in tree(client.get(address)).css("div.quoted > blockquote p")}
    gone = {n.text() for n in page.css("div.quoted > blockquote p")} - still
    assert gone
    assert [squeezed(quote) in before for quote in gone] == [True] * len(gone)
    assert [squeezed(quote) in said for quote in gone] == [False] * len(gone)
    assert squeezed("not shown any more") in said


def test_neither_name_nor_title_of_the_file_says_what_was_asked(library):
    _, _, address = on_both(library, "rosa")
    answer = library.client(library.family.rosa).get(f"{address}.pdf")
    assert answer["Content-Disposition"] == 'inline; filename="answer.pdf"'
    assert answer["Cache-Control"] == "no-store"
    assert pypdfium2.PdfDocument(answer.content).get_metadata_value("Title") == "An answer"


def test_the_paper_of_an_answer_that_is_not_there_is_no_page(library):
    client = library.client(library.family.rosa)
    refused = client.get(f"/ask/answers/{uuid4()}.pdf")
    assert refused.status_code == 404
    assert refused.content == client.get("/there-is-no-such-page").content


def test_the_paper_of_a_long_message_says_what_was_looked_for_and_keeps_the_rest(library):
    message = "We sit here since Monday. Do family meetings help in intensive care?"
    client = library.client(library.family.doctor)
    page = asked(client, message)
    said = squeezed(words_on_paper(client.get(f"{page.request['PATH_INFO']}.pdf")))
    assert squeezed("We looked for this part.") in said
    assert squeezed(message) in said

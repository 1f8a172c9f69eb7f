"""The note over HTTP: page, text and paper say the same; only those inside reach them; old notes stay."""

import hashlib
import re
from uuid import uuid4

import pypdfium2
import pytest
from django.test import Client

from alongside.decisions import actions
from alongside.decisions.drafting import first_draft
from alongside.decisions.models import NoteDraft, SignedNote
from alongside.decisions.note_kinds import kind_of
from alongside.decisions.queries import talk
from alongside.patients.doors import record_of
from alongside.people.models import Account
from alongside.web.comfort import COOKIE, Comfort
from alongside.web.comfort import written as in_a_cookie
from tests.talks import Started, a_talk

SHAPES = ["note/1", "note/1.txt", "note/1.pdf", "note/1/plain", "note/1/plain.pdf"]


@pytest.fixture
def as_person(family):
    def sign_in(who: str) -> Client:
        client = Client()
        client.force_login(Account.objects.get(person=getattr(family, who)))
        return client

    return sign_in


def a_signed_note(family, kind: str = "clinic", **words: str) -> Started:
    started = a_talk(family)
    with record_of(family.patient.pk, by=family.doctor, purpose="test") as visit:
        conversation = talk(visit, started.choice.pk)
        drafted = first_draft(conversation, kind_of(kind)) | words
        draft = actions.start_note(choice=conversation.choice, kind=kind, sections=drafted, by=visit)
        account = Account.objects.get(person=family.doctor)
        actions.sign_note(
            choice=conversation.choice, seen_revision=draft.revision, because="", account=account, by=visit
        )
    return started


def words_on_paper(answer) -> str:
    pages = pypdfium2.PdfDocument(answer.content)
    return "\n".join(page.get_textpage().get_text_range() for page in pages)


def squeezed(words: str) -> str:
    return re.sub(r"[\s\x02\ufffe-]", "", words)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("who", ["rosa", "doctor", "nurse"])
def test_those_inside_read_the_note_in_every_shape(family, as_person, who, shape):
    started = a_signed_note(family)
    assert as_person(who).get(started.address + shape).status_code == 200


@pytest.mark.parametrize("shape", [*SHAPES, "note/preview.pdf"])
@pytest.mark.parametrize("who", ["stranger", "former", "brother", "other_patient"])
def test_others_reach_no_shape_of_the_note(family, as_person, who, shape):
    started = a_signed_note(family)
    client = as_person(who)
    refused = client.get(started.address + shape)
    assert refused.status_code == 404
    assert refused.content == client.get("/there-is-no-such-page").content


def test_a_number_that_was_never_signed_is_no_page(family, as_person):
    started = a_signed_note(family)
    answers = [as_person("doctor").get(started.address + shape.replace("1", "2", 1)) for shape in SHAPES]
    assert [answer.status_code for answer in answers] == [404] * len(SHAPES)


def test_the_paper_says_every_signed_word_and_carries_the_signature_and_the_seal(family, as_person):
    started = a_signed_note(family)
    with record_of(family.patient.pk, by=family.doctor, purpose="test"):
        row = SignedNote.objects.get(choice=started.choice)
    answer = as_person("doctor").get(started.address + "note/1.pdf")
    said = squeezed(words_on_paper(answer))
    page = as_person("doctor").get(started.address + "note/1").content.decode()
    text = as_person("doctor").get(started.address + "note/1.txt").content.decode()
    assert hashlib.sha256(row.text.encode()).hexdigest() == row.digest
    for line in text.splitlines()[1:]:
        assert squeezed(line).lower() in said.lower()
    assert row.digest in page
    assert row.digest in text
    assert row.digest in said
    assert "SignedbyDr.Okafor" in said


def test_the_paper_of_a_signed_note_is_the_same_bytes_each_time(family, as_person):
    started = a_signed_note(family)
    first, second = (as_person("rosa").get(started.address + "note/1.pdf").content for _ in range(2))
    assert first == second


def test_pictures_on_paper_say_the_numbers_of_the_page(family, as_person):
    started = a_signed_note(family)
    page = as_person("rosa").get(started.address + "note/1").content.decode()
    described = re.findall(r"<desc[^>]*>([^<]+)</desc>", page)
    answer = as_person("rosa").get(started.address + "note/1.pdf")
    said = squeezed(words_on_paper(answer))
    assert len(described) > 2
    for sentence in described:
        assert squeezed(sentence.replace("&#39;", "'")) in said
        assert sentence.encode("ascii").replace(b"(", b"\\(") in answer.content


@pytest.mark.parametrize(("shape", "most"), [("note/1.pdf", 3), ("note/1/plain.pdf", 4)])
def test_a_note_with_all_its_pictures_fits_on_few_sheets(family, as_person, shape, most):
    started = a_signed_note(family)
    answer = as_person("rosa").get(started.address + shape)
    assert len(pypdfium2.PdfDocument(answer.content)) <= most


def test_what_no_source_counted_is_said_once_on_paper_instead_of_in_empty_rows(family, as_person):
    started = a_signed_note(family)
    said = squeezed(words_on_paper(as_person("rosa").get(started.address + "note/1.pdf")))
    assert squeezed("Not known from this source: No blood thinner for now.") in said


def test_a_baseline_that_changes_later_changes_no_picture_of_a_signed_note(family, as_person):
    started = a_signed_note(family)
    before = as_person("rosa").get(started.address + "note/1.pdf").content
    with record_of(family.patient.pk, by=family.doctor, purpose="test") as visit:
        actions.set_baseline(choice=talk(visit, started.choice.pk).choice, stratum="6", by=visit)
    assert as_person("rosa").get(started.address + "note/1.pdf").content == before


def test_the_name_of_the_file_tells_nothing_about_anybody(family, as_person):
    started = a_signed_note(family)
    answer = as_person("rosa").get(started.address + "note/1.pdf")
    assert answer["Content-Disposition"] == 'inline; filename="note-1.pdf"'
    assert answer["Cache-Control"] == "no-store"


def test_words_in_a_script_without_a_font_are_not_left_out_of_the_paper(family, as_person):
    started = a_signed_note(family, advice="Etwas mit \U00016a40.")
    answer = as_person("rosa").get(started.address + "note/1.pdf")
    assert answer.status_code == 409
    assert "We did not leave it out." in answer.content.decode()
    assert as_person("rosa").get(started.address + "note/1").status_code == 200


def test_the_text_to_copy_is_the_text_of_the_file(family, as_person):
    started = a_signed_note(family, advice="<b>5 mg</b> & tea")
    page = as_person("doctor").get(started.address + "note/1").content.decode()
    answer = as_person("doctor").get(started.address + "note/1.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    copied = page.split('<textarea class="input" id="as-text"')[1].split(">\n", 1)[1].split("</textarea>")[0]
    for sign, written in (("&lt;", "<"), ("&gt;", ">"), ("&#39;", "'"), ("&#34;", '"'), ("&amp;", "&")):
        copied = copied.replace(sign, written)
    assert copied == answer.content.decode()


def test_the_plain_page_quotes_the_signed_words_and_explains_the_hard_ones(family, as_person):
    started = a_signed_note(family, advice="Adverse events are rare.")
    page = as_person("rosa").get(started.address + "note/1/plain").content.decode()
    assert "This is what your team thinks is best, and why. You may think otherwise." in page
    assert '<p dir="auto">Adverse events are rare.</p>' in page
    assert re.search(r"“Adverse events”</dt> <dd>means: bad effect</dd>", page)


def test_the_preview_is_marked_as_a_draft_and_is_the_teams(family, as_person):
    started = a_talk(family)
    answer = as_person("doctor").get(started.address + "note/preview.pdf")
    assert "This is a draft. Nobody has signed it." in words_on_paper(answer)
    assert as_person("rosa").get(started.address + "note/preview.pdf").status_code == 409


def draft_form(client: Client, address: str, **changes: str) -> dict[str, str]:
    """What a browser would send back from the draft page."""
    page = client.get(address).content.decode()
    fields = dict(re.findall(r'<input type="hidden" name="([\w_]+)" value="([^"]*)"', page))
    areas = re.findall(r'<textarea[^>]* name="([\w_]+)"[^>]*>\n([^<]*)</textarea>', page)
    chosen = re.search(r'<option value="([\w-]+)" selected', page)
    return fields | dict(areas) | {"kind": chosen[1] if chosen else ""} | changes


def test_the_clinician_changes_the_kind_and_no_word_is_lost(family, as_person):
    started, client = a_talk(family), as_person("doctor")
    address = started.address + "note"
    form = draft_form(client, address, advice="My own advice.", kind="telephone", next="")
    assert client.post(address, form).headers["Location"] == address
    page = client.get(address).content.decode()
    assert "Who was on the line" in page
    assert "My own advice." in page
    refused = client.post(address, draft_form(client, address))
    assert refused.status_code == 422
    form = draft_form(client, address, call="Rosa, at home.", next="A letter.")
    assert client.post(address, form).headers["Location"] == started.address + "note/sign"
    preview = client.get(started.address + "note/sign").content.decode()
    assert preview.index("Rosa, at home.") < preview.index("My own advice.")
    back = draft_form(client, address, kind="clinic")
    client.post(address, back)
    with record_of(family.patient.pk, by=family.doctor, purpose="test"):
        kept = NoteDraft.objects.get(choice=started.choice)
    assert (kept.kind, kept.sections["call"]) == ("clinic", "Rosa, at home.")


def test_only_the_headings_of_the_kind_are_signed(family, as_person):
    started, client = a_talk(family), as_person("doctor")
    address = started.address + "note"
    client.post(address, draft_form(client, address, kind="telephone"))
    client.post(address, draft_form(client, address, call="Only on the phone.", kind="clinic"))
    page = client.get(started.address + "note/sign").content.decode()
    key = re.search(r'name="revision" value="(\d+)"', page)
    answer = client.post(
        started.address + "note/sign", {"request_key": str(uuid4()), "revision": key[1] if key else ""}
    )
    assert answer.headers["Location"] == started.address + "note/1"
    assert "Only on the phone." not in client.get(started.address + "note/1").content.decode()


def test_intensive_care_and_the_pharmacist_are_put_forward_their_own_kind(family, as_person):
    started = a_talk(family)
    page = as_person("doctor").get(started.address + "note").content.decode()
    with record_of(family.patient.pk, by=family.doctor, purpose="test"):
        kind = NoteDraft.objects.get(choice=started.choice).kind
    assert f'<option value="{kind}" selected' in page


def test_with_easier_words_first_the_way_to_plain_words_stands_before_the_note(family, as_person):
    started = a_signed_note(family)
    rosa, places = as_person("rosa"), []
    for words in ("usual", "easier"):
        rosa.cookies[COOKIE] = in_a_cookie(Comfort(words=words))
        page = rosa.get(started.address + "note/1").content.decode()
        assert page.count("Read it in plain words") == 1
        places.append(page.index("Read it in plain words") < page.index('<article class="note">'))
    assert places == [False, True]

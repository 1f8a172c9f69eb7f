"""The editor's pages as an editor meets them, without JavaScript."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from alongside.aids import draft_actions as actions
from alongside.aids import file
from alongside.aids.actions import load_aid
from alongside.aids.drafting import opening
from alongside.aids.models import AidDraft, AidVersion, DraftStep
from alongside.aids.queries import standing
from alongside.aids.shipped import aid_files
from alongside.editorial.workflow import State
from alongside.patients.doors import work_of
from alongside.people.models import Account, Person
from alongside.people.queries import who_is
from alongside.trail.models import Entry
from tests.aids.good import as_yaml, good_aid
from tests.board import make_board, make_person

pytestmark = pytest.mark.django_db


def sign_in(person: Person) -> Client:
    client = Client()
    client.force_login(Account.objects.get(person_id=person.pk))
    return client


@pytest.fixture
def edith(db: None) -> Person:
    with work_of("demonstration", purpose="people for a test"):
        return make_person("Eva Brandt", duties=("editor",))


@pytest.fixture
def ebbe(db: None) -> Person:
    with work_of("demonstration", purpose="people for a test"):
        return make_person("Ebbe Lund", duties=("editor",))


@pytest.fixture
def client(edith: Person) -> Client:
    return sign_in(edith)


@pytest.fixture
def draft(edith: Person) -> AidDraft:
    return actions.begin_draft(tree=opening.opened(as_yaml(good_aid())), by=here(edith))


def here(person: Person):
    return who_is(Account.objects.get(person_id=person.pk))


def tree_of(draft: AidDraft) -> dict:
    draft.refresh_from_db()
    return DraftStep.objects.get(draft=draft, number=draft.revision).tree


def page(response: HttpResponse, status: int = 200) -> HTMLParser:
    assert response.status_code == status, response.content.decode()[:2000]
    return HTMLParser(response.content.decode())


def filled(page: HTMLParser, form: str = "form.draft-form, main form") -> dict[str, str]:
    """What a browser would send of a form."""
    found = page.css(form)[0]
    sent = {}
    for one in found.css("input, textarea, select"):
        name, kind = one.attributes.get("name"), one.attributes.get("type")
        if not name or (kind in ("checkbox", "radio") and "checked" not in one.attributes):
            continue
        if one.tag == "select":
            chosen = one.css_first("option[selected]") or one.css_first("option")
            sent[name] = chosen.attributes.get("value") or ""
        elif one.tag == "textarea":
            sent[name] = one.text().removeprefix("\n").replace("\n", "\r\n")
        else:
            sent[name] = one.attributes.get("value") or ("on" if kind == "checkbox" else "")
    return sent


def at(draft: AidDraft, rest: str = "") -> str:
    return f"/aids/drafts/{draft.pk}/{rest}"


@pytest.mark.parametrize("shipped", list(aid_files()), ids=lambda one: one.name)
def test_a_shipped_aid_goes_through_every_page_of_the_editor_unchanged(client, shipped) -> None:
    sent = {"request_key": uuid4(), "file": SimpleUploadedFile("aid.yaml", shipped.read_bytes())}
    address = client.post("/aids/drafts/start/file", sent).url
    links = [one.attributes["href"] for one in page(client.get(address)).css(".draft-parts a")]
    for link in links:
        answer = client.post(link, filled(page(client.get(link))) | {"do": "save"})
        assert answer.status_code == 302, (link, page(answer, 422).css_first(".error-summary").text())
    out = client.get(f"{address}file").content
    assert file.canonical(file.load(out)) == file.canonical(file.load(shipped.read_bytes()))


def test_an_aid_is_made_from_nothing_and_sent_to_the_board(client, edith) -> None:
    answer = client.post(
        "/aids/drafts/start/new", {"request_key": uuid4(), "title": "Cold toes", "slug": "cold-toes"}
    )
    draft = AidDraft.objects.get()
    assert answer.url == at(draft)
    for value in good_aid()["options"]:
        added = client.post(at(draft, "part/options/add"), {"request_key": uuid4()}).url
        typed = filled(page(client.get(added)))
        typed |= {name: text for name, text in value.items() if isinstance(text, str)}
        typed |= {"does_nothing": "on"} if value.get("does_nothing") else {}
        for name in ("may_help", "may_harm"):
            typed |= {f"count:{name}": str(len(value[name]))}
            typed |= {f"{name}.{place}": text for place, text in enumerate(value[name])}
        assert client.post(added, typed).status_code == 302
    assert tree_of(draft)["options"] == good_aid()["options"]
    assert "cannot be sent yet" in client.get(at(draft, "send/")).content.decode()


def test_a_finished_draft_becomes_the_next_version_at_the_board(client, draft, edith) -> None:
    before = load_aid(text=as_yaml(good_aid()), by=None).version
    link = at(draft, "part/about/")
    client.post(link, filled(page(client.get(link))) | {"title": "Very cold toes"})
    answer = client.post(at(draft, "send/"), filled(page(client.get(at(draft, "send/")))))
    assert answer.status_code == 302
    version = AidVersion.objects.newest().get()
    assert (version.number, version.title, version.loaded_by) == (before.number + 1, "Very cold toes", edith)
    assert standing(version).state is State.SUBMITTED
    draft.refresh_from_db()
    assert draft.sent_as == version


def test_sending_twice_makes_one_version(client, draft) -> None:
    form = filled(page(client.get(at(draft, "send/"))))
    assert [client.post(at(draft, "send/"), form).status_code for _ in range(2)] == [302, 302]
    assert AidVersion.objects.count() == 1


def test_a_draft_of_the_next_version_begins_with_all_that_stands(client) -> None:
    version = load_aid(text=as_yaml(good_aid()), by=None).version
    answer = client.post(f"/aids/drafts/start/{version.pk}", {"request_key": uuid4()})
    draft = AidDraft.objects.get()
    assert (answer.url, draft.started_from) == (at(draft), version)
    assert tree_of(draft) == opening.opened(as_yaml(good_aid())) | {"version": "2"}


def test_a_file_that_cannot_be_read_begins_nothing_and_says_the_line(client) -> None:
    sent = SimpleUploadedFile("aid.yaml", b"title: a\ntitle: b\n")
    told = page(client.post("/aids/drafts/start/file", {"request_key": uuid4(), "file": sent}), 422)
    assert "Line 2:" in told.css_first(".draft-told").text()
    assert not AidDraft.objects.exists()


def test_check_tells_the_findings_beside_the_field_and_saves_nothing(client, draft) -> None:
    link = at(draft, "part/about/")
    typed = filled(page(client.get(link))) | {"question": "No mark", "do": "check"}
    told = page(client.post(link, typed))
    beside = told.css_first("#told-at-question").text()
    assert "End it with a question mark." in beside
    assert told.css_first('textarea[name="question"]').text().strip() == "No mark"
    assert tree_of(draft)["question"] != "No mark"


def test_while_somebody_types_only_findings_come_back(client, draft) -> None:
    link = at(draft, "part/about/")
    typed = filled(page(client.get(link))) | {"question": "No mark", "do": "check"}
    answer = client.post(link, typed, headers={"HX-Request": "true"})
    told = page(answer)
    assert "End it with a question mark." in told.css_first('#told-at-question[hx-swap-oob="true"]').text()
    assert told.css("input, textarea, select, html body main") == []


def test_a_number_typed_as_words_is_told_and_everything_typed_stays(client, draft) -> None:
    link = at(draft, "part/comparisons/0/")
    form = filled(page(client.get(link)))
    number = next(name for name in form if name.endswith("per_100") or name.endswith("events"))
    told = page(client.post(link, form | {number: "about five", "endpoint.name": "Other words"}), 422)
    assert told.css_first(f'[name="{number}"]').attributes["value"] == "about five"
    assert told.css_first('[name="endpoint.name"]').attributes["value"] == "Other words"
    assert "number" in told.css_first(".error-summary").text()
    assert draft.revision == 1


def test_a_part_is_added_moved_and_removed_and_each_can_be_undone(client, draft) -> None:
    names = lambda: [one["key"] for one in tree_of(draft)["options"]]  # noqa: E731
    before = names()
    deed = lambda do: client.post(  # noqa: E731
        at(draft), filled(page(client.get(at(draft))), ".draft-deeds") | {"do": do}
    )
    deed("up:options:1")
    assert names() == [before[1], before[0], *before[2:]]
    deed("remove:options:0")
    assert names() == [before[0], *before[2:]]
    for _ in range(1):
        form = filled(page(client.get(at(draft))), 'form[action*="/steps/"]')
        client.post(at(draft, f"steps/{draft.revision - 1}/back"), form)
    assert names() == [before[1], before[0], *before[2:]]
    client.post(at(draft, "steps/1/back"), filled(page(client.get(at(draft, "steps/"))), ".draft-deeds"))
    assert names() == before
    assert "went back to step 1" in " ".join(page(client.get(at(draft, "steps/"))).text().split())


def test_an_item_inside_a_part_is_added_and_removed(client, draft) -> None:
    link = at(draft, "part/options/0/")
    for do, count in (("add:may_help", 2), ("remove:may_help.1", 1)):
        form = filled(page(client.get(link))) | {"do": do}
        answer = client.post(link, form)
        assert answer.url.startswith(f"{link}#at-may_help")
        assert len(tree_of(draft)["options"][0]["may_help"]) == count


def test_a_doubled_click_is_one_step(client, draft) -> None:
    form = {"request_key": uuid4()}
    for _ in range(2):
        client.post(at(draft, "part/outcomes/add"), form)
    assert len(tree_of(draft)["outcomes"]) == len(good_aid()["outcomes"]) + 1


def test_two_editors_in_different_fields_of_one_part_lose_nothing(client, draft, ebbe) -> None:
    link, other = at(draft, "part/options/1/"), sign_in(ebbe)
    hers, his = filled(page(client.get(link))), filled(page(other.get(link)))
    client.post(link, hers | {"name": "Wool socks"})
    assert other.post(link, his | {"body": "Your toes get warm."}).status_code == 302
    option = tree_of(draft)["options"][1]
    assert (option["name"], option["body"]) == ("Wool socks", "Your toes get warm.")


def test_two_editors_in_the_same_field_get_a_page_with_both_and_lose_nothing(client, draft, ebbe) -> None:
    link, other = at(draft, "part/options/1/"), sign_in(ebbe)
    hers, his = filled(page(client.get(link))), filled(page(other.get(link)))
    client.post(link, hers | {"name": "Wool socks"})
    both = page(other.post(link, his | {"name": "Silk socks", "body": "Your toes get warm."}), 409)
    assert [one.text() for one in both.css(".version-words")] == ["Wool socks", "Silk socks"]
    assert tree_of(draft)["options"][1]["name"] == "Wool socks"
    saved = other.post(link, filled(both) | {"name": "Wool or silk socks"})
    assert saved.status_code == 302
    option = tree_of(draft)["options"][1]
    assert (option["name"], option["body"]) == ("Wool or silk socks", "Your toes get warm.")


def test_lists_of_unlike_length_are_settled_by_choosing_one(client, draft, ebbe) -> None:
    link, other = at(draft, "part/options/1/"), sign_in(ebbe)
    hers, his = filled(page(client.get(link))), filled(page(other.get(link)))
    client.post(link, hers | {"count:may_help": "2", "may_help.1": "It may please."})
    longer = {"count:may_help": "3", "may_help.1": "x", "may_help.2": "y"}
    both = page(other.post(link, his | longer), 409)
    form = filled(both)
    assert form["keep:may_help"] == "yours"
    other.post(link, form | {"keep:may_help": "theirs"})
    assert tree_of(draft)["options"][1]["may_help"][1:] == ["It may please."]


def test_what_another_removed_can_be_put_back_with_ones_own_words(client, draft, ebbe) -> None:
    link, other = at(draft, "part/options/1/"), sign_in(ebbe)
    his = filled(page(other.get(link)))
    form = filled(page(client.get(at(draft))), ".draft-deeds")
    client.post(at(draft), form | {"do": "remove:options:1"})
    both = page(other.post(link, his | {"name": "Silk socks"}), 409)
    assert "Silk socks" in both.css_first("dl").text()
    assert other.post(at(draft, "part/options/add"), filled(both)).status_code == 302
    assert tree_of(draft)["options"][-1] == good_aid()["options"][1] | {"name": "Silk socks"}


def test_nothing_is_moved_or_sent_on_a_draft_that_changed_in_between(client, draft, ebbe) -> None:
    deeds = filled(page(client.get(at(draft))), ".draft-deeds")
    send = filled(page(client.get(at(draft, "send/"))))
    sign_in(ebbe).post(at(draft, "part/outcomes/add"), {"request_key": uuid4()})
    assert client.post(at(draft), deeds | {"do": "remove:options:0"}).status_code == 409
    assert client.post(at(draft, "send/"), send).status_code in (409, 422)
    assert len(tree_of(draft)["options"]) == 3
    assert not AidVersion.objects.exists()


def test_what_was_typed_when_the_sign_in_ran_out_comes_back(client, draft, edith) -> None:
    link = at(draft, "part/options/1/")
    form = filled(page(client.get(link))) | {"name": "Kept socks"}
    session = client.session
    session["last_seen"] = 1
    session.save()
    client.post(link, form)
    back = page(sign_in(edith).get(link))
    assert back.css_first('[name="name"]').attributes["value"] == "Kept socks"
    assert tree_of(draft)["options"][1]["name"] != "Kept socks"


@pytest.mark.parametrize(
    ("reader", "words"),
    [
        ("patient", "What can be done"),
        ("clinician", "Each number and where it stands"),
        ("print", "Sources"),
        ("paper", "What matters to me, and what I want to ask"),
    ],
)
def test_a_draft_is_seen_as_its_readers_would_see_it(client, draft, reader, words) -> None:
    seen = page(client.get(at(draft, f"seen-as/{reader}/"))).text()
    assert words in seen
    assert "Draft" in seen


def test_each_field_for_patients_says_its_grade_while_the_draft_is_half_made(client, edith) -> None:
    half = "title: Cold toes\nlanguage: en\ncondition:\n  what_it_is: Your toes are cold and may hurt a bit."
    draft = actions.begin_draft(tree=opening.opened(half), by=here(edith))
    link = at(draft, "part/about/")
    shown = page(client.get(link))
    assert shown.css_first("#told-at-condition-what_it_is .draft-grade:not([data-hard])")
    hard = "Vasoconstriction of the extremities necessitates comprehensive thermoregulatory precautions."
    typed = filled(shown) | {"condition.what_it_is": hard, "do": "check"}
    answer = client.post(link, typed, headers={"HX-Request": "true"})
    told = page(answer).css_first('#told-at-condition-what_it_is[hx-swap-oob="true"]')
    assert told.css_first(".draft-grade[data-hard] mark").text() == hard
    assert tree_of(draft)["condition"]["what_it_is"] == "Your toes are cold and may hurt a bit."


def test_what_is_typed_into_a_part_is_kept_while_it_is_typed_and_comes_back(client, draft) -> None:
    link = at(draft, "part/options/1/")
    shown = page(client.get(link))
    assert shown.css_first("form.draft-form .kept-line")
    typed = filled(shown) | {"name": "Half a na", "kept_path": link}
    assert client.post("/kept", typed).status_code == 204
    again = page(client.get(link))
    assert again.css_first('[name="name"]').attributes["value"] == "Half a na"
    assert tree_of(draft)["options"][1]["name"] != "Half a na"


def test_a_preview_of_what_is_not_there_shows_no_numbers_but_what_is_missing(client, edith) -> None:
    draft = actions.begin_draft(tree=opening.opened("title: Cold toes"), by=here(edith))
    seen = page(client.get(at(draft, "seen-as/patient/")))
    assert "cannot be shown yet" in seen.text()
    assert seen.css("svg.array, table") == []


def test_steps_stand_in_the_trail_and_cannot_be_changed(draft) -> None:
    assert [one.verb for one in Entry.objects.filter(subject=draft.pk)] == ["began"]
    with pytest.raises(Exception, match="permission denied"):
        DraftStep.objects.filter(draft=draft).update(tree={})


DEEDS = [
    ("get", ""),
    ("get", "send/"),
    ("get", "steps/"),
    ("get", "file"),
    ("get", "paste/"),
    ("get", "seen-as/patient/"),
    ("get", "part/about/"),
    ("get", "part/options/0/"),
    ("post", ""),
    ("post", "send/"),
    ("post", "away"),
    ("post", "steps/1/back"),
    ("post", "paste/"),
    ("post", "part/about/"),
    ("post", "part/options/0/"),
    ("post", "part/options/add"),
]


@pytest.mark.parametrize(("method", "deed"), DEEDS)
def test_only_an_editor_learns_that_there_are_drafts(draft, method, deed) -> None:
    board = make_board()
    missing = Client()
    for person in (board.doctor, board.reader, board.outsider):
        client = sign_in(person)
        missing = client.get("/aids/versions/nothing/here")
        answer = getattr(client, method)(at(draft, deed), {"request_key": uuid4(), "seen": 1})
        assert (answer.status_code, answer.content) == (404, missing.content)
    assert draft.revision == 1


@pytest.mark.parametrize("path", ["", "start/"])
def test_only_an_editor_sees_the_list_and_begins(draft, path) -> None:
    board = make_board()
    for person, status in ((board.editor, 200), (board.doctor, 404), (board.outsider, 404)):
        assert sign_in(person).get(f"/aids/drafts/{path}").status_code == status


@pytest.mark.parametrize("rest", ["part/options/99/", "part/nonsense/", "part/options/", "seen-as/ghost/"])
def test_an_address_of_no_part_is_no_page(client, draft, rest) -> None:
    assert client.get(at(draft, rest)).status_code == 404

"""The pages of the room over HTTP: right person, wrong person, empty, filled, error, twice, put right."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from alongside.partnership import queries, speaking_queries
from alongside.partnership.actions import about, speaking
from alongside.partnership.actions.about import Answer, Source
from alongside.partnership.models import Introduction, Promise, Statement
from alongside.partnership.profile import Voice
from alongside.partnership.speaking import Capacity
from alongside.partnership.topics import PAGES
from alongside.people.middleware import LAST_SEEN
from alongside.people.models import Account
from tests.partnership.profiles import dora_says, inside, rosa_says, told_by

ABOUT = ["about/", "about/sheet", *(f"about/question/{page.key}" for page in PAGES), "about/before/story"]
TEAM = ["team/"]
SPEAKING = ["speaking/", "speaking/paper", "speaking/wish"]
OPEN = [*ABOUT, *TEAM, *SPEAKING]
STAFF = ["about/bedside", "about/wall", "speaking/people", "speaking/access"]


@pytest.fixture
def as_person(family):
    def sign_in(who: str) -> Client:
        client = Client()
        client.force_login(Account.objects.get(person=getattr(family, who)))
        return client

    return sign_in


@pytest.fixture
def filled(family):
    """Something of everything is told."""
    rosa_says(
        family,
        Answer("called", words="Rosa"),
        Answer("language", "sv"),
        Answer("interpreter", "yes"),
        Answer("role", "team"),
        Answer("story", words="I sing."),
        Answer("know", "all"),
    )
    rosa_says(family, Answer("person", "choose", "She knows me.", "Dora Lindqvist", "daughter"))
    dora_says(family, Answer("story", words="She taught music."))
    with inside(family, "rosa") as visit:
        about.allow_on_wall(allowed={"story": True}, source=told_by(visit), by=visit)
    with inside(family, "doctor") as visit:
        matter = speaking.open_matter(name="A tube", by=visit)
        named = speaking.Named("Dora Lindqvist", "adult child")
        speaking.name_speaker(who=named, source=Source(visit.patient.person, Voice.WITH_HELP), by=visit)
        speaking.assess(
            matter=matter, found=Capacity.CANNOT, supports=["Glasses"], reason="Asleep.", by=visit
        )
    return family


def at(family, page: str) -> str:
    return f"/people/{family.patient.pk}/{page}"


def the_matter(family) -> str:
    with inside(family, "doctor") as visit:
        return f"speaking/{speaking_queries.matter_named(visit, 'A tube').pk}/"


def key(**fields):
    return {"request_key": str(uuid4()), **fields}


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.mark.parametrize("who", ["rosa", "doctor", "nurse", "daughter"])
@pytest.mark.parametrize("page", OPEN)
def test_those_who_belong_see_every_page_when_nothing_is_told(family, as_person, who, page):
    answer = as_person(who).get(at(family, page))
    assert answer.status_code == 200
    assert "You are looking at:" in answer.content.decode()


@pytest.mark.parametrize("who", ["rosa", "doctor", "nurse", "daughter"])
def test_those_who_belong_see_every_page_when_much_is_told(filled, as_person, who):
    client, matter = as_person(who), the_matter(filled)
    for page in [*OPEN, matter]:
        answer = client.get(at(filled, page))
        assert answer.status_code == 200, page
        assert re.search(r"\{\{|undefined|object at 0x|None", text_of(answer)) is None, page


@pytest.mark.parametrize("who", ["stranger", "former", "brother", "other_patient"])
def test_others_see_the_same_bytes_as_for_a_page_that_does_not_exist(filled, as_person, who):
    client = as_person(who)
    nothing = client.get("/there-is-no-such-page").content
    matter = the_matter(filled)
    pages = [*OPEN, *STAFF, matter, *(matter + one for one in ("finding", "view", "standard"))]
    for page in pages:
        refused = client.get(at(filled, page))
        guessed = client.get(f"/people/{uuid4()}/{page}")
        assert (refused.status_code, refused.content, guessed.content) == (404, nothing, nothing), page
    for page in ("team/introduced", "team/promise"):
        assert client.post(at(filled, page), key()).content == nothing


@pytest.mark.parametrize(
    ("page", "who"),
    [
        ("about/bedside", {"doctor", "nurse"}),
        ("about/wall", {"rosa", "doctor", "nurse"}),
        ("speaking/people", {"rosa", "doctor", "nurse"}),
        ("speaking/access", {"rosa", "doctor", "nurse"}),
        ("finding", {"doctor"}),
        ("view", {"doctor", "nurse", "daughter"}),
        ("standard", {"doctor", "nurse"}),
    ],
)
def test_a_page_for_some_tells_the_others_why_it_is_not_theirs(filled, as_person, page, who):
    address = at(filled, page if "/" in page else the_matter(filled) + page)
    statuses = {
        name: as_person(name).get(address).status_code for name in ("rosa", "doctor", "nurse", "daughter")
    }
    assert statuses == {name: 200 if name in who else 409 for name in statuses}


def test_a_matter_or_statement_of_somebody_else_is_not_reached_through_ones_own_record(filled, as_person):
    client = as_person("other_patient")
    assert client.get(f"/people/{filled.other.pk}/{the_matter(filled)}").status_code == 404
    with inside(filled, "rosa"):
        row = Statement.objects.filter(topic="story").first()
    assert client.get(f"/people/{filled.other.pk}/about/said/{row.pk}/right").status_code == 404


def test_the_eight_questions_are_asked_one_after_the_other_and_can_be_taken_up_again(family, as_person):
    client = as_person("rosa")
    overview = client.get(at(family, "about/")).content.decode()
    assert "Start: eight short questions" in overview
    seen = []
    address = at(family, "about/question/name")
    while "question" in address:
        page = client.get(address)
        assert page.status_code == 200
        assert f"Question {len(seen) + 1} of 8" in page.content.decode()
        seen.append(address.rsplit("/", 1)[1])
        address = client.post(address, key()).url
    assert seen == [page.key for page in PAGES]
    assert address == at(family, "about/")


def test_saving_an_answer_goes_on_to_the_first_open_question_next_time(family, as_person):
    client = as_person("rosa")
    answer = client.post(at(family, "about/question/name"), key(called="Rosie", said_like="", pronouns="she"))
    assert answer.url == at(family, "about/question/language")
    with inside(family, "nurse") as visit:
        seen = queries.about(visit)
    assert (seen.called, seen.text("pronouns"), seen.next_page.key) == ("Rosie", "she", "language")
    assert "Go on with the questions" in client.get(at(family, "about/")).content.decode()


def test_saving_unchanged_answers_adds_nothing(family, as_person):
    client, address = as_person("rosa"), at(family, "about/question/life")
    client.post(address, key(story="I sing.", good_day=""))
    shown = re.search(r'name="seen-story" value="([^"]+)"', client.get(address).content.decode()).group(1)
    client.post(address, key(**{"story": "I sing.", "good_day": "", "seen-story": shown}))
    with inside(family, "rosa"):
        assert Statement.objects.count() == 1


def test_an_older_page_saved_late_does_not_bring_old_words_back(family, as_person):
    client, address = as_person("rosa"), at(family, "about/question/life")
    (first,) = rosa_says(family, Answer("story", words="Old words."))
    rosa_says(family, Answer("story", words="New words."))
    client.post(address, key(**{"story": "Old words.", "seen-story": str(first.pk), "good_day": "Sun."}))
    with inside(family, "rosa") as visit:
        seen = queries.about(visit)
    assert (seen.text("story"), seen.text("good_day")) == ("New words.", "Sun.")


def test_an_emptied_field_takes_the_words_away_and_keeps_them_in_the_list(family, as_person):
    (row,) = rosa_says(family, Answer("story", words="I sing."))
    client = as_person("rosa")
    client.post(at(family, "about/question/life"), key(**{"story": "", "seen-story": str(row.pk)}))
    with inside(family, "rosa") as visit:
        assert queries.about(visit).text("story") == ""
    assert "I sing." in client.get(at(family, "about/before/story")).content.decode()


def test_a_name_needs_how_far_and_how_far_needs_a_name(family, as_person):
    client, address = as_person("rosa"), at(family, "about/question/people")
    answer = client.post(address, key(person="Dora"))
    assert answer.status_code == 422
    assert "Choose how far they are to be part of it." in answer.content.decode()
    assert 'value="Dora"' in answer.content.decode()
    answer = client.post(address, key(involved="told"))
    assert "Write the name." in answer.content.decode()


def test_several_people_are_named_one_after_the_other(family, as_person):
    client, address = as_person("rosa"), at(family, "about/question/people")
    again = client.post(address, key(person="Dora", relation="daughter", involved="choose", then="again"))
    assert again.url == address
    client.post(address, key(person="Bo", relation="brother", involved="none"))
    with inside(family, "nurse") as visit:
        assert [(one.name, one.involved) for one in queries.about(visit).people] == [
            ("Bo", "none"),
            ("Dora", "choose"),
        ]


def test_the_nurse_writes_at_the_bedside_with_one_page_and_the_words_stay_the_patients(family, as_person):
    client, address = as_person("nurse"), at(family, "about/bedside")
    page = client.get(address).content.decode()
    assert 'value="Rosa"' in page
    fields = key(
        said_by=str(family.rosa.pk),
        called="Rosa",
        language="sv",
        interpreter="yes",
        family="nobody",
        know="main",
    )
    assert client.post(address, fields).url == at(family, "about/")
    with inside(family, "rosa") as visit:
        seen = queries.about(visit)
    assert (seen.nobody, seen.language.code, seen.language.wanted) == (True, "sv", True)
    told = seen.now("know")
    assert (told.voice, told.said_by, told.recorded_by) == (Voice.WITH_HELP, "Rosa", "Nurse Berg")


def test_at_the_bedside_what_is_told_already_is_folded_and_kept(family, as_person):
    client, address = as_person("nurse"), at(family, "about/bedside")
    client.post(address, key(said_by=str(family.rosa.pk), called="Rosa", know="main"))
    asked, told = client.get(address).content.decode().split("Told already: see or change")
    assert ('name="know"' in asked, 'name="know"' in told, 'name="family"' in asked) == (False, True, True)
    with inside(family, "rosa") as visit:
        before = queries.about(visit).topics
    seen = {f"seen-{one}": str(before[one].now.id) for one in ("called", "know")}
    client.post(
        address, key(said_by=str(family.rosa.pk), called="Rosa", know="main", family="nobody", **seen)
    )
    with inside(family, "rosa") as visit:
        after = queries.about(visit).topics
    assert (after["know"], after["called"]) == (before["know"], before["called"])
    assert after["family"].now.choice == "nobody"


def test_without_saying_whose_words_they_are_nothing_is_kept(family, as_person):
    answer = as_person("nurse").post(at(family, "about/bedside"), key(called="Rosa"))
    assert answer.status_code == 422
    with inside(family, "rosa") as visit:
        assert queries.about(visit).topics == {}


def met(family, **more):
    """The bedside form with what the page shows ticked about who has met."""
    told = {"said_by": str(family.rosa.pk), "interpreter": "no", "met-request_key": str(uuid4())}
    shown = {
        "met-whom": f"{family.doctor.pk}/leader",
        "met-to": str(family.daughter.pk),
        "met-introduced_by": str(family.nurse.pk),
    }
    return key(**(told | shown | more))


def test_asking_and_introducing_are_saved_with_one_press_and_once(family, as_person):
    client, address = as_person("nurse"), at(family, "about/bedside")
    assert "Have they met the team?" in client.get(address).content.decode()
    sent = met(family, **{"they-have-met": "yes", "met-promised": "on"})
    assert [client.post(address, sent).status_code for _twice in range(2)] == [302, 302]
    with inside(family, "nurse"):
        assert (Introduction.objects.count(), Promise.objects.count()) == (1, 1)


def test_saved_without_that_button_nobody_was_introduced_and_nothing_promised(family, as_person):
    as_person("nurse").post(at(family, "about/bedside"), met(family, **{"met-promised": "on"}))
    with inside(family, "nurse") as visit:
        assert (Introduction.objects.count(), Promise.objects.count()) == (0, 0)
        assert queries.about(visit).language.wanted is False


def test_met_by_nobody_is_refused_and_nothing_of_the_page_is_kept(family, as_person):
    sent = met(family, **{"they-have-met": "yes"}) | {"met-to": []}
    assert as_person("nurse").post(at(family, "about/bedside"), sent).status_code == 422
    with inside(family, "nurse") as visit:
        assert (Introduction.objects.count(), queries.about(visit).topics) == (0, {})


def test_someone_else_needs_a_name(family, as_person):
    answer = as_person("nurse").post(at(family, "about/bedside"), key(said_by="someone", called="Rosa"))
    assert answer.status_code == 422
    assert "Write who said this." in answer.content.decode()


def test_a_relative_says_whose_words_they_write(family, as_person):
    client, address = as_person("daughter"), at(family, "about/question/life")
    assert client.post(address, key(story="She sings.")).status_code == 422
    client.post(address, key(story="She sings.", whose="mine"))
    client.post(address, key(good_day="In the sun.", whose="theirs"))
    with inside(family, "rosa") as visit:
        seen = queries.about(visit)
    assert [seen.now(topic).voice for topic in ("story", "good_day")] == [Voice.SOMEONE_ELSE, Voice.WITH_HELP]
    assert [seen.now(topic).said_by for topic in ("story", "good_day")] == ["Dora", "Rosa"]


def test_a_relative_finds_only_their_own_words_in_the_form(family, as_person):
    rosa_says(family, Answer("story", words="Between us."), Answer("reach_how", "call", "0700"))
    client = as_person("daughter")
    assert "Between us." not in client.get(at(family, "about/question/life")).content.decode()
    for page in ("about/question/reach", "about/", "about/before/reach_how"):
        assert "0700" not in client.get(at(family, page)).content.decode()


def test_the_patient_puts_right_what_another_told(family, as_person):
    (row,) = dora_says(family, Answer("needs", words="Sugar."))
    client = as_person("rosa")
    address = at(family, f"about/said/{row.pk}/right")
    assert "Sugar." in client.get(address).content.decode()
    assert client.post(address, key(words="")).status_code == 422
    assert client.post(address, key(words="No sugar.")).url == at(family, "about/")
    page = as_person("nurse").get(at(family, "about/")).content.decode()
    assert "No sugar." in page
    assert "put right by Rosa" in page
    assert as_person("nurse").get(address).status_code == 409


def test_the_sheet_for_the_wall_holds_what_was_allowed_and_no_other_word(filled, as_person):
    page = as_person("nurse").get(at(filled, "about/sheet")).content.decode()
    assert "I sing." in page
    for other in ("She taught music.", "She knows me.", "Svenska"):
        assert other not in page
    printed = re.sub(r'<p class="no-print">.*?</p>', "", page, flags=re.S)
    assert "Lindqvist" not in printed


def test_what_somebody_close_told_says_so_on_the_wall_and_names_nobody(family, as_person):
    dora_says(family, Answer("needs", words="She hears on the right."))
    rosa_says(family, Answer("story", words="I sing."))
    as_person("rosa").post(at(family, "about/wall"), key(allowed=["needs", "story"]))
    page = as_person("nurse").get(at(family, "about/sheet")).content.decode()
    hangs = page.split("<article")[1].split("</article>")[0]
    assert hangs.count("Somebody close told us this.") == 1
    assert hangs.index("She hears on the right.") < hangs.index("Somebody close told us this.")
    assert "Dora" not in hangs


def test_the_patient_ticks_what_may_hang(family, as_person):
    rosa_says(family, Answer("story", words="I sing."))
    client = as_person("rosa")
    assert "checked" not in client.get(at(family, "about/wall")).content.decode()
    client.post(at(family, "about/wall"), key(allowed=["story"]))
    assert "I sing." in client.get(at(family, "about/sheet")).content.decode()
    client.post(at(family, "about/wall"), key())
    assert "I sing." not in client.get(at(family, "about/sheet")).content.decode()


def test_the_team_page_names_the_leader_and_says_what_people_do(family, as_person):
    page = text_of(as_person("rosa").get(at(family, "team/")))
    assert "Dr. Okafor leads the team." in page
    assert "Finds out what is wrong. Plans your care with you." in page
    assert "Fritz" not in page


def test_what_is_due_is_ticked_already_so_that_one_tap_introduces(family, as_person):
    client = as_person("nurse")
    page = client.get(at(family, "team/")).content.decode()
    assert "Dr. Okafor is to be introduced to Rosa." in page
    names = ("whom", "to")
    ticked = {name: re.findall(rf'name="{name}" value="([^"]+)" checked', page) for name in names}
    assert [len(ticked[name]) for name in names] == [1, 2]
    me = re.search(r'<option value="([^"]+)" selected>Nurse Berg', page).group(1)
    client.post(at(family, "team/introduced"), key(**ticked, introduced_by=me))
    assert "is to be introduced" not in client.get(at(family, "team/")).content.decode()
    assert "Introduced to Rosa by Nurse Berg" in as_person("rosa").get(at(family, "team/")).content.decode()


def test_a_promise_made_twice_by_a_doubled_click_stands_once(family, as_person):
    client, form = as_person("doctor"), key(words="With you.")
    assert [client.post(at(family, "team/promise"), form).status_code for _ in range(2)] == [302, 302]
    with inside(family, "rosa"):
        assert Promise.objects.count() == 1
    page = as_person("rosa").get(at(family, "team/")).content.decode()
    assert "With you." in page
    assert "I promise this" not in page


def test_an_introduction_without_anybody_is_told_kindly(family, as_person):
    answer = as_person("nurse").post(at(family, "team/introduced"), key(introduced_by=str(family.nurse.pk)))
    assert answer.status_code == 422
    with inside(family, "rosa"):
        assert Introduction.objects.count() == 0


def test_a_finding_needs_what_was_tried(filled, as_person):
    address = at(filled, the_matter(filled) + "finding")
    client = as_person("doctor")
    answer = client.post(address, key(found="cannot decide now", reason="Asleep."))
    assert answer.status_code == 422
    assert "Say what was tried first." in answer.content.decode()
    assert "Asleep." in answer.content.decode()
    again = key(found="can decide", reason="Awake.")
    assert client.post(address, again).status_code == 302
    page = text_of(client.get(at(filled, the_matter(filled))))
    assert "Rosa chooses this." in page
    assert "Go through who may see what" in text_of(client.get(at(filled, "speaking/")))


def test_why_somebody_cannot_choose_is_for_the_patient_and_the_team(filled, as_person):
    address = at(filled, the_matter(filled))
    assert "Asleep." in as_person("rosa").get(address).content.decode()
    assert "Asleep." not in as_person("daughter").get(address).content.decode()


def test_the_order_is_shown_as_unconfirmed(filled, as_person):
    page = text_of(as_person("doctor").get(at(filled, "speaking/")))
    assert "This order is an example" in page


def test_the_daughter_says_what_should_be_done_in_her_own_name(filled, as_person):
    address = at(filled, the_matter(filled) + "view")
    client = as_person("daughter")
    assert client.post(address, key(name="Dora Lindqvist", position="Wait")).status_code == 302
    page = text_of(client.get(at(filled, the_matter(filled))))
    assert "They are settled." in page


@pytest.mark.parametrize(
    ("page", "fields"),
    [
        ("speaking/people", {"name": "Bo", "relationship": "adult sibling"}),
        ("speaking/paper", {"kind": "agent", "names": "Bo", "seen": "on"}),
        ("speaking/wish", {"words": "Never.", "in_own_words": "yes", "said_when": "May", "sureness": "sure"}),
    ],
)
def test_what_the_team_is_told_about_speaking_is_kept_and_shown(filled, as_person, page, fields):
    client = as_person("nurse")
    answer = client.post(at(filled, page), key(said_by=str(filled.rosa.pk), **fields))
    assert answer.status_code == 302
    assert (fields.get("name") or fields.get("names") or fields["words"]) in text_of(client.get(answer.url))
    wrong = client.post(at(filled, page), key(said_by=str(filled.rosa.pk)))
    assert wrong.status_code == 422


def test_a_choice_by_a_lower_standard_is_asked_why(filled, as_person):
    address = at(filled, the_matter(filled) + "standard")
    client = as_person("doctor")
    fields = {"choice": "Wait", "standard": "BEST_INTERESTS"}
    answer = client.post(address, key(**fields))
    assert answer.status_code == 422
    assert "Say why this choice follows another standard." in answer.content.decode()
    assert client.post(address, key(**fields, reason="She changed.")).status_code == 302


def test_a_session_that_ends_in_the_middle_keeps_what_was_typed(family, as_person):
    client, address = as_person("rosa"), at(family, "about/question/life")
    session = client.session
    session[LAST_SEEN] = int(timezone.now().timestamp()) - 31 * 60
    session.save()
    assert client.post(address, key(story="I want to see my garden.")).status_code == 302
    again = as_person("rosa").get(address).content.decode()
    assert "I want to see my garden." in again
    assert "Here is what you wrote before. It is not saved yet." in again


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_for_three_people_as_for_one(
    family, as_person, count, django_assert_max_num_queries
):
    for number in range(count):
        rosa_says(family, Answer("person", "told", "", f"Friend {number}", "friend"))
    client = as_person("nurse")
    with django_assert_max_num_queries(34):
        client.get(at(family, "about/"))

"""Asking in the browser: the founding question, danger first, and the many ways of not knowing."""

import re

import pytest
from django.urls import reverse

from alongside.answers import queries
from alongside.answers.models import AnswerVersion, BoardRequest
from alongside.answers.starter import plain_questions, starter_questions
from alongside.answers.urgent import kinds, urgent_text
from alongside.people.models import Session
from alongside.plain.reading.measure import fits, measure
from alongside.sources.actions import mark_retracted, withdraw
from alongside.sources.indexing import catch_up, evidence_index
from alongside.sources.models import Document
from alongside.trail.models import Entry
from tests.answers.asking import FOUNDING, answer_at, asked, fill_library, founding_plain, tree, words

CANARY = "zebrafinch"
DANGERS = {
    "en": ("I have crushing chest pain right now", "chest_pain"),
    "es": ("Tengo un dolor muy fuerte en el pecho ahora", "chest_pain"),
    "ar": ("عندي ألم شديد في الصدر الآن", "chest_pain"),
    "zh": ("我现在胸口很痛", "chest_pain"),
}


# The founding question


def test_a_doctor_gets_the_founding_question_answered_with_the_right_records(library):
    said = words(asked(library.client(library.family.doctor), FOUNDING))
    assert "13.27, 95% CI 11.32 to 15.23; 52 studies, 13,316 people; high certainty" in said
    assert "CD001431" in said
    assert "a review of 87 studies found evidence of very low certainty" in said
    assert "CD006732" in said
    assert "36% of adults had limited health literacy (22% basic and 14% below basic)" in said
    assert "changed neither the agreement on what to expect nor distress" in said
    assert "88%" not in said
    assert "mortality" not in said


def test_every_section_of_the_founding_answer_is_there_and_every_quote_opens_its_passage(library):
    page = tree(asked(library.client(library.family.doctor), FOUNDING))
    headings = [h.text() for h in page.css("section[aria-labelledby^=place] h2")]
    assert headings == [
        "In short",
        "Why",
        "Good and bad, in numbers",
        "When it counts most",
        "What to do",
        "What can go wrong",
        "What is not known",
    ]
    quoted = page.css("div.quoted")
    assert quoted
    for one in quoted:
        marked = one.css_first("details mark")
        assert marked.text() == one.css_first("blockquote p").text()
        assert "Our summary of the evidence, not the evidence itself" in one.text()
        assert "It rests on:" in one.text()


LONG = "We sit here since Monday. It rains. Do family meetings help in intensive care? Who pays for parking?"


def test_of_a_long_message_the_page_says_what_was_looked_for_and_offers_the_other_parts(library):
    client = library.client(library.family.rosa)
    response = asked(client, LONG)
    page = tree(response)
    parts = "Do family meetings help in intensive care? Who pays for parking?"
    assert page.css_first("h1").text() == parts
    assert "We looked for this part. The rest we kept in mind." in words(response)
    assert answer_at(response).question == LONG
    offered = [n.attributes["value"] for n in page.css("input[name=library_question][type=hidden]")]
    assert [one for one in offered if one in LONG] == [
        "Do family meetings help in intensive care?",
        "Who pays for parking?",
        "We sit here since Monday. It rains.",
    ]
    again = asked(client, "Do family meetings help in intensive care?")
    assert answer_at(again).question == "Do family meetings help in intensive care?"
    assert "All that you wrote" not in words(again)


def test_when_nothing_is_known_the_parts_of_a_long_message_can_still_be_asked(library):
    response = asked(
        library.client(library.family.doctor), "I like zebrafinches. Do zebrafinches sing at noon?"
    )
    assert "All that you wrote" in words(response)
    offered = [n.attributes["value"] for n in tree(response).css("input[type=hidden][name=library_question]")]
    assert "I like zebrafinches." in offered


def test_asking_lands_on_the_permanent_link_of_one_answer_however_often_it_is_asked(library):
    doctor, nurse = library.client(library.family.doctor), library.client(library.family.nurse)
    first, again = answer_at(asked(doctor, FOUNDING)), answer_at(asked(nurse, FOUNDING))
    assert first == again
    assert AnswerVersion.objects.filter(question=FOUNDING).count() == 1


def test_the_same_evidence_stands_in_another_order_for_each_reader(library):
    def headings(reader):
        page = tree(asked(library.client(library.family.nurse), FOUNDING, reader=reader))
        return [n.text() for n in page.css("section[aria-labelledby^=place] h2")], sorted(
            n.text() for n in page.css("div.quoted > blockquote")
        )

    (nurse, of_nurse), (doctor, of_doctor) = headings("nurse"), headings("doctor")
    assert nurse[:2] == ["In short", "What to do"]
    assert doctor[:2] == ["In short", "Why"]
    assert of_nurse == of_doctor


def test_who_reads_is_remembered_and_can_be_changed_on_the_answer(library):
    client = library.client(library.family.nurse)
    version = answer_at(asked(client, FOUNDING))
    assert "reader" not in client.session
    page = tree(client.post("/ask/reader", {"reader": "patient", "answer": str(version.pk)}, follow=True))
    assert page.css_first("select[name=reader] option[selected]").attributes["value"] == "patient"
    assert client.session["reader"] == "patient"
    assert "Written for clinicians" in page.css_first("main").text()


def test_a_patient_without_plain_words_sees_the_quotes_marked_and_their_hard_words_explained(library):
    said = words(asked(library.client(library.family.rosa), FOUNDING))
    assert "They were written for doctors and nurses." in said
    assert "surrogate someone who speaks for you" in said


def test_the_shipped_questions_are_answered_by_the_shipped_library(library):
    unanswered = [
        q for q in (*starter_questions(), *plain_questions()) if not queries.ask(q).worked.answer.claims
    ]
    assert unanswered == []


def test_related_questions_share_the_subject_and_never_come_from_a_stranger(library):
    client = library.client(library.family.doctor)
    asked(library.client(library.family.nurse), f"What is shared decision making for {CANARY}?")
    page = tree(asked(client, FOUNDING))
    related = [n.text() for n in page.css("button[data-quoted]")]
    assert related
    assert set(related) <= set(starter_questions())


# Danger first


@pytest.mark.parametrize("language", DANGERS)
def test_danger_is_answered_at_once_in_the_language_of_the_message(library, settings, language):
    settings.EMERGENCY_NUMBER = "112"
    message, kind = DANGERS[language]
    page = tree(asked(library.client(library.family.rosa), message))
    text = urgent_text(kind, language, "112")
    shown = page.css_first(f"main [lang={language}]").text()
    assert text.heading in shown
    assert [line for line in text.lines if line not in shown] == []
    assert "112" in shown
    assert page.css("blockquote") == []


def test_a_message_of_danger_is_kept_nowhere(library):
    before = AnswerVersion.objects.count()
    asked(library.client(library.family.rosa), f"I have crushing chest pain and a {CANARY}")
    assert (AnswerVersion.objects.count(), BoardRequest.objects.count()) == (before, 0)


def test_danger_in_a_follow_up_is_found_too(library):
    client = library.client(library.family.rosa)
    version = answer_at(asked(client, FOUNDING))
    response = client.post(f"/ask/answers/{version.pk}/more", {"library_question": DANGERS["en"][0]})
    assert urgent_text("chest_pain", "en").heading in words(response)


def test_a_question_that_is_like_a_danger_is_answered_below_the_urgent_text(library):
    client = library.client(library.family.rosa)
    version = answer_at(asked(client, FOUNDING))
    perhaps = AnswerVersion.objects.create(
        question="What is shared decision making?",
        kind="information",
        topic=version.topic,
        claims=version.claims,
        digest="0" * 64,
        perhaps="stroke",
    )
    said = words(client.get(reverse("answers:answer", args=[perhaps.pk])))
    assert said.index("If this is happening now:") < said.index("What is shared decision making?")


def test_words_that_may_be_a_mere_wish_to_die_at_home_never_reach_an_answer_without_the_urgent_text(library):
    """Not one that was kept for the same question before, and not an approved one."""
    calm = "What is a time-limited trial?"
    unsure = f"He wants to die at home by the lake. {calm}"
    client = library.client(library.family.rosa)
    before = answer_at(asked(client, calm))
    library.client(library.board).post(f"/ask/desk/answers/{before.pk}", {"step": "approve"})
    assert answer_at(asked(client, calm)) == before
    kept = answer_at(asked(client, unsure))
    assert kept.perhaps == "self_harm"
    said = words(client.get(reverse("answers:answer", args=[kept.pk])))
    assert urgent_text("self_harm", "en").heading in said


def test_every_kind_of_danger_has_a_text_that_a_page_can_show():
    assert [kind for kind in kinds() if not urgent_text(kind, "en").lines] == []


# Not knowing


@pytest.mark.parametrize(
    "question",
    [
        "How should a Citrobacter freundii complex infection be treated?",
        "Does oral vitamin C alkalinize urine?",
        "¿Cómo se trata el glaucoma?",
        "当归对关节炎有用吗",
        "'; DROP TABLE answers_answerversion; --",
        "<script>alert(1)</script> what is glaucoma",
        "title:* AND (a OR b) ^9 ~",
    ],
)
def test_what_the_library_does_not_know_is_said(library, question):
    said = words(asked(library.client(library.family.rosa), question))
    assert "We do not know There is not enough evidence in this library" in said
    assert "Ask the board" in said


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("", "There is no question here yet."),
        ("   \n ", "There is no question here yet."),
        ("asdfgh qwrtp zzzzxx", "We could not find words that we know in this."),
        ("why " * 1_200, "Please ask in fewer than 4000 characters."),
        ("?" * 400_000, "Please ask in fewer than 4000 characters."),
    ],
)
def test_what_cannot_be_asked_is_said_beside_the_box_and_stays_in_it(library, question, sentence):
    page = tree(asked(library.client(library.family.rosa), question), 422)
    assert sentence in page.css_first("#id_library_question-error").text()
    assert page.css_first("title").text().startswith("Error:")
    assert page.css_first("textarea").text().removeprefix("\n").strip() == question.strip()


def test_an_empty_library_says_so(house):
    said = words(asked(house.client(house.family.rosa), "Do decision aids help?"))
    assert "We could not look" in said
    assert "The library is empty." in said


def test_a_missing_index_is_said_and_nothing_breaks(house, settings):
    from alongside.answers.actions import load_starter

    load_starter()  # no index is built within the test's transaction
    said = words(asked(house.client(house.family.rosa), FOUNDING))
    assert "We could not look The library cannot be searched right now." in said
    assert str(settings.LIBRARY_INDEX) not in said


def test_a_damaged_index_is_said_and_nothing_breaks(library, settings):
    for marker in settings.LIBRARY_INDEX.rglob("marker.json"):
        marker.write_text("{broken")
    said = words(asked(library.client(library.family.rosa), FOUNDING))
    assert "We could not look The library cannot be searched right now." in said


def test_asking_the_board_hands_on_the_question_without_its_person(library):
    client = library.client(library.family.rosa)
    page = tree(asked(client, "My name is Rosa Lindqvist. How is glaucoma treated?"))
    handed = page.css_first("form[action='/ask/board'] input[name=library_question]").attributes["value"]
    client.post("/ask/board", {"library_question": handed})
    client.post("/ask/board", {"library_question": handed})
    (request,) = BoardRequest.objects.all()
    assert request.question == "How is glaucoma treated?"
    assert [f.name for f in BoardRequest._meta.fields if f.related_model is not None] == ["closed_by"]


# Sources that change


def test_a_source_withdrawn_after_the_search_takes_its_quotes_off_the_page(library):
    client = library.client(library.family.doctor)
    version = answer_at(asked(client, FOUNDING))
    for source in {claim["version"] for claim in version.claims}:
        withdraw(source, "Taken out for a test.", by=None)
    said = words(client.get(f"/ask/answers/{version.pk}"))
    assert "Something is missing here" in said
    assert "13.27" not in said
    assert "Nothing of this answer holds today." in said


def test_a_retracted_source_is_no_longer_quoted(library):
    client = library.client(library.family.doctor)
    version = answer_at(asked(client, "What is a time-limited trial?"))
    row = Document.objects.get(version=version.claims[0]["version"])
    row.retracted = True
    row.save(update_fields=["retracted"])
    said = words(client.get(f"/ask/answers/{version.pk}"))
    assert "not shown any more" in said
    catch_up()
    assert mark_retracted([], by=None).documents == ()


def test_a_shipped_summary_that_changes_takes_its_earlier_edition_out(library, monkeypatch):
    from alongside.answers import actions, starter

    newer = starter.starter_library()[0]
    text = newer.document.text.replace("decision aid", "guide to choosing")
    from dataclasses import replace

    from alongside.sources.passages import sha256_of

    older = replace(newer.document, text=text, version=sha256_of(text))
    from alongside.sources.actions import store

    store(older, by=None)
    actions.load_starter()
    assert Document.objects.get(version=older.version).withdrawn_at is not None
    assert Document.objects.get(version=newer.document.version).withdrawn_at is None


def test_loading_the_starter_library_again_changes_nothing(library):
    def state():
        return (
            list(Document.objects.order_by("pk").values_list("pk", "sequence")),
            AnswerVersion.objects.count(),
            founding_plain().pk,
            Entry.objects.filter(stream="library").count(),
        )

    before = state()
    fill_library()
    assert state() == before


# Threads


def test_a_follow_up_carries_the_topic_and_stands_alone(library):
    client = library.client(library.family.doctor)
    first = answer_at(asked(client, "What is a time-limited trial?"))
    response = client.post(
        f"/ask/answers/{first.pk}/more", {"library_question": "How long does it take?"}, follow=True
    )
    second = answer_at(response)
    assert second.follows == first
    assert second.question == "How long does it take?"
    assert second.asked_with == ["trial of treatment"]
    assert tree(response).css("div.quoted")


def test_a_follow_up_with_a_subject_of_its_own_leaves_the_old_one_behind(library):
    client = library.client(library.family.doctor)
    first = answer_at(asked(client, "What is a time-limited trial?"))
    response = client.post(
        f"/ask/answers/{first.pk}/more", {"library_question": "Do decision aids help?"}, follow=True
    )
    assert "trial of treatment" not in answer_at(response).asked_with


def test_an_empty_follow_up_is_said_on_the_answer(library):
    client = library.client(library.family.doctor)
    first = answer_at(asked(client, FOUNDING))
    response = client.post(f"/ask/answers/{first.pk}/more", {"library_question": " "})
    assert "There is no question here yet." in words(response, 422)


# Privacy


def test_no_word_of_a_question_reaches_an_address_the_session_the_trail_or_the_log(library, caplog, settings):
    client = library.client(library.family.rosa)
    question = f"Hello from {CANARY}. What is shared decision making?"
    before = Entry.objects.latest("position").position
    response = asked(client, question)
    answer_at(response)
    asked(client, f"How is {CANARY} glaucoma treated?")
    addresses = [address for address, _ in response.redirect_chain]
    assert addresses
    assert [a for a in addresses if CANARY in a or "?" in a] == []
    assert all(CANARY not in str(s.get_decoded()) for s in Session.objects.all())
    assert CANARY not in caplog.text
    assert list(Entry.objects.filter(position__gt=before)) == []
    assert CANARY not in tree(response).css_first("title").text()


def test_rows_made_by_asking_name_nobody_and_only_the_day(library):
    client = library.client(library.family.rosa)
    version = answer_at(asked(client, "I am Rosa Lindqvist, MRN 12345678. What is a time-limited trial?"))
    assert version.question == "What is a time-limited trial?"
    kinds_of = {f.name: f.get_internal_type() for f in AnswerVersion._meta.fields}
    assert kinds_of["made_on"] == "DateField"
    people = {f.name for f in AnswerVersion._meta.fields if f.related_model and f.name != "follows"}
    assert people == {"reviewed_by"}
    assert str(library.family.rosa.pk) not in str(AnswerVersion.objects.filter(pk=version.pk).values())


def test_what_was_taken_out_is_told_by_kind_only(library):
    client = library.client(library.family.rosa)
    said = words(asked(client, "I am Rosa Lindqvist, MRN 12345678. What is a time-limited trial?"))
    assert "We took this out before we looked: a record number, a name." in said
    assert "12345678" not in said


# Pages


def test_what_we_write_for_patients_is_at_or_below_fifth_grade(library):
    client = library.client(library.family.rosa)
    for path in ("/ask/", "/ask/how"):
        page = tree(client.get(path))
        texts = [n.text(strip=True) for n in page.css("main p, main li")]
        reading = measure(" ".join(texts))
        assert fits(reading), (path, reading.grade, reading.hardest)


@pytest.mark.parametrize("person", ["rosa", "doctor", "daughter"])
def test_no_page_leaks_a_raw_value_or_repeats_an_id(library, person):
    client = library.client(getattr(library.family, person))
    for response in (asked(client, FOUNDING), client.get("/ask/"), asked(client, "How is glaucoma treated?")):
        page = tree(response)
        text = page.body.text()
        assert [leak for leak in ("{{", "None", "undefined", "object at 0x", "%(") if leak in text] == []
        ids = [node.attributes["id"] for node in page.css("[id]")]
        assert len(ids) == len(set(ids))
        assert len(page.css("h1")) == 1
        assert page.css("main script, main [style], main [onclick]") == []


def test_an_answer_that_is_not_there_is_not_found(library):
    client = library.client(library.family.rosa)
    assert client.get("/ask/answers/00000000-0000-4000-8000-000000000000").status_code == 404
    version = answer_at(asked(client, FOUNDING))
    assert client.get(f"/ask/answers/{version.pk}/quotes/999").status_code == 404


def test_nobody_asks_without_signing_in(client, library):
    assert client.post("/ask/", {"library_question": "x"}).status_code == 302
    assert client.get("/ask/").status_code == 302


def test_an_aid_on_the_same_condition_is_offered_where_somebody_knows_it(library, settings):
    client = library.client(library.family.doctor)
    version = answer_at(asked(client, FOUNDING))
    about = AnswerVersion.objects.create(
        question="Stroke and warfarin?",
        kind="information",
        topic=version.topic | {"conditions": ["atrial fibrillation"]},
        claims=version.claims,
        digest="1" * 64,
    )
    address = f"/ask/answers/{about.pk}"
    assert "Use this in a choice" not in words(client.get(address))
    settings.ALONGSIDE_AID_LINKS = "tests.answers.test_pages.made_up_links"
    page = tree(client.get(address))
    assert page.css_first("a[href='/aids/cold-toes/']").text() == "Cold toes and atrial fibrillation"


def made_up_links(conditions):
    return [(f"Cold toes and {', '.join(conditions)}", "/aids/cold-toes/")]


def test_the_index_of_the_tests_is_the_one_of_this_test(library, settings):
    assert evidence_index().stats().passages > 0
    assert re.search("index", str(settings.LIBRARY_INDEX))


@pytest.mark.parametrize("question", [FOUNDING, "How is glaucoma treated?", "I have crushing chest pain now"])
def test_our_own_words_to_a_patient_never_use_the_words_they_must_not(library, question):
    page = tree(asked(library.client(library.family.rosa), question))
    for quoted in page.css("[data-quoted], script, style"):
        quoted.decompose()
    said = page.body.text().lower()
    hard = ("decision", "option", "preference", "surrogate", "prognosis")
    assert [word for word in hard if word in said.replace("<option", "")] == []


def test_what_we_write_around_an_answer_for_patients_is_at_or_below_fifth_grade(library):
    for question in (FOUNDING, "How is glaucoma treated?"):
        page = tree(asked(library.client(library.family.rosa), question))
        for quoted in page.css("[data-quoted], summary, select, form button, .address"):
            quoted.decompose()
        texts = [n.text(strip=True) for n in page.css("main p")]
        reading = measure(" ".join(t for t in texts if t))
        assert fits(reading), (reading.grade, reading.hardest)

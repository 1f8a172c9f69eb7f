"""The desk: who may do what, what approval asks for, and what becomes of a reader's objection."""

from uuid import uuid4

import pytest
from django.db import connection

from alongside.answers import actions, queries
from alongside.answers.models import AnswerVersion, BoardRequest, Objection, PlainVersion
from alongside.answers.plain_wording import Standing
from alongside.answers.review import State, Step
from alongside.people.models import Account
from alongside.people.queries import who_is
from alongside.plain.reading.measure import fits, measure
from alongside.sources.actions import withdraw
from alongside.trail.models import Entry
from tests.answers.asking import FOUNDING, answer_at, asked, founding_plain, tree, words

PEOPLE = ["rosa", "daughter", "stranger", "doctor", "nurse", "lay", "editor", "board"]


def client_of(library, who):
    return library.client(getattr(library, who, None) or getattr(library.family, who))


def here(person):
    return who_is(Account.objects.get(person_id=person.pk))


def founding(library):
    return answer_at(asked(library.client(library.family.doctor), FOUNDING))


def step(client, address, name, **more):
    return client.post(address, {"step": name, **more})


def approve_plain(library, client=None, **more):
    plain = founding_plain()
    ticks = [str(n) for n, one in enumerate(queries.wordings(plain)) if one.standing is Standing.READ_IT]
    client = client or library.client(library.board)
    return client.post(f"/ask/desk/plain/{plain.pk}", {"step": "approve", "vouched": ticks, **more})


def object_to(client, version, words_said="It says 12, not 13.", claim=1, key=None):
    return client.post(
        f"/ask/answers/{version.pk}/quotes/{claim}",
        {"words": words_said, "request_key": key or str(uuid4())},
        follow=True,
    )


# Who may


def test_the_desk_is_a_missing_page_for_everybody_else(library):
    version, plain = founding(library), founding_plain()
    request = BoardRequest.objects.create(question="How is glaucoma treated?")
    addresses = [
        "/ask/desk",
        f"/ask/desk/answers/{version.pk}",
        f"/ask/desk/answers/{version.pk}/plain",
        f"/ask/desk/plain/{plain.pk}",
        f"/ask/desk/plain/{plain.pk}/words",
    ]
    posts = [
        f"/ask/desk/answers/{version.pk}",
        f"/ask/desk/plain/{plain.pk}",
        f"/ask/desk/requests/{request.pk}",
        f"/ask/desk/objections/{uuid4()}",
    ]
    for who in ("rosa", "daughter", "stranger", "doctor", "nurse"):
        client = client_of(library, who)
        missing = client.get("/no-such-page").content
        for address in addresses:
            response = client.get(address)
            assert (response.status_code, response.content) == (404, missing)
        for address in posts:
            assert client.post(address, {"step": "approve", "reply": "x"}).status_code == 404
    assert (AnswerVersion.objects.get(pk=version.pk).state, founding_plain().state) == ("submitted",) * 2


@pytest.mark.parametrize(("who", "status"), [("board", 302), ("second", 302), ("lay", 409), ("editor", 409)])
def test_only_a_clinician_on_the_board_approves(library, who, status):
    version = founding(library)
    response = step(client_of(library, who), f"/ask/desk/answers/{version.pk}", "approve")
    assert response.status_code == status
    approved = AnswerVersion.objects.get(pk=version.pk).state == State.APPROVED.value
    assert approved == (status == 302)


def test_the_database_refuses_an_approval_without_a_name(library):
    from django.db import IntegrityError, transaction

    version = founding(library)
    with pytest.raises(IntegrityError, match="names_its_clinician"), transaction.atomic():
        AnswerVersion.objects.filter(pk=version.pk).update(state="approved")


def test_the_application_cannot_change_what_was_asked_or_answered(library):
    from django.db import ProgrammingError, transaction

    version = founding(library)
    for column in ("question", "claims"):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(
                f"UPDATE answers_answerversion SET {column} = {column} WHERE id = %s", [version.pk]
            )


def test_an_approved_answer_says_who_when_and_what_it_means(library):
    version = founding(library)
    step(library.client(library.board), f"/ask/desk/answers/{version.pk}", "approve")
    said = words(library.client(library.family.rosa).get(f"/ask/answers/{version.pk}"))
    assert "Checked by Dr. Tanaka on" in said
    assert "The person named here has checked this. They say it is right." in said
    assert "No clinician has checked this yet." not in said
    lines = Entry.objects.filter(stream="library", subject=version.pk)
    assert [(e.verb, e.actor) for e in lines] == [("approved", library.board.pk)]


def test_an_answer_goes_back_only_with_a_reason_that_readers_see(library):
    version, client = founding(library), library.client(library.board)
    address = f"/ask/desk/answers/{version.pk}"
    assert step(client, address, "send back").status_code == 409
    assert step(client, address, "send back", reason="Too narrow.").status_code == 302
    assert "Too narrow." in words(client.get(f"/ask/answers/{version.pk}"))


def test_an_approved_answer_is_given_again_to_the_same_question(library):
    version = founding(library)
    step(library.client(library.board), f"/ask/desk/answers/{version.pk}", "approve")
    again = "what is the rationale for establishing a collaborative partnership with the patient"
    same = asked(library.client(library.family.rosa), again)
    assert answer_at(same) == version


def test_an_approved_answer_whose_source_has_gone_is_marked_and_not_given_again(library):
    version = founding(library)
    step(library.client(library.board), f"/ask/desk/answers/{version.pk}", "approve")
    withdraw(version.claims[0]["version"], "Taken out for a test.", by=None)
    client = library.client(library.family.doctor)
    page = tree(client.get(f"/ask/answers/{version.pk}"))
    assert [t.attributes["data-state"] for t in page.css(".status-tag")] == ["stale"]
    assert queries.approved_answer(FOUNDING) is None


def test_an_answer_that_no_longer_holds_cannot_be_approved(library):
    version = founding(library)
    withdraw(version.claims[0]["version"], "Taken out for a test.", by=None)
    response = step(library.client(library.board), f"/ask/desk/answers/{version.pk}", "approve")
    assert "A source of this answer has changed or is gone." in words(response, 409)


# Objections


def test_an_objection_reaches_the_board_and_its_reply_reaches_the_reader(library):
    version, rosa = founding(library), library.client(library.family.rosa)
    object_to(rosa, version)
    (made,) = _all_objections(library)
    assert (made.by_id, made.claim) == (library.family.rosa.pk, 1)
    board = library.client(library.board)
    assert "It says 12, not 13." in words(board.get("/ask/desk"))
    board.post(f"/ask/desk/objections/{made.pk}", {"reply": "It says 13.27; look at the table."})
    assert "It says 12, not 13." not in words(board.get("/ask/desk"))
    assert "Their reply: It says 13.27; look at the table." in words(rosa.get(f"/ask/answers/{version.pk}"))


def _all_objections(library):
    with queries.as_person(library.board):
        return list(Objection.objects.all())


def test_an_objection_sent_twice_is_written_once(library):
    version, rosa, key = founding(library), library.client(library.family.rosa), str(uuid4())
    for _ in range(2):
        object_to(rosa, version, key=key)
    assert len(_all_objections(library)) == 1


def test_an_objection_without_words_is_asked_for(library):
    version, rosa = founding(library), library.client(library.family.rosa)
    page = tree(object_to(rosa, version, words_said=" "), 422)
    assert page.css_first("#id_words-error")


def test_nobody_but_the_board_sees_what_somebody_else_objected_to(library):
    version = founding(library)
    object_to(library.client(library.family.rosa), version, "My private words.")
    for who in ("doctor", "daughter", "stranger", "editor"):
        assert "My private words." not in words(client_of(library, who).get(f"/ask/answers/{version.pk}"))
    assert "My private words." not in words(client_of(library, "editor").get("/ask/desk"))
    for person, seen in ((library.family.doctor, 0), (library.family.rosa, 1), (library.lay, 1)):
        with queries.as_person(person):
            assert Objection.objects.count() == seen


def test_an_answer_with_an_open_objection_cannot_be_approved(library):
    version = founding(library)
    object_to(library.client(library.family.rosa), version)
    response = step(library.client(library.board), f"/ask/desk/answers/{version.pk}", "approve")
    assert "A reader says that a source does not say this." in words(response, 409)


def test_the_words_of_an_objection_stay_out_of_the_trail(library):
    object_to(library.client(library.family.rosa), founding(library), "zebrafinch")
    (line,) = Entry.objects.filter(stream="library", verb="objected")
    assert "zebrafinch" not in str([getattr(line, f.name) for f in line._meta.fields])


def test_a_request_is_closed_with_what_became_of_it(library):
    request = BoardRequest.objects.create(question="How is glaucoma treated?")
    client = library.client(library.lay)
    assert "How is glaucoma treated?" in words(client.get("/ask/desk"))
    client.post(f"/ask/desk/requests/{request.pk}", {"reply": "Two reviews were added."})
    assert BoardRequest.objects.get(pk=request.pk).closed_at is not None
    assert "How is glaucoma treated?" not in words(client.get("/ask/desk"))


# Plain words


def test_the_shipped_plain_version_waits_for_a_clinician(library):
    plain = founding_plain()
    assert (plain.state, plain.written_by, plain.approved_by) == ("submitted", None, None)
    assert plain.grade <= 5
    assert [one.why for one in queries.wordings(plain) if one.standing is Standing.REFUSED] == []


def test_a_patient_gets_the_approved_plain_words_at_or_below_fifth_grade(library):
    assert approve_plain(library).status_code == 302
    page = tree(asked(library.client(library.family.rosa), FOUNDING))
    plain = page.css_first("section[aria-labelledby=plain-title]")
    for link in plain.css("a"):
        link.decompose()
    sentences = [
        p.text(separator=" ") for p in plain.iter() if p.tag == "p" and not p.attributes.get("class")
    ]
    reading = measure("\n\n".join(" ".join(s.split()) for s in sentences))
    assert fits(reading)
    assert reading.verdict == "measured"
    statuses = [t.attributes["data-state"] for t in page.css(".status-tag") if not _is_folded(t)]
    assert statuses == ["approved"]
    assert "These plain words were checked by Dr. Tanaka" in page.css_first("main").text()
    assert "Out of 100 points, they had about 13 points more." in " ".join(sentences)
    assert len(plain.css("a.source-link, details blockquote")) > 10


def _is_folded(node):
    while node is not None:
        if node.tag == "details":
            return True
        node = node.parent
    return False


def test_a_doctor_keeps_the_quotes_when_plain_words_are_approved(library):
    approve_plain(library)
    said = words(asked(library.client(library.family.doctor), FOUNDING))
    assert "You and your care team should choose together." not in said
    assert "13.27" in said


def test_plain_words_are_not_approved_before_each_marked_sentence_was_compared(library):
    response = step(library.client(library.board), f"/ask/desk/plain/{founding_plain().pk}", "approve")
    assert "Please compare each marked sentence with its source, and tick it." in words(response, 409)
    assert founding_plain().state == "submitted"


@pytest.mark.parametrize("who", ["lay", "editor"])
def test_plain_words_are_approved_by_clinicians_of_the_board_only(library, who):
    assert approve_plain(library, client_of(library, who)).status_code == 409


def write(client, version, **claims):
    texts = {name.replace("_", "-"): text for name, text in claims.items()}
    return client.post(
        f"/ask/desk/answers/{version.pk}/plain",
        {"language": "en", "title": "In plain words"} | texts,
        follow=True,
    )


def test_nobody_approves_what_they_wrote(library):
    version, writer = founding(library), library.client(library.board)
    write(writer, version, claim_1="You and your care team should choose together.")
    made = PlainVersion.objects.get(title="In plain words")
    address = f"/ask/desk/plain/{made.pk}"
    step(writer, address, "send in")
    said = words(step(writer, address, "approve", vouched=["0"]), 409)
    assert "You wrote this. Somebody else on the board has to check it." in said
    assert step(library.client(library.second), address, "approve", vouched=["0"]).status_code == 302


def test_a_figure_that_the_source_does_not_have_is_never_approved(library):
    version, editor = founding(library), library.client(library.editor)
    page = write(editor, version, claim_1="They knew 42 points more.")
    assert "Refused. The source's sentence does not have the figure 42." in words(page)
    made = PlainVersion.objects.get(title="In plain words")
    step(editor, f"/ask/desk/plain/{made.pk}", "send in")
    response = step(library.client(library.board), f"/ask/desk/plain/{made.pk}", "approve", vouched=["0"])
    assert "A sentence here is not in its source." in words(response, 409)


def test_words_above_fifth_grade_are_not_approved(library):
    version, editor = founding(library), library.client(library.editor)
    hard = (
        "Establishing a collaborative partnership necessitates interdisciplinary deliberation regarding "
        "individualised treatment preferences and prognostic uncertainty throughout hospitalisation."
    )
    write(editor, version, claim_1=hard)
    made = PlainVersion.objects.get(title="In plain words")
    step(editor, f"/ask/desk/plain/{made.pk}", "send in")
    response = step(library.client(library.board), f"/ask/desk/plain/{made.pk}", "approve", vouched=["0"])
    assert "These words are too hard" in words(response, 409)


def test_a_text_that_was_sent_back_is_changed_without_losing_what_it_rests_on(library):
    plain, client = founding_plain(), library.client(library.board)
    step(client, f"/ask/desk/plain/{plain.pk}", "send back", reason="Shorter, please.")
    page = tree(client.get(f"/ask/desk/plain/{plain.pk}/words"))
    boxes = {t.attributes["name"]: t.text().removeprefix("\n") for t in page.css("textarea")}
    client.post(f"/ask/desk/plain/{plain.pk}/words", boxes | {"language": "en", "title": plain.title})
    kept = founding_plain()
    assert [s["rests_on"] for s in kept.sentences] == [s["rests_on"] for s in plain.sentences]
    assert [s["text"] for s in kept.sentences] == [s["text"] for s in plain.sentences]
    assert (kept.state, kept.written_by.person_id) == ("draft", library.board.pk)


def test_plain_words_whose_source_is_gone_are_not_shown(library):
    approve_plain(library)
    client = library.client(library.family.rosa)
    version = answer_at(asked(client, FOUNDING))
    for source in {claim["version"] for claim in version.claims}:
        withdraw(source, "Taken out for a test.", by=None)
    assert "You and your care team should choose together." not in words(
        client.get(f"/ask/answers/{version.pk}")
    )


def test_a_newer_approved_plain_version_takes_the_place_of_the_earlier_one(library):
    approve_plain(library)
    answer, editor = founding_plain().answer, library.client(library.editor)
    write(editor, answer, claim_1="You and your team choose as one.")
    made = PlainVersion.objects.get(title="In plain words")
    step(editor, f"/ask/desk/plain/{made.pk}", "send in")
    step(library.client(library.board), f"/ask/desk/plain/{made.pk}", "approve", vouched=["0"])
    states = dict(PlainVersion.objects.values_list("title", "state"))
    assert states == {"In plain words": "approved", "Why your care team should work with you": "withdrawn"}


def test_every_step_is_an_act_in_the_trail_without_words(library):
    actions.review_plain(
        plain=founding_plain(),
        step=actions.rules.TRANSITIONS[Step.START],
        by=here(library.board),
    )
    line = Entry.objects.filter(stream="library").latest("position")
    assert (line.verb, line.subject_kind, line.subject) == (
        "started to check",
        "plain version",
        founding_plain().pk,
    )

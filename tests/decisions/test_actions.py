"""Who may do what in a conversation, and what the record holds afterwards."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from alongside.decisions import actions, note, queries
from alongside.decisions.balance.reasons import Reason
from alongside.decisions.drafting import first_draft
from alongside.decisions.endings import ENDINGS, EndingKind
from alongside.decisions.models import Ending, NoteDraft, SignedNote, View, WhatMatters
from alongside.decisions.note_kinds import kind_for
from alongside.patients.doors import record_of
from alongside.patients.rules import Refused
from alongside.people.models import Account
from alongside.trail.models import Entry
from tests.talks import a_choice, a_talk


def inside(family, who):
    return record_of(family.patient.pk, by=getattr(family, who), purpose="test")


DEEDS = {
    "say what matters": lambda choice, by: actions.say_what_matters(
        choice=choice, importances={"stroke": 9}, words="", said_by=by.person, confirmed="", by=by
    ),
    "add a view": lambda choice, by: actions.add_view(
        choice=choice, option="", words="Hm.", said_by=by.person, confirmed="", by=by
    ),
    "write what another said": lambda choice, by: actions.add_view(
        choice=choice,
        option="",
        words="Hm.",
        said_by=by.patient.person if by.person != by.patient.person else queries.people_around(by)[-1],
        confirmed="heard",
        by=by,
    ),
    "advise": lambda choice, by: actions.recommend(
        choice=choice, option="doac", reason="Because.", rests_on=[], by=by
    ),
    "end": lambda choice, by: actions.end(
        choice=choice,
        kind=EndingKind.MORE_TIME,
        option="",
        reason="To think.",
        next_step="Call on Friday.",
        review_on=None,
        told_of_difference=False,
        said_by=by.person,
        confirmed="",
        by=by,
    ),
    "write the note": lambda choice, by: actions.start_note(
        choice=choice, kind="clinic", sections={"matter": "x"}, by=by
    ),
    "set the baseline": lambda choice, by: actions.set_baseline(choice=choice, stratum="5", by=by),
    "close a prompt": lambda choice, by: actions.close_prompt(
        choice=choice, rule="role-not-asked", reason=Reason.EMERGENCY, by=by
    ),
}
MAY = {
    "rosa": {"say what matters", "add a view", "end"},
    "doctor": set(DEEDS),
    "nurse": set(DEEDS),
    "daughter": {"say what matters", "add a view"},
}


@pytest.mark.parametrize("who", MAY)
@pytest.mark.parametrize("deed", DEEDS)
def test_each_person_may_do_exactly_this(family, who, deed):
    started = a_choice(family)
    with inside(family, who) as visit:
        if deed in MAY[who]:
            DEEDS[deed](started.choice, visit)
        else:
            with pytest.raises(Refused):
                DEEDS[deed](started.choice, visit)


def test_every_deed_stands_in_the_patients_trail(family):
    started = a_choice(family)
    for deed in DEEDS.values():
        with inside(family, "doctor") as visit:
            before = Entry.objects.filter(stream=str(family.patient.pk)).count()
            deed(started.choice, visit)
            assert Entry.objects.filter(stream=str(family.patient.pk)).count() == before + 1


def test_what_the_doctor_writes_down_keeps_who_said_it(family):
    started = a_choice(family)
    with inside(family, "doctor") as visit:
        row = actions.add_view(
            choice=started.choice,
            option="",
            words="She hates tests.",
            said_by=family.daughter,
            confirmed="heard",
            by=visit,
        )
        assert (row.said_by, row.recorded_by, row.confirmed) == (family.daughter, family.doctor, "heard")


@pytest.mark.parametrize("kind", EndingKind)
def test_every_ending_is_a_valid_record_with_a_reason_and_a_next_step(family, kind):
    started = a_choice(family)
    option = "doac" if ENDINGS[kind].names_an_option else ""
    with inside(family, "rosa") as visit:
        said = {
            "choice": started.choice,
            "kind": kind,
            "review_on": None,
            "told_of_difference": False,
            "said_by": visit.person,
            "confirmed": "",
            "by": visit,
        }
        row = actions.end(option=option, reason="So.", next_step="Then.", **said)
        assert row.ending is kind
        for lacking in ({"reason": " "}, {"next_step": ""}, {"option": ""} if option else {"reason": ""}):
            with pytest.raises(Refused):
                actions.end(**{"option": option, "reason": "So.", "next_step": "Then."} | said | lacking)


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("decisions_whatmatters", "importance = 11"),
        ("decisions_whatmatters", "importance = NULL, words = ''"),
        ("decisions_view", "words = ''"),
        ("decisions_recommendation", "reason = ''"),
        ("decisions_ending", "option = ''"),
        ("decisions_ending", "reason = ''"),
    ],
)
def test_the_database_refuses_nonsense(committed_family, table, change):
    from django.db import connections

    a_talk(committed_family)
    with pytest.raises(IntegrityError), connections["owner"].cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {change}")


@pytest.mark.parametrize("model", [WhatMatters, View, Ending, SignedNote])
def test_what_was_said_can_never_be_changed_or_removed(family, model):
    a_talk(family)
    with inside(family, "doctor"):
        for statement in ("DELETE FROM {}", "UPDATE {} SET id = id"):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement.format(model._meta.db_table))


def signed(family, choice, because=""):
    with inside(family, "doctor") as visit:
        talk = queries.talk(visit, choice.pk)
        kind = kind_for("", "doctor")
        draft = actions.start_note(
            choice=talk.choice, kind=kind.key, sections=first_draft(talk, kind), by=visit
        )
        account = Account.objects.get(person=family.doctor)
        return actions.sign_note(
            choice=talk.choice, seen_revision=draft.revision, because=because, account=account, by=visit
        )


def test_a_signed_note_is_the_hash_of_its_frozen_text(family):
    started = a_talk(family)
    row = signed(family, started.choice)
    assert row.number == 1
    assert row.digest == note.digest(row.text)
    kept = note.thawed(row.text)
    assert kept.about["aid"] == started.choice.aid.digest
    assert "I want to keep singing." in "".join(kept.parts[2].lines)


def test_the_draft_tells_the_numbers_advice_and_ending_of_the_record(family):
    started = a_talk(family)
    with inside(family, "doctor") as visit:
        draft = first_draft(queries.talk(visit, started.choice.pk), kind_for("", "doctor"))
    assert "of 1000 people, 48 " in draft["choices"]
    assert "It fits with singing." in draft["advice"]
    assert "Start on Monday." in draft["next"]


def test_the_draft_tells_days_as_people_write_them(family):
    started = a_talk(family)
    with inside(family, "doctor") as visit:
        actions.end(
            choice=started.choice,
            kind=EndingKind.MORE_TIME,
            option="",
            reason="To think.",
            next_step="We call.",
            review_on=date(2027, 1, 4),
            told_of_difference=False,
            said_by=visit.person,
            confirmed="",
            by=visit,
        )
        draft = first_draft(queries.talk(visit, started.choice.pk), kind_for("", "doctor"))
    assert draft["next"] == "We call.\nTo be looked at again on 4 January 2027."


def test_after_the_first_a_note_amends_and_says_why_and_the_old_one_stays(family):
    started = a_talk(family)
    first = signed(family, started.choice)
    with pytest.raises(Refused):
        signed(family, started.choice)
    second = signed(family, started.choice, because="The dose was missing.")
    assert second.number == 2
    with inside(family, "rosa") as visit:
        assert [n.number for n in queries.talk(visit, started.choice.pk).notes] == [1, 2]
        assert queries.signed_note(started.choice, 1).text == first.text


def test_two_people_who_save_the_same_draft_notice_each_other(family):
    started = a_talk(family)
    with inside(family, "doctor") as visit:
        draft = actions.start_note(
            choice=started.choice, kind="clinic", sections={"matter": "first"}, by=visit
        )
    with inside(family, "nurse") as visit:
        actions.revise_note(
            choice=started.choice,
            kind="clinic",
            sections={"matter": "nurse's"},
            seen_revision=draft.revision,
            by=visit,
        )
    with inside(family, "doctor") as visit:
        with pytest.raises(actions.Conflict) as conflict:
            actions.revise_note(
                choice=started.choice,
                kind="clinic",
                sections={"matter": "doctor's"},
                seen_revision=draft.revision,
                by=visit,
            )
        assert conflict.value.theirs.sections == {"matter": "nurse's"}
        assert NoteDraft.objects.get(choice=started.choice).sections == {"matter": "nurse's"}


def test_a_new_version_of_the_aid_never_changes_a_choice_that_was_made(family):
    from alongside.aids.actions import load_aid

    started = a_talk(family)
    newer = load_aid(
        text=started.choice.aid.original.replace("keep blood from", "stop blood from", 1), by=None
    )
    changed = load_aid(text=started.choice.aid.original.replace("version: ", "version: 9.", 1), by=None)
    assert newer.new or changed.new
    with inside(family, "doctor") as visit:
        assert queries.choice_of(visit, started.choice.pk).aid_id == started.choice.aid_id

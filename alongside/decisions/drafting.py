"""From a conversation to the first draft of its note, in sentences."""

from collections.abc import Iterator

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from alongside.decisions import note
from alongside.decisions.forms import ROLE_WORDS
from alongside.decisions.models import Role
from alongside.decisions.note_kinds import NoteKind
from alongside.decisions.queries import Talk
from alongside.decisions.teach_back import SAID_BACK_WORDS
from alongside.web.templating import day


def first_draft(talk: Talk, kind: NoteKind) -> dict[str, str]:
    """The sections of a note of this kind as the record stands; the clinician edits them."""
    return note.draft(
        note.Material(
            speaking=(_speaking(talk),),
            matter=(talk.aid.question, *_ground(talk)),
            choices=tuple(_choices(talk)),
            what_matters=tuple(_what_matters(talk)),
            views=(*_explained(talk), *_views(talk)),
            advice=tuple(_advice(talk)),
            ending=tuple(_ending(talk)),
            next=tuple(_next(talk)),
        ),
        kind,
        nothing=_("Nothing was written about this."),
    )


def _speaking(talk: Talk) -> str:
    if not talk.speakers:
        return _("%(name)s speaks in person.") % {"name": talk.called}
    return _("Speaking for %(name)s: %(who)s.") % {"name": talk.called, "who": ", ".join(talk.speakers)}


def _ground(talk: Talk) -> Iterator[str]:
    """What the choice leans on, and the talk that it goes on from."""
    if talk.by_hand:
        yield _("Written by hand, without numbers that were checked.")
    else:
        yield _("Choice aid: %(title)s, version %(version)s.") % {
            "title": talk.aid.title,
            "version": talk.aid.version,
        }
    if talk.before:
        yield _("Opened again on %(day)s by %(who)s: “%(why)s”") % {
            "day": day(localtime(talk.before.at)),
            "who": talk.before.by,
            "why": talk.before.because,
        }


def _choices(talk: Talk) -> Iterator[str]:
    yield "; ".join(option.name for option in talk.aid.options) + "."
    if talk.by_hand:
        yield from _reasons(talk)
    picker = talk.aid.picker
    if picker and picker.chosen:
        yield f"{picker.name}: {picker.chosen_name}."
    for outcome in talk.aid.outcomes:
        for comparison in outcome.comparisons:
            yield from comparison.told


def _reasons(talk: Talk) -> Iterator[str]:
    for option in talk.aid.options:
        if option.may_help:
            yield _("For “%(what)s”: %(reasons)s") % {
                "what": option.name,
                "reasons": "; ".join(option.may_help),
            }
        if option.may_harm:
            yield _("Against “%(what)s”: %(reasons)s") % {
                "what": option.name,
                "reasons": "; ".join(option.may_harm),
            }


def _what_matters(talk: Talk) -> Iterator[str]:
    for one in talk.what_matters:
        yield _("%(name)s: %(importance)s of 10 (said by %(who)s).") % {
            "name": one.name,
            "importance": one.importance,
            "who": one.said_by,
        }
    for said in talk.own_words:
        yield f"{said.said_by}: “{said.words}”"
    if talk.role:
        yield _("Role wanted: %(role)s.") % {"role": ROLE_WORDS[Role(talk.role.role)]}


def _explained(talk: Talk) -> Iterator[str]:
    """How it was explained and said back, and the questions with their answers."""
    for told in talk.explained:
        words = f" {told.words}" if told.words else ""
        yield _("%(who)s went through what can be done.") % {"who": told.by} + words
    for one in talk.said_back:
        yield _("Asked back: %(asked)s") % {"asked": one.asked}
        if one.own_words:
            yield f"{one.said_by}: “{one.own_words}”"
        gap = f": {one.gap}" if one.gap else ""
        yield f"{_(SAID_BACK_WORDS[one.came_out])}{gap}."
    for asked in talk.questions:
        answers = " ".join(told.words for told in asked.answers) or _("No answer is written yet.")
        yield _("%(who)s asked: “%(question)s” %(answer)s") % {
            "who": asked.said_by,
            "question": asked.title,
            "answer": answers,
        }


def _views(talk: Talk) -> Iterator[str]:
    for said in talk.views:
        about = f" ({said.about})" if said.about else ""
        yield f"{said.said_by}{about}: “{said.words}”"


def _advice(talk: Talk) -> Iterator[str]:
    if not talk.advice:
        return
    yield _("%(who)s advises: %(option)s. %(reason)s") % {
        "who": talk.advice.by,
        "option": talk.advice.option_name,
        "reason": talk.advice.reason,
    }
    if talk.advice.rests_on:
        yield _("It rests on: %(what)s.") % {"what": ", ".join(talk.advice.rests_on)}


def _ending(talk: Talk) -> Iterator[str]:
    if not talk.ending:
        return
    option = f": {talk.ending.option_name}" if talk.ending.option_name else ""
    yield f"{_(talk.ending.for_team)}{option}. {talk.ending.reason}"


def _next(talk: Talk) -> Iterator[str]:
    if not talk.ending:
        return
    yield talk.ending.next_step
    if talk.ending.review_on:
        yield _("To be looked at again on %(day)s.") % {"day": day(talk.ending.review_on)}

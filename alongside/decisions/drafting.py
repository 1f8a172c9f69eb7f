"""From a conversation to the first draft of its note, in sentences."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from alongside.decisions import note
from alongside.decisions.forms import ROLE_WORDS
from alongside.decisions.models import Role
from alongside.decisions.note_kinds import NoteKind
from alongside.decisions.queries import Talk


def first_draft(talk: Talk, kind: NoteKind) -> dict[str, str]:
    """The sections of a note of this kind as the record stands; the clinician edits them."""
    return note.draft(
        note.Material(
            speaking=(_speaking(talk),),
            matter=(talk.aid.question, _("Choice aid: %(title)s, version %(version)s.") % _aid(talk)),
            choices=tuple(_choices(talk)),
            what_matters=tuple(_what_matters(talk)),
            views=tuple(_views(talk)),
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


def _aid(talk: Talk) -> dict[str, str]:
    return {"title": talk.aid.title, "version": talk.aid.version}


def _choices(talk: Talk) -> Iterator[str]:
    yield "; ".join(option.name for option in talk.aid.options) + "."
    picker = talk.aid.picker
    if picker and picker.chosen:
        yield f"{picker.name}: {picker.chosen_name}."
    for outcome in talk.aid.outcomes:
        for comparison in outcome.comparisons:
            yield from comparison.sentences


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
        yield _("To be looked at again on %(day)s.") % {"day": talk.ending.review_on.isoformat()}

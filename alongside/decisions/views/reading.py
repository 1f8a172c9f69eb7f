"""A signed note as it is read: on a page, as plain text, on paper, and in plain words for the patient."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from alongside.decisions import actions, note_paper, note_queries, queries, rules
from alongside.decisions.drafting import first_draft
from alongside.decisions.note_queries import ShownNote
from alongside.decisions.plain_page import plain_parts
from alongside.decisions.views.entrance import surroundings
from alongside.patients.doors import Visit, record_of
from alongside.people.middleware import PersonRequest
from alongside.web.printing import on_paper
from alongside.web.render import render


def _page(visit: Visit, choice: UUID, number: int) -> tuple[ShownNote, dict[str, Any]]:
    talk = queries.talk(visit, choice)
    shown = note_queries.signed_note(talk.choice, number)
    values = surroundings(visit) | {"talk": talk, "note": shown, "newest": number == len(talk.notes)}
    return shown, values


@require_GET
def note(request: PersonRequest, patient: UUID, choice: UUID, number: int) -> HttpResponse:
    """A signed note, as it was signed, with a text to copy."""
    with record_of(patient, by=request.here.person, purpose="read the note") as visit:
        shown, values = _page(visit, choice, number)
        values |= {
            "signature": note_paper.signature_lines(shown),
            "text": note_paper.as_text(shown, visit.patient.person.full_name),
        }
    return render(request, "decisions/note.html", values)


@require_GET
def text(request: PersonRequest, patient: UUID, choice: UUID, number: int) -> HttpResponse:
    """The note as plain text, for a record that takes nothing else."""
    with record_of(patient, by=request.here.person, purpose="copy the note") as visit:
        shown, _values = _page(visit, choice, number)
        body = note_paper.as_text(shown, visit.patient.person.full_name)
    return HttpResponse(body, content_type="text/plain; charset=utf-8")


@require_GET
def paper(request: PersonRequest, patient: UUID, choice: UUID, number: int) -> HttpResponse:
    with record_of(patient, by=request.here.person, purpose="print the note") as visit:
        shown, _values = _page(visit, choice, number)
        made = note_paper.as_paper(shown, visit.patient.person.full_name, timezone.now())
    return on_paper(request, made, f"note-{number}")


@require_GET
def preview(request: PersonRequest, patient: UUID, choice: UUID) -> HttpResponse:
    """The draft on paper, marked as a draft, before it is signed."""
    with record_of(patient, by=request.here.person, purpose="preview the note") as visit:
        rules.check_write_note(visit)
        talk = queries.talk(visit, choice)
        kind = note_queries.put_forward(visit)
        written = actions.start_note(
            choice=talk.choice, kind=kind.key, sections=first_draft(talk, kind), by=visit
        )
        shown = note_queries.drafted_note(talk.choice, written)
        made = note_paper.as_paper(shown, visit.patient.person.full_name, timezone.now())
    return on_paper(request, made, "note-draft")


@require_GET
def plain(request: PersonRequest, patient: UUID, choice: UUID, number: int) -> HttpResponse:
    """The same words with our plain ones around them, for the patient and those close."""
    with record_of(patient, by=request.here.person, purpose="read the plain page") as visit:
        shown, values = _page(visit, choice, number)
        values["parts"] = plain_parts(shown.parts, shown.kind)
    return render(request, "decisions/plain_note.html", values)


@require_GET
def plain_paper(request: PersonRequest, patient: UUID, choice: UUID, number: int) -> HttpResponse:
    with record_of(patient, by=request.here.person, purpose="print the plain page") as visit:
        shown, _values = _page(visit, choice, number)
        made = note_paper.as_plain_paper(shown, plain_parts(shown.parts, shown.kind), timezone.now())
    return on_paper(request, made, f"plain-note-{number}")

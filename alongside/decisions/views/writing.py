"""The note: drafted from the record, edited, signed; amended afterwards, never edited."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from alongside.decisions import actions, forms, note_queries, queries, rules
from alongside.decisions.drafting import first_draft
from alongside.decisions.models import NoteDraft
from alongside.decisions.note_kinds import kind_of
from alongside.decisions.views.entrance import surroundings
from alongside.patients.doors import Visit, record_of
from alongside.patients.entrance import get_or_post, is_new
from alongside.people.kept import typed_before
from alongside.people.middleware import PersonRequest
from alongside.web.render import render


def _initial(draft: NoteDraft, drafted: dict[str, str]) -> dict[str, Any]:
    """What is saved; a heading that the draft has not had yet starts from the record."""
    return {"revision": draft.revision, "kind": draft.kind, **drafted, **draft.sections}


def _started(talk: queries.Talk, visit: Visit) -> NoteDraft:
    kind = note_queries.put_forward(visit)
    return actions.start_note(choice=talk.choice, kind=kind.key, sections=first_draft(talk, kind), by=visit)


@get_or_post
def draft(request: PersonRequest, patient: UUID, choice: UUID) -> HttpResponse:
    """Edit the draft. Two people who save over each other get both texts, and nothing is lost."""
    kept = typed_before(request)
    conflict = None
    with record_of(patient, by=request.here.person, purpose="write the note") as visit:
        rules.check_write_note(visit)
        talk = queries.talk(visit, choice)
        written = _started(talk, visit)
        kind = kind_of(request.POST.get("shown") or kept.get("shown") or written.kind)
        initial = _initial(written, first_draft(talk, kind)) | kept
        form = forms.NoteForm(request.POST or None, kind=kind, initial=initial)
        if form.is_bound and is_new(form, visit):
            try:
                actions.revise_note(
                    choice=talk.choice,
                    kind=form.cleaned_data["kind"],
                    sections=form.sections,
                    seen_revision=form.cleaned_data["revision"],
                    by=visit,
                )
            except actions.Conflict as found:
                conflict = found
        values = surroundings(visit) | {"talk": talk, "form": form, "kind": kind}
    if conflict:
        return _both_texts(request, values, form, conflict.theirs)
    if form.is_bound and form.is_valid():
        changed = form.cleaned_data["kind"] != kind.key
        return redirect("decisions:draft" if changed else "decisions:sign", patient, choice)
    return render(request, "decisions/draft.html", values, status=422 if form.errors else 200)


def _both_texts(
    request: PersonRequest, values: dict[str, Any], form: forms.NoteForm, theirs: NoteDraft
) -> HttpResponse:
    """What they saved beside what was typed. Saving from here replaces what is shown here, nothing newer."""
    again = {**request.POST.dict(), "revision": str(theirs.revision), "request_key": str(uuid4())}
    changes = [
        {
            "name": name,
            "label": form.fields[name].label,
            "yours": words,
            "theirs": theirs.sections.get(name, ""),
        }
        for name, words in form.sections.items()
        if words != theirs.sections.get(name, "")
    ]
    page = values | {
        "theirs": {"by": queries.name_of(theirs.revised_by), "at": _clock(theirs.revised_at)},
        "changes": changes,
        "form": forms.NoteForm(again, kind=form.note_kind),
        "form_action": request.path,
        "back_href": request.path,
    }
    return render(request, "web/conflict.html", page, status=409)


def _clock(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%H:%M")


@get_or_post
def sign(request: PersonRequest, patient: UUID, choice: UUID) -> HttpResponse:
    """Read the whole note once more, then sign it."""
    refused = None
    signed = None
    with record_of(patient, by=request.here.person, purpose="sign the note") as visit:
        rules.check_write_note(visit)
        talk = queries.talk(visit, choice)
        written = _started(talk, visit)
        form = forms.SignForm(
            request.POST or None, amends=bool(talk.notes), initial={"revision": written.revision}
        )
        if form.is_bound and is_new(form, visit):
            try:
                signed = actions.sign_note(
                    choice=talk.choice,
                    seen_revision=form.cleaned_data["revision"],
                    because=form.cleaned_data.get("because", ""),
                    account=request.user,
                    by=visit,
                )
            except actions.Conflict as found:
                refused = found
        number = signed.number if signed else len(talk.notes)
        values = surroundings(visit) | {
            "talk": talk,
            "note": note_queries.drafted_note(talk.choice, written),
            "form": form,
            "changed_by": queries.name_of(refused.theirs.revised_by) if refused else "",
        }
    if form.is_bound and form.is_valid() and not refused:
        return redirect("decisions:note", patient, choice, number)
    return render(
        request, "decisions/sign.html", values, status=409 if refused else 422 if form.errors else 200
    )

"""Writing or checking a summary in the family's language."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from alongside.meetings import rules
from alongside.meetings.actions.translating import sign_translation
from alongside.meetings.queries import meetings, translating
from alongside.meetings.queries import talking as told
from alongside.meetings.side_by_side import SideBySideForm
from alongside.meetings.views.entrance import show, surroundings
from alongside.patients.doors import record_of
from alongside.patients.entrance import carried_out, get_or_post
from alongside.patients.rules import NotHere
from alongside.people.kept import typed_before
from alongside.people.middleware import PersonRequest

NOTHING_HERE = "There is no such page, or it is not open to you."


@get_or_post
def translate(request: PersonRequest, patient: UUID, meeting: UUID, language: str) -> HttpResponse:
    kept = typed_before(request)
    with record_of(patient, by=request.here.person, purpose="write a summary in another language") as visit:
        rules.check_translate(visit)
        page = meetings.page_of(visit, meeting)
        summary = told.summary_of(page.meeting)
        wanted = {one.code: one for one in translating.needed(summary)} if summary else {}
        if summary is None or language not in wanted:
            raise NotHere(NOTHING_HERE)
        before = wanted[language].signed
        form = SideBySideForm(request.POST or None, parts=summary.sections, before=before, initial=kept)
        ok = form.is_bound and carried_out(
            form,
            visit,
            lambda: sign_translation(summary=summary, language=language, sections=form.sections, by=visit),
        )
        values = surroundings(visit) | {"page": page, "form": form, "wanted": wanted[language]}
    if ok:
        return redirect("meetings:summary", patient, meeting)
    return show(request, "meetings/translate.html", values, status=422 if form.errors else 200)

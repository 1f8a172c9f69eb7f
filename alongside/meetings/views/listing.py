"""Pages over many patients: who is owed what; how the talks of a unit go."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from alongside.meetings import agenda
from alongside.meetings.queries import clocks
from alongside.meetings.queries.talking import prompt_shares
from alongside.patients.doors import list_of, work_of
from alongside.patients.rules import NotHere
from alongside.people.middleware import PersonRequest
from alongside.web.render import render


@require_GET
def worklist(request: PersonRequest) -> HttpResponse:
    """Staff see who is owed what; anybody else goes to the meetings they belong to."""
    with list_of("my patients", by=request.here.person, purpose="see who is owed a meeting") as listed:
        lines = clocks.worklist(listed)
    if not request.here.works_here and len(lines) == 1:
        return redirect("meetings:meetings", lines[0].id)
    template = "meetings/worklist.html" if request.here.works_here else "meetings/whose.html"
    return render(request, template, {"lines": lines, "unlisted": len(listed) - len(lines)})


@require_GET
def how_talks_go(request: PersonRequest) -> HttpResponse:
    """How often each prompt was met, over all closed talks: about the work, never about anybody."""
    if not request.here.works_here:
        raise NotHere("There is no such page, or it is not open to you.")
    with work_of("meeting measures", purpose="see how the talks go"):
        shares = prompt_shares()
    steps = {prompt.key: prompt for prompt in agenda.PROMPTS}
    rows = [(steps[one.prompt], one) for one in shares] if shares else []
    return render(request, "meetings/how_talks_go.html", {"rows": rows, "too_few": agenda.TOO_FEW})

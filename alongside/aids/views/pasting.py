"""Sources of a draft from pasted records: shown back first, then kept."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from alongside.aids import draft_actions as actions
from alongside.aids import draft_queries as queries
from alongside.aids.draft_forms import PasteForm
from alongside.aids.draft_words import LABELS
from alongside.aids.drafting.pasted import Pasted, read_pasted
from alongside.aids.models import AidDraft
from alongside.aids.views.drafting import found_draft
from alongside.people.kept import typed_before
from alongside.people.middleware import PersonRequest
from alongside.trail.writing import first_time
from alongside.web.render import render


@require_http_methods(["GET", "POST"])
def paste(request: PersonRequest, draft_id: UUID) -> HttpResponse:
    """``do``: "show" reads the records and shows them; "keep" adds those that are not there yet."""
    draft = found_draft(request, draft_id)
    form = PasteForm(request.POST or None, initial=typed_before(request))
    found: tuple[Pasted, ...] = ()
    if form.is_bound and form.is_valid():
        sources = queries.newest_step(draft).tree.get("sources", [])
        found = read_pasted(form.cleaned_data["records"], sources)
        new = [one.source for one in found if not one.refused and not one.there_as]
        if request.POST.get("do") == "keep" and new:
            return _kept(request, draft, form, new)
        if all(one.refused for one in found):
            for one in found:
                form.add_error("records", one.refused)
    shown = [(one, _facts(one)) for one in found if not one.refused]
    values = {"draft": draft, "form": form, "shown": shown, "refused": _refused(found, form)}
    return render(request, "aids/draft_paste.html", values, status=422 if form.errors else 200)


def _refused(found: tuple[Pasted, ...], form: PasteForm) -> list[str]:
    """The records that cannot be read, where others can: the form has told the rest."""
    return [] if form.errors else [one.refused for one in found if one.refused]


def _facts(one: Pasted) -> list[tuple[str, str]]:
    """A source as it would be kept, for reading it back."""
    authors = [
        author.get("literal") or f"{author['family']} {author['given']}"
        for author in one.source.get("authors", [])
    ]
    plain = {
        name: str(value) for name, value in one.source.items() if name not in ("authors", "title", "standing")
    }
    return [
        (str(LABELS["authors"]), ", ".join(authors)),
        *((str(LABELS[name]), plain[name]) for name in plain),
    ]


def _kept(
    request: PersonRequest, draft: AidDraft, form: PasteForm, new: list[dict[str, object]]
) -> HttpResponse:
    with transaction.atomic():
        if first_time(by=request.here.person.pk, key=form.cleaned_data["request_key"]):
            for source in new:
                actions.add_part(draft=draft, section="sources", value=source, by=request.here)
    messages.info(
        request,
        ngettext("%(count)s source was added.", "%(count)s sources were added.", len(new))
        % {"count": len(new)}
        + " "
        + _("Say for each whether it is the primary source."),
    )
    return redirect("aids:draft", draft.pk)

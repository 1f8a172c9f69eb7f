"""One part of a draft: its form with the findings beside each field, and a page for two who write at once."""

from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alongside.aids import draft_actions as actions
from alongside.aids import draft_queries as queries
from alongside.aids.draft_forms import KEEP, THEIRS, PartForm
from alongside.aids.draft_words import KINDS, ONE, SECTIONS
from alongside.aids.drafting import merging, typed
from alongside.aids.drafting.beside import by_field
from alongside.aids.drafting.grading import grades
from alongside.aids.drafting.sections import LISTS, Part, Tree, called, item_shape
from alongside.aids.drafting.shapes import KIND, Either
from alongside.aids.drafting.writing import ordered, plain_words
from alongside.aids.models import AidDraft, DraftStep
from alongside.aids.views.drafting import address, found_draft
from alongside.people.kept import typed_before
from alongside.people.middleware import PersonRequest
from alongside.trail.writing import first_time
from alongside.web.forms import KeyedForm
from alongside.web.render import render


@require_http_methods(["GET", "POST"])
def part(request: PersonRequest, draft_id: UUID, section: str, place: int | None = None) -> HttpResponse:
    """``do``: "save", "check" (findings for what is typed, nothing saved), or a change of a list inside
    the part:
    "add:rates", "remove:rates.2", "up:rates.2", which saves too."""
    draft = found_draft(request, draft_id)
    step = queries.newest_step(draft)
    here = Part(section, place)
    if request.method == "GET":
        if not here.is_in(step.tree):
            raise Http404
        kept = {name: str(text) for name, text in typed_before(request).items()}
        form = _form(here, step, data=_again(kept, kept.get("seen", "")) if kept else None)
        return _page(request, draft, step, here, form)
    form = PartForm(here, step.tree, data=request.POST.dict())
    if not _was_there(draft, here, form):
        raise Http404
    do = request.POST.get("do", "save")
    if do == "check" or not form.is_valid():
        return _page(request, draft, step, here, form, status=200 if do == "check" else 422)
    return _save(request, draft, here, form, do)


@require_POST
def add(request: PersonRequest, draft_id: UUID, section: str) -> HttpResponse:
    """A new item of a list of parts: empty, or with the words of one that somebody else removed."""
    draft = found_draft(request, draft_id)
    if section not in LISTS:
        raise Http404
    if "seen" in request.POST:
        step = queries.newest_step(draft)
        form = PartForm(Part(section, 0), step.tree, data=request.POST.dict())
        if not form.is_valid():
            return _page(request, draft, step, Part(section, 0), form, status=422, add=True)
        return _added(request, draft, section, form.value, form.cleaned_data["request_key"])
    keyed, value = KeyedForm(request.POST), _empty_item(section, request.POST.get(KIND, ""))
    if not keyed.is_valid() or value is None:
        raise Http404
    return _added(request, draft, section, value, keyed.cleaned_data["request_key"])


def _empty_item(section: str, kind: str) -> Tree | None:
    shape = item_shape(section)
    if isinstance(shape, Either):
        return {KIND: kind} if shape.group(kind) else None
    return {}


def _added(request: PersonRequest, draft: AidDraft, section: str, value: Tree, key: UUID) -> HttpResponse:
    with transaction.atomic():
        if not first_time(by=request.here.person.pk, key=key):
            return redirect("aids:draft", draft.pk)
        saved = actions.add_part(draft=draft, section=section, value=value, by=request.here)
    return redirect(address(draft, saved.part))


def _was_there(draft: AidDraft, part: Part, form: PartForm) -> bool:
    """Whether the draft that the reader saw had this part."""
    form.full_clean()
    seen = queries.step(draft, form.cleaned_data.get("seen") or draft.revision)
    return seen is not None and part.is_in(seen.tree)


def _form(part: Part, step: DraftStep, *, data: dict[str, str] | None = None) -> PartForm:
    value = part.value(step.tree)
    return PartForm(part, step.tree, value=value, data=data, seen=step.number)


def _save(request: PersonRequest, draft: AidDraft, part: Part, form: PartForm, do: str) -> HttpResponse:
    verb, _colon, at = do.partition(":")
    value = merging.settled(form.value, *_theirs(draft, part, form))
    value = typed.rearranged(part.shape(), value, verb, at)
    try:
        with transaction.atomic():
            if not first_time(by=request.here.person.pk, key=form.cleaned_data["request_key"]):
                return redirect("aids:draft", draft.pk)
            saved = actions.save_part(
                draft=draft, part=part, value=value, seen=form.cleaned_data["seen"], by=request.here
            )
    except actions.BothChanged as both:
        return _both(request, draft, part, both)
    if at:
        return redirect(f"{address(draft, saved.part)}#{typed.anchor(at)}")
    return redirect("aids:draft", draft.pk)


def _theirs(draft: AidDraft, part: Part, form: PartForm) -> tuple[Tree, list[str]]:
    """From a merge page: what the other had saved, and where it was chosen over one's own."""
    chosen = [
        name.removeprefix(KEEP)
        for name, whose in form.data.items()
        if name.startswith(KEEP) and whose == THEIRS
    ]
    seen = queries.step(draft, form.cleaned_data["seen"])
    if not chosen or seen is None or not part.is_in(seen.tree):
        return {}, []
    return part.value(seen.tree), chosen


def _page(
    request: PersonRequest,
    draft: AidDraft,
    step: DraftStep,
    part: Part,
    form: PartForm,
    *,
    status: int = 200,
    add: bool = False,
) -> HttpResponse:
    value = form.value if form.is_bound else part.value(step.tree)
    tree = step.tree if add or not part.is_in(step.tree) else part.put(step.tree, value)
    found = queries.looked_at(tree, today=localdate())
    beside = by_field(found.told, part, form.names())
    values = {
        "draft": draft,
        "part": part,
        "form": form,
        "beside": beside,
        "grades": grades(part, value, tree),
        "to_mend": sum(map(len, beside.values())),
        "anchor": typed.anchor,
        "name": called(value) if part.place is not None else "",
        "kind": KINDS.get(str(value.get(KIND, ""))) if part.section == "comparisons" else "",
        "words": (ONE if part.place is not None else SECTIONS)[part.section],
        "action": reverse("aids:draft_add", args=[draft.pk, part.section]) if add else address(draft, part),
        "checked": form.is_bound and not form.errors,
    }
    # While somebody types, only the findings are sent: their words and their place stay as they are.
    typing = request.htmx and request.POST.get("do") == "check"  # type: ignore[attr-defined]
    template = "aids/_draft_findings.html" if typing else "aids/draft_part.html"
    return render(request, template, values, status=200 if typing else status)


def _both(request: PersonRequest, draft: AidDraft, part: Part, both: actions.BothChanged) -> HttpResponse:
    """What they saved beside what was typed. Saving from here changes what is shown here, nothing newer."""
    theirs, now = both.theirs, both.part or part
    shape = now.shape()
    data = _again(dict(typed.told(shape, both.value)), str(theirs.number))
    form = PartForm(now, theirs.tree, data=data)
    changes = [_change(form, one) for one in both.differs]
    values = {
        "theirs": {
            "by": queries.name_of(theirs.by),
            "at": timezone.localtime(theirs.at).strftime("%H:%M"),
        },
        "changes": changes,
        "form": form,
        "form_action": address(draft, now),
        "back_href": reverse("aids:draft", args=[draft.pk]),
    }
    if both.part is None:
        values["form_action"] = reverse("aids:draft_add", args=[draft.pk, part.section])
        return render(
            request, "aids/draft_removed.html", values | {"value": ordered(shape, both.value)}, status=409
        )
    return render(request, "web/conflict.html", values, status=409)


def _again(told: dict[str, str], seen: str) -> dict[str, str]:
    return told | {"seen": seen, "request_key": str(uuid4())}


def _change(form: PartForm, one: merging.Differs) -> dict[str, Any]:
    name = typed.name_of(one.path)
    settles = name in form.fields and not isinstance(one.theirs, list | dict)
    words = str(form.fields[name].label) if settles else form.heading(name)
    if not settles:
        form.ask_whose(name, words)
    return {
        "name": name if settles else KEEP + name,
        "label": words,
        "yours": plain_words(one.yours) or _("nothing"),
        "theirs": plain_words(one.theirs) or _("nothing"),
    }

"""The editor's pages about a whole draft: the list, the beginning, parts, steps, the way to the board."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from alongside.aids import draft_actions as actions
from alongside.aids import draft_queries as queries
from alongside.aids import rules
from alongside.aids.draft_forms import ImportForm, NewDraftForm, SeenForm
from alongside.aids.draft_words import KINDS, ONE, SECTIONS, path_words
from alongside.aids.drafting import opening
from alongside.aids.drafting.beside import Looked, Told
from alongside.aids.drafting.sections import LISTS, Part, Tree, called, parts_of
from alongside.aids.drafting.writing import written
from alongside.aids.models import AidDraft, AidVersion
from alongside.editorial.mistakes import FileError
from alongside.people.kept import typed_before
from alongside.people.middleware import PersonRequest
from alongside.trail.writing import first_time
from alongside.web.forms import KeyedForm
from alongside.web.render import render

Group = tuple[str, str, list[tuple[Told, str]]]


def found_draft(request: PersonRequest, draft_id: UUID) -> AidDraft:
    """Raises Http404 for everybody who is no editor, and where there is no such draft."""
    draft = queries.draft(draft_id, by=request.here)
    if draft is None:
        raise Http404
    return draft


def address(draft: AidDraft, part: Part) -> str:
    """Where a part is written."""
    if part.place is None:
        return reverse("aids:draft_section", args=[draft.pk, part.section])
    return reverse("aids:draft_part", args=[draft.pk, part.section, part.place])


def by_part(draft: AidDraft, tree: Tree, found: Looked) -> list[Group]:
    """(name of the part, its address, its findings with their place in it), in the order of the page."""
    groups: list[Group] = []
    if found.of_whole:
        groups.append((_("The whole draft"), "", [(one, "") for one in found.of_whole]))
    for section in LISTS:
        if told := found.of_section(section):
            whole = reverse("aids:draft", args=[draft.pk])
            groups.append((str(SECTIONS[section]), whole, [(one, "") for one in told]))
    for part in parts_of(tree):
        if told := found.of(part):
            name = called(part.value(tree)) if part.place is not None else ""
            words = [(one, path_words(part.below(one.path) or ())) for one in told]
            groups.append((name or str(SECTIONS[part.section]), address(draft, part), words))
    return groups


@require_GET
def all_drafts(request: PersonRequest) -> HttpResponse:
    away = "put-away" in request.GET
    lines = queries.drafts(by=request.here, put_away=away)
    return render(request, "aids/drafts.html", {"lines": lines, "away": away})


@require_GET
def start(request: PersonRequest) -> HttpResponse:
    """The three ways to begin."""
    rules.check_may_draft(request.here)
    return _ways(request, NewDraftForm(initial=typed_before(request)), ImportForm())


def _ways(
    request: PersonRequest,
    new: NewDraftForm,
    sent: ImportForm,
    mistakes: tuple[Any, ...] = (),
    status: int = 200,
) -> HttpResponse:
    values = {
        "new": new,
        "sent": sent,
        "mistakes": mistakes,
        "versions": queries.startable(),
        "again": KeyedForm(),
    }
    return render(request, "aids/draft_start.html", values, status=status)


@require_POST
def start_new(request: PersonRequest) -> HttpResponse:
    rules.check_may_draft(request.here)
    form = NewDraftForm(request.POST)
    if not form.is_valid():
        return _ways(request, form, ImportForm(), status=422)
    title, slug = form.cleaned_data["title"], form.cleaned_data["slug"]
    return _begun(request, form, opening.empty(title, slug, localdate()))


@require_POST
def start_next(request: PersonRequest, version_id: UUID) -> HttpResponse:
    """The version after one that stands."""
    rules.check_may_draft(request.here)
    version = AidVersion.objects.filter(pk=version_id).first()
    form = KeyedForm(request.POST)
    if version is None or not form.is_valid():
        raise Http404
    with transaction.atomic():
        if not first_time(by=request.here.person.pk, key=form.cleaned_data["request_key"]):
            return redirect("aids:drafts")
        draft = actions.begin_next_version(version=version, by=request.here)
    return redirect("aids:draft", draft.pk)


@require_POST
def start_import(request: PersonRequest) -> HttpResponse:
    rules.check_may_draft(request.here)
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _ways(request, NewDraftForm(), form, status=422)
    try:
        tree = opening.opened(form.cleaned_data["file"])
    except FileError as refused:
        form.add_error("file", _("Nothing was taken from this file. What is wrong stands below."))
        return _ways(request, NewDraftForm(), form, refused.mistakes, status=422)
    return _begun(request, form, tree)


def _begun(request: PersonRequest, form: KeyedForm, tree: dict[str, Any]) -> HttpResponse:
    with transaction.atomic():
        if not first_time(by=request.here.person.pk, key=form.cleaned_data["request_key"]):
            return redirect("aids:drafts")
        draft = actions.begin_draft(tree=tree, by=request.here)
    return redirect("aids:draft", draft.pk)


@require_http_methods(["GET", "POST"])
def draft(request: PersonRequest, draft_id: UUID) -> HttpResponse:
    """The parts of a draft. POST moves or removes one: ``do`` is "up:options:2" or "remove:options:2"."""
    found = found_draft(request, draft_id)
    if request.method == "POST":
        return _rearranged(request, found)
    return _page(request, found)


def _page(request: PersonRequest, draft: AidDraft, status: int = 200, **more: Any) -> HttpResponse:
    step = queries.newest_step(draft)
    found = queries.looked_at(step.tree, today=localdate())
    values = {
        "draft": draft,
        "step": step,
        "changed_by": queries.name_of(step.by),
        "title": step.tree.get("title") or _("No title yet"),
        "found": found,
        "sections": queries.page_of_draft(step.tree, found),
        "words": SECTIONS,
        "one": ONE,
        "kinds": KINDS,
        "form": SeenForm(initial={"seen": step.number}),
        "may_undo": step.number > 1,
    }
    return render(request, "aids/draft.html", values | more, status=status)


def _rearranged(request: PersonRequest, draft: AidDraft) -> HttpResponse:
    verb, _colon, where = request.POST.get("do", "").partition(":")
    section, _colon, place = where.partition(":")
    form = SeenForm(request.POST)
    if verb not in ("up", "remove") or section not in LISTS or not place.isdecimal() or not form.is_valid():
        raise Http404
    part, seen = Part(section, int(place)), form.cleaned_data["seen"]
    act = actions.move_part_up if verb == "up" else actions.remove_part
    if not part.is_in(queries.newest_step(draft).tree):
        return _changed(request, draft)
    try:
        with transaction.atomic():
            if first_time(by=request.here.person.pk, key=form.cleaned_data["request_key"]):
                act(draft=draft, part=part, seen=seen, by=request.here)
    except actions.Changed:
        return _changed(request, draft)
    return redirect("aids:draft", draft.pk)


def _changed(request: PersonRequest, draft: AidDraft) -> HttpResponse:
    draft.refresh_from_db()
    sentence = _("Somebody changed this draft in between. Nothing was done. Look at it as it is now.")
    messages.error(request, sentence)
    return _page(request, draft, status=409)


@require_GET
def history(request: PersonRequest, draft_id: UUID) -> HttpResponse:
    """Every step, with a way back to each."""
    found = found_draft(request, draft_id)
    lines = [(one, queries.name_of(one.by)) for one in queries.steps(found)]
    values = {
        "draft": found,
        "lines": lines,
        "form": SeenForm(initial={"seen": found.revision}),
        "title": queries.newest_step(found).tree.get("title") or _("No title yet"),
    }
    return render(request, "aids/draft_steps.html", values)


@require_POST
def go_back(request: PersonRequest, draft_id: UUID, number: int) -> HttpResponse:
    found = found_draft(request, draft_id)
    form = SeenForm(request.POST)
    if not form.is_valid() or queries.step(found, number) is None:
        raise Http404
    try:
        with transaction.atomic():
            if first_time(by=request.here.person.pk, key=form.cleaned_data["request_key"]):
                actions.go_back(draft=found, to=number, seen=form.cleaned_data["seen"], by=request.here)
    except actions.Changed:
        return _changed(request, found)
    messages.info(
        request, _("The draft is as it was then. What you went back from is still in the list of steps.")
    )
    return redirect("aids:draft", found.pk)


@require_POST
def put_away(request: PersonRequest, draft_id: UUID) -> HttpResponse:
    found = found_draft(request, draft_id)
    actions.put_away(draft=found, away=not found.put_away, by=request.here)
    return redirect("aids:drafts")


@require_GET
def export(request: PersonRequest, draft_id: UUID) -> HttpResponse:
    """The draft as a choice-aid file."""
    found = found_draft(request, draft_id)
    tree = queries.newest_step(found).tree
    name = f"{tree.get('slug') or 'draft'}-draft.yaml"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(written(tree), content_type="application/yaml; charset=utf-8", headers=headers)


@require_http_methods(["GET", "POST"])
def send(request: PersonRequest, draft_id: UUID) -> HttpResponse:
    """What the gate says, and the button that sends the draft to the board."""
    draft = found_draft(request, draft_id)
    form = SeenForm(request.POST or None, initial={"seen": draft.revision})
    step = queries.newest_step(draft)
    found = queries.looked_at(step.tree, today=localdate())
    if form.is_bound and form.is_valid() and found.loads:
        return _sent(request, draft, form)
    groups = by_part(draft, step.tree, found)
    values = {"draft": draft, "form": form, "found": found, "groups": groups}
    return render(request, "aids/draft_send.html", values, status=422 if form.is_bound else 200)


def _sent(request: PersonRequest, draft: AidDraft, form: SeenForm) -> HttpResponse:
    try:
        with transaction.atomic():
            if first_time(by=request.here.person.pk, key=form.cleaned_data["request_key"]):
                loaded = actions.send_to_board(draft=draft, seen=form.cleaned_data["seen"], by=request.here)
                messages.info(request, _said(loaded))
    except actions.Changed:
        return _changed(request, draft)
    return redirect("aids:draft", draft.pk)


def _said(loaded: Any) -> str:
    if loaded.new:
        return _("The board has it now as version %(number)s.") % {"number": loaded.version.number}
    return _("The board has this already: nothing was changed since version %(number)s.") % {
        "number": loaded.version.number
    }

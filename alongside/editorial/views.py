"""The review desk: what is next, one edition with all that a reviewer looks at, and each act as a form."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from alongside.editorial import actions, board_queries, desk_queries, queries, rules, staleness
from alongside.editorial.forms import ActForm, ChangedForm, InterestForm
from alongside.editorial.rules import NotHere
from alongside.editorial.wording import CAPACITIES, KINDS
from alongside.editorial.workflow import Capacity, Step
from alongside.people.kept import typed_before
from alongside.people.middleware import PersonRequest
from alongside.web.render import render

View = Callable[..., HttpResponse]
MOST_PAGES = 10_000


def at_the_desk(view: View) -> View:
    """Editors and the board only; for everybody else there is no such page."""

    @wraps(view)
    def inside(request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rules.check_see_desk(request.here)
        return view(request, *args, **kwargs)

    return inside


def _words() -> dict[str, Any]:
    """What every page of the desk says in words."""
    return {"kinds": KINDS, "capacities": CAPACITIES, "steps": Step}


@require_GET
@at_the_desk
def desk(request: PersonRequest) -> HttpResponse:
    """What is next, riskiest first; ``?kind=aid`` shows one kind."""
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    found = desk_queries.desk(request.here, kind=kind, page=_page_number(request))
    return render(request, "editorial/desk.html", _words() | {"desk": found, "kind": kind})


def _page_number(request: PersonRequest) -> int:
    asked = request.GET.get("page", "1")
    return min(MOST_PAGES, max(1, int(asked))) if asked.isdecimal() and len(asked) < 6 else 1


@require_GET
@at_the_desk
def stale(request: PersonRequest) -> HttpResponse:
    return render(request, "editorial/stale.html", _words() | {"stale": staleness.report()})


@require_GET
@at_the_desk
def edition(request: PersonRequest, edition_id: UUID) -> HttpResponse:
    found = desk_queries.page(request.here, edition_id)
    if found is None:
        raise NotHere(actions.GONE)
    values = {"page": found, "new_key": uuid4, "called": desk_queries.called}
    return render(request, "editorial/edition.html", _words() | values)


# Acts


def _act(act: Callable[[PersonRequest, UUID, dict[str, Any]], object]) -> View:
    """A form of one act on an edition: read, carried out, and back to the edition."""

    @require_POST
    @at_the_desk
    @wraps(act)
    def inside(request: PersonRequest, edition_id: UUID) -> HttpResponse:
        act(request, edition_id, _typed(request))
        messages.success(request, _("Done."))
        return redirect("editorial:edition", edition_id)

    return inside


def _typed(request: PersonRequest) -> dict[str, Any]:
    form = ActForm(request.POST)
    if not form.is_valid():
        raise rules.Refused(_("Something is missing in this form, or it is too long. Please try again."))
    return form.cleaned_data


def _capacity(typed: dict[str, Any]) -> Capacity:
    if not isinstance(typed["capacity"], Capacity):
        raise rules.Refused(_("Say what you vouch for: the numbers or the words."))
    return typed["capacity"]


@_act
def start(request: PersonRequest, edition_id: UUID, typed: dict[str, Any]) -> None:
    actions.start(edition=edition_id, key=typed["request_key"], by=request.here)


@_act
def approve(request: PersonRequest, edition_id: UUID, typed: dict[str, Any]) -> None:
    actions.approve(edition=edition_id, capacity=_capacity(typed), key=typed["request_key"], by=request.here)


@_act
def send_back(request: PersonRequest, edition_id: UUID, typed: dict[str, Any]) -> None:
    actions.send_back(edition=edition_id, reasons=typed["words"], key=typed["request_key"], by=request.here)


@_act
def withdraw(request: PersonRequest, edition_id: UUID, typed: dict[str, Any]) -> None:
    actions.withdraw(edition=edition_id, reasons=typed["words"], key=typed["request_key"], by=request.here)


@_act
def sign(request: PersonRequest, edition_id: UUID, typed: dict[str, Any]) -> None:
    actions.sign_exception(
        edition=edition_id,
        rule=typed["rule"],
        capacity=_capacity(typed),
        reason=typed["words"],
        key=typed["request_key"],
        by=request.here,
    )


@_act
def comment(request: PersonRequest, edition_id: UUID, typed: dict[str, Any]) -> None:
    actions.comment(
        edition=edition_id,
        block=typed["block"],
        words=typed["words"],
        key=typed["request_key"],
        by=request.here,
    )


@require_POST
@at_the_desk
def close_comment(request: PersonRequest, comment_id: UUID) -> HttpResponse:
    reply = _typed(request)["words"]
    edition_id = actions.close_comment(comment=comment_id, reply=reply, by=request.here)
    messages.success(request, _("Answered."))
    return redirect("editorial:edition", edition_id)


@require_POST
@at_the_desk
def resolve_flag(request: PersonRequest, flag_id: UUID) -> HttpResponse:
    words = _typed(request)["words"]
    edition_id = actions.resolve_flag(flag=flag_id, resolution=words, by=request.here)
    messages.success(request, _("Done."))
    return redirect("editorial:edition", edition_id)


@require_http_methods(["GET", "POST"])
@at_the_desk
def changed(request: PersonRequest) -> HttpResponse:
    """Say that a source has changed. Nothing is ever unmarked: the first press shows what will be flagged."""
    form = ChangedForm(request.POST or None, initial=typed_before(request))
    leaning: list[queries.LeansOnIt] | None = None
    if form.is_bound and form.is_valid():
        word, typed = form.word, form.cleaned_data
        if typed["sure"]:
            count = actions.source_has_changed(word=word, key=typed["request_key"], by=request.here)
            messages.success(request, _marked(count))
            return redirect("editorial:desk")
        leaning = queries.what_leans_on(word.doi, word.pmid)
    values = {"form": form, "leaning": leaning}
    return render(request, "editorial/changed.html", values, status=422 if form.errors else 200)


def _marked(count: int) -> str:
    if not count:
        return _("Written down. It was known already, or we do not have this work yet.")
    return ngettext(
        "Written down. %(count)d work of ours is marked, and what leans on it is flagged.",
        "Written down. %(count)d works of ours are marked, and what leans on them is flagged.",
        count,
    ) % {"count": count}


# The board


@require_GET
@at_the_desk
def board(request: PersonRequest) -> HttpResponse:
    return _board(request, InterestForm(initial={"since": timezone.now().date()}))


def _board(request: PersonRequest, form: InterestForm) -> HttpResponse:
    members = board_queries.members()
    own = any(one.id == request.here.person.pk for one in members)
    values = {"members": members, "form": form, "own": own}
    return render(request, "editorial/board.html", values, status=422 if form.errors else 200)


@require_POST
@at_the_desk
def declare(request: PersonRequest) -> HttpResponse:
    """A member declares an interest of their own."""
    member = board_queries.member(request.here.person.pk)
    if member is None:
        raise NotHere(actions.GONE)
    form = InterestForm(request.POST)
    if not form.is_valid():
        return _board(request, form)
    typed = form.cleaned_data
    actions.declare_interest(member=member, key=typed.pop("request_key"), **typed)
    messages.success(request, _("Written down."))
    return redirect("editorial:board")

"""What units promise: for those who answer for it. First what a change means is told, then it is done."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from alongside.home import rules, unit_queries
from alongside.home.actions import CannotBeSet, carry_out
from alongside.home.unit_forms import MeetingsForm, SpeakingForm, SupportForm
from alongside.patients.entrance import get_or_post
from alongside.people.kept import typed_before
from alongside.people.middleware import PersonRequest
from alongside.people.models import Unit
from alongside.people.queries import charge_of
from alongside.support import safety
from alongside.web.render import render

ChangeForm = MeetingsForm | SupportForm | SpeakingForm
NOT_SENT_AGAIN = frozenset({"csrfmiddlewaretoken", "seen", "sure", "again_please"})


@require_GET
def units(request: PersonRequest) -> HttpResponse:
    charge = charge_of(request.here.person)
    rules.check(rules.may_open_units(charge))
    values = {"units": unit_queries.units_of(charge), "house": rules.may_change_house(charge)}
    return render(request, "home/units.html", values)


@require_GET
def unit(request: PersonRequest, unit: UUID) -> HttpResponse:
    found = unit_queries.unit_for(request.here.person, unit)
    support = unit_queries.promised(found, "support")
    values = {
        "unit": found,
        "meetings": unit_queries.facts(unit_queries.promised(found, "meetings")),
        "support": unit_queries.facts(support),
        "lacks": [] if support["on"] else [_(one) for one in safety.missing(safety.Setup())],
        "house": rules.may_change_house(charge_of(request.here.person)),
    }
    return render(request, "home/unit.html", values)


@get_or_post
def change(request: PersonRequest, unit: UUID, part: str) -> HttpResponse:
    """One part of what one unit promises."""
    found = unit_queries.unit_for(request.here.person, unit)
    if part not in ("meetings", "support"):
        raise Http404
    before, form = unit_queries.promised(found, part), _form(request, part, found)
    return _changed(request, form, {"unit": found.name}, part, before, reverse("home:unit", args=[unit]))


@get_or_post
def who_speaks(request: PersonRequest) -> HttpResponse:
    """The order in which people may speak for a patient; for the whole house."""
    rules.check(rules.may_change_house(charge_of(request.here.person)))
    before, form = unit_queries.speaking(), _form(request, "speaking", None)
    return _changed(request, form, {}, "speaking", before, reverse("home:units"))


def _form(request: PersonRequest, part: str, unit: Unit | None) -> ChangeForm:
    sent = request.POST or None
    if unit is None:
        start = SpeakingForm.start(unit_queries.speaking())
        return SpeakingForm(sent, initial=start | typed_before(request))
    said = unit_queries.promised(unit, part)
    if part == "support":
        start = SupportForm.start(said) | typed_before(request)
        return SupportForm(sent, initial=start, readers=unit_queries.readers())
    return MeetingsForm(sent, initial=MeetingsForm.start(said) | typed_before(request))


def _changed(
    request: PersonRequest,
    form: ChangeForm,
    about: dict[str, str],
    part: str,
    before: dict[str, Any],
    back: str,
) -> HttpResponse:
    """Sent once: what it would change. Sent sure: done. What cannot be leaves everything as it was typed.

    The same change sent twice changes nothing the second time, so the request key claims nothing here.
    """
    seen, sure = unit_queries.seal(before), "sure" in request.POST
    asks = form.is_bound and form.is_valid() and "again_please" not in request.POST
    values: dict[str, Any] = {"part": part, "back": back, "seen": seen, "now": unit_queries.facts(before)}
    after = form.said if asks else {}
    if asks and request.POST.get("seen") != seen:
        form.add_error(None, _("Somebody changed this meanwhile. See below how it stands now, then go on."))
    elif asks:
        try:
            told = carry_out(about | {part: after}, by=request.here.person, sure=sure)
        except CannotBeSet as problem:
            form.add_error(None, _(problem.sentence))
        else:
            if sure or not told:
                done = _("It holds from now on.") if told else _("Nothing was changed: it stands so already.")
                messages.success(request, done)
                return redirect(back)
            values |= {"changes": unit_queries.changes(before, _whole(before, after)), "sent": _sent(request)}
            return render(request, "home/unit_sure.html", values)
    page = values | {"form": form, "names": _names(form)}
    return render(request, "home/unit_change.html", page, status=422 if form.errors else 200)


def _whole(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Rooms are only added: those there are stay."""
    places = [name for name in ("rooms", "lines") if name in after]
    return after | {
        name: [*before[name], *(one for one in after[name] if one not in before[name])] for name in places
    }


def _sent(request: PersonRequest) -> list[tuple[str, str]]:
    pairs = [(name, value) for name, values in request.POST.lists() for value in values]
    return [(name, value) for name, value in pairs if name not in NOT_SENT_AGAIN]


def _names(form: ChangeForm) -> list[str]:
    return [name for name in form.fields if name != "request_key"]

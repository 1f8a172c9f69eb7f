"""Two people wrote the same part of a talk at once: a page with both, and the words to save from here."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django import forms
from django.http import HttpResponse
from django.utils import timezone

from alongside.decisions.models import Choice, Ending, Recommendation, RoleWanted, WhatMatters
from alongside.decisions.queries import Talk, name_of
from alongside.people.middleware import PersonRequest
from alongside.people.models import Person
from alongside.web.render import render

Newest = tuple[Person, Any, dict[str, Any]]  # who wrote it down, when, field to value


def both(request: PersonRequest, talk: Talk, form: forms.Form, part: str, *, back: str) -> dict[str, Any]:
    """What stands now beside what was typed. Saving from here puts the shown words after what is shown."""
    writer, at, theirs = _newest(talk.choice, part)
    again = request.POST.copy()
    again["seen"], again["request_key"] = talk.newest[part], str(uuid4())
    changes = [
        {
            "name": name,
            "scale": name.startswith("matters-"),
            "label": form.fields[name].label,
            "yours": _shown(form.fields[name], form.cleaned_data.get(name)),
            "theirs": _shown(form.fields[name], value),
        }
        for name, value in theirs.items()
        if name in form.fields
    ]
    return {
        "theirs": {"by": name_of(writer), "at": timezone.localtime(at).strftime("%H:%M")},
        "changes": changes,
        "form": _rebound(form, again),
        "form_action": request.path,
        "back_href": back,
    }


def show_both(request: PersonRequest, values: dict[str, Any]) -> HttpResponse:
    return render(request, "web/conflict.html", values, status=409)


def _rebound(form: forms.Form, data: Any) -> forms.Form:
    form.data = data
    form.full_clean()
    return form


def _newest(choice: Choice, part: str) -> Newest:
    """The newest words of a part, by the names of the form's fields."""
    if part == "role":
        role = RoleWanted.objects.select_related("recorded_by__clinician").filter(choice=choice).latest("at")
        return role.recorded_by, role.at, {"role": role.role, "words": role.words}
    if part == "advice":
        row = Recommendation.objects.select_related("by__clinician").filter(choice=choice).latest("at")
        return row.by, row.at, {"option": row.option, "reason": row.reason, "rests_on": row.rests_on}
    if part == "ending":
        end = Ending.objects.select_related("recorded_by__clinician").filter(choice=choice).latest("at")
        told = ("kind", "option", "reason", "next_step", "review_on")
        return end.recorded_by, end.at, {name: getattr(end, name) for name in told}
    rows = list(
        WhatMatters.objects.select_related("recorded_by__clinician")
        .filter(choice=choice)
        .order_by("at", "outcome")
    )
    newest = rows[-1]
    values: dict[str, Any] = {f"matters-{row.outcome}": row.importance for row in rows if row.outcome}
    return newest.recorded_by, newest.at, values | {"words": newest.words}


def _shown(field: forms.Field, value: Any) -> str:
    """A value as its words: what a list calls it, else itself."""
    choices: Mapping[str, str] = {str(key): str(words) for key, words in getattr(field, "choices", ())}
    values = value if isinstance(value, list) else [value]
    told = [choices.get(str(one), str(one)) for one in values if one not in (None, "")]
    return ", ".join(told) or "–"

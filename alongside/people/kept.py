"""Handing back what somebody had typed before their sign-in ran out."""

from typing import Any

from django.contrib import messages
from django.utils.translation import gettext as _

from alongside.people import actions
from alongside.people.middleware import PersonRequest


def typed_before(request: PersonRequest, path: str | None = None) -> dict[str, Any]:
    """The initial values of a form: what was kept for this page (or `path`), else nothing."""
    if request.method != "GET":
        return {}
    fields = actions.take_kept_form(person=request.here.person, path=path or request.path)
    if fields is None:
        return {}
    messages.info(request, _("Here is what you wrote before. It is not saved yet."), extra_tags="kept")
    return {name: values[0] if len(values) == 1 else values for name, values in fields.lists()}

"""What every page of a choice starts from: whose record, who speaks, a form carried out once."""

from typing import Any
from uuid import UUID

from django.views.decorators.http import require_http_methods

from alongside.decisions import actions, forms, queries, rules
from alongside.patients.doors import Visit
from alongside.patients.looking import looking_at
from alongside.people.models import Person
from alongside.trail.writing import first_time
from alongside.web.forms import KeyedForm

get_or_post = require_http_methods(["GET", "POST"])


def surroundings(visit: Visit) -> dict[str, Any]:
    """What every page of a choice shows besides its own content."""
    return looking_at(visit) | {"may_end": rules.may_end(visit)}


def is_new(form: KeyedForm, visit: Visit) -> bool:
    """The form is right and has not been carried out before."""
    return form.is_valid() and first_time(by=visit.person.pk, key=form.cleaned_data["request_key"])


def speakers(visit: Visit) -> list[Person]:
    """Whom this visitor may write down; nobody to choose from when they can only speak for themselves."""
    return queries.people_around(visit) if rules.may_write_for_others(visit) else []


def spoken(form: forms.SpokenForm, visit: Visit) -> dict[str, Any]:
    """Who said it and how sure, from a form in which somebody may be chosen."""
    wanted = form.cleaned_data.get("said_by")
    said_by = actions.person_in(queries.people_around(visit), UUID(wanted)) if wanted else visit.person
    return {"said_by": said_by, "confirmed": form.cleaned_data.get("confirmed", "")}

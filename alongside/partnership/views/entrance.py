"""What every page of this room starts from: whose record, and how a form is answered."""

from typing import Any

from django.http import HttpResponse

from alongside.partnership import rules
from alongside.partnership.profile import Voice
from alongside.partnership.voices import words_of
from alongside.patients.doors import Visit
from alongside.patients.looking import looking_at
from alongside.patients.rules import may_record_death
from alongside.people.middleware import PersonRequest
from alongside.web.forms import KeyedForm
from alongside.web.render import render


def surroundings(visit: Visit) -> dict[str, Any]:
    """What every page of this room shows besides its own content."""
    looking = looking_at(visit)
    # What a person says is written while that person lives.
    return looking | {
        "may_add": not looking["looking_at"]["died"],
        "Voice": Voice,
        "words_of": words_of,
        "bedside": rules.may_use_bedside_form(visit),
        "may_correct": rules.may_correct(visit),
        "may_record_death": may_record_death(visit.standing, visit.profession),
    }


def sent(form: KeyedForm) -> bool:
    """The form was sent and is right."""
    return form.is_bound and form.is_valid()


def show(request: PersonRequest, template: str, values: dict[str, Any], form: KeyedForm) -> HttpResponse:
    return render(request, template, values, status=422 if form.errors else 200)

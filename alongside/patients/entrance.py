"""How every page about a patient begins and ends: GET or POST, a form that is carried out once."""

from collections.abc import Callable

from django.db import transaction
from django.views.decorators.http import require_http_methods

from alongside.patients.doors import Visit
from alongside.patients.rules import Refused
from alongside.people.models import Person
from alongside.trail.writing import first_time
from alongside.web.forms import KeyedForm

get_or_post = require_http_methods(["GET", "POST"])


def is_first(form: KeyedForm, person: Person) -> bool:
    """The form is right and this person has not had it carried out before."""
    return form.is_valid() and first_time(by=person.pk, key=form.cleaned_data["request_key"])


def is_new(form: KeyedForm, visit: Visit) -> bool:
    """The same, inside a record."""
    return is_first(form, visit.person)


def carried_out(form: KeyedForm, visit: Visit, act: Callable[[], object]) -> bool:
    """Do it once. A refusal becomes a sentence on the form, so that what was typed stays; nothing is kept of
    what the act had begun, and the same form may be sent again."""
    if not form.is_valid():
        return False
    try:
        with transaction.atomic():
            if is_new(form, visit):
                act()
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True

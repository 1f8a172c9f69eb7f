"""What every page of a choice starts from: whose record, who speaks, what to do when two write at once."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from alongside.decisions import actions, forms, queries, rules
from alongside.patients.doors import Visit
from alongside.patients.entrance import carried_out
from alongside.patients.looking import looking_at
from alongside.people.models import Person
from alongside.web.forms import KeyedForm


def surroundings(visit: Visit) -> dict[str, Any]:
    """What every page of a choice shows besides its own content."""
    return looking_at(visit) | {"may_end": rules.may_end(visit), "may_reopen": rules.may_reopen(visit)}


def speakers(visit: Visit) -> list[Person]:
    """Whom this visitor may write down; nobody to choose from when they can only speak for themselves."""
    return queries.people_around(visit) if rules.may_write_for_others(visit) else []


def spoken(form: forms.SpokenForm, visit: Visit) -> dict[str, Any]:
    """Who said it and how sure, from a form in which somebody may be chosen."""
    wanted = form.cleaned_data.get("said_by")
    said_by = actions.person_in(queries.people_around(visit), UUID(wanted)) if wanted else visit.person
    return {"said_by": said_by, "confirmed": form.cleaned_data.get("confirmed", "")}


def kept_apart(form: KeyedForm, visit: Visit, act: Callable[[], object]) -> tuple[bool, bool]:
    """(carried out, somebody wrote the same part meanwhile). In the second case nothing was saved."""
    try:
        return carried_out(form, visit, act), False
    except actions.Meanwhile:
        return False, True

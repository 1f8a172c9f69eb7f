"""Who may see and change what units promise. Everybody else is not told that there is such a page."""

from uuid import UUID

from django.utils.translation import gettext as _

from alongside.patients.rules import NotHere
from alongside.people.queries import Charge


def may_open_units(charge: Charge) -> bool:
    return charge.house or bool(charge.units)


def may_change_unit(charge: Charge, unit: UUID) -> bool:
    return charge.house or unit in charge.units


def may_change_house(charge: Charge) -> bool:
    """What holds in every unit alike, such as who may speak for a patient."""
    return charge.house


def check(allowed: bool) -> None:
    """Raises NotHere, in the words of any page that does not exist."""
    if not allowed:
        raise NotHere(_("There is no such page, or it is not open to you."))

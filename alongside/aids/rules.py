"""Who may make and change choice aids. Everybody else does not learn that there are drafts."""

from django.utils.translation import gettext as _

from alongside.people.queries import Here


class NoDraftForYou(Exception):
    """Told as a page that does not exist."""

    http_status = 404


def may_draft(here: Here) -> bool:
    """Those who have the duty of an editor; a profession alone is not enough."""
    return "editor" in here.duties


def check_may_draft(here: Here) -> None:
    """Raises NoDraftForYou."""
    if not may_draft(here):
        raise NoDraftForYou(_("Only an editor of the library may do this."))

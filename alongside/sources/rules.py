"""Who may do what in the library. Everybody who is signed in may read it."""

from django.utils.translation import gettext as _

from alongside.people.queries import Here


class NotYours(Exception):
    """A rule said no. The message is a sentence that the person may read."""

    http_status = 403


def may_keep(here: Here) -> bool:
    """Add documents, and see what came of it: those who have the duty of an editor."""
    return "editor" in here.duties


def check_may_keep(here: Here) -> None:
    """Raises NotYours."""
    if not may_keep(here):
        raise NotYours(_("Only an editor of the library may add to it."))

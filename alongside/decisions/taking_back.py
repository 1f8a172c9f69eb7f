"""Taking back words that came into the talk by mistake. They stay in the record; no page tells them."""

from uuid import UUID

from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext as _

from alongside.decisions.actions import spoken
from alongside.decisions.models import Choice, SignedNote, View
from alongside.patients.doors import Visit
from alongside.patients.rules import NotHere, Refused


def standing_views(choice: Choice) -> QuerySet[View]:
    """What was said and not taken back, oldest first."""
    return View.objects.filter(choice=choice, takes_back=None, taken_back_by=None).order_by("at")


def may_take_back(choice: Choice, by: Visit) -> frozenset[UUID]:
    """What this visitor said or wrote down, until a note is signed: that is mended by adding to it."""
    mine = standing_views(choice).filter(Q(said_by=by.person) | Q(recorded_by=by.person))
    signed = SignedNote.objects.filter(choice=choice).aggregate(at=Max("signed_at"))["at"]
    after = Q(at__gt=signed) if signed else Q()
    return frozenset(mine.filter(after).values_list("pk", flat=True))


def take_back_view(*, choice: Choice, view: UUID, by: Visit) -> None:
    """Take one's words out of the talk. The choice is locked, so that they are taken back once."""
    Choice.objects.select_for_update().get(pk=choice.pk)
    row = standing_views(choice).filter(pk=view).first()
    if row is None:
        raise NotHere(_("There is no such page, or it is not open to you."))
    if row.pk not in may_take_back(choice, by):
        raise Refused(_("This stays: take back only what you wrote, and only before the note is signed."))
    told = spoken(choice, by, by.person, "")
    gone = View.objects.create(choice=choice, option=row.option, takes_back=row, **told)
    by.did("took back", "view", gone.pk)

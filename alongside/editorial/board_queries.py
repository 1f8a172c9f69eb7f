"""Who is on the review board."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from alongside.editorial.desk_queries import called
from alongside.editorial.models import BoardMember, Interest
from alongside.people.models import Account


@dataclass(frozen=True)
class Member:
    """A member as everybody at the desk sees them."""

    id: UUID
    name: str
    profession: str
    expertise: str
    is_patient_reviewer: bool
    since: date
    interests: tuple[Interest, ...]


def members() -> list[Member]:
    """Who serves today, by name; a fixed number of queries."""
    today = timezone.now().date()
    rows = BoardMember.objects.filter(Q(until=None) | Q(until__gt=today))
    rows = rows.select_related("person__clinician").prefetch_related("interests")
    return [_member(row) for row in rows.order_by("person__full_name")]


def _member(row: BoardMember) -> Member:
    clinician = getattr(row.person, "clinician", None)
    return Member(
        row.pk,
        called(row.person),
        clinician.profession if clinician else "",
        row.expertise,
        row.is_patient_reviewer,
        row.since,
        tuple(sorted(row.interests.all(), key=lambda one: (one.since, one.about))),
    )


def member(person: UUID) -> BoardMember | None:
    return BoardMember.objects.filter(pk=person).first()


def member_called(username: str) -> BoardMember | None:
    """By the name with which they sign in."""
    account = Account.objects.filter(username=username).first()
    return member(account.person_id) if account else None

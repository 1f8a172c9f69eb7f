"""Reading people. The reader comes first, and the database shows only whom they may see."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import connection
from django.utils import timezone

from alongside.people.models import Account, Installation, Person, Session, UnitLead


@dataclass(frozen=True)
class Here:
    """The signed-in person as pages need them."""

    person: Person
    profession: str
    title: str
    duties: frozenset[str]
    made_up: bool = False  # as everybody else on a demonstration database

    @property
    def works_here(self) -> bool:
        return bool(self.profession or self.duties)

    @property
    def face(self) -> str:
        """Which of the three faces this person's pages wear."""
        if self.profession:
            return "ward"
        return "manage" if self.duties else "care"


def who_is(account: Account) -> Here:
    """The person behind an account, and what they are here."""
    person: Any = Person.objects.raw("SELECT * FROM gate.who_is(%s)", [account.pk])[0]
    return Here(
        person=person,
        profession=person.profession,
        title=person.title,
        duties=frozenset(person.duties),
        made_up=person.made_up,
    )


@dataclass(frozen=True)
class Charge:
    """What somebody answers for: some units, or the whole house."""

    house: bool
    units: frozenset[UUID]


def charge_of(person: Person) -> Charge:
    units = UnitLead.objects.filter(person=person).values_list("unit_id", flat=True)
    return Charge(house=None in units, units=frozenset(pk for pk in units if pk is not None))


def is_demonstration() -> bool:
    return Installation.objects.filter(demonstration=True).exists()


@dataclass(frozen=True)
class MadeUpPerson:
    username: str
    name: str
    what: str


def made_up_people() -> list[MadeUpPerson]:
    """Everybody one can sign in as, on a demonstration database; elsewhere nobody."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT username, full_name, what FROM gate.made_up_people()")
        return [MadeUpPerson(*row) for row in cursor.fetchall()]


def made_up_account(username: str) -> Account | None:
    if not any(person.username == username for person in made_up_people()):
        return None
    return Account.objects.filter(username=username).first()


@dataclass(frozen=True)
class Place:
    """Somewhere this person is signed in."""

    listed_as: UUID
    device: str
    began: datetime
    seen: datetime
    this_one: bool


@dataclass(frozen=True)
class SigningIn:
    """How one person signs in: whether by a second step, with how many spare codes left, and where."""

    second_step: bool
    spare_codes: int
    places: tuple[Place, ...]


def signing_in(account: Account, *, this_place: str) -> SigningIn:
    """``this_place`` is the listed name of the session that asks."""
    kinds = {one.type: one for one in Authenticator.objects.filter(user=account)}
    spare = kinds.get(Authenticator.Type.RECOVERY_CODES)
    places = Session.objects.filter(account=account, expire_date__gt=timezone.now()).order_by("-seen")
    return SigningIn(
        second_step=Authenticator.Type.TOTP in kinds,
        spare_codes=len(spare.wrap().get_unused_codes()) if spare else 0,
        places=tuple(
            Place(one.listed_as, one.device, one.began, one.seen, str(one.listed_as) == this_place)
            for one in places
        ),
    )

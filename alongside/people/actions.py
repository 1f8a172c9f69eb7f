"""Accounts, kept forms, and signing in."""

from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import connection, transaction
from django.http import QueryDict

from alongside.people.models import Account, KeptForm, Person, Session, Unit, UnitLead
from alongside.trail.writing import DOORS, did

# A question to the library belongs to nobody: it is not kept with a person either.
NOT_KEPT = frozenset({"csrfmiddlewaretoken", "request_key", "kept_path", "library_question"})


def open_account(*, username: str, person: Person, password: str | None) -> Account:
    account = Account.objects.create_account(username=username, person=person, password=password)
    did("opened", "account", account.pk, stream=DOORS, by=None, service="accounts")
    return account


def signed_in(*, account: Account, how: str) -> None:
    did("signed in", "account", account.pk, stream=DOORS, by=account.person_id, purpose=how)


@transaction.atomic
def sign_out_place(*, listed_as: UUID, by: Account) -> bool:
    """End one of one's own sessions, at once; False where there is none of that name."""
    ended, _ = Session.objects.filter(account=by, listed_as=listed_as).delete()
    if ended:
        did("signed out", "account", by.pk, stream=DOORS, by=by.person_id, purpose="another place")
    return bool(ended)


@transaction.atomic
def sign_out_others(*, but: UUID, by: Account) -> int:
    """End all of one's sessions but this one; how many there were."""
    ended, _ = Session.objects.filter(account=by).exclude(listed_as=but).delete()
    if ended:
        did("signed out", "account", by.pk, stream=DOORS, by=by.person_id, purpose="all other places")
    return ended


@transaction.atomic
def close_account(*, account: Account) -> None:
    """Nobody signs in with it any more, and whoever is signed in is out at once. For the operator."""
    Account.objects.filter(pk=account.pk).update(is_active=False)
    Session.objects.filter(account=account).delete()
    did("closed", "account", account.pk, stream=DOORS, by=None, service="accounts")


@transaction.atomic
def reopen_account(*, account: Account) -> None:
    Account.objects.filter(pk=account.pk).update(is_active=True)
    did("reopened", "account", account.pk, stream=DOORS, by=None, service="accounts")


@transaction.atomic
def set_password(*, account: Account, password: str) -> None:
    """A new password, set by the operator for somebody who has lost theirs; every session of theirs ends."""
    account.set_password(password)
    account.save(update_fields=["password"])
    Session.objects.filter(account=account).delete()
    did("set password of", "account", account.pk, stream=DOORS, by=None, service="accounts")


@transaction.atomic
def drop_second_step(*, account: Account) -> bool:
    """For somebody who has lost phone and spare codes. The operator has seen who they are."""
    dropped, _ = Authenticator.objects.filter(user=account).delete()
    Session.objects.filter(account=account).delete()
    did("dropped second step of", "account", account.pk, stream=DOORS, by=None, service="accounts")
    return bool(dropped)


def _as(person: Person) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('alongside.person', %s, true)", [str(person.pk)])


@transaction.atomic
def keep_form(*, person: Person, path: str, fields: QueryDict) -> None:
    """Keep what somebody typed; the newest replaces what was kept for the same page."""
    _as(person)
    kept = {name: fields.getlist(name) for name in fields if name not in NOT_KEPT}
    _form, made = KeptForm.objects.update_or_create(person=person, path=path, defaults={"fields": kept})
    if made:  # not at every pause in typing
        did("kept", "form", None, stream=DOORS, by=person.pk)


@transaction.atomic
def take_kept_form(*, person: Person, path: str) -> QueryDict | None:
    """Hand back what was kept for this page, once."""
    _as(person)
    kept = KeptForm.objects.filter(person=person, path=path).first()
    if kept is None:
        return None
    fields = QueryDict(mutable=True)
    for name, values in kept.fields.items():
        fields.setlist(name, values)
    kept.delete()
    did("handed back", "form", None, stream=DOORS, by=person.pk)
    return fields


@transaction.atomic
def drop_kept_form(*, person: Person, path: str) -> None:
    """Forget what was kept for a page whose form has been carried out."""
    _as(person)
    KeptForm.objects.filter(person=person, path=path).delete()


@transaction.atomic
def put_in_charge(*, person: Person, unit: Unit | None) -> bool:
    """This person answers for what a unit (None: every unit) promises; False: did already. For operators."""
    row, made = UnitLead.objects.get_or_create(person=person, unit=unit)
    if made:
        did("put in charge", "unit lead", row.pk, stream=DOORS, by=None, service="accounts")
    return made


@transaction.atomic
def take_out_of_charge(*, person: Person, unit: Unit | None) -> bool:
    """They change nothing there from now on; False where they could not before."""
    ended, _ = UnitLead.objects.filter(person=person, unit=unit).delete()
    if ended:
        did("took out of charge", "person", person.pk, stream=DOORS, by=None, service="accounts")
    return bool(ended)

"""Letters and contacts for tests."""

from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

from django.db import connection
from django.utils import timezone

from alongside.patients.doors import record_of, work_of
from alongside.post import actions
from alongside.post.adapters.delivery import NotDelivered
from alongside.post.models import Contact, Letter
from alongside.post.sending import desk, office, send_due

PATH = {"path": "/"}


def reachable(person, channel="email", *, safe=True, quiet=None, zone="UTC"):
    """Write down how a person is reached, without quiet hours unless told."""
    begin, end = quiet or (None, None)
    with work_of("demonstration", purpose="how to reach somebody"):
        address = {"email": "somebody@example.org", "sms": "+46 70 000 00 00"}.get(channel, "Long Street 1")
        actions.reach(
            person=person,
            by=person,
            channel=channel,
            address=address,
            safe=safe,
            zone=zone,
            quiet_from=begin,
            quiet_until=end,
        )


def queue(family, *, to=None, template="something new", key=None, about=None, values=PATH, **more):
    """Dr. Okafor queues a letter, to Rosa unless told."""
    with record_of(family.patient.pk, by=family.doctor, purpose="test"):
        return actions.queue(
            to=to or family.rosa,
            template=template,
            values=values,
            key=key or str(uuid4()),
            about=about or family.patient.pk,
            **more,
        )


def all_letters():
    """Every letter, as the post sees them."""
    with desk():
        return list(Letter.objects.order_by("queued_at", "pk"))


def states():
    return [letter.state for letter in all_letters()]


def change(**values):
    with desk():
        Letter.objects.update(**values)


def contacts():
    return list(Contact.objects.all())


class Kept:
    """An adapter that keeps what it is given; `breaks` is raised instead, or by turns from a list."""

    def __init__(self, *breaks, repeatable=False):
        self.envelopes, self.breaks, self.repeatable = [], list(breaks), repeatable

    def send(self, envelope):
        problem = self.breaks.pop(0) if self.breaks else None
        if problem is not None:
            raise problem
        self.envelopes.append(envelope)
        return f"number {len(self.envelopes)}"


def refused():
    return NotDelivered("the other side said no")


@contextmanager
def working(way):
    with office({"email": way, "sms": way, "print": way}, site="https://care.example") as here:
        yield here


def send(way):
    with working(way) as here:
        return dict(send_due(here))


def an_hour_ago():
    return timezone.now() - timedelta(hours=1)


def as_person(person):
    """Tell the database who is here, without opening a record."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('alongside.person', %s, true), set_config('alongside.patient', '', true), "
            "set_config('alongside.job', '', true), set_config('alongside.post', '', true)",
            [str(person.pk)],
        )

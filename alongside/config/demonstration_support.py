"""Made-up ways to reach the made-up people, and a clinic whose nurse reads how people say they are."""

from alongside.patients.doors import work_of
from alongside.people.actions import put_in_charge
from alongside.people.models import Person, Unit
from alongside.post import actions as post
from alongside.support import actions as support
from alongside.support.safety import WatchedHours

JOB = "demonstration"
HOURS = [WatchedHours(weekday, 8 * 60, 16 * 60) for weekday in range(5)]
# Addresses of example.org, which nobody owns; the console sends nothing anyway.
REACHED = {"rosa": "email", "dora": "sms", "omar": "print", "ines": "none", "nils": "email"}
ADDRESSES = {
    "email": "{username}@example.org",
    "sms": "+46 70 174 06 05",  # from the numbers that are kept for films
    "print": "Long Street 1\n123 45 Made-up Town",
    "none": "",
}


def fill() -> None:
    """Say how people are reached, and switch the questions on in every unit that there is."""
    with work_of(JOB, purpose="made-up contacts and support"):
        for username, channel in REACHED.items():
            person = Person.objects.get(account__username=username)
            address = ADDRESSES[channel].format(username=username)
            post.reach(
                person=person, by=person, channel=channel, address=address, safe=True, zone="Europe/Stockholm"
            )
        for unit in Unit.objects.order_by("name"):
            support.set_up(
                unit=unit,
                owner=Person.objects.get(account__username="nils"),
                hours=HOURS,
                crisis_number="90 101",
                job=JOB,
            )
        # Nurse Nora answers for what every unit promises, and sees it on a page of its own.
        put_in_charge(person=Person.objects.get(account__username="nora"), unit=None)

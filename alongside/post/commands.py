"""`alongside post`: send what is due once; say how the letters stand."""

from collections import Counter

from alongside.post import queries, sending, tasks


def send() -> Counter[str]:
    """Send every letter that is due; how many took which end (sent, waiting, failed, unsure, …).

    Raises ValueError for wrong settings.
    """
    return tasks.send_what_lies()


def status() -> dict[str, int]:
    """How many letters stand in each state, and what waits for a person."""
    with sending.desk():
        return queries.tally()

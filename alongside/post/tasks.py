"""What workers do for the post: one letter when it falls due, and whatever was left lying."""

from collections import Counter
from uuid import UUID

from alongside.post import sending, work
from alongside.post.actions import SEND
from alongside.post.ways import site, ways_out


@work.job(SEND)
def send_one(*, letter: str) -> None:
    with sending.office(ways_out(), site=site()) as here:
        sending.send(here, UUID(letter))


def send_what_lies() -> Counter[str]:
    """Every letter that is due, whether or not a job says so: the rows are what counts."""
    with sending.office(ways_out(), site=site()) as here:
        return sending.send_due(here)


work.comes_back("letters left lying", cron=work.EVERY_MINUTE, do=send_what_lies)

"""What is different in a choice that was opened again, part by part; only what has been said anew counts."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from alongside.decisions.queries import Talk


@dataclass(frozen=True)
class Change:
    """One part: what stood there before, what stands there now."""

    part: str
    was: str
    now: str


def what_changed(old: Talk, new: Talk) -> tuple[Change, ...]:
    """Parts that were said anew and differ; a part that nobody has spoken of again is left out."""
    nothing = _("nothing written")
    return tuple(
        Change(part, was or nothing, now) for part, was, now in _parts(old, new) if now and now != was
    )


def _parts(old: Talk, new: Talk) -> Iterator[tuple[str, str, str]]:
    yield _("Version of the choice aid"), old.aid.version, new.aid.version
    yield _("What can be done"), _ways(old), _ways(new)
    before = {one.key: one.importance for one in old.what_matters}
    for one in new.what_matters:
        was = _("%(n)s of 10") % {"n": before[one.key]} if one.key in before else ""
        yield one.name, was, _("%(n)s of 10") % {"n": one.importance}
    yield _("What the team advises"), _advice(old), _advice(new)
    yield _("How it ends for now"), _ending(old), _ending(new)


def _ways(talk: Talk) -> str:
    # By name: what stands first is drawn for each choice anew and means nothing.
    return "; ".join(sorted(option.name for option in talk.aid.options))


def _advice(talk: Talk) -> str:
    return talk.advice.option_name if talk.advice else ""


def _ending(talk: Talk) -> str:
    if not talk.ending:
        return ""
    return ": ".join(part for part in (_(talk.ending.for_patient), talk.ending.option_name) if part)

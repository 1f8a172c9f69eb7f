"""Reading choice aids. They belong to the library and know no patient.

With real people, a version that the board has not approved is for those who work here; a demonstration shows
everything, with its true state.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.urls import reverse
from django.utils.translation import get_language, gettext

from alongside.aids import file
from alongside.aids.gate import freshness
from alongside.aids.gate.subject import subject_of
from alongside.aids.models import KIND, AidVersion, Versions
from alongside.aids.page import AidPage
from alongside.aids.presentation import present
from alongside.editorial.queries import approved_versions, standing_of, standings_of
from alongside.editorial.rules import may_be_read, may_be_used
from alongside.editorial.standing import Standing
from alongside.people.queries import is_demonstration


@dataclass(frozen=True)
class Listed:
    """A version with where it stands."""

    version: AidVersion
    standing: Standing

    @property
    def lacks(self) -> list[tuple[str, str]]:
        return lacks(self.version)


def standing(version: AidVersion) -> Standing:
    """Where a version stands with the board."""
    return standing_of(KIND, version.pk)


def listed(*, staff: bool) -> list[Listed]:
    """The choice aids that somebody may read about, by slug: the newest version of each, or for people
    who do not work here the approved one."""
    rows = _to_show(staff=staff).select_related("aid").order_by("aid__slug")
    standings = standings_of(KIND, [row.pk for row in rows])
    return [Listed(row, standings[row.pk]) for row in rows]


def _to_show(*, staff: bool) -> Versions:
    if staff or is_demonstration():
        return AidVersion.objects.newest()
    return AidVersion.objects.filter(pk__in=approved_versions(KIND))


def to_read(slug: str, *, staff: bool) -> AidVersion | None:
    """The version of one aid that somebody may read, or None."""
    return _to_show(staff=staff).select_related("aid").filter(aid__slug=slug).first()


def to_begin() -> Versions:
    """The versions with which a choice may be begun: with real people only approved ones."""
    return _to_show(staff=False)


def may_begin(version: AidVersion) -> bool:
    """Whether a choice may be begun with this version: it is finished, and with real people approved."""
    return not lacks(version) and may_be_used(standing(version), demonstration=is_demonstration())


def may_read(version: AidVersion, *, staff: bool) -> bool:
    """Whether somebody may read this version: what was approved once stays readable."""
    return may_be_read(standing(version), staff=staff, demonstration=is_demonstration())


def all_current() -> list[AidVersion]:
    """The newest version of every aid, by slug."""
    return list(AidVersion.objects.newest().select_related("aid").order_by("aid__slug"))


def newest(slug: str) -> AidVersion | None:
    """The newest version of one aid, or None."""
    return AidVersion.objects.newest().select_related("aid").filter(aid__slug=slug).first()


def version(version_id: UUID) -> AidVersion | None:
    """One version, old or new, or None."""
    return AidVersion.objects.select_related("aid").filter(pk=version_id).first()


def page_of(version: AidVersion, stratum: str | None = None, order: int = 0) -> AidPage:
    """The version ready to be shown, in the reader's language. An empty stratum is one not chosen yet.

    Raises UnknownStratum for a stratum that the aid does not have.
    """
    turn = order % len(version.content["options"])
    return _page_of(version.pk, stratum or None, turn, get_language())


@lru_cache(maxsize=256)
def _page_of(version: UUID, stratum: str | None, turn: int, _language: str | None) -> AidPage:
    # A version never changes, and nothing of a patient is in its page: it is worked out once.
    content = AidVersion.objects.values_list("content", flat=True).get(pk=version)
    return present(file.from_content(content), stratum, turn, gettext)


def lacks(version: AidVersion) -> list[tuple[str, str]]:
    """(outcome, what is missing): numbers that nobody has read in a source. Empty for a finished aid."""
    outcomes = version.content["outcomes"]
    return [(one["name"], one["not_sourced"]) for one in outcomes if one.get("not_sourced")]


def with_a_try() -> list[AidVersion]:
    """The finished aids that may be begun with and that hold a try for a set time."""
    return [
        version
        for version in to_begin().select_related("aid").order_by("aid__slug")
        if any(option.get("tries_for_a_time") for option in version.content["options"]) and not lacks(version)
    ]


def links_about(conditions: Iterable[str]) -> list[tuple[str, str]]:
    """(question, address) of the choice aids about any of these conditions, named as doctors name them."""
    wanted = [condition.casefold() for condition in conditions]
    return [
        (version.question, reverse("aids:aid", args=[version.aid.slug]))
        for version in to_begin().select_related("aid").order_by("aid__slug")
        if any(one in version.content["condition"]["medical_name"].casefold() for one in wanted)
        and not lacks(version)
    ]


def due(today: date) -> dict[UUID, tuple[str, ...]]:
    """By version, what the gate's rules of freshness find on that day in the newest version of each aid."""
    found = {}
    for version in AidVersion.objects.newest():
        subject = subject_of(file.from_content(version.content), today)
        said = tuple(spot.found for check in freshness.CHECKS for spot in check.look(subject).spots)
        if said:
            found[version.pk] = said
    return found

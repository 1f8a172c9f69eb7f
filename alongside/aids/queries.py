"""Reading choice aids. They belong to the library and know no patient: every reader may see them."""

from collections.abc import Callable, Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from alongside.aids import file
from alongside.aids.models import AidVersion
from alongside.aids.page import AidPage
from alongside.aids.presentation import present


def all_current() -> list[AidVersion]:
    """The newest version of every aid, by slug."""
    return list(AidVersion.objects.newest().select_related("aid").order_by("aid__slug"))


def newest(slug: str) -> AidVersion | None:
    """The newest version of one aid, or None."""
    return AidVersion.objects.newest().select_related("aid").filter(aid__slug=slug).first()


def version(version_id: UUID) -> AidVersion | None:
    """One version, old or new, or None."""
    return AidVersion.objects.select_related("aid").filter(pk=version_id).first()


def page_of(
    version: AidVersion,
    stratum: str | None = None,
    order: int = 0,
    translate: Callable[[str], str] = gettext,
) -> AidPage:
    """The version ready to be shown. An empty stratum is one not chosen yet.

    Raises UnknownStratum for a stratum that the aid does not have.
    """
    return present(file.from_content(version.content), stratum or None, order, translate)


def lacks(version: AidVersion) -> list[tuple[str, str]]:
    """(outcome, what is missing): numbers that nobody has read in a source. Empty for a finished aid."""
    outcomes = version.content["outcomes"]
    return [(one["name"], one["not_sourced"]) for one in outcomes if one.get("not_sourced")]


def with_a_try() -> list[AidVersion]:
    """The newest finished aids in which one of the things that can be done is a try for a set time."""
    return [
        version
        for version in all_current()
        if any(option.get("tries_for_a_time") for option in version.content["options"]) and not lacks(version)
    ]


def links_about(conditions: Iterable[str]) -> list[tuple[str, str]]:
    """(question, address) of the choice aids about any of these conditions, named as doctors name them."""
    wanted = [condition.casefold() for condition in conditions]
    return [
        (version.question, reverse("aids:aid", args=[version.aid.slug]))
        for version in all_current()
        if any(one in version.content["condition"]["medical_name"].casefold() for one in wanted)
        and not lacks(version)
    ]

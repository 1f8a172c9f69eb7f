"""Reading handouts. They belong to the library and know no patient.

With real people, a version that the board has not approved is for those who work here; a demonstration shows
everything, with its true state.
"""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from alongside.editorial.queries import approved_versions, standing_of, standings_of
from alongside.editorial.rules import may_be_read, may_be_used
from alongside.editorial.standing import Standing
from alongside.materials.document import HandoutDocument, Level
from alongside.materials.file import HANDOUT_FILE
from alongside.materials.gate import freshness
from alongside.materials.gate.subject import Subject
from alongside.materials.models import KIND, Handout, HandoutVersion, HandoutVersions
from alongside.people.queries import is_demonstration
from alongside.web.languages import is_like


@dataclass(frozen=True)
class Listed:
    """A handout with where it stands, and the same one in other languages and at other levels."""

    version: HandoutVersion
    standing: Standing
    others: tuple[HandoutVersion, ...]


def standing(version: HandoutVersion) -> Standing:
    """Where a version stands with the board."""
    return standing_of(KIND, version.pk)


def document_of(version: HandoutVersion) -> HandoutDocument:
    return HANDOUT_FILE.from_content(version.content)


def listed(language: str, level: str, *, staff: bool) -> list[Listed]:
    """The handouts that somebody may read, one line for each, in their language and at their level where
    there is one."""
    rows = _to_show(staff=staff).select_related("handout").order_by("handout__slug")
    groups = [tuple(group) for _slug, group in groupby(rows, key=lambda row: row.handout.slug)]
    best = [_best(group, language, level) for group in groups]
    standings = standings_of(KIND, [one.pk for one in best])
    return [
        Listed(one, standings[one.pk], tuple(row for row in group if row != one))
        for one, group in zip(best, groups, strict=True)
    ]


def _best(versions: tuple[HandoutVersion, ...], language: str, level: str) -> HandoutVersion:
    """In the reader's language, else in English, and there at their level: easy words of a language that
    somebody does not read are of no use to them."""

    def distance(row: HandoutVersion) -> tuple[int, str, bool, bool]:
        spoken = row.handout.language
        return (
            0 if spoken == language else 1 if is_like(spoken, language) else 2,
            "" if spoken == "en" else spoken,
            row.handout.level != level,
            row.handout.level != Level.PLAIN.value,
        )

    return min(versions, key=distance)


def _to_show(*, staff: bool) -> HandoutVersions:
    if staff or is_demonstration():
        return HandoutVersion.objects.newest()
    return HandoutVersion.objects.filter(pk__in=approved_versions(KIND))


def to_read(slug: str, language: str, level: str, *, staff: bool) -> HandoutVersion | None:
    """The version of a handout that somebody may read: in this language and at this level, or the nearest."""
    rows = tuple(_to_show(staff=staff).select_related("handout").filter(handout__slug=slug))
    return _best(rows, language, level) if rows else None


def beside(version: HandoutVersion, *, staff: bool) -> list[HandoutVersion]:
    """The same handout in other languages and at other levels, as far as somebody may read them."""
    rows = _to_show(staff=staff).select_related("handout").filter(handout__slug=version.handout.slug)
    return list(rows.exclude(handout=version.handout).order_by("handout__language", "handout__level"))


def to_give() -> list[HandoutVersion]:
    """The versions that may be given to a person: with real people only approved ones."""
    rows = _to_show(staff=False).select_related("handout")
    return sorted(rows, key=lambda row: (row.title, row.handout.language, row.handout.level))


def may_give(version: HandoutVersion) -> bool:
    """Whether a version may be handed to a person: with real people only an approved one."""
    return may_be_used(standing(version), demonstration=is_demonstration())


def may_read(version: HandoutVersion, *, staff: bool) -> bool:
    """Whether somebody may read this version: what was approved once stays readable."""
    return may_be_read(standing(version), staff=staff, demonstration=is_demonstration())


def version(version_id: UUID) -> HandoutVersion | None:
    """One version, old or new, or None."""
    return HandoutVersion.objects.select_related("handout").filter(pk=version_id).first()


def all_current() -> list[HandoutVersion]:
    """The newest version of every handout, by slug, language and level."""
    order = ("handout__slug", "handout__language", "handout__level")
    return list(HandoutVersion.objects.newest().select_related("handout").order_by(*order))


def newest(slug: str, language: str, level: str) -> HandoutVersion | None:
    """The newest version of one handout, or None."""
    rows = HandoutVersion.objects.newest().select_related("handout")
    return rows.filter(handout__slug=slug, handout__language=language, handout__level=level).first()


def written_otherwise(version: HandoutVersion) -> tuple[HandoutDocument, ...]:
    """The newest version of the same handout in each other language and at each other level."""
    same: Handout = version.handout
    rows = HandoutVersion.objects.newest().filter(handout__slug=same.slug).exclude(handout=same)
    return tuple(map(document_of, rows.order_by("handout__language", "handout__level")))


def due(today: date) -> dict[UUID, tuple[str, ...]]:
    """By version, what the gate's rules of freshness find on that day in the newest versions."""
    found = {}
    for row in HandoutVersion.objects.newest():
        subject = Subject(document_of(row), today)
        said = tuple(spot.found for check in freshness.CHECKS for spot in check.look(subject).spots)
        if said:
            found[row.pk] = said
    return found

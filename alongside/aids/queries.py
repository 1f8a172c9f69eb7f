"""Reading choice aids. They belong to the library and know no patient.

With real people, a version that the board has not approved is for those who work here; a demonstration shows
everything, with its true state.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, gettext, override

from alongside.aids import file
from alongside.aids.document import AidDocument
from alongside.aids.gate import freshness
from alongside.aids.gate.subject import subject_of
from alongside.aids.models import KIND, AidVersion, Versions
from alongside.aids.page import AidPage
from alongside.aids.presentation import present
from alongside.editorial.queries import approved_versions, standing_of, standings_of
from alongside.editorial.rules import may_be_read, may_be_used
from alongside.editorial.standing import Standing
from alongside.people.queries import is_demonstration
from alongside.web.languages import is_like


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


def listed(language: str, *, staff: bool) -> list[Listed]:
    """The choice aids that somebody may read about, by slug, in their language where there is one: the newest
    version of each, or for people who do not work here the approved one."""
    rows = _one_of_each(_to_show(staff=staff), language)
    standings = standings_of(KIND, [row.pk for row in rows])
    return [Listed(row, standings[row.pk]) for row in rows]


def _one_of_each(versions: Versions, language: str) -> list[AidVersion]:
    """One version of each aid, by slug, in the language nearest to the reader's."""
    rows = versions.select_related("aid").order_by("aid__slug", "aid__language")
    return [nearest(tuple(group), language) for _slug, group in groupby(rows, key=lambda row: row.aid.slug)]


def nearest(versions: tuple[AidVersion, ...], language: str) -> AidVersion:
    """In the reader's language, else one like it (sv for sv-FI), else in English, else what there is."""

    def distance(row: AidVersion) -> tuple[int, bool, str]:
        written = row.aid.language
        far = 0 if written == language else 1 if is_like(written, language) else 2
        return far, written != "en", written

    return min(versions, key=distance)


def _to_show(*, staff: bool) -> Versions:
    if staff or is_demonstration():
        return AidVersion.objects.newest()
    return AidVersion.objects.filter(pk__in=approved_versions(KIND))


def to_read(slug: str, language: str, *, staff: bool) -> AidVersion | None:
    """The version of one aid that somebody may read, in the language nearest to theirs, or None."""
    rows = tuple(_to_show(staff=staff).select_related("aid").filter(aid__slug=slug))
    return nearest(rows, language) if rows else None


def beside(version: AidVersion, *, staff: bool) -> list[AidVersion]:
    """The same aid in its other languages, as far as somebody may read them."""
    rows = _to_show(staff=staff).select_related("aid").filter(aid__slug=version.aid.slug)
    return list(rows.exclude(aid=version.aid_id).order_by("aid__language"))


def in_other_languages(document: AidDocument) -> tuple[AidDocument, ...]:
    """The same version of an aid in each other language: what has to tell the same numbers."""
    rows = AidVersion.objects.newest().filter(aid__slug=document.slug, content__version=document.version)
    rows = rows.exclude(aid__language=document.language).order_by("aid__language")
    return tuple(file.from_content(row.content) for row in rows)


def to_begin() -> Versions:
    """The versions with which a choice may be begun: with real people only approved ones."""
    return _to_show(staff=False)


def to_begin_in(language: str) -> list[AidVersion]:
    """One version of each finished aid with which a choice may be begun, by slug: in this language where the
    board has approved it there, else in English."""
    rows = to_begin().select_related("aid").order_by("aid__slug", "aid__language")
    approved = set(approved_versions(KIND))
    groups = (tuple(group) for _slug, group in groupby(rows, key=lambda row: row.aid.slug))
    return [one for group in groups if not lacks(one := _to_rely_on(group, approved, language))]


def begun_in(version: AidVersion, language: str) -> AidVersion:
    """The version of the same aid with which a choice is begun for somebody of this language."""
    rows = tuple(to_begin().select_related("aid").filter(aid__slug=version.aid.slug))
    return _to_rely_on(rows, set(approved_versions(KIND)), language) if rows else version


def _to_rely_on(group: tuple[AidVersion, ...], approved: set[UUID], language: str) -> AidVersion:
    """A draft in somebody's own language does not take the place of the English one, in a demonstration
    neither."""
    checked = tuple(row for row in group if row.aid.language == "en" or row.pk in approved)
    return nearest(checked or group, language)


def may_begin(version: AidVersion) -> bool:
    """Whether a choice may be begun with this version: it is finished, and with real people approved."""
    return not lacks(version) and may_be_used(standing(version), demonstration=is_demonstration())


def may_read(version: AidVersion, *, staff: bool) -> bool:
    """Whether somebody may read this version: what was approved once stays readable."""
    return may_be_read(standing(version), staff=staff, demonstration=is_demonstration())


def all_current() -> list[AidVersion]:
    """The newest version of every aid, by slug and language."""
    return list(AidVersion.objects.newest().select_related("aid").order_by("aid__slug", "aid__language"))


def newest(slug: str, language: str = "en") -> AidVersion | None:
    """The newest version of one aid in one language, or None."""
    rows = AidVersion.objects.newest().select_related("aid")
    return rows.filter(aid__slug=slug, aid__language=language).first()


def version(version_id: UUID) -> AidVersion | None:
    """One version, old or new, or None."""
    return AidVersion.objects.select_related("aid").filter(pk=version_id).first()


def page_of(version: AidVersion, stratum: str | None = None, order: int = 0) -> AidPage:
    """The version ready to be shown. An empty stratum is one not chosen yet.

    The sentences about numbers are in the language of the aid where the program has them in it: a sentence
    half in one language and half in another is read by nobody.

    Raises UnknownStratum for a stratum that the aid does not have.
    """
    turn = order % len(version.content["options"])
    return _page_of(version.pk, stratum or None, turn, sentences_in(version.content["language"]))


@lru_cache(maxsize=256)
def _page_of(version: UUID, stratum: str | None, turn: int, language: str) -> AidPage:
    # A version never changes, and nothing of a patient is in its page: it is worked out once.
    content = AidVersion.objects.values_list("content", flat=True).get(pk=version)
    with override(language):
        return present(file.from_content(content), stratum, turn, gettext)


def sentences_in(written: str) -> str:
    """The language in which sentences about the numbers of an aid are made: its own where the program speaks
    it (the reader's form of it first: en-GB), else English."""
    reader = get_language() or "en"
    if is_like(reader, written):
        return reader
    return next((code for code in spoken() if is_like(code, written)), "en")


def spoken() -> tuple[str, ...]:
    """The languages in which the program has its own sentences."""
    return tuple(code for code, _name in settings.LANGUAGES if code not in settings.DRAFT_LANGUAGES)


def lacks(version: AidVersion) -> list[tuple[str, str]]:
    """(outcome, what is missing): numbers that nobody has read in a source. Empty for a finished aid."""
    outcomes = version.content["outcomes"]
    return [(one["name"], one["not_sourced"]) for one in outcomes if one.get("not_sourced")]


def with_a_try(language: str) -> list[AidVersion]:
    """The finished aids that may be begun with in this language and that hold a try for a set time."""
    return [
        version
        for version in to_begin_in(language)
        if any(option.get("tries_for_a_time") for option in version.content["options"])
    ]


def links_about(conditions: Iterable[str]) -> list[tuple[str, str]]:
    """(question, address) of the choice aids about any of these conditions, named as doctors name them."""
    wanted = [condition.casefold() for condition in conditions]
    return [
        (version.question, reverse("aids:aid", args=[version.aid.slug]))
        for version in _one_of_each(to_begin(), get_language() or "en")
        if any(one in version.content["condition"]["medical_name"].casefold() for one in wanted)
        and not lacks(version)
    ]


def due(today: date) -> dict[UUID, tuple[str, ...]]:
    """By version, what the gate's rules of freshness find on that day in the newest version of each aid, and
    which languages stand behind the English."""
    rows = list(AidVersion.objects.newest().select_related("aid"))
    english = {row.aid.slug: row for row in rows if row.aid.language == "en"}
    found = {}
    for row in rows:
        subject = subject_of(file.from_content(row.content), today)
        said = tuple(spot.found for check in freshness.CHECKS for spot in check.look(subject).spots)
        if is_behind(row, english.get(row.aid.slug)):
            said = (*said, gettext("The page in English has another version number by now."))
        if said:
            found[row.pk] = said
    return found


def is_behind(version: AidVersion, english: AidVersion | None) -> bool:
    """Whether a language is of another version than the English, so that its numbers are not compared."""
    return english is not None and english.content["version"] != version.content["version"]

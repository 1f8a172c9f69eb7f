"""Reading where texts stand, and what the rules need to know about one edition and one reviewer."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.utils import timezone

from alongside.editorial.interests import Declared, touching, words_of
from alongside.editorial.models import BoardMember, Edition, Flag, Review, SignedException
from alongside.editorial.rules import BOARD, Case, Reviewer
from alongside.editorial.standing import NOT_SENT_IN, Excepted, Flagged, Standing
from alongside.editorial.workflow import Capacity, State
from alongside.people.queries import Here
from alongside.sources import records
from alongside.sources.models import Source

# Standings


def standing_of(kind: str, version: UUID) -> Standing:
    """Where one version of a text stands; one that was never sent in is a draft."""
    return standings_of(kind, [version])[version]


def standings_of(kind: str, versions: Iterable[UUID]) -> dict[UUID, Standing]:
    """The same for many, in one query; every version asked for is in it."""
    wanted = list(versions)
    rows = (
        Edition.objects.filter(kind=kind, version__in=wanted)
        .order_by("version", "-number")
        .distinct("version")
        .annotate(
            open_flags=_open_flags(),
            excepted=_exceptions(),
            patient_read_it=Exists(
                Review.objects.filter(
                    edition=OuterRef("pk"), approves=True, capacity=Capacity.WORDS.value
                ).exclude(reviewer=OuterRef("approved_by"))
            ),
        )
        .defer("blocks", "report")
    )
    found = {row.version: _standing(row) for row in rows}
    return {version: found.get(version, NOT_SENT_IN) for version in wanted}


def _open_flags() -> ArraySubquery:
    flags = Flag.objects.filter(edition=OuterRef("pk"), resolved_at=None).order_by("at", "id")
    return ArraySubquery(
        flags.values(
            json=JSONObject(what="what", record="source__record", said_by="said_by", happened="happened")
        )
    )


def _exceptions() -> ArraySubquery:
    signed = SignedException.objects.filter(edition=OuterRef("pk")).order_by("rule", "at")
    return ArraySubquery(signed.values(json=JSONObject(rule="rule", reason="reason")))


def _standing(row: Any) -> Standing:
    """From an edition with `open_flags`, `excepted` and `patient_read_it`."""
    reasons = dict.fromkeys((one["rule"], one["reason"]) for one in row.excepted)
    return Standing(
        state=State(row.state),
        who=row.approved_name,
        profession=row.approved_as,
        when=row.approved_at,
        reason=row.reason,
        flags=tuple(
            Flagged(
                one["what"],
                records.from_json(one["record"]).reference(),
                one["said_by"],
                one["happened"],
            )
            for one in row.open_flags
        ),
        exceptions=tuple(Excepted(rule, reason) for rule, reason in reasons),
        patient_read_it=row.patient_read_it and bool(row.approved_name),
    )


def approved_versions(kind: str) -> QuerySet[Edition, UUID]:
    """The ids of the approved versions of a kind, as a subquery or a list; at most one for each text."""
    return Edition.objects.filter(kind=kind, state=State.APPROVED.value).values_list("version", flat=True)


def flagged_versions(kind: str) -> QuerySet[Edition, UUID]:
    """The ids of the versions of a kind that lean on a source which has changed, whatever their state."""
    flagged = Flag.objects.filter(resolved_at=None, edition__kind=kind)
    return Edition.objects.filter(pk__in=flagged.values("edition")).values_list("version", flat=True)


def newest_edition(kind: str, version: UUID) -> Edition | None:
    """The newest edition of one version, or None."""
    rows = Edition.objects.filter(kind=kind, version=version).select_related("content")
    return rows.order_by("-number").first()


def sources_of(doi: str, pmid: str) -> list[Source]:
    """The works of ours with this DOI or PMID, as `sources.standing` keeps them."""
    named = Q(doi=doi) if doi else Q(pk=None)
    return list(Source.objects.filter(named | Q(pmid=pmid) if pmid else named).order_by("slug"))


@dataclass(frozen=True)
class LeansOnIt:
    """A work of ours, and the texts that lean on it: (id of the edition, its title)."""

    reference: str
    texts: tuple[tuple[UUID, str], ...]


def what_leans_on(doi: str, pmid: str) -> list[LeansOnIt]:
    """For each work with this DOI or PMID, the texts in use or waiting that lean on it; by title."""
    current = Edition.objects.exclude(state=State.SUPERSEDED.value).order_by("title", "number")
    return [
        LeansOnIt(
            records.from_json(source.record).reference(),
            tuple(current.filter(leans__source=source).values_list("pk", "title")),
        )
        for source in sources_of(doi, pmid)
    ]


# What the rules ask


def case_of(edition: Edition) -> Case:
    """The edition's facts; a fixed number of queries."""
    approvals = {
        Capacity(capacity): person
        for capacity, person in Review.objects.filter(edition=edition, approves=True).values_list(
            "capacity", "reviewer_id"
        )
    }
    signed = SignedException.objects.filter(edition=edition).values_list("rule", "capacity")
    return Case(
        state=State(edition.state),
        carries_numbers=edition.carries_numbers,
        submitted_by=edition.submitted_by_id,
        report=edition.frozen_report(),
        approvals=approvals,
        signed=frozenset((rule, Capacity(capacity)) for rule, capacity in signed),
        open_flags=edition.flags.filter(resolved_at=None).count(),
        open_comments=edition.comments.filter(closed_at=None).count(),
    )


def reviewer_of(here: Here, edition: Edition) -> Reviewer:
    """The person at the desk, with the interests of theirs that touch this edition."""
    member = BoardMember.objects.filter(pk=here.person.pk).prefetch_related("interests").first()
    today = timezone.now().date()
    serves = BOARD in here.duties and member is not None and (member.until is None or today < member.until)
    return Reviewer(
        person=here.person.pk,
        on_board=serves,
        is_clinician=bool(here.profession),
        is_patient_reviewer=member is not None and member.is_patient_reviewer,
        interests=_touching(member, edition) if member is not None else (),
    )


def _touching(member: BoardMember, edition: Edition) -> tuple[Declared, ...]:
    declared = [Declared(one.about, one.since, one.until) for one in member.interests.all()]
    if not declared:
        return ()
    leans = edition.leans.values_list("source__slug", "source__record")
    sources = [part for slug, record in leans for part in (slug, _record_words(record))]
    words = words_of(edition.title, edition.content.key, edition.frozen_blocks(), sources)
    return touching(declared, words, timezone.now().date())


def _record_words(record: dict[str, Any]) -> str:
    kept = records.from_json(record)
    return f"{kept.reference()} {kept.note or ''}"

"""What lies at the review desk, and one edition with everything a reviewer looks at."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Count, Exists, F, Func, IntegerField, OuterRef, Q, Value
from django.db.models import Case as When
from django.db.models import When as If

from alongside.editorial import rules
from alongside.editorial.beside import Place, places_of, sources_in
from alongside.editorial.blocks import Block, Kind
from alongside.editorial.calls import Elsewhere, what_else_waits
from alongside.editorial.difference import Compared, Fate, compared
from alongside.editorial.findings import Finding, Result, Rule, Weight
from alongside.editorial.models import Comment, Edition, Flag, Review
from alongside.editorial.plain_words import measured
from alongside.editorial.queries import case_of, reviewer_of, standing_of
from alongside.editorial.rules import Case, Reviewer
from alongside.editorial.standing import Standing
from alongside.editorial.workflow import WAITING, Capacity, State, Step, needed
from alongside.people.models import Person
from alongside.people.queries import Here
from alongside.plain.reading.measure import Reading
from alongside.sources.library import stored_from
from alongside.sources.models import Document
from alongside.sources.stored import StoredDocument

ON_A_PAGE = 25
STOPPED = Q(
    Func(
        F("report"),
        Value('$[*] ? (@.rule.weight == "must" && @.findings.size() > 0)'),
        function="jsonb_path_exists",
        template="%(function)s(%(expressions)s::jsonpath)",
        output_field=BooleanField(),
    )
)
"""A rule that nobody may sign away has findings."""
WAITS = sorted(state.value for state in WAITING)
IN_USE = When(If(state=State.APPROVED.value, then=Value(1)), default=0, output_field=IntegerField())


def called(person: Person) -> str:
    """The name somebody is known by here."""
    clinician = getattr(person, "clinician", None)
    return (clinician.title if clinician else "") or person.full_name


# The list


@dataclass(frozen=True)
class Line:
    """One edition that waits. ``missing``: the reviews that it still needs; ``stopped``: by the gate."""

    id: UUID
    title: str
    kind: str
    number: int
    language: str
    state: State
    sent_in: datetime
    flags: int
    in_use: bool
    carries_numbers: bool
    missing: tuple[Capacity, ...]
    stopped: bool


@dataclass(frozen=True)
class Desk:
    """One page of the list, riskiest first; ``counts`` by what makes it risky."""

    lines: tuple[Line, ...]
    page: int
    more: bool
    waiting: int
    flagged: int
    sent_back: tuple[Line, ...]
    elsewhere: tuple[Elsewhere, ...]


def desk(here: Here, *, kind: str = "", page: int = 1) -> Desk:
    """What is next: flagged texts in use, then flagged ones that wait, then numbers, then words, then age.

    A fixed number of queries, however much lies there.
    """
    first = (page - 1) * ON_A_PAGE
    waiting, flagged = _by_kind(Edition.objects.filter(state__in=WAITS)), _by_kind(_flagged_on_desk())
    rows = _next(kind, first, ON_A_PAGE + 1, _sum(flagged, kind))
    returned = _of_kind(Edition.objects.filter(state=State.RETURNED.value), kind)
    return Desk(
        _lines(rows[:ON_A_PAGE]),
        page,
        len(rows) > ON_A_PAGE,
        _sum(waiting, kind),
        _sum(flagged, kind),
        _lines(list(_to_show(returned.order_by("-submitted_at", "id"))[:ON_A_PAGE])) if page == 1 else (),
        _elsewhere(here),
    )


def _open_flags() -> Exists:
    return Exists(Flag.objects.filter(edition=OuterRef("pk"), resolved_at=None))


def _flagged_on_desk() -> Any:
    """From the open flags to their editions: few beside all that waits."""
    flagged = Flag.objects.filter(resolved_at=None).values("edition_id")
    return Edition.objects.filter(state__in=[*WAITS, State.APPROVED.value], pk__in=flagged)


def _of_kind(rows: Any, kind: str) -> Any:
    return rows.filter(kind=kind) if kind else rows


def _next(kind: str, first: int, count: int, flagged: int) -> list[Edition]:
    """A stretch of the list. The flagged stand first; the rest is read in the order of its index, so that
    the whole list is never sorted."""
    order = ("-carries_numbers", "submitted_at", "id")
    risky = _of_kind(_flagged_on_desk(), kind).annotate(in_use=IN_USE).order_by("-in_use", *order)
    found = list(risky.values_list("pk", flat=True)[first : first + count]) if first < flagged else []
    begin = max(0, first - flagged)
    rest = _of_kind(Edition.objects.filter(~_open_flags(), state__in=WAITS), kind).order_by(*order)
    rows = list(_to_show(rest)[begin : begin + count - len(found)]) if len(found) < count else []
    by_id = _to_show(Edition.objects.filter(pk__in=found)).in_bulk() if found else {}
    return [*(by_id[one] for one in found), *rows]


def _to_show(rows: Any) -> Any:
    return rows.annotate(in_use=IN_USE).select_related("content").defer("blocks", "report")


def _by_kind(rows: Any) -> dict[str, int]:
    """All kinds at once: `editions_that_wait_by_kind` is counted without a look at the rows."""
    return dict(rows.order_by().values_list("kind").annotate(count=Count("*")))


def _sum(counts: dict[str, int], kind: str) -> int:
    return counts.get(kind, 0) if kind else sum(counts.values())


def _lines(rows: list[Any]) -> tuple[Line, ...]:
    ids = [row.pk for row in rows]
    approved: dict[UUID, set[str]] = {}
    for edition, capacity in Review.objects.filter(edition__in=ids, approves=True).values_list(
        "edition_id", "capacity"
    ):
        approved.setdefault(edition, set()).add(capacity)
    open_flags = Flag.objects.filter(edition__in=ids, resolved_at=None).values_list("edition_id")
    flags = dict(open_flags.annotate(count=Count("*")))
    stopped = set(Edition.objects.filter(STOPPED, pk__in=ids).values_list("pk", flat=True))
    return tuple(
        _line(row, approved.get(row.pk, set()), flags.get(row.pk, 0), row.pk in stopped) for row in rows
    )


def _line(row: Any, approved: set[str], flags: int, stopped: bool) -> Line:
    return Line(
        row.pk,
        row.title,
        row.kind,
        row.number,
        row.content.language,
        State(row.state),
        row.submitted_at,
        flags,
        bool(row.in_use),
        row.carries_numbers,
        tuple(one for one in needed(row.carries_numbers) if one.value not in approved)
        if row.state in WAITS
        else (),
        stopped,
    )


def _elsewhere(here: Here) -> tuple[Elsewhere, ...]:
    answers: Any = what_else_waits.send(sender=Desk, here=here)
    return tuple(one for _receiver, found in answers for one in found if one.count)


# One edition


@dataclass(frozen=True)
class Said:
    """A comment with its answer."""

    id: UUID
    words: str
    by: str
    at: datetime
    reply: str
    closed_by: str


@dataclass(frozen=True)
class Shown:
    """One block as a reviewer sees it: the change, the grade, the places, the findings, the comments."""

    changed: Compared
    reading: Reading | None
    places: tuple[Place, ...]
    findings: tuple[tuple[Rule, Finding], ...]
    comments: tuple[Said, ...]

    @property
    def block(self) -> Block:
        return self.changed.block


@dataclass(frozen=True)
class Reviewed:
    """A review that was written: who, what of, and the reasons."""

    by: str
    capacity: str
    approves: bool
    reasons: str
    at: datetime


@dataclass(frozen=True)
class ToSign:
    """A finding that may be signed, and in which of this person's capacities it is not signed yet."""

    result: Result
    capacities: tuple[Capacity, ...]


@dataclass(frozen=True)
class Page:
    """An edition on the desk, for one person."""

    edition: Edition
    standing: Standing
    case: Case
    reviewer: Reviewer
    earlier: Edition | None
    blocks: tuple[Shown, ...]
    on_the_whole: tuple[Said, ...]
    whole: Reading
    flags: tuple[Flag, ...]
    reviews: tuple[Reviewed, ...]

    @property
    def why_not(self) -> str:
        return rules.why_not_review(self.reviewer, self.case)

    @cached_property
    def capacities(self) -> tuple[Capacity, ...]:
        return rules.capacities_open(self.reviewer, self.case)

    @property
    def obstacles(self) -> dict[Capacity, str]:
        """What still stands in the way of each approval that this person could give; empty: nothing."""
        return {one: rules.why_not_approve(self.reviewer, self.case, one) for one in self.capacities}

    def may(self, step: Step) -> bool:
        return not rules.why_not_step(self.reviewer, self.case, step)

    @property
    def may_resolve(self) -> bool:
        return not self.why_not and self.reviewer.is_clinician

    def open(self, weight: Weight) -> tuple[Result, ...]:
        return self.case.report.open(weight)

    @property
    def to_sign(self) -> tuple[ToSign, ...]:
        found = [
            ToSign(
                result,
                tuple(one for one in self.capacities if (result.rule.id, one) not in self.case.signed),
            )
            for result in self.open(Weight.MAY_BE_SIGNED)
        ]
        return tuple(one for one in found if one.capacities)

    @property
    def on_no_block(self) -> tuple[tuple[Rule, Finding], ...]:
        """Findings about the whole, or about a block that is not there."""
        keys = {shown.block.key for shown in self.blocks}
        return tuple(
            (result.rule, finding)
            for result in self.case.report.open()
            for finding in result.findings
            if finding.block not in keys
        )

    @property
    def changed(self) -> int:
        return sum(one.changed.fate is not Fate.SAME for one in self.blocks)


def page(here: Here, edition_id: UUID) -> Page | None:
    """One edition, or None. A fixed number of queries, however long it is."""
    row = Edition.objects.select_related("content").filter(pk=edition_id).first()
    if row is None:
        return None
    blocks, earlier = row.frozen_blocks(), _approved_before(row)
    documents = _documents(sources_in(blocks))
    comments = _comments(row)
    case = case_of(row)
    language = row.content.language
    return Page(
        edition=row,
        standing=standing_of(row.kind, row.version),
        case=case,
        reviewer=reviewer_of(here, row),
        earlier=earlier,
        blocks=tuple(
            Shown(
                changed,
                _reading(changed.block, language) if changed.fate is not Fate.GONE else None,
                places_of(changed.block, documents),
                case.report.of(changed.block.key),
                comments.get(changed.block.key, ()),
            )
            for changed in compared(earlier.frozen_blocks() if earlier else blocks, blocks)
        ),
        on_the_whole=comments.get("", ()),
        whole=measured(_words_for_patients(blocks), language),
        flags=tuple(
            row.flags.select_related("source", "resolved_by__clinician").order_by("resolved_at", "at")
        ),
        reviews=_reviews(row),
    )


def _approved_before(row: Edition) -> Edition | None:
    """The last edition before this one that was approved, whatever became of it since."""
    before = Edition.objects.filter(content=row.content_id, number__lt=row.number)
    return before.exclude(approved_at=None).order_by("-number").first()


def _documents(slugs: Iterable[str]) -> dict[str, StoredDocument]:
    """The newest text of each source that may be shown."""
    rows = Document.objects.filter(
        source__slug__in=list(slugs), may_show=True, withdrawn_at=None, version__isnull=False
    )
    return {
        row.source.slug: stored_from(row)
        for row in rows.select_related("source").order_by("added_at")
        if row.source
    }


def _comments(row: Edition) -> dict[str, tuple[Said, ...]]:
    found: dict[str, tuple[Said, ...]] = {}
    rows = Comment.objects.filter(edition=row).select_related("by__clinician", "closed_by__clinician")
    for one in rows.order_by("at"):
        closed_by = called(one.closed_by) if one.closed_by else ""
        said = Said(one.pk, one.words, called(one.by), one.at, one.reply, closed_by)
        found[one.block] = (*found.get(one.block, ()), said)
    return found


def _reading(block: Block, language: str) -> Reading | None:
    return measured(block.text, language) if block.for_patients and block.kind is Kind.WORDS else None


def _words_for_patients(blocks: Iterable[Block]) -> str:
    return "\n\n".join(one.text for one in blocks if one.for_patients and one.kind is Kind.WORDS)


def _reviews(row: Edition) -> tuple[Reviewed, ...]:
    rows = Review.objects.filter(edition=row).select_related("reviewer__clinician").order_by("at")
    return tuple(
        Reviewed(called(one.reviewer), one.capacity, one.approves, one.reasons, one.at) for one in rows
    )

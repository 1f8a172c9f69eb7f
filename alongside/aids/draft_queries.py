"""Reading drafts of choice aids. Only editors ask; `rules.check_may_draft` stands before each."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F

from alongside.aids import file, rules
from alongside.aids.document import AidDocument
from alongside.aids.drafting.beside import Looked, look
from alongside.aids.drafting.sections import FIELDS, ORDER, Part, Tree, called, parts_of
from alongside.aids.models import AidDraft, AidVersion, DraftStep
from alongside.aids.queries import all_current, in_other_languages, newest, spoken
from alongside.people.models import Person
from alongside.people.queries import Here


@dataclass(frozen=True)
class Line:
    """One draft in the list."""

    draft: AidDraft
    title: str
    changed_by: str
    changed_at: datetime


@dataclass(frozen=True)
class PartLine:
    """One part on the page of a draft: what it is called and how much is still to mend in it."""

    part: Part
    name: str
    kind: str
    to_mend: int
    empty: bool


@dataclass(frozen=True)
class SectionLines:
    """One section of a draft. ``may_grow``: it is a list of parts."""

    section: str
    lines: tuple[PartLine, ...]
    may_grow: bool


def name_of(person: Person) -> str:
    """As colleagues say it."""
    clinician = getattr(person, "clinician", None)
    return clinician.title if clinician and clinician.title else person.full_name


def drafts(*, by: Here, put_away: bool = False) -> list[Line]:
    """Every draft, the one changed last first. Raises NoDraftForYou."""
    rules.check_may_draft(by)
    steps = DraftStep.objects.select_related("draft__started_from__aid", "draft__sent_as", "by__clinician")
    newest = steps.filter(number=F("draft__revision"), draft__put_away=put_away).order_by("-at")
    return [Line(one.draft, str(one.tree.get("title", "")), name_of(one.by), one.at) for one in newest]


def draft(draft_id: UUID, *, by: Here) -> AidDraft | None:
    """Raises NoDraftForYou."""
    rules.check_may_draft(by)
    return AidDraft.objects.select_related("started_from__aid", "sent_as__aid").filter(pk=draft_id).first()


def newest_step(draft: AidDraft) -> DraftStep:
    return DraftStep.objects.select_related("by__clinician").get(draft=draft, number=draft.revision)


def step(draft: AidDraft, number: int) -> DraftStep | None:
    return DraftStep.objects.filter(draft=draft, number=number).first()


def steps(draft: AidDraft) -> list[DraftStep]:
    """Everything that was done to a draft, the newest first, without the words themselves."""
    rows = DraftStep.objects.select_related("by__clinician").defer("tree").filter(draft=draft)
    return list(rows.order_by("-number"))


def startable() -> list[AidVersion]:
    """The newest version of each aid, by slug and language."""
    return all_current()


def looked_at(tree: Tree, *, today: date) -> Looked:
    """All that is still to mend, compared with the newest version of the same aid, and with the same version
    in other languages."""
    return look(tree, today=today, earlier=_earlier(tree), translations=in_other_languages, spoken=spoken())


def _earlier(tree: Tree) -> AidDocument | None:
    before = newest(str(tree.get("slug", "")), str(tree.get("language", "")))
    return file.from_content(before.content) if before else None


def page_of_draft(tree: Tree, found: Looked) -> list[SectionLines]:
    """The parts of a draft in order, each with the number of its findings."""
    open_in: Counter[Part] = Counter()
    parts = list(parts_of(tree))
    for part in parts:
        open_in[part] = len(found.of(part))
    return [
        SectionLines(
            section,
            tuple(_line(part, tree, open_in[part]) for part in parts if part.section == section),
            may_grow=section not in FIELDS,
        )
        for section in ORDER
    ]


def _line(part: Part, tree: Tree, to_mend: int) -> PartLine:
    value = part.value(tree)
    if part.place is None:
        return PartLine(part, "", "", to_mend, empty=not value)
    kind = str(value.get("kind", "")) if part.section == "comparisons" else ""
    name = called(value)
    if kind:
        name = called(value.get("endpoint", {})) or name
    return PartLine(part, name, kind, to_mend, empty=not value)

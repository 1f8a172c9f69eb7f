"""Notes as they are read: what kind is put forward, and a note with all that a page or a paper shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from alongside.aids.ordering import drawn_for
from alongside.aids.page import ComparisonView
from alongside.aids.queries import page_of
from alongside.decisions import note, queries
from alongside.decisions.models import Choice, NoteDraft, SignedNote
from alongside.decisions.note_kinds import NoteKind, kind_for, kind_of
from alongside.patients.doors import Visit
from alongside.patients.models import Stay


@dataclass(frozen=True)
class Signature:
    """Who signed which words when. `digest`: SHA-256 of the frozen text, in hexadecimal digits."""

    number: int
    by: str
    at: datetime
    digest: str
    because: str
    text: str


@dataclass(frozen=True)
class ShownNote:
    """A note as its page, its text and its paper show it; all three are made from this one value.

    `comparisons`: those whose pictures belong to it, drawn for the group of people that was fixed when it was
    signed. `signature` is None while it is a draft.
    """

    choice: UUID
    question: str
    kind: NoteKind
    parts: tuple[note.Part, ...]
    comparisons: tuple[ComparisonView, ...]
    signature: Signature | None


def put_forward(visit: Visit) -> NoteKind:
    """The kind of note for this writer and the unit where the patient is."""
    stay = Stay.objects.select_related("unit").filter(patient=visit.patient, ended_at=None).first()
    clinician = getattr(visit.person, "clinician", None)
    return kind_for(stay.unit.kind if stay else "", clinician.profession if clinician else "")


def signed_note(choice: Choice, number: int) -> ShownNote:
    """A signed note by its number, under the headings it was signed with. Raises NotHere without one."""
    row = queries.signed_note(choice, number)
    signed = note.thawed(row.text)
    return ShownNote(
        choice=choice.pk,
        question=choice.aid.question if choice.aid else choice.matter,
        kind=kind_of(signed.about.get("kind", "")),
        parts=signed.parts,
        comparisons=_drawn(choice, signed.about),
        signature=_signature(row),
    )


def drafted_note(choice: Choice, written: NoteDraft) -> ShownNote:
    """The draft as it would be signed now."""
    kind = kind_of(written.kind)
    return ShownNote(
        choice=choice.pk,
        question=choice.aid.question if choice.aid else choice.matter,
        kind=kind,
        parts=note.parts(written.sections, kind.titles),
        comparisons=_drawn(choice, {"stratum": choice.stratum, "aid": choice.leans_on}),
        signature=None,
    )


def _signature(row: SignedNote) -> Signature:
    return Signature(
        row.number,
        queries.name_of(row.signed_by),
        row.signed_at,
        row.digest,
        row.amends_because,
        row.text,
    )


def _drawn(choice: Choice, about: Mapping[str, str]) -> tuple[ComparisonView, ...]:
    """The comparisons that have a picture and stand first on the page. None where the note does not say
    whose numbers it told."""
    if choice.aid is None or "stratum" not in about or about.get("aid") != choice.leans_on:
        return ()
    page = page_of(choice.aid, about["stratum"] or None, drawn_for(str(choice.pk)))
    every: Sequence[ComparisonView] = [one for outcome in page.outcomes for one in outcome.comparisons]
    return tuple(one for one in every if (one.arrays or one.bars) and not one.further)

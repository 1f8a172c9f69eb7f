"""Who reads: the same evidence for everyone, in another order and with more or less detail at first sight."""

from dataclasses import dataclass
from enum import StrEnum

from alongside.answers.composition import Answer, AnswerSection
from alongside.answers.selection import Place


class Reader(StrEnum):
    """ "Which best describes you?" """

    PATIENT = "patient"
    FAMILY = "family"
    NURSE = "nurse"
    DOCTOR = "doctor"
    PHARMACIST = "pharmacist"
    OTHER = "other"


_P = Place
_LAY = (_P.SHORT, _P.WHY, _P.STEPS, _P.BENEFITS, _P.WHEN, _P.UNCERTAIN, _P.PITFALLS)
_ORDER: dict[Reader, tuple[Place, ...]] = {
    Reader.PATIENT: _LAY,
    Reader.FAMILY: _LAY,
    Reader.NURSE: (_P.SHORT, _P.STEPS, _P.WHEN, _P.PITFALLS, _P.WHY, _P.BENEFITS, _P.UNCERTAIN),
    Reader.DOCTOR: tuple(Place),
    Reader.PHARMACIST: (_P.SHORT, _P.BENEFITS, _P.PITFALLS, _P.WHEN, _P.STEPS, _P.WHY, _P.UNCERTAIN),
    Reader.OTHER: tuple(Place),
}
_CLINICIANS = frozenset({Reader.NURSE, Reader.DOCTOR, Reader.PHARMACIST})


@dataclass(frozen=True)
class ReadingView:
    """An answer as one reader meets it.

    Every claim of the answer is in `sections`. The places in `open_at_first` are unfolded when the page
    opens. `plain_words_first`: show an approved plain version before the quotations, and mark quotations
    as written for clinicians. `record_detail`: show identifiers, grade and document version beside each
    reference.
    """

    reader: Reader
    sections: tuple[AnswerSection, ...]
    open_at_first: tuple[Place, ...]
    plain_words_first: bool
    record_detail: bool


def view_for(answer: Answer, reader: Reader) -> ReadingView:
    """The answer arranged for a reader. Claims are the same set for every reader, uncertainty always open."""
    order = _ORDER[reader]
    sections = tuple(sorted(answer.sections, key=lambda s: order.index(s.place)))
    clinician = reader in _CLINICIANS
    lay_open = (Place.SHORT, Place.WHY, Place.STEPS, Place.UNCERTAIN)
    open_at_first = tuple(s.place for s in sections if clinician or s.place in lay_open)
    return ReadingView(reader, sections, open_at_first, not clinician, clinician)

"""Words of the answer pages that stand for values."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.answers.readers import Reader
from alongside.answers.selection import Place
from alongside.sources.passages import EvidenceKind

READERS: dict[Reader, str | Promise] = {
    Reader.PATIENT: _("I am a patient"),
    Reader.FAMILY: _("I am family or a friend"),
    Reader.NURSE: _("I am a nurse"),
    Reader.DOCTOR: _("I am a doctor"),
    Reader.PHARMACIST: _("I am a pharmacist"),
    Reader.OTHER: _("Someone else"),
}
PLACES: dict[Place, str | Promise] = {
    Place.SHORT: _("In short"),
    Place.WHY: _("Why"),
    Place.BENEFITS: _("Good and bad, in numbers"),
    Place.WHEN: _("When it counts most"),
    Place.STEPS: _("What to do"),
    Place.PITFALLS: _("What can go wrong"),
    Place.UNCERTAIN: _("What is not known"),
}
KINDS: dict[EvidenceKind, str | Promise] = {
    EvidenceKind.GUIDELINE: _("Guideline"),
    EvidenceKind.META_ANALYSIS: _("Meta-analysis"),
    EvidenceKind.SYSTEMATIC_REVIEW: _("Systematic review"),
    EvidenceKind.RANDOMISED_TRIAL: _("Randomised trial"),
    EvidenceKind.COHORT: _("Cohort study"),
    EvidenceKind.STUDY: _("Study"),
    EvidenceKind.CASE: _("Case report"),
    EvidenceKind.REVIEW: _("Review"),
    EvidenceKind.SUMMARY: _("Summary of evidence"),
    EvidenceKind.PATIENT_INFORMATION: _("Information for patients"),
    EvidenceKind.OPINION: _("Opinion"),
    EvidenceKind.OTHER: _("Other"),
}
REMOVED: dict[str, str | Promise] = {
    "e-mail": _("an e-mail address"),
    "web address": _("a web address"),
    "date of birth": _("a date of birth"),
    "date": _("a date"),
    "record number": _("a record number"),
    "phone number": _("a phone number"),
    "name": _("a name"),
    "address": _("an address"),
}

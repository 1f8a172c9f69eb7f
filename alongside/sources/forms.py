"""What is chosen when documents are added."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.sources.ingest import Terms
from alongside.sources.intakes import SentFile
from alongside.sources.parsing.hostile import MEGABYTE
from alongside.sources.passages import EvidenceKind
from alongside.web.forms import KeyedForm

if TYPE_CHECKING:
    Sent = UploadedFile[Any]

MOST_BYTES = 20 * MEGABYTE
MOST_FILES = 20
KIND_WORDS = {
    EvidenceKind.GUIDELINE: _("guideline"),
    EvidenceKind.META_ANALYSIS: _("meta-analysis"),
    EvidenceKind.SYSTEMATIC_REVIEW: _("systematic review"),
    EvidenceKind.RANDOMISED_TRIAL: _("randomised trial"),
    EvidenceKind.COHORT: _("cohort"),
    EvidenceKind.STUDY: _("study"),
    EvidenceKind.CASE: _("case"),
    EvidenceKind.REVIEW: _("review"),
    EvidenceKind.SUMMARY: _("summary"),
    EvidenceKind.PATIENT_INFORMATION: _("patient information"),
    EvidenceKind.OPINION: _("opinion"),
    EvidenceKind.OTHER: _("other"),
}
MAY_SHOW = {"": None, "yes": True, "no": False}


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files in one field."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Sent]:
        sent: Iterable[Any] = (data or [None]) if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(one, initial) for one in sent]


class AddForm(KeyedForm):
    """Files and what the person says of all of them; left open, each record speaks for itself."""

    documents = FilesField(
        label=_("Files"),
        help_text=_(
            "PubMed, JATS, MedQuAD or MedlinePlus XML, PDF, HTML, Word, Markdown, RIS, BibTeX or CSL-JSON; "
            "also packed. Together at most 20 MB."
        ),
        error_messages={"required": _("Choose at least one file."), "empty": _("A file is empty.")},
        widget=ManyFiles(attrs={"multiple": True}),
    )
    kind = forms.ChoiceField(
        label=_("Kind of evidence"),
        required=False,
        choices=[
            ("", _("As each record says")),
            *((kind.value, words) for kind, words in KIND_WORDS.items()),
        ],
    )
    licence = forms.CharField(
        label=_("Licence"),
        required=False,
        max_length=200,
        help_text=_("For example: CC BY 4.0. Leave it empty where each record says it."),
    )
    may_show = forms.ChoiceField(
        label=_("May readers see the text?"),
        choices=[
            ("as said", _("As each record says")),
            ("yes", _("Yes, the licence allows it")),
            ("no", _("No, it may only be cited")),
        ],
        initial="as said",
        widget=forms.RadioSelect,
    )

    def clean_documents(self) -> list[Sent]:
        files: list[Sent] = self.cleaned_data["documents"]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(gettext("Send at most 20 files at once."))
        if sum(file.size or 0 for file in files) > MOST_BYTES:
            raise forms.ValidationError(
                gettext("Together the files are larger than 20 MB. Send fewer, or use the command line.")
            )
        return files

    @property
    def terms(self) -> Terms:
        kind, said = self.cleaned_data["kind"], self.cleaned_data
        return Terms(
            EvidenceKind(kind) if kind else None, said["licence"].strip(), MAY_SHOW.get(said["may_show"])
        )

    @property
    def sent(self) -> list[SentFile]:
        return [SentFile(file.name or "file", file.read()) for file in self.cleaned_data["documents"]]

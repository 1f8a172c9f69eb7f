"""What is typed at the desk. The rules ask for reasons in their own sentences."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.editorial.workflow import Capacity
from alongside.sources.parsing.describing import date_from_words
from alongside.sources.standing import GRAVITY, Word, usable_doi, usable_pmid
from alongside.web.forms import KeyedForm

LONG = 4_000
WHAT_HAPPENED = {
    "retracted": _("Retracted: taken back by those who published it"),
    "superseded": _("Superseded: a newer work stands in its place"),
    "concern": _("Concern: the journal warns about it"),
    "corrected": _("Corrected: put right after it came out"),
}


class ActForm(KeyedForm):
    """One act at the desk; which of the fields it reads depends on the act."""

    words = forms.CharField(max_length=LONG, required=False)
    block = forms.CharField(max_length=200, required=False)
    rule = forms.CharField(max_length=40, required=False)
    capacity = forms.TypedChoiceField(
        choices=[(one.value, one.value) for one in Capacity], coerce=Capacity, required=False
    )


class ChangedForm(KeyedForm):
    """What happened to a work. ``sure`` comes with the second press, below what will be marked."""

    work = forms.CharField(
        label=_("The work"), help_text=_("Its DOI (it starts with 10.) or its PMID (digits)."), max_length=300
    )
    kind = forms.ChoiceField(
        label=_("What happened to it"),
        choices=[(kind, WHAT_HAPPENED[kind]) for kind in reversed(GRAVITY)],
        widget=forms.RadioSelect,
    )
    said_by = forms.CharField(
        label=_("Who says so"),
        help_text=_("The notice, or the newer work. Readers of the desk see it."),
        max_length=500,
    )
    date = forms.CharField(
        label=_("When"), help_text=_("As 2026-05 or 2026-05-31."), max_length=40, required=False
    )
    sure = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_work(self) -> str:
        work = str(self.cleaned_data["work"]).strip()
        if not (usable_doi(work) or usable_pmid(work)):
            raise forms.ValidationError(gettext("This is neither a DOI nor a PMID."))
        return work

    def clean_date(self) -> str:
        typed = str(self.cleaned_data["date"]).strip()
        if typed and not date_from_words(typed):
            raise forms.ValidationError(gettext("This is no day. Write it as 2026-05-31."))
        return date_from_words(typed) if typed else ""

    @property
    def word(self) -> Word:
        typed = self.cleaned_data
        work = typed["work"]
        return Word(
            typed["kind"], usable_doi(work), usable_pmid(work), typed["date"], typed["said_by"].strip()
        )


class InterestForm(KeyedForm):
    """An interest that a member declares."""

    about = forms.CharField(
        label=_("What it is about"),
        help_text=_("A word or a few: a medicine, a maker, a source. Texts with these words go to others."),
        max_length=200,
    )
    what = forms.CharField(
        label=_("What it is"), help_text=_("Fees, shares, own research."), max_length=300, required=False
    )
    since = forms.DateField(label=_("Since"), widget=forms.DateInput)
    until = forms.DateField(label=_("Until"), widget=forms.DateInput, required=False)

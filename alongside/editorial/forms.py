"""What is typed at the desk. The rules ask for reasons in their own sentences."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.editorial.workflow import Capacity
from alongside.web.forms import KeyedForm

LONG = 4_000


class ActForm(KeyedForm):
    """One act at the desk; which of the fields it reads depends on the act."""

    words = forms.CharField(max_length=LONG, required=False)
    block = forms.CharField(max_length=200, required=False)
    rule = forms.CharField(max_length=40, required=False)
    capacity = forms.TypedChoiceField(
        choices=[(one.value, one.value) for one in Capacity], coerce=Capacity, required=False
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

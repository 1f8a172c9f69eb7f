"""What is typed on the start pages."""

from django import forms
from django.utils.translation import gettext_lazy as _


class FindForm(forms.Form):
    """Part of a name of somebody in one's list."""

    name = forms.CharField(
        label=_("Find by name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

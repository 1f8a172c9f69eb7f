"""What every form of the house has."""

from uuid import uuid4

from django import forms


class KeyedForm(forms.Form):
    """A form that is carried out once, however often it is sent (`trail.writing.first_time`)."""

    request_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

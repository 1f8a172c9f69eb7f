"""What is typed when asking, objecting and checking."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.answers.models import LONG
from alongside.answers.readers import Reader
from alongside.answers.wording import READERS
from alongside.web.forms import KeyedForm

LANGUAGES = [
    ("en", "English"),
    ("es", "Español"),
    ("ar", "العربية"),
    ("zh", "中文"),
    ("hi", "हिन्दी"),
    ("sv", "Svenska"),
]


class Question(forms.CharField):
    """Any words at all: the pipeline says what is missing, in its own sentence."""

    widget = forms.Textarea

    def validate(self, value: Any) -> None:
        """Nothing is refused here."""


class ReaderForm(forms.Form):
    reader = forms.ChoiceField(
        label=_("Which best describes you?"),
        choices=[(reader.value, words) for reader, words in READERS.items()],
    )


class QuestionForm(ReaderForm):
    """Without a request key: a key names a person, and a question belongs to nobody."""

    library_question = Question(
        label=_("Your question"),
        help_text=_("Please leave out names, dates of birth and numbers of people."),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ["library_question", "reader"]


class FollowUpForm(forms.Form):
    library_question = Question(
        label=_("Ask more about this"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ObjectionForm(KeyedForm):
    words = forms.CharField(
        label=_("What is wrong?"),
        help_text=_("Your name goes with this to the people who check answers."),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReplyForm(forms.Form):
    reply = forms.CharField(label=_("Your reply"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 2}))


class StepForm(forms.Form):
    """A step of the board; the reason is asked for by the rule."""

    step = forms.CharField(max_length=20, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why?"), max_length=LONG, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class PlainForm(forms.Form):
    """Plain words for each quotation of an answer; several sentences may stand in one box."""

    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    title = forms.CharField(label=_("Title"), max_length=200)

    def __init__(self, *args: Any, quotations: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, text in quotations:
            self.fields[f"claim-{number}"] = forms.CharField(
                label=_("Quote %(number)s in plain words") % {"number": number},
                help_text=text,
                max_length=LONG,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )


READER_VALUES = frozenset(reader.value for reader in Reader)

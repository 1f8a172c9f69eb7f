"""The form in which a summary is written in another language, each part beside the English."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from alongside.meetings.models import SummaryTranslation
from alongside.web.forms import KeyedForm

LONG = 8_000


class SideBySideForm(KeyedForm):
    """A heading and a text for every part; signed by saying that both say the same."""

    def __init__(
        self, *args: Any, parts: Sequence[Mapping[str, Any]], before: SummaryTranslation | None, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.parts = parts
        for place, part in enumerate(parts):
            was = before.sections[place] if before else {"title": "", "text": ""}
            self.fields[f"title-{place}"] = forms.CharField(
                label=_("Heading"), max_length=200, initial=was["title"], widget=_auto(forms.TextInput)
            )
            self.fields[f"text-{place}"] = forms.CharField(
                label=_("Text"),
                max_length=LONG,
                initial=was["text"],
                widget=_auto(forms.Textarea, rows=_rows(part)),
            )
        self.fields["same"] = forms.BooleanField(
            label=_("I have read both, part by part. They say the same. I sign this with my name.")
        )

    @property
    def beside(self) -> list[tuple[Mapping[str, Any], BoundField, BoundField]]:
        """Each English part with its two fields."""
        return [
            (part, self[f"title-{place}"], self[f"text-{place}"]) for place, part in enumerate(self.parts)
        ]

    @property
    def sections(self) -> list[tuple[str, str]]:
        said = self.cleaned_data
        return [(said[f"title-{place}"], said[f"text-{place}"]) for place in range(len(self.parts))]


def _auto(widget: type[forms.Widget], **attrs: Any) -> forms.Widget:
    """A field whose direction follows what is written in it."""
    return widget(attrs={"dir": "auto"} | attrs)


def _rows(part: Mapping[str, Any]) -> int:
    return min(3 + len(part["sentences"]) + 2 * len(part["quotes"]), 12)

"""What is typed for a choice without an aid, and for a choice that is looked at again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.aids.page import AidPage
from alongside.decisions.forms import LONG, SpokenForm
from alongside.decisions.models import ByHandKind
from alongside.web.forms import KeyedForm


class MatterForm(KeyedForm):
    matter = forms.CharField(
        label=_("What is the choice about?"),
        help_text=_("Like this: Should I have the operation on my knee?"),
        max_length=300,
    )


class WayForm(SpokenForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.auto_id = "way_%s"
        self.fields["words"] = forms.CharField(
            label=_("Something else that can be done"),
            help_text=_("In a few easy words."),
            max_length=200,
        )


class ReasonForm(SpokenForm):
    def __init__(self, *args: object, aid: AidPage, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.auto_id = "reason_%s"
        self.fields["way"] = forms.ChoiceField(
            label=_("About"), choices=[(option.key, option.name) for option in aid.options]
        )
        self.fields["kind"] = forms.ChoiceField(
            label=_("Is it a reason for it, or against it?"),
            choices=[(ByHandKind.FOR, _("For it")), (ByHandKind.AGAINST, _("Against it"))],
            widget=forms.RadioSelect,
        )
        self.fields["words"] = forms.CharField(
            label=_("The reason"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 2})
        )


class ReopenForm(KeyedForm):
    because = forms.CharField(
        label=_("Why do you want to look at it again?"),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

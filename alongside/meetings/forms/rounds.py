"""What is typed about the daily rounds: a question, its answer, today's plan."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.meetings.forms.spoken import SpokenForm, words_field
from alongside.meetings.kinds import Coming, FollowUp, Moment
from alongside.web.forms import KeyedForm


class QuestionForm(SpokenForm):
    asks_how = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"] = words_field(_("What do you want to ask?"), rows=2)


class FollowForm(KeyedForm):
    """What became of a question."""

    kind = forms.ChoiceField(
        label=_("What happened?"),
        choices=[(FollowUp.ANSWERED, _("It was answered")), (FollowUp.CARRIED, _("It waits"))],
        initial=FollowUp.ANSWERED,
        widget=forms.RadioSelect,
    )
    moment = forms.ChoiceField(
        label=_("If it waits, until when?"),
        choices=[(Moment.ROUNDS, _("The next rounds")), (Moment.MEETING, _("The next meeting"))],
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"] = words_field(_("The answer, or why it waits"), rows=2)


class JoinForm(SpokenForm):
    asks_how = False
    coming = forms.ChoiceField(
        label=_("Do you want to be there?"),
        choices=[
            (Coming.IN_PERSON, _("Yes, in the room")),
            (Coming.PHONE, _("Yes, by phone")),
            (Coming.NOT, _("Not this time")),
        ],
        widget=forms.RadioSelect,
    )


class DayPlanForm(KeyedForm):
    today = forms.CharField(label=_("What we do today, in one plain sentence"), max_length=240)
    watch_for = forms.CharField(label=_("What we watch for, in one plain sentence"), max_length=240)

"""What is typed when something is explained and said back, and for questions that are brought."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.decisions.forms import LONG, SpokenForm
from alongside.decisions.questions import ASK_WORDS
from alongside.decisions.teach_back import SAID_BACK_WORDS, SaidBackAs, missing
from alongside.web.forms import KeyedForm


class ExplainedForm(KeyedForm):
    words = forms.CharField(
        label=_("How did you explain it?"),
        help_text=_("Like this: with the pictures, with a drawing, with the interpreter."),
        max_length=LONG,
        required=False,
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.auto_id = "explained_%s"


class SaidBackForm(SpokenForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.auto_id = "said_back_%s"
        self.fields["asked"] = forms.CharField(
            label=_("What did you ask?"),
            max_length=LONG,
            initial=_("How would you tell it to someone close to you?"),
        )
        self.fields["own_words"] = forms.CharField(
            label=_("How did they say it?"),
            help_text=_("In their own words."),
            max_length=LONG,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
        )
        self.fields["came_out"] = forms.ChoiceField(
            label=_("Where does it stand?"),
            choices=[(one.value, gettext(words)) for one, words in SAID_BACK_WORDS.items()],
            widget=forms.RadioSelect,
        )
        self.fields["gap"] = forms.CharField(
            label=_("What is not clear yet?"), max_length=LONG, required=False
        )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if "came_out" in cleaned:
            lacks = missing(
                SaidBackAs(cleaned["came_out"]),
                own_words=cleaned.get("own_words", ""),
                gap=cleaned.get("gap", ""),
            )
            for name, sentence in lacks.items():
                self.add_error(name, gettext(sentence))
        return cleaned


class QuestionsForm(SpokenForm):
    """Questions to bring: tick common ones, write one's own, one on each line."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["common"] = forms.MultipleChoiceField(
            label=_("Which of these do you want to ask?"),
            choices=[(asks.value, gettext(words)) for asks, words in ASK_WORDS.items()],
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["own"] = forms.CharField(
            label=_("What else do you want to ask?"),
            help_text=_("Write each question on a new line."),
            max_length=LONG,
            required=False,
            widget=forms.Textarea(attrs={"rows": 4}),
        )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("common") and not cleaned.get("own", "").strip():
            raise forms.ValidationError(gettext("Choose a question, or write one."))
        return cleaned


class AnswerForm(KeyedForm):
    words = forms.CharField(
        label=_("What was answered"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 2})
    )

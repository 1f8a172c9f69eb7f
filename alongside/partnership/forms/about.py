"""What is asked about a person: one question on a page, a few at the bedside, and the wall."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.partnership.actions.about import Answer
from alongside.partnership.forms.telling import ToldForm, lines
from alongside.partnership.profile import NOTHING, Told
from alongside.partnership.queries import About, CloseOne, OnWall
from alongside.partnership.topics import PERSON, TOPICS, Topic
from alongside.partnership.voices import Words, words_of
from alongside.patients.doors import Visit
from alongside.patients.rules import Standing
from alongside.web.forms import KeyedForm

# From how many answers on a list is easier than buttons.
LIST_FROM = 6


@dataclass(frozen=True)
class Asked:
    """A topic as it is asked on this page. `about`: the name of whom somebody else is asked about."""

    topic: Topic
    about: str = ""

    @property
    def _words(self) -> Words:
        return words_of(self.topic, about=bool(self.about))

    @property
    def ask(self) -> str:
        return gettext(self._words.ask).format(name=self.about)

    @property
    def hint(self) -> str:
        return gettext(self._words.hint).format(name=self.about) if self._words.hint else ""

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [(code, gettext(words).format(name=self.about)) for code, words in self._words.answers]


def answer_field(asked: Asked, *, brief: bool = False, now: str = "") -> forms.ChoiceField:
    """A list for many answers, buttons for few; none is always possible.

    `brief`: no hints, and in a list no "another", which needs more words, unless it is the answer `now`.
    """
    choices = asked.choices
    hint = "" if brief else asked.hint
    if len(choices) > LIST_FROM:
        choices = [one for one in choices if not brief or one[0] != "other" or now == "other"]
        return forms.ChoiceField(
            label=asked.ask,
            help_text=hint,
            choices=[("", gettext("Choose one")), *choices],
            required=False,
        )
    return forms.ChoiceField(
        label=asked.ask,
        help_text=hint,
        choices=choices,
        required=False,
        widget=forms.RadioSelect,
    )


def words_field(asked: Asked, *, brief: bool = False) -> forms.CharField:
    if asked.topic.answers:
        own = _("More about this, in words") if asked.about else _("In your own words")
        return forms.CharField(label=own, max_length=400, required=False)
    if asked.topic.long:
        return lines(asked.ask, rows=5, hint=asked.hint)
    return forms.CharField(
        label=asked.ask, help_text="" if brief else asked.hint, max_length=120, required=False
    )


class AboutForm(ToldForm):
    """The questions of some topics, filled with what holds. Only what is changed is told.

    A field that was emptied takes back what stood there. `seen-…` keeps which words the page showed, so that
    somebody who saves an older page does not bring old words back.
    """

    def __init__(
        self,
        *args: Any,
        visit: Visit,
        topics: Iterable[Topic],
        known: About,
        brief: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, visit=visit, **kwargs)
        self.known, self.brief = known, brief
        self.skipping_said = brief  # once, above the questions
        self.topics = [topic for topic in topics if topic.key != PERSON]
        self.asked: list[str] = []
        for topic in self.topics:
            self._ask(topic, brief)

    def _ask(self, topic: Topic, brief: bool) -> None:
        shown, asked = self._shown(topic), self._asked_as(topic)
        choice, words = (shown.choice, shown.words) if shown else self._to_begin_with(topic)
        if topic.answers:
            self._field(topic.key, answer_field(asked, brief=brief, now=choice), choice)
        if topic.words and (not topic.answers or not brief):
            name = f"{topic.key}-words" if topic.answers else topic.key
            self._field(name, words_field(asked, brief=brief), words)
        seen = forms.UUIDField(widget=forms.HiddenInput, required=False)
        self.fields[f"seen-{topic.key}"] = seen
        self.initial.setdefault(f"seen-{topic.key}", shown.id if shown else None)

    def _asked_as(self, topic: Topic) -> Asked:
        """The person is asked directly, at the bedside aloud; everybody else about the person, by name."""
        spoken_to = self.visit.standing is Standing.SELF or self.brief
        return Asked(topic, "" if spoken_to else self.visit.patient.called)

    def _to_begin_with(self, topic: Topic) -> tuple[str, str]:
        """What the house knows already stands there to be confirmed."""
        patient = self.visit.patient
        if self.visit.standing is Standing.LET_IN:
            return "", ""
        language = patient.person.language if topic.answer(patient.person.language) else ""
        return {"called": ("", patient.called), "language": (language, "")}.get(topic.key, ("", ""))

    def _field(self, name: str, field: forms.Field, value: str) -> None:
        self.fields[name] = field
        self.asked.append(name)
        self.initial.setdefault(name, value)

    @property
    def told_already(self) -> list[str]:
        """What holds and has no mistake: it need not be asked again, but can be changed."""
        held = [topic.key for topic in self.topics if self._shown(topic)]
        return [name for name in self.asked if name.removesuffix("-words") in held and not self[name].errors]

    @property
    def seen(self) -> list[str]:
        return [f"seen-{topic.key}" for topic in self.topics]

    def _shown(self, topic: Topic) -> Told | None:
        """What the page shows as the present answer; to a relative only what they wrote themselves."""
        held = self.known.topics.get(topic.key, NOTHING)
        if self.visit.standing is not Standing.LET_IN:
            return held.now
        told = [one for one in (held.now, held.beside, *held.earlier) if one]
        mine = [one for one in told if one.recorder == self.visit.person.pk]
        newest = max(mine, key=lambda one: one.at, default=None)
        return newest if newest and not newest.taken_back else None

    def _seen(self, topic: Topic) -> Told | None:
        wanted: UUID | None = self.cleaned_data.get(f"seen-{topic.key}")
        held = self.known.topics.get(topic.key, NOTHING)
        told = [one for one in (held.now, held.beside, *held.earlier) if one]
        return next((one for one in told if one.id == wanted), None)

    @property
    def answers(self) -> list[Answer]:
        """What was changed on this page."""
        return [answer for topic in self.topics if (answer := self._changed(topic))]

    def _changed(self, topic: Topic) -> Answer | None:
        before = self._seen(topic)
        was = (before.choice, before.words) if before else ("", "")
        choice = self.cleaned_data.get(topic.key, "") if topic.answers else ""
        name = f"{topic.key}-words" if topic.answers else topic.key
        kept = was[1] if choice == was[0] else ""
        words = self.cleaned_data[name].strip() if name in self.fields and topic.words else kept
        return None if (choice, words) == was else Answer(topic.key, choice, words)


class PeopleForm(AboutForm):
    """Who is family, and one person at a time with how far they are to be part of it."""

    def __init__(self, *args: Any, person: CloseOne | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        one = person or CloseOne("", "", "", "", "", NOTHING)
        close = self._asked_as(TOPICS[PERSON])
        self._field("person", forms.CharField(label=_("Name"), max_length=120, required=False), one.name)
        self._field(
            "relation",
            forms.CharField(
                label=gettext("Who are they to {name}?").format(name=close.about)
                if close.about
                else _("Who are they to you?"),
                help_text=_("Like this: daughter, friend, neighbour."),
                max_length=60,
                required=False,
            ),
            one.relation,
        )
        self._field("involved", answer_field(close), one.involved)
        self._field("person-words", lines(_("Anything to add?"), rows=2), one.words)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        named, involved = cleaned.get("person"), cleaned.get("involved")
        if named and not involved:
            self.add_error("involved", gettext("Choose how far they are to be part of it."))
        if not named and (involved or cleaned.get("relation") or cleaned.get("person-words")):
            self.add_error("person", gettext("Write the name."))
        return cleaned

    @property
    def answers(self) -> list[Answer]:
        told = self.cleaned_data
        if not told["person"]:
            return super().answers
        name = " ".join(told["person"].split())
        one = Answer(PERSON, told["involved"], told["person-words"].strip(), name, told["relation"])
        return [*super().answers, *([] if self._stands(one) else [one])]

    def _stands(self, one: Answer) -> bool:
        """Said already, in the same words."""
        was = next((p for p in self.known.people if p.name.casefold() == one.about.casefold()), None)
        return was is not None and (was.involved, was.words, was.relation) == (
            one.choice,
            one.words,
            one.relation,
        )


class CorrectForm(KeyedForm):
    """The patient puts one thing right; left empty, it is taken away."""

    def __init__(self, *args: Any, topic: Topic, told: Told, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if topic.answers:
            self.fields["choice"] = forms.ChoiceField(
                label=gettext(topic.title),
                choices=Asked(topic).choices,
                required=False,
                initial=told.choice,
                widget=forms.Select if len(topic.answers) > LIST_FROM else forms.RadioSelect,
            )
        if topic.words:
            self.fields["words"] = lines(
                _("What should it say?"),
            )
            self.initial.setdefault("words", told.words)
        self.fields["away"] = forms.BooleanField(
            label=_("Take it away"),
            help_text=_("It then stands only in the list of old words."),
            required=False,
        )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        says = cleaned.get("choice") or str(cleaned.get("words", "")).strip()
        if not self.errors and not says and not cleaned.get("away"):
            raise forms.ValidationError(gettext("Write what it should say, or take it away."))
        return cleaned

    @property
    def choice(self) -> str:
        return "" if self.cleaned_data["away"] else str(self.cleaned_data.get("choice", ""))

    @property
    def words(self) -> str:
        return "" if self.cleaned_data["away"] else str(self.cleaned_data.get("words", ""))


class WallForm(ToldForm):
    """Which topics may hang in the room. Nothing is ticked until the patient says so."""

    def __init__(self, *args: Any, topics: Iterable[OnWall], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = {one.topic.key: one.allowed for one in topics}
        self.fields["allowed"] = forms.MultipleChoiceField(
            label=_("What may hang on the wall?"),
            help_text=_("All who come into the room can read it."),
            choices=[(key, gettext(TOPICS[key].title)) for key in self.now],
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.initial.setdefault("allowed", [key for key, yes in self.now.items() if yes])

    @property
    def changed(self) -> dict[str, bool]:
        ticked = set(self.cleaned_data["allowed"])
        return {key: key in ticked for key, was in self.now.items() if (key in ticked) != was}

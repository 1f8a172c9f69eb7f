"""The forms of the editor. The form of a part is made from its shape, so it asks for all the file has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.aids.checks import TAKEN_SLUGS
from alongside.aids.draft_words import KINDS, Words, hint, label, value_words
from alongside.aids.drafting.pasted import MOST_CHARACTERS
from alongside.aids.drafting.sections import Part, Tree, called
from alongside.aids.drafting.shapes import KIND, Either, Group, Items, Leaf, Shape, Value
from alongside.aids.drafting.typed import COUNT, named, read, told
from alongside.editorial.yaml_text import MAX_BYTES, number_of
from alongside.web.forms import KeyedForm

KEEP = "keep:"
YOURS, THEIRS = "yours", "theirs"


@dataclass(frozen=True)
class Box:
    """What is laid out together: ``name`` of one field, or a heading with boxes below it.

    ``at`` is its dotted name. ``adds``: it is a list that can grow. ``item``: it can be moved and removed.
    """

    at: str
    name: str = ""
    heading: Words = ""
    below: tuple[Box, ...] = ()
    adds: bool = False
    item: bool = False
    may_skip: bool = False


class Typed(forms.CharField):
    """A field that takes what was typed as it is: ``drafting.typed`` reads it."""

    def clean(self, value: Any) -> Any:
        return value


class PartForm(KeyedForm):
    """One part of a draft. ``seen`` is the revision of the draft that was being read.

    Empty fields and slips are let in and told as findings; only what cannot be kept (a number that is none)
    is an error of the form.
    """

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        part: Part,
        draft: Tree,
        *,
        value: Tree | None = None,
        data: Mapping[str, str] | None = None,
        seen: int = 0,
    ) -> None:
        self.shape = part.shape()
        told_now = dict(told(self.shape, value or {})) if data is None else dict(data)
        super().__init__(data, initial=told_now | {"seen": seen})
        self._told, self._draft = told_now, draft
        self.boxes = tuple(self._boxes(self.shape, "", ""))
        self.value: Tree = {}

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound:
            found = read(self.shape, self._told)
            self.value = found.tree
            for name, sentence in found.errors.items():
                self.add_error(name if name in self.fields else None, gettext(sentence))

    def names(self) -> set[str]:
        """Every place beside which a finding can be shown: fields, and headings above them."""
        return {box.at for box in _every(self.boxes)}

    def heading(self, name: str) -> str:
        """What stands above a group or list of this name."""
        return next((str(box.heading) for box in _every(self.boxes) if box.at == name), name)

    def ask_whose(self, name: str, words: str) -> None:
        """Ask which of two versions stays, where no field of one value could ask."""
        choices = [(YOURS, _("Mine")), (THEIRS, _("Theirs"))]
        self.fields[KEEP + name] = forms.ChoiceField(
            label=gettext("Which should stay?") + f" ({words})",
            choices=choices,
            widget=forms.RadioSelect,
        )
        self.data = {**self.data, KEEP + name: YOURS}

    def _boxes(self, shape: Shape, at: str, parent: str) -> Iterator[Box]:
        match shape:
            case Leaf():
                yield self._leaf(shape, at, parent)
            case Group(fields=fields):
                for one in fields:
                    yield from self._boxed(one, named(at, one.name), parent or shape.kind)
            case Either():
                yield from self._either(shape, at, parent)
            case Items():
                yield self._items(shape, at)

    def _boxed(self, shape: Shape, at: str, parent: str) -> Iterator[Box]:
        """A group inside another stands under its own heading."""
        if isinstance(shape, Group | Either):
            below = tuple(self._boxes(shape, at, shape.name))
            yield Box(at, heading=label(shape.name, parent), below=below, may_skip=not shape.required)
        else:
            yield from self._boxes(shape, at, parent)

    def _either(self, shape: Either, at: str, parent: str) -> Iterator[Box]:
        name = named(at, KIND)
        kind = shape.kinds[0] if len(shape.kinds) == 1 else self._told.get(name, "")
        if len(shape.kinds) > 1:
            # The kind of a whole comparison is said when it is added: another kind is another comparison.
            fixed = not at and kind in shape.kinds
            choices = [("", "–"), *((one, KINDS[one]) for one in shape.kinds)]
            widget = forms.HiddenInput() if fixed else forms.Select(choices=choices)
            text = _("Choose, then press “Check” to see its fields.")
            self.fields[name] = Typed(
                label=label(KIND), required=False, widget=widget, help_text="" if fixed else text
            )
            yield Box(name, name=name)
        group = shape.group(kind)
        if group:
            yield from self._boxes(group, at, parent)

    def _items(self, shape: Items, at: str) -> Box:
        self.fields[f"{COUNT}{at}"] = Typed(required=False, widget=forms.HiddenInput)
        length = number_of(self._told.get(f"{COUNT}{at}", "0"))
        heading = label(shape.name)
        items = tuple(
            self._item(shape.item, named(at, place), place, heading)
            for place in range(min(length if isinstance(length, int) else 0, 200))
        )
        count = Box(f"{COUNT}{at}", name=f"{COUNT}{at}")
        return Box(at, heading=heading, below=(count, *items), adds=True, may_skip=not shape.required)

    def _item(self, shape: Shape, at: str, place: int, heading: Words) -> Box:
        below = tuple(self._boxes(shape, at, shape.name))
        return Box(at, heading=f"{heading} {place + 1}", below=below, item=True)

    def _leaf(self, leaf: Leaf, at: str, parent: str) -> Box:
        words = label(leaf.name, parent)
        field: forms.Field
        if leaf.value is Value.TICK:
            field = _Tick(label=words, required=False, widget=forms.CheckboxInput)
        else:
            field = Typed(
                label=words,
                required=False,
                help_text=hint(leaf.name, leaf.value),
                widget=self._widget(leaf, self._told.get(at, "")),
            )
            # Only for the words beside the label: a gap is a finding and never an error.
            field.required = leaf.required
        self.fields[at] = field
        return Box(at, name=at)

    def _widget(self, leaf: Leaf, now: str) -> forms.Widget:
        match leaf.value:
            case Value.POINTER:
                return forms.Select(choices=self._pointers(leaf.points_to, now))
            case Value.ONE_OF:
                known = [(str(one), value_words(one)) for one in leaf.choices]
                return forms.Select(choices=_with(known, now))
            case Value.YES_NO:
                return forms.Select(choices=[("", "–"), ("yes", _("Yes")), ("no", _("No"))])
            case Value.NUMBER | Value.WHOLE:
                return forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
            case Value.LINE if "\n" not in now:
                return forms.TextInput(attrs={"autocomplete": "off"})
            case _:
                return forms.Textarea(attrs={"rows": min(8, 2 + len(now) // 90)})

    def _pointers(self, section: str, now: str) -> list[tuple[str, Words]]:
        if section == "strata":
            items = self._draft.get("strata", {}).get("choices", [])
        else:
            items = self._draft.get(section, [])
        known = [(str(one["key"]), f"{called(one)} ({one['key']})") for one in items if one.get("key")]
        return _with(known, now)


class _Tick(forms.BooleanField):
    def clean(self, value: Any) -> Any:
        return value


def _with(known: list[tuple[str, Words]], now: str) -> list[tuple[str, Words]]:
    """With nothing chosen first, and with what stands there although it leads nowhere."""
    other = [] if not now or now in dict(known) else [(now, now)]
    return [("", "–"), *known, *other]


def _every(boxes: tuple[Box, ...]) -> Iterator[Box]:
    for box in boxes:
        yield box
        yield from _every(box.below)


class SeenForm(KeyedForm):
    """A deed on a draft as it was seen."""

    seen = forms.IntegerField(widget=forms.HiddenInput)


class NewDraftForm(KeyedForm):
    """A draft from nothing."""

    title = forms.CharField(label=_("Title"), max_length=200, help_text=_("A few plain words for patients."))
    slug = forms.SlugField(
        label=_("Short name in addresses"),
        max_length=60,
        help_text=_("Small letters, digits and -. It stays the same in later versions."),
    )

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if slug != slug.lower() or not slug[0].isalnum():
            raise forms.ValidationError(gettext("Use small letters, digits and - only; start with a letter."))
        if slug in TAKEN_SLUGS:
            raise forms.ValidationError(gettext("This name is taken by a page. Choose another one."))
        return slug


class ImportForm(KeyedForm):
    """A draft from a choice-aid file."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("A choice-aid file (YAML), finished or half made. At most 1 MB."),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )

    def clean_file(self) -> bytes:
        sent = self.cleaned_data["file"]
        if sent.size > MAX_BYTES:
            raise forms.ValidationError(gettext("The file is larger than 1 MB."))
        data: bytes = sent.read()
        return data


class PasteForm(KeyedForm):
    """Bibliographic records, pasted."""

    records = forms.CharField(
        label=_("Records"),
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text=_(
            "RIS, BibTeX, CSL-JSON or PubMed XML, as PubMed, a journal or a reference program exports it."
        ),
        error_messages={"required": _("Paste at least one record.")},
    )

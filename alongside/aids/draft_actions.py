"""What editors do with drafts of choice aids. Each change is a new step; nothing is written over unread."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from alongside.aids import rules
from alongside.aids.actions import Loaded, load_aid
from alongside.aids.drafting import opening, sections
from alongside.aids.drafting.merging import Differs, find_again, merge
from alongside.aids.drafting.sections import Part, Tree
from alongside.aids.drafting.writing import written
from alongside.aids.models import AidDraft, AidVersion, DraftStep
from alongside.people.queries import Here
from alongside.trail.writing import LIBRARY, did


class Changed(Exception):
    """Somebody saved a change after the one that was seen; ``theirs`` is the newest step."""

    def __init__(self, theirs: DraftStep) -> None:
        super().__init__("changed in between")
        self.theirs = theirs


class BothChanged(Changed):
    """Both changed the same places of a part: a person has to settle them.

    ``value``: both changes put together; ``part``: where it stands now, None where they removed it.
    """

    def __init__(
        self, theirs: DraftStep, part: Part | None, value: Tree, differs: tuple[Differs, ...]
    ) -> None:
        super().__init__(theirs)
        self.part, self.value, self.differs = part, value, differs


@dataclass(frozen=True)
class Saved:
    """The step that a change became, and where the part stands in it."""

    step: DraftStep
    part: Part


@transaction.atomic
def begin_draft(*, tree: Tree, by: Here, started_from: AidVersion | None = None) -> AidDraft:
    """A draft that starts with these values. Raises NoDraftForYou."""
    rules.check_may_draft(by)
    draft = AidDraft.objects.create(started_from=started_from)
    _step(draft, tree, "began", "", by)
    return draft


def begin_next_version(*, version: AidVersion, by: Here) -> AidDraft:
    """A draft of the version after this one, with all that it says. Raises NoDraftForYou."""
    tree = opening.opened(version.original)
    number = str(tree.get("version", ""))
    following = {"version": str(int(number) + 1)} if number.isdecimal() else {}
    return begin_draft(tree=tree | following, by=by, started_from=version)


@transaction.atomic
def save_part(*, draft: AidDraft, part: Part, value: Tree, seen: int, by: Here) -> Saved:
    """Write one part anew, on top of what others saved meanwhile.

    Raises BothChanged where the same places were changed, or the part was removed.
    """
    now = _locked(draft, by)
    if now.number == seen:
        return Saved(_step(draft, part.put(now.tree, value), "changed", _words(part, value), by), part)
    before = DraftStep.objects.get(draft=draft, number=seen).tree
    place = find_again(part, before, now.tree)
    if place is None:
        raise BothChanged(now, None, value, ())
    merged = merge(part.value(before), value, place.value(now.tree))
    if merged.differs:
        raise BothChanged(now, place, merged.value, merged.differs)
    return Saved(_step(draft, place.put(now.tree, merged.value), "changed", _words(place, value), by), place)


@transaction.atomic
def add_part(*, draft: AidDraft, section: str, value: Tree, by: Here) -> Saved:
    """Put a new item at the end of a list: that cannot collide with what anybody else does."""
    now = _locked(draft, by)
    step = _step(draft, sections.add(now.tree, section, value), "added", _named(section, value), by)
    return Saved(step, Part(section, len(step.tree[section]) - 1))


@transaction.atomic
def remove_part(*, draft: AidDraft, part: Part, seen: int, by: Here) -> DraftStep:
    """Raises Changed: what is removed is what was seen."""
    now = _unchanged(draft, seen, by)
    return _step(draft, sections.remove(now.tree, part), "removed", _words(part, part.value(now.tree)), by)


@transaction.atomic
def move_part_up(*, draft: AidDraft, part: Part, seen: int, by: Here) -> DraftStep:
    """Raises Changed: places are those that were seen."""
    now = _unchanged(draft, seen, by)
    return _step(draft, sections.move_up(now.tree, part), "moved", _words(part, part.value(now.tree)), by)


@transaction.atomic
def go_back(*, draft: AidDraft, to: int, seen: int, by: Here) -> DraftStep:
    """The draft as it stood after an earlier step, as a new step. Raises Changed, DraftStep.DoesNotExist."""
    _unchanged(draft, seen, by)
    earlier = DraftStep.objects.get(draft=draft, number=to)
    return _step(draft, earlier.tree, "went back", str(to), by)


@transaction.atomic
def send_to_board(*, draft: AidDraft, seen: int, by: Here) -> Loaded:
    """The draft as the next version of its aid, with the gate's report. Raises Changed, FileError."""
    now = _unchanged(draft, seen, by)
    loaded = load_aid(text=written(now.tree), by=by.person)
    draft.sent_as = loaded.version
    draft.save(update_fields=["sent_as"])
    did("sent", "aid draft", draft.pk, stream=LIBRARY, by=by.person.pk)
    return loaded


@transaction.atomic
def put_away(*, draft: AidDraft, away: bool, by: Here) -> None:
    """Take a draft off the list, or put it back."""
    rules.check_may_draft(by)
    AidDraft.objects.filter(pk=draft.pk).update(put_away=away)
    did("put away" if away else "took up", "aid draft", draft.pk, stream=LIBRARY, by=by.person.pk)


def _locked(draft: AidDraft, by: Here) -> DraftStep:
    """The newest step; nobody else saves until this transaction ends."""
    rules.check_may_draft(by)
    held = AidDraft.objects.select_for_update().get(pk=draft.pk)
    return DraftStep.objects.select_related("by__clinician").get(draft=held, number=held.revision)


def _unchanged(draft: AidDraft, seen: int, by: Here) -> DraftStep:
    now = _locked(draft, by)
    if now.number != seen:
        raise Changed(now)
    return now


def _step(draft: AidDraft, tree: Tree, verb: str, part: str, by: Here) -> DraftStep:
    held = AidDraft.objects.select_for_update().get(pk=draft.pk)
    number = held.revision + 1
    step = DraftStep.objects.create(
        draft=held, number=number, tree=tree, verb=verb, part=part[:200], by=by.person, at=timezone.now()
    )
    AidDraft.objects.filter(pk=draft.pk).update(revision=number)
    draft.revision = number
    did(verb, "aid draft", draft.pk, stream=LIBRARY, by=by.person.pk)
    return step


def _words(part: Part, value: Tree) -> str:
    return _named(part.section, value) if part.place is not None else part.section


def _named(section: str, value: Tree) -> str:
    name = sections.called(value)
    return f"{section}: {name}" if name else section

"""The note as text: its first draft from what was said, the signed words, the words as plain text."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from alongside.decisions.note_kinds import NoteKind
from alongside.plain.marked import N_

# Headings of the notes that were signed before a note carried its own.
FIRST_TITLES: tuple[tuple[str, str], ...] = (
    ("matter", N_("What it is about")),
    ("choices", N_("The choices and their numbers")),
    ("what_matters", N_("What matters")),
    ("views", N_("What was said")),
    ("advice", N_("Advice and its reason")),
    ("ending", N_("What was agreed, or how it stands")),
    ("next", N_("What happens next")),
)


@dataclass(frozen=True)
class Material:
    """What the record holds, in finished sentences, ready to be put under the headings."""

    speaking: tuple[str, ...]
    matter: tuple[str, ...]
    choices: tuple[str, ...]
    what_matters: tuple[str, ...]
    views: tuple[str, ...]
    advice: tuple[str, ...]
    ending: tuple[str, ...]
    next: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """One heading of a note with its lines."""

    name: str
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Signed:
    """A signed text, taken apart again. `about`: the choice, the aid's digest and what else was fixed."""

    parts: tuple[Part, ...]
    about: Mapping[str, str]


def draft(material: Material, kind: NoteKind, nothing: str) -> dict[str, str]:
    """The first draft: lines for each heading; `nothing` where the record holds nothing.

    A heading that the record cannot fill is left for the clinician to write.
    """
    from_record = {name: "\n".join(lines) or nothing for name, lines in vars(material).items()}
    return {section.name: from_record.get(section.name, "") for section in kind.sections}


def parts(sections: Mapping[str, str], titles: Sequence[tuple[str, str]]) -> tuple[Part, ...]:
    """The words under their headings, in the order of the headings."""
    return tuple(Part(name, title, tuple(sections.get(name, "").splitlines())) for name, title in titles)


def frozen(sections: Mapping[str, str], titles: Sequence[tuple[str, str]], about: Mapping[str, str]) -> str:
    """The exact text that is signed: one canonical JSON object (sorted keys, no spaces, UTF-8).

    `about` fixes what the sections lean on: the choice, the aid's digest, the group of people in the numbers.
    `titles`: (name, heading) in order; a note keeps the headings it was signed under.
    """
    body = {
        "about": dict(about),
        "sections": {name: sections[name] for name, _ in titles},
        "titles": [list(pair) for pair in titles],
    }
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def thawed(text: str) -> Signed:
    """A signed text taken apart. One from before headings were part of it has the first headings."""
    body = json.loads(text)
    titles = [(name, title) for name, title in body.get("titles", FIRST_TITLES)]
    return Signed(parts(body["sections"], titles), body["about"])


def as_text(heading: str, shown: Sequence[Part], below: Sequence[str]) -> str:
    """The note as plain text, to be copied into another record: headings, lines, what stands below."""
    blocks = [heading, *("\n".join((part.title.upper(), *part.lines)) for part in shown), "\n".join(below)]
    return "\n\n".join(blocks) + "\n"

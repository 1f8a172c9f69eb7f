"""The note as text: its sections, its first draft from what was said, and the words that are signed."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from alongside.decisions.endings import N_

SECTIONS: dict[str, str] = {
    "matter": N_("What it is about"),
    "choices": N_("The choices and their numbers"),
    "what_matters": N_("What matters"),
    "views": N_("What was said"),
    "advice": N_("Advice and its reason"),
    "ending": N_("What was agreed, or how it stands"),
    "next": N_("What happens next"),
}


@dataclass(frozen=True)
class Material:
    """What the record holds, in finished sentences, ready to be put under the headings."""

    matter: tuple[str, ...]
    choices: tuple[str, ...]
    what_matters: tuple[str, ...]
    views: tuple[str, ...]
    advice: tuple[str, ...]
    ending: tuple[str, ...]
    next: tuple[str, ...]


def draft(material: Material, nothing: str) -> dict[str, str]:
    """The first draft: one paragraph of lines for each section; `nothing` where nothing was said."""
    return {name: "\n".join(getattr(material, name)) or nothing for name in SECTIONS}


def frozen(sections: Mapping[str, str], about: Mapping[str, str]) -> str:
    """The exact text that is signed: one canonical JSON object (sorted keys, no spaces, UTF-8).

    `about` fixes what the sections lean on: the choice, the aid's version and its digest.
    """
    body = {"about": dict(about), "sections": {name: sections[name] for name in SECTIONS}}
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def thawed(text: str) -> tuple[dict[str, str], dict[str, str]]:
    """(sections, about) of a signed text."""
    body = json.loads(text)
    return body["sections"], body["about"]


def titled(sections: Mapping[str, str]) -> list[tuple[str, list[str]]]:
    """(title, lines) of each section, in the note's order."""
    return [(title, sections[name].splitlines()) for name, title in SECTIONS.items()]

"""A choice aid in a second language, sent in after the board has met: the desk shows what the gate found."""

from importlib.resources import files

from alongside.aids.actions import load_aid
from alongside.aids.queries import newest

SLUG, LANGUAGE = "knee-osteoarthritis", "es"


def fill() -> None:
    """Load the draft, once. Nobody approves it: who reads Spanish begins a choice with the English aid."""
    if newest(SLUG, LANGUAGE) is None:
        draft = files("alongside.config").joinpath("demonstration_knee_es.yaml")
        load_aid(text=draft.read_bytes(), by=None)

"""What languages are called."""

from django.conf import settings
from django.utils.translation import get_language, get_language_info, gettext


def language_name(code: str) -> str:
    """A language in its own words, so that those who read it find it; else its code."""
    try:
        return str(get_language_info(code)["name_local"])
    except KeyError:
        return code


def is_like(one: str, other: str) -> bool:
    """Whether two codes are of one language: en and en-GB."""
    return one.split("-")[0] == other.split("-")[0]


def draft_line() -> str:
    """What stands above the program's words in the language now spoken while nobody has signed them."""
    if get_language() not in settings.DRAFT_LANGUAGES:
        return ""
    return gettext(
        "These words were put into your language. No one has checked them yet. "
        "If something seems wrong, ask your team, or read it in English."
    )

"""What languages are called."""

from django.utils.translation import get_language_info


def language_name(code: str) -> str:
    """A language in its own words, so that those who read it find it; else its code."""
    try:
        return str(get_language_info(code)["name_local"])
    except KeyError:
        return code


def is_like(one: str, other: str) -> bool:
    """Whether two codes are of one language: en and en-GB."""
    return one.split("-")[0] == other.split("-")[0]

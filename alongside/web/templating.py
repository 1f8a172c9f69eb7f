"""The one template environment: strict, escaping, translated."""

from functools import cache
from typing import Any

import jinja2
from django.templatetags.static import static as address_of_file
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format


@cache
def fixed_url(name: str) -> str:
    """The address of a page that is the same for everybody. Asked twenty times a page, worked out once."""
    return reverse(name)


def url(name: str, *args: Any) -> str:
    return reverse(name, args=args) if args else fixed_url(name)


# Names of files that hold their own digest: they change with the program only.
static = cache(address_of_file)


def day(value: Any) -> str:
    """A date as people write it, in the reader's language: 22 November 2026."""
    return date_format(value, "j F Y")


def moment(value: Any) -> str:
    """A date and time in the current zone: 22 November 2026, 14:02."""
    return date_format(timezone.localtime(value), "j F Y, H:i")


def environment(**options: Any) -> jinja2.Environment:
    env = jinja2.Environment(  # noqa: S701 - Django passes autoescape in `options`
        **{
            **options,
            "undefined": jinja2.StrictUndefined,
            "trim_blocks": True,
            "lstrip_blocks": True,
            "extensions": ["jinja2.ext.i18n", "jinja2.ext.do"],
        }
    )
    env.policies["ext.i18n.trimmed"] = True
    env.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    env.globals.update(url=url, static=static)
    env.filters.update(day=day, moment=moment)
    return env

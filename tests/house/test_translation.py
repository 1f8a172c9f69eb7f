"""Every word of the interface goes through gettext."""

import re
from pathlib import Path

import jinja2
import pytest

from tests.installation import CHECKOUT
from tests.pseudo import longer, messages

# Two files of macros put kinds and attributes together word by word; their words are read in the walks.
MACROS = {"forms.html", "pictures.html"}
TEMPLATES = [
    file
    for file in sorted((CHECKOUT / "alongside").glob("*/jinja2/**/*.html"))
    if not (file.parent.name == "web" and file.name in MACROS)
]
TAG = re.compile(r"<!--.*?-->|<[^>]*>|&\w+;", re.DOTALL)
# The product's name, and what a seal or a unit looks like in every language.
NEVER_TRANSLATED = {"Alongside", "PHQ"}


def untranslated(text: str) -> list[str]:
    """Runs of letters that stand in a template outside tags and outside translation."""
    inside_trans, said = False, []
    for _line, kind, value in jinja2.Environment(extensions=["jinja2.ext.i18n"]).lex(text):
        if kind == "name" and value in ("trans", "endtrans"):
            inside_trans = value == "trans"
        if kind == "data":
            said.append("" if inside_trans else value)
        elif kind in ("variable_begin", "block_begin"):
            said.append("·")
    words = re.findall(r"[^\W\d_]{2,}", TAG.sub(" ", "".join(said)))
    return [word for word in words if word not in NEVER_TRANSLATED]


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: str(Path(file).relative_to(CHECKOUT)))
def test_no_word_of_a_template_stands_outside_translation(file):
    assert untranslated(file.read_text(encoding="utf-8")) == []


def test_a_word_outside_translation_would_be_noticed():
    assert untranslated('<p class="lead">Hello {{ name }}</p>') == ["Hello"]
    assert untranslated('<p>{{ _("Hello") }}</p>{% trans %}Dear{% endtrans %}') == []


def test_messages_are_found_in_templates_and_in_python():
    found = {message for message, _ in messages() if isinstance(message, str)}
    assert {"What matters to {called} is not written yet.", "Sign in", "Agreed"} <= found


def test_the_long_language_keeps_what_must_be_kept():
    assert longer("%(who)s said {called}") == "⟦%(who)s saäid {called}⟧"

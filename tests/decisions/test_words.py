"""The sentences of the choice room that patients read are easy: at or below fifth grade, measured."""

import re

import pytest

from alongside.decisions.endings import ENDINGS
from alongside.plain.reading.measure import measure
from tests.installation import CHECKOUT

PATIENTS_NEVER_SEE = {"draft.html", "sign.html", "plan_try.html", "review_try.html"}
FOLDER = CHECKOUT / "alongside/decisions/jinja2/decisions"
TEMPLATES = [file for file in sorted(FOLDER.glob("*.html")) if file.name not in PATIENTS_NEVER_SEE]
SAID = re.compile(r"""_\("([^"]+)"|{%-? trans[^%]*%}(.*?){% endtrans""", re.DOTALL)
VALUE = re.compile(r"{{.*?}}|%\(\w+\)s")


def sentences(text: str) -> list[str]:
    """What is said in a template, in whole sentences; a name stands where a value will."""
    found = [VALUE.sub("Ann", one or other) for one, other in SAID.findall(text)]
    return [one if one[-1] in ".?!:" else f"{one}." for one in dict.fromkeys(found) if len(one.split()) > 4]


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.name)
def test_what_patients_read_is_at_or_below_fifth_grade(file):
    text = " ".join(sentences(file.read_text(encoding="utf-8")))
    if text:
        assert measure(text).grade <= 5.0, text


def test_the_endings_are_easy_to_read():
    assert measure(". ".join(ending.for_patient for ending in ENDINGS.values())).grade <= 5.0

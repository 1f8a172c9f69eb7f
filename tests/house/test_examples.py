"""Every command that a page shows exists, with every word of it: in the README, in the docs, in the scripts.

That the operator's pages lead where they say is for tests/config/test_how_to.py, which follows them.
"""

import re
import shlex
from pathlib import Path

import pytest
from click import Command
from typer.main import get_command

from alongside.config.command_line.main import app
from tests.installation import CHECKOUT

# An ADR keeps the words of its day.
DOCS = [page for page in sorted((CHECKOUT / "docs").rglob("*.md")) if page.parent.name != "adr"]
PAGES = [CHECKOUT / "README.md", CHECKOUT / "CONTRIBUTING.md", *DOCS]
ENDS = {"|", "||", "&&", ";", ">", ">>", "<", "&"}


def examples(text: str) -> list[str]:
    """What stands in code blocks and between backticks and begins as a command of ours."""
    blocks = re.findall(r"```\w*\n(.*?)```", text, re.DOTALL)
    lines = [line.strip().removeprefix("$ ") for block in blocks for line in block.splitlines()]
    lines += re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    begins = re.compile(
        r"(?:.*[|;&] *)?(?:sudo +(?:-\w+ +\w+ +)*)?(?:\w+=\S+ +)*(alongside |python benchmarks/)"
    )
    return [line[found.start(1) :] for line in lines if (found := begins.match(line))]


def wrong(example: str) -> str:
    """What this example says that does not exist; empty: it could be typed."""
    words = shlex.split(example, comments=True)
    words = words[: next((place for place, word in enumerate(words) if word in ENDS), len(words))]
    if words[0] == "python":
        return _wrong_benchmark(words[1], words[2:])
    return _wrong_command(get_command(app), words[1:], "alongside")


def _wrong_benchmark(file: str, words: list[str]) -> str:
    program = CHECKOUT / file
    if not program.exists():
        return f"there is no {file}"
    source = program.read_text(encoding="utf-8")
    said = [word for word in words if word.startswith("--") and f'"{word}"' not in source]
    return f"{file} has no {said[0]}" if said else ""


def _wrong_command(command: Command, words: list[str], called: str) -> str:
    options = {name: option for option in command.params for name in (*option.opts, *option.secondary_opts)}
    inside: dict[str, Command] = getattr(command, "commands", {})
    left = list(words)
    while left:
        word = left.pop(0)
        name, is_one, _value = word.partition("=")
        if word.startswith("-"):
            if name not in options and name != "--help":
                return f"{called} has no {name}"
            if not is_one and not getattr(options.get(name), "is_flag", True):
                left = left[1:]
        elif inside and word in inside:
            return _wrong_command(inside[word], left, f"{called} {word}")
        elif inside and not word.isupper() and "…" not in word:
            return f"{called} has no {word}"
    return ""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(Path(page).relative_to(CHECKOUT)))
def test_every_command_that_a_page_shows_exists(page):
    told = {one: wrong(one) for one in examples(page.read_text(encoding="utf-8"))}
    assert {one: problem for one, problem in told.items() if problem} == {}


def test_pages_show_commands():
    shown = [one for page in PAGES for one in examples(page.read_text(encoding="utf-8"))]
    assert len(shown) > 40


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("`alongside trail verfiy`", "alongside trail has no verfiy"),
        ("```console\n$ alongside serve --prot 8000\n```", "alongside serve has no --prot"),
        ("```\ncat a.toml | alongside unit sett FILE\n```", "alongside unit has no sett"),
        ("`python benchmarks/fast.py`", "there is no benchmarks/fast.py"),
        ("`python benchmarks/many.py --people 3`", "benchmarks/many.py has no --people"),
    ],
)
def test_an_example_that_cannot_be_typed_would_be_noticed(text, problem):
    assert [wrong(one) for one in examples(text)] == [problem]

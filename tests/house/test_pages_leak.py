"""No page shows what a template leaves behind: every page that can be reached by a link is read."""

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from django.test import Client

from tests.talks import a_talk

LEFT_BEHIND = (
    "{{",
    "{%",
    "<built-in",
    "object at 0x",
    "Undefined",
    "<bound method",
    "gettext_lazy",
    "__proxy__",
)
# What a reader sees where a word was never looked up or filled in: a key, a name of the code, an open place.
KEYS = re.compile(r"%\(\w+\)[sd]|\{\w*\}|\b[a-z]+(?:_[a-z]+)+\b")
SPOKEN = {"aria-label", "alt", "title", "placeholder"}
LOADS = {"src", "srcset", "action", "formaction", "data", "poster"}
MOST = 80


class Page(HTMLParser):
    """What a browser would load, run, show and follow."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.problems: list[str] = []
        self.links: list[str] = []
        self._inside: list[str] = []
        self.problems += [f"shows {word}" for word in LEFT_BEHIND if word in text]
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        self._inside.append(tag)
        if tag == "script" and "src" not in given:
            self.problems.append("inline script")
        for name, value in given.items():
            outside = bool(urlsplit(value or "").netloc)
            if name.startswith("on"):
                self.problems.append(f"inline script in {name}")
            if name == "style" or tag == "style":
                self.problems.append("inline style")
            if outside and (name in LOADS or (tag == "link" and name == "href")):
                self.problems.append(f"outside host: {value}")
            if name in SPOKEN and (key := KEYS.search(value or "")):
                self.problems.append(f"{name} says the key {key[0]}")
            if value == "None":
                self.problems.append(f"{name} is None")
        if tag == "a" and given.get("href"):
            self.links.append(str(given["href"]))

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if re.search(r"(^|[ ,:(])None($|[ ,;)])", data.strip()) and "script" not in self._inside:
            self.problems.append(f"shows None: {data.strip()[:60]}")
        if (key := KEYS.search(data)) and not {"script", "style", "code"} & {*self._inside}:
            self.problems.append(f"shows the key {key[0]}")


def read_all(client: Client, start: str = "/") -> dict[str, list[str]]:
    """Follow links inside the site, each kind of address a few times; the problems of each page."""
    found: dict[str, list[str]] = {}
    waiting, kinds = [start], {}
    while waiting and len(found) < MOST:
        address = waiting.pop(0)
        kind = re.sub(r"[0-9a-f-]{36}|\d+", "…", address)
        kinds[kind] = kinds.get(kind, 0) + 1
        if address in found or kinds[kind] > 2:
            continue
        answer = client.get(address, follow=True)
        found[address] = [] if answer.status_code < 500 else ["an error"]
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            page = Page(answer.content.decode())
            found[address] += page.problems
            waiting += [link for link in page.links if link.startswith("/") and "sign-out" not in link]
    return found


@pytest.mark.parametrize("who", ["rosa", "ada", "nils", "dora"])
def test_no_page_shows_what_a_template_left_behind(family, who):
    from alongside.people.models import Account

    a_talk(family)
    client = Client()
    client.force_login(Account.objects.get(username=who))
    found = read_all(client)
    assert len(found) > 8
    assert {address: problems for address, problems in found.items() if problems} == {}


@pytest.mark.parametrize(
    ("html", "problem"),
    [
        ("<p>None</p>", "shows None: None"),
        ("<p>Born: None.</p><p>Seen by None</p>", "shows None: Seen by None"),
        ("<p>{{ name }}</p>", "shows {{"),
        ("<p>&lt;x&gt; <built-in method title></p>", "shows <built-in"),
        ("<p>Visit object at 0x7f</p>", "shows object at 0x"),
        ("<script>alert(1)</script>", "inline script"),
        ('<a href="/" onclick="x()">x</a>', "inline script in onclick"),
        ('<p style="color:red">x</p>', "inline style"),
        ('<img src="https://elsewhere.example/x.png">', "outside host: https://elsewhere.example/x.png"),
        ('<input value="None">', "value is None"),
        ("<p>State: under_way</p>", "shows the key under_way"),
        ("<h1>meetings.worklist_title</h1>", "shows the key worklist_title"),
        ("<p>Hello {called}</p>", "shows the key {called}"),
        ("<p>Asked by %(who)s</p>", "shows the key %(who)s"),
        ('<button aria-label="close_menu">x</button>', "aria-label says the key close_menu"),
    ],
)
def test_each_thing_left_behind_would_be_noticed(html, problem):
    assert problem in Page(html).problems


def test_a_clean_page_has_no_problem():
    assert (
        Page(
            '<p>Nobody <a href="https://doi.org/x">a source</a></p><script src="/static/a.js"></script>'
        ).problems
        == []
    )

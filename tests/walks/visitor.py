"""Somebody at a screen: what they do, and what every page they see is held to."""

import re
from dataclasses import dataclass
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Response, expect

AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
NEVER_ON_A_PAGE = ("{{", "{%", "undefined", "<built-in", "object at 0x", "%(", "Traceback")
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Asked for as a value: waiting for a function would be evaluated by the page, which allows no such thing.
ALL_IS_STILL = """Promise.allSettled(document.getAnimations()
    .filter(one => Number.isFinite(one.effect.getComputedTiming().endTime))
    .map(one => one.finished)).then(() => true)"""
NEVER_FOR_PATIENTS = ("decision", "option", "preference", "surrogate", "prognosis")


# A source may say "None of 24 leaflets": only a sentence goes on with "of" there.
_NOTHING = re.compile(r"\bNone\b(?! of\b)")


def raw_values_in(words: str) -> list[str]:
    """R5: what only a program says."""
    return [sign for sign in NEVER_ON_A_PAGE if sign in words] + _NOTHING.findall(words)


@dataclass(frozen=True)
class House:
    address: str


class Visitor:
    """A browser window of a width, with or without scripts. Every page is checked as it is seen.

    Pages are read in the `locale` that is given, else in English; None leaves it to the record.
    """

    def __init__(
        self,
        browser: Browser,
        house: House,
        *,
        width: int = 1280,
        scripts: bool = True,
        locale: str | None = "en",
        **how: object,
    ) -> None:
        self.house = house
        self.scripts = scripts
        self.context = browser.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
            bypass_csp=False,
            **how,  # type: ignore[arg-type]
        )
        if locale:
            self.context.add_cookies([{"name": "django_language", "value": locale, "url": house.address}])
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", lambda said: self._heard(said.type, said.text))
        self.page.on("response", self._answered)
        self.taps = 0

    def _heard(self, kind: str, text: str) -> None:
        # A form with a mistake is answered with 422, which the console calls an error.
        if kind in {"error", "warning"} and "422" not in text and "409" not in text:
            self.complaints.append(text)

    def _answered(self, response: Response) -> None:
        if not response.url.startswith(self.house.address):
            self.complaints.append(f"an outside host was asked: {response.url}")
        if response.status >= 500:
            self.complaints.append(f"{response.status} for {response.url}")

    def sign_in(self, who: str) -> None:
        self.page.goto(f"{self.house.address}/made-up-people/")
        self.page.locator(f"form[action$='/{who}'] button").click()
        self.page.wait_for_url(f"{self.house.address}/")
        self.who = who

    def goes_to(self, path: str) -> None:
        self.page.goto(self.house.address + path)
        self.sees_a_good_page()

    def follows(self, words: str, *, exact: bool = False) -> None:
        """Press the first visible link with these words."""
        link = self.page.get_by_role("link", name=words, exact=exact).locator("visible=true").first
        if link.count() == 0:
            self.taps += 1
            self.page.locator("details.menu > summary").click()  # on a phone, behind the menu
        self.taps += 1
        link.click()
        self.page.wait_for_load_state()
        self.sees_a_good_page()

    def presses(self, words: str, *, nth: int = 0) -> None:
        self.taps += 1
        self.page.get_by_role("button", name=words).locator("visible=true").nth(nth).click()
        self.page.wait_for_load_state()
        expect(self.page.locator("[aria-busy=true], .htmx-request, .htmx-swapping")).to_have_count(0)
        if self.scripts:
            self.page.evaluate(ALL_IS_STILL)  # the swapped part fades in
        self.sees_a_good_page()

    def chooses(self, words: str) -> None:
        self.taps += 1
        self.page.get_by_label(words, exact=True).check(force=True)

    def writes(self, label: str, words: str) -> None:
        self.page.get_by_label(label).locator("visible=true").first.fill(words)

    def reads(self) -> str:
        return self.page.locator("main").inner_text()

    def sees_a_good_page(self) -> None:
        """What holds for every page: axe, no sideways scroll, no raw values, one heading, no complaint."""
        page = self.page
        words = page.locator("body").inner_text()
        raw = raw_values_in(words)
        assert raw == [], f"{page.url} shows {raw}"
        if page.locator("body").get_attribute("data-face") == "care":
            said = words.lower()
            for quoted in page.locator("[data-quoted]").all_inner_texts():
                said = said.replace(quoted.lower(), "")  # a source's words are its own
            assert [word for word in NEVER_FOR_PATIENTS if word in said] == [], page.url
        assert page.locator("h1").count() == 1, page.url
        if self.scripts:  # the same page without scripts cannot be asked, and need not be
            wide = page.evaluate(TOO_WIDE)
            assert wide <= 0, f"{page.url} scrolls sideways by {wide}"
            self.finds_no_barrier()
        assert self.complaints == [], f"{page.url}: {self.complaints}"

    def finds_no_barrier(self) -> None:
        found = Axe().run(self.page, options=AXE).response["violations"]
        told = [f"{one['id']}: {[node['html'][:160] for node in one['nodes']]}" for one in found]
        assert told == [], f"{self.page.url}\n" + "\n".join(told)

    def takes_a_picture(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=file)

    def leave(self) -> None:
        self.context.close()

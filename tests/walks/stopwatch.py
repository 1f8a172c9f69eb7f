"""From taps, typed characters and words on pages to minutes at the screen, by published figures.

Acting: the keystroke-level model (Card, Moran, Newell 1980, doi 10.1145/358886.358895). Each tap is thinking
what to do, pointing and pressing. Each field that is written in is thinking, pointing, pressing, moving the
hands to the keys and back, and its characters at the pace of an average typist (40 words a minute).
Reading: 238 words a minute (Brysbaert 2019, doi 10.1016/j.jml.2019.104047), each line of a page once, when
it is first there. A list of people is searched by its names and read where one acts. Who works with the pages
every day knows their fixed words: what stood on the same page for another patient is not read again; their
first day is told beside it. What somebody says, hears or ponders beyond this is the talk itself, and waiting
for pages is left out (docs/reference/benchmarks.md).
"""

from dataclasses import dataclass, field

from playwright.sync_api import Page

# Seconds.
THINK, POINT, PRESS, HANDS = 1.35, 1.10, 0.20, 0.40
CHARACTER = 0.28
READING = 238 / 60  # words a second

_OTHERS = "main .worklist > li:not(:has(form))"


def lines_to_read(page: Page) -> list[str]:
    """What the main part shows; of a list of people, whose lines are only searched, the names.

    What a closed list holds and what is written for screen readers stands on no screen.
    """
    unseen = page.locator(f"{_OTHERS}, main select option, main .visually-hidden").all_inner_texts()
    inside = {line.strip() for one in unseen for line in one.splitlines()}
    names = page.locator(f"{_OTHERS} :is(h2, h3)").all_inner_texts()
    shown = page.locator("main").inner_text().splitlines()
    return [*names, *(line for line in shown if line.strip() not in inside)]


@dataclass
class Stopwatch:
    """What one person did and read. `known`: lines that they know from working with the pages."""

    taps: int = 0
    fields: int = 0
    characters: int = 0
    words: int = 0
    known_words: int = 0
    known: set[str] = field(default_factory=set)
    read: set[str] = field(default_factory=set)

    def knows(self, lines: list[str]) -> None:
        """What one has read before, on the same page for somebody else."""
        self.known.update(line.strip() for line in lines)

    def sees(self, lines: list[str]) -> None:
        """Reads what was not on a page before."""
        for told in (line.strip() for line in lines):
            if told in self.read:
                continue
            self.read.add(told)
            self.words += len(told.split())
            self.known_words += len(told.split()) if told in self.known else 0

    def writes(self, words: str) -> None:
        self.fields += 1
        self.characters += len(words)

    @property
    def acting(self) -> float:
        """Seconds of thinking what to press, pointing, pressing and typing."""
        a_tap, a_field = THINK + POINT + PRESS, THINK + POINT + PRESS + 2 * HANDS
        return self.taps * a_tap + self.fields * a_field + self.characters * CHARACTER

    @property
    def minutes(self) -> float:
        return (self.acting + (self.words - self.known_words) / READING) / 60

    @property
    def minutes_at_first(self) -> float:
        """For somebody who sees these pages for the first time."""
        return (self.acting + self.words / READING) / 60

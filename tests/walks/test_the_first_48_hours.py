"""Walter is in intensive care and cannot speak for himself: his daughter, his nurse and his doctor."""

import re
from dataclasses import dataclass, field

import pytest

from tests.walks.stopwatch import Stopwatch, lines_to_read
from tests.walks.visitor import Visitor

pytestmark = pytest.mark.walk
SCREENS = [(1280, True), (320, False)]
# Every tap of the staff from the worklist on, those that only lead to a page too.
STAFF_TAPS, FAMILY_TAPS = 25, 35
# Minutes at the screen in the first 48 hours, by the model of the stopwatch.
NURSE, PHYSICIAN, FAMILY = 3, 9, 13
ROOMS = ("about/", "team/", "speaking/", "meetings/", "choices/", "tries/", "support/")
TOLD = [
    "His lungs are sick and weak.",
    "The machine helps him breathe.",
    "We do not know yet if he will get well.",
]


@dataclass
class Somebody:
    """A visitor whose work is counted: taps, of them those that only lead to a page, and characters."""

    at: Visitor
    ways: int = 0
    watch: Stopwatch = field(default_factory=Stopwatch)

    def __post_init__(self) -> None:
        self.looks()

    def looks(self) -> None:
        """Reads what a page shows for the first time."""
        self.watch.sees(lines_to_read(self.page))

    @property
    def page(self):
        return self.at.page

    def reads(self) -> str:
        return self.at.reads()

    def presses(self, words: str) -> None:
        self.at.presses(words)
        self.looks()

    def chooses(self, words: str, *, inside: str = "main", nth: int = 0) -> None:
        self.at.taps += 1
        self.page.locator(inside).get_by_label(words, exact=True).nth(nth).check(force=True)

    def follows(self, words: str) -> None:
        before = self.at.taps
        self.at.follows(words)
        self.ways += self.at.taps - before
        self.looks()

    def goes_into(self, room: str) -> None:
        """A room of the record, from the row under its name."""
        self.at.taps += 1
        self.ways += 1
        self.page.locator("nav.sections").get_by_role("link", name=room, exact=True).click()
        self.page.wait_for_load_state()
        self.at.sees_a_good_page()
        self.looks()

    def opens_in(self, card: str) -> None:
        """The first thing that can be opened in a card."""
        self.at.taps += 1
        self.ways += 1
        self.page.locator("main .card", has_text=card).get_by_role("link").first.click()
        self.page.wait_for_load_state()
        self.at.sees_a_good_page()
        self.looks()

    def opens_next_of(self, name: str) -> None:
        """The next step that a worklist names for somebody."""
        self.at.taps += 1
        self.ways += 1
        line = self.page.locator(".worklist > li", has_text=name)
        self.watch.sees(line.inner_text().splitlines())
        line.locator("a.secondary-link").click()
        self.page.wait_for_load_state()
        self.at.sees_a_good_page()
        self.looks()

    def marks(self, choice: str) -> None:
        self.at.taps += 1
        self.page.locator(choice).first.check(force=True)

    def writes(self, label: str, words: str, *, inside: str = "main") -> None:
        self.watch.writes(words)
        self.page.locator(inside).get_by_label(label).locator("visible=true").first.fill(words)

    def picks(self, label: str, words: str, *, inside: str = "main") -> None:
        """From a list: one tap opens it, one more chooses."""
        self.at.taps += 2
        field = self.page.locator(inside).get_by_label(label).locator("visible=true").first
        field.select_option(label=words)

    def stops(self) -> Stopwatch:
        self.watch.taps = self.at.taps
        return self.watch

    def has_done(self) -> str:
        watch = self.stops()
        taps = f"{watch.taps} taps, {self.ways} of them to get to a page"
        typed = f"{watch.characters} characters in {watch.fields} fields"
        read = f"{watch.words} words read, {watch.known_words} of them known from other days"
        minutes = f"{watch.minutes:.1f} minutes ({watch.minutes_at_first:.1f} on the first day)"
        return f"{self.at.who}: {taps}; {typed}; {read}; {minutes}"


def given_wilma_opens_her_fathers_record(wilma: Somebody) -> str:
    wilma.follows("See the choices")
    assert "You are looking at: Walter Brandt (as daughter" in wilma.page.locator("header").inner_text()
    wilma.goes_into("About")
    return re.search(r"/people/([0-9a-f-]{36})/", wilma.page.url).group(1)


def when_wilma_tells_who_walter_is(wilma: Somebody) -> None:
    wilma.follows("Start: eight short questions")
    wilma.writes("What does Walter like to be called?", "Walt")
    wilma.chooses("My own words about Walter")
    wilma.presses("Save and go on")
    wilma.picks("What language does Walter speak best?", "English")
    wilma.chooses("My own words about Walter")
    wilma.presses("Save and go on")
    wilma.follows("Skip this")
    wilma.follows("Skip this")
    wilma.writes("What should we know about the life of Walter?", "He built boats. He has a dog, Bosse.")
    wilma.writes("What is a good day for Walter?", "To be out on the water before the sun is up.")
    wilma.chooses("My own words about Walter")
    wilma.presses("Save and go on")
    wilma.chooses("The main things")
    wilma.chooses("What Walter told me")
    wilma.presses("Save and go on")
    wilma.chooses("Walter wants someone close to help choose")
    wilma.chooses("What Walter told me")
    wilma.presses("Save and go on")
    wilma.writes("What does Walter need from us?", "His glasses, and the radio on low.")
    wilma.chooses("My own words about Walter")
    wilma.presses("Save and go on")


def then_his_page_says_it_in_her_name(wilma: Somebody) -> None:
    said = wilma.reads()
    assert "He built boats. He has a dog, Bosse." in said
    assert "Wilma says this about Walter" in said
    assert "not written yet" in said  # what was skipped stays open, and says so


def given_nora_uses_these_pages_every_day(nora: Somebody) -> None:
    """She has had them before her for another patient."""
    nora.page.get_by_role("link", name="Youssef Aziz").first.click()
    record = re.search(r"/people/[0-9a-f-]{36}/", nora.page.url).group()
    for room in ("about/", "about/bedside", "meetings/", "meetings/plan"):
        nora.at.goes_to(record + room)
        nora.watch.knows(lines_to_read(nora.page))
    nora.at.goes_to("/")


def given_nora_opens_walter(nora: Somebody) -> None:
    nora.follows("Walter Brandt")
    assert "You are looking at: Walter Brandt" in nora.page.locator("header").inner_text()


def when_nora_asks_at_the_bedside_and_introduces_the_team(nora: Somebody) -> None:
    assert "He built boats." in nora.reads()
    nora.follows("Ask at the bedside")
    nora.chooses("No, we can talk as we are")
    nora.chooses("Wilma", nth=0)
    nora.marks("input[name='met-promised']")
    nora.presses("Save, and they have met")


def then_the_team_page_says_who_met_whom_and_what_was_promised(nora: Somebody, patient: str) -> None:
    nora.at.goes_to(f"/people/{patient}/team/")
    assert "Dr. McLeod leads the team." in nora.reads()
    assert "Introduced to Wilma by Nurse Nora" in nora.reads()
    assert "Nobody has made the promise yet." not in nora.reads()


def when_nora_sends_times_for_a_meeting(nora: Somebody) -> None:
    nora.goes_into("Meetings")
    nora.follows("Plan a meeting")
    nora.presses("Send these times")
    assert "Times were sent" in nora.reads()


def then_the_interpreter_can_read_it_and_does_not_lead(ivan: Somebody, meeting: str) -> None:
    ivan.at.goes_to(meeting)
    assert "Wilma (family and friends): will be there" in ivan.reads()
    assert ivan.page.get_by_role("button", name="Begin the talk").count() == 0
    ivan.at.goes_to(f"{meeting}brief")
    assert ivan.page.get_by_role("button", name="Begin the talk").count() == 0


def when_wilma_chooses_a_time(wilma: Somebody) -> str:
    wilma.goes_into("Meetings")
    wilma.follows("See the times")
    wilma.marks("input[name='time-offered']")
    wilma.presses("Choose this time")
    assert "Planned" in wilma.reads()
    assert wilma.page.get_by_role("link", name="Put it in my calendar").count() == 1
    return wilma.page.url.removeprefix(wilma.at.house.address)


def when_ian_reads_the_brief(ian: Somebody) -> None:
    assert "The longest wait for a talk first." in ian.reads()
    ian.opens_next_of("Walter Brandt")
    assert "What happens if the machine has to stay?" in ian.reads()


def when_ian_begins_the_talk(ian: Somebody) -> None:
    ian.presses("Begin the talk")
    assert "What is said" in ian.reads()


def when_ian_notes_some_lines(ian: Somebody) -> None:
    _writes_a_line(ian, "He would want to try, if he can go home to his boat.", said_by="Wilma")
    _writes_a_line(ian, "\n".join(TOLD), kind="The team told")


def _writes_a_line(ian: Somebody, words: str, *, kind: str = "", said_by: str = "") -> None:
    for answer in filter(None, (kind, said_by)):
        ian.chooses(answer, inside="#live")
    ian.writes("Write a line", words, inside="#live")
    if ian.at.scripts:  # it is saved when the field is left
        ian.page.keyboard.press("Tab")
        ian.page.locator("#live blockquote", has_text=words.splitlines()[0]).wait_for()
        ian.at.sees_a_good_page()
    else:
        ian.presses("Add this line")
    assert words.splitlines()[0] in ian.page.locator("#live").inner_text()


def when_ian_asks_what_wilma_takes_home(ian: Somebody) -> None:
    ian.writes("What we explained", "What we try, and for how long", inside="#teach-back")
    ian.chooses("Wilma", inside="#teach-back")
    ian.writes("In their own words", "You try for three days. Then we talk.", inside="#teach-back")
    ian.chooses("Yes, it was clear")
    ian.at.taps += 1
    ian.page.locator("#teach-back").get_by_role("button", name="Save").locator("visible=true").last.click()
    ian.page.locator("#teach-back blockquote").first.wait_for()
    ian.at.sees_a_good_page()
    assert "It was clear." in ian.reads()


def when_ian_plans_a_try_for_a_time(ian: Somebody) -> None:
    ian.follows("Write down a try for a time")
    ian.writes("What is tried", "Breathing machine")
    ian.writes("What it is for", "To go home to his boat.")
    ian.picks("Who told these words?", "Wilma")
    ian.writes("Signs of getting better", "He needs less help to breathe")
    ian.writes("Signs of getting worse", "His kidneys stop")
    ian.writes("How long, in hours", "72")
    ian.writes("Who decides at the review", "Wilma\nDr. McLeod")
    ian.presses("Save")
    assert "To go home to his boat." in ian.reads()


def when_ian_closes_with_a_plain_summary(ian: Somebody) -> None:
    ian.goes_into("Meetings")
    ian.follows("Close the talk and share a summary")
    assert TOLD[0] in ian.page.get_by_label("What the team told, in plain words").input_value()
    ian.presses("Close and share")
    assert "Our own words: grade" in ian.reads()


def then_wilma_reads_the_summary_and_sees_the_try(wilma: Somebody) -> None:
    wilma.goes_into("Meetings")
    wilma.opens_in("What was")
    for sentence in TOLD:
        assert sentence in wilma.reads()
    assert "if he can go home to his boat" in wilma.reads()
    assert "Shared by Dr. McLeod" in wilma.reads()
    wilma.goes_into("A try for a time")
    assert "He needs less help to breathe" in wilma.reads()
    assert "We talk about it again on" in wilma.reads()


def when_wilma_says_how_she_is(wilma: Somebody) -> None:
    wilma.follows("How are you?")
    wilma.opens_in("Ward 4 intensive care")
    wilma.marks("input[name='worry'][value='8']")
    wilma.presses("Keep this for me")
    wilma.at.goes_to("/my-support/")
    assert "Worry: 8 of 10." in wilma.reads()


def then_her_worry_is_not_in_her_fathers_record(nora: Somebody, patient: str) -> None:
    nora.at.goes_to(f"/people/{patient}/support/")
    assert "Worry: 8" not in nora.reads()


def then_a_stranger_finds_nothing(mei: Somebody, wilma: Somebody, patient: str, meeting: str) -> None:
    paths = [f"/people/{patient}/{room}" for room in ROOMS] + [meeting, f"{meeting}summary"]
    assert _answers(wilma, paths) == dict.fromkeys(paths, 200)
    assert _answers(mei, paths) == dict.fromkeys(paths, 404)


def _answers(who: Somebody, paths: list[str]) -> dict[str, int]:
    return {path: who.at.context.request.get(who.at.house.address + path).status for path in paths}


def then_it_took_few_taps(family: list[Somebody], staff: list[Somebody]) -> None:
    told = "\n".join(one.has_done() for one in (*family, *staff))
    print(f"\n{told}")
    assert sum(one.at.taps for one in family) <= FAMILY_TAPS, told
    assert sum(one.at.taps for one in staff) <= STAFF_TAPS, told


def then_it_took_few_minutes(family: Somebody, nurse: Somebody, physician: Somebody) -> None:
    told = "\n".join(one.has_done() for one in (family, nurse, physician))
    assert nurse.stops().minutes_at_first <= NURSE, told
    assert physician.stops().minutes_at_first <= PHYSICIAN, told
    assert family.stops().minutes_at_first <= FAMILY, told


@pytest.mark.parametrize(("width", "scripts"), SCREENS)
def test_a_family_is_met_and_a_try_agreed_on_within_48_hours(visit, width, scripts):
    def arrives(who: str) -> Somebody:
        return Somebody(visit(who, width=width, scripts=scripts))

    wilma, nora = arrives("wilma"), arrives("nora")
    patient = given_wilma_opens_her_fathers_record(wilma)
    when_wilma_tells_who_walter_is(wilma)
    then_his_page_says_it_in_her_name(wilma)
    given_nora_uses_these_pages_every_day(nora)
    given_nora_opens_walter(nora)
    when_nora_asks_at_the_bedside_and_introduces_the_team(nora)
    when_nora_sends_times_for_a_meeting(nora)
    meeting = when_wilma_chooses_a_time(wilma)
    then_the_interpreter_can_read_it_and_does_not_lead(arrives("ivan"), meeting)
    ian = arrives("ian")
    when_ian_reads_the_brief(ian)
    when_ian_begins_the_talk(ian)
    when_ian_notes_some_lines(ian)
    when_ian_asks_what_wilma_takes_home(ian)
    when_ian_plans_a_try_for_a_time(ian)
    when_ian_closes_with_a_plain_summary(ian)
    then_wilma_reads_the_summary_and_sees_the_try(wilma)
    when_wilma_says_how_she_is(wilma)
    then_her_worry_is_not_in_her_fathers_record(nora, patient)
    then_a_stranger_finds_nothing(arrives("mei"), wilma, patient, meeting)
    then_the_team_page_says_who_met_whom_and_what_was_promised(nora, patient)
    then_it_took_few_taps(family=[wilma], staff=[nora, ian])
    then_it_took_few_minutes(family=wilma, nurse=nora, physician=ian)

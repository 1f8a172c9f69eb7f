"""Every shipped choice aid on every screen and on paper; the outlook that is read before a try."""

import re

import pytest

from alongside.aids.shipped import aid_files

pytestmark = pytest.mark.walk
SLUGS = [one.name.removesuffix(".yaml") for one in aid_files()]
SHEET = re.compile(rb"/Type\s*/Page\b")
SMALLEST = """() => {
  const points = nodes => [...nodes].filter(
    one => one.getClientRects().length && [...one.childNodes].some(
      part => part.nodeType === Node.TEXT_NODE && part.data.trim()
    ) && !one.closest('.visually-hidden')
  ).map(one => parseFloat(getComputedStyle(one).fontSize) * 72 / 96);
  return [Math.min(...points(document.querySelectorAll('main p:not(.small, footer p), .options li'))),
          Math.min(...points(document.querySelectorAll('main *')))];
}"""
"""The smallest letters in pt that are printed: of running words, and of anything."""


@pytest.mark.parametrize(
    "how",
    [
        {"width": 320},
        pytest.param({"width": 1280}, marks=pytest.mark.slow),
        pytest.param({"width": 320, "scripts": False}, marks=pytest.mark.slow),
        pytest.param({"width": 1280, "color_scheme": "dark"}, marks=pytest.mark.slow),
        pytest.param({"width": 320, "forced_colors": "active"}, marks=pytest.mark.slow),
    ],
    ids=str,
)
def test_every_aid_reads_well_on_every_screen(look, how):
    rosa = look("rosa", **how)
    for slug in ("", *SLUGS):
        rosa.goes_to(f"/aids/{slug}/" if slug else "/aids/")
    rosa.goes_to("/aids/atrial-fibrillation/?stratum=4")


def test_every_aid_is_light_to_load(look):
    rosa = look("rosa")
    client = rosa.context.new_cdp_session(rosa.page)
    client.send("Network.setCacheDisabled", {"cacheDisabled": True})
    for slug in SLUGS:
        sizes: list[int] = []
        rosa.page.on(
            "requestfinished", lambda request, into=sizes: into.append(request.sizes()["responseBodySize"])
        )
        rosa.goes_to(f"/aids/{slug}/")
        assert (len(sizes) <= 8, sum(sizes) <= 60_000) == (True, True), (slug, sizes)


PAPERS = [f"{slug}/paper" for slug in SLUGS] + ["atrial-fibrillation/paper?stratum=9"]
OTHER_PAPERS = [f"atrial-fibrillation/paper?stratum={score}" for score in range(9)]


@pytest.mark.parametrize("papers", [PAPERS, pytest.param(OTHER_PAPERS, marks=pytest.mark.slow)])
def test_every_aid_is_printed_on_two_sheets_at_most(look, papers):
    rosa = look("rosa")
    sheets, letters = {}, {}
    for paper in papers:
        rosa.goes_to(f"/aids/{paper}")
        sheets[paper] = len(SHEET.findall(rosa.page.pdf(prefer_css_page_size=True)))
        rosa.page.emulate_media(media="print")
        letters[paper] = tuple(round(one, 1) for one in rosa.page.evaluate(SMALLEST))
        rosa.page.emulate_media(media="null")
    assert {paper: count for paper, count in sheets.items() if not 1 <= count <= 2} == {}
    # Running words of 9 pt, and nothing under 8 pt.
    assert {paper: found for paper, found in letters.items() if found[0] < 9 or found[1] < 8} == {}


def test_paper_tells_people_apart_by_shape_and_not_by_colour(look):
    rosa = look("rosa")
    rosa.goes_to("/aids/atrial-fibrillation/paper?stratum=4")
    rosa.page.emulate_media(media="print")
    inks = {
        kind: rosa.page.locator(f".array-drawing .figure-{kind}").first.evaluate(
            "one => [getComputedStyle(one).fill, getComputedStyle(one).stroke]"
        )
        for kind in ("event", "avoided", "none")
    }
    black = {"none", "rgb(0, 0, 0)"}
    assert {ink for pair in inks.values() for ink in pair} <= black
    assert inks["event"] != inks["none"]
    shapes = {kind: rosa.page.locator(f"g[id$='-{kind}']").last.inner_html() for kind in ("event", "avoided")}
    assert shapes["event"] != shapes["avoided"]


def given_the_doctor_sees_what_maud_may_try(doctor):
    doctor.page.get_by_role("link", name="Maud Ellis").first.click()
    doctor.page.wait_for_url("**/about/")
    doctor.follows("A try for a time", exact=True)
    doctor.follows("What should come next after a long time on a breathing machine?")


def then_no_number_stands_beside_comfort(page):
    cards = page.page.locator("section[aria-labelledby='what-can-be-done'] section.card")
    comfort = cards.filter(has_text="Care for comfort").inner_text()
    assert re.findall(r"\d", comfort) == []
    assert (
        "I expect that Maud would live for hours"
        in page.page.locator("section[aria-labelledby='team-words']").inner_text()
    )


def when_a_try_is_written_down(doctor):
    doctor.follows("Write down a try for a time")
    doctor.writes("What is tried", "breathing machine")
    doctor.writes("What it is for", "To sit in my garden.")
    doctor.page.get_by_label("Who told these words?").select_option(label="Tom")
    doctor.writes("Signs of getting better", "breathes alone for an hour")
    doctor.writes("Signs of getting worse", "needs more oxygen")
    doctor.writes("How long", "72")
    doctor.writes("Who decides", "Tom and Dr. McLeod")
    doctor.presses("Save")
    assert "To sit in my garden." in doctor.reads()


@pytest.mark.parametrize(("width", "scripts"), [(1280, True), (320, False)])
def test_an_outlook_is_read_before_something_is_tried(visit, width, scripts):
    doctor = visit("ian", width=width, scripts=scripts)
    given_the_doctor_sees_what_maud_may_try(doctor)
    then_no_number_stands_beside_comfort(doctor)
    when_a_try_is_written_down(doctor)
    tom = visit("tom", width=width, scripts=scripts)
    tom.follows("Maud Ellis")
    tom.follows("A try for a time", exact=True)
    assert "To sit in my garden." in tom.reads()
    tom.follows("What should come next after a long time on a breathing machine?")
    then_no_number_stands_beside_comfort(tom)

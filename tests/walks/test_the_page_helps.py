"""What a page does for its reader besides showing: keeps words, reads aloud, stays light."""

import gzip
import re

import pytest

from tests.installation import CHECKOUT

pytestmark = pytest.mark.walk
STATIC = CHECKOUT / "alongside/web/static/web"
# A browser without voices of its own is given two: one of the device, and one that sends words away.
VOICES = """
window.spoken = [];
class Said { constructor(text) { this.text = text; } }
const speech = new EventTarget();
Object.assign(speech, {
  getVoices: () => VOICES_HERE,
  cancel() { window.cancelled = true; },
  speak(said) { window.spoken.push([said.text, said.voice.name]);
    said.onboundary({charIndex: 0, charLength: 3});
    window.marked = [...CSS.highlights.get('spoken')].map(String); setTimeout(said.onend, 30); },
});
Object.defineProperty(window, 'speechSynthesis', {value: speech});
window.SpeechSynthesisUtterance = Said;
"""
OWN = "{name: 'Own', lang: 'en-GB', localService: true}"
AWAY = "{name: 'Away', lang: 'en-GB', localService: false}"
SPANISH = "{name: 'Propia', lang: 'es-ES', localService: true}"


def what_matters(somebody) -> str:
    somebody.page.goto(somebody.house.address + "/my-choices")
    link = somebody.page.locator("main a[href*='/choices/']").first.get_attribute("href")
    return f"{somebody.house.address}{link}what-matters"


def with_voices(somebody, *voices: str) -> None:
    somebody.context.add_init_script(VOICES.replace("VOICES_HERE", f"[{', '.join(voices)}]"))
    somebody.page.goto(somebody.house.address + "/how-pages-look")


@pytest.mark.parametrize("voices", [(), (AWAY,), (SPANISH,)])
def test_without_a_voice_of_the_device_in_the_pages_language_there_is_no_button(look, voices):
    rosa = look("rosa")
    with_voices(rosa, *voices)
    assert not rosa.page.get_by_role("button", name="Listen").is_visible()


def test_a_page_is_read_aloud_by_the_devices_voice_with_its_words_marked(look):
    rosa = look("rosa")
    with_voices(rosa, AWAY, OWN)
    before = rosa.page.locator("h1").bounding_box()
    rosa.page.get_by_role("button", name="Listen").click()
    rosa.page.get_by_role("button", name="Listen").wait_for()  # again, when all is read
    spoken = rosa.page.evaluate("window.spoken")
    assert [said for said, _voice in spoken][:2] == [
        "How pages look",
        "Choose what is good for your eyes. It is kept on this device. You can change it at any time.",
    ]
    assert {voice for _said, voice in spoken} == {"Own"}
    assert len(rosa.page.evaluate("window.marked")[0]) == 3
    assert rosa.page.locator("h1").bounding_box() == before
    rosa.finds_no_barrier()


def test_reading_stops_when_one_says_so(look):
    rosa = look("rosa")
    with_voices(rosa, OWN)
    rosa.page.get_by_role("button", name="Listen").click()
    rosa.page.get_by_role("button", name="Stop").click()
    assert rosa.page.evaluate("window.cancelled")
    assert rosa.page.get_by_role("button", name="Listen").is_visible()
    heard = rosa.page.evaluate("window.spoken.length")
    rosa.page.wait_for_timeout(200)
    assert rosa.page.evaluate("window.spoken.length") <= heard + 1


def test_words_survive_a_lost_connection_and_the_page_says_what_is_so(look):
    rosa = look("rosa")
    address = what_matters(rosa)
    rosa.page.goto(address)
    line = rosa.page.locator(".kept-line")
    rosa.context.set_offline(True)
    rosa.page.get_by_label("In your own words").fill("I want to keep singing")
    line.get_by_text("Not kept. We keep trying.").wait_for()
    rosa.page.get_by_role("button", name="Save and go on").click()
    rosa.page.get_by_text("Not sent. Your words are still here. Try again.").wait_for()
    assert rosa.page.url == address
    rosa.context.set_offline(False)
    line.get_by_text(re.compile(r"Kept at \d")).wait_for()
    rosa.page.on("dialog", lambda asked: asked.accept())
    rosa.page.goto(address)
    assert rosa.page.get_by_label("In your own words").input_value() == "I want to keep singing"
    assert "It is not saved yet." in rosa.reads()
    rosa.complaints.clear()  # the browser said itself that the connection was lost
    rosa.sees_a_good_page()


def test_a_form_that_could_not_be_sent_is_sent_when_the_line_is_back(visit):
    rosa = visit("rosa")
    address = what_matters(rosa)
    rosa.page.goto(address)
    rosa.context.set_offline(True)
    rosa.page.locator("input[name='matters-stroke'][value='10']").check(force=True)
    rosa.page.get_by_role("button", name="Save and go on").click()
    rosa.page.get_by_text("Not sent. Your words are still here. Try again.").wait_for()
    rosa.context.set_offline(False)
    rosa.page.get_by_role("button", name="Save and go on").dblclick()
    rosa.page.wait_for_url(lambda now: not now.endswith("what-matters"))
    rosa.page.goto(address)
    assert "It is not saved yet." not in rosa.reads()


def test_whoever_was_signed_out_meanwhile_is_asked_to_sign_in_and_not_told_that_the_line_is_gone(look):
    rosa = look("rosa")
    rosa.page.goto(what_matters(rosa))
    rosa.page.get_by_label("In your own words").fill("I want to keep singing")
    rosa.context.clear_cookies(name="session")
    rosa.page.get_by_role("button", name="Save and go on").click()
    rosa.page.wait_for_url(re.compile("/sign-in/"))


def test_before_words_are_kept_nobody_leaves_the_page_unasked(look):
    rosa = look("rosa")
    rosa.page.goto(what_matters(rosa))
    asked: list[str] = []
    rosa.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    rosa.page.get_by_label("In your own words").press_sequentially("I want")
    rosa.page.goto(rosa.house.address + "/my-choices")
    assert asked == ["beforeunload"]


def first_load(somebody, address: str) -> list[tuple[str, int]]:
    """(kind, bytes on the wire) of everything that a page asks for, without a cache."""
    got: list[tuple[str, int]] = []
    somebody.page.on(
        "requestfinished",
        lambda request: got.append((request.resource_type, request.sizes()["responseBodySize"])),
    )
    client = somebody.context.new_cdp_session(somebody.page)
    client.send("Network.setCacheDisabled", {"cacheDisabled": True})
    somebody.page.goto(address)
    somebody.page.wait_for_load_state("networkidle")
    return got


@pytest.mark.parametrize("page", ["", "what-matters", "talk", "note/1", "note/1/plain"])
def test_the_first_load_of_every_key_page_is_light(look, page):
    ines = look("ines")
    got = first_load(ines, what_matters(ines).removesuffix("what-matters") + page)
    assert len(got) <= 8, got
    assert sum(size for _kind, size in got) <= 60_000, got
    assert sum(size for kind, size in got if kind == "script") <= 30_000, got


@pytest.mark.parametrize("page", ["", "what-matters", "note/1"])
def test_without_scripts_a_key_page_is_lighter_still(look, page):
    ines = look("ines", scripts=False)
    got = first_load(ines, what_matters(ines).removesuffix("what-matters") + page)
    assert sum(size for _kind, size in got) <= 25_000, got


@pytest.mark.parametrize(("file", "most"), [("alongside.js", 1024), ("keep.js", 1152), ("listen.js", 1024)])
def test_each_script_of_ours_keeps_to_about_a_kilobyte(file, most):
    assert len(gzip.compress((STATIC / file).read_bytes(), 9)) <= most


def test_the_style_sheet_keeps_to_its_budget():
    assert len(gzip.compress((STATIC / "alongside.css").read_bytes(), 9)) <= 12 * 1024

"""The macros and pages of the design system, rendered alone: no database, no request, no room."""

import gzip
import re
from pathlib import Path
from typing import Any

import jinja2
import pytest
from django import forms
from lxml import html

from alongside.plain.frequency_tree import FrequencyTree
from alongside.web.pictures import Arm, Comparison, IconArray, PairedBars, TreeOfFindings
from tests.drawn import figures

WEB = Path(__file__).parents[2] / "alongside" / "web"
STATIC = WEB / "static" / "web"


def bare_environment() -> jinja2.Environment:
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(WEB / "jinja2"),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    env.policies["ext.i18n.trimmed"] = True
    env.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    env.globals.update(url=lambda name: f"/{name}/", static=lambda path: f"/static/{path}")
    return env


ENV = bare_environment()


def macro(file: str, call: str, **values: Any) -> html.HtmlElement:
    """The element that one macro call makes, inside a <div>."""
    source = f'{{% import "web/{file}.html" as m %}}<div>{{{{ m.{call} }}}}</div>'
    return html.fromstring(ENV.from_string(source).render(**values))


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


class Talk(forms.Form):
    """One field of each kind."""

    request_key = forms.CharField(widget=forms.HiddenInput, initial="k-1")
    name = forms.CharField(label="What should we call you?", help_text="For example: Rosa.", max_length=40)
    secret = forms.CharField(label="Password", widget=forms.PasswordInput, required=False)
    day = forms.DateField(label="Which day?", required=False)
    tongue = forms.ChoiceField(label="Language", choices=[("en", "English"), ("Far", [("s&w", "Swahili")])])
    story = forms.CharField(label="Your story", widget=forms.Textarea)
    role = forms.ChoiceField(
        label="Who chooses?", widget=forms.RadioSelect, choices=[("", "---"), ("me", "I do"), ("us", "We do")]
    )
    topics = forms.MultipleChoiceField(
        label="Topics", widget=forms.CheckboxSelectMultiple, choices=[("1", "Cost"), ("2", "Daily life")]
    )
    stroke = forms.TypedChoiceField(
        label="Avoid a stroke", widget=forms.RadioSelect, coerce=int, choices=[(n, n) for n in range(11)]
    )
    read = forms.BooleanField(label="I have read it")

    def clean(self) -> None:
        if self.data.get("name") == "Nobody":
            raise forms.ValidationError("Two answers do not fit together.")


FIELDS = ("name", "secret", "day", "tongue", "story", "role", "topics", "stroke", "read")


def field(form: forms.Form, name: str) -> html.HtmlElement:
    return macro(
        "forms", "importance(form, name)" if name == "stroke" else "field(form, name)", form=form, name=name
    )


@pytest.mark.parametrize("name", FIELDS)
def test_every_control_has_its_label(name: str) -> None:
    drawn = field(Talk(), name)
    controls = drawn.xpath(".//input|.//select|.//textarea")
    labels = {label.get("for"): words(label) for label in drawn.iter("label")}
    assert controls
    assert all(labels[control.get("id")] for control in controls)


@pytest.mark.parametrize("name", FIELDS)
def test_an_error_is_tied_to_its_field_and_reached_from_the_summary(name: str) -> None:
    form = Talk({"role": "nobody", "day": "soon", "tongue": "xx"})
    if name not in form.errors:
        form.add_error(name, "Too short.")
    drawn = field(form, name)
    assert drawn.xpath('.//*[@aria-invalid="true"]')
    holder = drawn.xpath(".//*[@aria-describedby]")[0]
    told = " ".join(words(drawn.get_element_by_id(id)) for id in holder.get("aria-describedby").split())
    assert form.errors[name][0] in told
    link = macro("forms", "error_summary(form)", form=form).xpath(
        f'.//a[contains(., "{form.errors[name][0]}")]'
    )
    targets = {control.get("id") for control in drawn.xpath(".//input|.//select|.//textarea")}
    assert any(one.get("href").removeprefix("#") in targets for one in link)


def test_the_summary_is_focused_and_tells_what_belongs_to_no_field() -> None:
    summary = macro("forms", "error_summary(form)", form=Talk({"name": "Nobody"})).find("div")
    assert (summary.get("tabindex"), "data-focus" in summary.attrib, "autofocus" in summary.attrib) == (
        "-1",
        True,
        True,
    )
    assert words(summary.find(".//li")) == "Two answers do not fit together."


def test_a_form_without_errors_has_no_summary_and_no_mark_in_the_title() -> None:
    assert words(macro("forms", "error_summary(form)", form=Talk())) == ""
    assert words(macro("forms", "title_mark(form)", form=Talk())) == ""
    assert words(macro("forms", "title_mark(form)", form=Talk({}))) == "Error:"


def test_words_come_back_exactly_as_they_were_written() -> None:
    written = '\nAt home & <b>free</b> "now"'
    drawn = field(Talk({"story": written, "name": 'Ro"sa'}), "story").find(".//textarea")
    assert drawn.text == "\n" + written  # the first line break after the tag belongs to the tag
    assert field(Talk({"name": 'Ro"sa <3'}), "name").find(".//input").get("value") == 'Ro"sa <3'


def test_a_password_is_never_sent_back() -> None:
    assert field(Talk({"secret": "tulip"}), "secret").find(".//input").get("value") is None


def test_what_was_chosen_stays_chosen() -> None:
    form = Talk({"tongue": "s&w", "role": "us", "topics": ["2"], "stroke": "7", "read": "on"})
    chosen = {name: field(form, name).xpath(".//*[@checked or @selected]/@value") for name in FIELDS}
    assert chosen["tongue"] == ["s&w"]
    assert (chosen["role"], chosen["topics"], chosen["stroke"]) == (["us"], ["2"], ["7"])
    assert field(form, "read").xpath(".//input[@checked]/@name") == ["read"]


def test_a_date_field_is_a_date_input_and_keeps_what_was_typed() -> None:
    drawn = field(Talk({"day": "2026-11-21"}), "day").find(".//input")
    assert (drawn.get("type"), drawn.get("value")) == ("date", "2026-11-21")


def test_importance_is_eleven_radio_buttons_with_named_ends() -> None:
    drawn = field(Talk(), "stroke")
    assert drawn.xpath('.//input[@type="radio"]/@value') == [str(step) for step in range(11)]
    assert [words(label) for label in drawn.iter("label")][::10] == ["0, does not matter", "10, matters most"]


def test_only_fields_that_may_stay_empty_say_so() -> None:
    assert [name for name in FIELDS if "you can skip this" in words(field(Talk(), name))] == ["secret", "day"]


def test_the_request_key_is_hidden_in_the_form() -> None:
    assert dict(macro("forms", "request_key(form)", form=Talk()).find("input").attrib) == {
        "type": "hidden",
        "name": "request_key",
        "value": "k-1",
    }


NONE = IconArray("none", "No blood thinner", 1000, 48, "will have a stroke", "will not have one", "in 1 year")
WARFARIN = IconArray(
    "warfarin", "Warfarin", 1000, 17, "will have a stroke", "will not have one", "in 1 year",
    avoided=31, avoided_label="are kept from a stroke", low=12, high=24,
)  # fmt: skip
TEN = IconArray("ten", "Ten", 10, 2, "will feel sick", "will not", "in 1 week")


@pytest.mark.parametrize("array", [NONE, WARFARIN, TEN], ids=lambda array: array.key)
def test_counted_figures_equal_sentence_and_table(array: IconArray) -> None:
    drawn = macro("pictures", "icon_array(a)", a=array)
    table = macro("pictures", "array_table([a])", a=array)
    rows = {words(row.find("th")): words(row.find("td")) for row in table.xpath(".//tbody/tr")}
    for kind, count, label in array.parts:
        shapes = drawn.xpath(f'.//*[@class="mirrors"]//*[@class="figure-{kind}"]/use/@href')
        assert figures(shapes) == count
        assert rows[label] == str(count)
        assert re.search(rf"\b{count} (of {array.people} people )?{label}", words(drawn.find(".//p")))
    assert words(drawn.find(".//p")) == words(drawn.find(".//desc"))


def test_every_figure_points_to_a_shape_of_its_own_picture_and_shapes_differ() -> None:
    drawn = macro("pictures", "icon_array(a)", a=WARFARIN)
    shapes = {shape.get("id"): html.tostring(shape)[20:] for shape in drawn.xpath(".//defs/g")}
    assert set(drawn.xpath(".//use/@href")) == {f"#{key}" for key in shapes}
    assert "<rect" in html.tostring(drawn.get_element_by_id("warfarin-avoided"), encoding="unicode")
    inks = {
        g.get("class"): g.get("fill") for g in drawn.xpath('.//svg[1]//g[starts-with(@class, "figure-")]')
    }
    assert inks["figure-event"] != "none"
    assert inks["figure-none"] == "none"


@pytest.mark.parametrize("kind", ["event", "avoided", "none"])
def test_a_shape_of_ten_holds_ten_figures_side_by_side(kind: str) -> None:
    drawn = macro("pictures", "icon_array(a)", a=WARFARIN)
    one, ten = (drawn.get_element_by_id(f"warfarin-{kind}{how}") for how in ("", "-ten"))
    beginnings = [re.findall(r"M(\d+) 0", shape.find("path").get("d")) for shape in (one, ten)]
    assert beginnings == [["0"], [str(x) for x in range(0, 100, 10)]]
    assert len(ten.findall("rect")) == 10 * len(one.findall("rect"))


def test_the_drawing_has_a_name_and_a_description() -> None:
    drawing = macro("pictures", "icon_array(a)", a=WARFARIN).find(".//svg")
    named = [words(drawing.get_element_by_id(id)) for id in drawing.get("aria-labelledby").split()]
    assert drawing.get("role") == "img"
    assert named == [
        "Warfarin",
        "17 of 1000 people will have a stroke in 1 year. 31 are kept from a stroke. 952 will not have one."
        " The true number may be as low as 12 or as high as 24 of 1000.",
    ]


def test_a_thousand_figures_weigh_at_most_two_kilobytes() -> None:
    text = html.tostring(macro("pictures", "icon_array(a)", a=WARFARIN))
    assert len(gzip.compress(text)) <= 2048


def test_a_comparison_says_both_numbers_in_one_line() -> None:
    drawn = macro("pictures", "compared_arrays(c)", c=Comparison((NONE, WARFARIN)))
    assert [words(part) for part in drawn.find_class("sum-up-part")] == [
        "No blood thinner: 48 of 1000",
        "Warfarin: 17 of 1000",
    ]


def test_an_empty_cell_says_that_it_is_not_known() -> None:
    table = macro("pictures", "array_table(all)", all=[NONE, WARFARIN])
    rows = {
        words(row.find("th")): [words(cell) for cell in row.iter("td")] for row in table.xpath(".//tbody/tr")
    }
    assert rows["the true number: from … to …"] == ["not known from this source", "12 to 24"]
    assert rows["are kept from a stroke"] == ["0", "31"]


def test_bars_table_and_words_carry_the_same_numbers() -> None:
    bars = PairedBars(
        "two", "Two", 1000, "will have a stroke", "in 1 year", (Arm("A", 17, 15, 20), Arm("B", 21))
    )
    drawn, table = macro("pictures", "paired_bars(b)", b=bars), macro("pictures", "bars_table(b)", b=bars)
    assert [words(strong) for strong in drawn.iter("strong")] == ["17", "21"]
    assert [words(cell) for cell in table.xpath(".//tbody//td")] == [
        "17",
        "21",
        "15 to 20",
        "not known from this source",
    ]
    assert drawn.xpath('.//rect[contains(@class, "bar-fill")]/@width') == ["34.00%", "42.00%"]
    assert len(drawn.find_class("whisker")) == 1


SCREENED = TreeOfFindings(
    "screened", "A breast scan", FrequencyTree(1000, 10, 8, 95, 3), "with breast cancer",
    "without breast cancer", "once", "would never have become ill from it",
)  # fmt: skip


def nodes(drawn: html.HtmlElement) -> dict[str, int]:
    return {
        node.get("data-part"): int(node.xpath(".//strong")[0].text) for node in drawn.find_class("tree-node")
    }


def test_a_tests_tree_says_its_counts_in_the_drawing_the_words_and_the_table_alike() -> None:
    drawn, table = (macro("pictures", f"{name}(t)", t=SCREENED) for name in ("test_tree", "test_table"))
    counts = SCREENED.counts
    assert nodes(drawn) == {part: getattr(counts, part) for part in nodes(drawn)}
    assert words(drawn.find(".//p")) == (
        "Of 1000 people who take the test once, there are 10 with breast cancer. The test finds 8 of them "
        "and misses 2. There are 990 without breast cancer. The test alarms 95 of them for nothing and "
        "clears 895. So 103 people are told that something was found. Among them are 8 with breast cancer. "
        "Of the 8 whom the test finds, 3 would never have become ill from it."
    )
    assert [[words(cell) for cell in row.iter("td")] for row in table.xpath(".//tbody/tr")] == [
        ["8", "2", "10"],
        ["95", "895", "990"],
        ["103", "897", "1000"],
        ["3", "nobody", "3"],
    ]


def test_every_branch_of_a_tests_tree_stands_inside_the_people_it_comes_from() -> None:
    drawn = macro("pictures", "test_tree(t)", t=SCREENED)
    held = {
        node.get("data-part"): above[-1].get("data-part")
        if (above := node.xpath("../../preceding-sibling::p[@data-part]"))
        else ""
        for node in drawn.find_class("tree-node")
    }
    assert held == {
        "people": "", "ill": "people", "well": "people", "found": "ill", "missed": "ill",
        "found_for_nothing": "found", "false_alarms": "well", "cleared": "well",
    }  # fmt: skip


def test_a_tests_tree_tells_people_apart_by_shape() -> None:
    drawn = macro("pictures", "test_tree(t)", t=SCREENED)
    shapes = {
        node.get("data-part"): (
            bool(node.find_class("figure-event")), bool(node.find_class("tree-frame"))
        ) for node in drawn.find_class("tree-node") if node.find_class("tree-mark")
    }  # fmt: skip
    leaves = {part: shapes[part] for part in ("found", "missed", "false_alarms", "cleared")}
    assert leaves == {
        "found": (True, True),
        "missed": (True, False),
        "false_alarms": (False, True),
        "cleared": (False, False),
    }


def test_an_illness_found_for_nothing_is_counted_with_its_words_or_not_at_all() -> None:
    plain: dict[str, Any] = {"key": "t", "title": "T", "ill_label": "with it", "well_label": "without it"}
    with pytest.raises(ValueError, match="give harmless_label together"):
        TreeOfFindings(**plain, time_span="once", counts=FrequencyTree(100, 5, 4, 10, 1))
    with pytest.raises(ValueError, match="give harmless_label together"):
        TreeOfFindings(**plain, time_span="once", counts=FrequencyTree(100, 5, 4, 10), harmless_label="would")
    tree = TreeOfFindings(**plain, time_span="once", counts=FrequencyTree(100, 5, 4, 10))
    assert "found_for_nothing" not in nodes(macro("pictures", "test_tree(t)", t=tree))


def test_a_source_opens_in_place_from_its_number() -> None:
    source = {
        "key": "hart",
        "citation": "Hart 2007",
        "passage": "The rate was …",
        "place": "Table 2",
        "href": "",
    }
    drawn = macro("pictures", "sources([s])", s=source)
    link = macro("pictures", 'source_link("hart", 1)').find("a")
    assert words(link) == "Source 1"
    assert drawn.get_element_by_id(link.get("href")[1:]).getparent().tag == "details"


STATES = ("draft", "submitted", "under_review", "returned", "approved", "stale", "withdrawn", "signed")


def test_every_state_has_words_and_a_meaning_of_its_own() -> None:
    assert len({words(macro("parts", "status_tag(s)", s=state)) for state in STATES}) == len(STATES)


def page_values(**changes: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "face": "care",
        "nav": [
            {"href": "/a", "label": "Home", "current": False},
            {"href": "/b", "label": "Me", "current": True},
        ],
        "looking_at": {"name": "Rosa", "as": "daughter", "until": "3 Dec"},
        "made_up": True,
        "signed_in": {"name": "Elena"},
        "messages": [{"level": "error", "text": "Not sent."}],
        "language": "en",
        "direction": "ltr",
        "csrf_input": "",
    }
    return {**plain, **changes}


def page(body: str = "<h1>Here</h1>", **changes: Any) -> html.HtmlElement:
    source = (
        '{% extends "web/page.html" %}{% block title %}T{% endblock %}'
        f"{{% block main %}}{body}{{% endblock %}}"
    )
    return html.document_fromstring(ENV.from_string(source).render(page_values(**changes)))


def test_a_page_says_whose_record_it_is_and_that_people_are_made_up() -> None:
    drawn = page()
    assert words(drawn.find_class("looking")[0]) == "You are looking at: Rosa (as daughter, until 3 Dec)"
    assert words(drawn.find_class("made-up-bar")[0]) == "Made-up people and data. Do not use for real care."
    bare = page(looking_at=None, made_up=False, signed_in=None, nav=[], face="", messages=[])
    assert (bare.find_class("looking"), bare.find_class("made-up-bar"), bare.find_class("menu")) == (
        [],
        [],
        [],
    )


@pytest.mark.parametrize(
    ("link", "words_after"),
    [
        ({"as": "nurse", "until": None}, " (as nurse)"),
        ({"as": "", "until": "May"}, " (until May)"),
        ({"as": "", "until": ""}, ""),
    ],
)
def test_the_bar_leaves_out_what_is_not_known(link: dict[str, Any], words_after: str) -> None:
    bar = page(looking_at={"name": "Rosa", **link}).find_class("looking")[0]
    assert words(bar) == "You are looking at: Rosa" + words_after


def test_a_page_has_its_landmarks_one_current_entry_and_a_way_past_them() -> None:
    drawn = page()
    assert [len(list(drawn.iter(tag))) for tag in ("header", "nav", "main", "footer", "h1")] == [
        1,
        1,
        1,
        1,
        1,
    ]
    assert drawn.xpath("//*[@aria-current]/@href") == ["/b"]
    assert drawn.xpath("//body/*[1]/@href") == ["#main"]
    assert drawn.xpath('//form[@method="post"]/@action') == ["/account_logout/"]
    assert drawn.get_element_by_id("status").get("role") == "status"


CONFLICT = {
    "theirs": {"by": "Ben", "at": "14:02"},
    "changes": [{"name": "story", "label": "Your story", "yours": "Mine", "theirs": "His"}],
    "form": Talk({"story": "Mine", "name": "Rosa", "request_key": "k-2"}),
    "form_action": "/save",
    "back_href": "/back",
}


def test_a_conflict_shows_both_texts_and_loses_nothing() -> None:
    drawn = html.document_fromstring(ENV.get_template("web/conflict.html").render(page_values(**CONFLICT)))
    assert [words(text) for text in drawn.find_class("version-words")] == ["His", "Mine"]
    kept = {one.get("name"): one.get("value") for one in drawn.xpath('//main//input[@type="hidden"]')}
    assert (kept["request_key"], kept["name"]) == ("k-2", "Rosa")


ALONE = ("404", "403", "500", "unavailable")


@pytest.mark.parametrize("name", ALONE)
def test_an_error_page_needs_nothing_of_the_request(name: str) -> None:
    drawn = html.document_fromstring(ENV.get_template(f"web/{name}.html").render())
    assert len(list(drawn.iter("h1"))) == 1


def test_a_refusal_says_its_sentence() -> None:
    drawn = ENV.get_template("web/refused.html").render(page_values(sentence="The note is signed."))
    assert "The note is signed." in drawn
    assert "Only nurses." in ENV.get_template("web/403.html").render(sentence="Only nurses.")


def test_no_page_holds_inline_style_or_script_or_another_host() -> None:
    texts = [
        html.tostring(page(), encoding="unicode"),
        html.tostring(macro("pictures", "icon_array(a)", a=WARFARIN), encoding="unicode"),
        *(ENV.get_template(f"web/{name}.html").render() for name in ALONE),
    ]
    for text in texts:
        assert re.findall(r"\sstyle=|\son\w+=|<style|<script(?! src=)|https?://", text) == []


def test_no_template_uses_a_word_that_stands_between_us_and_patients() -> None:
    told = [
        sentence
        for path in sorted((WEB / "jinja2").rglob("*.html"))
        for _, _, sentence in ENV.extract_translations(path.read_text())  # type: ignore[attr-defined]
    ]
    assert told
    assert [
        s for s in told if re.search(r"decision|option|preference|surrogate|prognosis", str(s), re.I)
    ] == []


def squeezed(text: str) -> str:
    """A script without comments and indentation: an upper bound for what a minifier makes of it."""
    return re.sub(
        r"\s*([{}();,=<>?:&|])\s*", r"\1", re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", text, flags=re.S))
    )


def test_style_and_script_keep_their_budgets() -> None:
    assert len(gzip.compress((STATIC / "alongside.css").read_bytes())) <= 12 * 1024
    assert len(squeezed((STATIC / "alongside.js").read_text())) <= 1024


def test_the_style_sheet_knows_no_left_and_right_and_no_other_file() -> None:
    css = (STATIC / "alongside.css").read_text()
    sided = r"(margin|padding|border|inset)-(left|right|top|bottom)|(?<![\w-])(left|right|width|height)\s*:"
    assert [m.group() for m in re.finditer(sided, re.sub(r"@media \([^)]*\)", "", css))] == []
    assert re.findall(r"url\(|@import|https?:", css) == []


def test_every_drawn_class_has_an_ink_in_forced_colours() -> None:
    css = (STATIC / "alongside.css").read_text()
    tokens = re.search(r"@media \(forced-colors: active\) \{\s*:root:root:root \{(.*?)\}", css, re.S)
    assert tokens
    inks = dict(re.findall(r"--([\w-]+):\s*(\w+);", tokens.group(1)))
    assert (inks["event"], inks["avoided"], inks["none"]) == ("CanvasText", "CanvasText", "CanvasText")

"""A paper says what the page says, to eye and screen reader, and runs nothing that somebody typed."""

import re
from datetime import UTC, datetime
from typing import Any

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.web.paper import (
    Bullets,
    CannotBeSet,
    Facts,
    Heading,
    Paper,
    Paragraph,
    Picture,
    Quotation,
    SideBySide,
    SmallPrint,
    Table,
    pdf,
)

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20" width="20" height="20">'
    '<rect width="10" height="20" fill="#5b2d6e"/></svg>'
)
PICTURE = Picture(DRAWING, "10 of 100 people will have a stroke.", "No medicine")


def a_paper(*blocks: Any, **changes: Any) -> Paper:
    return Paper(**{"title": "Note 1", "made_at": NOON, "blocks": blocks, **changes})


def set_without_the_machine(paper: Paper) -> bytes:
    """What every machine sets alike: with the fonts that typst carries."""
    return pdf(paper, system_fonts=False)


def words_of(bytes_: bytes) -> list[str]:
    """The lines of all pages, without the foot."""
    pages = pypdfium2.PdfDocument(bytes_)
    lines = [line for page in pages for line in page.get_textpage().get_text_range().splitlines()]
    return [line for line in lines if not re.fullmatch(r".*\d+ / \d+", line)]


def test_a_paper_says_its_blocks_in_their_order() -> None:
    said = set_without_the_machine(
        a_paper(
            Heading("What it is about"),
            Paragraph("Atrial fibrillation.\nA blood thinner or none."),
            Heading("Numbers", 2),
            Bullets(("10 of 100", "4 of 100")),
            Facts((("Role wanted", "together"),)),
            Quotation("I want to see the wedding.", "Rosa Marin"),
            Table(("", "No medicine", "Apixaban"), (("will have a stroke", "10", "4"),), "Of 100 people"),
            PICTURE,
            SmallPrint("Seal 5f2a"),
        )
    )
    assert words_of(said) == [
        "Note 1",
        "What it is about",
        "Atrial fibrillation.",
        "A blood thinner or none.",
        "Numbers",
        "• 10 of 100",
        "• 4 of 100",
        "Role wanted: together",
        "I want to see the wedding.",
        "— Rosa Marin",
        "Of 100 people",
        "No medicine Apixaban",
        "will have a stroke 10 4",
        "No medicine",
        "Seal 5f2a",
    ]


def test_a_paper_is_tagged_and_says_its_language_and_what_its_pictures_show() -> None:
    said = set_without_the_machine(a_paper(PICTURE, SideBySide((PICTURE, PICTURE)), language="pt-BR"))
    assert b"/Marked true" in said
    assert b"/StructTreeRoot" in said
    assert b"/Lang(pt-BR)" in said
    assert said.count(b"(10 of 100 people will have a stroke.)") >= 3


def test_a_long_paper_numbers_its_pages_and_repeats_the_head_of_a_table() -> None:
    rows = tuple((f"outcome {n}", "1") for n in range(90))
    document = pypdfium2.PdfDocument(set_without_the_machine(a_paper(Table(("What", "Of 100"), rows))))
    texts = [page.get_textpage().get_text_range() for page in document]
    assert len(texts) > 1
    assert all("What Of 100" in text for text in texts)
    assert texts[1].endswith(f"2 / {len(texts)}")


def test_the_same_paper_gives_the_same_bytes_and_another_hour_another_date() -> None:
    paper = a_paper(Paragraph("The same."), PICTURE)
    assert set_without_the_machine(paper) == set_without_the_machine(paper)
    assert b"20260314120000" in set_without_the_machine(paper)


def letters(words: str) -> str:
    """Without blanks, which a line takes, and hyphens, which a reader of PDF takes for a broken word."""
    return re.sub(r"[\s\x02\ufffe-]", "", words)


MARKUP = "#$*_`@<>\\/[](){}=-+~'\"%&^|:;.,!? \n abcXYZ0123äßñ≤→"


@settings(deadline=None, max_examples=40)
@given(st.text(MARKUP, min_size=1, max_size=60).filter(str.strip), st.sampled_from(range(6)))
def test_words_are_never_run_as_markup(words: str, place: int) -> None:
    words += " end"  # a line that ends with a hyphen is read together with the next
    blocks = (
        Heading(words),
        Paragraph(words),
        Bullets((words,)),
        Facts((("Word", words),)),
        Quotation(words, "Rosa"),
        Table(("What",), ((words,),)),
    )
    assert letters(words) in letters("".join(words_of(set_without_the_machine(a_paper(blocks[place])))))


@pytest.mark.parametrize(
    "words",
    [
        '#read("/etc/passwd")',
        '#import "@preview/cetz:0.3.0"',
        "#panic()",
        "$ sum_(i=0)^n $",
        "= Heading",
        "// gone",
        "/* gone */",
        "\\u{41}",
        "#{",
        "[ ] }",
        "`",
        "a -- b --- c ... ~",
        "https://example.org/#x",
    ],
)
def test_what_looks_like_a_command_is_printed_as_it_was_typed(words: str) -> None:
    assert words_of(set_without_the_machine(a_paper(Paragraph(words), title=words))) == [words, words]


def test_characters_that_no_page_shows_are_not_on_paper_either() -> None:
    said = set_without_the_machine(a_paper(Paragraph("one\x00\x07 two\tthree\r\nfour\x85five")))
    assert words_of(said) == ["Note 1", "one two three", "four", "five"]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("你好", "CJK UNIFIED IDEOGRAPH-4F60"),
        ("مرحبا", "ARABIC LETTER ALEF"),
        ("हिन्दी", "DEVANAGARI LETTER HA"),
        ("half a letter \ud800", "without a name"),
    ],
)
def test_a_script_without_a_font_is_refused_and_never_left_out(words: str, name: str) -> None:
    sentence = f"a letter ({name}) that no font of this computer can put on paper. Print the page"
    with pytest.raises(CannotBeSet, match=re.escape(sentence)):
        set_without_the_machine(a_paper(Paragraph(f"We say {words}.")))


def test_every_word_of_another_alphabet_that_the_fonts_have_is_there() -> None:
    words = "Ελληνικά Українська Tiếng Việt Česky Łódź ½ ≥ → ✓ €"
    assert words_of(set_without_the_machine(a_paper(Paragraph(words)))) == ["Note 1", words]


def test_a_paper_that_reads_from_the_right_stands_on_the_right() -> None:
    def first_letter(direction: str, language: str) -> float:
        said = set_without_the_machine(a_paper(Paragraph("שלום"), language=language, direction=direction))
        page = pypdfium2.PdfDocument(said)[0]
        text = page.get_textpage()
        box: tuple[float, float, float, float] = text.get_charbox(text.get_text_range().index("ש"))
        return box[2] / page.get_width()

    assert first_letter("rtl", "he") > 0.9
    assert first_letter("ltr", "en") < 0.2


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: Picture(DRAWING, " ", "No medicine"), "A picture needs a sentence that says what it shows."),
        (lambda: Table(("a", "b"), (("1",),)), "Every row of a table has 2 cells, as its head has."),
        (lambda: a_paper(title=" "), "A paper needs a title."),
        (
            lambda: a_paper(language="#en"),
            "'#en' names no language; write it as in HTML, for instance pt-BR.",
        ),
        (
            lambda: a_paper(made_at=datetime(2026, 1, 1)),
            "The time at which a paper is made carries its time zone.",
        ),
    ],
)
def test_a_paper_that_cannot_be_right_is_not_made(make: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=re.escape(sentence)):
        make()

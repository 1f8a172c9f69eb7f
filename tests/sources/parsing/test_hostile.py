"""Files made to do harm: each is refused with a sentence, within bounded time and memory."""

import gzip
import io
import socket
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.sources.parsing import pdf as pdf_module
from alongside.sources.parsing.formats import Format, detect
from alongside.sources.parsing.hostile import MEGABYTE, Caps
from alongside.sources.parsing.pdf import command

from .pdf_files import flate_bomb, lines, looping_pages, paged, pdf, recursive_form
from .reading import FILES, read_bytes, read_file, refusal
from .test_pages import word_file

OWN_TYPE = "The file defines its own document type or entities. Such files are not read."
STOPPED = "Reading the PDF took too much time or memory, as a hostile file would. It was not read."
# Small enough to fill quickly, the same rules.
SMALL = Caps(
    stream=8 * MEGABYTE, whole=4 * MEGABYTE, record=MEGABYTE, markup=20_000, seconds=4, memory=400 * MEGABYTE
)

_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BILLION_LAUGHS = (
    f'<!DOCTYPE PubmedArticleSet [<!ENTITY l0 "ha">{_LAUGHS}]><PubmedArticleSet>&l9;</PubmedArticleSet>'
)
OUTSIDE = '<!DOCTYPE {root} [<!ENTITY x SYSTEM "file:///etc/passwd">]><{root}>&x;</{root}>'


@pytest.mark.parametrize("root", ["PubmedArticleSet", "article", "Document", "health-topics"])
def test_an_entity_that_points_outside_is_refused(root):
    assert refusal(OUTSIDE.format(root=root).encode(), "outside.xml") == OWN_TYPE


def test_a_billion_laughs_are_refused():
    assert refusal(BILLION_LAUGHS.encode(), "laughs.xml") == OWN_TYPE


def test_a_document_type_in_another_encoding_is_refused_too():
    assert refusal(BILLION_LAUGHS.encode("utf-16"), "laughs.xml") == OWN_TYPE


def test_a_document_type_behind_a_long_comment_is_refused():
    data = b"<!--" + b"x" * 70_000 + b"-->" + BILLION_LAUGHS.encode()
    assert read_bytes(data, "PubmedArticleSet.xml", SMALL)[0] == []


def test_a_published_document_type_is_neither_refused_nor_fetched():
    assert len(read_file("pubmed.xml")[0]) == 2


def test_an_entity_that_only_the_unread_type_explains_is_not_dropped_in_silence():
    text = (FILES / "article.xml").read_text().replace("Who came.", "Who &unheard; came.")
    assert (
        refusal(text.encode(), "article.xml") == "The text uses &unheard;, which the file does not explain."
    )


@pytest.mark.parametrize(
    ("name", "start", "deep"),
    [("deep.xml", b"<PubmedArticleSet>", b"<a>"), ("deep.xml", b"<article>", b"<sec>")],
)
def test_nesting_without_end_is_refused(name, start, deep):
    assert refusal(start + deep * 2_000, name, SMALL).startswith("The file is nested or swollen")


def test_a_million_tags_are_refused():
    data = b"<article>" + b"<p/>" * 100_000 + b"</article>"
    assert refusal(data, "wide.xml", SMALL) == "The file has far more markup than a real one."


def test_a_record_without_end_is_refused():
    data = b"<PubmedArticleSet><PubmedArticle><PMID>" + b"1" * (2 * MEGABYTE)
    assert refusal(data, "long.xml", SMALL) == "One record of the file is far too large to be real."


def test_an_element_with_a_thousand_attributes_is_refused():
    attributes = " ".join(f'a{n}="1"' for n in range(1000))
    data = f"<article><front {attributes}/></article>".encode()
    assert refusal(data, "many.xml") == "An element of the file has far more attributes than a real one."


def test_a_page_nested_to_slow_its_parser_is_refused():
    for bomb in (b"<div>" * 200_000, b"".join(b"<b id=%d>" % n for n in range(500)) + b"<p>x" * 100_000):
        assert refusal(b"<!doctype html>" + bomb, "slow.html") == (
            "The page is nested or marked up far beyond a real one. It was not read."
        )


def test_a_cut_file_gives_what_came_before_and_says_so():
    data = (FILES / "pubmed.xml").read_bytes()
    documents, errors = read_bytes(data[: data.index(b"90000002")], "cut.xml")
    assert [document.record.pmid for document in documents] == ["90000001"]
    assert [error.sentence[:24] for error in errors] == ["The file ends too early "]


def test_a_wrong_encoding_is_refused_and_not_guessed():
    text = '<?xml version="1.0" encoding="utf-8"?><Document><QAPairs>50 µg</QAPairs></Document>'
    assert refusal(text.encode("latin-1"), "wrong.xml").startswith(
        "The file is not in the encoding that it names"
    )
    assert refusal("# 50 µg".encode("latin-1"), "wrong.md") == (
        "The text is not UTF-8 (byte 6). Save the file as UTF-8 and try again."
    )


@pytest.mark.parametrize("name", ["a.xml", "a.pdf", "a.md", "a.docx", "a.ris", "a.html", "a.json"])
def test_an_empty_file_is_refused(name):
    assert refusal(b"", name) == "The file is empty."


def test_a_file_of_no_known_kind_is_refused():
    assert refusal(b"\x7fELF\x02\x01", "program").startswith("This kind of file is not read here.")


# Archives


def test_a_gzip_of_xml_is_read():
    documents, _ = read_bytes(gzip.compress((FILES / "pubmed.xml").read_bytes()), "pubmed.xml.gz")
    assert [document.record.pmid for document in documents] == ["90000001", "90000003"]


def test_a_gzip_bomb_is_refused_by_what_comes_out():
    data = gzip.compress(b"<PubmedArticleSet>" + b" " * (32 * MEGABYTE))
    assert refusal(data, "bomb.xml.gz") == (
        "The packed file grows more than 200 times when it is unpacked. It was not read."
    )


def test_a_gzip_whose_footer_lies_is_still_counted():
    data = gzip.compress(b"<PubmedArticleSet>" + b" " * (32 * MEGABYTE))
    assert refusal(data[:-4] + struct.pack("<I", 10), "lie.xml.gz") == (
        "The packed file grows more than 200 times when it is unpacked. It was not read."
    )


def test_a_cut_gzip_is_refused():
    data = gzip.compress((FILES / "pubmed.xml").read_bytes())[:-900]
    assert (
        read_bytes(data, "cut.xml.gz")[1][-1].sentence
        == "The packed file is damaged or cut short. Fetch it again."
    )


def zipped(name: str, data: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return packed.getvalue()


def test_a_zip_of_files_is_read_one_by_one_with_their_own_errors():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("one/../../medquad.xml", (FILES / "medquad.xml").read_bytes())
        archive.writestr("bad.xml", b"<Document>")
        archive.writestr("note.md", (FILES / "note.md").read_bytes())
        archive.writestr("inner.zip", zipped("note.md", b"# Inner"))
    documents, errors = read_bytes(packed.getvalue(), "many.zip")
    assert [document.title for document in documents] == [
        "What are the treatments for Knee strain ?",
        "Our note on meetings",
    ]
    assert [error.where for error in errors] == [
        "many.zip/one/medquad.xml pair 2",
        "many.zip/bad.xml",
        "many.zip/inner.zip",
    ]


def test_a_zip_bomb_is_refused_by_what_comes_out():
    data = zipped("big.xml", b"<article>" + b" " * (16 * MEGABYTE))
    assert refusal(data, "bomb.zip") == (
        "The packed file grows more than 200 times when it is unpacked. It was not read."
    )


def test_a_zip_header_that_lies_about_4_gigabytes_fills_no_memory():
    data = bytearray(zipped("note.md", b"# Lie\n\nText."))
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 0xFFFFFFFE)
    documents, errors = read_bytes(bytes(data), "lie.zip")
    assert [document.text for document in documents] == ["Text."] or len(errors) == 1


def test_a_zip_header_that_says_too_little_is_refused():
    data = bytearray(zipped("note.md", b"# Lie\n\nText." * 100))
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 4)
    assert refusal(bytes(data), "lie.zip") == "The file in the archive is damaged."


def test_a_cut_zip_is_refused():
    assert refusal(zipped("note.md", b"# Note")[:-30], "cut.zip") == (
        "The archive is damaged or cut short. Fetch it again."
    )


def test_a_word_document_with_entities_is_refused():
    data = io.BytesIO(word_file("<w:p/>"))
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("word/styles.xml", OUTSIDE.format(root="styles"))
    assert refusal(data.getvalue(), "evil.docx") == OWN_TYPE


def test_a_word_document_with_a_bomb_inside_is_refused():
    data = word_file("<w:p/>" + " " * (16 * MEGABYTE))
    assert refusal(data, "bomb.docx") == (
        "The packed file grows more than 200 times when it is unpacked. It was not read."
    )


# PDF


@pytest.mark.parametrize("layers", [1, 2])
def test_a_pdf_that_swells_is_stopped(layers):
    assert refusal(flate_bomb(300, layers), "bomb.pdf", SMALL) == STOPPED


def test_a_pdf_whose_forms_draw_each_other_is_stopped():
    assert refusal(recursive_form(12), "loop.pdf", SMALL) == STOPPED


def test_a_pdf_that_claims_a_million_pages_is_refused():
    assert refusal(looping_pages(), "pages.pdf", SMALL) == "The PDF has more than 3,000 pages. Split it."


def test_a_pdf_with_more_text_than_allowed_is_refused():
    data = paged(*[lines(*["word " * 14] * 40) for _ in range(20)])
    assert refusal(data, "long.pdf", Caps(text=10_000)) == "The PDF holds more text than a real one."


@pytest.mark.parametrize("data", [b"%PDF-1.7 and nothing", paged(lines("Some text."))[:150], pdf([b"<< >>"])])
def test_a_damaged_pdf_is_refused(data):
    assert refusal(data, "bad.pdf", SMALL) == "The PDF is damaged or cut short. Fetch it again."


def test_the_child_that_reads_pdfs_gets_no_way_out_where_bubblewrap_stands(tmp_path, monkeypatch):
    wrapper = tmp_path / "bwrap"
    wrapper.write_text("#!/bin/sh\n")
    wrapper.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path))
    line = command(Caps(), "/nowhere")
    assert line[0] == str(wrapper)
    assert {"--unshare-all", "--die-with-parent", "--new-session", "--clearenv"} <= set(line)
    assert line[line.index("--cap-drop") + 1] == "ALL"
    assert "--bind" not in line


_ESCAPES = """
import pathlib, runpy, socket, sys
"host".encode("idna")  # read from disk now; inside there is none
child = runpy.run_path(sys.argv[1], run_name="child")
walls = child["lock_room"](600 * 1024 * 1024, 10, sys.argv[2])
try:
    files = "none" if not pathlib.Path(sys.argv[1]).exists() else "seen"
except OSError:
    files = "none"
try:
    socket.create_connection(("127.0.0.1", int(sys.argv[3])), 2)
    network = "reached"
except OSError:
    network = "none"
print(sorted(walls), files, network)
"""


def test_the_room_of_the_child_has_the_walls_that_it_says_it_has(tmp_path):
    child = Path(pdf_module.__file__).with_name("pdf_child.py")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        line = [sys.executable, "-I", "-c", _ESCAPES, str(child), str(tmp_path), port]
        said = subprocess.run(line, capture_output=True, text=True, check=True).stdout.strip()
    assert said in (
        "['files', 'limits', 'network'] none none",
        "['limits', 'network'] seen none",
        "['limits'] seen reached",
    )


# Reference lists


def test_json_that_hurts_is_refused():
    sentence = "The file is not JSON as it should be, or is nested too deep."
    for data in (b"[" * 200_000, b'[{"title": "a", "title": "b"}]', b'[{"title": NaN}]', b"[{"):
        assert refusal(data, "bad.json") == sentence


def test_bibtex_that_doubles_itself_is_refused():
    data = b'@string{a = "ha"}\n@string{b = a # a # a}\n@article{x, title = b # b}'
    assert refusal(data, "laughs.bib") == "The file joins text with @string and #. Write the values out."


# Detection


@pytest.mark.parametrize(
    ("name", "head", "kind"),
    [
        ("x", b"<?xml version='1.0'?><!-- c --><PubmedArticleSet>", Format.PUBMED),
        ("x.xml", "<article>".encode("utf-16"), Format.JATS),
        ("x.xml", b"<!DOCTYPE html><html>", Format.HTML),
        ("x.bin", b"%PDF-1.4", Format.PDF),
        ("x", b"TY  - JOUR\n", Format.RIS),
        ("x", b"@article{a,", Format.BIBTEX),
        ("x", b' [ {"title"', Format.CSL_JSON),
        ("x.md", b"<article> as it is", Format.MARKDOWN),
        ("x.pdf", b"PK\x03\x04 word/document.xml", Format.DOCX),
        ("x.docx", b"<html>", Format.HTML),
        ("x.txt", b"words", None),
    ],
)
def test_the_first_bytes_tell_the_format_and_the_name_helps(name, head, kind):
    assert detect(name, head) is kind


@settings(max_examples=60, deadline=None)
@given(
    source=st.sampled_from(sorted(path.name for path in FILES.iterdir())),
    at=st.integers(0, 4000),
    junk=st.binary(max_size=20),
)
def test_a_damaged_file_never_raises_anything_but_its_sentence(source, at, junk):
    data = bytearray((FILES / source).read_bytes())
    data[at : at + len(junk)] = junk
    documents, errors = read_bytes(bytes(data), source, SMALL)
    assert all(error.sentence.endswith((".", "?")) for error in errors)
    assert all(document.version for document in documents)


def test_flate_that_is_not_flate_is_refused():
    assert refusal(b"\x1f\x8b\x08\x00" + zlib.compress(b"x" * 100), "junk.gz") == (
        "The packed file is damaged or cut short. Fetch it again."
    )

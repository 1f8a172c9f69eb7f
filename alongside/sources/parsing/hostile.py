"""Every file is hostile until it has been read: the one XML helper, the one archive helper, and the caps.

XML: no document type of its own, no entities, no network, libxml2's own limits left on (depth 256, text of
10 MB), and counts of bytes and of markup, so that neither a long file nor a dense one can fill the memory.
Archives: what counts is the bytes that really come out, never what a header says.
"""

import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, BinaryIO, Final, cast

from lxml import etree

MEGABYTE: Final = 1024 * 1024


class DocumentError(Exception):
    """One file or one record that cannot be read. ``sentence`` says what is wrong and how to mend it;
    ``where`` names the file, and the record or line in it."""

    def __init__(self, sentence: str, where: str = "") -> None:
        super().__init__(f"{where}: {sentence}" if where else sentence)
        self.sentence = sentence
        self.where = where


@dataclass(frozen=True, slots=True)
class Caps:
    """How much of a file is read before it is refused, in bytes where not said otherwise."""

    stream: int = 2048 * MEGABYTE  # a yearly PubMed file is about 300 MB when unpacked
    whole: int = 24 * MEGABYTE  # formats that are read as one piece
    record: int = 8 * MEGABYTE  # one record of a streamed file
    markup: int = 400_000  # tags and attributes in one record or one piece
    members: int = 20_000  # files in an archive
    ratio: int = 200  # unpacked bytes for one packed byte; text packs 3 to 20 times
    attributes: int = 256  # attributes of one element
    pages: int = 3_000  # pages of a PDF
    text: int = 24 * MEGABYTE  # text out of a PDF
    seconds: int = 60  # time for a PDF
    memory: int = 1024 * MEGABYTE  # memory for a PDF


CAPS: Final = Caps()


class CappedStream:
    """A stream that can be peeked into, counts what is read, and refuses to go past its cap."""

    def __init__(self, stream: BinaryIO, cap: int, where: str = "") -> None:
        self._stream = stream
        self._cap = cap
        self._head = b""
        self._fed = 0
        self.where = where
        self.count = 0

    def peek(self, size: int) -> bytes:
        while len(self._head) < size:
            more = self._fetch(size - len(self._head))
            if not more:
                break
            self._head += more
        return self._head[:size]

    def read(self, size: int = -1) -> bytes:
        if size < 0:
            return self._rest()
        if self._head:
            data, self._head = self._head[:size], self._head[size:]
        else:
            data = self._fetch(size)
        self.count += len(data)
        return data

    def _rest(self) -> bytes:
        pieces = []
        while piece := self.read(MEGABYTE):
            pieces.append(piece)
        return b"".join(pieces)

    def _fetch(self, size: int) -> bytes:
        try:
            data = self._stream.read(size)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise DocumentError(
                "The packed file is damaged or cut short. Fetch it again.", self.where
            ) from error
        self._fed += len(data)
        if self._fed > self._cap:
            raise too_large(self._cap, self.where)
        return data


def too_large(cap: int, where: str) -> DocumentError:
    return DocumentError(
        f"The file holds more than {cap // MEGABYTE or 1} MB when it is read. Split it and try again.", where
    )


def read_whole(stream: CappedStream, caps: Caps = CAPS) -> bytes:
    """Everything in the stream, as one piece no longer than ``caps.whole``; empty files are refused."""
    pieces, total = [], 0
    while piece := stream.read(MEGABYTE):
        total += len(piece)
        if total > caps.whole:
            raise too_large(caps.whole, stream.where)
        pieces.append(piece)
    if not total:
        raise DocumentError("The file is empty.", stream.where)
    return b"".join(pieces)


def decode(data: bytes, where: str) -> str:
    """The text of a plain-text file: UTF-8, or UTF-16 with a byte order mark. Anything else is refused, since
    a guess at the encoding could change a dose."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"The text is not UTF-8 (byte {error.start + 1:,}). Save the file as UTF-8 and try again.", where
        ) from error
    if "\x00" in text:
        raise DocumentError("The file is not text: it holds zero bytes.", where)
    return text


# Archives


class _PackedCounter:
    """Counts the packed bytes that were taken from a stream."""

    def __init__(self, stream: CappedStream) -> None:
        self._stream = stream
        self.count = 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size if size >= 0 else MEGABYTE)
        self.count += len(data)
        return data


class _Unpacked:
    """A gzip stream that refuses to grow past ``caps.ratio`` times what was packed."""

    def __init__(self, stream: CappedStream, caps: Caps) -> None:
        self._packed = _PackedCounter(stream)
        self._file = gzip.GzipFile(fileobj=cast(BinaryIO, self._packed), mode="rb")
        self._caps = caps
        self._where = stream.where
        self._count = 0

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size if size >= 0 else MEGABYTE)
        self._count += len(data)
        check_ratio(self._count, self._packed.count, self._where, self._caps)
        return bytes(data)


def check_ratio(unpacked: int, packed: int, where: str, caps: Caps) -> None:
    if unpacked > MEGABYTE and unpacked > caps.ratio * max(packed, 1):
        raise DocumentError(
            f"The packed file grows more than {caps.ratio} times when it is unpacked. It was not read.", where
        )


def open_gzip(stream: CappedStream, caps: Caps = CAPS) -> CappedStream:
    """The unpacked bytes of a gzip stream, capped by what really comes out."""
    return CappedStream(_Unpacked(stream, caps), caps.stream, stream.where)  # type: ignore[arg-type]


def open_zip(data: bytes, where: str, caps: Caps = CAPS) -> zipfile.ZipFile:
    """A zip archive whose table of contents was looked at; nothing is unpacked yet."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise DocumentError("The archive is damaged or cut short. Fetch it again.", where) from error
    if len(archive.filelist) > caps.members:
        raise DocumentError(f"The archive holds more than {caps.members:,} files. Split it.", where)
    return archive


def zip_members(archive: zipfile.ZipFile, where: str, caps: Caps = CAPS) -> Iterator[tuple[str, bytes]]:
    """Each file of the archive as (name, bytes), one at a time and never written to disk.

    A file's own trouble (locked, unknown packing, wrong checksum) and a bomb raise DocumentError.
    """
    total = 0
    for info in archive.infolist():
        if info.is_dir():
            continue
        data = _unpack(archive, info, f"{where}/{_plain_name(info.filename)}", caps)
        total += len(data)
        if total > caps.stream:
            raise too_large(caps.stream, where)
        yield _plain_name(info.filename), data


def _plain_name(name: str) -> str:
    """A member's name for messages: no way up, no unseen characters."""
    parts = [part for part in PurePosixPath(name.replace("\\", "/")).parts if part not in ("/", "..", ".")]
    return re.sub(r"[^\w .()+/-]", "_", "/".join(parts))[:200]


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: str, caps: Caps) -> bytes:
    if info.flag_bits & 0x1:
        raise DocumentError("The file in the archive is locked with a password.", where)
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise DocumentError("The file in the archive is packed in a way that is not read here.", where)
    pieces, total = [], 0
    try:
        with archive.open(info) as member:
            while piece := member.read(64 * 1024):
                total += len(piece)
                check_ratio(total, info.compress_size, where, caps)
                if total > caps.whole:
                    raise too_large(caps.whole, where)
                pieces.append(piece)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise DocumentError("The file in the archive is damaged.", where) from error
    return b"".join(pieces)


# XML

_PROLOG = 64 * 1024
_ASIDE = re.compile(r"<!--.*?-->|<\?.*?\?>", re.DOTALL)
_OWN_TYPE = re.compile(r"<!DOCTYPE[^>\[]*\[|<!ENTITY|<!ELEMENT|<!ATTLIST", re.IGNORECASE)
_NO_ENTITIES: Final = "The file defines its own document type or entities. Such files are not read."
# Found by libxml2 itself, in C: an element that is too deep, or with too many attributes.
_TOO_MANY_ATTRIBUTES = etree.XPath("boolean(descendant-or-self::*[count(@*) > $most])")


def prolog(head: bytes) -> str:
    """The start of an XML file as text, whatever of the usual encodings it is in."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head.decode("utf-16", "replace")
    if b"\x00" in head[:64]:
        even = head[:64:2].count(b"\x00") > head[1:64:2].count(b"\x00")
        return head.decode("utf-16-be" if even else "utf-16-le", "replace")
    return head.decode("utf-8-sig", "replace")


def check_prolog(head: bytes, where: str) -> None:
    """Refuse a document type with content of its own. A bare reference to a published DTD, which NLM's files
    carry, is let through and never followed."""
    text = _ASIDE.sub("", prolog(head))
    if _OWN_TYPE.search(text):
        raise DocumentError(_NO_ENTITIES, where)


class _XmlSource:
    """Feeds a parser and counts bytes and markup since the last record."""

    def __init__(self, stream: CappedStream, caps: Caps) -> None:
        self._stream = stream
        self._caps = caps
        self._bytes = 0
        self._markup = 0

    def read(self, size: int) -> bytes:
        data = self._stream.read(min(size, 32 * 1024))
        self._bytes += len(data)
        self._markup += data.count(b"<") + data.count(b"=")
        if self._bytes > self._caps.record or self._markup > self._caps.markup:
            raise DocumentError("One record of the file is far too large to be real.", self._stream.where)
        return data

    def record_done(self) -> None:
        self._bytes = self._markup = 0


def xml_records(stream: CappedStream, tags: tuple[str, ...], caps: Caps = CAPS) -> Iterator[etree._Element]:
    """The elements named ``tags``, one at a time; each is emptied when the next one is asked for.

    Raises DocumentError at the first fault of the file; what came before it stands.
    """
    head = stream.peek(_PROLOG)
    if not head.strip():
        raise DocumentError("The file is empty.", stream.where)
    check_prolog(head, stream.where)
    source = _XmlSource(stream, caps)
    events = etree.iterparse(
        source,
        events=("end",),
        tag=tags,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for number, (_, element) in enumerate(events):
            if not number:
                _check_own_type(element, stream.where)
            _check_attributes(element, stream.where, caps)
            yield element
            source.record_done()
            _forget(element)
    except etree.XMLSyntaxError as error:
        raise DocumentError(_xml_sentence(error), stream.where) from error


def xml_tree(data: bytes, where: str, caps: Caps = CAPS) -> etree._Element:
    """The root of a whole XML file no longer than ``caps.whole``. Raises DocumentError."""
    if len(data) > caps.whole:
        raise too_large(caps.whole, where)
    if data.count(b"<") + data.count(b"=") > caps.markup:
        raise DocumentError("The file has far more markup than a real one.", where)
    check_prolog(data[:_PROLOG], where)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DocumentError(_xml_sentence(error), where) from error
    _check_own_type(root, where)
    _check_attributes(root, where, caps)
    return root


def _check_own_type(element: etree._Element, where: str) -> None:
    # lxml's stubs do not know these two methods.
    dtd: Any = element.getroottree().docinfo.internalDTD
    if dtd is not None and (any(dtd.iterentities()) or any(dtd.iterelements())):
        raise DocumentError(_NO_ENTITIES, where)


def _check_attributes(element: etree._Element, where: str, caps: Caps) -> None:
    if _TOO_MANY_ATTRIBUTES(element, most=caps.attributes):
        raise DocumentError("An element of the file has far more attributes than a real one.", where)


def _forget(element: etree._Element) -> None:
    parent = element.getparent()
    element.clear()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]


def _xml_sentence(error: Exception) -> str:
    said = str(error)
    line = getattr(error, "lineno", None)
    place = f" (line {line:,})" if line else ""
    if "encoding" in said.lower():
        return f"The file is not in the encoding that it names{place}. Save it as UTF-8 and try again."
    if "depth" in said or "amplification" in said or "Resource limit" in said:
        return f"The file is nested or swollen far beyond a real one{place}. It was not read."
    if "Premature end" in said or "no element found" in said:
        return f"The file ends too early{place}. Fetch it again."
    return f"The file is not well-formed XML{place}. Fetch it again or mend it there."

"""Small PDF files for the tests, written object by object."""

import zlib


def pdf(objects: list[bytes]) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(out)


def stream(content: bytes, extra: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), extra, content)


def paged(*contents: bytes, extra: bytes = b"") -> bytes:
    """A PDF with one page for each content stream, in Helvetica as /F1."""
    count = len(contents)
    kids = b" ".join(b"%d 0 R" % (4 + 2 * n) for n in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, content in enumerate(contents):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> %s >> >>" % (5 + 2 * number, extra)
        )
        objects.append(stream(content))
    return pdf(objects)


def lines(*words: str, top: int = 720, leading: int = 14, before: str = "") -> bytes:
    """A content stream that shows these lines below each other."""
    shown = " T* ".join(f"({line}) Tj" for line in words)
    return f"{before} BT /F1 12 Tf {leading} TL 72 {top} Td {shown} ET\n".encode("latin-1")


def flate_bomb(megabytes: int, layers: int = 1) -> bytes:
    content = b"q " * (megabytes * 512 * 1024)
    for _ in range(layers):
        content = zlib.compress(content, 9)
    filters = b" ".join([b"/FlateDecode"] * layers)
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R >>",
            stream(content, b"/Filter [%s]" % filters),
        ]
    )


def recursive_form(forms: int = 1) -> bytes:
    """Forms that draw each other, and themselves, without end."""
    numbers = range(5, 5 + forms)
    names = b" ".join(b"/X%d %d 0 R" % (n, n) for n in numbers)
    calls = b" ".join(b"/X%d Do" % n for n in numbers)
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << /XObject << %s >> >>" % names
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
            b"/Resources << /XObject << %s >> >> >>" % names,
            stream(calls),
            *[stream(calls, form) for _ in numbers],
        ]
    )


def looping_pages() -> bytes:
    """A page tree that is its own child, a million pages by its own account."""
    return pdf(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000 >>"]
    )

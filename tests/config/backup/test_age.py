"""Sealed files: the published test key, a file that the reference program wrote, every kind of damage."""

import base64
import io
import shutil
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.config.backup.age import CHUNK, CannotOpen, Identity, Recipient, seal, unseal
from alongside.config.backup.bech32 import NotBech32, decode, encode

IDENTITY = Identity.new()


def sealed(data: bytes, identity: Identity = IDENTITY) -> bytes:
    return b"".join(seal([data], identity.recipient))


def opened(data: bytes, identity: Identity = IDENTITY) -> bytes:
    return b"".join(unseal(io.BytesIO(data), identity))


# The key of the C2SP test vectors of age (CCTV/age), and a file that age 1.1.1 sealed for it.
SECRET = "AGE-SECRET-KEY-1XMWWC06LY3EE5RYTXM9MFLAZ2U56JJJ36S0MYPDRWSVLUL66MV4QX3S7F6"
WRITTEN_BY_AGE = (
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBvN3Q5bWpuNjdyRVpYQUVDVFQwTFd6YWxiWC83SkZQZnl5TCtGMzU2"
    "aXdjCkFSSDQxYjlOL0drVXJPMjZ1eDNzOWltYUJuZmpObW5TK2ViZEUyTXVEc1EKLS0tIDAzMXlvaGl0VXNEVGtWOFNHQ2dU"
    "bUY0K2cwQ2FRY0hIZzhXVC8wQStOcWMKC6DjTfjpL3w7qGRBaH23RwsJFc4mi1brBX2k0/NouX8CZFh6TK945l7mlgBo6dmk"
    "t3bVGUWrPzM="
)


def test_a_published_secret_key_is_read_and_written_letter_by_letter():
    assert str(Identity.read(SECRET)) == SECRET


def test_a_file_that_the_reference_program_wrote_is_opened():
    assert opened(base64.b64decode(WRITTEN_BY_AGE), Identity.read(SECRET)) == b"What was agreed is kept."


# BIP 173: valid strings, with and without data; and what is wrong with each of the others.
@pytest.mark.parametrize(
    "text",
    ["A12UEL5L", "a12uel5l", "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw", "?1ezyfcl"],
)
def test_the_official_examples_of_bech32_are_read(text):
    kind, data = decode(text)
    assert encode(kind, data) == text.lower()


@pytest.mark.parametrize("text", ["A1G7SGD8", "10a06t8", "1qzzfhee", "pzry9x0s0muk", "x1b4n0q5v", "A12uEL5L"])
def test_the_official_wrong_examples_of_bech32_are_refused(text):
    with pytest.raises(NotBech32):
        decode(text)


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 17])
def test_what_was_sealed_comes_out_again(size):
    data = bytes(number % 251 for number in range(size))
    assert opened(sealed(data)) == data


@given(st.lists(st.binary(max_size=3 * CHUNK // 2), max_size=4))
@settings(max_examples=30, deadline=None)
def test_how_it_came_in_pieces_makes_no_difference(pieces):
    assert opened(b"".join(seal(pieces, IDENTITY.recipient))) == b"".join(pieces)


def test_another_key_does_not_open_it_and_the_sentence_says_so():
    with pytest.raises(CannotOpen, match="was not made for this key"):
        opened(sealed(b"secret"), Identity.new())


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_any_changed_byte_is_noticed(data):
    whole = bytearray(sealed(b"x" * (CHUNK + 100)))
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(CannotOpen):
        opened(bytes(whole))


@given(st.integers(0, 2 * CHUNK + 300))
@settings(max_examples=100, deadline=None)
def test_a_file_cut_off_anywhere_is_noticed(length):
    whole = sealed(b"x" * (2 * CHUNK))
    if length < len(whole):
        with pytest.raises(CannotOpen):
            opened(whole[:length])


def test_a_last_piece_left_out_or_something_after_the_end_is_noticed():
    whole = sealed(b"x" * (2 * CHUNK))
    for wrong in (whole[: -(CHUNK + 16)], whole + b"more", whole + whole[-(CHUNK + 16) :]):
        with pytest.raises(CannotOpen):
            opened(wrong)


@pytest.mark.parametrize("text", ["", "hello", "AGE-SECRET-KEY-1QQQQ", f"{SECRET}\n{SECRET}"])
def test_what_is_no_key_is_refused_with_a_sentence(text):
    with pytest.raises(CannotOpen, match=r"key"):
        Identity.read(text)


def test_a_secret_key_given_as_the_public_one_is_refused():
    with pytest.raises(CannotOpen, match="not a public key"):
        Recipient.read(SECRET)


def test_a_key_never_shows_its_secret_by_accident():
    assert "SECRET" not in repr(IDENTITY)


def test_the_header_is_as_the_specification_writes_it():
    """Four lines; 43 letters for 32 bytes without padding; a body line shorter than 64 ends the stanza."""
    first, stanza, body, mac, _rest = sealed(b"").split(b"\n", 4)
    assert (first, stanza[:10], mac[:4]) == (b"age-encryption.org/v1", b"-> X25519 ", b"--- ")
    assert [len(stanza[10:]), len(body), len(mac[4:])] == [43, 43, 43]


AGE = shutil.which("age")


def test_the_reference_program_opens_ours_and_ours_opens_its(tmp_path):
    """Both ways where Debian's `age` is installed; elsewhere the file above stands for it."""
    data = b"kept " * 50_000
    key, file = tmp_path / "key", tmp_path / "file"
    key.write_text(f"{IDENTITY}\n")
    file.write_bytes(sealed(data))
    if AGE is None:
        assert opened(file.read_bytes()) == data
        return
    ours = subprocess.run([AGE, "-d", "-i", key, file], capture_output=True, check=True).stdout
    theirs = subprocess.run(
        [AGE, "-r", str(IDENTITY.recipient)], input=data, capture_output=True, check=True
    ).stdout
    assert (ours, opened(theirs)) == (data, data)

"""The age file format, version 1 (age-encryption.org/v1, C2SP): files sealed for one X25519 key.

Why this format: a backup must be readable when Alongside is not at hand. `age -d -i KEY FILE`
opens ours, and ours opens its. Only the X25519 recipient is written and read here.
"""

import hmac
import os
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from alongside.config.backup.bech32 import NotBech32, decode, encode

VERSION = b"age-encryption.org/v1\n"
CHUNK = 64 * 1024
TAG = 16
PUBLIC, SECRET = "age", "age-secret-key-"


class CannotOpen(ValueError):
    """The file is not one of ours, is not for this key, or was changed or cut; the message says which."""


@dataclass(frozen=True)
class Recipient:
    """The public half: it seals, and cannot open."""

    key: X25519PublicKey

    @classmethod
    def read(cls, text: str) -> "Recipient":
        """From `age1…`. Raises CannotOpen for anything else."""
        return cls(X25519PublicKey.from_public_bytes(_bytes_of(text, PUBLIC, "a public key (age1…)")))

    def __str__(self) -> str:
        return encode(PUBLIC, self.key.public_bytes_raw())


@dataclass(frozen=True)
class Identity:
    """The secret half: it opens. It belongs on another machine than the backup's."""

    key: X25519PrivateKey

    @classmethod
    def new(cls) -> "Identity":
        return cls(X25519PrivateKey.generate())

    @classmethod
    def read(cls, text: str) -> "Identity":
        """From the lines of a key file; lines that start with # are comments. Raises CannotOpen."""
        lines = [line.strip() for line in text.splitlines()]
        keys = [line for line in lines if line and not line.startswith("#")]
        if len(keys) != 1:
            raise CannotOpen(
                "A key file holds one line that starts with AGE-SECRET-KEY-1, and this one does not."
            )
        return cls(X25519PrivateKey.from_private_bytes(_bytes_of(keys[0], SECRET, "a secret key")))

    @property
    def recipient(self) -> Recipient:
        return Recipient(self.key.public_key())

    def __str__(self) -> str:
        return encode(SECRET, self.key.private_bytes_raw()).upper()

    def __repr__(self) -> str:
        return f"Identity(for {self.recipient})"  # never the secret itself


def _bytes_of(text: str, kind: str, called: str) -> bytes:
    try:
        found, data = decode(text.strip())
    except NotBech32 as problem:
        raise CannotOpen(f"This is not {called}: {problem}") from None
    if found != kind or len(data) != 32:
        raise CannotOpen(f"This is not {called}.")
    return data


def _derive(key: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(key)


def _base64(data: bytes) -> bytes:
    return b64encode(data).rstrip(b"=")


def _unbase64(text: bytes) -> bytes:
    data = b64decode(text + b"=" * (-len(text) % 4), validate=True)
    if _base64(data) != text:
        raise ValueError("not canonical")
    return data


def _wrap_key(shared: bytes, share: bytes, recipient: X25519PublicKey) -> bytes:
    return _derive(shared, share + recipient.public_bytes_raw(), b"age-encryption.org/v1/X25519")


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _header(file_key: bytes, recipient: Recipient) -> bytes:
    once = X25519PrivateKey.generate()
    share = once.public_key().public_bytes_raw()
    wrapping = _wrap_key(once.exchange(recipient.key), share, recipient.key)
    body = ChaCha20Poly1305(wrapping).encrypt(bytes(12), file_key, None)
    start = VERSION + b"-> X25519 " + _base64(share) + b"\n" + _base64(body) + b"\n---"
    return start + b" " + _base64(_header_mac(file_key, start)) + b"\n"


def _header_mac(file_key: bytes, start: bytes) -> bytes:
    return hmac.digest(_derive(file_key, b"", b"header"), start, sha256)


def seal(pieces: Iterable[bytes], recipient: Recipient) -> Iterator[bytes]:
    """The sealed file, piece by piece; memory does not grow with its length."""
    file_key, nonce = os.urandom(16), os.urandom(16)
    yield _header(file_key, recipient)
    yield nonce
    cipher = ChaCha20Poly1305(_derive(file_key, nonce, b"payload"))
    number, held = 0, bytearray()
    for piece in pieces:
        held += piece
        while len(held) > CHUNK:  # one chunk is held back: the last one is marked
            yield cipher.encrypt(_nonce(number, False), bytes(held[:CHUNK]), None)
            del held[:CHUNK]
            number += 1
    yield cipher.encrypt(_nonce(number, True), bytes(held), None)


def unseal(file: BinaryIO, identity: Identity) -> Iterator[bytes]:
    """The plain text, chunk by chunk, each proved before it is given out.

    Raises CannotOpen for a wrong key, and where a byte was changed, or the end is missing or has
    something after it. A reader that must not act on half a file reads it to its end first.
    """
    file_key = _open_header(file, identity)
    nonce = file.read(16)
    if len(nonce) != 16:
        raise CannotOpen("The backup is cut off right after its head.")
    cipher = ChaCha20Poly1305(_derive(file_key, nonce, b"payload"))
    number, now = 0, file.read(CHUNK + TAG)
    while True:
        after = file.read(CHUNK + TAG)
        try:
            plain = cipher.decrypt(_nonce(number, not after), now, None)
        except InvalidTag:
            raise CannotOpen(
                f"The backup was changed or cut off (at byte {number * CHUNK:,} of its content). "
                "Nothing of it can be trusted; take another copy."
            ) from None
        if not plain and number:
            raise CannotOpen("The backup ends with an empty piece, which no honest writer makes.")
        yield plain
        if not after:
            return
        number, now = number + 1, after


def _open_header(file: BinaryIO, identity: Identity) -> bytes:
    lines = [file.readline(200) for _ in range(4)]
    if lines[0] != VERSION:
        raise CannotOpen("This is not a backup: it does not begin as an age file does.")
    try:
        words = lines[1].split()
        if words[:2] != [b"->", b"X25519"] or len(words) != 3 or not lines[3].startswith(b"--- "):
            raise ValueError
        share, body = _unbase64(words[2]), _unbase64(lines[2].rstrip(b"\n"))
        mac = _unbase64(lines[3][4:].rstrip(b"\n"))
        shared = identity.key.exchange(X25519PublicKey.from_public_bytes(share))
    except ValueError:
        raise CannotOpen("The head of this backup is damaged, or sealed in a way not used here.") from None
    try:
        wrapping = _wrap_key(shared, share, identity.recipient.key)
        file_key = ChaCha20Poly1305(wrapping).decrypt(bytes(12), body, None)
    except InvalidTag:
        raise CannotOpen(
            f"This backup was not made for this key. The key opens backups made for {identity.recipient}."
        ) from None
    start = b"".join(lines[:3]) + b"---"
    if not hmac.compare_digest(mac, _header_mac(file_key, start)):
        raise CannotOpen("The head of this backup was changed.")
    return file_key

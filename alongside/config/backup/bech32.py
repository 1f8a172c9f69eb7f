"""Bech32 (BIP 173) without its length limit, as age writes keys: letters that survive being read aloud."""

ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


class NotBech32(ValueError):
    """A letter is wrong, missing or not of this alphabet; the message says which kind of mistake."""


def _checksum(values: list[int]) -> int:
    sum_so_far = 1
    for value in values:
        top = sum_so_far >> 25
        sum_so_far = (sum_so_far & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(GENERATORS):
            sum_so_far ^= generator if (top >> bit) & 1 else 0
    return sum_so_far


def _expanded(kind: str) -> list[int]:
    return [ord(letter) >> 5 for letter in kind] + [0] + [ord(letter) & 31 for letter in kind]


def _regroup(values: list[int], of: int, into: int, *, pad: bool) -> list[int]:
    held, bits, out = 0, 0, []
    for value in values:
        held, bits = held << of | value, bits + of
        while bits >= into:
            bits -= into
            out.append(held >> bits & (1 << into) - 1)
    left = held << (into - bits) & (1 << into) - 1
    if pad and bits:
        out.append(left)
    elif not pad and (bits >= of or left):
        raise NotBech32("its last letter holds bits that nobody wrote.")
    return out


def encode(kind: str, data: bytes) -> str:
    values = _regroup(list(data), 8, 5, pad=True)
    check = _checksum([*_expanded(kind), *values, *[0] * 6]) ^ 1
    values += [check >> 5 * (5 - place) & 31 for place in range(6)]
    return f"{kind}1{''.join(ALPHABET[value] for value in values)}"


def decode(text: str) -> tuple[str, bytes]:
    """The kind (before the last 1, in small letters) and the bytes. Raises NotBech32."""
    if text not in (text.lower(), text.upper()):
        raise NotBech32("capital and small letters are mixed.")
    kind, _, letters = text.lower().rpartition("1")
    if not kind or len(letters) < 6 or set(letters) - set(ALPHABET):
        raise NotBech32("it holds letters that no key has, or too few.")
    values = [ALPHABET.index(letter) for letter in letters]
    if _checksum([*_expanded(kind), *values]) != 1:
        raise NotBech32("a letter of it is wrong or missing.")
    return kind, bytes(_regroup(values[:-6], 5, 8, pad=False))

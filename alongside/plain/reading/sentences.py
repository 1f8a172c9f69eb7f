"""Sentences and words of a text, by boundaries that medical text needs.

A full stop inside a number, an abbreviation or a dose does not end a sentence; the end of a line,
a heading or a bullet does. Tools that split at every full stop score hard text as easy, and tools
that ignore bullets score a plain list as hard.
"""

from __future__ import annotations

import re

# Followed by a name, a number or an example: a sentence never ends here.
_BEFORE_SOMETHING = {
    "en": "dr mr mrs ms prof st vs e.g i.e fig figs no nos vol pp cf viz approx dept jr sr al eq ref refs",
    "es": "dr dra sr sra srta prof p.ej ej núm pág págs aprox vs ud uds fig tel",
    "de": "dr prof hr fr z.b d.h bzw ca evtl ggf nr abb inkl max min vgl u.a o.ä sog st tel",
    "fr": "dr m mm mlle p.ex ex env n° vs fig cf pr art tél",
    "it": "dott dott.ssa sig sig.ra prof es p.es pag n vs fig cfr tel",
    "nl": "dr dhr mevr mw prof bijv bv d.w.z ca nr m.b.v o.a evt vs fig tel",
    "pt": "dr dra sr sra prof p.ex ex pág aprox n.º nº vs fig cf tel",
}
# May also stand last: a sentence ends here only if what follows begins like a sentence.
_MAY_END = {
    "en": "etc a.m p.m u.s u.k inc ltd co mg mcg ml kg cm mm hr hrs min mins sec tab tabs cap caps oz lb lbs "
    "q.d b.i.d t.i.d q.i.d p.o p.r.n q.h.s i.v i.m wk wks yr yrs mo mos jan feb mar apr jun jul aug sep sept "
    "oct nov dec ph.d m.d r.n",
    "es": "etc a.m p.m ee.uu mg ml kg",
    "de": "usw etc mg ml kg std tgl",
    "fr": "etc mg ml kg",
    "it": "ecc mg ml kg",
    "nl": "enz etc mg ml kg",
    "pt": "etc mg ml kg",
}
_FOLLOWED = {language: frozenset(listed.split()) for language, listed in _BEFORE_SOMETHING.items()}
_PERHAPS_LAST = {language: frozenset(listed.split()) for language, listed in _MAY_END.items()}
_MONTHS_DE = "januar februar märz april mai juni juli august september oktober november dezember"
# Words that open sentences far more often than they follow an initial or an abbreviation.
_OPENERS_EN = """
a after all an and as ask at before but call can do don't each every for from he her here his how i if in is
it its keep make many may most my no not on one or our she should so some stop take talk tell that the their
then there these they this those to use we what when where who why will with you your
"""
_OPENERS = frozenset(_OPENERS_EN.split())
_BULLET = re.compile(r"^\s*(?:[-*+•‣◦▪–—·]|#{1,6}|>|\(?\d{1,2}[.)]|\(?[a-zA-Z]\))\s+")
_INLINE_BULLET = re.compile(r"\s+[•‣◦▪]\s+")
# Possessive and anchored: a long run of dots costs its length once, not squared.
_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s)")
_LAST_TOKEN = re.compile(r"[^\s(\[\"“«]+$")
_INITIAL = re.compile(r"^(?:[^\W\d_]\.-?)*[^\W\d_]$")
_WORD = re.compile(r"\d+(?:[.,:/]\d+)*%?|[^\W\d_]+(?:['’\-‑][^\W\d_]+)*")
# As much of the text beside a mark as is ever needed to judge it.
_NEAR = 60
# A line this long that stops without a full stop was probably wrapped by an editor.
_WRAPPED_FROM = 50


def sentences(text: str, language: str = "en") -> tuple[str, ...]:
    """The sentences of a text, each on one line, bullets and heading marks removed.

    ``language``: two-letter code; an unknown one uses the English abbreviations.
    Pieces without a word (rules, stray marks) are left out.
    """
    found = (piece for block in _blocks(text) for piece in _split(block, language))
    return tuple(piece for piece in found if _WORD.search(piece))


def words(text: str) -> tuple[str, ...]:
    """The words as written; a number with its decimals is one word, so is a hyphenated compound."""
    return tuple(_WORD.findall(text))


def _blocks(text: str) -> list[str]:
    """Lines that belong together: a line break ends a block unless the line was only wrapped."""
    blocks: list[str] = []
    before = ""
    for line in text.splitlines():
        if blocks and _goes_on(before, line):
            blocks[-1] += " " + line.strip()
        else:
            blocks.extend(_INLINE_BULLET.split(_BULLET.sub("", line).strip()))
        before = line
    return blocks


def _goes_on(before: str, line: str) -> bool:
    stripped = line.strip()
    long_and_open = len(before.strip()) >= _WRAPPED_FROM and not before.rstrip().endswith(
        (".", "!", "?", ":")
    )
    return long_and_open and stripped[:1].islower() and not _BULLET.match(line)


def _split(block: str, language: str) -> list[str]:
    pieces: list[str] = []
    start = 0
    for mark in _END.finditer(block):
        before = block[max(start, mark.start() - _NEAR) : mark.start()]
        after = block[mark.end() : mark.end() + _NEAR].lstrip()
        if _ends_sentence(before, mark.group(), after, language):
            pieces.append(block[start : mark.end()].strip())
            start = mark.end()
    pieces.append(block[start:].strip())
    return pieces


def _ends_sentence(before: str, mark: str, after: str, language: str) -> bool:
    opening = after.lstrip("\"'“‘«(¿¡[")
    if opening[:1].islower():
        return False
    if not mark.startswith(".") or mark.startswith(".."):
        return True
    token = _LAST_TOKEN.search(before)
    last = token.group() if token else ""
    return not _is_abbreviation(last, opening, language)


def _is_abbreviation(last: str, after: str, language: str) -> bool:
    known = language if language in _FOLLOWED else "en"
    plain = last.lower()
    following = _WORD.match(after)
    next_word = following.group().lower() if following else ""
    if plain in _FOLLOWED[known]:
        # "St. 5" or "No. 5" goes on; "No. Take it later" does not.
        return not (plain == "no" and not next_word[:1].isdigit())
    if known == "de" and plain.isdigit() and len(plain) <= 2:
        return next_word in _MONTHS_DE.split()
    if plain in _PERHAPS_LAST[known]:
        return bool(next_word) and not after[:1].isupper()
    if known == "en" and _INITIAL.match(last) and last != "I":
        return bool(next_word) and next_word not in _OPENERS
    return known != "en" and len(last) == 1 and last.isalpha()

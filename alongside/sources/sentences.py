"""Where sentences begin and end in medical prose, as character offsets.

Rules, not a model: a full stop ends a sentence unless it belongs to an abbreviation, an initial, a numbered
item or a decimal. Text from journals adds three habits that general splitters trip over: reference numbers
glued to the full stop ("mortality.12,13 The"), sentences that start with a small letter ("p53 was"), and a
missing space after the full stop ("was reduced.The").
"""

import re


def word_set(words: str) -> frozenset[str]:
    """The words of a text that lists them, parted by white space."""
    return frozenset(words.split())


# An abbreviation after which a sentence practically never ends.
_RUNS_ON = word_set("""dr mr mrs ms prof st vs e.g i.e eg ie cf ca approx resp viz fig figs eq eqs ref refs
    vol vols pp ch sec suppl ed eds nr incl excl esp max spp sp subsp var gen sen
    dept univ""")
# An abbreviation that runs on, but may also be the last word: the next word has to decide.
_MAY_END = word_set("""al etc a.m p.m u.s u.k u.s.a e.u i.v i.m s.c p.o p.r b.i.d t.i.d q.i.d q.d q.h b.d
    t.d.s o.d p.r.n inc ltd co corp jr sr ph.d m.d d.c n.b wk wks yr yrs hr hrs mo
    mos min mins sec secs""")
# "no. 12", "p. 34": abbreviations only before a figure.
_BEFORE_FIGURE = word_set("no nos p n art para tab")
# "vitamin C." ends a sentence, "J." in "J. Smith" does not: the word before the letter decides.
_LETTER_NAMES = word_set("""vitamin vitamins hepatitis type types group groups grade class factor stage phase
    part arm arms table step protein strain apolipoprotein figure box appendix
    option category level schedule influenza and or interleukin immunoglobulin
    coenzyme complex cohort model plan patient region domain section panel""")
_STARTERS = word_set("""the a an this these those that there it its in on at to of for from with by as if
    when while after before during among both all each many most some no not none
    only our we they he she you your i his her their patients people women men
    children adults participants however therefore thus although because results
    methods conclusions conclusion background objective further moreover overall
    finally also until since such one two three do ask call take talk tell use what
    who how why where which""")

# The first sign stands outside the choices, so that the search runs from sign to sign and not by letter.
_BOUNDARY = re.compile(
    r"""
    [.!?…。！？।॥؟۔]
    (?: # stop and reference number; the same, raised; stop and space; other scripts; space forgotten
        (?<=[a-z)\]%][.!?])(?:\d{1,3}(?:[,–-]\d{1,3}){0,20}|\[\d[\d,\s–-]{0,60}\])(?=\s|$)
      | (?<=[.!?])[⁰¹²³⁴⁵⁶⁷⁸⁹⁻,–-]{1,20}(?=\s|$)
      | [.!?…]{0,7}["”’»')\]]{0,4}(?=\s|$)
      | (?<=[。！？।॥؟۔])[。！？।॥؟۔]{0,7}["”’»」』）]{0,4}
      | (?<=[a-z][a-z][a-z][.!?])(?=[A-Z][a-z]{1,30}[ ,])
    )""",
    re.VERBOSE,
)
_NUMBERING = re.compile(r"\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4})\Z")
_TRIM_LEFT = "\"'“‘«([{"


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Sentences of ``text[start:end]`` as (start, end) offsets into ``text``.

    The spans are in order, do not overlap, hold no white space at either edge, and together hold every
    character of the range that is not white space.
    """
    stop = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    begin = _skip_space(text, start, stop)
    for mark in _BOUNDARY.finditer(text, start, stop):
        if mark.start() < begin or not _ends_here(text, begin, mark.start(), mark.end(), stop):
            continue
        spans.append((begin, mark.end()))
        begin = _skip_space(text, mark.end(), stop)
    if begin < stop:
        spans.append((begin, _strip_space(text, begin, stop)))
    return spans


def _skip_space(text: str, at: int, stop: int) -> int:
    while at < stop and text[at].isspace():
        at += 1
    return at


def _strip_space(text: str, begin: int, stop: int) -> int:
    while stop > begin and text[stop - 1].isspace():
        stop -= 1
    return stop


def _ends_here(text: str, begin: int, mark: int, after: int, stop: int) -> bool:
    following = _skip_space(text, after, stop)
    if following >= stop or text[mark] not in ".…":
        return following >= stop or text[mark] in "。！？।॥؟۔" or _may_start(text, following, stop)
    word, before = _words_before(text, begin, mark)
    if begin == mark - len(word) and _NUMBERING.match(word):
        return False  # "1. Take": the number of an item, not a sentence
    bare = word.lstrip(_TRIM_LEFT)
    low = bare.lower()
    next_word = _word_at(text, following, stop)
    if low in _RUNS_ON:
        return False
    if low in _BEFORE_FIGURE and next_word[:1].isdigit():
        return False
    if len(bare) == 1 and bare.isalpha() and before.lower() not in _LETTER_NAMES:
        return bare.islower() and next_word.lower() in _STARTERS
    if low in _MAY_END or _is_dotted(low):
        return next_word[:1].isupper() and next_word.lower() in _STARTERS
    return _may_start(text, following, stop)


def _is_dotted(word: str) -> bool:
    """Whether the word is letters with full stops between them, as in "a.b.c"."""
    return len(word) >= 3 and all(len(part) == 1 and part.isalpha() for part in word.split("."))


def _words_before(text: str, begin: int, mark: int) -> tuple[str, str]:
    """The word that the mark ends, and the word before that one."""
    tail = text[max(begin, mark - 80) : mark].rsplit(maxsplit=2)
    if not tail or text[mark - 1].isspace():
        return "", tail[-1] if tail else ""
    return tail[-1], tail[-2] if len(tail) > 1 else ""


def _word_at(text: str, at: int, stop: int) -> str:
    words = text[at : min(stop, at + 60)].split(maxsplit=1)
    return words[0].strip("\"'“”‘’«»()[]{},;:.") if words else ""


def _may_start(text: str, at: int, stop: int) -> bool:
    """Whether a sentence may start here: a capital, a figure, a quote, a script without capitals, or a
    lower-case name that carries a capital or figure within (mRNA, p53)."""
    char = text[at]
    if char in "\"'“‘«[(":
        inner = _word_at(text, at, stop)
        return bool(inner) and not inner[0].islower() and not (char in "([" and inner[0].isdigit())
    if not char.islower():
        return char not in ",;:.)]}%=<>"
    word = _word_at(text, at, stop)
    return any(c.isupper() or c.isdigit() for c in word[1:])

"""Danger first: before anything is looked up, a message that speaks of danger gets the urgent text.

The rules are a table (`danger_rules.yaml`) of word rows, not regular expressions: a row is followed token by
token with bounded gaps, so the work grows linearly with the message and no input can make it explode. The
labelled messages in `tests/answers/danger_messages.yaml` were written first; the share of dangers found
and of false alarms is measured there.

The rules look for words: of wordings never seen before they find about a third (`danger_probes.yaml` beside
the tests), which is why `danger_alike.py` takes a second look. They do not triage, and silence from them says
nothing about how ill a person is.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from alongside.answers.danger_table import (
    TYPO_LENGTH,
    Compiled,
    Element,
    Row,
    Rule,
    compiled,
    folded,
    without_one,
)

HEAD_AND_TAIL = 5_000  # characters read from each end of a message; the middle of a longer one is skipped

_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)?|[\u3400-\u9fff]|[^\W\d_\u3400-\u9fff]+|[.?!;\n。؟؛]|[,:،、()\u2013\u2014-]"
)
_WORD = re.compile(r"[\w'\u2019]+")
_ENDS_SENTENCE = frozenset(".?!;\n。؟؛")
_ENDS_CLAUSE = frozenset(",:،、()-\u2013\u2014")
_ARABIC_PREFIXES = ("وال", "بال", "فال", "لل", "ال", "و", "ف", "ب", "ل")
_LONGEST_SENTENCE = 80  # tokens; a longer run without a full stop is cut, so that the work stays linear


@dataclass(frozen=True)
class Danger:
    """What was found: the kind (key of the urgent text), the rule, and the words that met it.

    Not `certain`: the words may be a wish about where or how to die. The urgent text is shown all the same,
    but above an answer.
    """

    kind: str
    rule: str
    words: str
    language: str
    certain: bool = True


_Span = tuple[int, int]


@dataclass(frozen=True)
class _Sentence:
    """Tokens of one sentence, with the clause each belongs to and the table keys each could be."""

    tokens: tuple[str, ...]
    clauses: tuple[int, ...]
    keys: tuple[frozenset[str], ...]


def find_danger(message: str, language: str = "en") -> Danger | None:
    """The first certain danger the message speaks of, else the first that may be a mere wish, or None.

    `language` is the reader's and chooses the urgent text only: rules of every language are tried, because
    people write in another language than their screen shows.
    """
    table = compiled()
    sentences = tuple(_sentences(_capped(message), table))
    unsure: Danger | None = None
    for sentence in sentences:
        spans: dict[str, list[_Span]] | None = None
        for rule, start, end in _hits(sentence, table):
            spans = _excuse_spans(sentence, table) if spans is None else spans
            if _excused(sentence, rule, start, end, spans, table):
                continue
            wished = "wish" in rule.heeds and _wished(start, end, spans["wish"])
            certain = not wished or _pressing(sentences, table)
            found = Danger(rule.kind, rule.id, " ".join(sentence.tokens[start:end]), language, certain)
            if certain:
                return found
            unsure = unsure or found
    return unsure if unsure and not all(_known(one, table) for one in sentences) else None


def rules() -> tuple[Rule, ...]:
    """Every row of the table, in order."""
    return compiled().rules


def _capped(message: str) -> str:
    if len(message) <= 2 * HEAD_AND_TAIL:
        return message
    return message[:HEAD_AND_TAIL] + "\n" + message[-HEAD_AND_TAIL:]


# ---- a message, made ready -----------------------------------------------------------------------


def _sentences(message: str, table: Compiled) -> Iterable[_Sentence]:
    tokens: list[str] = []
    clauses: list[int] = []
    clause = 0
    for token in _TOKEN.findall(folded(message)):
        if token in _ENDS_SENTENCE or len(tokens) == _LONGEST_SENTENCE:
            if tokens:
                yield _sentence(tokens, clauses, table)
            tokens, clauses = [], []
        if token in _ENDS_CLAUSE:
            clause += 1
        elif token not in _ENDS_SENTENCE:
            meant = table.spellings.get(token, (token,))
            tokens += meant
            clauses += [clause] * len(meant)
    if tokens:
        yield _sentence(tokens, clauses, table)


def _sentence(tokens: Sequence[str], clauses: Sequence[int], table: Compiled) -> _Sentence:
    keys = tuple(_keys(token, table) for token in tokens)
    sentence = _Sentence(tuple(tokens), tuple(clauses), keys)
    starts = {start for row in table.breaks for start, _ in _found(sentence, row)}
    shift, shifted = 0, []
    for i, clause in enumerate(clauses):
        shift += i in starts
        shifted.append(clause + shift)
    return _Sentence(sentence.tokens, tuple(shifted), keys)


def _keys(token: str, table: Compiled) -> frozenset[str]:
    """Every word and stem of the table that this token could be."""
    forms = [token, *_arabic_forms(token)]
    keys = {form for form in forms if form in table.words}
    keys |= {
        form[:n] + "*" for form in forms for n in range(2, len(form) + 1) if form[:n] + "*" in table.stems
    }
    spelt_right = any(not key.endswith("*") for key in keys)
    if (
        not spelt_right
        and TYPO_LENGTH <= len(token) <= 20
        and token.isascii()
        and token not in table.not_typos
    ):
        keys |= set(_meant(token, table))
    return frozenset(keys)


def _arabic_forms(token: str) -> Iterable[str]:
    if not "\u0600" <= token[0] <= "\u06ff":
        return ()
    return (token[len(p) :] for p in _ARABIC_PREFIXES if token.startswith(p) and len(token) - len(p) >= 2)


def _meant(token: str, table: Compiled) -> Iterable[str]:
    for form in (token, *without_one(token)):
        for word in table.slips.get(form, ()):
            if word[0] == token[0] and one_slip_apart(word, token):
                yield word


def one_slip_apart(a: str, b: str) -> bool:
    """Whether one letter added, dropped, changed or two neighbours swapped turns a into b."""
    if abs(len(a) - len(b)) > 1:
        return False
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    rest_a, rest_b = a[start:], b[start:]
    return (
        rest_a[1:] == rest_b
        or rest_a == rest_b[1:]
        or rest_a[1:] == rest_b[1:]
        or (rest_a[:2] == rest_b[:2][::-1] and rest_a[2:] == rest_b[2:])
    )


# ---- following the rows --------------------------------------------------------------------------


def _hits(sentence: _Sentence, table: Compiled) -> Iterable[tuple[Rule, int, int]]:
    for start, keys in enumerate(sentence.keys):
        rows = [pair for key in sorted(keys) for pair in table.by_first.get(key, ())]
        if sentence.tokens[start][0].isdigit():
            rows.extend(table.numbers_first)
        for number, row in sorted(rows, key=lambda pair: pair[0]):
            end = _follow(sentence, row, start)
            if end is not None:
                yield table.rules[number], start, end


def _follow(sentence: _Sentence, row: Row, start: int) -> int | None:
    """Where the row that starts here ends, or None. At most gap + 1 places are open at each element."""
    places = {start}
    for n, element in enumerate(row):
        gap = element.gap if n else 0
        reach = {q for p in places for q in range(p, min(p + gap + 1, len(sentence.tokens)))}
        places = {q + 1 for q in reach if _fits(sentence, q, element)}
        if not places:
            return None
    return min(places)


def _fits(sentence: _Sentence, place: int, element: Element) -> bool:
    if element.number is None:
        return not element.keys.isdisjoint(sentence.keys[place])
    token = sentence.tokens[place].replace(",", ".")
    return token[0].isdigit() and element.number[0] <= float(token) <= element.number[1]


def _found(sentence: _Sentence, row: Row) -> Iterable[tuple[int, int]]:
    for start in range(len(sentence.tokens)):
        end = _follow(sentence, row, start)
        if end is not None:
            yield start, end


def respelt(message: str) -> str:
    """The message with the misspellings of the table set right; what it does not know stays as it is."""
    spellings = compiled().spellings
    return _WORD.sub(lambda word: " ".join(spellings.get(folded(word.group()), (word.group(),))), message)


def speaks_of_now(message: str) -> bool:
    """False where every excuse of the table says so: a question for information, something past, a topic.

    For a likeness, which has no words of danger to look for an excuse beside.
    """
    table = compiled()
    found = [_excuse_spans(sentence, table) for sentence in _sentences(_capped(message), table)]
    if any(spans["but_now"] for spans in found):
        return True
    return not any(spans[name] for spans in found for name in ("asking", "past", "topic"))


# ---- excuses -------------------------------------------------------------------------------------


def _excuse_spans(sentence: _Sentence, table: Compiled) -> dict[str, list[_Span]]:
    """Where each kind of excuse stands in the sentence, looked for once."""
    named = {**table.excuses, "but_now": table.but_now}
    return {name: [span for row in rows for span in _found(sentence, row)] for name, rows in named.items()}


def _excused(
    sentence: _Sentence, rule: Rule, start: int, end: int, spans: dict[str, list[_Span]], table: Compiled
) -> bool:
    clause = sentence.clauses[start]
    return (
        ("negated" not in rule.ignores and _negated(sentence, start, spans["negated"], table))
        or (
            "past" not in rule.ignores
            and any(sentence.clauses[begin] == clause for begin, _ in spans["past"])
        )
        or (
            {"past", "resolved"}.isdisjoint(rule.ignores)
            and _resolved(sentence, end, spans["resolved"], table)
        )
        or ("asking" not in rule.ignores and _asking(start, spans))
        or ("topic" not in rule.ignores and bool(spans["topic"]))
    )


def _negated(sentence: _Sentence, start: int, spans: list[_Span], table: Compiled) -> bool:
    """A negator shortly before, in the same clause, and nothing between that ends what it denies."""
    for begin, end in spans:
        if end > start:
            continue
        denies_list = not table.lists.isdisjoint(sentence.tokens[begin:end])
        near = start - end < table.reach["negated"] and sentence.clauses[begin] == sentence.clauses[start]
        if (near or denies_list) and table.ends.isdisjoint(sentence.tokens[end:start]):
            return True
    return False


def _resolved(sentence: _Sentence, end: int, spans: list[_Span], table: Compiled) -> bool:
    """“… has stopped”, “… is gone”: said just after, and not itself denied."""
    for begin, _ in spans:
        between = sentence.tokens[end:begin]
        if 0 <= begin - end < table.reach["resolved"] and not {"not", "hasnt", "isnt", "never"} & set(
            between
        ):
            return True
    return False


def _wished(start: int, end: int, spans: list[_Span]) -> bool:
    """A wish about where or how runs into the words found: “die at home” into “want to die”."""
    return any(begin < end and finish > start for begin, finish in spans)


def _pressing(sentences: Sequence[_Sentence], table: Compiled) -> bool:
    """A means, a time of one's own or a burden anywhere in the message."""
    return any(True for one in sentences for row in table.no_wish for _ in _found(one, row))


def _known(sentence: _Sentence, table: Compiled) -> bool:
    """Whether every word is one of mere wishes: what somebody means to do can be said in any other."""
    told = {place for row in table.known for span in _found(sentence, row) for place in range(*span)}
    return len(told) == len(sentence.tokens)


def _asking(start: int, spans: dict[str, list[_Span]]) -> bool:
    """A question for information that starts before the words found and says nothing of now."""
    return not spans["but_now"] and any(begin <= start for begin, _ in spans["asking"])

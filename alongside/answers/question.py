"""From a message to a question: greetings and identifiers out, language guessed, kind of question told.

What is taken out is neither kept nor returned: only the kinds of things removed are. The rules run on at most
`LONGEST` characters and every repetition in them is bounded, so that no message can make them slow.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from alongside.answers.words import content_stems, words

LONGEST = 4_000  # characters of a message
_VOWELS = frozenset("aeiouy")


class QuestionType(StrEnum):
    """What a question wants to know (after the question types of MedQuAD, Ben Abacha 2019, and our own)."""

    RATIONALE = "rationale"
    BENEFITS = "benefits and harms"
    TREATMENT = "treatment"
    SYMPTOMS = "symptoms"
    CAUSES = "causes"
    PREVENTION = "prevention"
    DIAGNOSIS = "diagnosis"
    OUTLOOK = "outlook"
    RISK = "risk"
    SIDE_EFFECTS = "side effects"
    DOSE = "dose"
    INTERACTION = "interaction"
    COMPARISON = "comparison"
    STEPS = "steps"
    TIMING = "timing"
    WHO = "who"
    INFORMATION = "information"


_TYPES: tuple[tuple[QuestionType, str], ...] = (
    (QuestionType.INTERACTION, r"\binteract\w{0,6}|\btogether with\b|\bmix(?:ed|ing)? with\b"),
    (QuestionType.SIDE_EFFECTS, r"\bside[ -]effects?|\badverse|\befectos secundarios"),
    (QuestionType.DOSE, r"\bdos(?:e|es|age|ing|is)\b|\bhow (?:much|many) (?:mg|tablets|pills)"),
    (QuestionType.BENEFITS, r"\bbenefits?\b|\bharms?\b|\bpros and cons\b|\bworth it\b"
    r"|\bbeneficios?\b|\bdo(?:es)? .{0,60}\bhelp\b"),
    (QuestionType.COMPARISON, r"\b(?:versus|vs|compared|better than|difference between"
    r"|instead of|or should i)\b"),
    (QuestionType.RATIONALE, r"\brationale\b|\bwhy\b|\breasons? (?:for|to)\b|\bpor qu[eé]\b|为什么|لماذا"),
    (QuestionType.PREVENTION, r"\bprevent\w{0,6}|\bavoid getting\b|\bprevenir|预防"),
    (QuestionType.CAUSES, r"\bcaus(?:e|es|ed|ing)\b|\bcausas?\b|原因"),
    (QuestionType.SYMPTOMS, r"\bsymptoms?\b|\bsigns?\b|\bs[ií]ntomas\b|症状"),
    (QuestionType.DIAGNOSIS, r"\bdiagnos\w{1,6}|\btests?\b|\bscreening\b|\bdetect\w{0,4}"),
    (QuestionType.OUTLOOK, r"\bprognosis\b|\boutlook\b|\bsurviv\w{1,4}|\blive after\b"
    r"|\bhow long .{0,40}\blive\b"),
    (QuestionType.RISK, r"\brisks?\b|\bchances?\b|\blikely\b|\bhow many (?:people|of)\b|\briesgo"),
    (QuestionType.WHO, r"^\W{0,3}(?:who|qui[eé]n)\b"),
    (QuestionType.TIMING, r"^\W{0,3}(?:when|cu[aá]ndo)\b|\bhow (?:soon|early|often)\b"),
    (QuestionType.STEPS, r"\bhow (?:to|do|can|should|is|are)\b|\bsteps?\b|\bc[oó]mo\b|怎样|怎么|如何|كيف"),
    (QuestionType.TREATMENT, r"\btreat\w{0,7}|\btherap(?:y|ies)\b|\bcures?\b|\bmanage\w{0,4}|\btratamiento"),
)  # fmt: skip
_COMPILED_TYPES = tuple((kind, re.compile(pattern)) for kind, pattern in _TYPES)

_NAME = r"[^\W\d_][^\W\d_'’-]{0,30}(?:['’-][^\W\d_]{1,20})?"
_NAME_STOP = (
    r"(?!and\b|i\b|i['’]m\b|im\b|my\b|is\b|but\b|who\b|with\b|from\b|y\b|tengo\b|mi\b"
    r"|aged?\b|what\b|how\b|can\b|the\b)"
)
_IDENTIFIERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("e-mail", re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")),
    ("web address", re.compile(r"(?:https?://|www\.)\S{1,500}", re.I)),
    (
        "date of birth",
        re.compile(
            r"\b(?:date of birth|d\.?o\.?b\.?|born(?: on| in)?|birthday(?: is)?|fecha de nacimiento"
            r"|nac[ií](?:do|da)? (?:el|en)|出生日期|تاريخ الميلاد)\W{0,4}(?:is )?"
            r"(?:\d{1,2}(?:st|nd|rd|th)? (?:of |de )?[^\W\d_]{3,10}\.?,? (?:de )?\d{4}"
            r"|[^\W\d_]{3,10}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{1,4}(?:[./ -]\d{1,4}){0,2})",
            re.I,
        ),
    ),
    ("date", re.compile(r"\b(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d{2}|(?:19|20)\d{2}-\d{2}-\d{2})\b")),
    (
        "record number",
        re.compile(
            r"\b(?:mrn|nhs(?: (?:no|number))?|ssn|medicare|medicaid|insurance|member|policy"
            r"|passport|dni|nie|curp|record|chart"
            r"|patient|hospital|case|account|file|id)(?: (?:no|number|id"
            r"|n[uú]mero))?\W{0,4}(?:is )?[a-z]{0,4}[- ]?\d[\d -]{3,20}[a-z]?",
            re.I,
        ),
    ),
    ("record number", re.compile(r"\b\d{3}-\d{2}-\d{4}\b|\b\d{3} \d{3} \d{4}\b")),
    ("phone number", re.compile(r"(?<![\w.])\+?\(?\d{1,4}\)?(?:[\s.-]?\(?\d{2,5}\)?){2,5}(?![\w.]?\d)")),
    (
        "name",
        re.compile(
            r"\b(?:my (?:full |first |last )?name(?:['’]s| is)|name:|i am called|they call me"
            r"|call me|this is (?=[A-Z]"
            r"[a-z]+ [A-Z])|me llamo|mi nombre es|soy (?=[A-ZÁÉÍÓÚÑ])|patient name:?|اسمي)\s{1,3}" + _NAME
            + r"(?: " + _NAME_STOP + _NAME + r"){0,3}"
            r"|我叫[\u4e00-\u9fff]{1,4}|我的名字是[\u4e00-\u9fff]{1,4}",
            re.I,
        ),
    ),
    ("name", re.compile(r"\b(?:[Ii] am|[Ii]['’]m) [A-Z][a-z]{1,20} [A-Z][a-z]{1,20}\b")),
    (
        "name",
        re.compile(
            r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sr|Sra|Señor|Señora)\.? [A-Z][\w'’-]{1,30}(?: [A-Z][\w'’-]{1,30})?"
        ),
    ),
    (
        "name",
        re.compile(
            r"(?i:regards|sincerely|thanks|thank you|cheers|love|saludos|gracias)[,!.\s]{1,5}"
            r"[A-Z][a-z]{1,20}(?: [A-Z][a-z]{1,20})?\W{0,3}$"
        ),
    ),
    (
        "address",
        re.compile(
            r"\b\d{1,5}[a-z]? (?:[A-Z][\w'’]{1,20} ){1,4}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln"
            r"|Drive|Dr|Court|Ct|Close|Way"
            r"|Boulevard|Blvd|Place|Square)\b\.?"
        ),
    ),
)  # fmt: skip
_GREETING = re.compile(
    r"^(?:\W{0,3}(?:hi(?: there)?|hello|hey|dear (?:doctor|dr|team|sir or madam|sir|madam|all"
    r"|nurse)|good (?:morning|afternoon|evening|day)"
    r"|greetings|hola|buen(?:os d[ií]as|as tardes|as noches)|مرحبا|السلام عليكم|你好|您好"
    r"|i hope you are well|sorry to bother you)\b[\s,.!:;-]{0,4}){1,4}"
    r"|^(?:你好|您好)[,，。!！\s]{0,3}",
    re.I,
)
_THANKS = re.compile(
    r"(?:[\s,.!;-]{1,4}|^)(?:many thanks|thanks(?: a lot| so much| in advance)?"
    r"|thank you(?: so much| very much| in advance)?|kind regards"
    r"|best regards|regards|best wishes|sincerely|yours|cheers|please help(?: me)?"
    r"|god bless(?: you)?|(?:muchas )?gracias|saludos|شكرا|谢谢)"
    r"[\s,.!]{0,4}$",
    re.I,
)
_FUNCTION_WORDS = {
    "en": "the is are what how do does i my of to and for in with a can should have it was you",
    "es": "el la los las que es de y para con una un mi como cual cuales por en no si puedo tengo",
    "fr": "le la les est que de et pour avec une un mon ma comment quel quelle je vous des du",
    "de": "der die das ist und ich mein wie was fur mit eine ein nicht zu haben kann",
    "pt": "o a os as que e de para com uma um meu minha como qual eu nao tenho posso",
}
_STOPS = {language: frozenset(row.split()) for language, row in _FUNCTION_WORDS.items()}


@dataclass(frozen=True)
class Question:
    """A message made ready. `removed` names kinds only; `problem` is a sentence when nothing can be asked."""

    text: str
    language: str
    kind: QuestionType
    removed: tuple[str, ...] = ()
    problem: str = ""


def question_of(message: str) -> Question:
    """Clean a message and describe it. Never raises: what cannot be asked comes back with its `problem`."""
    if len(message) > LONGEST:
        return Question("", "", QuestionType.INFORMATION, (), _TOO_LONG)
    visible = "".join(c if c.isprintable() else " " for c in unicodedata.normalize("NFC", message))
    bare, removed = without_identifiers(visible)
    text = _without_courtesy(bare)
    return Question(text, guess_language(text), question_type(text), removed, _problem(text))


_TOO_LONG = f"This is too long to read as one question. Please ask in fewer than {LONGEST} characters."
_EMPTY = "There is no question here yet. Please write what you would like to know."
_NONSENSE = "We could not find words that we know in this. Please write your question in whole words."


def without_identifiers(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without names, addresses, numbers and dates of persons, and the kinds that were found."""
    removed: list[str] = []
    for kind, pattern in _IDENTIFIERS:
        spans = [m.span() for m in pattern.finditer(text) if kind != "phone number" or _can_be_dialled(m[0])]
        for start, end in reversed(spans):
            text = f"{text[:start]} {text[end:]}"
        if spans and kind not in removed:
            removed.append(kind)
    return _tidy(text), tuple(removed)


def _can_be_dialled(found: str) -> bool:
    """Seven digits or more (ITU-T E.164 allows up to fifteen): "2.10 (95" is a figure of a question."""
    return sum(c.isdigit() for c in found) >= 7


def _tidy(text: str) -> str:
    spaced = re.sub(r"\s{1,4000}", " ", text).strip()
    return re.sub(r" ([,.;:?!])", r"\1", spaced).lstrip(",.;:!-) ").strip()


def _without_courtesy(text: str) -> str:
    text = _GREETING.sub("", text)
    for _ in range(3):
        text = _THANKS.sub("", text)
    return _tidy(text)


def guess_language(text: str) -> str:
    """A BCP 47 tag by script, or by function words for Latin script; "en" where nothing decides."""
    if re.search("[\u3400-\u9fff]", text):
        return "zh"
    if re.search("[\u0600-\u06ff]", text):
        return "ar"
    if re.search("[\u0900-\u097f]", text):
        return "hi"
    if re.search("[\u0400-\u04ff]", text):
        return "ru"
    found = words(text)
    counts = {language: sum(w in stops for w in found) for language, stops in _STOPS.items()}
    counts["es"] += 2 * len(re.findall("[¿¡ñ]", text))
    best = max(counts, key=lambda language: (counts[language], language == "en"))
    return best if counts[best] else "en"


def question_type(text: str) -> QuestionType:
    """The first row of the table that fits; `INFORMATION` when none does."""
    low = text.casefold()
    return next((kind for kind, pattern in _COMPILED_TYPES if pattern.search(low)), QuestionType.INFORMATION)


def _problem(text: str) -> str:
    if not any(c.isalnum() for c in text):
        return _EMPTY
    return "" if _reads_like_words(text) else _NONSENSE


def _reads_like_words(text: str) -> bool:
    """Words are text: letters of a script without vowels of ours, or Latin words that could be spoken."""
    if any(c.isalpha() and ord(c) > 0x24F for c in text):
        return True
    latin = [w for w in words(text) if w.isalpha()]
    spoken = [w for w in latin if _could_be_spoken(w)]
    return bool(latin) and len(spoken) * 2 >= len(latin) and (bool(content_stems(text)) or len(latin) > 2)


def _could_be_spoken(word: str) -> bool:
    if len(word) <= 5 and not _VOWELS & set(word):
        return True  # an abbreviation such as COPD or TLT
    run = longest = 0
    for letter in word:
        run = 0 if letter in _VOWELS else run + 1
        longest = max(longest, run)
    return (
        bool(_VOWELS & set(word))
        and longest <= 4
        and len(word) <= 30
        and not _same_letter(word)
        and not _keyboard_row(word)
    )


def _same_letter(word: str) -> bool:
    return any(a == b == c for a, b, c in zip(word, word[1:], word[2:], strict=False))


def _keyboard_row(word: str) -> bool:
    rows = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
    return len(word) >= 4 and any(word[i : i + 4] in row for row in rows for i in range(len(word) - 3))

"""The words in which sources describe themselves, in ours: kind, language, licence, dates, identifiers."""

import re
from collections.abc import Iterable

from alongside.sources.passages import EvidenceKind, Licence

# NLM Publication Types (MeSH category V), the first that applies decides.
_PUBLICATION_TYPES: tuple[tuple[EvidenceKind, frozenset[str]], ...] = (
    (
        EvidenceKind.OTHER,
        frozenset({"clinical trial protocol", "retraction notice", "retraction of publication"}),
    ),
    (
        EvidenceKind.GUIDELINE,
        frozenset(
            {
                "practice guideline",
                "guideline",
                "consensus development conference",
                "consensus development conference, nih",
                "consensus statement",
            }
        ),
    ),
    (EvidenceKind.META_ANALYSIS, frozenset({"meta-analysis", "network meta-analysis"})),
    (EvidenceKind.SYSTEMATIC_REVIEW, frozenset({"systematic review"})),
    (
        EvidenceKind.RANDOMISED_TRIAL,
        frozenset({"randomized controlled trial", "equivalence trial", "pragmatic clinical trial"}),
    ),
    (EvidenceKind.CASE, frozenset({"case reports"})),
    (EvidenceKind.PATIENT_INFORMATION, frozenset({"patient education handout"})),
    (
        EvidenceKind.OPINION,
        frozenset({"editorial", "comment", "letter", "news", "personal narrative", "interview", "lecture"}),
    ),
    (EvidenceKind.REVIEW, frozenset({"review", "scoping review"})),
    (EvidenceKind.COHORT, frozenset({"observational study", "twin study"})),
    (
        EvidenceKind.STUDY,
        frozenset(
            {
                "clinical trial",
                "clinical trial, phase i",
                "clinical trial, phase ii",
                "clinical trial, phase iii",
                "clinical trial, phase iv",
                "controlled clinical trial",
                "adaptive clinical trial",
                "comparative study",
                "evaluation study",
                "evaluation studies",
                "multicenter study",
                "validation study",
                "clinical study",
            }
        ),
    ),
)
_COHORT_MESH = frozenset(
    {
        "cohort studies",
        "prospective studies",
        "retrospective studies",
        "longitudinal studies",
        "follow-up studies",
    }
)
# What a title says of its own kind, for records that carry no publication type.
_TITLE_KINDS: tuple[tuple[EvidenceKind, re.Pattern[str]], ...] = (
    (
        EvidenceKind.OTHER,
        re.compile(r"\b(study|trial|review) protocol\b|\bprotocol (for|of) an?\b|^retract", re.I),
    ),
    (EvidenceKind.META_ANALYSIS, re.compile(r"\bmeta-?analys[ie]s\b", re.I)),
    (EvidenceKind.SYSTEMATIC_REVIEW, re.compile(r"\b(systematic|umbrella) review\b", re.I)),
    (
        EvidenceKind.GUIDELINE,
        re.compile(r"\b(clinical|practice|management) guidelines?\b|\bguideline\s*$", re.I),
    ),
    (EvidenceKind.RANDOMISED_TRIAL, re.compile(r"\brandomi[sz]ed\b.{0,60}\btrial\b", re.I)),
    (EvidenceKind.COHORT, re.compile(r"\bcohort study\b|\b(pro|retro)spective study\b", re.I)),
    (EvidenceKind.CASE, re.compile(r"\bcase (report|series)\b", re.I)),
)


def kind_from_types(types: Iterable[str], mesh: Iterable[str] = (), title: str = "") -> EvidenceKind:
    """The kind of evidence from NLM publication types, then MeSH, then what the title says of itself."""
    low = {name.lower() for name in types}
    for kind, names in _PUBLICATION_TYPES:
        if low & names and not (kind is EvidenceKind.STUDY and _is_cohort(mesh)):
            return kind
    if _is_cohort(mesh):
        return EvidenceKind.COHORT
    return kind_from_title(title)


def _is_cohort(mesh: Iterable[str]) -> bool:
    return any(name.lower() in _COHORT_MESH for name in mesh)


def kind_from_title(title: str, otherwise: EvidenceKind = EvidenceKind.OTHER) -> EvidenceKind:
    return next((kind for kind, pattern in _TITLE_KINDS if pattern.search(title)), otherwise)


def kind_from_words(words: str) -> EvidenceKind | None:
    """A kind written by a person in a form or a file's first lines, or None when it is not one of ours."""
    bare = words.strip().lower().replace("randomized", "randomised")
    return next((kind for kind in EvidenceKind if kind.value == bare), None)


# ISO 639-2 (bibliographic), as PubMed writes languages, to BCP 47.
_LANGUAGE_PAIRS = """eng:en fre:fr fra:fr ger:de deu:de spa:es por:pt ita:it dut:nl nld:nl chi:zh zho:zh
    jpn:ja kor:ko rus:ru ara:ar hin:hi pol:pl tur:tr swe:sv dan:da nor:no fin:fi
    cze:cs ces:cs slo:sk slk:sk hun:hu rum:ro ron:ro bul:bg gre:el ell:el heb:he
    ukr:uk srp:sr hrv:hr slv:sl per:fa fas:fa vie:vi tha:th ind:id may:ms msa:ms
    est:et lav:lv lit:lt cat:ca baq:eu eus:eu glg:gl ice:is isl:is wel:cy cym:cy
    tgl:tl som:so urd:ur ben:bn pan:pa hat:ht"""
_LANGUAGES = dict(pair.split(":") for pair in _LANGUAGE_PAIRS.split())
_NAMED_LANGUAGES = {"english": "en", "spanish": "es", "french": "fr", "german": "de", "chinese": "zh"}
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}\Z")


def language_tag(words: str) -> str:
    """A BCP 47 tag for "eng", "English", "en_US" or "es"; empty when it is none of these or "und"."""
    bare = words.strip()
    low = bare.lower()
    if low in _LANGUAGES or low in _NAMED_LANGUAGES:
        return _LANGUAGES.get(low) or _NAMED_LANGUAGES[low]
    if low in ("und", "mul", "") or not _TAG.match(bare):
        return ""
    return bare.replace("_", "-")


_MONTH_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES.split(), start=1)}
_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d|2100)(?!\d)")


def iso_date(year: str, month: str = "", day: str = "") -> str:
    """ISO 8601 as far as it is known; a month may be a figure or an English name. Empty without a year."""
    found = _YEAR.search(year)
    if not found:
        return ""
    number = int(month) if month.isdecimal() and len(month) < 3 else _MONTHS.get(month[:3].lower(), 0)
    if not 1 <= number <= 12:
        return found[1]
    if not (day.isdecimal() and len(day) < 3 and 1 <= int(day) <= 31):
        return f"{found[1]}-{number:02}"
    return f"{found[1]}-{number:02}-{int(day):02}"


_ISO = re.compile(r"\s*(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?(?!\d)")
_US = re.compile(r"\s*(\d{1,2})/(\d{1,2})/(\d{4})\s*\Z")


def date_from_words(words: str) -> str:
    """ISO 8601 from "2021-03-09", "2021/3", "03/09/2021" (month first), "9 March 2021" or "March 2021"."""
    if us := _US.match(words):
        return iso_date(us[3], us[1], us[2])
    if iso := _ISO.match(words):
        return iso_date(iso[1], iso[2] or "", iso[3] or "")
    year = _YEAR.search(words)
    if not year:
        return ""
    month = next((w for w in re.findall(r"[A-Za-z]{3,9}", words) if w[:3].lower() in _MONTHS), "")
    rest = words[: year.start()] + " " + words[year.end() :]
    day = re.search(r"(?<!\d)(\d{1,2})(?!\d)", rest)
    return iso_date(year[1], month, day[1] if day else "")


_DOI = re.compile(r"10\.\d{4,9}/\S+")
_PMCID = re.compile(r"(?:PMC)?(\d{1,9})(?:\.\d+)?\Z", re.I)


def doi_of(words: str) -> str:
    """The DOI within some words, lower case, with no resolver and no closing mark; empty if there is none."""
    found = _DOI.search(words)
    return found[0].rstrip(".,;)]}>\"'").lower() if found else ""


def pmid_of(words: str) -> str:
    found = re.match(r"\s*(?:PMID:?\s*)?([1-9]\d{0,8})(?:\.\d)?\s*\Z", words, re.I)
    return found[1] if found else ""


def pmcid_of(words: str) -> str:
    found = _PMCID.match(words.strip())
    return f"PMC{found[1]}" if found else ""


_CC = re.compile(r"creativecommons\.org/(licenses/([a-z-]+)/(\d\.\d)|publicdomain/(zero|mark))", re.I)
_CC_WORDS = re.compile(
    r"\bCC[ -](BY(?:[ -](?:NC|ND|SA)){0,2})(?:[ -](\d\.\d))?\b|\bCC0\b|\bpublic domain\b", re.I
)
_CC_LONG = re.compile(
    r"Creative Commons Attribution((?:[ -](?:Non-?Commercial|No-?Deriv\w+|Share-?Alike)){0,2})", re.I
)


def licence_from(words: str, url: str = "") -> Licence:
    """The licence that some words or an address name.

    Creative Commons terms and the public domain allow a document to be shown; every other wording, and none,
    means cite only, until a person who knows the terms says otherwise.
    """
    if found := _CC.search(f"{url} {words}"):
        name = f"CC {found[2].upper()} {found[3]}" if found[2] else "Public domain"
        return Licence(name, f"https://{found[0]}/", True)
    if found := _CC_WORDS.search(words):
        terms = found[1]
        name = f"CC {terms.upper().replace(' ', '-')} {found[2] or ''}".strip() if terms else found[0]
        return Licence(name, url, True)
    if found := _CC_LONG.search(words):
        return Licence(" ".join(found[0].split()), url, True)
    return Licence(" ".join(words.split())[:300], url, False)

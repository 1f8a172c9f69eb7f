"""Syllables of a word, counted from its spelling.

English spelling needs many rules and some exceptions; the other languages are close to their sound
and need few. A number or the sign of a unit (mg, ml) counts as one syllable: signs are easier to read
than the words for them. An abbreviation in capitals counts letter by letter.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

# Short words that stand in capitals in a heading or a warning, and names spoken as words.
_CAPITALS = """
A I IN ON AT TO OF IS IT AS AN AM BE BY DO GO HE IF ME MY NO OR SO UP US WE ALL AND ANY ARE ASK BUT CAN DAY
DID EAT FEW FOR GET HAS HAD HER HIM HIS HOW ITS LET MAY NEW NOT NOW OFF OLD ONE OUR OUT OWN SAY SEE SHE THE
TOO TRY TWO USE WAS WAY WHO WHY YES YOU YOUR WHAT WHEN WITH THIS THAT TAKE STOP CALL FROM HAVE HELP KEEP
KNOW MAKE MORE NEED THEY WILL WORK AIDS COVID NICE SARS
"""
_CAPITALS_READ_AS_WORDS = frozenset(_CAPITALS.split())


@lru_cache(maxsize=65536)
def syllables(word: str, language: str = "en") -> int:
    """How many syllables a word has, at least 1; a hyphenated compound is the sum of its parts.

    ``language``: de, en, es, fr, it, nl or pt. Raises ValueError for any other.
    """
    counter = _COUNTERS.get(language)
    if counter is None:
        known = ", ".join(sorted(_COUNTERS))
        raise ValueError(f'Syllables cannot be counted in the language "{language}". Known are: {known}.')
    if not any(letter.isalpha() for letter in word):
        return 1
    return max(1, sum(_part(part, counter) for part in re.split(r"[-‑]", word) if part))


def _part(part: str, counter: Callable[[str], int]) -> int:
    if _is_spelled_out(part):
        return sum(3 if letter == "W" else 1 for letter in part)
    return max(1, counter(part.lower().replace("’", "'")))


def _is_spelled_out(part: str) -> bool:
    """Two or three capitals, or up to five with fewer than two vowels: MRI, AF, NHS, COPD."""
    if not (2 <= len(part) <= 5 and part.isascii() and part.isalpha() and part.isupper()):
        return False
    return part not in _CAPITALS_READ_AS_WORDS and (
        len(part) < 4 or not re.search("[AEIOUY].*[AEIOUY]", part)
    )


_VOWELS = re.compile(r"[aeiouy]+")
_LATER_PARTS = """
ly ment ful fully less lessly lessness ness some time thing where work body side land wood woods man men ware
keeper house fore town what how one hold spread wise head craft walk way maker by length style guard back
stead sight bye well over with father day line teen ty ball see going made let sick self wife wives most stock
"""
# The first part of a compound keeps its silent e: home|work, some|times, care|ful; not be|fore, settle|ment.
_SILENT_INSIDE = re.compile(
    rf"(?<=[^aeiouy])(?<!^b)(?<![^aeiouylr]l)e(?=(?:{'|'.join(_LATER_PARTS.split())})s?$)"
)
_SILENT_ENDINGS = (
    re.compile(r"(?<=[gq])ue(?=s?$)"),  # tongue, technique
    re.compile(r"(?<=[^aeiouytd])(?<![^aeiouylrw][lr])ed$"),  # called, not settled or hundred
    re.compile(r"(?<=[aeo]y)ed$"),  # played
    re.compile(r"(?<=[^aeiouysxzgc])(?<![cs]h)(?<![^aeiouylr][lr])e(?=s$)"),  # takes, not dishes or acres
    re.compile(r"(?<=[^aeiouy])(?<![^aeiouylrw][lr])e$"),  # take, not table or centre
    re.compile(r"(?<=ic)al(?=ly$)"),  # basically
    re.compile(r"(?<=^ev)e(?=ry)|(?<=^ey)e"),  # everyone, eyelid
)
# Vowels that stand side by side and are spoken apart.
_SPOKEN_APART = re.compile(
    "|".join(
        (
            r"(?<![cstgln])ia(?!ge)|[ln]ia(?=[lbt])|(?<=[ct])ia(?=t[ei](?!v))",  # diary; not special
            r"(?<![cstgxlnhv])io|vio(?=l|us)",  # period, violent; not nation, million
            r"(?<![gp])eo(?!u)|^geo(?!r)|europeo?|(?<=[nt])eous$",  # video, geography; not surgeon
            r"(?<![gqs])ua(?!r[dl])|sua(?=l)|(?<![gq])uo(?!y)",  # actual, visual; not guard
            r"(?<![gq])ue(?=n[ct]|l)|iu|uin[ge]|[lcr]ui[dn]|[nl]uit(?=y)",  # influence, fluid, ruin
            r"^rea(?=ct|pp|li[tsz]|ss)|crea(?=t(?!ur))|thea(?=t)|nucle[ai]|cleu|linea",  # react, create
            r"eal(?=i[tsz])|(?:ng|ag|in|or)eal$|..[^aeiou]ea$|[nr]ea(?=n$)|eum",  # laryngeal, apnea, ileum
            r"(?<![ctsgl])ie(?=n[ct])|^clie|^scie|iet",  # audience, client, diet
            r"(?<=[^aeiou]i)er(?=s?$)|(?<=[^aeiou]i)est$",  # heavier, heaviest
            r"[aeiouy]ing|[aeo]ism|troi(?=n)|ii",  # being, heroism, gastrointestinal
            r"oe(?=[mtv])|troe|oo(?=rd|p[et]|rg)|ao(?=s|rt)|oa(?=rth)|coa(?=g)",  # poem, cooperate, coagulate
            r"[bcdfglmnprstv]y(?=[aeo])",  # hyena
            r"sms?$|thms?$|(?<=[dst])n't$",  # organism, rhythm, didn't
        )
    )
)
_IER_IN_ONE = re.compile(r"(?:sold|cash|front|glac|prem|chandel|^p|^t)iers?$")
_EXCEPTIONS_BY_COUNT = {
    1: "ache ms ma'am rye bye isle you're they're we're who're you've",
    2: "aged argue aspirin acne business carriage chocolate colonel crooked diamond drawer evening giant "
    "headache herpes leopard lion marriage maybe mr mrs messrs naked ocean ragged rugged sacred safety semen "
    "wednesday wicked",
    3: "alien area camera element hawaii however idea medicine museum naomi piano radio ratio recipe "
    "separate vegetable video wherever",
    4: "diabetes elementary european everybody laboratory nevertheless temperament whatsoever",
}
_EXCEPTIONS = {word: count for count, listed in _EXCEPTIONS_BY_COUNT.items() for word in listed.split()}


def _english(word: str) -> int:
    stem = re.sub(r"'s?$", "", word)
    for whole in (stem, stem.removesuffix("s")):
        if whole in _EXCEPTIONS:
            return _EXCEPTIONS[whole]
    spoken = _SILENT_INSIDE.sub("", stem)
    for ending in _SILENT_ENDINGS:
        spoken = ending.sub("", spoken)
    spoken = re.sub(r"^y(?=[aeiou])|(?<=[aeou])y(?=[aeiou])", "j", spoken)
    apart = 0 if _IER_IN_ONE.search(spoken) else len(_SPOKEN_APART.findall(spoken))
    return len(_VOWELS.findall(spoken)) + apart


# --- Other languages: one syllable for each sounded group of vowels --------------------------------------


def _spanish(word: str) -> int:
    """Strong vowels and stressed weak ones stand alone; the others join their neighbour."""
    spoken = re.sub(r"(?<=q)u(?=[eiéí])|(?<=g)u(?=[eiéí])", "", word)
    spoken = re.sub(r"(?<![aeiouáéíóúü])y(?=[aeiouáéíóú])|(?<=[aeiouáéíóúü])y(?=[aeiouáéíóú])", "j", spoken)
    return len(re.findall(r"[iuüy]*(?:[aeoáéó]|[íú])[iuüy]?(?![íú])|[íú]|[aeoáéó]|[iuüy]+", spoken))


def _portuguese(word: str) -> int:
    spoken = re.sub(r"(?<=[qg])u(?=[eiéêí])", "", word)
    return len(
        re.findall(
            r"ã[oe]|õe|[iu][ao](?=s?$)|[iu]?[aeoáéóâêôàã][iu](?![íúaeo])|[íú]|[aeoáéóâêôàãõ]|[iuy]+", spoken
        )
    )


def _italian(word: str) -> int:
    """Unstressed i and u join the vowel beside them; an accented vowel stands alone."""
    spoken = re.sub(r"(?<=[cg])i(?=[aouàòù])|(?<=q)u", "", word)
    return len(re.findall(r"[iu]?[aeoàèéò][iu]?|[iu]?[ìíùú]|[iuy]+", spoken))


def _french(word: str) -> int:
    """Groups of vowels; a final e or es is mute; a vowel with trema stands alone."""
    spoken = re.sub(r"(?<=[qg])u(?=[eiyéèêoa])", "", word)
    spoken = re.sub(r"^y(?=[aeiou])|(?<=[aeou])y(?=[aeiouéè])", "j", spoken)
    spoken = re.sub(r"(?<=[^aeiouyàâéèêëîïôùûœ])es?$", "", spoken) if len(spoken) > 3 else spoken
    spoken = re.sub(r"(?<=[iuéy])es?$", "", spoken)
    return len(re.findall(r"[ëïü]|é(?=[aou])|[aeiouyàâéèêîôùûœæ]+", spoken))


def _german(word: str) -> int:
    spoken = re.sub(r"(?<=q)u", "", word)
    return len(re.findall(r"ei|ai|au|eu|äu|ie(?!nt)|ee|aa|oo|[aeiouyäöü]", spoken))


def _dutch(word: str) -> int:
    spoken = re.sub(r"(?<=q)u", "", word)
    return len(re.findall(r"aai|ooi|oei|eeu|ieu|ij|ei|ie|oe|eu|ui|ou|au|aa|ee|oo|uu|[aeiouyéèëïöü]", spoken))


_COUNTERS: dict[str, Callable[[str], int]] = {
    "en": _english,
    "es": _spanish,
    "pt": _portuguese,
    "it": _italian,
    "fr": _french,
    "de": _german,
    "nl": _dutch,
}

"""Whether what the handout claims can be looked up, and says what the source says."""

from __future__ import annotations

import re

from alongside.editorial import claims
from alongside.editorial.findings import Finding, Rule, Weight
from alongside.editorial.looking import Check, Looked, Spot, counted, looked
from alongside.editorial.mistakes import Path
from alongside.editorial.plain_words import CHANCE, FIGURES
from alongside.editorial.said import refused
from alongside.materials.gate.subject import Subject, place_of
from alongside.materials.wording import passages
from alongside.sources.estimates import Tag

CITED = Rule(
    "claims-cited",
    "Every passage that tells a number, or speaks of studies, experts or proof, cites its source.",
    claims.SOURCE,
    "What is told without a source cannot be checked, and cannot be watched for corrections.",
)
READ = Rule(
    "read-at-source",
    "Nothing is cited that nobody has read (tag R).",
    "Alongside: a number tagged R cannot be approved",
    "What is remembered is often remembered wrong.",
)
SECONDARY = Rule(
    "read-in-primary",
    "What is cited was read in the work itself, not in another that reports it (tag V2).",
    "Alongside, provenance",
    "A summary of a summary carries the mistakes of both.",
    Weight.ADVICE,
)
CHANCE_BESIDE_NUMBER = Rule(
    "chance-beside-number",
    "Words such as “rare” or “likely” stand only in a passage that also tells the number.",
    "Trevena 2013 (doi 10.1186/1472-6947-13-S2-S7)",
    "Different people mean very different numbers by the same word.",
)

_FOUND_OUT = re.compile(
    r"\b(?:stud(?:y|ies)|research(?:ers)?|trials? (?:found|show|of)|experts?|evidence|proven?|guidelines?"
    r"|(?:half|most|many|few) (?:of )?(?:people|patients|families))\b",
    re.IGNORECASE,
)


def _cited(subject: Subject) -> Looked:
    mend = "Cite the work, the place in it and what stands there, or leave it out."
    spots = (
        Spot(path, f"“{hit[0]}” is told without a source.", mend)
        for path, text in subject.uncited
        if (hit := FIGURES.search(text) or _FOUND_OUT.search(text))
    )
    return looked(counted(len(subject.uncited), "text") + " without a citation", spots)


def _tagged(subject: Subject, tag: Tag, found: str, mend: str) -> Looked:
    cites = [
        ((*path, "cites", place), one)
        for path, passage in passages(subject.document)
        for place, one in enumerate(passage.cites)
    ]
    spots = (Spot(path, found, mend) for path, one in cites if one.tag is tag)
    return looked(counted(len(cites), "citation"), spots)


def _read(subject: Subject) -> Looked:
    found = "Nobody has read this in a source."
    return _tagged(subject, Tag.RECALLED, found, "Read the source and correct the words, or leave it out.")


def _secondary(subject: Subject) -> Looked:
    found = "This was read in a work that reports another."
    return _tagged(subject, Tag.SECONDARY, found, "Read the work itself.")


def _chance(subject: Subject) -> Looked:
    with_figure = {path[:4] for path, text in subject.words if path[0] == "sections" and FIGURES.search(text)}
    alone = [(path, text) for path, text in subject.words if path[:4] not in with_figure]
    found, mend = (
        "%s tells a chance without a number.",
        "Tell the number with its source, or leave it out.",
    )
    return looked(counted(len(subject.words), "text"), refused(alone, CHANCE, found, mend))


# The rules that every text with claims answers (`editorial.claims`)


def _of_claims(rule: Rule) -> Check[Subject]:
    def look(subject: Subject) -> Looked:
        result = next(one for one in claims.examine(subject.paper).results if one.rule is rule)
        return looked(result.looked_at, (_spot(subject, finding) for finding in result.findings))

    return Check(rule, look)


def _spot(subject: Subject, finding: Finding) -> Spot:
    return Spot(_path_of(subject, finding), f"{finding.place}: {finding.found}", finding.mend)


def _path_of(subject: Subject, finding: Finding) -> Path:
    """Where a finding about a claim or a reference belongs."""
    by_name: dict[str, Path] = {place_of(path): path for path, _claim in subject.claims}
    by_name |= {
        f"reference {record.key}": ("sources", place) for place, record in enumerate(subject.document.sources)
    }
    return by_name.get(finding.block) or by_name.get(finding.place, ())


CHECKS: tuple[Check[Subject], ...] = (
    Check(CITED, _cited),
    Check(READ, _read),
    Check(SECONDARY, _secondary),
    Check(CHANCE_BESIDE_NUMBER, _chance),
    *map(_of_claims, (claims.FINDABLE, claims.PRIMARY, claims.NUMBERS, claims.RIGHT_WORK)),
)

"""A made-up little library for the tests of the search index, and an embedder that needs no model."""

import re
import zlib
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from alongside.sources.index.protocol import Passage


class HashedWords:
    """A real, if simple, embedder: letter triples of the words hashed into 256 places, made length 1."""

    name = "hashed-words"
    dimensions = 256

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.stack([self.vector(text) for text in texts])

    def vector(self, text: str) -> NDArray[np.float32]:
        found = np.zeros(self.dimensions, dtype=np.float32)
        for word in re.findall(r"\w+", text.lower()):
            padded = f" {word} "
            for start in range(len(padded) - 2):
                found[zlib.crc32(padded[start : start + 3].encode()) % self.dimensions] += 1
        length = float(np.linalg.norm(found))
        return found / length if length else found


def passage(number: str, title: str, text: str, **other: object) -> Passage:
    """A passage of the document before the dot: "afib.2" is the second of "afib"."""
    plain = Passage(id=number, document_id=number.split(".")[0], title=title, text=text)
    return replace(plain, **other)  # type: ignore[arg-type]


LIBRARY = (
    passage(
        "afib.1",
        "Blood thinners in atrial fibrillation",
        "An anticoagulant lowers the risk of stroke in people with atrial fibrillation.",
        kind="guideline",
        year=2024,
        mesh=("Atrial Fibrillation", "Anticoagulants"),
    ),
    passage(
        "afib.2",
        "Blood thinners in atrial fibrillation",
        "Bleeding is the main harm; kidney function is checked every year.",
        kind="guideline",
        year=2024,
    ),
    passage(
        "trial.1",
        "A trial of early family conferences",
        "Families met the team within two days. They understood more and felt less worry.",
        kind="trial",
        year=2016,
        mesh=("Critical Care", "Professional-Family Relations"),
    ),
    passage(
        "review.1",
        "Decision aids for people facing treatment choices",
        "People who used an aid knew more, had clearer values and took a more active part.",
        kind="systematic review",
        year=2024,
    ),
    passage(
        "old.1",
        "Bed rest after myocardial infarction",
        "Six weeks of strict bed rest were advised after a myocardial infarction.",
        kind="guideline",
        year=1952,
        excluded="superseded",
    ),
    passage(
        "bad.1",
        "A miracle cure for myocardial infarction",
        "All patients with myocardial infarction recovered within a day.",
        kind="trial",
        year=2010,
        excluded="retracted",
    ),
    passage(
        "mi.1",
        "Care after myocardial infarction",
        "Walking begins on the first day after a myocardial infarction; rehabilitation follows.",
        kind="guideline",
        year=2023,
    ),
    passage(
        "case.1",
        "An unusual rash after a new medicine",
        "One man had a rash for two weeks. It went when the medicine was stopped.",
        kind="case report",
        year=1998,
    ),
    passage(
        "es.1",
        "Tomar decisiones juntos",
        "Las personas y su equipo hablan de lo que importa.",
        kind="review",
        year=2021,
        language="es",
    ),
    passage(
        "zh.1",
        "高血压",
        "高血压 常常 没有 症状",
        year=2022,
        language="zh",
    ),
    passage("sjogren.1", "Sjögren's syndrome", "Dry eyes and a dry mouth are common.", year=2020),
    passage("many.1", "Sleep in hospital", "Noise at night wakes people up.", year=2019),
    passage("many.2", "Sleep in hospital", "Light at night wakes people up.", year=2019),
    passage("many.3", "Sleep in hospital", "Pain at night wakes people up.", year=2019),
    passage("many.4", "Sleep in hospital", "Worry at night wakes people up.", year=2019),
    passage("undated.1", "Talking with a person who does not hear well", "Face the person. Speak slowly."),
)

HOSTILE = (
    "",
    " \t\n ",
    "\x00",
    "stroke\x00 OR title:secret",
    "title:stroke AND -bleeding",
    "+stroke -risk ~3 ^5",
    '"unclosed quote stroke',
    "(((((stroke",
    "stroke)))))",
    "*:*",
    "stroke*",
    "/stroke.*/",
    "[1900 TO 2100]",
    "body:[* TO *]",
    "' OR '1'='1",
    "'; DROP TABLE passages; --",
    "a" * 50_000,
    "stroke " * 20_000,
    "((" * 5_000 + "stroke" + "))" * 5_000,
    "¿Qué es la fibrilación auricular?",
    "高血压有什么症状",
    "ما هو ضغط الدم",
    "उच्च रक्तचाप क्या है",
    "🫀🫁",
    "\ud800 stroke \udfff",
    "e\u0301\u200b\u202e\ufeff stroke",
    "\\",
    "%s %d {0} ${x} {{x}}",
    "NOT",
    "AND OR NOT",
    "-",
    "stroke\r\nstroke",
)

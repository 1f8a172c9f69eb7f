"""Perhaps danger: a second, softer look for messages that the rules have no words for.

A message is compared, by sentence vectors, with examples of dangerous and of harmless messages. When it is
clearly more like the dangerous ones, the urgent text is shown above the answer, "if this is happening now",
and the answer is still given: a false alarm costs one paragraph. English messages are judged by the English
embedding, all others by the one across languages and by the examples that are not English; where neither is
installed only the rules look. What both find of messages that nothing was fitted to, and how often they are
wrong about harmless ones, stands in docs/reference/benchmarks.md; `benchmarks/answers.py` measures it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import mul
from pathlib import Path

import msgspec

from alongside.answers.coverage import Embed
from alongside.answers.danger import Danger, respelt, speaks_of_now
from alongside.answers.question import guess_language

NEAREST = 3
NEVER_EXCUSED = frozenset({"self_harm", "chest_pain"})
"""Of these a likeness counts even where the message asks for information or speaks of the past."""


@dataclass(frozen=True)
class Least:
    """How like dangerous examples a message must be: mean cosine with the nearest, and by how much nearer
    than to harmless ones."""

    likeness: float
    margin: float


ENGLISH = Least(0.42, 0.04)
# all-MiniLM-L6-v2; of a grid of 16 the pair that finds most of probes A to F, each left out in turn, while no
# older set (these, the held-out messages, round G) raises more falsely than it did before excuses were heard.
ACROSS = Least(0.895, 0.01)
# multilingual-e5-small; chosen on the Spanish, Chinese and Arabic messages and probes A to F, each left out
# in turn, and on every other question of benchmarks/questions_in_languages.yaml.
LONGEST = 1_000  # characters; the embedder reads 256 word pieces


class _Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    kind: str
    text: str


class _Examples(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: int
    examples: list[_Example]


@lru_cache(maxsize=1)
def examples() -> tuple[tuple[str, str], ...]:
    """Every example as (kind or "none", text)."""
    raw = msgspec.yaml.decode((Path(__file__).parent / "danger_examples.yaml").read_bytes(), type=_Examples)
    return tuple((one.kind, one.text) for one in raw.examples)


@dataclass(frozen=True)
class Likeness:
    """The examples as vectors, made once per process; `embed` returns vectors of length 1."""

    embed: Embed
    kinds: tuple[str, ...]
    vectors: tuple[Sequence[float], ...]
    least: Least = ENGLISH

    def perhaps_danger(self, message: str, language: str = "en") -> Danger | None:
        """The kind of danger that the message is like, or None. Ask the rules first."""
        if not message.strip():
            return None
        (asked,) = self.embed([respelt(message[:LONGEST])])
        likeness = [sum(map(mul, asked, row)) for row in self.vectors]
        dangerous = sorted((v, k) for v, k in zip(likeness, self.kinds, strict=True) if k != "none")
        harmless = sorted(v for v, k in zip(likeness, self.kinds, strict=True) if k == "none")
        near = sum(v for v, _ in dangerous[-NEAREST:]) / NEAREST
        margin = near - sum(harmless[-NEAREST:]) / NEAREST
        if near < self.least.likeness or margin < self.least.margin:
            return None
        kind = dangerous[-1][1]
        if kind not in NEVER_EXCUSED and not speaks_of_now(message):
            return None
        return Danger(kind, "likeness", "", language, certain=False)


def likeness_with(embed: Embed, least: Least = ENGLISH) -> Likeness:
    """Make the examples ready with an embedder; one across languages takes those that are not English."""
    chosen = examples() if least is ENGLISH else _not_english()
    kinds, texts = zip(*chosen, strict=True)
    return Likeness(embed, tuple(kinds), tuple(embed(list(texts))), least)


def _not_english() -> tuple[tuple[str, str], ...]:
    """English ones would draw English words and leave a harmless message in another language alone among
    dangerous neighbours; and reading them all takes fifteen seconds."""
    return tuple(one for one in examples() if guess_language(one[1]) != "en")

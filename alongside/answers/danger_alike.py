"""Perhaps danger: a second, softer look for messages that the rules have no words for.

A message is compared, by sentence vectors, with examples of dangerous and of harmless messages. When it is
clearly more like the dangerous ones, the urgent text is shown above the answer, "if this is happening now",
and the answer is still given: a false alarm costs one paragraph. It needs an embedder (the offline MiniLM,
so English in the main); without one only the rules look. On messages written after everything was fixed
(round F of `tests/answers/danger_probes.yaml`) the rules alone found 9 of 24, both together 22 of 24, and
raised 2 of 12 harmless ones. Of harmless messages written to look dangerous both raise a third;
`benchmarks/answers.py` measures it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import mul
from pathlib import Path

import msgspec

from alongside.answers.coverage import Embed
from alongside.answers.danger import Danger

NEAREST = 3
LEAST_LIKENESS = 0.45  # mean cosine with the nearest dangerous examples
LEAST_MARGIN = 0.06  # by how much nearer than the harmless ones; both chosen on round E, grid of 15
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

    def perhaps_danger(self, message: str, language: str = "en") -> Danger | None:
        """The kind of danger that the message is like, or None. Ask the rules first."""
        if not message.strip():
            return None
        (asked,) = self.embed([message[:LONGEST]])
        likeness = [sum(map(mul, asked, row)) for row in self.vectors]
        dangerous = sorted((v, k) for v, k in zip(likeness, self.kinds, strict=True) if k != "none")
        harmless = sorted(v for v, k in zip(likeness, self.kinds, strict=True) if k == "none")
        near = sum(v for v, _ in dangerous[-NEAREST:]) / NEAREST
        margin = near - sum(harmless[-NEAREST:]) / NEAREST
        if near < LEAST_LIKENESS or margin < LEAST_MARGIN:
            return None
        return Danger(dangerous[-1][1], "likeness", "", language)


def likeness_with(embed: Embed) -> Likeness:
    """Make the examples ready with an embedder."""
    kinds, texts = zip(*examples(), strict=True)
    return Likeness(embed, tuple(kinds), tuple(embed(list(texts))))

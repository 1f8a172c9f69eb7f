"""The question inside a message: people tell their story around what they want to know.

Which sentences ask is read from signs, question words and phrases ("I was wondering if"); what they lean on
("is this safe?") is the sentence before. All other sentences are asides: what a person says of themselves in
them ("I have", "I am taking", "pregnant") is kept as the subject, the rest counts little. Pure, and bounded
like every rule on a message.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from alongside.answers.candidates import SentenceScorer
from alongside.answers.coverage import Rarity, coverage
from alongside.answers.topic import everyday_stems, named_stems
from alongside.answers.words import content_stems, words

_CUT = re.compile(r"(?<=[?？!！。])\s{0,4}(?=[^\s(])|(?<=[.;])\s{1,4}(?=[^\s(])|\.{2,10}\s{0,4}(?=[^\s(])")
_ASKS = re.compile(
    r"^\W{0,3}(?:(?:and|so|also|but|or|then|please|well|ok|okay|question)\W{1,3}){0,3}"
    r"(?:what|whats|what['’]s|how|why|when|where|which|who|whom|whose|is|are|am|was|were|do|does|did|can|could"
    r"|should|would|will|may|might|has|any|qu[eé]|c[oó]mo|cu[aá]l(?:es)?|cu[aá]ndo|por qu[eé]|puedo|puede)\b",
    re.I,
)
_REQUEST = re.compile(
    r"\b(?:(?:anyone|anybody|someone|you) know|wonder(?:ed|ing)?|question is"
    r"|(?:want(?:ed)?|need(?:ed)?|like|love|trying|wish) to (?:know|no|learn|find|ask|understand|see)"
    r"|wanted (?:know|info)|(?:need|want|looking for|seeking|send|give|provide|any) (?:\w{1,12} ){0,3}"
    r"(?:info|information|advice|ideas?|help|answers?|details?)|kindly|tell me|let me know|explain|define"
    r"|please (?:me )?(?:send|inform|give|advise|provide|describe)|(?:can|could) (?:you|i|we)|should (?:i|we)"
    r"|is (?:there|this|that|it)|what (?:is|are|can|do|does|to)|how (?:do|does|to|can|long|much|many|often)"
    r"|interested in|me gustar[ií]a saber|quiero saber|quisiera saber)\b",
    re.I,
)
_LEANS = re.compile(r"\b(?:this|that|these|those|it|its|them|they|he|she|his|her|him|one|such)\b", re.I)
_SAYS_OF_SELF = re.compile(
    r"\b(?:i(?: am|['’]m)?|he(?: is)?|she(?: is)?|who|and|have|has|had|was|were|been|is|am|are|got|get) "
    r"(?:(?:been|also|just|now|currently|recently) ){0,2}"
    r"(?:a|an|have|has|had|taking|take|takes|took|on|using|diagnosed (?:with|as)|allergic to|treated for"
    r"|suffer(?:s|ed|ing)? from|prescribed|struggl(?:e|ing) with) (?P<what>[^.,;:!?]{1,60})",
    re.I,
)
EVERYDAY, SUBJECT, OTHERS, ASIDE = 0.5, 0.5, 0.25, 0.05
ASKING = frozenset(
    content_stems(
        "anybody anyone someone wonder wondering possibly currently still interested looking find finding"
        " provide explain kindly idea ideas advice regarding specifically curious article website site search"
        " answer answers ask ok okay really kind type reason suppose supposed"
    )
)
"""Words of asking that say nothing of what is asked about."""
FEW = 2
"""An asking sentence with fewer words of its own than this leans on the one before it."""


TITLE = 6
"""Words of a first line that names a subject, as a letter's does."""


@dataclass(frozen=True)
class Focus:
    """`questions`: each sentence that asks, behind the one that it leans on. `asks`: all of these, each
    sentence once. `subject`: stems that the rest names or says of a person. `rest`: the other sentences."""

    questions: tuple[str, ...]
    asks: str
    subject: frozenset[str]
    rest: str = ""

    @property
    def others(self) -> tuple[str, ...]:
        """What can be asked by itself beside the whole: each of several questions, and the rest."""
        alone = self.questions if len(self.questions) > 1 else ()
        return (*dict.fromkeys(alone), *([self.rest] if self.rest else []))

    def weights(self, rarity: Rarity) -> tuple[Rarity, ...]:
        """What a word of the message counts for each of its questions."""
        others = frozenset(content_stems(self.asks)) - everyday_stems()
        return tuple(
            _weights(frozenset(content_stems(one)), others, self.subject, rarity) for one in self.questions
        )


def _weights(
    asked: frozenset[str], others: frozenset[str], subject: frozenset[str], rarity: Rarity
) -> Rarity:
    everyday = everyday_stems()

    def share(stem: str) -> float:
        if stem in ASKING:
            return 0.0
        if stem in asked:
            return EVERYDAY if stem in everyday else 1.0
        if stem in subject:
            return SUBJECT
        return OTHERS if stem in others else ASIDE

    return cache(lambda stem: share(stem) * rarity(stem))


@lru_cache(maxsize=64)
def focus_of(text: str) -> Focus:
    """What is asked in a cleaned message; its last sentence where none asks."""
    sentences = [part.strip() for part in _CUT.split(text) if part.strip()]
    asking = [n for n, one in enumerate(sentences) if _asks(one)] or list(range(len(sentences)))[-1:]
    groups = [tuple(range(n - (n > 0 and _leans(sentences[n])), n + 1)) for n in asking]
    kept = {n for group in groups for n in group}
    aside = [one for n, one in enumerate(sentences) if n not in kept]
    questions = tuple(" ".join(sentences[n] for n in group) for group in groups)
    return Focus(questions, " ".join(sentences[n] for n in sorted(kept)), _subject(aside), " ".join(aside))


def focused_scorer(rarity: Rarity) -> SentenceScorer:
    """A sentence scorer by the question that a sentence covers best."""

    def score(message: str, sentences: Sequence[str]) -> list[float]:
        asked, weights = content_stems(message), focus_of(message).weights(rarity)
        held = [content_stems(sentence) for sentence in sentences]
        return [max((coverage(asked, one, weight) for weight in weights), default=0.0) for one in held]

    return score


def _asks(sentence: str) -> bool:
    return bool(sentence.endswith(("?", "？")) or _ASKS.match(sentence) or _REQUEST.search(sentence))


def _leans(sentence: str) -> bool:
    own = set(content_stems(sentence)) - everyday_stems()
    return len(own) < FEW or bool(_LEANS.search(sentence))


def _subject(aside: list[str]) -> frozenset[str]:
    """What the sentences around a question name: a title, conditions, medicines, what somebody has."""
    said = [found["what"] or "" for one in aside for found in _SAYS_OF_SELF.finditer(one)]
    titles = [one for one in aside[:1] if len(words(one)) <= TITLE]
    told = frozenset(content_stems(" . ".join((*said, *titles)))) - everyday_stems()
    return named_stems(" . ".join(aside)) | told

"""From a message and its candidates to an answer, every step kept so that it can be looked at."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from alongside.answers.candidates import Candidate
from alongside.answers.composition import Answer, compose
from alongside.answers.conflict import Conflict, conflicts_in
from alongside.answers.coverage import Rarity, every_stem_alike
from alongside.answers.danger import Danger, find_danger
from alongside.answers.danger_alike import Likeness
from alongside.answers.question import Question, question_of
from alongside.answers.refusal import THRESHOLD, Refusal, refusal_of
from alongside.answers.selection import LIMITS, LeftOut, Limits, Unit, admissible, choose
from alongside.answers.topic import TopicKey, topic_of

NO_ANSWER = Answer((), ())
NEVER_ENOUGH = 1.01
Refuse = Callable[[Sequence[Candidate], float], Refusal | None]
"""Candidates and the least score in; a refusal out, or None when they are enough."""


@dataclass(frozen=True)
class Asked:
    """What the message was understood to be. With a danger or a problem, nothing is looked up.

    `perhaps`: no rule is certain of a danger, but the message is like dangerous ones, or speaks of dying in
    a way that may be a mere wish. The answer is given, below the urgent text "if this is happening now".
    """

    question: Question
    danger: Danger | None
    topic: TopicKey
    perhaps: Danger | None = None

    @property
    def may_look_up(self) -> bool:
        return self.danger is None and not self.question.problem


@dataclass(frozen=True)
class Worked:
    """Every step after retrieval: what was admitted, chosen, composed, refused, and what contradicts."""

    asked: Asked
    admitted: tuple[Candidate, ...]
    left_out: tuple[LeftOut, ...]
    refusal: Refusal | None
    chosen: tuple[Unit, ...]
    answer: Answer
    conflicts: tuple[Conflict, ...]


def understand(message: str, language: str = "en", likeness: Likeness | None = None) -> Asked:
    """Danger first, on the whole message; then the question in it.

    `likeness` takes a second look where no rule found a danger; it has to be one that reads the message's
    language (`queries.likeness_for`).
    """
    found = find_danger(message, language)
    perhaps = likeness.perhaps_danger(message, language) if likeness and found is None else found
    question = question_of(message)
    if found and found.certain:
        return Asked(question, found, topic_of(question.text))
    return Asked(question, None, topic_of(question.text), perhaps)


def answer_from(
    asked: Asked,
    candidates: Sequence[Candidate],
    *,
    limits: Limits = LIMITS,
    rarity: Rarity = every_stem_alike,
    needed: float = THRESHOLD,
    refuse: Refuse | None = None,
) -> Worked:
    """Answer from candidates. Without claims there is always a refusal, a danger or a problem.

    `refuse` judges the candidates in another way than by the words that they share with the question.
    """
    if not asked.may_look_up:
        return Worked(asked, (), (), None, (), NO_ANSWER, ())
    admitted, left_out = admissible(candidates)
    judged = refuse or partial(_refusal_by_words, asked.question.text, rarity)
    refusal = judged(admitted, needed)
    chosen = () if refusal else choose(admitted, asked.question.kind, limits)
    if not chosen and refusal is None:
        refusal = judged(admitted, NEVER_ENOUGH)
    answer = compose(chosen, left_out)
    return Worked(asked, admitted, left_out, refusal, chosen, answer, conflicts_in(answer))


def _refusal_by_words(
    question: str, rarity: Rarity, candidates: Sequence[Candidate], needed: float
) -> Refusal | None:
    return refusal_of(question, candidates, rarity, needed)

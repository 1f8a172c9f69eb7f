"""The written conversations of tests/spec/balance, read into facts, and judged by the rules."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import yaml

from alongside.decisions.balance.conversation import (
    Advice,
    Capacity,
    Conversation,
    End,
    Family,
    Interpreter,
    Outlook,
    RoleSaid,
    TeachBack,
    Whose,
    Word,
    Words,
)
from alongside.decisions.balance.reasons import Reason
from alongside.decisions.balance.table import open_prompts
from alongside.decisions.endings import EndingKind
from tests.installation import CHECKOUT

FOLDER = CHECKOUT / "tests/spec/balance"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
SETTINGS = {
    "clinic": "In the clinic",
    "ward": "On the ward",
    "speaking_for": "Somebody speaks for the person",
    "emergency": "In a hurry",
    "apart": "By telephone, and in other languages",
}


@dataclass(frozen=True)
class Vignette:
    id: str
    setting: str
    title: str
    story: str
    talk: Conversation
    expected: frozenset[str]

    @property
    def found(self) -> frozenset[str]:
        return frozenset(prompt.rule for prompt in open_prompts(self.talk))

    @property
    def missed(self) -> frozenset[str]:
        return self.expected - self.found

    @property
    def false_alarms(self) -> frozenset[str]:
        return self.found - self.expected


def vignettes() -> list[Vignette]:
    return [one for setting in SETTINGS for one in _of_file(setting)]


def _of_file(setting: str) -> Iterator[Vignette]:
    for case in yaml.safe_load((FOLDER / f"{setting}.yaml").read_text(encoding="utf-8")):
        yield Vignette(
            case["id"],
            setting,
            case["title"],
            case["story"].strip(),
            conversation(case["record"]),
            frozenset(case["finds"]),
        )


def conversation(record: dict[str, Any]) -> Conversation:
    """The facts of one record; what it says nothing about is as the folder's README says."""
    standing = {key: value for key, value in record.items() if key not in {"talk", "rests"}}
    talk = Conversation("Rosa", standing.pop("ways", 3), standing.pop("nothing", True))
    talk = replace(talk, **dict(_standing(key, value) for key, value in standing.items()))
    speakers = record.get("speakers", "")
    talk = replace(talk, somebody_speaks=bool(speakers), speakers_differ=speakers == "differ")
    rests = {rule: Reason(reason) for rule, reason in record.get("rests", {}).items()}
    return replace(after(talk, record["talk"]), closed=rests)


def _standing(key: str, value: Any) -> tuple[str, Any]:
    if key == "family" and value not in set(Family):
        raise ValueError(f"family: {value}")
    return {
        "words": lambda: ("words", Words(value)),
        "language": lambda: ("language_told", value != "not asked"),
        "other_language": lambda: ("other_language", value),
        "interpreter": lambda: ("interpreter", Interpreter(value)),
        "family": lambda: ("family", Family(value)),
        "capacity": lambda: ("capacity", Capacity(value)),
        "speakers": lambda: ("somebody_speaks", True),
        "wishes": lambda: ("earlier_wishes", value),
        "standard": lambda: ("standard_written", value),
        "worst": lambda: ("worst_on_what_matters_most", value),
    }[key]()


def after(talk: Conversation, steps: list[str]) -> Conversation:
    """The talk after these steps, one minute apart."""
    for minute, step in enumerate(steps):
        talk = _step(talk, step, NOON + timedelta(minutes=minute))
    return talk


def _step(talk: Conversation, step: str, at: datetime) -> Conversation:
    what, _, rest = step.partition(" ")
    if what == "matters":
        return replace(talk, matters=(*talk.matters, Word(Whose(rest), at)))
    if what == "view":
        return replace(talk, views=(*talk.views, Word(Whose(rest), at)))
    if what == "role":
        return replace(talk, role=RoleSaid(rest))
    if what == "explained":
        return replace(talk, explained=(*talk.explained, at))
    if what == "teach-back":
        return replace(talk, teach_back=TeachBack(rest))
    if what in {"question", "answer"}:
        return replace(talk, unanswered=talk.unanswered + (1 if what == "question" else -1))
    if rest == "outlook":
        return replace(talk, outlook={"asks": Outlook.ASKED, "tells": Outlook.TOLD}[what])
    if what == "advice":
        option, *resting = rest.split()
        return replace(talk, advice=Advice(option, at, rests=resting == ["resting"]))
    if what == "other":
        return replace(talk, advisers_differ=True)
    if what == "end":
        return replace(talk, end=_end(rest, at))
    raise ValueError(f"{step!r} is no step of a talk.")


def _end(rest: str, at: datetime) -> End:
    kind, option, whose, *more = rest.split()
    return End(
        EndingKind[kind.upper()],
        "" if option == "-" else option,
        at,
        told_of_difference="told" in more,
        whose=Whose(whose),
        day_set="day" in more,
    )

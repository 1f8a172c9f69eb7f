"""Telling who somebody is, putting it right, and saying what may hang on the wall."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from alongside.partnership import rules
from alongside.partnership.models import Statement, WallPermission
from alongside.partnership.profile import Voice
from alongside.partnership.topics import TOPICS, WALL_TOPICS
from alongside.patients.doors import Visit
from alongside.patients.rules import Refused
from alongside.people.models import Person


@dataclass(frozen=True)
class Source:
    """Who said it, and in whose voice. A person known here, or else a name."""

    said_by: Person | None
    voice: Voice
    name: str = ""

    def row(self, by: Visit) -> dict[str, Any]:
        """The columns that every saying has. Raises Refused for a voice that this visitor cannot lend."""
        rules.check_tell(by, said_by=self.said_by.pk if self.said_by else None, voice=self.voice)
        if self.said_by is None and not self.name.strip():
            raise Refused(_("Write who said this."))
        return {
            "patient": by.patient,
            "said_by": self.said_by,
            "said_by_name": "" if self.said_by else self.name.strip(),
            "recorded_by": by.person,
            "confirmed": self.voice.value,
        }


@dataclass(frozen=True)
class Answer:
    """What is told for one topic; neither choice nor words: what stood there is taken back."""

    topic: str
    choice: str = ""
    words: str = ""
    about: str = ""
    relation: str = ""

    @property
    def empty(self) -> bool:
        return not (self.choice or self.words.strip())


def tell(*, answers: Sequence[Answer], source: Source, by: Visit) -> list[Statement]:
    """Write down what is told. Nothing that was told before is changed."""
    spoken = source.row(by)
    for answer in answers:
        rules.check_tell_topic(by, answer.topic)
    # What the team arranges is said by whoever of the team writes it, whosever words the rest are.
    ours = Source(by.person, Voice.SOMEONE_ELSE)
    rows = [_statement(one, ours.row(by) if TOPICS[one.topic].team_only else spoken) for one in answers]
    if not rows:
        raise Refused(_("Nothing was chosen and nothing was written."))
    Statement.objects.bulk_create(rows)
    for row in rows:
        by.did("told", "statement", row.pk)
    return rows


def _statement(answer: Answer, spoken: Mapping[str, Any]) -> Statement:
    if answer.choice and not TOPICS[answer.topic].answer(answer.choice):
        raise Refused(_("Choose one of the answers in the list."))
    return Statement(
        topic=answer.topic,
        about=answer.about.strip(),
        relation=answer.relation.strip(),
        choice=answer.choice,
        words=answer.words.strip(),
        taken_back=answer.empty,
        **spoken,
    )


def correct(*, statement: Statement, choice: str, words: str, by: Visit) -> Statement:
    """The patient puts something right, or takes it away: a new statement that says what it corrects."""
    rules.check_correct(by)
    answer = Answer(statement.topic, choice, words, statement.about, statement.relation)
    row = _statement(answer, Source(by.person, Voice.PATIENT).row(by))
    row.corrects = statement
    row.save(force_insert=True)
    by.did("put right", "statement", row.pk)
    return row


def allow_on_wall(*, allowed: Mapping[str, bool], source: Source, by: Visit) -> list[WallPermission]:
    """Keep what the patient lets hang on the sheet in the room: topic to yes or no."""
    if source.said_by is None:
        raise Refused(_("Only {name} says what may hang on the wall.").format(name=by.patient.called))
    rules.check_allow_on_wall(by, said_by=source.said_by.pk)
    if not allowed.keys() <= set(WALL_TOPICS):
        raise Refused(_("This is not something that hangs on a wall."))
    rows = [WallPermission(topic=topic, allowed=yes, **source.row(by)) for topic, yes in allowed.items()]
    WallPermission.objects.bulk_create(rows)
    for row in rows:
        by.did("allowed on the wall" if row.allowed else "took off the wall", "topic", row.pk)
    return rows

"""Who may do what with answers. Two voices: `may_x` for pages, `check_x` raises a sentence."""

from django.utils.translation import gettext as _

from alongside.answers.models import AnswerVersion, PlainVersion
from alongside.answers.review import TRANSITIONS, State, Step, Transition, steps_from
from alongside.people.queries import Here

BOARD, EDITOR = "board", "editor"


class Refused(Exception):
    """A rule said no. The message is a sentence that the person may read."""

    http_status = 409


class NotHere(Exception):
    """There is nothing here for this person; whether it exists stays private."""

    http_status = 404


def may_see_desk(here: Here) -> bool:
    """The desk belongs to the board and to editors."""
    return bool(here.duties & {BOARD, EDITOR})


def check_see_desk(here: Here) -> None:
    if not may_see_desk(here):
        raise NotHere("There is no such page, or it is not open to you.")


def is_on_board(here: Here) -> bool:
    return BOARD in here.duties


def may_approve(here: Here) -> bool:
    """A named clinician of the board."""
    return is_on_board(here) and bool(here.profession)


def wrote(here: Here, text: AnswerVersion | PlainVersion) -> bool:
    """Whether this person wrote the text. Answers are made by the program, and nobody's own."""
    return (
        isinstance(text, PlainVersion)
        and text.written_by is not None
        and (text.written_by.person_id == here.person.pk)
    )


def may_take(here: Here, step: Transition, text: AnswerVersion | PlainVersion) -> bool:
    """Whether this person may take this step now."""
    if State(text.state) not in step.origins or not may_see_desk(here):
        return False
    if step.step is Step.SEND_IN:
        return isinstance(text, PlainVersion) and (wrote(here, text) or is_on_board(here))
    if not step.by_clinician:
        return is_on_board(here)
    return may_approve(here) and not wrote(here, text)


def check_take(here: Here, step: Transition, text: AnswerVersion | PlainVersion, reason: str = "") -> None:
    if step.by_clinician and wrote(here, text):
        raise Refused(_("You wrote this. Somebody else on the board has to check it."))
    if step.by_clinician and not may_approve(here):
        raise Refused(_("Only a clinician on the board can do this."))
    if not may_take(here, step, text):
        raise Refused(_("This step is not open now. Somebody else may have been faster: look at it again."))
    if step.reason and not reason.strip():
        raise Refused(_("Please write why."))


def steps_open(here: Here, text: AnswerVersion | PlainVersion) -> list[Transition]:
    """The steps that this person may take with the text now."""
    return [step for step in steps_from(State(text.state)) if may_take(here, step, text)]


def may_write_plain(here: Here) -> bool:
    return may_see_desk(here)


def may_answer_readers(here: Here) -> bool:
    """Reading and closing objections and requests: the board."""
    return is_on_board(here)


def check_answer_readers(here: Here) -> None:
    if not may_answer_readers(here):
        raise Refused(_("Only the board can answer readers."))


APPROVE, RETURN, SEND_IN = TRANSITIONS[Step.APPROVE], TRANSITIONS[Step.RETURN], TRANSITIONS[Step.SEND_IN]

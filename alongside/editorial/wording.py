"""The board's words for values, translated."""

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.editorial.standing import Standing
from alongside.editorial.workflow import Capacity, Step
from alongside.web.templating import day

KINDS: dict[str, str | Promise] = {
    "aid": _("Choice aid"),
    "answer": _("Answer"),
    "plain version": _("Plain version"),
    "handout": _("Handout"),
}
CAPACITIES: dict[Capacity, str | Promise] = {
    Capacity.NUMBERS: _("The numbers and their sources"),
    Capacity.WORDS: _("The words"),
}
STEPS: dict[Step, str | Promise] = {
    Step.SEND_IN: _("Send in to be checked"),
    Step.START: _("Start to check"),
    Step.APPROVE: _("Approve"),
    Step.RETURN: _("Send back"),
    Step.WITHDRAW: _("Take back"),
    Step.SUPERSEDE: _("Replaced by a newer one"),
}


def reader_sentence(standing: Standing) -> str:
    """What the state means, to readers."""
    return gettext(standing.sentence)


def one_line(standing: Standing) -> str:
    """State, meaning, who and when in one line: for a PDF, a note, a file, another program."""
    return f"{gettext(standing.says.name)}. {line_after_tag(standing)}"


def line_after_tag(standing: Standing) -> str:
    """The same where the state's name stands before it already."""
    parts = [reader_sentence(standing)]
    if standing.who and standing.when:
        parts.append(
            gettext("Checked by %(who)s on %(day)s.") % {"who": standing.who, "day": day(standing.when)}
        )
    parts += [f"{gettext(one.sentence)} {one.source}" for one in standing.flags]
    parts += [one.reason for one in standing.exceptions]
    return " ".join(parts)

"""The rows of one conversation, oldest first, each kind read once."""

from alongside.decisions.balance.reasons import Reason
from alongside.decisions.models import (
    Choice,
    Ending,
    Explained,
    PromptClosed,
    Recommendation,
    RoleWanted,
    SaidBack,
    SignedNote,
    WhatMatters,
)
from alongside.decisions.taking_back import standing_views
from alongside.decisions.telling import question_rows

PEOPLE = ("said_by__clinician", "recorded_by__clinician")


class Rows:
    """Everything that was written in one conversation."""

    def __init__(self, choice: Choice) -> None:
        self.matters = list(
            WhatMatters.objects.select_related(*PEOPLE).filter(choice=choice).order_by("at", "outcome")
        )
        self.roles = list(RoleWanted.objects.select_related(*PEOPLE).filter(choice=choice).order_by("at"))
        self.views = list(standing_views(choice).select_related(*PEOPLE))
        self.advice = list(
            Recommendation.objects.select_related("by__clinician").filter(choice=choice).order_by("at")
        )
        self.endings = list(Ending.objects.select_related(*PEOPLE).filter(choice=choice).order_by("at"))
        closings = PromptClosed.objects.filter(choice=choice).order_by("at").values_list("rule", "reason")
        self.closed = {rule: Reason(reason) for rule, reason in closings}
        self.explained = list(Explained.objects.select_related(*PEOPLE).filter(choice=choice).order_by("at"))
        self.said_back = list(SaidBack.objects.select_related(*PEOPLE).filter(choice=choice).order_by("at"))
        self.questions = question_rows(choice)
        self.notes = list(
            SignedNote.objects.select_related("signed_by__clinician").filter(choice=choice).order_by("number")
        )

"""From the rows of a conversation to the facts that the balance check asks about."""

from dataclasses import dataclass
from uuid import UUID

from alongside.aids.page import AidPage
from alongside.decisions import by_hand, telling, weighing
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
from alongside.decisions.models import Choice, Confirmed, Statement
from alongside.decisions.questions import Asks
from alongside.decisions.rows import Rows
from alongside.decisions.teach_back import Next, SaidBackAs
from alongside.partnership.queries import About, about
from alongside.partnership.speaking import Voice
from alongside.partnership.speaking_queries import (
    MatterPage,
    SpeaksFor,
    matter_named,
    matter_page,
    speakers_now,
    wishes_of,
)
from alongside.patients.doors import Visit
from alongside.patients.models import TeamMember
from alongside.plain.reading.measure import measure

HARD_FROM = 6.0  # one grade above the goal: a few lines give an indication and no more


@dataclass(frozen=True)
class Around:
    """Who is who around the patient in this matter."""

    patient: UUID
    speakers: frozenset[UUID]
    team: frozenset[UUID]

    def whose(self, row: Statement) -> Whose:
        """Whose words a statement holds. What somebody else passed on is not in the speaker's own voice."""
        if row.confirmed == Confirmed.FROM_ANOTHER or row.said_by_id in self.team:
            return Whose.TEAM
        if row.said_by_id == self.patient:
            return Whose.SELF
        return Whose.SPEAKER if row.said_by_id in self.speakers else Whose.CLOSE

    def word(self, row: Statement) -> Word:
        return Word(self.whose(row), row.at)


def importances(rows: Rows) -> dict[str, int]:
    """How much each thing matters, by the newest word about it."""
    return {row.outcome: row.importance for row in rows.matters if row.importance is not None}


def does_least_for(page: AidPage, rows: Rows) -> str:
    """What was put first and is served least by what was chosen; empty while nothing was."""
    chosen = rows.endings[-1].option if rows.endings else ""
    return weighing.least_for(page, chosen, importances(rows)) if chosen else ""


def conversation(visit: Visit, choice: Choice, page: AidPage, rows: Rows, speaks: SpeaksFor) -> Conversation:
    """The facts of one talk, for the balance check."""
    known, around = about(visit), _around(visit, speaks)
    matter = matter_named(visit, page.question)
    opened = matter_page(visit, matter.pk) if matter else None
    return Conversation(
        called=visit.patient.called,
        options=len(page.options),
        has_do_nothing=any(option.does_nothing for option in page.options),
        words=_words(choice, around),
        language_told=known.now("language") is not None,
        other_language=known.language.code not in {"", page.language},
        interpreter=_interpreter(known),
        family=_family(known),
        capacity=_capacity(speaks, raised=matter is not None),
        somebody_speaks=bool(speaks.speaking.speakers) or bool(around.speakers),
        speakers_differ=bool(speaks.standpoint and speaks.standpoint.dissent),
        earlier_wishes=_wishes(visit, opened),
        standard_written=bool(opened and opened.used),
        matters=tuple(around.word(row) for row in rows.matters),
        role=RoleSaid(rows.roles[-1].role) if rows.roles else None,
        views=tuple(around.word(row) for row in rows.views),
        explained=tuple(row.at for row in rows.explained),
        teach_back=_teach_back(rows),
        unanswered=sum(1 for row in rows.questions if not row.answers.all()),
        outlook=_outlook(rows),
        advice=_advice(page, rows),
        advisers_differ=len({row.option for row in {row.by_id: row for row in rows.advice}.values()}) > 1,
        end=_end(rows, around),
        worst_on_what_matters_most=bool(does_least_for(page, rows)),
        closed=rows.closed,
    )


def _around(visit: Visit, speaks: SpeaksFor) -> Around:
    team = TeamMember.objects.filter(patient=visit.patient).values_list("person_id", flat=True)
    named = {one.name for one in speaks.speaking.speakers}
    known = [one for one in speakers_now(visit) if not one.candidate.refused_by_patient]
    people = {one.person for one in known if one.person and (not named or one.candidate.name in named)}
    return Around(visit.patient.person_id, frozenset(people), frozenset(team))


def _capacity(speaks: SpeaksFor, *, raised: bool) -> Capacity:
    """A matter that was opened for the question, and about which nobody has found anything, is in doubt."""
    if speaks.for_patient:
        return Capacity.CANNOT
    if speaks.speaking.voice is Voice.PATIENT_WITH_SUPPORT:
        return Capacity.WITH_SUPPORT
    return Capacity.IN_DOUBT if raised and speaks.finding is None else Capacity.CAN


def _wishes(visit: Visit, opened: MatterPage | None) -> bool:
    return bool(opened.wishes) if opened else any(not wish.matter for wish in wishes_of(visit))


def _words(choice: Choice, around: Around) -> Words:
    """Only words of the team are measured: what people say in their own is never judged."""
    if choice.aid_id is not None:
        return Words.EASY
    text = by_hand.words_of_the_team(choice, around.team)
    if not text:
        return Words.EASY
    grade = measure(text, choice.language).grade
    if grade is None:
        return Words.NOT_MEASURED
    return Words.HARD if grade > HARD_FROM else Words.EASY


def _interpreter(known: About) -> Interpreter:
    if known.language.wanted is None:
        return Interpreter.NOT_ASKED
    if not known.language.wanted:
        return Interpreter.NOT_WANTED
    return Interpreter.ARRANGED if known.language.arranged else Interpreter.WANTED


def _family(known: About) -> Family:
    if known.nobody:
        return Family.NOBODY
    return Family.NAMED if known.people or known.now("family") else Family.NOT_ASKED


def _teach_back(rows: Rows) -> TeachBack:
    """A gap that was explained since is one to ask about again."""
    if not rows.said_back:
        return TeachBack.NOT_ASKED
    came_out = SaidBackAs(rows.said_back[-1].came_out)
    if came_out is SaidBackAs.GAP and telling.next_of(rows.explained, rows.said_back) is Next.ASK:
        return TeachBack.NOT_ASKED
    return TeachBack(came_out.value)


def _outlook(rows: Rows) -> Outlook:
    asked = [row for row in rows.questions if row.asks == Asks.AHEAD]
    if not asked:
        return Outlook.NOT_ASKED
    return Outlook.TOLD if all(row.answers.all() for row in asked) else Outlook.ASKED


def _advice(page: AidPage, rows: Rows) -> Advice | None:
    """Advice rests on nothing only where there was something to tick."""
    if not rows.advice:
        return None
    newest = rows.advice[-1]
    measured = importances(rows).keys() & dict(page.matters).keys()
    return Advice(newest.option, newest.at, rests=bool(newest.rests_on) or not measured)


def _end(rows: Rows, around: Around) -> End | None:
    if not rows.endings:
        return None
    newest = rows.endings[-1]
    return End(
        newest.ending,
        newest.option,
        newest.at,
        told_of_difference=newest.told_of_difference,
        whose=around.whose(newest),
        day_set=newest.review_on is not None,
    )

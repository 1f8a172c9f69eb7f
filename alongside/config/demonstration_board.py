"""A made-up review board: it approved what passes, sent one text back, and has one to look at again.

The statins aid stays where the gate has stopped it.
"""

from datetime import date
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from alongside.aids.models import KIND, AidVersion
from alongside.editorial import actions, rules
from alongside.editorial.blocks import Block, Cited, Kind
from alongside.editorial.findings import Report, Result, Rule, Weight
from alongside.editorial.frozen import open_rules
from alongside.editorial.models import BoardMember, Edition
from alongside.editorial.queries import case_of, newest_edition, reviewer_of
from alongside.editorial.workflow import Who, needed
from alongside.materials.models import KIND as HANDOUT
from alongside.materials.models import HandoutVersion
from alongside.patients.doors import work_of
from alongside.people.actions import open_account
from alongside.people.models import Account, Person
from alongside.people.queries import Here, who_is
from alongside.plain.reading.measure import fits, measure
from alongside.sources import actions as sources
from alongside.sources import records
from alongside.sources.models import Source
from alongside.sources.standing import SUPERSEDED, Word

JOB = "demonstration"
PASSWORD = "made-up people only"  # noqa: S105 - printed for everybody who tries the demonstration
WHY_SIGNED = "Some fields in the tables are empty. No study has counted that. We say so there."
GRADE = Rule(
    "reading-grade",
    "Words for patients are at or below US school grade 5.",
    "American Academy of Family Physicians",
    "Words that are too hard are not read.",
    Weight.MAY_BE_SIGNED,
)
# Stacey 2017, and the update of 2024 that took its place: both are real (CD001431).
REVIEW = records.Record(
    key="cd001431-2017",
    title="Decision aids for people facing health treatment or screening decisions",
    kind=records.Kind.META_ANALYSIS,
    primary=True,
    year=2017,
    journal="Cochrane Database of Systematic Reviews",
    doi="10.1002/14651858.CD001431.pub5",
)
UPDATE = Word(SUPERSEDED, "10.1002/14651858.cd001431.pub5", "", "2024", "Cochrane CD001431.pub6, 209 trials")
KNOWLEDGE = Block(
    key="knowledge",
    heading="What we know",
    text="Out of 100 points, people who used such a page knew about 13 points more. "
    "The true number may be as low as 11 or as high as 15.",
    kind=Kind.NUMBER,
    cited=(Cited(source=REVIEW.key, citation=REVIEW.reference(), place="summary of findings", tag="V"),),
)
TOO_MANY = "Three of our readers did not know what “assistive” means. Please say it in plain words."


def fill() -> None:
    """Put three people on the board and let them do what they can, once."""
    if BoardMember.objects.exists():
        return
    _board()
    doctor, reader = _here("mei"), _here("pia")
    versions = [(KIND, row.pk) for row in AidVersion.objects.newest()]
    versions += [(HANDOUT, row.pk) for row in HandoutVersion.objects.newest()]
    for kind, version in versions:
        edition = newest_edition(kind, version)
        if edition:
            _approve(edition, doctor, reader)
    _looked_at_again(doctor, reader)
    _sent_back(reader)


def _board() -> None:
    with work_of(JOB, purpose="a made-up board"):
        pia = Person.objects.create(full_name="Pia Sandberg", called="Pia")
        open_account(username="pia", person=pia, password=PASSWORD)
        people = {name: Person.objects.get(account__username=name) for name in ("mei", "ada")}
        for person, expertise, patient in (
            (people["mei"], "Made up: heart disease and intensive care", False),
            (people["ada"], "Made up: heart disease", False),
            (pia, "Made up: has lived with a heart that beats out of time", True),
        ):
            actions.add_member(person=person, expertise=expertise, patient_reviewer=patient)
        actions.declare_interest(
            member=BoardMember.objects.get(pk=people["ada"].pk),
            about="warfarin",
            what="Made up: fees for a talk",
            since=date(2025, 3, 1),
            until=None,
        )


def _here(username: str) -> Here:
    return who_is(Account.objects.get(username=username))


def _approve(edition: Edition, doctor: Here, reader: Here) -> None:
    """Both review it; what the gate stops stays where it is."""
    if not case_of(edition).report.may_be_approved:
        return
    for capacity, who in needed(edition.carries_numbers).items():
        by = doctor if who is Who.CLINICIAN else reader
        for rule in open_rules(edition.frozen_report(), Weight.MAY_BE_SIGNED):
            actions.sign_exception(
                edition=edition.pk, rule=rule, capacity=capacity, reason=WHY_SIGNED, key=uuid4(), by=by
            )
        case = case_of(edition)
        if not rules.why_not_approve(reviewer_of(by, edition), case, capacity):
            actions.approve(edition=edition.pk, capacity=capacity, key=uuid4(), by=by)


def _handout(key: str, title: str, blocks: list[Block], sources_of_it: list[Source]) -> Edition:
    words = "\n\n".join(block.text for block in blocks)
    reading = measure(words, "en")
    looked_at = f"{reading.words} words, grade {reading.grade}"
    holds = fits(reading)
    return actions.submit(
        kind="handout",
        key=key,
        version=_id(key),
        title=title,
        language="en",
        blocks=blocks,
        report=Report((Result(GRADE, looked_at, applies=holds),)),
        sources=sources_of_it,
        carries_numbers=any(block.kind is Kind.NUMBER for block in blocks),
        by=_here("edith").person,
    )


def _id(key: str) -> UUID:
    """The same in every demonstration."""
    return uuid5(NAMESPACE_URL, f"alongside:made-up:{key}")


def _looked_at_again(doctor: Here, reader: Here) -> None:
    """Approved; then the review that it leans on was replaced by a newer one."""
    source, _new = Source.objects.get_or_create(
        slug=REVIEW.key,
        defaults={
            "record": records.to_json(REVIEW),
            "doi": UPDATE.doi,
            "kind": REVIEW.kind.value,
            "year": REVIEW.year,
            "primary": True,
        },
    )
    why = Block(
        key="why",
        heading="Why we use pages about choices",
        text="You can read such a page at home. You can read it as often as you like. Bring it when we talk.",
    )
    edition = _handout(
        "why-pages-about-choices", "Why we use pages about choices", [why, KNOWLEDGE], [source]
    )
    _approve(edition, doctor, reader)
    sources.mark_retracted([UPDATE], by=None)


def _sent_back(reader: Here) -> None:
    words = Block(
        key="stick",
        heading="A stick to walk with",
        text="A stick can help you walk. It is the assistive aid that most people try first. Ask us for one.",
    )
    edition = _handout("walking-stick", "A stick to walk with (made up)", [words], [])
    actions.comment(edition=edition.pk, block="stick", words="What is “assistive”?", key=uuid4(), by=reader)
    actions.send_back(edition=edition.pk, reasons=TOO_MANY, key=uuid4(), by=reader)

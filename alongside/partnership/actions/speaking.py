"""Who speaks for a patient: findings about one matter, people, papers, earlier wishes, standards, views."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from alongside.partnership import rules, speaking_queries
from alongside.partnership.actions.about import Source
from alongside.partnership.models import (
    AccessReview,
    CapacityAssessment,
    EarlierWish,
    Matter,
    Paper,
    PaperKind,
    Speaker,
    SpeakerView,
    SpeakingRule,
    StandardUsed,
)
from alongside.partnership.speaking import (
    Capacity,
    Standard,
    Sureness,
    missing_reason,
    rule_from,
)
from alongside.patients.doors import Visit
from alongside.patients.rules import Refused
from alongside.people.models import Person
from alongside.trail.writing import DOORS, did


def open_matter(*, name: str, by: Visit) -> Matter:
    """Start (or find) a matter by its name."""
    rules.check_open_matter(by)
    name = " ".join(name.split())
    if not name:
        raise Refused(_("Write what is to be chosen."))
    row, made = Matter.objects.get_or_create(
        patient=by.patient, name__iexact=name, defaults={"name": name, "opened_by": by.person}
    )
    if made:
        by.did("opened", "matter", row.pk)
    return row


def assess(
    *, matter: Matter, found: Capacity, supports: Sequence[str], reason: str, by: Visit
) -> CapacityAssessment:
    """Write down whether the patient can choose this now. In the name of whoever writes."""
    rules.check_assess(by)
    tried = [support.strip() for support in supports if support.strip()]
    if not reason.strip():
        raise Refused(_("Write what you saw and heard that shows it."))
    if found is Capacity.CANNOT and not tried:
        raise Refused(_("Say what was tried to help {name} choose first.").format(name=by.patient.called))
    row = CapacityAssessment.objects.create(
        patient=by.patient,
        matter=matter,
        found=found.value,
        supports=tried,
        reason=reason.strip(),
        by=by.person,
    )
    by.did("assessed", "capacity", row.pk)
    return row


@dataclass(frozen=True)
class Named:
    """Somebody who may speak: name, relation by the rule that holds here, and whether they can and may."""

    name: str
    relationship: str
    person: Person | None = None
    willing: bool = True
    reachable: bool = True
    refused_by_patient: bool = False
    holds_from: date | None = None
    holds_until: date | None = None


def name_speaker(*, who: Named, source: Source, by: Visit) -> Speaker:
    """Write down somebody who may speak, or who may not. Opens no record to them."""
    rules.check_name_speaker(by)
    if not who.name.strip() or who.relationship not in speaking_queries.rule_now().order:
        raise Refused(_("Write the name, and choose who they are to {name}.").format(name=by.patient.called))
    own = source.said_by is not None and source.said_by.pk == by.patient.person_id
    if who.refused_by_patient and not own:
        raise Refused(_("Only {name} can say who is not to speak.").format(name=by.patient.called))
    if who.holds_from and who.holds_until and who.holds_until <= who.holds_from:
        raise Refused(_("The last day lies before the first. Check the two days."))
    row = Speaker.objects.create(**{**vars(who), "name": " ".join(who.name.split())}, **source.row(by))
    by.did("named", "speaker", row.pk)
    return row


@dataclass(frozen=True)
class Described:
    """A document in words: what it is, whom it names, what it says, where it lies, from which day."""

    kind: PaperKind
    names: str = ""
    says: str = ""
    kept: str = ""
    dated: date | None = None
    seen: bool = False


def describe_paper(*, paper: Described, source: Source, by: Visit) -> Paper:
    """Describe a document. That it was seen counts only from a clinician of the team."""
    if paper.kind in {PaperKind.AGENT, PaperKind.GUARDIAN} and not paper.names.strip():
        raise Refused(_("Write whom the paper names."))
    if paper.seen:
        rules.check_introduce(by)
    told = vars(paper) | {"kind": paper.kind.value, "names": " ".join(paper.names.split())}
    row = Paper.objects.create(**told, **source.row(by))
    by.did("described", "paper", row.pk)
    return row


@dataclass(frozen=True)
class Remembered:
    """An earlier wish: the words, whose words, when it was said, how sure the teller is."""

    words: str
    in_own_words: bool
    said_when: str
    sureness: Sureness


def remember_wish(*, wish: Remembered, matter: Matter | None, source: Source, by: Visit) -> EarlierWish:
    if not wish.words.strip() or not wish.said_when.strip():
        raise Refused(_("Write the words, and when they were said."))
    told = {**vars(wish), "words": wish.words.strip(), "sureness": wish.sureness.value}
    row = EarlierWish.objects.create(matter=matter, **told, **source.row(by))
    by.did("told", "earlier wish", row.pk)
    return row


def take_view(
    *, matter: Matter, name: str, position: str, words: str, source: Source, by: Visit
) -> SpeakerView:
    """What one of those who speak now thinks should be done. Raises Refused for anybody else."""
    rules.check_speak_now(by, name, speaking_queries.speakers_open_to(by, matter))
    if not position.strip():
        raise Refused(_("Write what should be done, in a few words."))
    row = SpeakerView.objects.create(
        matter=matter, name=name, position=position.strip(), words=words.strip(), **source.row(by)
    )
    by.did("said", "view", row.pk)
    return row


def use_standard(*, matter: Matter, standard: Standard, choice: str, reason: str, by: Visit) -> StandardUsed:
    """Write down by what a choice was made for the patient. A lower standard needs a reason."""
    rules.check_record_standard(by)
    if not speaking_queries.who_speaks_for(by, matter.name).for_patient:
        raise Refused(_("{name} chooses this.").format(name=by.patient.called))
    if not choice.strip():
        raise Refused(_("Write what was chosen."))
    basis = speaking_queries.basis_for(by, matter)
    lacks = missing_reason(standard, basis, reason)
    if lacks:
        raise Refused(_(lacks))
    row = StandardUsed.objects.create(
        patient=by.patient,
        matter=matter,
        standard=standard.value,
        highest_open=basis.standard.value,
        choice=choice.strip(),
        reason=reason.strip(),
        by=by.person,
    )
    by.did("chose by", "standard", row.pk)
    return row


def review_access(*, words: str, source: Source, by: Visit) -> AccessReview:
    """Who may see what was gone through with the patient after they could choose again."""
    if source.said_by is None:
        raise Refused(_("This is gone through with {name}.").format(name=by.patient.called))
    rules.check_review_access(by, said_by=source.said_by.pk)
    if not words.strip():
        raise Refused(_("Write what came of it."))
    row = AccessReview.objects.create(words=words.strip(), **source.row(by))
    by.did("reviewed", "access", row.pk)
    return row


def set_rule(*, data: Mapping[str, object], job: str, by: Person | None = None) -> SpeakingRule:
    """Set the order that holds here. Called inside `work_of`, by the named job; `by`: who set it going.

    Raises ValueError where the data cannot be read, and Refused without its law and who signs for it.
    """
    rule = rule_from(data)
    if not rule.confirmed:
        raise Refused(_("Name the law that this order follows, and who confirms that it holds here."))
    row = SpeakingRule.objects.create(
        jurisdiction=rule.jurisdiction,
        order=list(rule.order),
        within=rule.within.value,
        source=rule.source,
        confirmed_by=rule.confirmed_by,
    )
    did("set", "speaking rule", row.pk, stream=DOORS, by=by.pk if by else None, service=job)
    return row

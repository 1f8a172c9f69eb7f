"""What is done with choice aids."""

import hashlib
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from alongside.aids import file, queries
from alongside.aids.blocks import blocks_of
from alongside.aids.document import AidDocument
from alongside.aids.gate import verdict
from alongside.aids.models import KIND, Aid, AidVersion
from alongside.editorial import actions as editorial
from alongside.people.models import Person
from alongside.sources.works import keep_work
from alongside.trail.writing import LIBRARY, did


@dataclass(frozen=True)
class Loaded:
    """The version that a file became, and whether it is new."""

    version: AidVersion
    new: bool


@transaction.atomic
def load_aid(*, text: str | bytes, by: Person | None) -> Loaded:
    """Keep a choice-aid file as the next version of its aid in its language, and send it to the board with
    the gate's report.

    A file with the content of the newest version is not kept again. ``by`` is None for the operator at
    the command line. Raises FileError with every finding if the file is not a choice aid.
    """
    document = file.load(text)
    digest = hashlib.sha256(file.canonical(document)).hexdigest()
    aid, _ = Aid.objects.get_or_create(slug=document.slug, language=document.language)
    Aid.objects.select_for_update().get(pk=aid.pk)
    newest = AidVersion.objects.filter(aid=aid).order_by("-number").first()
    if newest and newest.digest == digest:
        _send_in(newest, document, by)
        return Loaded(newest, new=False)
    version = AidVersion.objects.create(
        aid=aid,
        number=newest.number + 1 if newest else 1,
        content=file.to_content(document),
        digest=digest,
        original=text if isinstance(text, str) else text.decode("utf-8-sig"),
        loaded_by=by,
    )
    version.sources.set([keep_work(record) for record in document.sources])
    did("loaded", "aid version", version.pk, stream=LIBRARY, by=by.pk if by else None)
    _send_in(version, document, by)
    return Loaded(version, new=True)


def _send_in(version: AidVersion, document: AidDocument, by: Person | None) -> None:
    """To the board; a version that lies there with the same report is left as it is."""
    earlier = AidVersion.objects.filter(aid=version.aid_id, number__lt=version.number).order_by("-number")
    before = earlier.first()
    report = verdict.examine(
        document,
        today=timezone.now().date(),
        earlier=file.from_content(before.content) if before else None,
        translations=queries.in_other_languages(document),
        spoken=queries.spoken(),
    )
    editorial.submit(
        kind=KIND,
        key=version.aid.slug,
        version=version.pk,
        title=document.title,
        language=document.language,
        blocks=blocks_of(document),
        report=report,
        sources=version.sources.all(),
        carries_numbers=True,
        by=by,
    )

"""What is done with handouts."""

import hashlib
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from alongside.editorial import actions as editorial
from alongside.materials import queries
from alongside.materials.blocks import blocks_of, carries_numbers
from alongside.materials.document import HandoutDocument
from alongside.materials.file import HANDOUT_FILE
from alongside.materials.gate import verdict
from alongside.materials.models import KIND, Handout, HandoutVersion
from alongside.people.models import Person
from alongside.sources.works import keep_work
from alongside.trail.writing import LIBRARY, did


@dataclass(frozen=True)
class Loaded:
    """The version that a file became, and whether it is new."""

    version: HandoutVersion
    new: bool


@transaction.atomic
def load_handout(*, text: str | bytes, by: Person | None) -> Loaded:
    """Keep a handout file as the next version of its handout, and send it to the board with its report.

    A file with the content of the newest version is not kept again. ``by`` is None for the operator at
    the command line. Raises FileError with every mistake if the file is not a handout.
    """
    document = HANDOUT_FILE.load(text)
    digest = hashlib.sha256(HANDOUT_FILE.canonical(document)).hexdigest()
    handout, _new = Handout.objects.get_or_create(
        slug=document.slug, language=document.language, level=document.level.value
    )
    Handout.objects.select_for_update().get(pk=handout.pk)
    newest = handout.versions.order_by("-number").first()
    if newest and newest.digest == digest:
        _send_in(newest, document, by)
        return Loaded(newest, new=False)
    version = HandoutVersion.objects.create(
        handout=handout,
        number=newest.number + 1 if newest else 1,
        content=HANDOUT_FILE.to_content(document),
        digest=digest,
        original=text if isinstance(text, str) else text.decode("utf-8-sig"),
        loaded_by=by,
    )
    version.sources.set([keep_work(record) for record in document.sources])
    did("loaded", "handout version", version.pk, stream=LIBRARY, by=by.pk if by else None)
    _send_in(version, document, by)
    return Loaded(version, new=True)


def _send_in(version: HandoutVersion, document: HandoutDocument, by: Person | None) -> None:
    """To the board; a version that lies there with the same report is left as it is."""
    report = verdict.examine(document, today=timezone.now().date(), others=queries.written_otherwise(version))
    editorial.submit(
        kind=KIND,
        key=version.handout.board_key,
        version=version.pk,
        title=document.title,
        language=document.language,
        blocks=blocks_of(document),
        report=report,
        sources=version.sources.all(),
        carries_numbers=carries_numbers(document),
        by=by,
    )

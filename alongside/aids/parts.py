"""The parts that every kind of comparison of a choice aid is made of."""

from __future__ import annotations

import msgspec

from alongside.sources.estimates import Text

AtLeastOne = msgspec.Meta(min_length=1)
AtLeastTwo = msgspec.Meta(min_length=2)


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What all parts share: frozen, named fields only, nothing unknown."""


class Endpoint(Part, frozen=True, kw_only=True):
    """What exactly was counted. ``event`` and ``no_event`` follow any number: "will have a stroke".

    ``desirable`` (GRADE's word for an effect that people hope for) where more of it is better, as with
    "were alive"; left out, less of it is better. It is not shown: what counts as worst is worked out from it.
    """

    name: Text
    medical_name: Text
    what_it_is: Text
    event: Text
    no_event: Text
    desirable: bool = False


class Measured(Part, frozen=True, kw_only=True):
    """What was measured where people cannot be counted as having it or not: a score, a tally."""

    name: Text
    medical_name: Text
    what_it_is: Text

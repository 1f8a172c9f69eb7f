"""What a death changes about who may read on: the rule of the place, as data."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class AccessAfterDeath:
    """How long those whom the patient let in may still read. `days` None: no end; 0: closed at once.

    Nobody but the team adds anything after a death, whatever the days.
    """

    days: int | None

    def __post_init__(self) -> None:
        if self.days is not None and self.days < 0:
            raise ValueError("The days of reading after a death cannot be fewer than none.")

    def closes_at(self, recorded_at: datetime) -> datetime | None:
        """When reading ends, counted from when the death was first recorded, so that nobody is shut out
        by a death that is recorded late."""
        return None if self.days is None else recorded_at + timedelta(days=self.days)


RULES: dict[str, AccessAfterDeath] = {
    # Ours, until whoever runs an installation chooses by the law of the place.
    "default": AccessAfterDeath(days=30),
    "closes at once": AccessAfterDeath(days=0),
    "stays open": AccessAfterDeath(days=None),
}


def rule_of(name: str) -> AccessAfterDeath:
    """The rule with this name. Raises ValueError, naming those that there are."""
    try:
        return RULES[name]
    except KeyError:
        there_are = ", ".join(sorted(RULES))
        raise ValueError(
            f"There is no rule {name!r} for access after death. There are: {there_are}."
        ) from None

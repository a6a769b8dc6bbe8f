"""What is too old to rely on: ratings of people fade, sections of the dossier go stale (domain.md §2, §3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kam.core.vocabulary import DossierSection, Term
from kam.core.vocabulary.term import label

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class FreshnessSettings:
    """Ratings fade after 90 days, sections are stale after 180 (domain.md §2, §3)."""

    rating_days: int = 90
    section_days: int = 180


class Freshness(Term):
    """Whether something was looked at lately."""

    FRESH = "fresh", label("freshness", "fresh")
    OLD = "old", label("freshness", "out of date")
    NEVER = "never", label("freshness", "never verified")


def rating_freshness(
    rated_on: date | None, as_of: date, settings: FreshnessSettings = FreshnessSettings()
) -> Freshness:
    """Whether a rating has faded: on its 90th day it has not, on the 91st it has."""
    return _freshness(rated_on, as_of, settings.rating_days)


def section_freshness(
    verified_on: date | None, as_of: date, settings: FreshnessSettings = FreshnessSettings()
) -> Freshness:
    """Whether a section of the dossier is stale: on its 180th day it is not, on the 181st it is."""
    return _freshness(verified_on, as_of, settings.section_days)


@dataclass(frozen=True, slots=True)
class SectionAge:
    """A section that needs a look: out of date by its days since, or never verified (None)."""

    section: DossierSection
    freshness: Freshness
    days: int | None


def stale_sections(
    verified_on: Mapping[DossierSection, date],
    as_of: date,
    settings: FreshnessSettings = FreshnessSettings(),
) -> tuple[SectionAge, ...]:
    """The sections to verify: those never verified first, then the oldest."""
    ages = []
    for section in DossierSection:
        on = verified_on.get(section)
        freshness = section_freshness(on, as_of, settings)
        if freshness is not Freshness.FRESH:
            ages.append(SectionAge(section, freshness, (as_of - on).days if on else None))
    return tuple(sorted(ages, key=lambda age: (age.days is not None, -(age.days or 0))))


def _freshness(on: date | None, as_of: date, days: int) -> Freshness:
    if on is None:
        return Freshness.NEVER
    return Freshness.OLD if (as_of - on).days > days else Freshness.FRESH

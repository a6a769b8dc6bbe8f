"""In which order the sections of a brief stand, and which are left out."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Final

from kam.core.vocabulary import BriefSection

USUAL_ORDER: Final[tuple[BriefSection, ...]] = (
    BriefSection.ATTENDEES,
    BriefSection.CHANGES,
    BriefSection.COMPLAINTS,
    BriefSection.PROMISES,
    BriefSection.MONEY,
    BriefSection.OPPORTUNITIES,
    BriefSection.COMPETITORS,
    BriefSection.RISKS,
    BriefSection.OBJECTIONS,
    BriefSection.ASKS,
    BriefSection.QUESTIONS,
    BriefSection.CHECKLIST,
)
"""The sections that can be moved, as paper.md has them on one page: left before right, from the top down."""
ALWAYS_SHOWN: Final = frozenset(
    {BriefSection.PURPOSE, BriefSection.ATTENDEES, BriefSection.UNKNOWN, BriefSection.CAPTURE}
)
"""What a brief is never without."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Order and visibility. Purpose stands first, what is not known and the strip to write on stay last."""

    order: tuple[BriefSection, ...] = USUAL_ORDER
    hidden: tuple[BriefSection, ...] = ()
    """In the order of the vocabulary."""

    @classmethod
    def of(cls, order: Iterable[BriefSection], hidden: Collection[BriefSection]) -> Arrangement:
        """One that has every section once, whatever is missing or strange in what was kept.

        A section that is not named stands behind the one before it in the usual order.
        """
        found: list[BriefSection] = list(dict.fromkeys(each for each in order if each in USUAL_ORDER))
        for number, section in enumerate(USUAL_ORDER):
            if section not in found:
                before = USUAL_ORDER[number - 1] if number else None
                found.insert(found.index(before) + 1 if before in found else 0, section)
        return cls(tuple(found), tuple(s for s in BriefSection if s in hidden and s not in ALWAYS_SHOWN))

    @property
    def is_usual_order(self) -> bool:
        """Whether nothing was moved."""
        return self.order == USUAL_ORDER

    @property
    def visible(self) -> tuple[BriefSection, ...]:
        """The movable sections that are shown, in their order."""
        return tuple(section for section in self.order if section not in self.hidden)

    def shows(self, section: BriefSection) -> bool:
        """Whether a section stands on the paper."""
        return section not in self.hidden

    def moved(self, section: BriefSection, to: int) -> Arrangement:
        """With a section at another place among the movable ones."""
        rest = [each for each in self.order if each is not section]
        to = min(max(to, 0), len(rest))
        return replace(self, order=(*rest[:to], section, *rest[to:]))

    def showing(self, section: BriefSection, *, on: bool) -> Arrangement:
        """With a section shown or left out; what a brief is never without stays."""
        hidden = {*self.hidden} - {section} if on else {*self.hidden, section}
        return Arrangement.of(self.order, hidden)

"""How the sections of a brief, in the order wished for, share the width of a sheet."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kam.core.vocabulary import BriefSection


@dataclass(frozen=True, slots=True)
class Row:
    """Sections that begin at one height. Without a right column the left one has the whole width."""

    left: tuple[BriefSection, ...]
    right: tuple[BriefSection, ...] = ()

    @property
    def sections(self) -> tuple[BriefSection, ...]:
        """Both columns."""
        return (*self.left, *self.right)


def dealt(
    order: Sequence[BriefSection],
    *,
    wide: Collection[BriefSection],
    together: Sequence[tuple[BriefSection, ...]],
) -> list[Row]:
    """Rows for sections in an order.

    ``wide`` ones take the whole width. Those of a group in ``together`` stand side by side where they follow
    one another, the group's first in a column of its own. Others are paired as they come; one that is left
    alone takes the whole width.
    """
    rows: list[Row] = []
    groups = [group for group in together if not {*group} & {*wide}]
    waiting: list[BriefSection] = []

    def pair_up() -> None:
        pairs = (waiting[start : start + 2] for start in range(0, len(waiting), 2))
        rows.extend(Row(tuple(pair[:1]), tuple(pair[1:])) for pair in pairs)
        waiting.clear()

    place = 0
    while place < len(order):
        section = order[place]
        row = None if section in wide else _group_at(order, place, groups)
        if section in wide or row is not None:
            pair_up()
            rows.append(row or Row((section,)))
            place += len(rows[-1].sections)
        else:
            waiting.append(section)
            place += 1
    pair_up()
    return rows


def _group_at(
    order: Sequence[BriefSection], place: int, together: Sequence[tuple[BriefSection, ...]]
) -> Row | None:
    """The row of the group that begins at a place; None where its sections do not follow one another."""
    group = next((each for each in together if order[place] in each), ())
    wanted = [section for section in group if section in order]
    here = tuple(order[place : place + len(wanted)])
    if len(wanted) < 2 or {*here} != {*wanted}:  # noqa: PLR2004 - nothing to stand beside
        return None
    if len(here) == 2 or here[0] is group[0]:  # noqa: PLR2004 - a column each
        return Row(here[:1], here[1:])
    return Row(here[:-1], here[-1:]) if here[-1] is group[0] else None

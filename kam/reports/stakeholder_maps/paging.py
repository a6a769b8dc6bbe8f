"""How an org chart is laid on pages: whole when it fits, else from the top, branches on pages of their own.

A page is never made unreadable to save another: below the smallest scale a branch is folded, and its card
says on which page it goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final
from uuid import UUID

from kam.analysis.chart_parts import ChartCard, Connector, OrgChart, PlacedCard, moved
from kam.analysis.org_chart import lay_out

_BETWEEN: Final = 34.0
"""Between rows of trees on one page."""

Fits = Callable[[OrgChart], bool]


@dataclass(frozen=True, slots=True)
class ChartPage:
    """One page: its chart, whose branches it shows (empty: the top), and where folded cards go on."""

    chart: OrgChart
    branches: tuple[UUID, ...] = ()
    goes_on: dict[UUID, int] = field(default_factory=dict)


def chart_pages(
    cards: Sequence[ChartCard], fits: Fits, arrange: Callable[[Iterable[ChartCard]], OrgChart] = lay_out
) -> list[ChartPage]:
    """The pages of a chart, numbered from 1 by their place in the list."""
    whole = arrange(cards)
    if fits(whole) or not cards:
        return [ChartPage(whole)]
    return _Pager(cards, fits, arrange).pages()


class _Pager:
    """Cuts a chart into pages, branch by branch."""

    def __init__(
        self, cards: Sequence[ChartCard], fits: Fits, arrange: Callable[[Iterable[ChartCard]], OrgChart]
    ) -> None:
        self._cards = {card.id: card for card in cards}
        self._fits = fits
        self._arrange = arrange
        self._reports: dict[UUID, list[ChartCard]] = {}
        for placed in lay_out(cards).connectors:  # reads circles and foreign bosses as the chart does
            self._reports.setdefault(placed.boss, []).append(self._cards[placed.report])
        below = {card.id for reports in self._reports.values() for card in reports}
        self._roots = [card for card in cards if card.id not in below]
        self._pages: list[ChartPage] = []
        self._waiting: list[UUID] = []

    def pages(self) -> list[ChartPage]:
        """All pages; what was folded on one follows in the order in which it was."""
        trees = [card for card in self._roots if card.id in self._reports]
        lone = [card for card in self._roots if card.id not in self._reports]
        self._place(trees)
        for group in self._packed(lone):
            self._pages.append(ChartPage(self._arrange(group)))
        while self._waiting:
            branches = [replace(self._cards[branch], boss=None) for branch in self._waiting]
            self._waiting = []
            self._place(branches, are_branches=True)
        return self._pages

    def _place(self, roots: list[ChartCard], *, are_branches: bool = False) -> None:
        """Pages for some trees, several on one as long as all of them fit there whole."""
        rest = list(roots)
        while rest:
            first = rest.pop(0)
            shelves = [[first]]
            if not self._fits(self._shelved(shelves)):
                self._announce([first], are_branches=are_branches)
                self._put([first], (first.id,) if are_branches else ())
                continue
            while rest and (wider := self._with(shelves, rest[0])) is not None:
                shelves = wider
                rest.pop(0)
            here = [root for shelf in shelves for root in shelf]
            self._announce(here, are_branches=are_branches)
            branches = tuple(root.id for root in here) if are_branches else ()
            self._pages.append(ChartPage(self._shelved(shelves), branches))

    def _announce(self, roots: list[ChartCard], *, are_branches: bool) -> None:
        """Say on the pages before on which page these branches go on: the next."""
        if are_branches:
            for page in self._pages:
                for root in roots:
                    if root.id in page.goes_on:
                        page.goes_on[root.id] = len(self._pages) + 1

    def _with(self, shelves: list[list[ChartCard]], root: ChartCard) -> list[list[ChartCard]] | None:
        """The trees of a page and one more, beside the last or below all; None when it has no room."""
        for wider in ([*shelves[:-1], [*shelves[-1], root]], [*shelves, [root]]):
            if self._fits(self._shelved(wider)):
                return wider
        return None

    def _shelved(self, shelves: list[list[ChartCard]]) -> OrgChart:
        """Rows of trees, one below the other."""
        cards: list[PlacedCard] = []
        connectors: list[Connector] = []
        width = height = 0.0
        for shelf in shelves:
            chart = self._arrange(self._tree(shelf))
            below = height + _BETWEEN if height else 0.0
            chart = moved(chart, 0, below)
            cards += chart.cards
            connectors += chart.connectors
            width, height = max(width, chart.width), below + chart.height
        return OrgChart(tuple(cards), tuple(connectors), width, height)

    def _packed(self, roots: list[ChartCard]) -> list[list[ChartCard]]:
        """Neighbouring trees on one page as long as all of them fit there whole."""
        groups: list[list[ChartCard]] = []
        for root in roots:
            if groups and self._fits(self._arrange(self._tree([*groups[-1], root]))):
                groups[-1].append(root)
            else:
                groups.append([root])
        return groups

    def _tree(self, roots: Iterable[ChartCard], depth: int | None = None) -> list[ChartCard]:
        """Everybody from some roots down, at most so many levels below them."""
        found = list(roots)
        level = list(found)
        seen = {card.id for card in found}
        while level and depth != 0:
            level = [card for boss in level for card in self._reports.get(boss.id, ()) if card.id not in seen]
            seen.update(card.id for card in level)
            found += level
            depth = None if depth is None else depth - 1
        return found

    def _put(self, roots: list[ChartCard], branches: tuple[UUID, ...]) -> None:
        """Pages for a tree too big for one: as deep as fits; who has too many reports stands on several."""
        for depth in range(self._depth(roots) - 1, 0, -1):
            part = self._tree(roots, depth)
            if self._fits(self._arrange(part)):
                self._add(part, branches)
                return
        boss = roots[0]
        rest = list(self._reports.get(boss.id, ()))
        while rest:
            shown = [rest.pop(0)]
            while rest and self._fits(self._arrange([boss, *shown, rest[0]])):
                shown.append(rest.pop(0))
            self._add([boss, *shown], branches)

    def _depth(self, roots: list[ChartCard]) -> int:
        depth = 0
        while len(self._tree(roots, depth + 1)) > len(self._tree(roots, depth)):
            depth += 1
        return depth

    def _add(self, part: list[ChartCard], branches: tuple[UUID, ...]) -> None:
        """A page; whoever has reports that are not on it goes on elsewhere."""
        here = {card.id for card in part}
        roots = {card.id for card in part if card.boss not in here}
        folded = [
            card.id
            for card in part
            if card.id not in roots and any(each.id not in here for each in self._reports.get(card.id, ()))
        ]
        self._waiting += folded
        self._pages.append(ChartPage(self._arrange(part), branches, dict.fromkeys(folded, 0)))

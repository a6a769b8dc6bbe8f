"""Where the cards of an org chart stand: a tidy tree of cards of any size, and the lines between them.

Parents stand centred over their reports, subtrees as close as their outlines allow and evenly between their
neighbours (Reingold–Tilford's aims; fitted from the left and from the right and averaged, after A. Kennedy,
*Drawing Trees*, 1996). An assistant stands beside the boss instead of below. Who neither reports nor is
reported to stands in rows under the trees. Units are the caller's: pixels or millimetres.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from uuid import UUID

from kam.core.text import fold

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class ChartCard:
    """A card to place: whose it is, whom they report to, its size, and whether it is an assistant's."""

    id: UUID
    boss: UUID | None
    width: float
    height: float
    assistant: bool = False


@dataclass(frozen=True, slots=True)
class ChartGaps:
    """Distances: between siblings, between levels, between trees, and to an assistant."""

    beside: float = 16
    below: float = 84
    between_trees: float = 32
    assistant: float = 48
    row_width: float = 880
    """How wide rows of people without any line may be, where the trees are narrower."""


@dataclass(frozen=True, slots=True)
class PlacedCard:
    """A card in its place: left upper corner and size.

    ``level`` counts from 0 for who reports to nobody; ``reports`` how many report directly; ``hidden`` how
    many stand below a collapsed card. ``loose`` is who has no line at all, ``aside`` an assistant.
    """

    id: UUID
    x: float
    y: float
    width: float
    height: float
    level: int
    reports: int = 0
    hidden: int = 0
    aside: bool = False
    loose: bool = False

    @property
    def middle(self) -> float:
        """The x of its middle."""
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class Connector:
    """The line from a boss to a report: points joined by straight pieces, each level or upright."""

    boss: UUID
    report: UUID
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class OrgChart:
    """Everybody who is visible, the lines, and the size of it all; its left upper corner is (0, 0)."""

    cards: tuple[PlacedCard, ...]
    connectors: tuple[Connector, ...]
    width: float
    height: float

    def card(self, card_id: UUID) -> PlacedCard | None:
        """The card of somebody, if it is visible."""
        return next((card for card in self.cards if card.id == card_id), None)


_ASSISTANT_BEGINNINGS = ("помощни", "ассистент", "секретар", "референт")
_ASSISTANT_ENDINGS = frozenset({"assistant", "secretary", "pa"})


def is_assistant(job_title: str | None) -> bool:
    """Whether a job title is an assistant's: its first words say so ("PA", «Помощник директора»).

    An assistant manager is a manager: in English the title must end with the word or go on with "to".
    """
    folded = fold(job_title or "")
    words = folded.split()
    if not words:
        return False
    if words[0].startswith(_ASSISTANT_BEGINNINGS):
        return True
    return folded.partition(" to ")[0].split()[-1] in _ASSISTANT_ENDINGS


@dataclass(slots=True, eq=False)
class _Tree:
    """A card with what stands below and beside it. Offsets are from the middle of the parent's card."""

    card: ChartCard
    level: int
    children: list[_Tree] = field(default_factory=list)
    aside: list[ChartCard] = field(default_factory=list)
    reports: int = 0
    hidden: int = 0
    offset: float = 0.0


_Outline = list[tuple[float, float]]
"""Left and right end of each level of a subtree from its own downwards, from the middle of its root."""


def lay_out(
    cards: Iterable[ChartCard],
    *,
    collapsed: AbstractSet[UUID] = frozenset(),
    gaps: ChartGaps = ChartGaps(),
) -> OrgChart:
    """Place cards; siblings stand in the order in which they come.

    A boss who is not among the cards is nobody. Where bosses go round in a circle, the first of it that
    comes stands on top.
    """
    everybody = list(cards)
    if not everybody:
        return OrgChart((), (), 0, 0)
    trees = _grow(everybody, collapsed)
    lone = [tree for tree in trees if not tree.reports]
    rooted = [tree for tree in trees if tree.reports]
    heights = _level_heights(rooted)
    tops = _tops(heights, gaps)
    placed = list(_place(rooted, tops, gaps))
    width = max((card.x + card.width for card in placed), default=0.0)
    height = tops[-1] + heights[-1] if heights else 0.0
    loose = list(_in_rows(lone, max(width, gaps.row_width), height, gaps))
    connectors = tuple(_connectors(rooted, {card.id: card for card in placed}, gaps))
    whole = [*placed, *loose]
    return OrgChart(
        tuple(whole),
        connectors,
        max(card.x + card.width for card in whole),
        max(card.y + card.height for card in whole),
    )


def _grow(cards: Sequence[ChartCard], collapsed: AbstractSet[UUID]) -> list[_Tree]:
    """The trees, roots in the order of the cards."""
    by_id = {card.id: card for card in cards}
    reports: dict[UUID, list[ChartCard]] = {}
    for card in cards:
        if card.boss in by_id:
            reports.setdefault(card.boss, []).append(card)
    reached: set[UUID] = set()
    trees: list[_Tree] = []
    tops = [card for card in cards if card.boss not in by_id]
    for start in (*tops, *cards):  # after the true tops whoever only a circle kept from being reached
        if start.id not in reached:
            reached.add(start.id)
            trees.append(_tree_from(start, reports, reached, collapsed))
    return trees


def _tree_from(
    top: ChartCard, reports: dict[UUID, list[ChartCard]], reached: set[UUID], collapsed: AbstractSet[UUID]
) -> _Tree:
    root = _Tree(top, 0)
    waiting = [root]
    while waiting:
        tree = waiting.pop()
        below = [card for card in reports.get(tree.card.id, ()) if card.id not in reached]
        reached.update(card.id for card in below)
        tree.reports = len(below)
        aside = [card for card in below if card.assistant and card.id not in reports]
        if tree.card.id in collapsed:
            hidden = _all_below([card for card in below if card not in aside], reports, reached)
            tree.hidden = len(hidden)
        else:
            tree.children = [_Tree(card, tree.level + 1) for card in below if card not in aside]
            waiting += tree.children
        tree.aside = aside
    return root


def _all_below(
    cards: list[ChartCard], reports: dict[UUID, list[ChartCard]], reached: set[UUID]
) -> list[ChartCard]:
    found = list(cards)
    for card in found:  # grows while it is walked
        below = [each for each in reports.get(card.id, ()) if each.id not in reached]
        reached.update(each.id for each in below)
        found += below
    return found


def _walk(trees: Iterable[_Tree]) -> Iterator[_Tree]:
    """Every tree and subtree, parents before their reports, in the order of the cards."""
    waiting = list(trees)[::-1]
    while waiting:
        tree = waiting.pop()
        yield tree
        waiting += reversed(tree.children)


def _level_heights(trees: list[_Tree]) -> list[float]:
    heights: list[float] = []
    for tree in _walk(trees):
        while len(heights) <= tree.level:
            heights.append(0.0)
        tallest = max(card.height for card in (tree.card, *tree.aside))
        heights[tree.level] = max(heights[tree.level], tallest)
    return heights


def _tops(heights: list[float], gaps: ChartGaps) -> list[float]:
    tops = [0.0]
    for height in heights:
        tops.append(tops[-1] + height + gaps.below)
    return tops[:-1] or tops


def _own_span(tree: _Tree, gaps: ChartGaps) -> tuple[float, float]:
    """How far a card and its assistants reach to both sides of the card's middle."""
    half = tree.card.width / 2
    return -half, half + sum(gaps.assistant + card.width for card in tree.aside)


def _fit(trees: list[_Tree], gaps: ChartGaps) -> _Outline:
    """Find the offset of every subtree from its parent's middle; the outline of the forest from 0."""
    outlines: dict[UUID, _Outline] = {}
    for tree in reversed(list(_walk(trees))):
        below = [outlines.pop(child.card.id) for child in tree.children]
        offsets = _spread(below, gaps.beside)
        middle = (offsets[0] + offsets[-1]) / 2 if offsets else 0.0
        for child, offset in zip(tree.children, offsets, strict=True):
            child.offset = offset - middle
        joined = _joined(below, [offset - middle for offset in offsets])
        outlines[tree.card.id] = [_own_span(tree, gaps), *joined]
    roots = [outlines[tree.card.id] for tree in trees]
    offsets = _spread(roots, gaps.between_trees)
    for tree, offset in zip(trees, offsets, strict=True):
        tree.offset = offset
    return _joined(roots, offsets)


def _spread(outlines: list[_Outline], gap: float) -> list[float]:
    """Middles of neighbours so that none overlap: the mean of packing to the left and to the right."""
    from_left = _packed(outlines, gap)
    mirrored = [[(-right, -left) for left, right in outline] for outline in reversed(outlines)]
    from_right = [-offset for offset in reversed(_packed(mirrored, gap))]
    shift = from_left[-1] - from_right[-1] if outlines else 0.0
    return [(left + right + shift) / 2 for left, right in zip(from_left, from_right, strict=True)]


def _packed(outlines: list[_Outline], gap: float) -> list[float]:
    """Each as far to the left as those before it allow; the first stands at 0."""
    edge: list[float] = []
    offsets: list[float] = []
    for outline in outlines:
        shared = zip(edge, outline, strict=False)
        offset = max((right + gap - left for right, (left, _) in shared), default=0.0)
        offsets.append(offset)
        for level, (_, right) in enumerate(outline):
            if level < len(edge):
                edge[level] = offset + right
            else:
                edge.append(offset + right)
    return offsets


def _joined(outlines: list[_Outline], offsets: list[float]) -> _Outline:
    joined: _Outline = []
    for outline, offset in zip(outlines, offsets, strict=True):
        for level, (left, right) in enumerate(outline):
            moved = (left + offset, right + offset)
            if level < len(joined):
                joined[level] = (min(joined[level][0], moved[0]), max(joined[level][1], moved[1]))
            else:
                joined.append(moved)
    return joined


def _place(trees: list[_Tree], tops: list[float], gaps: ChartGaps) -> Iterator[PlacedCard]:
    outline = _fit(trees, gaps)
    start = -min((left for left, _ in outline), default=0.0)
    middles = {tree.card.id: start + tree.offset for tree in trees}
    for tree in _walk(trees):
        middle = middles.pop(tree.card.id)
        middles |= {child.card.id: middle + child.offset for child in tree.children}
        card = tree.card
        x, y = middle - card.width / 2, tops[tree.level]
        yield PlacedCard(
            card.id, x, y, card.width, card.height, tree.level, reports=tree.reports, hidden=tree.hidden
        )
        x += card.width
        for each in tree.aside:
            x += gaps.assistant
            lift = (card.height - each.height) / 2
            yield PlacedCard(each.id, x, y + max(lift, 0), each.width, each.height, tree.level, aside=True)
            x += each.width


def _in_rows(lone: list[_Tree], width: float, height: float, gaps: ChartGaps) -> Iterator[PlacedCard]:
    """People without any line, from left to right in rows under the trees."""
    x, tallest = 0.0, 0.0
    y = height + gaps.below if height else 0.0
    for tree in lone:
        card = tree.card
        if x and x + card.width > width:
            x, y, tallest = 0.0, y + tallest + gaps.between_trees, 0.0
        yield PlacedCard(card.id, x, y, card.width, card.height, 0, loose=True)
        x += card.width + gaps.beside
        tallest = max(tallest, card.height)


def _connectors(trees: list[_Tree], placed: dict[UUID, PlacedCard], gaps: ChartGaps) -> Iterator[Connector]:
    for tree in _walk(trees):
        boss = placed[tree.card.id]
        before = boss
        for card in tree.aside:
            beside = placed[card.id]
            y = boss.y + boss.height / 2
            yield Connector(boss.id, card.id, ((before.x + before.width, y), (beside.x, y)))
            before = beside
        for child in tree.children:
            report = placed[child.card.id]
            yield Connector(boss.id, report.id, _elbow(boss, report, report.y - gaps.below / 2))


def _elbow(boss: PlacedCard, report: PlacedCard, bus: float) -> tuple[Point, ...]:
    """Down from the boss, along the bus halfway to the next level, down to the report."""
    foot, head = (boss.middle, boss.y + boss.height), (report.middle, report.y)
    if abs(foot[0] - head[0]) < 1e-6:  # noqa: PLR2004 - straight, but for the rounding of floats
        return foot, (foot[0], head[1])
    return foot, (foot[0], bus), (head[0], bus), head


def moved(chart: OrgChart, right: float, down: float) -> OrgChart:
    """The same chart somewhere else."""
    return replace(
        chart,
        cards=tuple(replace(card, x=card.x + right, y=card.y + down) for card in chart.cards),
        connectors=tuple(
            replace(line, points=tuple((x + right, y + down) for x, y in line.points))
            for line in chart.connectors
        ),
    )

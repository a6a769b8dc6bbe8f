"""Where the cards of an org chart stand: a tidy tree of cards of any size, and the lines between them.

Parents stand centred over their reports, subtrees as close as their outlines allow and evenly between their
neighbours (Reingold–Tilford's aims; fitted from the left and from the right and averaged, after A. Kennedy,
*Drawing Trees*, 1996). An assistant stands beside the boss instead of below. Many reports who have none of
their own hang in columns, if the caller wishes. Who neither reports nor is reported to stands in rows under
the trees. Units are the caller's: pixels or millimetres.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from uuid import UUID

from kam.analysis.chart_columns import Columns, hanger
from kam.analysis.chart_parts import ChartCard, ChartGaps, Connector, OrgChart, PlacedCard, Point

USUAL_GAPS = ChartGaps()


@dataclass(slots=True, eq=False)
class _Tree:
    """A card with what stands below and beside it. Offsets are from the middle of the parent's card."""

    card: ChartCard
    level: int
    children: list[_Tree] = field(default_factory=list)
    aside: list[ChartCard] = field(default_factory=list)
    columns: Columns | None = None
    reports: int = 0
    hidden: int = 0
    offset: float = 0.0
    columns_offset: float = 0.0


_Outline = list[tuple[float, float]]
"""Left and right end of each level of a subtree from its own downwards, from the middle of its root."""


def lay_out(
    cards: Iterable[ChartCard],
    *,
    collapsed: AbstractSet[UUID] = frozenset(),
    gaps: ChartGaps = USUAL_GAPS,
) -> OrgChart:
    """Place cards; siblings stand in the order in which they come.

    A boss who is not among the cards is nobody. Where bosses go round in a circle, the first of it that
    comes stands on top.
    """
    everybody = list(cards)
    if not everybody:
        return OrgChart((), (), 0, 0)
    trees = _grow(everybody, collapsed)
    _hang_in_columns(trees, gaps)
    lone = [tree for tree in trees if not tree.reports]
    rooted = [tree for tree in trees if tree.reports]
    heights = _level_heights(rooted)
    tops = _tops(heights, gaps)
    _deepen(rooted, heights, tops, gaps)
    placed = list(_place(rooted, tops, gaps))
    width = max((card.x + card.width for card in placed), default=0.0)
    height = max((card.y + card.height for card in placed), default=0.0)
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


def _hang_in_columns(trees: list[_Tree], gaps: ChartGaps) -> None:
    """Take the reports without reports of their own out of the row where they are many."""
    for tree in list(_walk(trees)):
        leaves = [child for child in tree.children if not (child.reports or child.aside or child.hidden)]
        if gaps.columns_from is not None and len(leaves) >= gaps.columns_from:
            tree.children = [child for child in tree.children if child not in leaves]
            tree.columns = Columns(tuple(child.card for child in leaves), gaps)


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
        if tree.columns is not None:
            heights += [0.0] * (tree.level + 2 - len(heights))
            heights[tree.level + 1] = max(heights[tree.level + 1], tree.columns.cell[1])
    return heights


def _tops(heights: list[float], gaps: ChartGaps) -> list[float]:
    tops = [0.0]
    for height in heights:
        tops.append(tops[-1] + height + gaps.below)
    return tops[:-1] or tops


def _deepen(trees: list[_Tree], heights: list[float], tops: list[float], gaps: ChartGaps) -> None:
    """Add levels below the last until the deepest columns end within one."""
    hanging = ((tree.level, tree.columns.size[1]) for tree in _walk(trees) if tree.columns is not None)
    bottom = max((tops[level + 1] + high for level, high in hanging), default=0.0)
    while heights and tops[-1] + heights[-1] < bottom:
        tops.append(tops[-1] + heights[-1] + gaps.below)
        heights.append(heights[-1])


def _outline_of_columns(tree: _Tree, columns: Columns, tops: list[float]) -> _Outline:
    """As wide on each level that the columns reach down to."""
    wide, high = columns.size
    reached = [top for top in tops[tree.level + 1 :] if top < tops[tree.level + 1] + high]
    return [(-wide / 2, wide / 2)] * len(reached)


def _own_span(tree: _Tree, gaps: ChartGaps) -> tuple[float, float]:
    """How far a card and its assistants reach to both sides of the card's middle."""
    half = tree.card.width / 2
    return -half, half + sum(gaps.assistant + card.width for card in tree.aside)


def _fit(trees: list[_Tree], tops: list[float], gaps: ChartGaps) -> _Outline:
    """Find the offset of every subtree from its parent's middle; the outline of the forest from 0."""
    outlines: dict[UUID, _Outline] = {}
    for tree in reversed(list(_walk(trees))):
        below = [outlines.pop(child.card.id) for child in tree.children]
        if tree.columns is not None:
            below.append(_outline_of_columns(tree, tree.columns, tops))
        offsets = _spread(below, gaps.beside)
        middle = (offsets[0] + offsets[-1]) / 2 if offsets else 0.0
        for child, offset in zip(tree.children, offsets, strict=False):
            child.offset = offset - middle
        if tree.columns is not None:
            tree.columns_offset = offsets[-1] - middle
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
    outline = _fit(trees, tops, gaps)
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
        if tree.columns is not None:
            left = middle + tree.columns_offset - tree.columns.size[0] / 2
            for each, right, down in tree.columns.places():
                y = tops[tree.level + 1] + down
                yield PlacedCard(each.id, left + right, y, each.width, each.height, tree.level + 1)


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
        if tree.columns is not None:
            hanging = [placed[card.id] for card in tree.columns.cards]
            bus = min(card.y for card in hanging) - gaps.below / 2
            for report in hanging:
                yield Connector(boss.id, report.id, hanger(boss, report, bus, report.x - gaps.trunk / 2))


def _elbow(boss: PlacedCard, report: PlacedCard, bus: float) -> tuple[Point, ...]:
    """Down from the boss, along the bus halfway to the next level, down to the report."""
    foot, head = (boss.middle, boss.y + boss.height), (report.middle, report.y)
    if abs(foot[0] - head[0]) < 1e-6:  # noqa: PLR2004 - straight, but for the rounding of floats
        return foot, (foot[0], head[1])
    return foot, (foot[0], bus), (head[0], bus), head

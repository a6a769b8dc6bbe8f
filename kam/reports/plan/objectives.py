"""Objectives and their measures, the work under them on a Gantt, and the actions of the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from kam.core.vocabulary import CommitmentStatus, ObjectiveKind, ObjectiveStatus, Side
from kam.reports.content.plan import ActionLine, ObjectiveLine, PlanPaper
from kam.reports.kit import Box, Kit, stacked
from kam.reports.layout import Band, Heading, Part, Section
from kam.reports.pen import MM, OURS, PALE, Pen
from kam.reports.phrases import late_by
from kam.reports.plan.chapters import Chapter
from kam.reports.plan.columns import Cell, Column, named, table, tabled
from kam.reports.plan.gantt import gantt
from kam.reports.plan.wording import figure, listed, measure_of
from kam.reports.sheets import full
from kam.reports.signs import chip, chip_width, framed_chip
from kam.reports.text import Style, emphasised, set_text

BAR: Final = 33 * MM
_MEASUREMENTS: Final = 6
"""So many of the latest values of a measure are said."""


def chapter(kit: Kit, content: PlanPaper) -> Chapter:
    """What shall be reached, by what work, by whose promises."""
    words = kit.words
    bands: list[Band] = [full(_objectives(kit, content))]
    bands.append(full(gantt(kit, content)))
    bands.append(full(_actions(kit, content)))
    name = words.say("Objectives, initiatives, actions")
    return Chapter("objectives", name, title(kit, content), tuple(bands), fresh=bool(content.objectives))


def title(kit: Kit, content: PlanPaper) -> str:
    """How many are on track, and which lag."""
    words = kit.words
    running = [each for each in content.objectives if each.status is ObjectiveStatus.OPEN]
    if not content.objectives:
        return words.say("No objectives are set yet")
    behind = [each.title for each in running if each.behind]
    if behind:
        said = listed(words, behind, between="; ")
        if len(behind) == 1:
            return words.say("Behind: {objective}", objective=said)
        return words.say("Behind: {objectives}", objectives=said)
    if not running:
        return words.say("No objective is open any more")
    if all(each.progress is None for each in running):
        return words.say("Objectives are set; nothing has been measured yet")
    return words.say("No objective is behind")


def standing(kit: Kit, lines: Sequence[ObjectiveLine]) -> str:
    """«3 в графике, 1 отстаёт»."""
    words = kit.words
    running = [each for each in lines if each.status is ObjectiveStatus.OPEN]
    behind = sum(each.behind for each in running)
    told = sum(each.progress is not None and not each.behind for each in running)
    parts = []
    if told:
        parts.append(words.say_many("{count} on track", "{count} on track", told))
    if behind:
        parts.append(words.say_many("{count} behind", "{count} behind", behind))
    unknown = len(running) - told - behind
    if unknown:
        parts.append(words.say_many("{count} not measured", "{count} not measured", unknown))
    return ", ".join(parts)


def _objectives(kit: Kit, content: PlanPaper) -> Section:
    words, lines = kit.words, content.objectives
    name = words.say("Objectives and measures")
    if not lines:
        heading = Heading(name, missing=words.say("none set: what shall be reached?"))
        return Section(Part.PLAN, heading, kit.look.width)
    columns = (
        Column("", bold=True),
        Column(words.say_in("column", "objective"), share=1),
        Column(words.say_in("column", "was"), right=True),
        Column(words.say_in("column", "now"), right=True, bold=True),
        Column(words.say_in("column", "target"), right=True, bold=True),
        Column(words.say_in("column", "▮ due by today"), width=BAR),
        Column("", width=46.0),
        Column(words.say_in("column", "answers")),
    )
    rows = [_objective(kit, content, line) for line in lines]
    return tabled(kit, Heading(name, standing(kit, lines)), columns, rows, kit.look.width, total=len(rows))


def _objective(kit: Kit, content: PlanPaper, line: ObjectiveLine) -> tuple[Cell, ...]:
    values = [
        figure(kit.formats, line, value, content.currency)
        for value in (line.baseline, line.current, line.target)
    ]
    return (
        str(line.number),
        named(kit, line.title, _under(kit, content, line)),
        *values,
        progress_bar(line, BAR),
        state(kit, line),
        line.owner or "—",
    )


def _under(kit: Kit, content: PlanPaper, line: ObjectiveLine) -> str:
    """Its kind, its measure, when it is due, the latest values, and how it ended."""
    words, today = kit.words, kit.local(content.head.as_of).date()
    parts = [words.of(line.kind.label)]
    if line.measure or line.unit:
        parts.append(words.say("measure: {measure}", measure=measure_of(line)))
    if line.due_on is not None:
        parts.append(words.say("by {date}", date=kit.formats.full_date(line.due_on)))
    if line.kind is ObjectiveKind.REVENUE and not line.measurements and line.current_on is not None:
        first, last = kit.near(content.head.starts_on, today), kit.near(line.current_on, today)
        parts.append(words.say("now: bought from {first} to {last}", first=first, last=last))
    if line.measurements:
        values = (
            f"{kit.near(each.on, today)} — {figure(kit.formats, line, each.value, content.currency)}"
            for each in line.measurements[-_MEASUREMENTS:]
        )
        parts.append(words.say("measured: {values}", values="; ".join(values)))
    if line.outcome:
        parts.append(words.say("outcome: {text}", text=line.outcome))
    return "; ".join(parts)


def state(kit: Kit, line: ObjectiveLine) -> Box:
    """How far it is in per cent, that it lags, or how it ended."""
    words, style = kit.words, kit.look.body
    if line.status is not ObjectiveStatus.OPEN:
        return kit.text(words.of(line.status.label), 46, kit.look.small)
    if line.behind:
        return chip(words.say_in("objective", "behind"), Style(8.2, style.leading))
    if line.progress is None:
        return kit.text(words.say_in("objective", "not measured"), 46, kit.look.small.italic())
    return kit.text(kit.formats.percent(line.progress), 46, style.bold())


def progress_bar(line: ObjectiveLine, width: float, height: float = 8.5) -> Box:
    """How much of the way is done, with a heavy tick where it should be today."""

    def paint(pen: Pen, x: float, y: float) -> None:
        top = y + 1.8
        if line.progress is None:
            pen.box(x + 0.4, top, width - 0.8, height, weight=0.6, dash=(1.6, 1.2))
            return
        done = min(max(float(line.progress), 0.0), 1.0)
        pen.box(x + 0.4, top, (width - 0.8) * done, height, fill=OURS)
        pen.box(x + 0.4, top, width - 0.8, height, weight=0.7)
        if line.expected is not None and line.status is ObjectiveStatus.OPEN:
            tick = x + width * min(max(float(line.expected), 0.0), 1.0)
            pen.line(tick, top - 2, tick, top + height + 2, 1.8)

    return Box(height + 3.6, paint)


def _actions(kit: Kit, content: PlanPaper) -> Section:
    """Every action under its objective: late first, then by date, closed ones last."""
    words = kit.words
    name = words.say("Actions")
    lines = content.actions
    if not lines:
        heading = Heading(name, missing=words.say("none: who does what by when?"))
        return Section(Part.PLAN, heading, kit.look.width)
    today = kit.local(content.head.as_of).date()
    late = sum(each.days_late > 0 for each in lines)
    running = sum(each.status is CommitmentStatus.OPEN for each in lines)
    parts = [words.say_many("{count} open", "{count} open", running)]
    if late:
        parts.append(words.say_many("{count} late", "{count} late", late))
    due = max([_due_width(kit, each, today) for each in lines] + [40.0])
    columns = (
        Column(words.say_in("column", "due"), width=due),
        Column(words.say_in("column", "action"), share=0.72),
        Column(words.say_in("column", "who"), share=0.28),
        Column("", style=kit.look.small),
    )
    cells = {
        objective.number: [_action(kit, each, today) for each in objective.actions]
        for objective in content.objectives
        if objective.actions
    }
    head, made = table(kit, columns, [row for rows in cells.values() for row in rows], kit.look.width)
    rest = list(made)
    rows: list[Box] = []
    for objective in content.objectives:
        if objective.number in cells:
            mine, rest = rest[: len(cells[objective.number])], rest[len(cells[objective.number]) :]
            # The line of an objective never ends a page: it stands with its first action.
            rows += [stacked([_group(kit, objective), mine[0]]), *mine[1:]]
    heading = Heading(name, ", ".join(parts))
    return Section(Part.PLAN, heading, kit.look.width, tuple(rows), head, counted=False)


def _group(kit: Kit, objective: ObjectiveLine) -> Box:
    made = set_text(
        emphasised(f"{objective.number}. {objective.title}"), kit.look.body, kit.look.width - 8, 2
    )
    tall = made.height + 4

    def paint(pen: Pen, x: float, y: float) -> None:
        pen.box(x, y, kit.look.width, tall, fill=PALE)
        pen.text(x + 3, y + 2, made)

    return Box(tall, paint)


def _action(kit: Kit, line: ActionLine, today: date) -> tuple[Cell, ...]:
    words = kit.words
    status = "" if line.status is CommitmentStatus.OPEN else words.of(line.status.label)
    if line.closed_on is not None and status:
        status = words.say("{state} {date}", state=status, date=kit.near(line.closed_on, today))
    who = line.owner or words.say("nobody named")
    if line.side is Side.THEIRS:
        who = words.say("{name} (client)", name=line.owner or words.say("nobody named"))
    text = emphasised(line.text) if line.days_late else line.text
    return (due_box(kit, line, today), text, who, status)


def _due_said(kit: Kit, line: ActionLine, today: date) -> str:
    if line.due_on is None:
        return kit.words.say_in("due", "no date")
    said = kit.near(line.due_on, today)
    if line.days_late > 0:
        return f"{said}\u00a0 {late_by(kit.words, line.days_late)}"
    return said


def _due_width(kit: Kit, line: ActionLine, today: date) -> float:
    style = Style(kit.look.body.size - 0.6, kit.look.body.leading)
    return chip_width(_due_said(kit, line, today), style)


def due_box(kit: Kit, line: ActionLine, today: date) -> Box:
    """When it is due: a black chip when it is late, a frame when it is today, plain otherwise."""
    style = Style(kit.look.body.size - 0.6, kit.look.body.leading)
    said = _due_said(kit, line, today)
    if line.status is not CommitmentStatus.OPEN:
        return kit.text(said, 90, kit.look.body, 1)
    if line.days_late > 0:
        return chip(said, style)
    if line.due_on == today:
        return framed_chip(kit.words.say_in("due", "today"), style)
    return kit.text(said, 90, kit.look.body.italic() if line.due_on is None else kit.look.body, 1)

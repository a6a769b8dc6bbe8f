"""The figures over the charts, and how times are said there."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from kam.analysis.complaints.norms import NormFigure
from kam.services.complaints.learning import Learning
from kam.ui.look import Look
from kam.ui.theme.tokens import Type
from kam.ui.widgets.figures import Figure, change_line
from kam.ui.widgets.pieces import Line, Run


def learnt_figures(look: Look, learning: Learning) -> list[Figure]:
    """The figures over the charts; each opens the complaints behind it."""
    words, formats = look.words, look.formats
    before = learning.count_before
    change: Line = ()
    if before is not None and before != learning.count:
        more = learning.count - before
        change = change_line(formats.number(abs(more)), 1 if more > 0 else -1, good=more < 0)
    norms = learning.norms
    money = learning.at_risk.minor
    scale = formats.scale_for(money, learning.currency)
    cost_scale = formats.scale_for(learning.cost.minor, learning.currency)
    return [
        Figure(
            "received", words.say("Received"), formats.number(learning.count), after=change, explained=True
        ),
        Figure("open", words.say("Still open"), formats.number(len(learning.open)), explained=True),
        _norm(look, "acknowledged", words.say("Acknowledged in time"), norms.acknowledgement, learning),
        _norm(look, "answered", words.say("Answered in time"), norms.first_response, learning),
        _norm(look, "decided", words.say("Decided in time"), norms.resolution, learning),
        Figure(
            "cost",
            words.say("Compensation"),
            formats.scaled(learning.cost.minor, learning.currency, cost_scale),
            unit=formats.unit(learning.currency, cost_scale),
            explained=True,
        ),
        Figure(
            "money",
            words.say("Revenue at risk, 12 months"),
            formats.scaled(money, learning.currency, scale),
            unit=formats.unit(learning.currency, scale),
            explained=True,
        ),
    ]


def _norm(look: Look, code: str, name: str, figure: NormFigure, learning: Learning) -> Figure:
    share, middle = figure.share, figure.middle
    after: Line = ()
    if middle is not None:
        text = look.words.say("median {time}", time=time_text(look, middle, learning.working_day))
        after = (Run(text, Type.SECONDARY, "text2"),)
    shown = look.formats.percent(share) if share is not None else "—"
    return Figure(code, name, shown, after=after, explained=True)


def time_text(look: Look, time: timedelta, working_day: timedelta) -> str:
    """«12 мин», «3,5 ч», «8,5 раб. дн»."""
    words, formats = look.words, look.formats
    seconds = Decimal(time.total_seconds())
    if time >= working_day:
        return words.say(
            "{count} work days", count=formats.tidy(seconds / Decimal(working_day.total_seconds()))
        )
    if time >= timedelta(hours=1):
        return words.say("{hours} h", hours=formats.tidy(seconds / 3600))
    return words.say("{minutes} min", minutes=formats.number(seconds / 60))


def short_time_text(look: Look, time: timedelta, working_day: timedelta) -> str:
    """The same under a column of a chart: «3,6 дн» of working days."""
    words, formats = look.words, look.formats
    if time >= working_day:
        days = Decimal(time.total_seconds()) / Decimal(working_day.total_seconds())
        return words.say("{count} d", count=formats.tidy(days))
    return time_text(look, time, working_day)

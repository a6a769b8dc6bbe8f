"""The months of a client in one sentence and one chart: what came, what came a year ago, what was to come."""

from __future__ import annotations

from PySide6.QtCore import Qt

from kam.core.formats import Scale
from kam.services.money.rows import Figures, Measure, MonthRow
from kam.ui.account.money.saying import BEHIND, DASH, MoneyWords
from kam.ui.look import Look
from kam.ui.theme.tokens import Type
from kam.ui.widgets.charts import PlanBars, PlanMonth
from kam.ui.widgets.charts.key import chart_key
from kam.ui.widgets.labels import LineLabel, label
from kam.ui.widgets.panels import Panel
from kam.ui.widgets.pieces import Line, Run


class ChartPanel(Panel):
    """The chart with its key."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, look.words.say("Months"))
        words = look.words
        self.chart = PlanBars(look, name=words.say("Sales by month"))
        self._empty = label("", Type.BODY, "text3", wraps=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.pad(top=8, bottom=6)
        self.body.addWidget(self.chart, 1)
        self.body.addWidget(self._empty, 1)
        self._empty.hide()
        self.add_action(LineLabel(look, chart_key(words)))

    def show_figures(self, figures: Figures) -> None:
        """Show the months."""
        words = MoneyWords(self.look, figures.currency, figures.measure, figures.quantity_unit or "")
        months = figures.months
        values = [value for row in months for value in (row.fact, row.before, row.target)]
        scale = words.scale(values)
        known = any(value for value in values if value is not None)
        self.chart.setVisible(known)
        self._empty.setVisible(not known)
        if not known:
            self._empty.setText(self._nothing(figures))
        self.set_title(_sentence(self.look, figures, words) if known else self.look.words.say("Months"))
        self.chart.show_plan([self._month(row, words, scale) for row in months], "%")

    def _nothing(self, figures: Figures) -> str:
        say = self.look.words.say
        if figures.mixed_units:
            return say("Quantities of different units are not added. Choose a product line below.")
        if figures.measure is Measure.MARGIN and figures.lines:
            return say("The costs of these months are not known, so there is no margin.")
        if figures.total is not None:
            return say("Nothing was bought or planned in these months.")
        return say("No sales have been brought in yet.")

    def _month(self, row: MonthRow, words: MoneyWords, scale: Scale) -> PlanMonth:
        formats = self.look.formats
        done = row.done if not row.running else None
        behind = done is not None and done < BEHIND
        card = self._card(row, words)
        said = "; ".join("".join(each.text for each in line if isinstance(each, Run)) for line in card)
        return PlanMonth(
            initial=formats.month_abbreviation(row.month),
            fact=words.number(row.fact, scale),
            before=words.number(row.before, scale),
            target=words.number(row.target, scale),
            partial=row.running,
            told=said,
            done=formats.number(done * 100) if done is not None else "",
            behind=behind,
            card=card,
        )

    def _card(self, row: MonthRow, words: MoneyWords) -> tuple[Line, ...]:
        say, formats = self.look.words.say, self.look.formats
        name = formats.long_month(row.month)
        lines: list[Line] = [(Run(name[:1].upper() + name[1:], Type.STRONG),)]
        if row.running:
            lines.append((Run(say("The month is not over."), Type.SECONDARY, "text2"),))
        if row.fact is not None:
            fact = say("actual {sum}", sum=words.short(row.fact))
            lines.append((Run(fact, Type.COLUMN),))
        rest = []
        if row.before is not None:
            rest.append(say("a year ago {sum}", sum=words.short(row.before)))
        if row.target is not None:
            rest.append(say("plan {sum}", sum=words.short(row.target)))
        if rest:
            lines.append((Run(", ".join(rest), Type.SECONDARY, "text2"),))
        if row.fact is not None and row.target is not None and not row.running:
            missing = row.fact - row.target
            sum_ = ("+" if missing > 0 else "") + words.short(missing)
            lines.append(
                (Run(say("{sum} to the plan", sum=sum_), Type.SECONDARY, "red" if missing < 0 else "green"),)
            )
        if row.reason is not None:
            place = ", ".join(filter(None, (row.reason.line or say("without a line"), row.reason.unit)))
            told = say("{place}, −{sum}", place=place, sum=words.short(row.reason.behind))
            lines.append((Run(say("most to last year:"), Type.SECONDARY, "text2"),))
            lines.append((Run(told, Type.SECONDARY, "text2"),))
        return tuple(lines)


def _sentence(look: Look, figures: Figures, words: MoneyWords) -> str:
    """«84,2 млн ₽, +6 % к прошлому году; план года 94 %», of a line: its name first."""
    say, formats = look.words.say, look.formats
    total = words.short(figures.total)
    if figures.total is None:
        text = say("Months") if figures.mixed_units or not figures.lines else DASH
    elif figures.change is None:
        text = total
    else:
        text = say("{sum}, {change} to last year", sum=total, change=formats.change(figures.change))
    plan = figures.plan
    if plan is not None and plan.done is not None:
        text = say("{text}; plan of the year {percent}", text=text, percent=formats.percent(plan.done))
    return say("{line}: {text}", line=figures.line, text=text) if figures.line else text

"""Revenue by month against the year before and the target."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kam.core.formats import Scale
from kam.core.money import minor_digits
from kam.reports.content import MonthFigure
from kam.services.account_card import AccountCard
from kam.ui.desk import Desk
from kam.ui.theme.tokens import Type
from kam.ui.widgets.buttons import link
from kam.ui.widgets.charts import BarMonth, MonthBars
from kam.ui.widgets.charts.key import chart_key
from kam.ui.widgets.labels import ElidedLabel, LineLabel, label
from kam.ui.widgets.panels import Panel


class RevenuePanel(Panel):
    """The chart with its key, and the two years in words."""

    import_wished = Signal()
    """There are no sales, and the user wants to bring them in."""

    def __init__(self, desk: Desk) -> None:
        words = desk.look.words
        super().__init__(desk.look, words.say("Revenue"))
        self.chart = MonthBars(desk.look, name=words.say("Revenue by month"))
        self._empty = QWidget()
        told = label(words.say("No sales have been brought in yet."), Type.BODY, "text3", wraps=True)
        told.setAlignment(Qt.AlignmentFlag.AlignCenter)
        bring = link(desk.look, words.say("Import sales"), icon="upload", run=self.import_wished.emit)
        column = QVBoxLayout(self._empty)
        column.addStretch(1)
        column.addWidget(told)
        column.addWidget(bring, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.pad(top=4, bottom=4)
        self.body.addWidget(self.chart, 1)
        self.body.addWidget(self._empty, 1)
        self.add_action(LineLabel(desk.look, chart_key(desk.look.words)))
        self._sum = ElidedLabel("", Type.SECONDARY, "text2")
        self._note = label("", Type.SECONDARY, "text2")
        self.set_foot(self._sum, None, self._note)
        self.forget()

    def forget(self) -> None:
        """Show nothing: another account's months are still being read."""
        self.set_title(self.look.words.say("Revenue"))
        for each in (self.chart, self._empty):
            each.hide()
        for line in (self._sum, self._note):
            line.setText("")

    def show_card(self, card: AccountCard) -> None:
        """Show an account's months."""
        formats, words = self.look.formats, self.look.words
        months = card.money.months
        self.chart.setVisible(bool(months))
        self._empty.setVisible(not months)
        highest = max((month.revenue or 0 for month in months), default=0)
        scale = formats.scale_for(highest, card.currency)
        unit = formats.unit(card.currency, scale)
        self.set_title(words.say("Revenue, {unit}", unit=unit) if months else words.say("Revenue"))
        self.chart.show_months([self._bar(month, card.currency, scale) for month in months])
        total, before = card.money.total, card.money.total_before
        if total is None:
            self._sum.setText("")
        elif before is None:
            self._sum.setText(formats.money(total, card.currency))
        else:
            self._sum.setText(
                words.say(
                    "{now} against {before} a year ago",
                    now=formats.money(total, card.currency),
                    before=formats.money(before, card.currency),
                )
            )
        open_month = next((month for month in months if month.partial), None)
        self._note.setText(
            words.say("{month} is not over", month=formats.month_name(open_month.month)) if open_month else ""
        )

    def _bar(self, month: MonthFigure, currency: str, scale: Scale) -> BarMonth:
        formats, words = self.look.formats, self.look.words
        minor_unit = 10 ** minor_digits(currency)

        def value(minor: int | None) -> float | None:
            return None if minor is None else float(Decimal(minor) / scale.divisor / minor_unit)

        def said(minor: int | None) -> str:
            return "—" if minor is None else formats.money(minor, currency)

        told = [
            formats.long_month(month.month),
            words.say("actual {sum}", sum=said(month.revenue)),
            words.say("a year ago {sum}", sum=said(month.year_before)),
            *([words.say("plan {sum}", sum=said(month.target))] if month.target is not None else []),
        ]
        return BarMonth(
            initial=formats.month_initial(month.month),
            fact=value(month.revenue),
            before=value(month.year_before),
            target=value(month.target),
            partial=month.partial,
            told=", ".join(told),
        )

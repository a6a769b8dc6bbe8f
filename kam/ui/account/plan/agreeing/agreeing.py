"""What the plan tab has for checking, agreeing and handing out: its views, its sheets, its menus."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from kam.services.plans.reading import PlanReading
from kam.ui.account.plan.agreeing.agreement import AgreementView
from kam.ui.account.plan.agreeing.check import CheckView
from kam.ui.account.plan.agreeing.deeds import AgreeDeeds
from kam.ui.account.plan.agreeing.export import PlanExport
from kam.ui.account.plan.bar import PlanBar
from kam.ui.commands import Command
from kam.ui.desk import Desk


class Agreeing(QObject):
    """One for the tab."""

    def __init__(self, desk: Desk, over: QWidget) -> None:
        super().__init__(over)
        self.check = CheckView(desk)
        self.agreement = AgreementView(desk)
        self.export = PlanExport(desk, over)
        self.deeds = AgreeDeeds(desk, over)
        self._menu: QMenu | None = None
        self.agreement.versions.compare_wished.connect(self.deeds.compare)
        reviews = self.agreement.reviews
        reviews.add_wished.connect(self.deeds.add_review)
        reviews.opened.connect(self.deeds.open_review)
        reviews.removed.connect(self.deeds.delete_review)

    def connect_bar(self, bar: PlanBar) -> None:
        """Fill the menus of the bar."""
        self.export.fill(bar.export_menu)
        self._menu = bar.next_menu

    def show_plan(self, plan: PlanReading | None) -> None:
        """The plan was read anew."""
        self.export.show_plan(plan)
        self.deeds.show_plan(plan)
        if self._menu is not None:
            self.deeds.fill(self._menu)

    def commands(self) -> list[Command]:
        """What the palette offers."""
        return [*self.deeds.commands(), *self.export.commands()]

"""The health of a client lived in kam's own window, in a process of its own; prints what it saw as JSON.

``python drive_health.py live WORKSPACE``, as ``drive_window.py``: whatever goes wrong, any warning of Qt
among it, ends it with a trace.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QToolButton, QWidget

from kam.analysis.health.score import HealthFactor
from kam.core.clock import FixedClock
from kam.core.vocabulary import Channel, Severity
from kam.services.calendar.form import plan_meeting
from kam.services.calendar.form_reading import MeetingValues
from kam.services.files import open_workspace
from kam.services.portfolio.reading import PortfolioQuery, read_portfolio
from kam.services.today import read_today
from kam.ui.account.header import HEALTH
from kam.ui.account.people.sheets.leaving import LeaveSheet
from kam.ui.account.people.tab import PeopleTab
from kam.ui.accounts.page import AccountsPage
from kam.ui.complaints.letter_sheet import AcknowledgementSheet
from kam.ui.complaints.register_sheet import RegisterSheet
from kam.ui.health.why import WhySheet
from kam.ui.insight.page import InsightPage
from kam.ui.places import ACCOUNTS, TODAY, Place, account_place, prepare_place, register_place
from kam.ui.prepare.page import PreparePage
from kam.ui.settings.health import HealthSection, WeightEditor
from kam.ui.settings.page import SettingsPage
from kam.ui.today.columns import SIGNALS
from kam.ui.today.lines import Entry
from kam.ui.today.page import TodayPage
from kam.ui.today.sheets import PutOffSheet
from kam.ui.widgets.dialogs import ReasonSheet
from tests.e2e.drive_day import WholeDay, activate
from tests.e2e.drive_window import MORNING, click, find, press, sheet_of, tell, type_text, wait_for

CLIENT = "Кондитерская фабрика «Сладкий остров»"
CHAMPION = "Львова"
"""Decides there and stands for us."""
MEETING = "Итоги года и план пуска"
SUMMARY = "Моющее не той концентрации"
REASON = "Преемник известен: Паньков ведёт закупки с понедельника"
MOVED = timedelta(minutes=40)
"""Far more than the norm of a first answer to a telephone call."""
FELL, LEFT, ROSE = "health_fell", "champion_left", "churn_rose"


class HealthDay(WholeDay):
    """A sitting that looks at the health of one client wherever it is said."""

    account: UUID
    talk: UUID
    """The meeting whose brief is read."""

    def figures(self) -> dict[str, int]:
        """The score as every face says it."""
        return {
            "header": self.header(),
            "portfolio": self.portfolio(),
            "insight": self.insight(),
            "brief": number_in(r"здоровье (\d+)", self.brief("Внутренний")),
        }

    def open_client(self) -> None:
        """The first tab of the client, read."""
        self.window.go(account_place(self.account, "overview"))
        self.calm()

    def header(self) -> int:
        """As the head of the client's page says it."""
        self.open_client()
        return number_in(r"(\d+)", self.page.header.figures.cell(HEALTH).accessibleName())

    def portfolio(self) -> int:
        """As the table of clients says it."""
        self.window.go(ACCOUNTS)
        self.calm()
        model = self.found(AccountsPage).portfolio.table.rows_model
        across = Qt.Orientation.Horizontal
        heads = [str(model.headerData(each, across)) for each in range(model.columnCount())]
        column = heads.index("Здоровье")
        names = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
        row = next(number for number, name in enumerate(names) if name.startswith(CLIENT))
        return number_in(r"(\d+)", str(model.index(row, column).data()))

    def insight(self) -> int:
        """As the map of the portfolio says it of the client that is chosen."""
        self.window.go(Place("insight", view="portfolio"))
        self.calm()
        shown = self.found(InsightPage).portfolio.map
        shown.choose(self.account)
        return number_in(r"здоровье (\d+)", shown.accessibleDescription())

    def brief(self, whose: str) -> str:
        """The paper of the meeting, read back from its PDF."""
        self.window.go(prepare_place(self.account, self.talk))
        self.calm()
        click(self.found(PreparePage).head, whose)
        return self.paper()

    # Today

    def day_page(self) -> TodayPage:
        """Today, with everything that takes long."""
        self.window.go(TODAY)
        self.calm()
        page = self.found(TodayPage)
        wait_for("the whole day", lambda: page.is_whole)
        self.calm()
        return page

    def signals(self) -> dict[str, str]:
        """What Today tells of the client: the kind of each signal and all that it says."""
        lines = self.day_page().columns[SIGNALS].list.lines
        entries = [lines.entry_at(lines.index(row)) for row in range(lines.rowCount())]
        return {each.line.code: "; ".join(each.told) for each in entries if each and self.is_own(each)}

    def is_own(self, entry: Entry) -> bool:
        """Whether a line is about the client."""
        return entry.line.account_id == self.account

    def menu_of(self, code: str) -> QMenu:
        """Walk to a signal of the client by the arrows, and press S."""
        page = self.day_page()
        shown = page.columns[SIGNALS].list
        shown.setFocus(Qt.FocusReason.OtherFocusReason)
        QTest.keyClick(shown, Qt.Key.Key_Home)
        for _ in range(shown.lines.rowCount()):
            entry = shown.current_entry()
            if entry is not None and self.is_own(entry) and entry.line.code == code:
                break
            QTest.keyClick(shown, Qt.Key.Key_Down)
        else:
            sys.exit(f"no signal {code}")
        QTest.keyClick(shown, Qt.Key.Key_S)
        menu = wait_for("the menu", lambda: page.putting_off.menu)
        assert isinstance(menu, QMenu)
        return menu

    def undo(self) -> None:
        """Ctrl+Z on the client's page."""
        activate(self)
        press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        self.calm()


def number_in(pattern: str, text: str) -> int:
    """The number that a text says."""
    found = re.search(pattern, text)
    if found is None:
        sys.exit(f"no {pattern!r} in {text!r}")
    return int(found.group(1))


def seen(widget: QWidget) -> str:
    """What is on view of a widget."""
    labels = [each.text() for each in widget.findChildren(QLabel) if each.isVisible()]
    named = [each.accessibleName() for each in widget.findChildren(QWidget) if each.isVisible()]
    return "\n".join((*labels, *named)).replace("\N{NO-BREAK SPACE}", " ")


def menu_of_button(inside: QWidget, name: str) -> QMenu | None:
    """The menu that a button on view opens, by its name."""
    buttons = (each for each in inside.findChildren(QToolButton) if each.isVisible())
    return next((each.menu() for each in buttons if each.accessibleName() == name), None)


def choose(menu: QMenu, text: str) -> None:
    """Choose an entry of a menu by its words."""
    entry = next(each for each in menu.actions() if each.text().startswith(text))
    menu.close()
    entry.trigger()


def prepare(path: Path) -> tuple[UUID, UUID]:
    """The client, and a meeting with it in a week."""
    workspace = open_workspace(path, FixedClock(MORNING), for_writing=True)
    try:
        rows = read_portfolio(workspace, PortfolioQuery(), as_of=MORNING).rows
        account = next(row.id for row in rows if row.name == CLIENT)
        values = MeetingValues(account_id=account, subject=MEETING, day=date(2026, 12, 1), starts=time(11))
        return account, plan_meeting(workspace, values).value
    finally:
        workspace.close()


def live(path: Path) -> dict[str, Any]:
    """The champion leaves and a complaint waits too long; signals are quietened; all of it is taken back."""
    account, talk = prepare(path)
    day = HealthDay(path)
    day.account, day.talk = account, talk
    told: dict[str, Any] = {"before": day.figures(), "signals before": day.signals()}
    told["steps"] = {"left": let_leave(day), "after leaving": day.header(), "number": complain(day)}
    told["while in time"] = day.header()
    day.clock.moment += MOVED
    told |= {"after": day.figures(), "signals": day.signals(), "why": ask_why(day)}
    told["customer paper"] = day.brief("Для клиента")
    told["internal paper"] = day.brief("Внутренний")
    told |= quieten(day)
    told["taken back"] = take_back(day)
    told |= reweigh(day)
    day.end()
    return told


def let_leave(day: HealthDay) -> str:
    """People: whoever decides left today; who comes after is not known."""
    find(day, "@" + CHAMPION.casefold())
    people = day.page.tab("people")
    assert isinstance(people, PeopleTab)
    assert day.page.account_id == day.account
    menu = wait_for("the menu", lambda: menu_of_button(people.person, "Что ещё можно сделать"))
    choose(menu, "Отметить уход")
    sheet = sheet_of(day.window, LeaveSheet)
    QTest.mouseClick(sheet.primary, Qt.MouseButton.LeftButton)
    day.calm()
    return day.window.undoing.undo.text()


def complain(day: HealthDay) -> str:
    """A telephone call: the subject is typed, Ctrl+Enter saves, nobody answers it."""
    day.window.go(register_place(day.account))
    sheet = sheet_of(day.window, RegisterSheet)
    day.calm()
    for name, value in (("channel", Channel.PHONE), ("severity", Severity.CRITICAL)):
        sheet.left_form[name].set_value(value)
        sheet.left_form[name].changed.emit()
    line = cast("Any", sheet.left_form["summary"]).line
    line.setFocus()
    type_text(line, SUMMARY)
    QTest.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    day.calm()
    sheet_of(day.window, AcknowledgementSheet).reject()
    day.calm()
    clocks = read_today(day.window.desk.workspace, as_of=day.now).clocks
    return next(each.number for _, items in clocks for each in items if each.summary == SUMMARY)


def ask_why(day: HealthDay) -> dict[str, Any]:
    """A click on the number of the head; every factor is opened; then the record behind the complaint."""
    day.open_client()
    QTest.mouseClick(day.page.header.figures.cell(HEALTH), Qt.MouseButton.LeftButton)
    sheet = sheet_of(day.window, WhySheet)
    day.calm()
    at_once = seen(sheet)
    for factor in (HealthFactor.PEOPLE, HealthFactor.COMPLAINTS):
        row = sheet.factors.rows[factor]
        if not row.is_open:
            QTest.mouseClick(row.head, Qt.MouseButton.LeftButton)
    told = {"at once": at_once, "opened": seen(sheet), "spoken": sheet.score.accessibleName()}
    QTest.mouseClick(sheet.primary, Qt.MouseButton.LeftButton)
    day.calm()
    return told


def quieten(day: HealthDay) -> dict[str, Any]:
    """The fall is put off until tomorrow; that the champion left is explained away, with its reason."""
    choose(day.menu_of(FELL), "Отложить до завтра")
    day.calm()
    told: dict[str, Any] = {"after putting off": sorted(day.signals())}
    choose(day.menu_of(LEFT), "Объяснить и убрать")
    sheet = sheet_of(day.window, ReasonSheet)
    day.calm()
    QTest.mouseClick(sheet.primary, Qt.MouseButton.LeftButton)
    told["without a reason"] = sheet.isVisible()
    area = cast("Any", sheet.form["reason"]).area
    area.setFocus()
    type_text(area, REASON)
    QTest.mouseClick(sheet.primary, Qt.MouseButton.LeftButton)
    day.calm()
    told["after explaining"] = sorted(day.signals())
    page = day.day_page()
    QTest.mouseClick(page.head.put_off, Qt.MouseButton.LeftButton)
    shown = sheet_of(day.window, PutOffSheet)
    told["put off"] = seen(shown)
    shown.reject()
    day.calm()
    day.clock.moment += timedelta(days=1)
    told["tomorrow"] = sorted(day.signals())
    day.clock.moment -= timedelta(days=1)
    return told


def take_back(day: HealthDay) -> dict[str, Any]:
    """Ctrl+Z, one step after the other, until nothing of it is left."""
    steps: list[str] = []
    told: dict[str, Any] = {}
    after: dict[int, Callable[[], object]] = {2: lambda: told.update(quiet=sorted(day.signals()))}
    for number in range(4):
        day.open_client()
        steps.append(day.window.undoing.undo.text())
        day.undo()
        after.get(number + 1, int)()
    return told | {"steps": steps, "figures": day.figures(), "signals": day.signals()}


def reweigh(day: HealthDay) -> dict[str, Any]:
    """Contact weighs more: the preview says what it means, the number follows, undo restores."""
    day.window.go(Place("settings", view="health"))
    day.calm()
    section = day.found(SettingsPage).section
    assert isinstance(section, HealthSection)
    item = next(each for each in section.items() if each.name == f"weights.{HealthFactor.CONTACT.value}")
    editor = item.editor
    assert isinstance(editor, WeightEditor)
    wait_for("the preview", section.preview.mean.isVisible)
    before = section.preview.mean.accessibleName()
    activate(day)
    editor.slider.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(editor.slider, Qt.Key.Key_End)
    wait_for("another preview", lambda: section.preview.mean.accessibleName() != before)
    told: dict[str, Any] = {"preview": [before, section.preview.mean.accessibleName()]}
    wait_for("the step", lambda: "здоровье" in day.window.undoing.undo.text())
    day.calm()
    told |= {"verdict": section.preview.verdict.text(), "reweighed": day.figures()}
    day.open_client()
    told["undo says"] = day.window.undoing.undo.text()
    day.undo()
    told["weighed as before"] = day.figures()
    return told


if __name__ == "__main__":
    tell({"live": live}[sys.argv[1]](Path(sys.argv[2])))

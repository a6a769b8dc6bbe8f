"""Insight as a page: what is read, what is asked for, what stands there where nothing is known."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from kam.core.periods import last_full_month
from kam.core.vocabulary import Segment
from kam.models import Account, MonthlySales
from kam.services.health.insight import InsightQuery
from kam.ui.desk import Desk
from kam.ui.insight.page import InsightPage
from kam.ui.insight.tabs import InsightTab
from kam.ui.places import IMPORTS, INSIGHT, Place
from tests.builders import Office
from tests.office_files import parts_of

LEARNT = Place("complaints", view="learn")
Build = Callable[..., InsightPage]


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> Build:
    def build(*tabs: InsightTab) -> InsightPage:
        made = InsightPage(desk, tabs)
        qtbot.addWidget(made)
        made.resize(1224, 640)
        made.go_to(INSIGHT)
        made.show()
        QApplication.processEvents()
        return made

    return build


def sell(office: Office, account: Account, rubles: int) -> None:
    """Two years of equal months."""
    last = last_full_month(office.today)
    office.add_all(
        *(
            MonthlySales(
                account_id=account.id, month=last - back, currency="RUB", revenue_minor=rubles * 100 // 12
            )
            for back in range(24)
        )
    )


def words_of(widget: QWidget) -> list[str]:
    return [each.text() for each in widget.findChildren(QLabel) if each.isVisible() and each.text()]


def press(page: InsightPage, text: str) -> None:
    found = [each for each in page.findChildren(QPushButton) if each.isVisible() and each.text() == text]
    assert len(found) == 1
    found[0].click()


def test_a_workspace_without_clients_says_how_to_begin(page: Build) -> None:
    shown = page()
    went: list[Place] = []
    shown.went.connect(went.append)
    assert "Клиентов пока нет" in words_of(shown)
    press(shown, "Импорт…")
    assert went == [IMPORTS]


def test_clients_without_any_health_say_what_it_is_made_of(page: Build, office: Office) -> None:
    office.account("Волгометиз")
    shown = page()
    assert "Здоровье пока ни у кого не известно" in words_of(shown)
    assert not shown.head.print_button.isEnabled()


def test_the_portfolio_is_read_whole(page: Build, office: Office) -> None:
    large, small = office.account("Волгометиз"), office.account("Рябинка")
    sell(office, large, 9_000_000)
    sell(office, small, 1_000_000)
    office.account("Новый")
    shown = page()
    assert shown.insight is not None
    assert (shown.insight.total, shown.insight.shown) == (3, 3)
    assert (
        shown.insight.revenue.minor == 1_000_000_000 - 1_000_000_000 % 12 or shown.insight.revenue.minor > 0
    )
    assert [each.name for each in shown.insight.health.weighed] == ["Волгометиз", "Рябинка"]
    assert [each.name for each in shown.insight.health.without_health] == ["Новый"]
    assert shown.portfolio.isVisible()
    assert shown.head.period.text() == "23.11.2026 к 23.10.2026"


def test_an_owner_is_asked_for(page: Build, office: Office) -> None:
    mine, other = office.account("Мой", owner_id=office.me), office.account("Ничей")
    sell(office, mine, 2_000_000)
    sell(office, other, 2_000_000)
    shown = page()
    menu = shown.head.owners.menu()
    texts = [each.text().split("\t")[0] for each in menu.actions()]
    assert texts == ["Все клиенты", "Мои клиенты", "Ничьи клиенты"]
    menu.actions()[1].trigger()
    assert shown.insight is not None
    assert [each.name for each in shown.insight.health.weighed] == ["Мой"]
    assert shown.head.owners.text() == "Мои клиенты"
    shown.head.owners.menu().actions()[0].trigger()
    assert len(shown.insight.health.weighed) == 2


def test_conditions_that_nobody_meets_are_taken_off(page: Build, office: Office) -> None:
    sell(office, office.account("Волгометиз", owner_id=office.me), 2_000_000)
    shown = page()
    shown.head.asked.emit(InsightQuery(segments=frozenset({Segment.TAIL}), owners=frozenset({None})))
    assert "Под условия не подходит ни один клиент" in words_of(shown)
    press(shown, "Показать всех клиентов")
    assert shown.portfolio.isVisible()


def test_a_tab_may_lead_to_a_page_that_exists(page: Build, office: Office) -> None:
    sell(office, office.account("Волгометиз"), 2_000_000)
    shown = page(InsightTab("complaints", "Рекламации", place=LEARNT))
    went: list[Place] = []
    shown.went.connect(went.append)
    shown.head.tabs.button_of("complaints").click()
    assert went == [LEARNT]
    assert shown.head.tabs.current == "portfolio", "one is still where one was"


def test_another_room_brings_a_tab(page: Build, office: Office, desk: Desk) -> None:
    from PySide6.QtCore import Signal

    class Face(QWidget):
        went = Signal(object)
        read = 0

        def refresh(self) -> None:
            Face.read += 1

        def take_focus(self) -> None:
            self.setFocus()

        def commands(self) -> list[object]:
            return []

    sell(office, office.account("Волгометиз"), 2_000_000)
    shown = page(InsightTab("satisfaction", "Удовлетворённость", make=lambda _desk: Face()))
    moved: list[Place] = []
    shown.moved.connect(moved.append)
    shown.portfolio.voices_wished.emit()
    assert moved == [Place("insight", view="satisfaction")]
    assert Face.read == 1
    assert not shown.head.print_button.isVisible()
    shown.go_to(Place("insight", view="portfolio"))
    assert shown.portfolio.isVisible()


def test_the_figures_go_into_a_workbook(page: Build, office: Office, desk: Desk, tmp_path: Path) -> None:
    sell(office, office.account('=HYPERLINK("http://x")'), 2_000_000)
    shown = page()
    told: list[object] = []
    desk.hub.noticed.connect(told.append)
    path = tmp_path / "portfolio.xlsx"
    shown.papers.write_workbook(path)
    book = CalamineWorkbook.from_path(path)
    rows = [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]
    assert any(row and row[0] == '=HYPERLINK("http://x")' for row in rows)
    formulas = [
        part for part in parts_of(path.read_bytes()).values() if b"<f>=HYPER" in part or b"<f>HYPER" in part
    ]
    assert not formulas, "a name is never a formula"
    assert told


def test_the_paper_is_drawn_for_the_printer(page: Build, office: Office, tmp_path: Path) -> None:
    sell(office, office.account("Волгометиз"), 2_000_000)
    shown = page()
    path = tmp_path / "portfolio.pdf"
    shown.papers.paper.write(path)
    assert path.read_bytes().startswith(b"%PDF")


def test_it_is_found_by_name(page: Build, office: Office) -> None:
    sell(office, office.account("Волгометиз"), 2_000_000)
    codes = {each.id for each in page().commands()}
    assert codes == {"insight.print", "insight.save", "insight.workbook", "insight.map", "insight.year"}

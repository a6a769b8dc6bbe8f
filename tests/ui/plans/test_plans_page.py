"""All plans in one table: how each stands, where one is missing; on one sheet for management."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kam.core.formats import Formats, Target
from kam.core.vocabulary import Attitude, KeyGroup, ObjectiveKind, Overridden, PlanStatus
from kam.core.words import words_for
from kam.models import Account, Measurement, Objective, Override, Plan, Risk
from kam.services.plans.portfolio import PlansRow, read_plans_of_all
from kam.ui.desk import Desk
from kam.ui.look import Look
from kam.ui.places import Place, account_place
from kam.ui.plans.columns import PlanColumns
from kam.ui.plans.page import PlansPage
from kam.ui.theme.tokens import Type
from kam.ui.widgets.pieces import text_width
from kam.ui.widgets.table import Sorting
from tests.builders import Office

FIRST, LAST = date(2026, 7, 1), date(2027, 6, 30)


@pytest.fixture
def plan_of(office: Office) -> Callable[..., Plan]:
    def plan(account: Account, **values: object) -> Plan:
        known = {"title": f"План {account.name}", "starts_on": FIRST, "ends_on": LAST, **values}
        return office.add(Plan(account_id=account.id, **known))

    return plan


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> PlansPage:
    page = PlansPage(desk)
    qtbot.addWidget(page)
    page.resize(1200, 600)
    page.show()
    return page


def names(page: PlansPage) -> list[str]:
    return [row.line.account for row in page.table.rows_model.rows()]


def objectives_of(page: PlansPage) -> str:
    [row] = page.table.rows_model.rows()
    column = next(each for each in PlanColumns(page.look).make() if each.id == "objectives")
    return column.text(row)


def test_without_plans_the_page_says_where_one_begins(page: PlansPage) -> None:
    page.refresh()
    assert names(page) == []


def test_rows_stand_before_health_is_read_and_take_it_then(
    office: Office, plan_of: Callable[..., Plan], page: PlansPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = office.account("Колос")
    office.stakeholder(account, attitude=Attitude.CHAMPION, influence=5)
    plan_of(account)
    later: list[Callable[[], None]] = []

    def read_later(
        _: Desk, owner: object, work: Callable[[], Any], then: Callable[[Any], None], *, key: object
    ) -> None:
        del owner, key
        later.append(lambda: then(work()))

    monkeypatch.setattr(Desk, "read_later", read_later)
    page.refresh()
    [row] = page.table.rows_model.rows()
    assert row.line.health is None
    page.table.go_to_first()
    for each in later:
        each()
    [row] = page.table.rows_model.rows()
    assert row.line.health is not None
    assert page.table.current_row() == row


def test_each_account_has_the_plan_that_counts_today(office: Office, plan_of: Callable[..., Plan]) -> None:
    account = office.account("Колос")
    plan_of(account, title="Прошлый", starts_on=date(2025, 7, 1), ends_on=date(2026, 6, 30))
    now = plan_of(account, title="Нынешний")
    plan_of(account, title="Будущий", starts_on=date(2027, 7, 1), ends_on=date(2028, 6, 30))
    plan_of(account, title="Закрытый", status=PlanStatus.CLOSED, closed_on=date(2026, 7, 2))
    [row] = read_plans_of_all(office.workspace, as_of=office.clock.now())
    assert (row.plan_id, row.title) == (now.id, "Нынешний")


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ru", "en"])
def test_no_period_is_cut(desk: Desk, office: Office, plan_of: Callable[..., Plan], language: str) -> None:
    look = Look(desk.look.theme, words_for(language), Formats(language, Target.WINDOW))
    columns = PlanColumns(look)
    [period] = [each for each in columns.make() if each.id == "period"]
    account = office.account("Колос")
    for month in range(1, 13):
        plan_of(account, starts_on=date(2026, month, 1), ends_on=date(2027, month, 20))
        [row] = read_plans_of_all(office.workspace, as_of=office.clock.now())
        assert text_width(look.theme.family, Type.BODY, period.text(row)) + 16 <= period.width


def test_a_key_client_without_a_plan_is_named(office: Office) -> None:
    office.account("Обычный")
    key = office.account("Имидж")
    office.add(
        Override(
            account_id=key.id,
            what=Overridden.KEY_GROUP,
            value=KeyGroup.IMAGE_MAKER.value,
            reason="открывает двери",
            on=office.today,
        )
    )
    rows = read_plans_of_all(office.workspace, as_of=office.clock.now())
    assert [(row.line.account, row.plan_id) for row in rows] == [("Имидж", None)]


def test_a_row_says_its_heaviest_risk_and_what_is_behind(
    office: Office, plan_of: Callable[..., Plan], page: PlansPage
) -> None:
    account = office.account("Колос")
    plan = plan_of(account)
    objectives = [
        Objective(
            plan_id=plan.id,
            kind=ObjectiveKind.CLIENT_SUCCESS,
            title="Мойка",
            baseline=Decimal(58),
            target=Decimal(41),
            due_on=date(2026, 9, 1),
        )
    ]
    office.add_all(
        Risk(account_id=account.id, plan_id=plan.id, title="Тендер", probability=4, impact=4),
        Risk(account_id=account.id, plan_id=plan.id, title="Пустяк", probability=1, impact=1),
        *objectives,
    )
    page.refresh()
    [row] = page.table.rows_model.rows()
    assert isinstance(row, PlansRow)
    assert row.line.risk is not None
    assert (row.line.risk.title, row.line.objectives) == ("Тендер", 1)
    assert objectives_of(page) == "не измерялась: 1"

    [goal] = objectives
    office.add(Measurement(objective_id=goal.id, on=date(2026, 11, 1), value=Decimal(42)))
    page.refresh()
    assert objectives_of(page) == "отстаёт 1 из 1"


def test_a_row_opens_its_plan(office: Office, plan_of: Callable[..., Plan], page: PlansPage) -> None:
    account = office.account("Колос")
    plan = plan_of(account)
    page.refresh()
    went: list[Place] = []
    page.went.connect(went.append)
    page.table.opened.emit(page.table.rows_model.rows()[0])
    assert went == [account_place(account.id, "plan", plan.id)]


def test_rows_are_found_by_words_chips_and_sorted(
    office: Office, plan_of: Callable[..., Plan], page: PlansPage
) -> None:
    plan_of(office.account("Колос"), ambition="Главный поставщик", status=PlanStatus.SUBMITTED)
    plan_of(office.account("Берег"))
    page.refresh()
    page.table.sort_wished.emit(Sorting("account"))
    assert names(page) == ["Берег", "Колос"]
    page.chips["waiting"].click()
    assert names(page) == ["Колос"]
    page.chips["waiting"].click()
    page.search.setText("поставщик")
    page.search.searched.emit("поставщик")
    assert names(page) == ["Колос"]


def test_the_keys_that_the_page_shows_do_what_they_say(
    office: Office, plan_of: Callable[..., Plan], page: PlansPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan_of(office.account("Колос"))
    page.refresh()
    page.table.setFocus()
    keys = {each.key().toString(): each for each in page.findChildren(QShortcut)}
    keys["Ctrl+F"].activated.emit()
    assert page.window().focusWidget() is page.search
    QTest.keyClick(page.search, Qt.Key.Key_Down)
    assert page.window().focusWidget() is page.table
    printed: list[bool] = []
    monkeypatch.setattr("kam.ui.paper_out.PaperOut.print", lambda _: printed.append(True))
    keys["Ctrl+P"].activated.emit()
    assert printed == [True]


def test_the_sheet_for_management_names_every_plan(
    office: Office, plan_of: Callable[..., Plan], page: PlansPage, tmp_path: Path
) -> None:
    plan_of(office.account("Колос"), ambition="Главный поставщик <b>муки</b>")
    target = tmp_path / "plans.pdf"
    page.paper.write(target)
    document = pypdfium2.PdfDocument(target)
    try:
        said = document[0].get_textpage().get_text_range()
        assert len(document) == 1
    finally:
        document.close()
    assert "Колос" in said
    assert "<b>муки</b>" in " ".join(said.split())

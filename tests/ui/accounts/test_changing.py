"""Many clients changed at once, and two made one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kam.core.ids import new_id
from kam.core.vocabulary import AccountStatus, KeyGroup, Overridden
from kam.models import Account
from kam.services.accounts.merging_fields import MERGED_FIELDS, Side
from kam.services.history import undo_step
from kam.ui.accounts.bulk import BulkSheet
from kam.ui.accounts.merge.saying import FIELDS, MergeWords
from kam.ui.accounts.merge.sheet import MergeSheet
from kam.ui.accounts.page import AccountsPage
from kam.ui.change_hub import Notice
from kam.ui.look import Look
from kam.ui.widgets.fields.mixed import MIXED
from kam.ui.widgets.merge_choices import ValueChoice
from tests.builders import Office

Build = Callable[[], AccountsPage]
Sell = Callable[..., None]


def rows_of(page: AccountsPage, *accounts: Account) -> list[Any]:
    found = {row.id: row for row in page.portfolio.table.rows_model.rows()}
    return [found[account.id] for account in accounts]


def row(page: AccountsPage, account: Account) -> Any:
    return rows_of(page, account)[0]


# --- many at once


def bulk(page: AccountsPage, *accounts: Account) -> BulkSheet:
    page.deeds["change"].run(rows_of(page, *accounts))
    assert isinstance(page.deeds.sheet, BulkSheet)
    return page.deeds.sheet


@pytest.fixture
def two(office: Office) -> tuple[Account, Account]:
    return (
        office.account("Волга", status=AccountStatus.ACTIVE, potential=4, industry="Металл"),
        office.account("Ока", status=AccountStatus.ACTIVE, potential=2, industry="Лес"),
    )


def test_what_they_have_in_common_is_shown_and_what_differs_stays(
    two: tuple[Account, Account], page: Build, notices: list[Notice]
) -> None:
    shown = page()
    sheet = bulk(shown, *two)
    assert sheet.form["status"].value() is AccountStatus.ACTIVE
    assert sheet.form["potential"].value() is MIXED
    sheet.form["status"].set_value(AccountStatus.AT_RISK)
    sheet.primary.click()
    assert {row(shown, each).status for each in two} == {AccountStatus.AT_RISK}
    assert [row(shown, each).potential for each in two] == [4, 2]
    assert [row(shown, each).industry for each in two] == ["Металл", "Лес"]
    assert notices == [Notice("Изменено 2 клиента", undoable=True)]


def test_one_step_brings_all_of_them_back(two: tuple[Account, Account], office: Office, page: Build) -> None:
    shown = page()
    sheet = bulk(shown, *two)
    sheet.form["potential"].set_value(5)
    sheet.form["industry"].set_value("Упаковка")
    before = office.last_step()
    sheet.primary.click()
    assert office.last_step() == before + 1
    undo_step(office.workspace, office.last_step())
    shown.refresh()
    assert [row(shown, each).potential for each in two] == [4, 2]


def test_a_group_wants_a_reason(two: tuple[Account, Account], page: Build) -> None:
    shown = page()
    sheet = bulk(shown, *two)
    assert not sheet.form.fields["reason"].isVisible()
    sheet.form["key_group"].set_value(KeyGroup.EXPERT)
    sheet.form["key_group"].changed.emit()
    assert sheet.form.fields["reason"].isVisible()
    sheet.primary.click()
    assert sheet.isVisible()
    assert sheet.form.fields["reason"].message.text()
    sheet.form["reason"].set_value("Учат нас рынку")
    sheet.primary.click()
    assert not sheet.isVisible()
    found = row(shown, two[0])
    assert (found.key_group, found.by_hand) == (KeyGroup.EXPERT, {Overridden.KEY_GROUP})


def test_nothing_touched_is_no_step(two: tuple[Account, Account], office: Office, page: Build) -> None:
    before = office.last_step()
    sheet = bulk(page(), *two)
    sheet.primary.click()
    assert office.last_step() == before
    assert not sheet.isVisible()


# --- two made one


def merge(page: AccountsPage, *accounts: Account) -> MergeSheet:
    page.deeds["merge"].run(rows_of(page, *accounts))
    assert isinstance(page.deeds.sheet, MergeSheet)
    return page.deeds.sheet


def test_the_larger_stays_and_each_field_is_chosen(
    office: Office, sell: Sell, page: Build, notices: list[Notice]
) -> None:
    large = office.account("Волга", tax_number="1", industry="Металл")
    small = office.account("ООО Волга", tax_number="2", email="volga@example.com")
    sell(large, 1_200_000)
    shown = page()
    sheet = merge(shown, small, large)
    assert sheet.grid.codes == ["name", "tax_number"]
    assert any("От второго возьмём: Эл. почта." in sentence for sentence in sheet.told)
    sheet.grid.choose("tax_number", Side.OTHER)
    sheet.primary.click()
    (kept,) = shown.portfolio.table.rows_model.rows()
    assert (kept.id, kept.name, kept.tax_number) == (large.id, "Волга", "2")
    assert notices == [Notice("Клиент ООО Волга объединён с Волга", undoable=True)]
    assert [each.id for each in shown.portfolio.table.selected_rows()] == [large.id]
    undo_step(office.workspace, office.last_step())
    shown.refresh()
    assert len(shown.portfolio.table.rows_model.rows()) == 2


def test_the_other_one_may_stay(office: Office, sell: Sell, page: Build) -> None:
    large, small = office.account("Волга"), office.account("ООО Волга")
    sell(large, 1_200_000)
    shown = page()
    sheet = merge(shown, large, small)
    sheet.stays.choose(small.id.hex)
    sheet.stays.chosen.emit(small.id.hex)
    sheet.primary.click()
    (kept,) = shown.portfolio.table.rows_model.rows()
    assert (kept.id, kept.name, kept.revenue_12m.minor) == (small.id, "ООО Волга", 120_000_000)


def test_sales_of_the_same_months_are_added_up_or_chosen(office: Office, sell: Sell, page: Build) -> None:
    one, other = office.account("Волга"), office.account("ООО Волга")
    sell(one, 1_200_000)
    sell(other, 600_000)
    shown = page()
    sheet = merge(shown, one, other)
    assert "monthly_sales" in sheet.grid.codes
    sheet.grid.choose("monthly_sales", Side.KEEP)
    sheet.primary.click()
    (kept,) = shown.portfolio.table.rows_model.rows()
    assert kept.revenue_12m.minor == 120_000_000


def test_what_goes_over_is_said_before(office: Office, page: Build) -> None:
    one, other = office.account("Волга"), office.account("ООО Волга")
    office.stakeholder(other)
    office.meeting(other)
    office.promise(other, "Прислать договор")
    sheet = merge(page(), one, other)
    assert "Перейдёт: 1 человек, 1 встреча или заметка, 1 обещание." in sheet.told


def test_a_click_on_a_value_takes_it(office: Office, page: Build, qtbot: QtBot) -> None:
    one, other = office.account("Волга"), office.account("ООО Волга")
    sheet = merge(page(), one, other)
    second = sheet.grid.findChildren(ValueChoice)[1]
    before = sheet.grid.chosen()["name"]
    qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    assert before is Side.KEEP
    assert sheet.grid.chosen()["name"] is Side.OTHER


def test_every_field_that_can_be_chosen_has_words(look: Look) -> None:
    assert set(FIELDS) == set(MERGED_FIELDS)
    said = MergeWords(look, {})
    assert said.value("credit_limit_minor", 120_000_000, "EUR").replace("\u00a0", " ") == "1,2 млн €"
    assert said.value("discount_hundredths", 550, "RUB").replace("\u00a0", " ") == "5,50 %"
    assert said.value("founded", 1998, "RUB") == "1998"
    assert said.value("owner_id", new_id(), "RUB") == "—"
    assert said.value("phone", "+7 1\n+7 2", "RUB") == "+7 1, +7 2"
    assert said.value("status", AccountStatus.LOST, "RUB") == "потерянный"

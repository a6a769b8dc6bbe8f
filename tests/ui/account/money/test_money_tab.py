"""The money of a client: months and lines, targets typed in place, the wallet, opportunities moved."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from kam.core.money import Money
from kam.core.periods import Month
from kam.core.text import sort_key
from kam.core.vocabulary import FoundKind, OpportunityStage, WhitespaceStage
from kam.models import Account, BusinessUnit, MonthlySales, ProductLine, Target
from kam.services.history import list_steps
from kam.services.money.dealing import DealDraft, add_deal, change_deal
from kam.services.money.deals import DealRow, read_deals
from kam.services.money.rows import Measure
from kam.services.money.spend import SpendDraft, add_spend, read_spend
from kam.services.money.targets import read_targets
from kam.services.money.whitespace import read_whitespace
from kam.services.palette import palette_hits
from kam.ui.account.money.sheets import DealSheet, MoveSheet
from kam.ui.account.money.spend_sheet import SpendSheet
from kam.ui.account.money.tab import MoneyTab
from kam.ui.account.money.targets_model import YEAR
from kam.ui.account.money.toolbar import View
from kam.ui.change_hub import Notice
from kam.ui.desk import Desk
from kam.ui.palette.palette import place_of
from kam.ui.widgets.fields import MoneyEditor, TextEditor
from kam.ui.widgets.people_picker import Candidate, PeoplePicker
from kam.ui.widgets.table import Table
from tests.builders import NOW, Office

LAST = Month(2026, 10)


def rub(millions: float) -> Money:
    return Money(round(millions * 100_000_000), "RUB")


@pytest.fixture
def account(office: Office) -> Account:
    """A client that buys two lines at two sites, with a target a month."""
    account = office.account("Волгометиз")
    tape = ProductLine(name="Лента", name_key=sort_key("Лента"))
    disks = ProductLine(name="Круги", name_key=sort_key("Круги"))
    sites = [BusinessUnit(account_id=account.id, name=f"Площадка {number}") for number in (1, 2)]
    office.add_all(tape, disks, *sites)
    sales = [
        MonthlySales(
            account_id=account.id,
            month=LAST - back,
            product_line_id=line.id,
            unit_id=sites[0].id,
            revenue_minor=rub(sum_ * (1 if back < 12 else 0.8)).minor,
            currency="RUB",
        )
        for back in range(24)
        for line, sum_ in ((tape, 2), (disks, 3))
    ]
    targets = [
        Target(account_id=account.id, month=Month(2026, 1) + ahead, amount_minor=rub(6).minor, currency="RUB")
        for ahead in range(12)
    ]
    office.add_all(*sales, *targets)
    return account


@pytest.fixture
def tab(desk: Desk, qtbot: QtBot, account: Account) -> MoneyTab:
    tab = MoneyTab(desk)
    desk.hub.changed.connect(tab.refresh)  # as the window does
    qtbot.addWidget(tab)
    tab.resize(1400, 900)
    tab.show_account(account.id)
    tab.show()
    return tab


def plain(text: str) -> str:
    """A text as one types it: with ordinary blanks."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def press(
    widget: QWidget,
    key: Qt.Key,
    text: str = "",
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text))


def mouse(widget: QWidget, kind: QEvent.Type, at: QPoint) -> None:
    button = Qt.MouseButton.LeftButton
    held = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseButtonRelease else button
    event = QMouseEvent(
        kind,
        QPointF(widget.mapFromGlobal(at)),
        QPointF(at),
        button,
        held,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(widget, event)


def click_row(qtbot: QtBot, table: Table, row: int) -> None:
    place = table.visualRect(table.rows_model.index(row, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)


def deal(office: Office, account: Account, title: str, **values: object) -> None:
    add_deal(office.workspace, account.id, DealDraft(title=title, **values))  # type: ignore[arg-type]


def only_deal(office: Office, account: Account) -> DealRow:
    (row,) = read_deals(office.workspace, account.id, as_of=NOW).rows
    return row


# The summary


def test_one_sentence_heads_the_months(tab: MoneyTab) -> None:
    assert plain(tab.figures.chart.title.text()) == "60 млн ₽, +25 % к прошлому году; план года 83 %"


def test_a_month_that_is_looked_at_says_what_it_lacks_and_why(tab: MoneyTab, qtbot: QtBot) -> None:
    chart = tab.figures.chart.chart
    seen: list[int] = []
    chart.chosen.connect(seen.append)
    press(chart, Qt.Key.Key_End)
    press(chart, Qt.Key.Key_Left)
    assert seen == [12, 11]
    said = plain(chart.accessibleName())
    assert "Октябрь 2026" in said
    assert "−1 млн ₽ к плану" in said
    press(chart, Qt.Key.Key_Escape)
    assert chart.at == -1


def test_the_mouse_looks_at_the_month_under_it(tab: MoneyTab) -> None:
    chart = tab.figures.chart.chart
    at = chart.mapToGlobal(chart.point_of(3).toPoint())
    mouse(chart, QEvent.Type.MouseMove, at)
    assert chart.at == 3


def test_a_line_that_is_chosen_fills_the_chart(tab: MoneyTab, qtbot: QtBot) -> None:
    table = tab.figures.lines.table
    assert table is not None
    names = [table.rows_model.index(row, 0).data() for row in range(table.rows_model.rowCount())]
    assert names == ["Круги", "Лента", "Всего"]
    click_row(qtbot, table, 1)
    assert plain(tab.figures.chart.title.text()).startswith("Лента: 24 млн ₽")
    table = tab.figures.lines.table
    assert table is not None
    click_row(qtbot, table, 2)
    assert plain(tab.figures.chart.title.text()).startswith("60 млн ₽")


def test_what_cannot_be_counted_says_why(tab: MoneyTab) -> None:
    tab.toolbar.measures.button_of(Measure.MARGIN).click()
    texts = [each.text() for each in tab.figures.chart.findChildren(QLabel) if each.isVisible()]
    assert "Себестоимость этих месяцев неизвестна, поэтому маржи нет." in texts


def test_a_unit_and_a_year_are_chosen_in_menus(tab: MoneyTab) -> None:
    tab.toolbar.units_menu.actions()[2].trigger()
    assert tab.toolbar.units.text() == "Площадка 2"
    assert not tab.figures.chart.chart.isVisible()
    assert tab.figures.chart.title.text() == "По месяцам"
    tab.toolbar.units_menu.actions()[0].trigger()
    year = next(each for each in tab.toolbar.period_menu.actions() if each.text() == "Год 2025")
    year.trigger()
    assert plain(tab.figures.chart.title.text()).startswith("50 млн ₽")


def test_the_whitespace_is_set_here_as_in_the_dossier(
    tab: MoneyTab, office: Office, account: Account
) -> None:
    grid = tab.figures.whitespace.pane.grid
    grid.setCurrentIndex(grid.grid.index(1, 2))
    press(grid, Qt.Key.Key_unknown, "п")
    found = read_whitespace(office.workspace, account.id, as_of=NOW).matrix
    cell = found.cell(found.lines[1].id, found.units[1].id)
    assert cell is not None
    assert cell.stage is WhitespaceStage.POTENTIAL


def test_a_figure_typed_over_a_cell_is_all_that_is_bought_there(
    tab: MoneyTab, office: Office, account: Account
) -> None:
    grid = tab.figures.whitespace.pane.grid
    index = grid.grid.index(1, 1)
    grid.setCurrentIndex(index)
    press(grid, Qt.Key.Key_4, "4")
    assert grid.amount is not None
    press(grid.amount, Qt.Key.Key_8, "8")
    press(grid.amount, Qt.Key.Key_Return)
    found = read_whitespace(office.workspace, account.id, as_of=NOW)
    figure = found.cells[found.matrix.lines[1].id, found.matrix.units[0].id]
    assert figure.whole == rub(48).minor
    assert "наше: 24 млн ₽ из 48 млн ₽ в год" in [plain(each) for each in grid.grid.told(index)]


def test_a_spend_that_is_written_down_is_what_the_cell_changes(
    tab: MoneyTab, office: Office, account: Account
) -> None:
    found = read_whitespace(office.workspace, account.id, as_of=NOW).matrix
    tape, site = found.lines[1].id, found.units[0].id
    add_spend(office.workspace, account.id, SpendDraft(2026, rub(30), line_id=tape, unit_id=site, us=rub(24)))
    tab.refresh()
    pane = tab.figures.whitespace.pane
    pane.amount_wished.emit(pane.place(pane.grid.grid.index(1, 1)), rub(40))
    (row,) = read_spend(office.workspace, account.id, as_of=NOW).rows
    assert (row.total, row.unknown) == (rub(40), rub(16))


def test_a_typed_sum_is_given_up_by_escape(tab: MoneyTab, office: Office) -> None:
    steps = len(list_steps(office.workspace))
    grid = tab.figures.whitespace.pane.grid
    grid.setCurrentIndex(grid.grid.index(0, 1))
    press(grid, Qt.Key.Key_F2)
    assert grid.amount is not None
    press(grid.amount, Qt.Key.Key_Escape)
    assert len(list_steps(office.workspace)) == steps


# Targets


def test_a_target_is_typed_over_its_month(tab: MoneyTab, office: Office, account: Account) -> None:
    tab.toolbar.views.button_of(View.TARGETS).click()
    grid = tab.targets.grid
    grid.setCurrentIndex(grid.targets.index(1, 11))
    press(grid, Qt.Key.Key_7, "7")
    assert grid.amount is not None
    press(grid.amount, Qt.Key.Key_Return)
    table = read_targets(office.workspace, account.id, as_of=NOW)
    assert table.rows[0].cells[10].target == rub(7).minor
    assert grid.currentIndex().column() == 12
    press(grid, Qt.Key.Key_Left)
    press(grid, Qt.Key.Key_Delete)
    assert read_targets(office.workspace, account.id, as_of=NOW).rows[0].target is None


def test_a_target_below_nothing_is_refused_and_not_read_as_a_sum(
    tab: MoneyTab, office: Office, account: Account
) -> None:
    tab.toolbar.views.button_of(View.TARGETS).click()
    grid = tab.targets.grid
    grid.setCurrentIndex(grid.targets.index(1, 11))
    for key, text in ((Qt.Key.Key_Minus, "-"), (Qt.Key.Key_5, "5")):
        press(grid.amount or grid, key, text)
    assert grid.amount is not None
    assert grid.amount.text() == "-5"
    before = read_targets(office.workspace, account.id, as_of=NOW)
    press(grid.amount, Qt.Key.Key_Return)
    assert grid.amount is not None  # it is still there to be mended, and says why
    assert read_targets(office.workspace, account.id, as_of=NOW) == before


def test_the_sum_of_a_year_is_spread_with_its_months_before_ones_eyes(
    tab: MoneyTab, office: Office, account: Account
) -> None:
    tab.toolbar.views.button_of(View.TARGETS).click()
    grid = tab.targets.grid
    grid.setCurrentIndex(grid.targets.index(0, YEAR))
    press(grid, Qt.Key.Key_Return)
    sheet = tab.targets.sheet
    assert sheet is not None
    total = sheet.form["total"]
    assert isinstance(total, MoneyEditor)
    total.line.setText("84 млн")
    total.changed.emit()
    assert "дек 12 млн ₽" in plain(sheet._preview.text())
    sheet.primary.click()
    whole = read_targets(office.workspace, account.id, as_of=NOW).whole
    assert whole.target == rub(84).minor
    assert [cell.target for cell in whole.cells[:10]] == [rub(6).minor] * 10


def test_the_grid_of_targets_is_a_sound_model(tab: MoneyTab) -> None:
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    tester = QAbstractItemModelTester(tab.targets.grid.targets, mode)
    tab.targets.refresh()
    tester.deleteLater()


# The wallet


def test_a_spend_is_written_down_with_who_serves_what(
    tab: MoneyTab, office: Office, account: Account
) -> None:
    tab.deeds.add_spend()
    sheet = tab.deeds.sheet
    assert isinstance(sheet, SpendSheet)
    for name, text in (("total", "100 млн"), ("us", "60 млн"), ("competitors.0", "30 млн")):
        editor = sheet.form[name]
        assert isinstance(editor, MoneyEditor)
        editor.line.setText(text)
    another = sheet.form["another"]
    assert isinstance(another, TextEditor)
    another.line.setText("Вольф")
    sheet.primary.click()
    wallet = read_spend(office.workspace, account.id, as_of=NOW).wallet
    assert wallet is not None
    assert [(part.competitor, part.amount) for part in wallet.parts] == [
        ("", rub(60)),
        ("Вольф", rub(30)),
        ("", rub(10)),
    ]
    assert plain(tab.figures.wallet.title.text()) == "Доля кошелька: 60 % из 100 млн ₽ в год"
    assert "Вольф: 30 млн ₽, 30 %" in plain(tab.figures.wallet.bar.accessibleName())


def test_parts_that_are_more_than_the_whole_are_told_beside_the_sum(
    tab: MoneyTab, office: Office, account: Account
) -> None:
    tab.deeds.add_spend()
    sheet = tab.deeds.sheet
    assert sheet is not None
    for name, text in (("total", "10"), ("us", "60")):
        editor = sheet.form[name]
        assert isinstance(editor, MoneyEditor)
        editor.line.setText(text)
    sheet.primary.click()
    assert sheet.isVisible()
    assert "больше всей суммы" in " ".join(
        each.text() for each in sheet.form.fields["total"].findChildren(QLabel)
    )
    assert read_spend(office.workspace, account.id, as_of=NOW).rows == ()


# Opportunities


def test_an_opportunity_is_written_down_with_the_people_who_decide(
    tab: MoneyTab, office: Office, account: Account
) -> None:
    place = office.stakeholder(account)
    tab.refresh()
    tab.deeds.add_deal()
    sheet = tab.deeds.sheet
    assert isinstance(sheet, DealSheet)
    title, people = sheet.form["title"], sheet.form["people"]
    assert isinstance(title, TextEditor)
    assert isinstance(people, PeoplePicker)
    title.line.setText("Лента Р80")
    people.add(Candidate(place.id, "Ирина Левашова"))
    sheet.primary.click()
    row = only_deal(office, account)
    assert (row.title, row.stage) == ("Лента Р80", OpportunityStage.IDEA)
    assert [each.id for each in row.people] == [place.id]


def test_the_keyboard_moves_a_card_to_the_next_stage(tab: MoneyTab, office: Office, account: Account) -> None:
    deal(office, account, "Лента", amount=rub(10))
    tab.refresh()
    tab.toolbar.views.button_of(View.DEALS).click()
    (card,) = tab.deals.board.cards()
    press(card, Qt.Key.Key_Right, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert only_deal(office, account).stage is OpportunityStage.QUALIFIED
    assert tab.deals.board.lanes[OpportunityStage.QUALIFIED].cards[0].row.title == "Лента"


def test_a_stage_that_needs_more_asks_for_it(tab: MoneyTab, office: Office, account: Account) -> None:
    deal(office, account, "Лента")
    tab.refresh()
    tab.deeds.move_deal(only_deal(office, account), OpportunityStage.PROPOSED)
    sheet = tab.deeds.sheet
    assert isinstance(sheet, MoveSheet)
    assert sheet.form["probability"].value() == 10
    sheet.primary.click()
    assert sheet.isVisible(), "without sum and date nobody would believe it"
    sheet.form["amount"].set_value(rub(12))
    sheet.form["expected_on"].set_value(date(2027, 2, 28))
    sheet.primary.click()
    row = only_deal(office, account)
    assert (row.stage, row.amount) == (OpportunityStage.PROPOSED, rub(12))


def test_a_card_dragged_to_lost_asks_why(tab: MoneyTab, office: Office, account: Account) -> None:
    deal(office, account, "Лента", amount=rub(10))
    tab.refresh()
    tab.toolbar.views.button_of(View.DEALS).click()
    board = tab.deals.board
    (card,) = board.cards()
    lane = board.lanes[OpportunityStage.LOST]
    begin, end = card.mapToGlobal(QPoint(20, 20)), lane.mapToGlobal(lane.rect().center())
    mouse(card, QEvent.Type.MouseButtonPress, begin)
    mouse(card, QEvent.Type.MouseMove, end)
    assert lane.property("state") == "target"
    mouse(card, QEvent.Type.MouseButtonRelease, end)
    assert lane.property("state") == ""
    sheet = tab.deeds.sheet
    assert isinstance(sheet, MoveSheet)
    reason = sheet.form["reason"]
    assert isinstance(reason, TextEditor)
    reason.line.setText("Цена на 12 % выше")
    sheet.primary.click()
    row = only_deal(office, account)
    assert (row.stage, row.reason_lost) == (OpportunityStage.LOST, "Цена на 12 % выше")


def test_a_card_let_go_beside_the_lanes_or_by_escape_stays(
    tab: MoneyTab, office: Office, account: Account
) -> None:
    deal(office, account, "Лента", amount=rub(10))
    tab.refresh()
    tab.toolbar.views.button_of(View.DEALS).click()
    board = tab.deals.board
    (card,) = board.cards()
    lane = board.lanes[OpportunityStage.QUALIFIED]
    begin, end = card.mapToGlobal(QPoint(20, 20)), lane.mapToGlobal(lane.rect().center())
    mouse(card, QEvent.Type.MouseButtonPress, begin)
    mouse(card, QEvent.Type.MouseMove, end)
    press(card, Qt.Key.Key_Escape)
    mouse(card, QEvent.Type.MouseButtonRelease, end)
    mouse(card, QEvent.Type.MouseButtonPress, begin)
    mouse(card, QEvent.Type.MouseMove, begin + QPoint(0, 4000))
    mouse(card, QEvent.Type.MouseButtonRelease, begin + QPoint(0, 4000))
    assert only_deal(office, account).stage is OpportunityStage.IDEA


def test_arrows_walk_over_the_board_and_tab_reaches_one_card(
    tab: MoneyTab, office: Office, account: Account
) -> None:
    for title in ("А", "Б"):
        deal(office, account, title, amount=rub(10))
    deal(office, account, "В", stage=OpportunityStage.QUALIFIED, amount=rub(1))
    tab.refresh()
    tab.toolbar.views.button_of(View.DEALS).click()
    board = tab.deals.board
    first = board.cards()[0]
    first.setFocus()
    press(first, Qt.Key.Key_Down)
    assert board.current is not None
    assert board.current.title == "Б"
    press(board.cards()[1], Qt.Key.Key_Right)
    assert board.current.title == "В"
    tabbed = [card for card in board.cards() if card.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert [card.row.title for card in tabbed] == ["В"]


def test_the_table_sorts_and_keeps_the_closed_ones_apart(
    tab: MoneyTab, office: Office, account: Account
) -> None:
    deal(office, account, "Дорогая", amount=rub(10))
    deal(office, account, "Дешёвая", amount=rub(1))
    deal(office, account, "Проигранная", stage=OpportunityStage.LOST, reason="Цена")
    tab.refresh()
    tab.toolbar.views.button_of(View.DEALS).click()
    tab.deals.show_face("table", keep=False)
    table = tab.deals.table
    assert table is not None
    assert [row.title for row in table.rows_model.rows()] == ["Дорогая", "Дешёвая", "Проигранная"]
    number = [column.id for column in table.columns].index("worth")
    table.horizontalHeader().sectionClicked.emit(number)
    table.horizontalHeader().sectionClicked.emit(number)
    assert [row.title for row in table.rows_model.rows()] == ["Дешёвая", "Дорогая", "Проигранная"]


def test_the_gap_is_told_in_words_and_its_deals_stand_in_the_bar(
    tab: MoneyTab, office: Office, account: Account
) -> None:
    deal(office, account, "Лента", amount=rub(20), probability=50, expected_on=date(2026, 12, 20))
    tab.refresh()
    bar = tab.figures.deals.gap.bar
    assert plain(bar.accessibleName()) == (
        "До плана 72 млн ₽ не хватает 12 млн ₽: есть 50 млн ₽ и возможности взвешенно на 10 млн ₽"
    )
    assert [piece.kind for piece in bar.pieces()] == ["booked", "deal", "missing"]
    assert len(tab.deals.forecast.cells) == 4
    assert "куплено 5 млн ₽" in plain(tab.deals.forecast.cells[0].accessibleName())


def test_tab_reaches_the_year_of_the_target_before_the_board(
    tab: MoneyTab, office: Office, account: Account
) -> None:
    deal(office, account, "Лента", amount=rub(20), probability=50, expected_on=date(2026, 12, 20))
    tab.refresh()
    tab.toolbar.views.button_of(View.DEALS).click()
    control = tab.deals.gap.control
    assert control is not None
    stops: list[QWidget] = [control.button_of("2026"), tab.deals.add, tab.deals.board.cards()[0]]
    reached: list[QWidget] = []
    at: QWidget | None = stops[0]
    while at is not None and len(reached) < len(stops):
        if at in stops:
            reached.append(at)
        at = at.nextInFocusChain()
    assert reached == stops


def test_what_should_have_come_stands_before_the_quarters_and_says_so_everywhere(
    tab: MoneyTab, office: Office, account: Account
) -> None:
    deal(office, account, "Лента", amount=rub(20), probability=50, expected_on=date(2026, 6, 1))
    deal(office, account, "Круги", amount=rub(8), probability=50, expected_on=date(2026, 12, 20))
    tab.refresh()
    forecast = tab.deals.forecast
    assert forecast.slipped is not None
    said = plain(forecast.slipped.accessibleName())
    assert "взвешенно 10 млн ₽ из 20 млн ₽" in said
    assert "Лента: ожидали 01.06.2026" in said
    assert len(forecast.cells) == 4
    bar = tab.figures.deals.gap.bar
    assert [piece.kind for piece in bar.pieces()] == ["booked", "overdue", "deal", "missing"]
    assert plain(tab.figures.deals.gap.sentence.text()) == "в расчёте 10 млн ₽ с прошедшим сроком"
    assert plain(tab.deals.summed.text()).endswith("; у 1 срок прошёл")

    [row] = [each for each in read_deals(office.workspace, account.id, as_of=NOW).rows if each.overdue]
    change_deal(office.workspace, row.id, {"expected_on": date(2026, 12, 1)}, version=row.version)
    tab.refresh()
    assert tab.deals.forecast.slipped is None
    assert not tab.figures.deals.gap.sentence.isVisibleTo(tab)


def test_a_year_without_targets_leads_to_setting_them(tab: MoneyTab) -> None:
    gap = tab.figures.deals.gap
    assert gap.control is not None
    gap.control.button_of("2027").click()
    assert gap.sentence.text() == "План на этот год не поставлен."
    gap.set_targets.click()
    assert tab.toolbar.views.current == View.TARGETS
    assert tab.targets.year.text() == "2027"


def test_deleting_offers_undo_and_the_palette_knows_the_views(
    tab: MoneyTab, office: Office, account: Account, desk: Desk
) -> None:
    deal(office, account, "Лента")
    tab.refresh()
    said: list[Notice] = []
    desk.hub.noticed.connect(said.append)
    tab.deals.delete_wished.emit(only_deal(office, account))
    assert [(each.text, each.undoable) for each in said] == [("Возможность удалена: Лента", True)]
    codes = {command.id for command in tab.commands()}
    assert {"money.deal", "money.spend", "money.targets", "money.deals"} <= codes


def test_an_opportunity_that_was_found_by_the_palette_is_shown_with_the_keyboard_on_it(
    tab: MoneyTab, office: Office, account: Account, desk: Desk
) -> None:
    for title in ("Лента", "Лента Р80"):
        deal(office, account, title)
    (hit,) = [each for each in palette_hits(desk.workspace, "Р80") if each.what is FoundKind.OPPORTUNITY]
    place = place_of(hit)
    assert (place.tab, place.account_id) == ("money", account.id)
    tab.show_account(account.id, place.item_id)
    assert tab.toolbar.views.current == View.DEALS
    assert tab.deals.current is not None
    assert tab.deals.current.title == "Лента Р80"

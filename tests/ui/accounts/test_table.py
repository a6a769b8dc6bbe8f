"""The clients as a table: what can be done with the selection, why a value is what it is, saved views."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot

from kam.core.vocabulary import AccountStatus, KeyGroup, Overridden, Segment
from kam.models import Account
from kam.services.history import undo_step
from kam.services.portfolio.explaining import explain
from kam.services.portfolio.overriding import set_override
from kam.services.portfolio.reading import Grouping, PortfolioQuery
from kam.services.tables import TableFormat
from kam.services.views import saved_views
from kam.ui.accounts.page import AccountsPage
from kam.ui.accounts.saved_views import ShownView
from kam.ui.change_hub import Notice
from kam.ui.desk import Desk
from kam.ui.places import Place, account_place
from kam.ui.widgets.chips import FilterChip
from kam.ui.widgets.dialogs import FormSheet
from kam.ui.widgets.pieces import Run
from tests.builders import Office
from tests.ui.every_lock import as_if_encrypted

Build = Callable[[], AccountsPage]
Sell = Callable[..., None]


def names(page: AccountsPage) -> list[str]:
    return [row.name for row in page.portfolio.table.rows_model.rows()]


def select(page: AccountsPage, *accounts: Account) -> None:
    page.portfolio.table.select([account.id for account in accounts])


def offered(page: AccountsPage) -> list[str]:
    return [code for code, button in page.portfolio.foot.buttons.items() if button.isVisible()]


def entries(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.text()]


def entry(menu: QMenu, text: str) -> QAction:
    return next(action for action in menu.actions() if action.text().startswith(text))


# --- what can be done with the selection


def test_the_foot_sums_until_something_is_selected(office: Office, sell: Sell, page: Build) -> None:
    sell(office.account("Волга"), 1_200_000)
    ours = office.account("Ока")
    shown = page()
    assert offered(shown) == []
    select(shown, ours)
    assert shown.portfolio.foot.selected.text() == "Выбран: Ока"
    assert offered(shown) == ["open", "why", "change", "export"]


def test_a_brief_is_offered_for_who_is_met_next(office: Office, page: Build) -> None:
    met, other = office.account("Волга"), office.account("Ока")
    office.meeting(met)
    shown = page()
    select(shown, met)
    assert "brief" in offered(shown)
    select(shown, other)
    assert "brief" not in offered(shown)


def test_a_brief_from_the_list_is_the_users_alone_and_goes_with_the_window(
    office: Office, page: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    met = office.account("Волга")
    office.meeting(met)
    shown = page()
    select(shown, met)
    shown.portfolio.foot.buttons["brief"].click()
    path = Path(opened[0].toLocalFile())
    assert path.read_bytes().startswith(b"%PDF")
    assert path.parent.stat().st_mode & 0o077 == 0
    shown.keep()
    assert not path.exists()


def test_exactly_two_can_be_merged(office: Office, page: Build) -> None:
    one, two, three = (office.account(name) for name in ("Волга", "Ока", "Кама"))
    shown = page()
    select(shown, one, two)
    assert offered(shown) == ["change", "merge", "export"]
    select(shown, one, two, three)
    assert offered(shown) == ["change", "export"]


def test_enter_opens_the_client(office: Office, page: Build, places: list[Place], qtbot: QtBot) -> None:
    account = office.account("Волга")
    shown = page()
    select(shown, account)
    qtbot.keyClick(shown.portfolio.table, Qt.Key.Key_Return)
    assert places == [account_place(account.id)]


def test_delete_asks_first_and_can_be_taken_back(
    office: Office, page: Build, qtbot: QtBot, notices: list[Notice]
) -> None:
    account = office.account("Волга")
    office.account("Ока")
    shown = page()
    select(shown, account)
    qtbot.keyClick(shown.portfolio.table, Qt.Key.Key_Delete)
    assert names(shown) == ["Волга", "Ока"], "nothing is deleted before the answer"
    question = shown.deeds.question
    assert question is not None
    assert "Волга" in question.heading.text()
    question.primary.click()
    assert names(shown) == ["Ока"]
    assert notices == [Notice("Удалён клиент: Волга", undoable=True)]
    undo_step(office.workspace, office.last_step())
    shown.refresh()
    assert names(shown) == ["Волга", "Ока"]


def test_the_menu_of_a_row_offers_every_value_to_be_asked_why(office: Office, page: Build) -> None:
    office.account("Волга", potential=4)
    shown = page()
    shown.deeds.open_menu(shown.portfolio.table.rows_model.rows(), QPoint(10, 10))
    menu = shown.deeds.menu
    assert menu is not None
    assert entries(menu)[:1] == ["Открыть"]
    whys = next(action.menu() for action in menu.actions() if action.text() == "Почему?")
    assert isinstance(whys, QMenu)
    assert entries(whys)[:2] == ["Здоровье", "Сегмент: стратегический"]
    assert len(entries(whys)) == 1 + len(Overridden)
    menu.close()


# --- why


def test_a_value_says_its_parts_in_words(office: Office, sell: Sell, page: Build) -> None:
    account = office.account("Волга", potential=4)
    sell(account, 1_200_000)
    shown = page()
    shown.deeds.why.ask(account.id, account.name, Overridden.SEGMENT, QPoint(0, 0))
    popover = shown.deeds.why.popover
    assert popover is not None
    assert popover.accessibleName() == "Сегмент: VIP"
    assert popover.sentences[0] == "Класс A и потенциал 4; VIP — от 3"
    popover.close()


def test_a_value_is_set_by_hand_with_a_reason_only(office: Office, sell: Sell, page: Build) -> None:
    account = office.account("Волга")
    sell(account, 1_200_000)
    shown = page()
    shown.deeds.why.ask(account.id, account.name, Overridden.KEY_GROUP, QPoint(0, 0))
    assert shown.deeds.why.popover is not None
    shown.deeds.why.popover.by_hand.click()
    sheet = shown.deeds.why.sheet
    assert sheet is not None
    sheet.form["value"].set_value(KeyGroup.EXPERT)
    sheet.primary.click()
    assert "Без причины" in sheet.form.fields["reason"].message.text()
    sheet.form["reason"].set_value("Их стандарт стал нашим")
    sheet.primary.click()
    assert not sheet.isVisible()
    (row,) = shown.portfolio.table.rows_model.rows()
    assert (row.key_group, Overridden.KEY_GROUP in row.by_hand) == (KeyGroup.EXPERT, True)


def test_the_computation_comes_back(office: Office, desk: Desk, page: Build) -> None:
    account = office.account("Волга", potential=4)
    set_override(office.workspace, account.id, Overridden.SEGMENT, Segment.VIP, "Слово директора")
    shown = page()
    shown.deeds.why.ask(account.id, account.name, Overridden.SEGMENT, QPoint(0, 0))
    popover = shown.deeds.why.popover
    assert popover is not None
    assert popover.explanation.by_hand is not None
    back = next(each for each in popover.findChildren(QPushButton) if each.text() == "Вернуть расчёт")
    back.click()
    now = explain(office.workspace, account.id, Overridden.SEGMENT, as_of=desk.now())
    assert (now.value, now.by_hand) == (Segment.STRATEGIC, None)


# --- saved views


def test_a_view_keeps_conditions_order_and_columns_under_a_name(office: Office, page: Build) -> None:
    office.account("Волга", status=AccountStatus.LOST)
    office.account("Ока", status=AccountStatus.ACTIVE)
    shown = page()
    layout = shown.portfolio.table.layout_of_columns
    lost = PortfolioQuery(statuses=frozenset({AccountStatus.LOST}))
    shown.filters.changed.emit(lost)
    layout.arrange(["name", "status", "owner"])
    assert shown.saved.button.text() == "Вид: без названия"
    shown.saved.ask_to_save()
    asked(shown).form["name"].set_value("потерянные")
    asked(shown).primary.click()
    assert shown.saved.button.text() == "Вид: потерянные"

    choose(shown, "Весь портфель")
    layout.restore_usual()
    assert names(shown) == ["Волга", "Ока"]
    choose(shown, "потерянные")
    assert names(shown) == ["Волга"]
    assert shown.portfolio.columns_shown() == ("name", "status", "owner")
    layout.show_column("status", False)
    assert shown.saved.button.text() == "Вид: потерянные, изменён"


def test_a_view_keeps_which_face_it_was_in_and_its_groups(office: Office, page: Build) -> None:
    office.account("Волга")
    shown = page()
    shown.filters.changed.emit(PortfolioQuery(grouping=Grouping.SEGMENT))
    shown.views.chosen.emit("matrix")
    shown.saved.ask_to_save()
    asked(shown).form["name"].set_value("где растём")
    asked(shown).primary.click()
    shown.views.chosen.emit("table")
    assert shown.saved.button.text() == "Вид: где растём, изменён"
    choose(shown, "Весь портфель")
    assert shown.views.current == "table", "everything may be seen in any face"
    moved: list[Place] = []
    shown.moved.connect(moved.append)
    choose(shown, "где растём")
    assert shown.views.current == "matrix"
    assert moved == [Place("accounts", view="matrix")]
    assert shown.saved.button.text() == "Вид: где растём"
    (view,) = saved_views(office.workspace)
    assert ShownView.of(view.content).query.grouping is Grouping.SEGMENT


def test_a_face_that_this_version_does_not_know_is_left_out() -> None:
    assert ShownView.of({"query": {}, "face": "globe"}).face == ""


def test_a_view_is_renamed_and_deleted(office: Office, page: Build, notices: list[Notice]) -> None:
    shown = page()
    shown.saved.ask_to_save()
    asked(shown).form["name"].set_value("мои")
    asked(shown).primary.click()
    choose(shown, "Переименовать")
    asked(shown).form["name"].set_value("мои ключевые")
    asked(shown).primary.click()
    assert shown.saved.button.text() == "Вид: мои ключевые"
    choose(shown, "Удалить")
    assert saved_views(office.workspace) == ()
    assert shown.saved.button.text() == "Вид: весь портфель"
    assert notices[-1].undoable


def test_a_name_that_is_taken_is_said_in_the_sheet(office: Office, page: Build) -> None:
    shown = page()
    for name in ("мои", "чужие"):
        shown.saved.ask_to_save()
        asked(shown).form["name"].set_value(name)
        asked(shown).primary.click()
    choose(shown, "Переименовать")
    asked(shown).form["name"].set_value("Мои")
    asked(shown).primary.click()
    assert asked(shown).isVisible()
    assert "«мои» уже есть" in asked(shown).form.message.text()
    asked(shown).reject()
    asked(shown).reject()


def asked(page: AccountsPage) -> FormSheet:
    """The sheet that asks for the name of a view."""
    assert page.saved.sheet is not None
    return page.saved.sheet


def choose(page: AccountsPage, text: str) -> None:
    """Press an entry of the menu of views."""
    menu = page.saved.button.menu()
    menu.aboutToShow.emit()
    entry(menu, text).trigger()


# --- files


@pytest.mark.parametrize("kind", TableFormat)
def test_what_is_shown_goes_into_a_file(
    office: Office, page: Build, tmp_path: Path, notices: list[Notice], kind: TableFormat
) -> None:
    office.account("Волга")
    office.account("Ока")
    shown = page()
    shown.filters.changed.emit(PortfolioQuery(text="волга"))
    shown.export(kind)
    chooser = shown.exporting.chooser
    assert chooser is not None
    path = tmp_path / f"клиенты.{kind.value}"
    chooser.fileSelected.emit(str(path))
    chooser.close()
    assert path.stat().st_size
    assert notices[-1].text.startswith("Выгружен 1 клиент")


def test_a_selection_goes_into_a_file_alone(office: Office, page: Build, tmp_path: Path) -> None:
    office.account("Волга")
    chosen = office.account("Ока")
    shown = page()
    select(shown, chosen)
    shown.export(TableFormat.CSV, shown.portfolio.chosen())
    assert shown.exporting.chooser is not None
    path = tmp_path / "ока.csv"
    shown.exporting.chooser.fileSelected.emit(str(path))
    shown.exporting.chooser.close()
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert [row[0] for row in rows] == ["Клиент", "Ока"]


def test_what_is_copied_can_be_counted_with(office: Office, page: Build, sell: Sell) -> None:
    chosen = office.account("Ока")
    sell(chosen, 1_200_006, before=1_080_000)
    shown = page()
    select(shown, chosen)
    shown.portfolio.table.copy_selection()
    heads, cells = (line.split("\t") for line in QGuiApplication.clipboard().text().split("\n"))
    copied = dict(zip(heads, cells, strict=True))
    assert copied["12 мес., RUB"] == "1200006,00", "rubles in full, whatever the table is shown in"
    assert copied["По месяцам, RUB"].split() == ["100000,50"] * 12
    assert copied["К пр. году"] == "11,1"
    assert copied["Встреча"] == "", "no dash in place of nothing"


# --- how it stands


@pytest.mark.parametrize("width", [1280 - 56, 1440 - 200])
def test_the_usual_columns_need_no_scroll_bar(office: Office, page: Build, width: int) -> None:
    for number in range(40):
        office.account(f"Клиент {number}")
    shown = page()
    shown.resize(width, 560)
    assert shown.portfolio.table.verticalScrollBar().maximum() > 0
    assert shown.portfolio.table.horizontalScrollBar().maximum() == 0


def test_what_hides_everybody_is_said_with_how_many_it_keeps_away(office: Office, page: Build) -> None:
    office.account("Волга", status=AccountStatus.LOST)
    shown = page()
    shown.filters.changed.emit(PortfolioQuery(text="волга", statuses=frozenset({AccountStatus.ACTIVE})))
    buttons = [each.text() for each in shown.portfolio.table.viewport().findChildren(QPushButton)]
    assert buttons[-1] == "Сбросить всё"
    assert len(buttons) == 2


def test_a_condition_nobody_meets_any_more_still_says_itself(office: Office, page: Build) -> None:
    office.account("Волга", status=AccountStatus.ACTIVE)
    shown = page()
    lost = PortfolioQuery(statuses=frozenset({AccountStatus.LOST}), cities=frozenset({"Самара"}))
    shown.saved.chosen.emit(ShownView(lost))
    chips = {each.text() for each in shown.filters.findChildren(FilterChip) if each.is_on}
    assert chips == {"Статус: потерянный", "Город: Самара"}


def test_face_conditions_and_view_come_back_at_the_next_start(office: Office, page: Build) -> None:
    office.account("Волга", status=AccountStatus.LOST)
    office.account("Ока")
    first = page()
    first.filters.changed.emit(PortfolioQuery(statuses=frozenset({AccountStatus.LOST})))
    first.views.chosen.emit("matrix")
    first.saved.ask_to_save()
    asked(first).form["name"].set_value("потерянные")
    asked(first).primary.click()
    first.keep()
    second = page()
    assert second.views.current == "matrix"
    assert names(second) == ["Волга"]
    assert second.saved.button.text() == "Вид: потерянные"


def test_of_an_encrypted_workspace_no_word_that_was_typed_is_kept_on_the_computer(
    office: Office, page: Build, desk: Desk, settings_folder: Path
) -> None:
    office.account("Волга", status=AccountStatus.LOST)
    with as_if_encrypted(desk):
        first = page()
        asked_for = PortfolioQuery(
            text="волга", cities=frozenset({"Самара"}), statuses=frozenset({AccountStatus.LOST})
        )
        first.filters.changed.emit(asked_for)
        first.keep()
    kept = (settings_folder / "window.json").read_text("utf-8")
    assert "волга" not in kept
    assert "Самара" not in kept
    assert names(page()) == ["Волга"], "the status is kept"


def test_the_window_learns_which_face_is_open(office: Office, page: Build, qtbot: QtBot) -> None:
    shown = page()
    with qtbot.waitSignal(shown.moved) as moved:
        shown.views.chosen.emit("concentration")
    assert moved.args == [Place("accounts", view="concentration")]
    shown.go_to(Place("accounts", view="table"))
    assert shown.portfolio.isVisible()


def test_who_leads_goes_by_the_family_name_where_the_column_is_narrow(office: Office, page: Build) -> None:
    office.account("Волга", owner_id=office.colleague("Константин Белорецкий").id)
    shown = page().portfolio
    column = next(each for each in shown.table.columns if each.id == "owner")
    row = shown.table.rows_model.rows()[0]
    assert column.line is not None

    def told() -> str:
        return " ".join(run.text for run in column.line(row) if isinstance(run, Run)) if column.line else ""

    at = shown.table.columns.index(column)
    shown.table.setColumnWidth(at, 100)
    assert told() == "Белорецкий"
    shown.table.setColumnWidth(at, 300)
    assert told() == "Константин Белорецкий"

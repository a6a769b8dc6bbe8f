"""The import page as its user meets it: a file, its columns, the dry run, problems settled in place, undo."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFileDialog, QLabel, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from kam.jobs import Standing
from kam.models import Account, OrderLine
from kam.services.history import list_steps, undo_step
from kam.services.imports import Answer, Form, Way
from kam.services.lists.sales import list_sales
from kam.ui.change_hub import Notice
from kam.ui.desk import Desk
from kam.ui.imports.page import ImportsPage
from kam.ui.imports.problem_groups import NamesFrame, SegmentsFrame
from kam.ui.imports.steps import Step
from kam.ui.places import IMPORTS, Place
from kam.ui.widgets.dialogs import FormSheet
from kam.ui.widgets.fields.search_choice import SearchChoiceEditor
from tests.builders import Office

ORDERS = (
    "Дата;Документ;Стр.;Контрагент;Сумма без НДС;Себестоимость;Автор\n"
    "01.10.2026;РТ-1;1;Заря;1 000,50;700;Жданова\n"
    "02.10.2026;РТ-1;2;Верфь;200;;Жданова\n"
    "31.09.2026;РТ-2;1;Заря;300;;Жданова\n"
    "03.10.2026;РТ-1;2;Заря;400;;Жданова\n"
)
ACCOUNTS = ("import.unknown_account", "account", "Контрагент")


@pytest.fixture
def page(desk: Desk, office: Office, qtbot: QtBot) -> ImportsPage:
    office.account("Заря")
    office.account("Судоверфь")
    made = ImportsPage(desk)
    qtbot.addWidget(made)
    made.resize(1240, 760)
    made.show()
    made.go_to(IMPORTS)
    return made


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    path = tmp_path / "Продажи_октябрь_2026.csv"
    path.write_text(ORDERS, "utf-8")
    return path


def figures(page: ImportsPage) -> dict[str, str]:
    """The figures of the dry run by their names."""
    cells = [cell.accessibleName() for cell in page.check.cells if cell.isVisibleTo(page)]
    return dict(name.split(": ") for name in cells)


def shown(page: ImportsPage) -> str:
    """Everything that labels say."""
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def lines(office: Office) -> list[str]:
    with office.workspace.reading() as session:
        return list(session.scalars(select(OrderLine.order_number).order_by(OrderLine.id)))


def test_a_file_shows_what_it_is_and_what_would_come_in(page: ImportsPage, orders: Path) -> None:
    page.open(orders)
    assert page.form.value() is Form.ORDER_LINES
    assert page.title() == "Импорт: заказы"
    assert page.steps.now is Step.CHECK
    assert figures(page) == {"новых": "1", "обновятся": "0", "те же": "0", "не войдут": "3"}
    assert page.write.text() == "Записать 1 строку"
    assert page.file.picker("delimiter").value() == ";"
    assert page.columns.strips[4].field.value() == "revenue"
    assert page.columns.strips[6].field.value() == ""


def test_a_problem_is_settled_where_it_is_named_and_the_figures_follow(
    page: ImportsPage, orders: Path, office: Office
) -> None:
    page.open(orders)
    frame = page.problems.frames[ACCOUNTS]
    assert isinstance(frame, NamesFrame)
    assert frame.title.text() == "Клиент не найден, 1 название"
    box = frame.box_of("Верфь")
    box.set_value(Answer(Way.CREATE))
    box.changed.emit()
    assert figures(page)["новых"] == "2"
    assert page.problems.frames[ACCOUNTS] is frame, "what has the keyboard stays"
    repeats = page.problems.frames["exchange.repeated_key", "", ""]
    assert isinstance(repeats, SegmentsFrame)
    repeats.control.button_of("last").click()
    assert figures(page) == {"новых": "2", "обновятся": "0", "те же": "0", "не войдут": "1"}
    page.write_now()
    assert lines(office) == ["РТ-1", "РТ-1"]
    assert [(row.account, row.revenue.plain()) for row in list_sales(office.workspace)] == [
        ("Заря", "1400.50")
    ]


def test_every_name_may_be_settled_at_once(page: ImportsPage, tmp_path: Path, office: Office) -> None:
    path = tmp_path / "sales.csv"
    rows = "".join(f"Клиент {number};2026-10;{number}\n" for number in range(1, 31))
    path.write_text("Клиент;Месяц;Сумма без НДС\n" + rows, "utf-8")
    page.open(path)
    assert page.write.isEnabled() is False
    frame = page.problems.frames["import.unknown_account", "account", "Клиент"]
    assert isinstance(frame, NamesFrame)
    frame.all_chosen.emit(Answer(Way.CREATE))
    assert figures(page)["новых"] == "30"
    page.write_now()
    with office.workspace.reading() as session:
        assert len(list(session.scalars(select(Account.id)))) == 32


def test_another_client_is_chosen_from_all_of_them(page: ImportsPage, orders: Path, office: Office) -> None:
    page.open(orders)
    frame = page.problems.frames[ACCOUNTS]
    assert isinstance(frame, NamesFrame)
    frame.chosen.emit("Верфь", "other")
    sheet = next(each for each in QApplication.topLevelWidgets() if isinstance(each, FormSheet))
    editor = sheet.form["account"]
    assert isinstance(editor, SearchChoiceEditor)
    assert [editor.combo.itemText(at) for at in range(editor.combo.count())] == ["Заря", "Судоверфь"]
    sheet.primary.click()
    assert "Выберите клиента из списка." in "\n".join(each.text() for each in sheet.findChildren(QLabel))
    editor.combo.activated.emit(1)
    sheet.primary.click()
    assert figures(page)["новых"] == "2"
    assert frame.box_of("Верфь").combo.currentText() == "Судоверфь"


def test_a_column_is_given_another_field_by_its_box(page: ImportsPage, orders: Path) -> None:
    page.open(orders)
    strip = page.columns.strips[6]
    strip.field.set_value("product")
    strip.field.changed.emit()
    assert page.columns.strips[6] is strip
    assert page.work.preview is not None
    assert page.work.preview.settled.columns[6] == "product"
    date = page.columns.strips[0]
    date.field.set_value("")
    date.field.changed.emit()
    assert page.steps.now is Step.COLUMNS
    assert page.problems.frames["missing"].title.text() == "Не хватает колонки: Дата"
    assert not page.write.isEnabled()


def test_another_kind_is_chosen_above(page: ImportsPage, tmp_path: Path, office: Office) -> None:
    path = tmp_path / "customers.csv"
    path.write_text("CustomerID,CompanyName,ContactName,City\nZ,Заря,Иванов Иван,Пермь\n", "utf-8")
    page.open(path)
    assert page.form.value() is Form.ACCOUNTS
    page.form.set_value(Form.PEOPLE)
    page.form.changed.emit()
    assert page.title() == "Импорт: люди"
    assert page.columns.strips[2].field.value() == "full_name"


def test_ambiguous_dates_and_numbers_are_asked_about(page: ImportsPage, tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(
        "Клиент;Дата;Номер заказа;Сумма без НДС\nЗаря;03/04/2026;1;1,234\nЗаря;05/06/2026;2;2,345\n", "utf-8"
    )
    page.open(path)
    assert page.steps.now is Step.COLUMNS
    dates, numbers = (page.problems.frames["question", name] for name in ("Дата", "Сумма без НДС"))
    assert isinstance(dates, SegmentsFrame)
    assert isinstance(numbers, SegmentsFrame)
    assert dates.control.current == ""
    dates.control.button_of("dmy").click()
    numbers = page.problems.frames["question", "Сумма без НДС"]
    assert isinstance(numbers, SegmentsFrame)
    numbers.control.button_of(",").click()
    assert figures(page)["новых"] == "2"
    total = page.work.checked.total if page.work.checked else None
    assert total is not None
    assert total.amount.minor == 357  # 1,23 + 2,34: each line is rounded to the kopeck by itself


def test_vat_is_taken_off_where_the_sums_include_it(page: ImportsPage, orders: Path) -> None:
    orders.write_text(ORDERS.replace("Сумма без НДС", "Сумма").replace("1 000,50", "120"), "utf-8")
    page.open(orders)
    frame = page.problems.frames["vat"]
    assert isinstance(frame, SegmentsFrame)
    assert frame.control.current == "0"
    frame.control.button_of("20").click()
    assert page.work.checked is not None
    assert page.work.checked.total is not None
    assert page.work.checked.total.amount.minor == 10_000
    assert page.problems.frames["vat"] is frame


def test_rows_with_problems_are_shown_in_the_file(page: ImportsPage, orders: Path) -> None:
    page.open(orders)
    assert page.file.table is not None
    numbers = [row.number for row in page.file.table.rows_model.rows()]
    assert numbers == [2, 3, 4, 5]
    page.problems.frames["exchange.no_such_date", "date", "Дата"].show_wished.emit()
    assert [row.number for row in page.file.table.rows_model.rows()] == [4]
    assert page.file.caption.text() == "Дата не существует: 31.09.2026: строка 4"
    page.file.all.click()
    assert len(page.file.table.rows_model.rows()) == 4


def test_one_undo_takes_the_whole_import_back(
    page: ImportsPage, orders: Path, office: Office, desk: Desk
) -> None:
    notices: list[Notice] = []
    desk.hub.noticed.connect(notices.append)
    page.open(orders)
    page.write_now()
    assert notices == [Notice("Загружено: 1 строка заказов", undoable=True)]
    assert lines(office) == ["РТ-1"]
    assert page.home.result.isVisibleTo(page)
    undo_step(office.workspace)
    page.refresh()
    assert lines(office) == []
    assert [past.holds for past in page.home.past_imports] == [False]


def test_a_past_import_is_taken_back_from_the_list(page: ImportsPage, orders: Path, office: Office) -> None:
    page.open(orders)
    page.write_now()
    page.home.take_back(page.home.past_imports[0].seq)
    page.refresh()
    assert lines(office) == []
    assert list_steps(office.workspace)[0].undoes == page.home.past_imports[0].seq


@pytest.mark.slow
def test_what_was_chosen_is_as_last_time_with_the_next_file(
    page: ImportsPage, orders: Path, tmp_path: Path
) -> None:
    page.open(orders)
    strip = page.columns.strips[6]
    strip.field.set_value("product")
    strip.field.changed.emit()
    assert page.remembering.box.isChecked()
    assert page.remembering.name.text() == "Заказы, Продажи октябрь"
    page.remembering.name.setText("1С, реализация")
    page.write_now()
    later = tmp_path / "Продажи_ноябрь.csv"
    later.write_text(ORDERS.replace(".10.", ".11.").replace("РТ-", "РТ-7"), "utf-8")
    page.open(later)
    assert page.mapping.isVisibleTo(page)
    assert page.mapping.combo.currentText() == "1С, реализация"
    assert page.columns.strips[6].field.value() == "product"
    assert page.remembering.name.text() == "1С, реализация"
    page.mapping.set_value("")
    page.mapping.changed.emit()
    assert page.columns.strips[6].field.value() == ""


@pytest.mark.slow
def test_a_remembered_mapping_is_forgotten(page: ImportsPage, orders: Path) -> None:
    page.open(orders)
    page.write_now()
    page.open(orders)
    assert page.forget.isVisibleTo(page)
    page.forget.click()
    page.refresh()
    assert not page.mapping.isVisibleTo(page)


def test_nothing_is_remembered_against_the_users_wish(page: ImportsPage, orders: Path) -> None:
    page.open(orders)
    page.remembering.box.click()
    page.write_now()
    page.open(orders)
    assert not page.mapping.isVisibleTo(page)


def test_the_title_follows_what_the_file_brings(page: ImportsPage, orders: Path) -> None:
    titles: list[str] = []
    page.moved.connect(lambda _: titles.append(page.title()))
    page.open(orders)
    assert titles[-1] == "Импорт: заказы"
    page.form.set_value(Form.ACCOUNTS)
    page.form.changed.emit()
    assert titles[-1] == "Импорт: клиенты"
    page.cancel.click()
    assert titles[-1] == "Импорт"


def test_a_file_is_chosen_from_the_folder_of_the_last_one_after_another_start_too(
    page: ImportsPage, orders: Path, tmp_path: Path, desk: Desk, qtbot: QtBot
) -> None:
    orders = orders.rename(_folder(tmp_path / "Выгрузки") / orders.name)
    page.open(orders)
    page.cancel.click()
    again = ImportsPage(desk)
    qtbot.addWidget(again)
    again.choose_file()
    chooser = again.home.drop.findChild(QFileDialog)
    assert chooser is not None
    assert Path(chooser.directory().absolutePath()) == orders.parent
    assert "*.xlsx" in chooser.nameFilters()[0]
    chooser.filesSelected.emit([str(orders)])
    assert again.work.name == orders.name
    chooser.close()


def test_a_folder_that_is_gone_is_no_hindrance(page: ImportsPage, orders: Path) -> None:
    page.open(orders)
    page.cancel.click()
    page.home.drop.folder = orders.parent / "удалена"
    page.choose_file()
    chooser = page.home.drop.findChild(QFileDialog)
    assert chooser is not None
    chooser.close()


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


def test_cancel_puts_the_file_away(page: ImportsPage, orders: Path, office: Office) -> None:
    page.open(orders)
    page.cancel.click()
    assert page.home.isVisibleTo(page)
    assert page.title() == "Импорт"
    assert lines(office) == []


def test_an_import_stopped_amid_writing_leaves_no_trace(
    page: ImportsPage, tmp_path: Path, office: Office, desk: Desk
) -> None:
    path = tmp_path / "many.csv"
    rows = "".join(f"01.10.2026;РТ-{number};Заря;1\n" for number in range(6_000))
    path.write_text("Дата;Документ;Контрагент;Сумма без НДС\n" + rows, "utf-8")
    page.open(path)
    before = len(list_steps(office.workspace))

    def cancel(standing: Standing | None) -> None:
        if standing is not None and standing.done:
            page.cancel.click()

    desk.jobs.progressed.connect(cancel)
    page.write_now()
    assert lines(office) == []
    assert len(list_steps(office.workspace)) == before
    assert page.write.text() == "Записать 6000 строк"
    assert page.write.isEnabled()


def test_a_file_that_cannot_be_read_is_said_beside_the_drop(page: ImportsPage, tmp_path: Path) -> None:
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"PK\x03\x04 nothing")
    page.open(path)
    assert page.home.isVisibleTo(page)
    assert page.home.trouble.text() == "broken.xlsx: Файл повреждён или это не книга Excel."


def test_a_wrong_encoding_is_mended_at_its_box(page: ImportsPage, orders: Path) -> None:
    orders.write_bytes(ORDERS.encode("cp1251"))
    page.open(orders)
    encoding = page.file.picker("encoding")
    assert encoding.value() == "cp1251"
    encoding.set_value("utf-8")
    encoding.changed.emit()
    assert "Файл записан в другой кодировке. Выберите другую." in shown(page)
    assert not page.write.isEnabled()
    encoding.set_value("cp1251")
    encoding.changed.emit()
    assert page.write.isEnabled()


def test_a_sheet_is_chosen_at_its_box(page: ImportsPage, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    book = xlsxwriter.Workbook(path)
    for name, account in (("Первый", "Заря"), ("Второй", "Судоверфь")):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, ["Клиент", "Месяц", "Сумма без НДС"])
        sheet.write_row(1, 0, [account, "2026-10", 12.5])
    book.close()
    page.open(path)
    assert page.file.table is not None
    assert page.file.table.rows_model.rows()[0].cells[0] == "Заря"
    box = page.file.picker("sheet")
    box.set_value("Второй")
    box.changed.emit()
    assert page.file.table.rows_model.rows()[0].cells[0] == "Судоверфь"


def test_the_page_has_a_use_for_tables_alone(page: ImportsPage, orders: Path, tmp_path: Path) -> None:
    assert page.file_wish([tmp_path / "письмо.pdf"]) is None
    assert page.file_wish([tmp_path / "письмо.pdf", orders])
    page.take_files([tmp_path / "письмо.pdf", orders])
    assert page.form.value() is Form.ORDER_LINES


def test_a_place_may_name_the_file_to_begin_with(page: ImportsPage, orders: Path) -> None:
    moved: list[Place] = []
    page.moved.connect(moved.append)
    page.go_to(Place("imports", view=str(orders)))
    assert page.work.source is not None
    assert set(moved) == {IMPORTS}, "the trail keeps the page, not the file"


def test_the_rows_left_out_are_saved_beside_their_reasons(
    page: ImportsPage, orders: Path, tmp_path: Path, desk: Desk
) -> None:
    notices: list[Notice] = []
    desk.hub.noticed.connect(notices.append)
    page.open(orders)
    assert page.problems.save_link.text() == "Сохранить 3 строки в отдельный файл"
    page.problems.save_link.click()
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    target = tmp_path / "left.csv"
    dialog.fileSelected.emit(str(target))
    text = target.read_text("utf-8-sig")
    assert text.splitlines()[0].endswith(";Что не так")
    assert "31.09.2026;РТ-2;1;Заря;300;;Жданова;Даты «31.09.2026» не существует." in text
    assert notices[-1].text == "3 строки сохранены в left.csv"


def test_data_that_changes_meanwhile_is_reckoned_with(
    page: ImportsPage, orders: Path, office: Office
) -> None:
    page.open(orders)
    office.account("Верфь")
    page.refresh()
    assert figures(page)["новых"] == "2"
    assert ACCOUNTS not in page.problems.frames


def test_receivables_that_are_paid_go(page: ImportsPage, tmp_path: Path) -> None:
    path = tmp_path / "долги.csv"
    head = "Контрагент;Накладная;Срок оплаты;Долг\n"
    path.write_text(head + "Заря;РТ-1;01.11.2026;20\nЗаря;РТ-2;05.11.2026;30\n", "utf-8")
    page.open(path)
    assert page.form.value() is Form.RECEIVABLES
    page.write_now()
    path.write_text(head + "Заря;РТ-2;05.11.2026;30\n", "utf-8")
    page.open(path)
    assert figures(page)["уйдут"] == "1"
    assert page.write.isEnabled()
    frame = page.problems.frames["import.receivables_missing", "", ""]
    assert isinstance(frame, SegmentsFrame)
    frame.control.button_of("keep").click()
    assert "уйдут" not in figures(page)
    assert not page.write.isEnabled()


def test_everything_that_can_be_pressed_has_a_name(page: ImportsPage, orders: Path, qtbot: QtBot) -> None:
    page.open(orders)
    qtbot.waitUntil(page.columns.strips[0].isVisible)
    nameless = [
        type(widget).__name__
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisibleTo(page)
        and not (widget.accessibleName() or getattr(widget, "text", str)())
        and not isinstance(widget.parent(), QAbstractScrollArea)
    ]
    assert nameless == []


def test_tab_goes_as_one_reads(page: ImportsPage, orders: Path, qtbot: QtBot) -> None:
    page.open(orders)
    qtbot.waitUntil(page.columns.strips[0].isVisible)
    names: list[str] = []
    widget = page.nextInFocusChain()
    while widget is not None and widget is not page:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(page):
            names.append(widget.accessibleName() or getattr(widget, "text", str)())
        widget = widget.nextInFocusChain()
    wanted = [
        "Что в файле",
        "Кодировка",
        "Заголовки в строке",
        "Строки файла",
        "Поле для колонки «Дата»",
        "Поле для колонки «Автор»",
        "Кто это — «Верфь»",
        "Название соответствия",
        "Отмена",
        "Записать 1 строку",
    ]
    assert [name for name in names if name in wanted] == wanted


def test_the_rows_of_the_file_are_a_sound_model(
    page: ImportsPage, orders: Path, qtmodeltester: ModelTester
) -> None:
    page.open(orders)
    assert page.file.table is not None
    qtmodeltester.check(page.file.table.rows_model)

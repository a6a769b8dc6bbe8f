"""A chosen file is looked through first: what it brings, which column is which, how sure that is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import xlsxwriter

from kam.core.errors import UserError
from kam.exchange.calendars import DateOrder
from kam.services.imports import (
    Answer,
    FileFormats,
    FileKind,
    Form,
    How,
    ImportChoice,
    SourcePreview,
    Way,
    open_source,
    preview_source,
)
from tests.builders import Office

ORDERS = (
    "Дата;Документ;Стр.;Контрагент;Товарная группа;Кол-во;Сумма;Себестоимость;Автор\n"
    "05.10.2026;РТ-1;1;АО «Заря»;Крепёж;4;312,50;200;Жданова\n"
    "25.10.2026;РТ-1;2;Рассвет;Плёнка;1;100;;Жданова\n"
)


def look(office: Office, folder: Path, text: str, choice: ImportChoice | None = None) -> SourcePreview:
    path = folder / "october.csv"
    path.write_bytes(text.encode("cp1251"))
    return preview_source(office.workspace, open_source(path), choice or ImportChoice())


def hows(preview: SourcePreview) -> dict[str, tuple[str, How]]:
    return {column.heading: (column.field, column.how) for column in preview.columns}


def test_a_file_tells_what_it_is(office: Office, tmp_path: Path) -> None:
    office.account("Рассвет")
    found = look(office, tmp_path, ORDERS)
    assert (found.form, found.form_is_sure, found.rows) == (Form.ORDER_LINES, True, 2)
    assert (found.kind, found.encoding, found.delimiter) == (FileKind.CSV, "cp1251", ";")
    assert (found.settled.header_row, found.can_be_read) == (1, True)
    assert [row.number for row in found.first] == [2, 3]
    assert found.first[0].cells[3] == "АО «Заря»"


def test_each_column_says_how_it_is_known(office: Office, tmp_path: Path) -> None:
    office.account("Рассвет")
    found = look(office, tmp_path, ORDERS)
    assert hows(found) == {
        "Дата": ("date", How.HEADING_AND_KIND),
        "Документ": ("order_number", How.HEADING),
        "Стр.": ("line_number", How.HEADING_AND_KIND),
        "Контрагент": ("account", How.NAMES),
        "Товарная группа": ("product_line", How.NAMES),
        "Кол-во": ("quantity", How.HEADING_AND_KIND),
        "Сумма": ("revenue", How.VAT),
        "Себестоимость": ("cost", How.EMPTY_IS_UNKNOWN),
        "Автор": ("", How.NO_FIELD),
    }
    columns = {column.heading: column for column in found.columns}
    assert (columns["Контрагент"].found, columns["Контрагент"].total) == (1, 2)
    assert (columns["Себестоимость"].blank, columns["Дата"].writing) == (50, DateOrder.DAY_FIRST)
    assert found.asks_vat


def test_vat_is_not_asked_about_where_the_heading_says_it(office: Office, tmp_path: Path) -> None:
    assert not look(office, tmp_path, ORDERS.replace("Сумма", "Сумма без НДС")).asks_vat
    stated = ImportChoice(formats=FileFormats(vat=20))
    assert not look(office, tmp_path, ORDERS, stated).asks_vat


def test_a_name_that_only_the_legal_form_tells_apart_is_suggested(office: Office, tmp_path: Path) -> None:
    dawn = office.account("Заря")
    found = look(office, tmp_path, ORDERS)
    assert dict(found.suggested) == {("account", "АО «Заря»"): Answer(Way.USE, dawn.id)}


def test_a_name_that_two_accounts_fit_is_not_suggested(office: Office, tmp_path: Path) -> None:
    office.account("ООО «Заря»")
    office.account("ПАО «Заря»")
    assert not look(office, tmp_path, ORDERS).suggested


def test_a_column_may_be_given_another_field(office: Office, tmp_path: Path) -> None:
    first = look(office, tmp_path, ORDERS)
    at = next(column.index for column in first.columns if column.heading == "Автор")
    found = look(office, tmp_path, ORDERS, first.choice.with_column(at, "product"))
    assert hows(found)["Автор"] == ("product", How.BY_HAND)
    again = look(office, tmp_path, ORDERS, found.choice.with_column(0, "product"))
    assert hows(again)["Автор"] == ("", How.LEFT)
    assert [field.name for field in again.missing] == ["date"]
    assert not again.can_be_read


def test_another_form_recognises_the_columns_anew(office: Office, tmp_path: Path) -> None:
    first = look(office, tmp_path, ORDERS)
    found = look(office, tmp_path, ORDERS, first.choice.with_form(Form.CONTRACTS))
    assert found.form is Form.CONTRACTS
    assert [field.name for field in found.missing] == ["number"]


def test_a_column_that_does_not_tell_how_it_is_written_is_asked_about(office: Office, tmp_path: Path) -> None:
    rows = "Клиент;Дата;Номер заказа;Сумма\nА;03/04/2026;1;1,234\nА;05/06/2026;2;2,345\n"
    found = look(office, tmp_path, rows)
    assert [(question.heading, question.is_date) for question in found.questions] == [
        ("Дата", True),
        ("Сумма", False),
    ]
    assert not found.can_be_read
    formats = FileFormats(decimal=",", date_order=DateOrder.MONTH_FIRST)
    assert look(office, tmp_path, rows, found.choice.with_formats(formats)).can_be_read


def test_months_as_columns_are_seen(office: Office, tmp_path: Path) -> None:
    found = look(office, tmp_path, "Клиент;янв 2026;фев 2026\nЗаря;1;2\n")
    assert [column.how for column in found.columns] == [How.NAMES, How.MONTH, How.MONTH]
    narrowed = look(office, tmp_path, "Клиент;янв 2026;фев 2026\nЗаря;1;2\n", found.choice.with_column(2, ""))
    assert [column.may_be_month for column in narrowed.columns] == [False, True, True]
    assert narrowed.can_be_read


def workbook(path: Path, **sheets: list[list[object]]) -> Path:
    book = xlsxwriter.Workbook(path)
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, cells in enumerate(rows):
            sheet.write_row(number, 0, cells)
    book.close()
    return path


def test_of_several_sheets_the_one_with_a_table_is_taken(office: Office, tmp_path: Path) -> None:
    source = workbook(
        tmp_path / "export.xlsx",
        Титул=[["Отчёт за октябрь"]],
        Данные=[["Выгрузка"], [], ["Клиент", "Месяц", "Сумма"], ["Заря", "2026-01", 5.5]],
    )
    found = preview_source(office.workspace, open_source(source), ImportChoice())
    assert (found.kind, found.sheets, found.sheet) == (FileKind.WORKBOOK, ("Титул", "Данные"), "Данные")
    assert (found.settled.header_row, found.rows) == (3, 1)
    other = replace(found.choice, formats=FileFormats(sheet="Титул"), columns=None)
    with pytest.raises(UserError, match=r"exchange\.no_rows"):
        preview_source(office.workspace, open_source(source), other)


def test_a_rare_encoding_is_guessed_and_said_to_be_so(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_bytes("Клиент;Отрасль\nЁжик;Лесное хозяйство\n".encode("koi8-r"))
    found = preview_source(office.workspace, open_source(path), ImportChoice())
    assert (found.encoding, found.encoding_is_sure) == ("koi8-r", False)
    stated = ImportChoice(formats=FileFormats(encoding="koi8-r"))
    assert preview_source(office.workspace, open_source(path), stated).encoding_is_sure


def test_what_is_no_table_is_refused_at_once(tmp_path: Path) -> None:
    for name, content, code in (
        ("empty.csv", b"", r"exchange\.empty_file"),
        ("picture.csv", bytes(range(256)) * 8, r"exchange\.not_a_table"),
        ("broken.xlsx", b"PK\x03\x04 nothing", r"exchange\.workbook_damaged"),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(UserError, match=code):
            open_source(path)

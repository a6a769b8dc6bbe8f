"""Files of accounts and people become typed rows, and what is wrong is said by row and column."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kam.core.errors import AmbiguousError, UserError
from kam.core.vocabulary import AccountStatus, Attitude, BuyingRole, Circle, PaymentForm
from kam.exchange.fields import FIELDS, Kind
from kam.exchange.parse import read_rows
from kam.exchange.planning import open_table, plan_import
from kam.exchange.rows import AccountRow, PersonRow
from tests.tables import Bring, WriteBook


def test_a_russian_list_of_clients_needs_no_mapping(bring: Bring) -> None:
    found = bring(
        "accounts",
        "Код;Наименование;ИНН;Статус;Потенциал;Кредитный лимит, руб.;Отсрочка дней;Форма оплаты;Цвет\n"
        "К-1;ООО «Ромашка»;7701234567;действующий;5;1 500 000,00;30;отсрочка;синий\n"
        "К-2;АО «Заря»;;потенциальный;;;;;\n",
    )
    assert found.rows == [
        AccountRow(
            2, "К-1", "ООО «Ромашка»", tax_number="7701234567", status=AccountStatus.ACTIVE, potential=5,
            credit_limit=Decimal(1500000), currency="RUB", deferral_days=30,
            payment_form=PaymentForm.DEFERRED,
        ),
        AccountRow(3, "К-2", "АО «Заря»", status=AccountStatus.PROSPECT),
    ]  # fmt: skip
    assert found.unused == ("Цвет",)


def test_a_workbook_of_clients_is_read_alike(workbook: WriteBook) -> None:
    path = workbook(
        S=[["Список клиентов"], ["Код", "Название", "ИНН", "Лимит"], [17.0, "Заря", 7701234567.0, 2500.5]]
    )
    table = open_table(path, Kind.ACCOUNTS)
    rows = list(read_rows(table, plan_import(table, Kind.ACCOUNTS)))
    assert rows == [AccountRow(3, "17", "Заря", tax_number="7701234567", credit_limit=Decimal("2500.5"))]


def test_each_wrong_cell_is_named_by_row_and_column(bring: Bring) -> None:
    found = bring(
        "accounts",
        "Code,Name,Potential,Credit limit,Currency,Status\n"
        "1,,9,-5,roubles?,vip\n"
        "2,Good,3,10.5,EUR,active\n"
        "3,\x00,3.5,x,USD,lost\n",
    )
    assert found.faults == [
        (2, "Name", "exchange.missing"),
        (2, "Potential", "exchange.out_of_range"),
        (2, "Credit limit", "exchange.too_small"),
        (2, "Currency", "exchange.not_a_currency"),
        (2, "Status", "exchange.unknown_word"),
        (4, "Name", "exchange.control_character"),
        (4, "Potential", "exchange.not_whole"),
        (4, "Credit limit", "exchange.not_a_number"),
    ]
    assert found.all("external_id") == ["2"]
    assert found.bad_rows == 2


def test_a_name_may_have_300_characters_and_no_more(bring: Bring) -> None:
    found = bring("accounts", f"Code,Name\n1,{'я' * 300}\n2,{'я' * 301}\n")
    assert found.all("external_id") == ["1"]
    assert found.faults == [(3, "Name", "exchange.too_long")]


def test_formulas_and_markup_arrive_as_they_were_written(bring: Bring) -> None:
    found = bring("accounts", 'Code,Name\n1,"=HYPERLINK(""http://x"")"\n2,<b>&amp;</b>\n3,{name}%s\n')
    assert found.all("name") == ['=HYPERLINK("http://x")', "<b>&amp;</b>", "{name}%s"]


def test_a_client_twice_in_one_file_is_refused_with_its_first_row(bring: Bring) -> None:
    found = bring("accounts", "Code,Name\n1,Acme\n2,Acme\n1,Other\n")
    assert found.faults == [(4, "", "exchange.repeated_key")]
    assert found.all("name") == ["Acme", "Acme"]


def test_a_mapping_chooses_the_key_and_takes_only_its_columns(bring: Bring) -> None:
    found = bring(
        "accounts",
        "CustomerID,CompanyName,Country\nALFKI,Alfreds,Germany\nANATR,Ana,\n",
        'key = "external_id"\n[columns]\nCustomerID = "external_id"\nCompanyName = ["name", "legal_name"]\n'
        '[defaults]\nstatus = "active"',
    )
    assert found.rows[0] == AccountRow(2, "ALFKI", "Alfreds", "Alfreds", status=AccountStatus.ACTIVE)
    assert found.unused == ("Country",)


def test_a_mapping_may_settle_one_column_and_leave_the_others_to_be_recognised(bring: Bring) -> None:
    found = bring(
        "accounts",
        "ID,Firma,Land,City,Name\n1,Alfreds,Germany,Berlin,x\n",
        'recognise = true\n[columns]\nFirma = "name"\nLand = "country"\nName = ""',
    )
    assert found.rows == [AccountRow(2, "1", "Alfreds", country="Germany", city="Berlin")]
    assert found.unused == ("Name",)


def test_a_default_fills_an_empty_cell(bring: Bring) -> None:
    found = bring("accounts", "Code,Name,Country\n1,A,\n2,B,Italy\n", '[defaults]\ncountry = "Россия"')
    assert found.all("country") == ["Россия", "Italy"]


def test_a_default_that_cannot_be_is_refused(bring: Bring) -> None:
    with pytest.raises(UserError, match=r"exchange\.default_wrong"):
        bring("accounts", "Code,Name\n1,A\n", "[defaults]\npotential = 9")


def test_an_update_by_number_alone_needs_no_names(bring: Bring) -> None:
    assert bring("accounts", "Code,Potential\n1,5\n").rows == [AccountRow(2, "1", potential=5)]


def test_a_number_that_may_be_two_is_asked_about(bring: Bring) -> None:
    text = 'Code,Name,Credit limit\n1,A,5\n2,B,"1,234"\n'
    with pytest.raises(AmbiguousError) as caught:
        bring("accounts", text)
    details = caught.value.details
    assert caught.value.code == "exchange.ambiguous_numbers"
    assert (details["column"], details["row"], details["value"]) == ("Credit limit", 3, "1,234")
    assert (details["one"], details["two"]) == (Decimal("1.234"), Decimal(1234))
    assert bring("accounts", text, '[formats]\ndecimal = "."').all("credit_limit") == [5, 1234]
    settled = bring("accounts", text, '[column_formats."credit limit"]\ndecimal = ","')
    assert settled.all("credit_limit") == [5, Decimal("1.234")]


def test_a_column_in_two_writings_becomes_problems_once_it_is_settled(bring: Bring) -> None:
    text = 'Code,Name,Credit limit\n1,A,"1,5"\n2,B,2.5\n'
    with pytest.raises(AmbiguousError, match=r"exchange\.mixed_numbers"):
        bring("accounts", text)
    assert bring("accounts", text, '[formats]\ndecimal = "."').faults == [
        (2, "Credit limit", "exchange.not_a_number")
    ]


@pytest.mark.parametrize(
    ("kind", "text", "missing"),
    [
        ("accounts", "Цвет,Вес\nсиний,5\n", "name"),
        ("people", "Клиент,Телефон\nЗаря,5\n", "full_name"),
        ("people", "ФИО\nИванов\n", "account"),
        ("sales", "Клиент,Сумма\nЗаря,5\n", "month"),
        ("sales", "Клиент,Заказ,Сумма\nЗаря,1,5\n", "date"),
    ],
)
def test_columns_that_no_file_can_do_without_are_named(
    bring: Bring, kind: str, text: str, missing: str
) -> None:
    with pytest.raises(UserError) as caught:
        bring(kind, text)
    assert caught.value.code == "exchange.columns_missing"
    assert caught.value.details["fields"] == missing


def test_a_file_of_headings_alone_is_refused(bring: Bring) -> None:
    with pytest.raises(UserError, match=r"exchange\.no_rows"):
        bring("accounts", "Code,Name\n\n , \n")


def test_ragged_rows_are_named_and_empty_cells_beyond_the_headings_are_not(bring: Bring) -> None:
    found = bring("accounts", "Code,Name,City\n1,A\n2,B,Berlin,more\n3,C,Cork,,\n4,D,Derry\n")
    assert found.faults == [(2, "", "exchange.row_too_short"), (3, "", "exchange.row_too_long")]
    assert found.all("city") == ["Cork", "Derry"]


def test_people_come_with_their_names_apart(bring: Bring) -> None:
    found = bring(
        "people",
        "CustomerID,CompanyName,ФИО,Должность,E-mail,День рождения,Роли,Круг,Влияние,Отношение\n"
        "ALFKI,Alfreds,Соколова Анна Ильинична,Директор,a@x.ru,12.03.1975,ЛПР; утверждает,1,5,сторонник\n",
    )
    assert found.rows == [
        PersonRow(
            2, "ALFKI", None, "Соколова", "Анна", "Ильинична", "Директор",
            email="a@x.ru", birthday=date(1975, 3, 12),
            buying_roles=(BuyingRole.DECIDER, BuyingRole.APPROVER), circle=Circle.CORE, influence=5,
            attitude=Attitude.SUPPORTER,
        )
    ]  # fmt: skip


def test_parts_of_a_name_in_columns_of_their_own_are_taken_as_they_are(bring: Bring) -> None:
    found = bring("people", "Клиент,Фамилия,Имя,Отчество\nЗаря,де Сент-Экзюпери,Антуан,\n")
    assert found.rows == [PersonRow(2, "Заря", None, "де Сент-Экзюпери", "Антуан")]


def test_a_person_needs_a_name_and_a_birthday_its_century(bring: Bring) -> None:
    found = bring("people", "Client,First name,Last name,Birthday\nA,,,\nA,Ann,Lee,12.03.55\n")
    assert found.faults == [(2, "", "exchange.nameless"), (3, "Birthday", "exchange.year_of_two_digits")]


def test_namesakes_at_two_clients_are_two_people(bring: Bring) -> None:
    found = bring("people", "Client,Name\nA,Ann Lee\nB,Ann Lee\nA,Ann Lee\n")
    assert found.all("account") == ["A", "B"]
    assert found.faults == [(4, "", "exchange.repeated_key")]


def test_a_mapping_for_another_kind_is_refused(tmp_path: Path) -> None:
    from kam.exchange.mapping import Mapping

    path = tmp_path / "source.csv"
    path.write_text("Code,Name\n1,A\n")
    table = open_table(path, Kind.ACCOUNTS)
    with pytest.raises(UserError, match=r"exchange\.mapping_kind"):
        plan_import(table, Kind.ACCOUNTS, Mapping(Kind.SALES))


@pytest.mark.parametrize(("kind", "row"), [(Kind.ACCOUNTS, AccountRow), (Kind.PEOPLE, PersonRow)])
def test_a_row_has_a_place_for_every_field(kind: Kind, row: type[AccountRow | PersonRow]) -> None:
    assert set(FIELDS[kind]) - {"full_name"} == set(row.__dataclass_fields__) - {"row"}


def test_progress_is_told_and_may_cancel(tmp_path: Path) -> None:
    path = tmp_path / "source.csv"
    path.write_text("Code,Name\n" + "".join(f"{number},A\n" for number in range(5000)))
    table = open_table(path, Kind.ACCOUNTS)
    told: list[tuple[int, int | None]] = []
    reading = read_rows(table, plan_import(table, Kind.ACCOUNTS), progress=lambda *step: told.append(step))
    assert len(list(reading)) == 5000
    assert told == [(2000, None), (4000, None), (0, 5000), (2000, 5000), (4000, 5000), (5000, 5000)]

    def cancel(done: int, total: int | None) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_rows(table, plan_import(table, Kind.ACCOUNTS), progress=cancel)

"""Contracts come in by number or subject within their account; what the file does not say stays."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kam.models import Contract
from kam.services.history import undo_step
from tests.bringing import Desk
from tests.builders import Office

CONTRACTS = (
    "Контрагент;Номер договора;Предмет;Сумма договора;Действует с;Действует до;"
    "Автопролонгация;Дней уведомления\n"
    "Заря;12/26;Поставка плёнки;1 200 000,00;01.01.2026;31.12.2026;да;60\n"
    "Рассвет;7;Логистика;;01.02.2026;;нет;\n"
)


@pytest.fixture
def desk(office: Office, tmp_path: Path) -> Desk:
    made = Desk(office, tmp_path)
    made.bring("accounts", "Код;Клиент\nК-1;Заря\nК-2;Рассвет\n")
    return made


def test_contracts_come_in_with_their_terms(desk: Desk) -> None:
    assert desk.bring("contracts", CONTRACTS).added == 2
    names = (
        "number",
        "subject",
        "amount_minor",
        "currency",
        "starts_on",
        "ends_on",
        "renews_itself",
        "notice_days",
    )
    assert desk.all(Contract, *names) == [
        ("12/26", "Поставка плёнки", 120_000_000, "RUB", date(2026, 1, 1), date(2026, 12, 31), True, 60),
        ("7", "Логистика", None, None, date(2026, 2, 1), None, False, None),
    ]


def test_a_second_file_changes_what_it_says_and_leaves_the_rest(desk: Desk) -> None:
    desk.bring("contracts", CONTRACTS)
    assert desk.bring("contracts", CONTRACTS).unchanged == 2
    report = desk.bring("contracts", "Контрагент;Номер договора;Действует до\nЗаря;12/26;31.12.2027\n")
    assert (report.added, report.updated) == (0, 1)
    assert desk.all(Contract, "ends_on", "notice_days", "renews_itself")[0] == (date(2027, 12, 31), 60, True)
    undo_step(desk.office.workspace)
    assert desk.all(Contract, "ends_on")[0] == date(2026, 12, 31)


def test_without_numbers_the_subject_tells_contracts_apart(desk: Desk) -> None:
    rows = "Контрагент;Предмет договора;Действует до\nЗаря;Поставка;31.12.2026\nЗаря;Хранение;31.12.2026\n"
    assert desk.bring("contracts", rows).added == 2
    assert desk.bring("contracts", rows.replace("Хранение", "ХРАНЕНИЕ")).unchanged == 2


def test_a_contract_does_not_end_before_it_begins(desk: Desk) -> None:
    desk.bring("contracts", CONTRACTS)
    rows = "Контрагент;Номер договора;Действует до\nЗаря;12/26;31.12.2025\n"
    assert desk.refusal("contracts", rows) == [(2, "Действует до", "import.ends_before_start")]


def test_a_number_that_fits_two_contracts_is_never_guessed(desk: Desk) -> None:
    desk.bring("contracts", CONTRACTS)
    whose = desk.all(Contract, "account_id")[0]
    desk.office.add(Contract(account_id=whose, number="12/26"))
    assert desk.refusal("contracts", CONTRACTS) == [(2, "Номер договора", "import.several_contracts")]

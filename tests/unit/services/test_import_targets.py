"""Targets come in by account, month, measure and product line; a second file takes the place of the first."""

from __future__ import annotations

from pathlib import Path

import pytest

from kam.core.periods import Month
from kam.core.vocabulary import TargetMeasure
from kam.models import ProductLine, Target
from kam.services.history import redo_step, undo_step
from tests.bringing import Desk
from tests.builders import Office

PLANS = "Клиент;Месяц;Линейка;План\nЗаря;2026-01;Крепёж;1000,50\nЗаря;02.2026;;2000\n"


@pytest.fixture
def desk(office: Office, tmp_path: Path) -> Desk:
    made = Desk(office, tmp_path)
    made.bring("accounts", "Код;Клиент\nК-1;Заря\nК-2;Рассвет\n")
    return made


def targets(desk: Desk) -> list[tuple[Month, int, str]]:
    return desk.all(Target, "month", "amount_minor", "measure")


def test_targets_come_in_by_month_and_product_line(desk: Desk) -> None:
    report = desk.bring("targets", PLANS)
    assert (report.added, report.created_product_lines) == (2, ("Крепёж",))
    assert targets(desk) == [
        (Month(2026, 1), 100_050, TargetMeasure.REVENUE),
        (Month(2026, 2), 200_000, TargetMeasure.REVENUE),
    ]
    assert desk.all(Target, "product_line_id") == [*desk.all(ProductLine, "id"), None]


def test_months_may_be_columns(desk: Desk) -> None:
    report = desk.bring("targets", "Клиент;янв 2026;фев 2026;мар 2026\nЗаря;10;20;\nРассвет;;5;7\n")
    assert report.added == 4
    assert [(str(month), amount) for month, amount, _ in targets(desk)] == [
        ("2026-01", 1_000),
        ("2026-02", 2_000),
        ("2026-02", 500),
        ("2026-03", 700),
    ]


def test_a_measure_of_its_own_stands_beside_revenue(desk: Desk) -> None:
    desk.bring("targets", "Клиент;Месяц;Показатель;План\nЗаря;2026-01;Выручка;100\nЗаря;2026-01;Маржа;30\n")
    assert [row[1:] for row in targets(desk)] == [
        (10_000, TargetMeasure.REVENUE),
        (3_000, TargetMeasure.MARGIN),
    ]


def test_a_second_file_takes_the_place_of_the_first_and_adds_nothing_twice(desk: Desk) -> None:
    desk.bring("targets", PLANS)
    again = desk.bring("targets", PLANS)
    assert (again.added, again.updated, again.unchanged, again.recorded) == (0, 0, 2, False)
    report = desk.bring("targets", PLANS.replace("2000", "2500"))
    assert (report.added, report.updated, report.unchanged) == (0, 1, 1)
    assert [row[1] for row in targets(desk)] == [100_050, 250_000]


def test_two_names_of_one_account_do_not_add_up(desk: Desk) -> None:
    assert desk.refusal("targets", "Клиент;Месяц;План\nЗаря;2026-01;1\n«ЗАРЯ»;2026-01;2\n") == [
        (3, "", "import.same_record")
    ]


def test_what_cannot_be_a_target_is_named(desk: Desk) -> None:
    rows = "Клиент;Месяц;План\nЗаря;2026-01;-1\nНикто;2026-01;1\nЗаря;когда-то;1\nЗаря;2026-02;\n"
    assert desk.refusal("targets", rows) == [
        (2, "План", "exchange.too_small"),
        (3, "Клиент", "import.unknown_account"),
        (4, "Месяц", "exchange.not_a_month"),
        (5, "План", "exchange.missing"),
    ]


def test_one_undo_takes_all_of_it_back(desk: Desk) -> None:
    before = desk.content()
    desk.bring("targets", PLANS)
    after = desk.content()
    undo_step(desk.office.workspace)
    assert desk.content() == before
    redo_step(desk.office.workspace)
    assert desk.content() == after

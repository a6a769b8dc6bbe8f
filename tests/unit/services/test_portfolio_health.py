"""Health in the portfolio: sorted, filtered and grouped by, exported, and never waited for by the rows."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from kam.analysis.health.churn import ChurnRisk
from kam.analysis.health.score import HealthBand
from kam.core.vocabulary import Attitude
from kam.core.words import words_for
from kam.exchange.tables_out import TableFormat
from kam.models import Setting
from kam.services.health.book import read_whole_health
from kam.services.lists.accounts import list_accounts
from kam.services.portfolio.exporting import export_portfolio
from kam.services.portfolio.matrix import read_matrix
from kam.services.portfolio.ordering import PortfolioColumn
from kam.services.portfolio.query import Condition, Grouping, PortfolioQuery
from kam.services.portfolio.query_json import as_json, from_json
from kam.services.portfolio.reading import Portfolio, portfolio_choices, read_portfolio, why_empty
from tests.builders import NOW, Office
from tests.custom import Custom

MONDAY = date(2026, 11, 23)
EVERYBODY = PortfolioQuery()


@pytest.fixture
def three(office: Office) -> dict[str, Custom]:
    """One sound client, one that fell within the month and may leave, and one of whom nothing is known."""
    sound, fell = Custom.at(office, "Крепкий"), Custom.at(office, "Павший")
    fell.lose_champion(MONDAY - timedelta(days=3))
    fell.turn_away(MONDAY - timedelta(days=2))
    office.account("Неизвестный")
    return {"Крепкий": sound, "Павший": fell}


def read(office: Office, query: PortfolioQuery = EVERYBODY, **values: bool) -> Portfolio:
    return read_portfolio(office.workspace, query, as_of=NOW, **values)


def names(office: Office, query: PortfolioQuery) -> list[str]:
    return [row.name for row in read(office, query).rows]


def by(column: PortfolioColumn, *, descending: bool = False) -> PortfolioQuery:
    return PortfolioQuery(sort=column, descending=descending)


# --- the rows do not wait


def test_rows_come_without_health_until_somebody_read_it(office: Office, three: dict[str, Custom]) -> None:
    assert read(office).health is None
    book = read_whole_health(office.workspace, as_of=NOW)
    known = read(office).health
    assert known is not None
    assert known.rows[three["Павший"].account.id].score == book.rows[three["Павший"].account.id].score


def test_a_change_of_a_few_is_followed_at_once(office: Office, three: dict[str, Custom]) -> None:
    read_whole_health(office.workspace, as_of=NOW)
    sound = three["Крепкий"]
    sound.lose_champion(MONDAY)
    known = read(office).health
    assert known is not None
    assert known.rows[sound.account.id].change == -7


def test_who_wants_health_waits_for_it(office: Office, three: dict[str, Custom]) -> None:
    portfolio = read(office, with_health=True)
    assert portfolio.health is not None
    assert set(portfolio.health.rows) == {row.id for row in portfolio.rows}


# --- order, conditions, groups


def test_rows_are_sorted_by_health_with_the_unknown_last(office: Office, three: dict[str, Custom]) -> None:
    assert names(office, by(PortfolioColumn.HEALTH)) == ["Павший", "Крепкий", "Неизвестный"]
    assert names(office, by(PortfolioColumn.HEALTH, descending=True)) == ["Крепкий", "Павший", "Неизвестный"]
    assert names(office, by(PortfolioColumn.HEALTH_CHANGE))[:2] == ["Павший", "Крепкий"]
    assert names(office, by(PortfolioColumn.HEALTH_TREND))[0] == "Павший"


def test_the_gravest_risk_stands_first(office: Office, three: dict[str, Custom]) -> None:
    assert names(office, by(PortfolioColumn.CHURN_RISK, descending=True))[0] == "Павший"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (PortfolioQuery(health_bands=frozenset({HealthBand.GREEN})), ["Крепкий"]),
        (PortfolioQuery(health_bands=frozenset({None})), ["Неизвестный"]),
        (PortfolioQuery(health_bands=frozenset({HealthBand.AMBER, HealthBand.RED})), ["Павший"]),
        (PortfolioQuery(health_below=True), ["Павший"]),
        (PortfolioQuery(health_fell=True), ["Павший"]),
        (PortfolioQuery(churn_risks=frozenset({ChurnRisk.MEDIUM, ChurnRisk.HIGH})), ["Павший"]),
        (PortfolioQuery(inertia=True), []),
        (PortfolioQuery(health_fell=True, text="креп"), []),
    ],
)
def test_conditions_of_health(
    office: Office, three: dict[str, Custom], query: PortfolioQuery, found: list[str]
) -> None:
    assert names(office, query) == found


def test_money_that_stands_still_over_people_that_cool_is_inertia(office: Office) -> None:
    custom = Custom.at(office)
    custom.turn_away(MONDAY - timedelta(days=60))
    custom.lose_champion(MONDAY - timedelta(days=200))
    office.change(custom.decider, cadence_days=14)
    assert names(office, PortfolioQuery(inertia=True)) == ["Волга"]


def test_the_settings_say_what_is_low_and_what_a_fall_is(office: Office, three: dict[str, Custom]) -> None:
    office.add(Setting(name="health", value='{"amber_to": 95, "signal_fall": 60}'))
    assert sorted(names(office, PortfolioQuery(health_below=True))) == ["Крепкий", "Павший"]
    assert names(office, PortfolioQuery(health_fell=True)) == []
    choices = portfolio_choices(office.workspace, as_of=NOW).health
    assert (choices.below, choices.fall) == (96, 60)


def test_groups_stand_from_the_worst_band_to_the_unknown(office: Office, three: dict[str, Custom]) -> None:
    found = read(office, PortfolioQuery(grouping=Grouping.HEALTH)).groups
    assert [group.rows[0].name for group in found] == ["Павший", "Крепкий", "Неизвестный"]
    assert found[-1].label is None


def test_what_hides_everybody_is_told_of_health_too(office: Office, three: dict[str, Custom]) -> None:
    query = PortfolioQuery(health_fell=True, health_bands=frozenset({HealthBand.GREEN}))
    found = {each.dropped: each.count for each in why_empty(office.workspace, query, as_of=NOW)}
    assert found == {Condition.HEALTH_FELL: 1, Condition.HEALTH_BANDS: 1}


def test_the_filter_bar_counts_as_soon_as_health_is_known(office: Office, three: dict[str, Custom]) -> None:
    before = portfolio_choices(office.workspace, as_of=NOW)
    assert before.health.bands == (*((each, None) for each in HealthBand), (None, None))
    assert Condition.HEALTH_FELL not in before.conditions
    read_whole_health(office.workspace, as_of=NOW)
    after = portfolio_choices(office.workspace, as_of=NOW)
    assert dict(after.health.bands)[HealthBand.GREEN] == 1
    assert dict(after.health.bands)[None] == 1
    assert after.conditions[Condition.HEALTH_FELL] == 1


def test_the_matrix_meets_conditions_of_health(office: Office, three: dict[str, Custom]) -> None:
    assert read_matrix(office.workspace, PortfolioQuery(health_fell=True), as_of=NOW).shown == 1


# --- saved views


def test_a_saved_view_keeps_what_it_asks_of_health() -> None:
    query = PortfolioQuery(
        health_bands=frozenset({HealthBand.RED, None}),
        churn_risks=frozenset({ChurnRisk.HIGH}),
        health_fell=True,
        sort=PortfolioColumn.HEALTH,
        descending=False,
        grouping=Grouping.HEALTH,
    )
    assert from_json(as_json(query)) == query


def test_a_view_of_an_older_file_asks_nothing_of_health() -> None:
    stored = {"segments": ["vip"], "sort": "revenue", "contact_overdue": True}
    query = from_json(stored)
    assert query.health_bands == frozenset()
    assert not query.health_below
    assert as_json(query) == {"segments": ["vip"], "contact_overdue": True}


# --- out


_COLUMNS = (
    PortfolioColumn.NAME,
    PortfolioColumn.HEALTH,
    PortfolioColumn.HEALTH_CHANGE,
    PortfolioColumn.HEALTH_TREND,
    PortfolioColumn.CHURN_RISK,
)


def test_health_goes_into_a_table_as_numbers(
    office: Office, three: dict[str, Custom], tmp_path: Path
) -> None:
    shown = read(office, by(PortfolioColumn.HEALTH), with_health=True)
    path = export_portfolio(shown, _COLUMNS, tmp_path / "к.csv", TableFormat.CSV, words_for("ru"))
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, fell, sound, unknown = csv.reader(file, delimiter=";")
    assert head[:4] == ["Клиент", "Здоровье", "Сдвиг здоровья", "Здоровье 2025-11-30"]
    assert len(head) == 3 + 12 + 1
    assert head[-2:] == ["Здоровье 2026-10-31", "Риск ухода"]
    assert sound[:3] == ["Крепкий", "90", "0"]
    assert (fell[0], int(fell[1]) < 83, int(fell[2]) < -7) == ("Павший", True, True)
    assert fell[14] == "90", "as it stood at the end of October"
    assert unknown[:3] == ["Неизвестный", "", ""]


def test_a_workbook_has_them_as_numbers_too(office: Office, three: dict[str, Custom], tmp_path: Path) -> None:
    shown = read(office, by(PortfolioColumn.HEALTH), with_health=True)
    path = export_portfolio(shown, _COLUMNS, tmp_path / "к.xlsx", TableFormat.XLSX, words_for("ru"))
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    table = [row for row in rows if row[0] in {"Крепкий", "Павший"}]
    assert table[1][1] == 90.0


def test_before_health_is_read_a_table_has_no_noughts_for_it(
    office: Office, three: dict[str, Custom], tmp_path: Path
) -> None:
    path = export_portfolio(
        read(office), (PortfolioColumn.NAME, PortfolioColumn.HEALTH), tmp_path / "к.csv", TableFormat.CSV,
        words_for("ru"),
    )  # fmt: skip
    assert "0" not in path.read_text(encoding="utf-8-sig")


def test_a_client_against_us_is_not_sound(office: Office) -> None:
    account = office.account()
    office.stakeholder(account, attitude=Attitude.OPPONENT, influence=5, since=date(2026, 1, 1))
    assert names(office, PortfolioQuery(health_below=True)) == [account.name]


def test_the_list_of_the_command_line_has_health_as_of_its_moment(
    office: Office, three: dict[str, Custom]
) -> None:
    now = {row.name: row for row in list_accounts(office.workspace, as_of=NOW)}
    assert (now["Крепкий"].health, now["Крепкий"].churn_risk) == (90, ChurnRisk.LOW)
    assert now["Павший"].churn_risk is not ChurnRisk.LOW
    assert (now["Неизвестный"].health, now["Неизвестный"].health_change) == (None, None)
    then = NOW - timedelta(days=4)
    fallen = three["Павший"].account.id
    (row,) = list_accounts(office.workspace, as_of=then, account_id=fallen)
    assert (row.health, row.churn_risk) == (90, ChurnRisk.LOW)

"""What changed since a version is read in few rows: decisions first, what came with the work together."""

from __future__ import annotations

from kam.core.formats import Formats
from kam.core.vocabulary import InitiativeStatus
from kam.core.words import label, words_for
from kam.reports.content.plan import PlanChange, PlanChangeSort, PlanValue
from kam.reports.plan.changes import ChangeLine, change_lines

WORDS = words_for("ru")
RISK, MILESTONE = label("plan line", "risk"), label("plan line", "milestone")
INITIATIVE, MEASUREMENT = label("plan line", "initiative"), label("plan line", "measurement")
ACTION, OBJECTIVE = label("plan line", "action"), label("plan line", "objective")
PASSED, PROGRESS = label("plan field", "passed on"), label("plan field", "progress, %")
STATUS, WEIGHT = label("plan field", "status"), label("plan field", "probability")
TITLE = label("plan field", "title")
ADDED, CHANGED = PlanChangeSort.ADDED, PlanChangeSort.CHANGED


def lines(*changes: PlanChange) -> list[ChangeLine]:
    return change_lines(WORDS, Formats("ru"), changes)


def said(*changes: PlanChange) -> list[str]:
    return [each.said(WORDS).replace("\u00a0", " ") for each in lines(*changes)]


def passed(title: str, on: PlanValue) -> PlanChange:
    return PlanChange(CHANGED, MILESTONE, title, PASSED, None, on, happened=True)


def test_everything_that_changed_of_a_line_is_one_row() -> None:
    found = said(
        PlanChange(CHANGED, INITIATIVE, "Пилот", PROGRESS, 0, 40, happened=True),
        PlanChange(
            CHANGED,
            INITIATIVE,
            "Пилот",
            STATUS,
            InitiativeStatus.PLANNED,
            InitiativeStatus.RUNNING,
            happened=True,
        ),
    )
    assert found == ["Пилот; готовность, %: 0 → 40; статус: запланирована → идёт"]


def test_what_was_decided_comes_before_what_came_with_the_work() -> None:
    found = said(
        passed("Склад принят", "23.06"),
        PlanChange(ADDED, ACTION, "Карты мойки", happened=True),
        PlanChange(ADDED, RISK, "Тендер"),
        PlanChange(CHANGED, RISK, "Каустик", WEIGHT, 2, 3),
    )
    assert found[:2] == ["Риск: Тендер", "Каустик; вероятность: 2 → 3"]
    assert found[2:] == ["Склад принят; пройдена: — → 23.06", "Действие: Карты мойки"]


def test_facts_of_one_sort_that_were_noted_are_one_row() -> None:
    [row] = lines(passed("Склад принят", "23.06"), passed("Запас завезён", "22.09"))
    assert (row.section, row.subject) == ("веха", "пройдена")
    assert row.how == "Склад принят — 23.06; Запас завезён — 22.09"


def test_actions_and_measurements_that_came_are_gathered() -> None:
    found = lines(
        PlanChange(ADDED, MEASUREMENT, "Мойка", after="58, 24.07.2026", happened=True),
        PlanChange(ADDED, MEASUREMENT, "Мойка", after="52, 30.10.2026", happened=True),
        PlanChange(ADDED, ACTION, "Карты мойки", happened=True),
        PlanChange(ADDED, ACTION, "Пломбы", happened=True),
    )
    assert [(each.subject, each.how) for each in found] == [
        ("Мойка", "58, 24.07.2026; 52, 30.10.2026"),
        ("новых: 2", "Карты мойки; Пломбы"),
    ]


def test_what_was_decided_stays_a_row_each() -> None:
    assert said(PlanChange(ADDED, RISK, "Тендер"), PlanChange(ADDED, RISK, "Каустик")) == [
        "Риск: Тендер",
        "Риск: Каустик",
    ]


def test_a_new_title_is_told_once() -> None:
    assert said(
        PlanChange(CHANGED, OBJECTIVE, "Сторонник в качестве", TITLE, "Сторонник", "Сторонник в качестве")
    ) == ["Цель; название: Сторонник → Сторонник в качестве"]

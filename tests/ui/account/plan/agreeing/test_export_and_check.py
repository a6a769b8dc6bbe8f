"""A plan leaves the program as a file for whom it is meant, and is looked through before."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from kam.analysis.client_words import WordSort
from kam.core.vocabulary import ObjectiveKind
from kam.models import Account, Competitor, Objective, Plan, Risk
from kam.services.plans.exporting import PlanFormat
from kam.ui.account.plan.agreeing.export_sheet import ExportWish
from kam.ui.account.plan.tab import PlanTab
from kam.ui.desk import Desk
from tests.builders import Office


@pytest.mark.parametrize(("form", "begins"), [(PlanFormat.PDF, b"%PDF"), (PlanFormat.XLSX, b"PK")])
def test_a_plan_is_written_and_the_status_line_says_where(
    tab: PlanTab, desk: Desk, tmp_path: Path, form: PlanFormat, begins: bytes
) -> None:
    told: list[str] = []
    desk.hub.noticed.connect(lambda notice: told.append(notice.text))
    export = tab.agreeing.export
    assert export.plan is not None
    path = tmp_path / f"plan.{form.value}"
    export.write(export.plan, ExportWish(form, "ru"), path)
    assert path.read_bytes().startswith(begins)
    assert str(path) in told[-1]


def test_a_file_is_named_by_client_plan_and_reader(tab: PlanTab, account: Account) -> None:
    export = tab.agreeing.export
    assert export.plan is not None
    named = export.file_name(export.plan, ExportWish(PlanFormat.DOCX, "en", customer_safe=True, version=2))
    assert named.startswith(account.name)
    assert named.endswith(".docx")
    assert "План роста" in named
    assert "2" in named


def test_where_a_file_cannot_be_written_the_user_hears_it(tab: PlanTab, tmp_path: Path) -> None:
    export = tab.agreeing.export
    assert export.plan is not None
    export.write(export.plan, ExportWish(PlanFormat.XLSX, "ru"), tmp_path / "nowhere" / "plan.xlsx")
    assert not (tmp_path / "nowhere").exists()


def test_a_competitor_in_a_text_for_the_client_is_for_a_decision(
    tab: PlanTab, office: Office, plan: Plan
) -> None:
    office.add(Competitor(name="Вольф Абразив", name_key="вольф абразив"))
    office.change(plan, field_of_play="Линии, где сейчас Вольф Абразив, и наш союзник на них")
    tab.agreeing.export.ask(PlanFormat.DOCX)
    sheet = tab.agreeing.export.sheet
    assert sheet is not None
    assert sheet.primary.isEnabled()
    sheet.choose_readers(clients=True)
    assert [(each.word, each.sort) for each in sheet.words_found] == [
        ("Вольф Абразив", WordSort.COMPETITOR),
        ("союзник", WordSort.RATING),
    ]
    assert not sheet.primary.isEnabled()
    sheet.agreed.setChecked(True)
    assert sheet.primary.isEnabled()
    assert sheet.wish().customer_safe
    sheet.done(0)


def test_a_company_template_is_offered_where_a_format_takes_one(tab: PlanTab) -> None:
    for form in PlanFormat:
        tab.agreeing.export.ask(form)
        sheet = tab.agreeing.export.sheet
        assert sheet is not None
        assert sheet.template.isVisible() is form.takes_template
        sheet.done(0)


def test_the_check_leads_from_a_finding_to_its_line(
    tab: PlanTab, office: Office, plan: Plan, account: Account
) -> None:
    risk = office.add(Risk(account_id=account.id, plan_id=plan.id, title="Тендер", probability=4, impact=4))
    tab.show_account(account.id, view="check")
    check = tab.agreeing.check
    row = next(each for each in check.findings.rows if "Тендер" in each.accessibleName())
    row.click()
    sheet = tab.editing.sheet
    assert sheet is not None
    assert getattr(sheet, "line").id == risk.id  # noqa: B009 - a sheet of a line
    sheet.done(0)


def test_what_was_found_and_what_is_missing_is_read_whole(
    tab: PlanTab, office: Office, plan: Plan, qtbot: QtBot
) -> None:
    long = "Замер времени мойки на каждой линии и каждой смене с подписью начальника цеха " * 3
    office.add(Objective(plan_id=plan.id, kind=ObjectiveKind.CLIENT_SUCCESS, title=long.strip()))
    tab.resize(1000, 640)
    tab.show_account(plan.account_id, view="check")
    check = tab.agreeing.check
    rows = [*check.findings.rows, *check.completeness.rows]
    texts = [each for row in rows for each in row.findChildren(QLabel) if each.wordWrap()]
    assert any(long.strip() in each.text() for each in texts)
    qtbot.waitUntil(lambda: all(each.height() >= each.heightForWidth(each.width()) for each in texts))


def test_an_objective_without_actions_leads_to_its_promises(
    tab: PlanTab, office: Office, plan: Plan, account: Account
) -> None:
    office.add(Objective(plan_id=plan.id, kind=ObjectiveKind.CLIENT_SUCCESS, title="Мойка за 41 минуту"))
    tab.show_account(account.id, view="check")
    rows = tab.agreeing.check.findings.rows
    next(each for each in rows if each.accessibleName().startswith("Цель без действий")).click()
    sheet = tab.deeds.sheet
    assert sheet is not None
    assert sheet.isVisible()
    sheet.done(0)


def test_a_section_that_lacks_something_says_what_and_leads_to_its_view(
    tab: PlanTab, account: Account
) -> None:
    tab.show_account(account.id, view="check")
    rows = tab.agreeing.check.completeness.rows
    budget = next(each for each in rows if each.accessibleName().startswith("Бюджет, 0"))
    assert "Не сказано" in budget.accessibleName()
    budget.click()
    assert tab.bar.views.current == "people"

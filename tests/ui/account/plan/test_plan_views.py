"""The charter, and people and money of a plan: what is shown, what is late, what leads where."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kam.core.money import Money
from kam.core.vocabulary import ObjectiveKind, OpportunityStage, PlanStatus
from kam.models import (
    Account,
    BudgetLine,
    CommunicationLine,
    GrowthSource,
    Objective,
    Opportunity,
    Participant,
    Plan,
    PlanDecision,
)
from kam.services.history import undo_step
from kam.services.lists.meetings import list_meetings
from kam.ui.account.plan.contacts_sheet import ContactsSheet
from kam.ui.account.plan.tab import PlanTab
from kam.ui.desk import Desk
from kam.ui.widgets.panels import Row
from tests.builders import Office

BEFORE, AHEAD = date(2026, 10, 1), date(2026, 12, 11)


def show(tab: PlanTab, view: str) -> None:
    tab.refresh()
    tab.bar.views.button_of(view).click()


def names(panel: object) -> list[str]:
    return [row.accessibleName() for row in panel.lines.rows]  # type: ignore[attr-defined]


def test_the_view_is_a_place_and_opens_again(tab: PlanTab, desk: Desk, plan: Plan) -> None:
    moved: list[str] = []
    tab.moved.connect(moved.append)
    show(tab, "people")
    assert moved == ["people"]
    tab.show_account(plan.account_id, None, "charter")
    assert tab.charter.isVisible()
    tab.keep()
    assert PlanTab(desk)._view == "charter"


def test_where_nothing_is_written_the_template_asks(tab: PlanTab, office: Office, plan: Plan) -> None:
    office.change(plan, ambition="Первый поставщик")
    show(tab, "charter")
    said = [each.text() for each in tab.charter.texts.findChildren(type(tab.charter.growth.total))]
    assert "Первый поставщик" in said
    assert tab.charter.growth._empty.isVisible()


def test_the_sources_are_held_against_what_the_target_asks_for(
    tab: PlanTab, office: Office, plan: Plan
) -> None:
    office.add(
        Objective(
            plan_id=plan.id,
            kind=ObjectiveKind.REVENUE,
            title="96 млн",
            unit="млн ₽",
            baseline=Decimal(90),
            target=Decimal(96),
        )
    )
    office.add(GrowthSource(plan_id=plan.id, title="Вторая башня", amount_minor=4_000_000_00, currency="RUB"))
    show(tab, "charter")
    growth = tab.charter.growth
    assert growth.way.isVisible()
    assert growth.way.accessibleName().replace("\u00a0", " ") == (
        "До цели нужно 6 млн ₽ прироста; источники дают 4 млн ₽, для 2 млн ₽ источника нет."
    )


def test_a_source_named_as_its_opportunity_is_named_once(
    tab: PlanTab, office: Office, plan: Plan, account: Account
) -> None:
    tower, belt = (
        Opportunity(account_id=account.id, title=title, stage=OpportunityStage.IDEA)
        for title in ("Вторая башня", "Лента")
    )
    office.add_all(
        tower,
        belt,
        *(
            GrowthSource(
                plan_id=plan.id, title=title, amount_minor=100, currency="RUB", opportunity_id=deal.id
            )
            for title, deal in (("Вторая башня", tower), ("Розлив", belt))
        ),
    )
    show(tab, "charter")
    said = [each.rsplit(",", 1)[0] for each in names(tab.charter.growth)]
    assert sorted(said) == ["Вторая башня", "Розлив, Лента"]


def test_decisions_stand_open_ones_first_and_say_which_are_late(
    tab: PlanTab, office: Office, plan: Plan
) -> None:
    office.add_all(
        PlanDecision(plan_id=plan.id, text="Взято", decided_on=BEFORE, decided_by="Грачёв"),
        PlanDecision(plan_id=plan.id, text="Позже", needed_by=AHEAD),
        PlanDecision(plan_id=plan.id, text="Просрочено", needed_by=BEFORE),
    )
    show(tab, "charter")
    assert [name.split(",")[0] for name in names(tab.charter.decisions)] == ["Просрочено", "Позже", "Взято"]


def test_who_has_not_spoken_for_too_long_is_seen(
    tab: PlanTab, office: Office, account: Account, plan: Plan
) -> None:
    office.add(
        CommunicationLine(
            plan_id=plan.id,
            colleague_id=office.me,
            stakeholder_id=office.stakeholder(account).id,
            every_days=30,
            about="объёмы",
        )
    )
    show(tab, "people")
    [told] = names(tab.people.contacts)
    assert "не было, +" in told


def test_the_communication_plan_is_put_on_the_calendar_as_one_step(
    tab: PlanTab, office: Office, account: Account, plan: Plan
) -> None:
    office.add(
        CommunicationLine(
            plan_id=plan.id,
            colleague_id=office.me,
            stakeholder_id=office.stakeholder(account).id,
            every_days=30,
        )
    )
    show(tab, "people")
    tab.people.contacts.calendar.click()
    sheet = tab.deeds.sheet
    assert isinstance(sheet, ContactsSheet)
    assert len(sheet.rows) > 2
    sheet.rows[0].box.setChecked(False)
    wanted = len(sheet.rows) - 1
    sheet.primary.click()
    assert len(list_meetings(office.workspace)) == wanted
    [told] = names(tab.people.contacts)
    assert "следующий" in told
    undo_step(office.workspace)
    assert not list_meetings(office.workspace)


def test_the_budget_adds_up_in_one_currency(tab: PlanTab, office: Office, plan: Plan) -> None:
    def line(title: str, amount: int, spent: int | None, currency: str = "RUB") -> BudgetLine:
        return BudgetLine(
            plan_id=plan.id, title=title, amount_minor=amount, spent_minor=spent, currency=currency
        )

    office.add_all(
        line("Замеры", 600_000_00, 300_000_00),
        line("Поездки", 400_000_00, None),
        line("Стенд", 5_000_00, None, "EUR"),
    )
    show(tab, "people")
    budget = tab.people.budget
    assert budget.planned.text() == tab.look.formats.money(1_000_000_00, "RUB")
    assert budget.spent.text() == tab.look.formats.money(300_000_00, "RUB")
    assert budget.told.text() == "Потрачено 30\u00a0%. Суммы в других валютах в итог не входят."


def test_a_line_of_each_list_is_added_opened_and_deleted(tab: PlanTab, office: Office, plan: Plan) -> None:
    show(tab, "people")
    tab.people.budget.add.click()
    sheet = tab.editing.sheet
    assert sheet is not None
    sheet.form["title"].set_value("Испытания")
    sheet.form["amount"].set_value(Money(100_00, "RUB"))
    sheet.primary.click()
    [row] = tab.people.budget.lines.rows
    assert tab.editing.plan is not None
    tab.people.budget.removed.emit(tab.editing.plan.content.budget[0].id)
    assert not tab.people.budget.lines.rows
    undo_step(office.workspace)
    tab.refresh()
    assert len(tab.people.budget.lines.rows) == 1
    assert row is not tab.people.budget.lines.rows[0]


def test_what_is_agreed_on_offers_no_deleting(tab: PlanTab, office: Office, plan: Plan) -> None:
    office.add(BudgetLine(plan_id=plan.id, title="Замеры", amount_minor=100_00, currency="RUB"))
    office.change(plan, status=PlanStatus.APPROVED)
    show(tab, "people")
    lines = tab.people.budget.lines
    [row] = lines.rows
    assert isinstance(row, Row)
    assert [each.text() for each in lines.menu_of(row).actions()] == ["Изменить…"]
    QTest.keyClick(row, Qt.Key.Key_Delete)
    assert tab.people.budget.lines.rows == (row,)


def test_a_next_contact_makes_a_late_one_less_urgent(
    tab: PlanTab, office: Office, account: Account, plan: Plan
) -> None:
    place = office.stakeholder(account)
    office.add(
        CommunicationLine(plan_id=plan.id, colleague_id=office.me, stakeholder_id=place.id, every_days=10)
    )
    meeting = office.meeting(account, datetime.combine(AHEAD, time(10)), place)
    office.add(Participant(interaction_id=meeting.id, colleague_id=office.me, position=2))
    tab.refresh()
    assert tab._reading is not None
    assert tab._reading.shown is not None
    [spoken] = tab._reading.shown.beside.spoken.values()
    assert spoken.next_on == AHEAD
    assert spoken.late_days > 0

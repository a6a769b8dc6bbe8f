"""What stands beside the map: the checks, or a person with how they were rated."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton, QWidget

from kam.core.vocabulary import RatingKind
from kam.services.history import undo_step
from kam.services.people.rating import rating_history
from kam.ui.account.people.sheets.explaining import MeanSheet
from kam.ui.account.people.sheets.owning import OwnerSheet
from kam.ui.account.people.tab import PeopleTab
from kam.ui.widgets.table.table import Table
from tests.company import Company


def texts(widget: QWidget) -> str:
    labels = [each.text() for each in widget.findChildren(QLabel)]
    return " | ".join([*labels, *(each.accessibleName() for each in widget.findChildren(QWidget))])


def press(widget: QWidget, text: str) -> None:
    next(each for each in widget.findChildren(QPushButton) if each.text() == text).click()


def test_the_checks_stand_there_while_nobody_is_chosen(tab: PeopleTab) -> None:
    said = texts(tab.checks)
    assert tab.checks.isVisible()
    assert "Проверки карты" in said
    assert "Противник без нашего человека" in said
    assert "Соболева, влияние 5 из 5, сторонник" in said


def test_a_check_is_worked_off_from_where_it_stands(tab: PeopleTab, company: Company) -> None:
    press(tab.checks, "Назначить")
    sheet = next(each for each in QApplication.topLevelWidgets() if isinstance(each, OwnerSheet))
    sheet.form["colleague"].set_value(company.ours)
    sheet.primary.click()
    assert company.row(company.sceptic).owner_id == company.ours, "the more influential of the two first"
    assert tab.checks.isVisible()


def test_the_weighted_attitude_answers_why(tab: PeopleTab) -> None:
    """0 × 5 + 1 × 5 − 1 × 4 − 2 × 3 = −5; of 17 in all."""
    assert "−0,3" in texts(tab.checks)
    tab.checks.mean_asked.emit()
    sheet = next(each for each in QApplication.topLevelWidgets() if isinstance(each, MeanSheet))
    assert "−5 ÷ 17 = −0,29" in texts(sheet)
    table = sheet.findChild(Table)
    assert table is not None
    assert table.rows_model.rowCount() == 4
    assert "1 человек без оценки не учтён." in texts(sheet)
    sheet.primary.click()


def test_a_person_is_shown_with_what_is_known_of_them(tab: PeopleTab, company: Company) -> None:
    company.office.change(company.sceptic, cares_about="стойкость круга", concerns="биение партии")
    company.office.rating(company.sceptic, RatingKind.ATTITUDE, 1, ago=60, evidence="Сам предложил испытания")
    tab.refresh()
    tab.choose(company.sceptic.id)
    said = texts(tab.person)
    for part in (
        "Мальцев",
        "Технический директор",
        "скептик",
        "стойкость круга",
        "биение партии",
        "Сам предложил испытания",
        "Зимин А.",
    ):
        assert part in said.replace("\u00a0", " ")


def test_what_else_can_be_done_to_a_person_stands_in_the_menu_beside_them(
    tab: PeopleTab, company: Company
) -> None:
    tab.choose(company.sceptic.id)
    menus = [button.menu() for button in tab.person.findChildren(QToolButton) if button.menu() is not None]
    said = [action.text() for action in menus[0].actions()]
    assert "Отметить уход…" in said, "it is there, and stays there"


def test_a_rating_that_was_a_mistake_is_taken_out_and_brought_back(tab: PeopleTab, company: Company) -> None:
    company.office.rating(company.sceptic, RatingKind.ATTITUDE, 2, evidence="Ошибка")
    tab.refresh()
    tab.choose(company.sceptic.id)
    assert tab.person.history is not None
    wrong = rating_history(company.office.workspace, company.sceptic.id, RatingKind.ATTITUDE)[-1]
    tab.person.history.removal_wished.emit(wrong.id)
    assert company.row(company.sceptic).attitude.value == -1
    assert "Ошибка" not in texts(tab.person)
    undo_step(company.office.workspace)
    assert company.row(company.sceptic).attitude.value == 2


def test_the_kind_of_rating_that_is_looked_at_stays_when_data_change(
    tab: PeopleTab, company: Company
) -> None:
    tab.choose(company.sceptic.id)
    assert tab.person.history is not None
    tab.person.history.kinds.button_of("influence").click()
    tab.refresh()
    assert tab.person.history is not None
    assert tab.person.history.kinds.current == "influence"
    tab.choose(company.decider.id)
    assert tab.person.history.kinds.current == "attitude"


def test_a_person_of_the_palette_is_found_by_their_identity(tab: PeopleTab, company: Company) -> None:
    person = company.row(company.opponent).person_id
    tab.show_account(company.account.id, person)
    assert tab.chart.current == company.opponent.id
    assert tab.person.isVisible()


def test_another_client_begins_with_nobody_chosen(tab: PeopleTab, company: Company) -> None:
    tab.choose(company.opponent.id)
    other = company.office.account("Заречный")
    tab.show_account(other.id)
    assert tab.checks.isVisible()
    assert "На схеме пока никого нет." in texts(tab.checks)

"""Adding, naming, changing, rating, tying, leaving, moving: each in its sheet, each with its refusals."""

from __future__ import annotations

from datetime import timedelta
from typing import TypeVar
from uuid import UUID

from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from kam.core.vocabulary import Attitude, BuyingRole, Circle, ContactKind, InteractionKind, LineKind
from kam.services.history import list_steps, undo_step
from kam.services.lists.meetings import list_meetings
from kam.services.people.forms import ContactDraft
from kam.services.people.leaving import Vacancy
from kam.services.people.map import read_map
from kam.ui.account.people.sheets.adding import AddPersonSheet, AddVacancySheet, GiveNameSheet
from kam.ui.account.people.sheets.editing import EditSheet
from kam.ui.account.people.sheets.leaving import LeaveSheet, MoveSheet
from kam.ui.account.people.sheets.owning import ChampionSheet, DeciderSheet, TeamSheet
from kam.ui.account.people.sheets.planning import PlanContactSheet
from kam.ui.account.people.sheets.rating import AimSheet, RateSheet
from kam.ui.account.people.sheets.tying import BossSheet, TieSheet
from kam.ui.account.people.tab import PeopleTab
from kam.ui.desk import Desk
from kam.ui.widgets.people_picker import Candidate
from tests.company import Company

S = TypeVar("S", bound=QDialog)


def opened(kind: type[S]) -> S:
    return next(
        each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()
    )


def is_open(kind: type[QDialog]) -> bool:
    return any(isinstance(each, kind) and each.isVisible() for each in QApplication.topLevelWidgets())


def test_a_new_person_gets_a_place_and_is_chosen(tab: PeopleTab, company: Company) -> None:
    tab.deeds.add_person(boss=company.boss.id)
    sheet = opened(AddPersonSheet)
    for name, value in (
        ("person.family_name", "Беляев"),
        ("person.given_name", "Роман"),
        ("person.phone", "+7 900 123-45-67"),
        ("job_title", "финансовый директор"),
        ("roles", (BuyingRole.APPROVER,)),
        ("circle", Circle.SUPPORT),
    ):
        sheet.form[name].set_value(value)
    sheet.primary.click()
    row = next(row for row in company.map().places if row.label == "Беляев")
    assert (row.reports_to, row.roles, row.circle) == (
        company.boss.id,
        (BuyingRole.APPROVER,),
        Circle.SUPPORT,
    )
    assert tab.chart.current == row.id
    assert not is_open(AddPersonSheet)


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(
    tab: PeopleTab, company: Company
) -> None:
    tab.deeds.add_person()
    sheet = opened(AddPersonSheet)
    sheet.form["person.phone"].set_value("12")
    sheet.form["job_title"].set_value("юрист")
    sheet.primary.click()
    assert sheet.isVisible()
    assert sheet.form.fields["person.family_name"].message.text()
    assert sheet.form.fields["person.phone"].message.text(), (
        "the second contact is the only one that was typed"
    )
    assert not sheet.form.fields["person.email"].message.text()
    assert sheet.form["job_title"].value() == "юрист"
    assert len(company.map().places) == 5
    sheet.done_well()


def test_who_is_there_already_is_offered_and_taken(tab: PeopleTab, company: Company) -> None:
    elsewhere = company.office.account("Заречный")
    known = company.office.stakeholder(elsewhere, "Роман", "Беляев")
    tab.deeds.add_person()
    sheet = opened(AddPersonSheet)
    sheet.form["person.family_name"].set_value("Беляев")
    sheet.form["person.given_name"].set_value("Роман")
    sheet.likely.ask()
    (found,) = sheet.likely.found
    assert found.places == ("Заречный",)
    press = next(each for each in sheet.likely.findChildren(QPushButton) if each.text() == "Это он")
    press.click()
    assert not sheet.form.fields["person.family_name"].isVisible()
    sheet.primary.click()
    row = next(row for row in company.map().places if row.label == "Беляев")
    assert row.person_id == known.person_id, "one person, two places"


def test_a_place_without_a_name_waits_and_is_named(tab: PeopleTab, company: Company) -> None:
    tab.deeds.add_vacancy()
    sheet = opened(AddVacancySheet)
    sheet.primary.click()
    assert sheet.form.fields["placeholder"].message.text(), "it needs a description"
    sheet.form["placeholder"].set_value("Служба безопасности")
    sheet.primary.click()
    row = next(row for row in company.map().places if row.is_placeholder)
    assert tab.chart.current == row.id
    tab.deeds.give_name(row)
    who = opened(GiveNameSheet)
    who.form["person.family_name"].set_value("Котов")
    who.form["since"].set_value(company.office.today - timedelta(days=3))
    who.primary.click()
    named = company.map().place(row.id)
    assert named is not None
    assert (named.label, named.is_placeholder) == ("Котов", False)


def test_a_person_and_their_place_are_changed_together(tab: PeopleTab, company: Company) -> None:
    tab.deeds.edit(company.row(company.sceptic))
    sheet = opened(EditSheet)
    sheet.place["cares_about"].set_value("простои")
    sheet.person["patronymic"].set_value("Сергеевич")
    sheet.person["contacts"].set_value((ContactDraft(ContactKind.EMAIL, "maltsev@volga.example"),))
    steps = len(list_steps(company.office.workspace))
    sheet.primary.click()
    assert not is_open(EditSheet)
    row = company.row(company.sceptic)
    assert (row.cares_about, row.name.patronymic) == ("простои", "Сергеевич")
    assert len(list_steps(company.office.workspace)) == steps + 1


def test_a_wrong_contact_is_said_on_the_side_where_it_is(tab: PeopleTab, company: Company) -> None:
    tab.deeds.edit(company.row(company.sceptic))
    sheet = opened(EditSheet)
    sheet.person["contacts"].set_value((ContactDraft(ContactKind.EMAIL, "не почта"),))
    sheet.primary.click()
    assert sheet.isVisible()
    assert sheet.parts.current == "person"
    assert sheet.person.fields["contacts"].message.text()
    sheet.done_well()


def test_a_form_that_changes_nothing_writes_nothing(tab: PeopleTab, company: Company) -> None:
    company.office.change(company.decider, job_title="директор")
    tab.refresh()
    steps = len(list_steps(company.office.workspace))
    tab.deeds.edit(company.row(company.decider))
    opened(EditSheet).primary.click()
    assert len(list_steps(company.office.workspace)) == steps


def test_rating_again_notes_only_what_was_changed(tab: PeopleTab, company: Company) -> None:
    tab.deeds.rate(company.row(company.sceptic))
    sheet = opened(RateSheet)
    sheet.form["attitude"].set_value(Attitude.NEUTRAL)
    sheet.form["evidence"].set_value("Согласился на испытания")
    sheet.primary.click()
    row = company.row(company.sceptic)
    assert row.attitude.value is Attitude.NEUTRAL
    assert row.attitude.evidence == "Согласился на испытания"
    assert row.influence.evidence is None


def test_rating_the_same_again_is_a_new_look(tab: PeopleTab, company: Company) -> None:
    company.office.clock.moment += timedelta(days=100)
    tab.refresh()
    assert company.row(company.sceptic).attitude.stale
    tab.deeds.rate(company.row(company.sceptic))
    sheet = opened(RateSheet)
    sheet.form["evidence"].set_value("По-прежнему не верит")
    sheet.primary.click()
    assert not company.row(company.sceptic).attitude.stale


def test_a_target_is_set_and_let_go(tab: PeopleTab, company: Company) -> None:
    tab.deeds.aim(company.row(company.sceptic))
    sheet = opened(AimSheet)
    sheet.form["target"].set_value(Attitude.SUPPORTER)
    sheet.form["by"].set_value(company.office.today - timedelta(days=1))
    sheet.primary.click()
    assert sheet.form.fields["by"].message.text(), "a target lies ahead"
    sheet.form["by"].set_value(company.office.today + timedelta(days=90))
    sheet.primary.click()
    assert company.row(company.sceptic).attitude.target is Attitude.SUPPORTER
    tab.deeds.aim(company.row(company.sceptic))
    sheet = opened(AimSheet)
    sheet.form["target"].set_value(None)
    sheet.primary.click()
    assert company.row(company.sceptic).attitude.target is None


def test_who_leaves_keeps_the_place_open_and_hands_over_the_reports(tab: PeopleTab, company: Company) -> None:
    tab.deeds.leave(company.row(company.decider))
    sheet = opened(LeaveSheet)
    assert sheet.form["successor"].value() is Vacancy.OPEN
    sheet.primary.click()
    found = company.map()
    assert company.row(company.opponent).reports_to != company.decider.id
    vacancy = next(row for row in found.places if row.is_placeholder)
    assert company.row(company.opponent).reports_to == vacancy.id
    undo_step(company.office.workspace)
    assert company.row(company.opponent).reports_to == company.decider.id


def test_somebody_goes_on_at_another_client(tab: PeopleTab, company: Company) -> None:
    other = company.office.account("Заречный")
    tab.deeds.move(company.row(company.sceptic))
    sheet = opened(MoveSheet)
    sheet.primary.click()
    assert sheet.form.fields["account"].message.text(), "a client must be chosen"
    sheet.form["account"].set_value(Candidate(other.id, other.name))
    sheet.form["successor"].set_value(None)
    sheet.form["job_title"].set_value("директор")
    sheet.primary.click()
    there = read_map(company.office.workspace, other.id, as_of=company.office.clock.now() + timedelta(days=2))
    (row,) = there.places
    assert (row.label, row.job_title) == ("Мальцев", "директор")
    assert row.person_id == company.sceptic.person_id


def test_a_client_is_found_by_typing(tab: PeopleTab, company: Company) -> None:
    other = company.office.account("Заречный завод")
    tab.deeds.move(company.row(company.sceptic))
    sheet = opened(MoveSheet)
    answers: list[UUID] = []
    picker = sheet.form["account"]
    picker._ask("Зареч", lambda found: answers.extend(each.id for each in found))  # type: ignore[attr-defined]
    assert answers == [other.id]
    sheet.done_well()


def test_a_line_is_drawn_refused_twice_and_taken_away(tab: PeopleTab, company: Company) -> None:
    tab.deeds.tie(company.row(company.boss))
    sheet = opened(TieSheet)
    sheet.primary.click()
    assert sheet.form.fields["other"].message.text()
    sheet.form["other"].set_value(company.sceptic.id)
    sheet.form["kind"].set_value(LineKind.INFORMAL)
    sheet.primary.click()
    (line,) = [tie for tie in company.map().relations if tie.kind is LineKind.INFORMAL]
    tab.deeds.tie(company.row(company.sceptic))
    again = opened(TieSheet)
    again.form["other"].set_value(company.boss.id)
    again.form["kind"].set_value(LineKind.INFORMAL)
    again.primary.click()
    assert again.isVisible(), "an informal line is the same from both ends"
    again.done_well()
    tab.deeds.untie(line)
    assert [tie.kind for tie in company.map().relations] == [LineKind.CONFLICTS]


def test_a_superior_is_chosen_from_those_who_are_not_below(tab: PeopleTab, company: Company) -> None:
    tab.deeds.choose_boss(company.row(company.decider))
    sheet = opened(BossSheet)
    sheet.form["boss"].set_value(company.opponent.id)
    assert sheet.form["boss"].value() is None, "whoever is below is not offered"
    sheet.form["boss"].set_value(company.sceptic.id)
    sheet.primary.click()
    assert company.row(company.decider).reports_to == company.sceptic.id


def test_a_place_is_deleted_with_an_offer_to_take_it_back(
    tab: PeopleTab, company: Company, desk: Desk, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(desk.hub.noticed) as told:
        tab.deeds.delete(company.row(company.opponent))
    assert told.args is not None
    assert told.args[0].undoable
    assert len(company.map().places) == 4
    undo_step(company.office.workspace)
    assert len(company.map().places) == 5


def test_a_contact_is_planned(tab: PeopleTab, company: Company) -> None:
    tab.deeds.plan_contact([company.row(company.boss)])
    sheet = opened(PlanContactSheet)
    sheet.primary.click()
    assert sheet.isVisible(), "a contact needs a subject"
    sheet.form["subject"].set_value("Познакомиться")
    sheet.primary.click()
    (meeting,) = list_meetings(company.office.workspace, account_id=company.account.id)
    assert meeting.kind is InteractionKind.CALL
    assert company.row(company.boss).next_contact_at is not None


def test_who_decides_is_said(tab: PeopleTab, company: Company) -> None:
    tab.deeds.choose_decider()
    sheet = opened(DeciderSheet)
    sheet.form["who"].set_value(company.sceptic.id)
    sheet.primary.click()
    assert company.row(company.sceptic).roles[0] is BuyingRole.DECIDER


def test_a_champion_to_win_is_chosen_the_likeliest_first(tab: PeopleTab, company: Company) -> None:
    tab.deeds.choose_champion()
    sheet = opened(ChampionSheet)
    assert sheet.form["who"].value() == company.decider.id
    sheet.primary.click()
    assert company.row(company.decider).attitude.target is Attitude.CHAMPION


def test_one_of_ours_becomes_a_column(tab: PeopleTab, company: Company) -> None:
    new = company.office.colleague("Павел Котов").id
    tab.deeds.add_colleague()
    sheet = opened(TeamSheet)
    assert company.ours not in {option for option, _ in sheet.options()}, "who is there is not offered"
    sheet.form["colleague"].set_value(new)
    sheet.primary.click()
    assert new in {each.id for each in company.map().colleagues}


def test_who_came_back_is_there_again(tab: PeopleTab, company: Company) -> None:
    company.office.change(company.opponent, left_on=company.office.today - timedelta(days=5))
    tab.refresh()
    row = company.row(company.opponent)
    assert row.left_on is not None
    tab.deeds.come_back(row)
    assert company.row(company.opponent).left_on is None

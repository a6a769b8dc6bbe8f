"""The page of health: weights and bands beside what they mean for the clients, before they are saved."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from kam.analysis.health.score import WEIGHTS, HealthFactor
from kam.core.periods import Month
from kam.core.vocabulary import Attitude, BuyingRole
from kam.models import MonthlySales
from kam.services.history import list_steps, undo_step
from kam.services.settings import HealthPage, read_health_page, save_health_page
from kam.ui.desk import Desk
from kam.ui.places import SETTINGS, Place, health_place
from kam.ui.settings.health import HealthSection, RatioEditor, WeightEditor
from kam.ui.settings.item import Item
from kam.ui.settings.page import SettingsPage
from kam.ui.widgets.fields import SpinEditor
from kam.ui.widgets.panels import Row
from tests.builders import Office


def open_page(desk: Desk, qtbot: QtBot) -> SettingsPage:
    made = SettingsPage(desk)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    desk.hub.changed.connect(lambda areas: made.refresh() if areas & made.areas else None)
    made.go_to(replace(SETTINGS, view="health"))
    return made


@pytest.fixture
def clients(office: Office) -> Office:
    """Alpha's sales fall while everybody there is for us; Beta's grow, and nobody is known there."""
    for name, step in (("Альфа", -5), ("Бета", 5)):
        account = office.account(name)
        office.add_all(
            *(
                MonthlySales(
                    account_id=account.id,
                    month=Month(2023, 11) + number,
                    revenue_minor=(200 + step * number) * 100_000,
                    currency="RUB",
                )
                for number in range(36)
            )
        )
        if name == "Альфа":
            office.stakeholder(account, roles=(BuyingRole.DECIDER,), attitude=Attitude.CHAMPION)
    return office


@pytest.fixture
def page(clients: Office, desk: Desk, qtbot: QtBot) -> SettingsPage:
    del clients
    return open_page(desk, qtbot)


def section(page: SettingsPage) -> HealthSection:
    assert isinstance(page.section, HealthSection)
    return page.section


def item(page: SettingsPage, name: str) -> Item:
    return next(each for each in page.section.items() if each.name == name)


def weigh(page: SettingsPage, factor: HealthFactor, weight: int) -> None:
    editor = item(page, f"weights.{factor.value}").editor
    assert isinstance(editor, WeightEditor)
    editor.slider.setValue(weight)


def spin(page: SettingsPage, name: str, value: int) -> None:
    editor = item(page, name).editor
    assert isinstance(editor, SpinEditor)
    editor.spin.setValue(value)


def share(page: SettingsPage, factor: HealthFactor) -> str:
    editor = item(page, f"weights.{factor.value}").editor
    assert isinstance(editor, WeightEditor)
    return editor.share.text()


def told(page: SettingsPage) -> str:
    """What is said of the clients: bands, mean, verdict, and who would move."""
    panel = section(page).preview
    rows = [row.accessibleName() for row in panel.clients.rows if isinstance(row, Row)]
    said = [panel.bars.accessibleName(), panel.mean.accessibleName(), panel.verdict.text(), *rows]
    return "\n".join(said).replace("\N{NO-BREAK SPACE}", " ")


def test_weights_stand_with_their_shares_of_the_sum(page: SettingsPage) -> None:
    assert share(page, HealthFactor.REVENUE).replace("\N{NO-BREAK SPACE}", " ") == "20 %"
    weigh(page, HealthFactor.REVENUE, 45)
    assert share(page, HealthFactor.REVENUE).startswith("36")
    assert share(page, HealthFactor.PROMISES).startswith("4")
    assert "сумма 125" in {each.text() for each in page.section.findChildren(QLabel)}
    assert "было 20" in item(page, "weights.revenue").was.accessibleName()


def test_what_it_means_is_said_before_it_is_saved(page: SettingsPage, desk: Desk, qtbot: QtBot) -> None:
    assert "Все клиенты остаются в своих полосах." in told(page)
    steps = len(list_steps(desk.workspace))
    spin(page, "red_to", 74)
    qtbot.waitUntil(lambda: "Плохо: 0, станет 1" in told(page))
    assert "1 клиент перейдёт в другую полосу:" in told(page)
    assert "Альфа" in told(page)
    assert len(list_steps(desk.workspace)) == steps, "nothing is saved yet"
    page.section.save()
    assert read_health_page(desk.workspace).red_to == 74
    assert len(list_steps(desk.workspace)) == steps + 1
    assert "Плохо: 0, станет 1" in told(page), "it is compared with how it was when the page was opened"


def test_a_weight_moves_scores_and_the_mean_by_revenue(page: SettingsPage, qtbot: QtBot) -> None:
    before = section(page).preview.mean.accessibleName()
    weigh(page, HealthFactor.PEOPLE, 0)
    weigh(page, HealthFactor.REVENUE, 50)
    qtbot.waitUntil(lambda: section(page).preview.mean.accessibleName() != before)


def test_taking_it_back_takes_back_what_it_meant(page: SettingsPage, desk: Desk, qtbot: QtBot) -> None:
    spin(page, "red_to", 74)
    page.section.save()
    qtbot.waitUntil(lambda: "станет" in told(page))
    desk.hub.announce(undo_step(desk.workspace).changed)
    qtbot.waitUntil(lambda: "станет" not in told(page))
    assert item(page, "red_to").editor.value() == 50


def test_bands_that_cross_are_refused_beside_the_field(page: SettingsPage, desk: Desk, qtbot: QtBot) -> None:
    spin(page, "red_to", 80)
    page.section.save()
    fault = item(page, "amber_to").fault
    qtbot.waitUntil(lambda: bool(fault.text()))
    assert fault.text() == "«Внимание» должно кончаться выше, чем «плохо»: не меньше 81."
    assert read_health_page(desk.workspace) == HealthPage()
    qtbot.waitUntil(lambda: "станет" not in told(page))
    spin(page, "amber_to", 90)
    page.section.save()
    assert read_health_page(desk.workspace).amber_to == 90
    assert not fault.text()


def test_no_weight_at_all_is_refused_in_a_sentence(page: SettingsPage, desk: Desk) -> None:
    for factor in HealthFactor:
        weigh(page, factor, 0)
    page.section.save()
    faults = [each.fault.text() for each in page.section.items() if each.fault.text()]
    assert faults == ["Нужен вес хотя бы у одного фактора: иначе здоровье не из чего считать."]
    assert dict(read_health_page(desk.workspace).weights) == dict(WEIGHTS)


def test_how_many_times_is_typed_and_never_empty(page: SettingsPage, desk: Desk) -> None:
    chosen = item(page, "overdue_ratio")
    assert isinstance(chosen.editor, RatioEditor)
    for typed, fault in (("", "Заполните это поле."), ("0,5", "Здесь имеет смысл от 1 до 10.")):
        chosen.editor.line.setText(typed)
        chosen.editor.line.textEdited.emit(typed)
        page.section.save()
        assert chosen.fault.text() == fault
        assert read_health_page(desk.workspace) == HealthPage()
    chosen.editor.line.setText("2,5")
    chosen.editor.line.textEdited.emit("2,5")
    page.section.save()
    assert str(read_health_page(desk.workspace).overdue_ratio) == "2.5"


def test_the_defaults_come_back_as_one_step(page: SettingsPage, desk: Desk) -> None:
    weigh(page, HealthFactor.WALLET, 40)
    spin(page, "high", 6)
    page.section.save()
    assert page.restore.isEnabled()
    page.restore.click()
    assert read_health_page(desk.workspace) == HealthPage()
    assert item(page, "weights.wallet").editor.value() == WEIGHTS[HealthFactor.WALLET]


def test_a_factor_that_weighed_nothing_is_reckoned_when_it_weighs_again(
    clients: Office, desk: Desk, qtbot: QtBot
) -> None:
    save_health_page(desk.workspace, HealthPage(weights={**WEIGHTS, HealthFactor.PEOPLE: 0}))
    page = open_page(desk, qtbot)
    weigh(page, HealthFactor.PEOPLE, 50)
    page.section.save()
    other = open_page(desk, qtbot)
    now = section(other).preview.mean.accessibleName()
    qtbot.waitUntil(lambda: now.split()[-1] in told(page))


def test_a_client_who_would_move_opens_their_health(page: SettingsPage, qtbot: QtBot) -> None:
    places: list[Place] = []
    page.went.connect(places.append)
    spin(page, "red_to", 74)
    qtbot.waitUntil(lambda: len(section(page).preview.clients.rows) == 1)
    (row,) = section(page).preview.clients.rows
    assert isinstance(row, Row)
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert len(places) == 1
    assert places[0].account_id is not None
    assert places == [health_place(places[0].account_id)]


def test_without_a_client_it_says_so(desk: Desk, qtbot: QtBot) -> None:
    page = open_page(desk, qtbot)
    assert "сравнивать нечего" in told(page)


@pytest.mark.parametrize(
    ("typed", "name"), [("вес люд", "weights.people"), ("wallet", "weights.wallet"), ("риск ухода", "medium")]
)
def test_the_search_finds_it(page: SettingsPage, typed: str, name: str) -> None:
    found = [match for match in page.matches(typed) if match.code == "health"]
    assert name in {match.name for match in found}
    page.show_match(next(match for match in found if match.name == name))
    assert page.section.code == "health"


def test_what_the_silence_of_orders_says_is_set_beside_the_other_signs(
    page: SettingsPage, clients: Office, qtbot: QtBot
) -> None:
    for name, value in (("quiet_percent", 60), ("once_days", 150)):
        editor = item(page, name).editor
        assert isinstance(editor, SpinEditor)
        editor.spin.setValue(value)
    qtbot.waitUntil(lambda: read_health_page(clients.workspace).once_days == 150)
    kept = read_health_page(clients.workspace)
    assert kept.quiet_percent == 60
    assert (kept.churn.quiet_percent, kept.churn.once_days) == (60, 150)

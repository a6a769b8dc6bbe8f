"""The sheet behind every number of health: it adds up, opens, leads to the records, and copies itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from kam.analysis.health.score import HealthFactor
from kam.core.formats import Formats, Target
from kam.core.vocabulary import Attitude, BuyingRole
from kam.core.words import words_for
from kam.services.health.book import read_health
from kam.services.health.evidence import Evidence, EvidenceKind
from kam.services.health.rows import HealthRow
from kam.services.health.telling import health_text
from kam.ui.desk import Desk
from kam.ui.health.places import evidence_place, factor_place
from kam.ui.health.why import HealthWhy, WhySheet
from kam.ui.look import Look
from kam.ui.places import Place, account_place, complaint_place, retention_place
from kam.ui.widgets.focus import first_by_tab
from tests import health
from tests.builders import Office

EVIDENCE = {
    health.SOBOLEVA: Evidence(
        health.SOBOLEVA, EvidenceKind.PERSON, health.ACCOUNT, "Соболева Ирина", None, health.SOBOLEVA
    ),
    health.SHUBINA: Evidence(
        health.SHUBINA, EvidenceKind.PERSON, health.ACCOUNT, "Шубина Ольга", None, health.SHUBINA
    ),
    health.COMPLAINT: Evidence(
        health.COMPLAINT,
        EvidenceKind.COMPLAINT,
        health.ACCOUNT,
        "К-2026-0043 · Биение круга",
        health.TODAY,
        health.COMPLAINT,
    ),
}
Opened = Callable[[HealthRow], WhySheet]


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """A window of a small laptop."""
    made = QWidget()
    made.resize(1280, 720)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def opened(look: Look, window: QWidget, qtbot: QtBot) -> Opened:
    """The sheet of a row, open over the window."""

    def open_(row: HealthRow) -> WhySheet:
        sheet = WhySheet(look, window, row, EVIDENCE)
        sheet.open()
        qtbot.waitExposed(sheet)
        return sheet

    return open_


def texts(widget: QWidget) -> list[str]:
    """What stands in a widget, read from the top."""
    return [each.text() or each.accessibleName() for each in widget.findChildren(QLabel)]


def press(widget: QWidget, key: Qt.Key) -> None:
    QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier))
    QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyRelease, key, Qt.KeyboardModifier.NoModifier))


def link_of(widget: QWidget, text: str) -> QPushButton:
    return next(each for each in widget.findChildren(QPushButton) if each.text() == text)


def test_the_points_of_factors_and_parts_add_up_to_the_score_on_screen(opened: Opened) -> None:
    row = health.falling()
    sheet = opened(row)
    assert row.health is not None
    heads = [sheet.factors.rows[each.factor] for each in row.health.factors]
    told = [int(each.head.accessibleName().split(": ")[1].split(" из ")[0]) for each in heads]
    assert sum(told) == row.score
    assert sheet.factors.total.text() == "64 из 100"
    for factor, points in zip(heads, told, strict=True):
        numbers = [
            int(text.replace("−", "-")) for text in texts(factor.inside) if text.lstrip("+−").isdigit()
        ]
        assert sum(numbers) == points


def test_the_sheet_says_score_band_known_share_day_and_sentence(opened: Opened) -> None:
    sheet = opened(health.falling())
    assert sheet.score.accessibleName() == "64 падение на 21 внимание на 90\u00a0% факторов"
    assert sheet.as_of.text() == "на 24.11.2026"
    assert sheet.accessibleDescription().startswith("64: вниз потянули ритм заказов (46 дней без заказа)")
    assert "от 76 до 64" in sheet.trend.accessibleName()


def test_what_pulls_down_most_is_open_and_the_rest_folded(opened: Opened) -> None:
    sheet = opened(health.falling())
    is_open = [factor for factor, each in sheet.factors.rows.items() if each.is_open]
    assert is_open == [HealthFactor.PEOPLE]


def test_a_factor_opens_and_folds_by_the_keyboard_and_says_so(opened: Opened) -> None:
    sheet = opened(health.falling())
    factor = sheet.factors.rows[HealthFactor.RHYTHM]
    press(factor.head, Qt.Key.Key_Return)
    assert factor.head.accessibleName() == "Ритм заказов: 3 из 11, −8 за месяц, раскрыто"
    assert "Последний заказ 46 дней назад, обычно раз в 20 дн." in texts(factor.inside)
    press(factor.head, Qt.Key.Key_Space)
    assert factor.head.accessibleName().endswith("свёрнуто")


def test_a_factor_that_is_not_known_says_how_to_make_it_known(opened: Opened) -> None:
    factor = opened(health.falling()).factors.rows[HealthFactor.SATISFACTION]
    assert "Спросите людей клиента, довольны ли они" in texts(factor.inside)
    assert factor.head.accessibleName() == "Удовлетворённость: неизвестно, свёрнуто"


def test_a_part_leads_to_its_record_and_the_sheet_gives_way(opened: Opened, qtbot: QtBot) -> None:
    sheet = opened(health.falling())
    factor = sheet.factors.rows[HealthFactor.COMPLAINTS]
    factor.open()
    with qtbot.waitSignal(sheet.went) as went:
        press(link_of(factor, "К-2026-0043 · Биение круга"), Qt.Key.Key_Space)
    assert went.args == [complaint_place(health.COMPLAINT)]
    assert not sheet.isVisible()


def test_a_figure_leads_to_the_sales_it_comes_from(opened: Opened, qtbot: QtBot) -> None:
    sheet = opened(health.falling())
    factor = sheet.factors.rows[HealthFactor.REVENUE]
    factor.open()
    with qtbot.waitSignal(sheet.went) as went:
        qtbot.mouseClick(link_of(factor, "Продажи клиента"), Qt.MouseButton.LeftButton)
    assert went.args == [Place("account", health.ACCOUNT, "money", view="figures")]


def test_a_sign_of_leaving_leads_to_who_is_lost(opened: Opened, qtbot: QtBot) -> None:
    sheet = opened(health.falling())
    assert sheet.beside.risk.accessibleName() == "высокий"
    with qtbot.waitSignal(sheet.went) as went:
        qtbot.mouseClick(link_of(sheet.beside, "Шубина Ольга"), Qt.MouseButton.LeftButton)
    assert went.args == [account_place(health.ACCOUNT, "people", health.SHUBINA)]


def test_beside_the_factors_stand_movement_and_advice(opened: Opened) -> None:
    told = texts(opened(health.falling()).beside)
    assert "Сдвиги с 24 октября" in told
    assert "Люди: потерян союзник" in told
    assert "Получить следующий заказ" in told


def test_inertia_is_named(opened: Opened) -> None:
    told = texts(opened(health.idle()).beside)
    assert any(each.startswith("Инерция: закупки ровные") for each in told)


def test_of_an_unknown_account_every_factor_says_what_it_needs(opened: Opened) -> None:
    sheet = opened(health.unknown())
    assert set(sheet.factors.rows) == set(HealthFactor)
    assert sheet.score.accessibleName() == "неизвестно —"


def test_everything_is_copied_as_text(opened: Opened) -> None:
    sheet = opened(health.falling())
    sheet.copy.click()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("Здоровье: Волгометиз, 24.11.2026\n64: вниз потянули")
    assert "Итого: 64 из 100, на 90\u00a0% факторов" in copied
    assert sheet.copied.text()


def test_of_whom_nothing_is_known_no_risk_is_told(look: Look) -> None:
    text = health_text(health.unknown(), look.words, look.formats)
    assert "Риск" not in text


def test_the_sheet_fits_a_small_laptop_and_scrolls_inside(opened: Opened) -> None:
    sheet = opened(health.falling())
    for each in sheet.factors.rows.values():
        each.open()
    assert sheet.width() <= 1280
    assert sheet.height() <= 720
    assert sheet.primary.isVisible()


def test_a_record_with_a_long_name_makes_no_column_wider(look: Look, window: QWidget, qtbot: QtBot) -> None:
    def named(title: str) -> Mapping[UUID, Evidence]:
        return {key: replace(each, title=title) for key, each in EVIDENCE.items()}

    title = "Инженер снова не приехал на пуск второй линии розлива, третий раз за месяц, и никто не позвонил"
    sheet = WhySheet(look, window, health.falling(), named(title))
    sheet.open()
    qtbot.waitExposed(sheet)
    beside = sheet.beside
    qtbot.waitUntil(lambda: beside.mapTo(sheet, beside.rect().topRight()).x() < sheet.width())
    links = [each for each in sheet.findChildren(QPushButton) if each.accessibleName() == title]
    assert links
    assert all(each.text().endswith("…") and each.toolTip() == title for each in links)


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("high", [480, 720, 1080])
def test_nothing_lies_under_the_scroll_bar(
    look: Look, window: QWidget, qtbot: QtBot, language: str, high: int
) -> None:
    """Whether all stands open and scrolls, or there is room for it; with a word that breaks nowhere."""
    window.resize(1280, high)
    title = "Остановленный пуск линии розлива " + "тара" * 30
    evidence = {key: replace(each, title=title) for key, each in EVIDENCE.items()}
    spoken = Look(look.theme, words_for(language), Formats(language, Target.WINDOW))
    sheet = WhySheet(spoken, window, health.falling(), evidence)
    for each in sheet.factors.rows.values():
        each.open()
    sheet.open()
    qtbot.waitExposed(sheet)
    area = sheet.findChildren(QScrollArea)[0]
    qtbot.waitUntil(area.verticalScrollBar().isVisible)
    inside, room = area.widget(), area.viewport().width()
    assert inside is not None
    qtbot.waitUntil(lambda: inside.width() == room)
    shown = [each for each in inside.findChildren(QWidget) if each.isVisible()]
    assert [each for each in shown if each.mapTo(inside, each.rect().topRight()).x() >= room] == []


def test_english_is_said_as_whole(look: Look, window: QWidget) -> None:
    english = Look(look.theme, words_for("en"), Formats("en", Target.WINDOW))
    sheet = WhySheet(english, window, health.falling(), EVIDENCE)
    head = sheet.factors.rows[HealthFactor.PEOPLE].head.accessibleName()
    assert head == "People: 12 of 23, −5 within a month, opened"


def test_asking_reads_the_account_and_shows_its_sheet(office: Office, desk: Desk, window: QWidget) -> None:
    account = office.account("Волгометиз")
    person = office.stakeholder(account, roles=(BuyingRole.DECIDER,), attitude=Attitude.CHAMPION, influence=5)
    why = HealthWhy(desk, window)
    wished: list[Place] = []
    why.went.connect(wished.append)
    why.ask(account.id)
    assert why.sheet is not None
    people = why.sheet.factors.rows[HealthFactor.PEOPLE]
    link_of(people, "Левашова Ирина").click()
    assert wished == [account_place(account.id, "people", person.id)]


def test_a_row_that_was_read_is_explained_as_it_was_read(office: Office, desk: Desk, window: QWidget) -> None:
    account = office.account("Волгометиз")
    office.stakeholder(account, roles=(BuyingRole.DECIDER,), attitude=Attitude.CHAMPION, influence=5)
    row = read_health(desk.workspace, account.id, as_of=desk.now())
    why = HealthWhy(desk, window)
    why.ask_of(row)
    assert why.sheet is not None
    assert why.sheet.row is row


@pytest.mark.parametrize("factor", HealthFactor)
def test_every_factor_has_a_place_where_it_is_made(factor: HealthFactor) -> None:
    assert factor_place(health.ACCOUNT, factor).account_id == health.ACCOUNT


@pytest.mark.parametrize(
    ("kind", "page"),
    [
        (EvidenceKind.PERSON, "account"),
        (EvidenceKind.ANSWER, "surveys"),
        (EvidenceKind.COMPLAINT, "complaints"),
        (EvidenceKind.PROMISE, "promises"),
        (EvidenceKind.CONTRACT, "account"),
    ],
)
def test_every_kind_of_record_has_its_place(kind: EvidenceKind, page: str) -> None:
    record = Evidence(UUID(int=1), kind, health.ACCOUNT, "", None, UUID(int=2))
    place = evidence_place(record)
    assert place is not None
    assert place.page == page
    assert place.item_id == UUID(int=2)


def test_the_answer_of_somebody_who_is_gone_leads_nowhere() -> None:
    record = Evidence(UUID(int=1), EvidenceKind.ANSWER, health.ACCOUNT, "", None, None)
    assert evidence_place(record) is None


def test_a_risk_of_leaving_leads_to_the_retention_case(opened: Opened, qtbot: QtBot) -> None:
    sheet = opened(health.falling())
    with qtbot.waitSignal(sheet.went) as went:
        sheet.beside.weigh.click()
    assert went.args == [retention_place(health.ACCOUNT)]


def test_tab_goes_through_factors_links_and_buttons_as_they_are_read(opened: Opened) -> None:
    sheet = opened(health.falling())
    walked = [sheet.factors.rows[HealthFactor.REVENUE].head.accessibleName()]
    step: QWidget = first_by_tab(sheet.factors.rows[HealthFactor.REVENUE].head)
    while step is not sheet.factors.rows[HealthFactor.REVENUE].head and len(walked) < 40:
        walked.append(step.text() if isinstance(step, QPushButton) else step.accessibleName())
        step = first_by_tab(step)
    assert walked[:6] == [
        "Динамика выручки: 18 из 23, +1 за месяц, свёрнуто",
        "Ритм заказов: 3 из 11, −8 за месяц, свёрнуто",
        "Доля кошелька: 8 из 11, свёрнуто",
        "Люди: 12 из 23, −5 за месяц, раскрыто",
        "Соболева Ирина",
        "Соболева Ирина",
    ]
    assert walked[-2:] == ["Скопировать текстом", "Закрыть"]
    assert "Шубина Ольга" in walked

"""How much of the portfolio hangs on how few: figures, curve, warnings, ranks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from kam.core.vocabulary import AccountStatus
from kam.models import Account
from kam.services.portfolio.reading import PortfolioQuery
from kam.ui.accounts.concentration.chart import ChartPlaces
from kam.ui.accounts.concentration.view import ConcentrationFace
from kam.ui.accounts.page import THRESHOLDS, AccountsPage
from kam.ui.places import IMPORTS, Place, account_place
from kam.ui.widgets.labels import LineLabel
from tests.builders import Office

Build = Callable[[], AccountsPage]
Sell = Callable[..., None]


@pytest.fixture
def clients(office: Office, sell: Sell) -> list[Account]:
    """Half, a quarter, three parts of a tenth and less; a year ago the first had less."""
    found = []
    for number, (now, before) in enumerate(((600, 360), (300, 420), (180, 240), (72, 120), (48, 60)), 1):
        account = office.account(f"Клиент {number}")
        sell(account, now * 1200, before=before * 1200)
        found.append(account)
    office.account("Молчун")
    return found


def face_of(page: AccountsPage) -> ConcentrationFace:
    page.go_to(Place("accounts", view="concentration"))
    QCoreApplication.sendPostedEvents()
    return page.concentration


def texts(face: ConcentrationFace) -> list[str]:
    labels = [each.text() for each in face.findChildren(QLabel) if each.text() and each.isVisible()]
    drawn = [each.accessibleName() for each in face.strip.findChildren(LineLabel)]
    return [plain(text) for text in labels + drawn]


def plain(text: str) -> str:
    """With spaces that may break a line."""
    return text.replace("\u00a0", " ")


def test_the_figures_say_how_few_make_how_much(clients: list[Account], page: Build) -> None:
    said = texts(face_of(page()))
    assert "Клиент 1, порог 20 %" in said
    assert "выше порога 50,0 % рост на 15,0 п. п." in said
    assert any("90,0 %" in text for text in said), "the first three"
    assert "как равных клиентов: 2,9" in said
    assert "6 клиентов, 1,4 млн ₽; с покупками 5" in said


def test_a_warning_says_what_brings_the_share_back(clients: list[Account], page: Build) -> None:
    said = " ".join(texts(face_of(page())))
    assert "Клиент 1 выше порога: 50,0 %" in said
    assert "Порог 20 % превышен второй год. К порогу вернёт рост на 2,2 млн ₽ у остальных." in said


def test_the_limit_leads_to_the_settings(clients: list[Account], page: Build, places: list[Place]) -> None:
    face = face_of(page())
    face.side.limit_wished.emit()
    assert places == [THRESHOLDS]


def test_curve_and_list_show_the_same_client(
    clients: list[Account], page: Build, places: list[Place], qtbot: QtBot
) -> None:
    face = face_of(page())
    qtbot.keyClick(face.curve, Qt.Key.Key_Right)
    qtbot.keyClick(face.curve, Qt.Key.Key_Right)
    assert [point.name for point in face.side.table.selected_rows()] == ["Клиент 2"]
    said = plain(face.curve.accessibleDescription())
    assert said.startswith("2. Клиент 2: 25,0 %, вместе с предыдущими 75,0 %")
    face.side.table.select([clients[3].id])
    assert face.curve.current is not None
    assert face.curve.current.name == "Клиент 4"
    qtbot.keyClick(face.curve, Qt.Key.Key_Return)
    assert places == [account_place(clients[3].id)]


def test_a_click_chooses_the_rank_under_it(clients: list[Account], page: Build, qtbot: QtBot) -> None:
    face = face_of(page())
    point = face.curve.point_at(face.curve.width() - 20)
    assert point is not None
    assert point.name == "Клиент 5"
    assert face.curve.point_at(2) is None, "left of the axis there is nobody"


def test_columns_stand_on_one_axis_with_the_curve(clients: list[Account], page: Build) -> None:
    face = face_of(page())
    view = face.curve._view
    assert view is not None
    places = ChartPlaces.within(face.curve.rect().toRectF(), view)
    assert places.curve.left() == places.shares.left()
    assert places.curve.width() == places.shares.width()
    assert places.y(0) == places.curve.bottom()
    assert places.y(1) == places.curve.top()
    assert places.highest >= 50, "the largest share has room"


def test_without_last_year_there_is_nothing_to_compare(office: Office, sell: Sell, page: Build) -> None:
    sell(office.account("Волга"), 1_200_000)
    face = face_of(page())
    assert not face.with_before.isEnabled()
    assert any("Порог 20 %. К порогу вернёт" in text for text in texts(face))


def test_who_bought_nothing_is_shown_in_the_table(clients: list[Account], page: Build) -> None:
    shown = page()
    face = face_of(shown)
    assert "Без покупок за 12 мес.: 1" in texts(face)
    face.side.without_wished.emit()
    assert shown.views.current == "table"
    assert [row.name for row in shown.portfolio.table.rows_model.rows()] == ["Молчун"]


def test_the_whole_portfolio_counts_unless_the_conditions_are_wished(
    office: Office, clients: list[Account], page: Build
) -> None:
    office.change(clients[1], status=AccountStatus.LOST)
    shown = page()
    face = face_of(shown)
    assert not face.fitting_only.isVisible()
    shown.filters.changed.emit(PortfolioQuery(statuses=frozenset({AccountStatus.LOST})))
    assert face.fitting_only.isVisible()
    assert len(face.side.table.rows_model.rows()) == 5
    face.fitting_only.setChecked(True)
    assert [point.name for point in face.side.table.rows_model.rows()] == ["Клиент 2"]


def test_unknown_margins_are_counted_not_guessed(office: Office, sell: Sell, page: Build) -> None:
    sell(office.account("Известен"), 1_200_000, cost=600_000)
    sell(office.account("Неизвестен"), 1_200_000)
    face = face_of(page())
    face.measures.choose("margin")
    face.measures.chosen.emit("margin")
    assert [point.name for point in face.side.table.rows_model.rows()] == ["Известен"]
    assert any(text.endswith("маржа неизвестна: 1") for text in texts(face))


def test_a_portfolio_without_sales_says_what_is_missing(office: Office, page: Build) -> None:
    office.account("Волга")
    assert "За 12 месяцев выручки нет" in texts(face_of(page()))


def test_without_any_sales_the_way_leads_to_the_import(
    page: Build, office: Office, places: list[Place]
) -> None:
    office.account()
    face = face_of(page())
    bring = next(each for each in face.findChildren(QAbstractButton) if "продажи" in each.text())
    assert bring.isVisible()
    bring.click()
    assert places == [IMPORTS]

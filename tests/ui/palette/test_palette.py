"""Ctrl+K: everything is found and done by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from kam.core.vocabulary import Attitude, FoundKind, RatingKind
from kam.services.palette import PaletteHit
from kam.ui.commands import Command
from kam.ui.desk import Desk
from kam.ui.palette.entries import Doing, Heading, fitting, split_prefix
from kam.ui.palette.palette import Palette
from kam.ui.places import Place
from tests.builders import Office

Opener = Callable[[], Palette]


@pytest.fixture
def done() -> list[str]:
    """The commands that were run."""
    return []


@pytest.fixture
def open_palette(desk: Desk, qtbot: QtBot, done: list[str]) -> Opener:
    def commands() -> list[Command]:
        return [
            Command("accounts.new", "Новый клиент", lambda: done.append("new"), keys="Ctrl+N"),
            Command("file.backup", "Сделать копию", lambda: done.append("backup"), words=("резервная",)),
        ]

    parents: list[QWidget] = []

    def make() -> Palette:
        parent = QWidget()
        parents.append(parent)
        parent.resize(1280, 720)
        qtbot.addWidget(parent)
        palette = Palette(desk, parent, commands)
        parent.show()
        palette.open()
        return palette

    return make


def shown(palette: Palette) -> list[str]:
    return [
        entry.title if isinstance(entry, PaletteHit) else entry.command.text
        for entry in palette.model.entries
        if not isinstance(entry, Heading)
    ]


def test_clients_stand_before_people_and_the_rest(office: Office, open_palette: Opener) -> None:
    account = office.account("Волгометиз")
    office.stakeholder(account, "Пётр", "Волгин")
    office.meeting(account, subject="Волга: отгрузки")
    palette = open_palette()
    palette.field.setText("волг")
    hits = [entry for entry in palette.model.entries if isinstance(entry, PaletteHit)]
    assert [hit.what for hit in hits] == [FoundKind.ACCOUNT, FoundKind.PERSON, FoundKind.INTERACTION]
    assert hits[0].title_marks == ((0, 4),)


def test_arrows_and_enter_open_what_was_found(office: Office, open_palette: Opener, qtbot: QtBot) -> None:
    first = office.account("Волгометиз")
    second = office.account("Волгостройкомплект")
    palette = open_palette()
    went: list[Place] = []
    palette.went.connect(went.append)
    palette.field.setText("волго")
    order = [entry.id for entry in palette.model.entries if isinstance(entry, PaletteHit)]
    assert set(order) == {first.id, second.id}
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert went[0].account_id == order[1]
    assert palette.isHidden()


def test_the_arrows_pass_over_headings_and_go_round(
    office: Office, open_palette: Opener, qtbot: QtBot
) -> None:
    office.account("Новый завод")
    palette = open_palette()
    palette.field.setText("нов")
    assert shown(palette) == ["Новый завод", "Новый клиент"]
    chosen = [palette.list.currentIndex().row()]
    for _ in range(2):
        qtbot.keyClick(palette.field, Qt.Key.Key_Down)
        chosen.append(palette.list.currentIndex().row())
    assert chosen[0] == chosen[2]
    assert not any(isinstance(palette.model.entries[row], Heading) for row in chosen)


def test_a_person_leads_to_their_place_on_the_map(office: Office, open_palette: Opener, qtbot: QtBot) -> None:
    account = office.account()
    place = office.stakeholder(account, "Виктор", "Мальцев", job_title="Технический директор")
    office.rating(place, RatingKind.ATTITUDE, -1)
    palette = open_palette()
    went: list[Place] = []
    palette.went.connect(went.append)
    palette.field.setText("@мальц")
    hit = next(entry for entry in palette.model.entries if isinstance(entry, PaletteHit))
    assert hit.attitude is Attitude.SCEPTIC
    assert hit.job_title == "Технический директор"
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert (went[0].tab, went[0].item_id) == ("people", place.id)


def test_commands_are_found_by_the_beginnings_of_their_words(
    open_palette: Opener, qtbot: QtBot, done: list[str]
) -> None:
    palette = open_palette()
    palette.field.setText(">резерв")
    assert shown(palette) == ["Сделать копию"]
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert done == ["backup"]


def test_without_a_word_it_offers_what_can_be_done(open_palette: Opener) -> None:
    assert shown(open_palette()) == ["Новый клиент", "Сделать копию"]


def test_escape_and_nothing_found_change_nothing(open_palette: Opener, qtbot: QtBot, done: list[str]) -> None:
    palette = open_palette()
    palette.field.setText("йцукенг")
    assert shown(palette) == []
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert palette.isHidden()
    assert done == []


def test_it_closes_where_what_had_the_keyboard_is_gone(open_palette: Opener, qtbot: QtBot) -> None:
    palette = open_palette()
    palette.close_it()
    parent = palette.parentWidget()
    row = QLineEdit(parent)
    row.show()
    row.setFocus()
    palette.open()
    with qtbot.waitSignal(row.destroyed):
        row.deleteLater()
    palette.close_it()
    assert palette.isHidden()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("йцукенг", "Ничего похожего нет. Чем меньше букв, тем больше найдётся."),
        (">йцукенг", "Такой команды нет. Чем меньше букв, тем больше найдётся."),
        ("@", "Введите имя, должность или телефон."),
        ("#", "Введите номер рекламации или слово из неё."),
    ],
)
def test_an_empty_list_says_what_to_type(open_palette: Opener, typed: str, says: str) -> None:
    palette = open_palette()
    palette.field.setText(typed)
    assert palette.nothing.isVisible()
    assert palette.nothing.text() == says
    palette.field.setText("новый")
    assert palette.nothing.isHidden()
    assert palette.list.isVisible()


@pytest.mark.parametrize(
    "text", ['"', "'", "*", "AND OR NOT", "a" * 5000, "<b>", "\u202e", ">", "@", "#", "  "]
)
def test_any_text_is_legal(office: Office, open_palette: Opener, text: str) -> None:
    office.account('<b>ООО "Ромашка" AND NOT*</b>')
    palette = open_palette()
    palette.field.setText(text)
    assert palette.isVisible()


def test_the_model_keeps_qts_promises(
    office: Office, open_palette: Opener, qtmodeltester: ModelTester
) -> None:
    office.account("Волгометиз")
    palette = open_palette()
    palette.field.setText("волг")
    qtmodeltester.check(palette.model, force_py=True)


def test_a_prefix_narrows() -> None:
    assert split_prefix("  >копия ") == (">", "копия")
    assert split_prefix("@ Мальцев") == ("@", "Мальцев")
    assert split_prefix("Мальцев @") == ("", "Мальцев @")


def test_the_words_typed_are_marked_in_the_command() -> None:
    command = Command("x", "Новый клиент", lambda: None)
    assert fitting([command], "кли нов") == [Doing(command, ((0, 3), (6, 9)))]
    assert fitting([command], "нов что") == []


def test_a_hit_belongs_where_it_is_at_home(office: Office, open_palette: Opener, qtbot: QtBot) -> None:
    account = office.account()
    office.meeting(account, subject="Разговор о ценах")
    palette = open_palette()
    went: list[Place] = []
    palette.went.connect(went.append)
    palette.field.setText("разговор")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert _account(went) == account.id


def _account(went: list[Place]) -> UUID | None:
    return went[0].account_id


def test_a_key_repaints_nothing_behind(desk: Desk, qtbot: QtBot) -> None:
    class Page(QWidget):
        painted = 0

        def paintEvent(self, event: QPaintEvent) -> None:
            self.painted += 1

    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1280, 720)
    page = Page(window)
    page.resize(window.size())
    palette = Palette(desk, window, lambda: [Command("file.backup", "Сделать копию", lambda: None)])
    window.show()
    palette.open()
    qtbot.waitUntil(lambda: page.painted > 0)
    qtbot.wait(50)
    before = page.painted
    for text in ("к", "ко", "коп"):
        palette.field.setText(text)
        qtbot.wait(50)
    assert page.painted == before
    palette.close_it()
    qtbot.waitUntil(lambda: page.painted > before)


def test_the_palette_lies_on_the_window_itself_once_that_is_resized(desk: Desk, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1280, 720)
    window.setStyleSheet("background: white")
    palette = Palette(desk, window, list)
    window.show()
    palette.open()
    window.resize(1600, 900)
    picture = window.grab().toImage()
    assert palette.size() == window.size()
    assert picture.pixelColor(1590, 890) == picture.pixelColor(10, 890)


# --- what can be done with one client


@pytest.fixture
def with_actions(open_palette: Opener, done: list[str]) -> Opener:
    def make() -> Palette:
        palette = open_palette()
        palette.offer_of_accounts(
            lambda account, then: then(
                [
                    Command("brief", "Бриф к встрече", lambda: done.append(f"brief {account}")),
                    Command("pin", "Закрепить сбоку", lambda: done.append(f"pin {account}")),
                ]
            )
        )
        return palette

    return make


def test_tab_on_a_client_shows_what_can_be_done_with_it_and_enter_does_it(
    office: Office, with_actions: Opener, qtbot: QtBot, done: list[str]
) -> None:
    office.account("Волгометиз")
    second = office.account("Волгостройкомплект")
    palette = with_actions()
    palette.field.setText("волгострой")
    assert _hints(palette) == ["Tab"]
    qtbot.keyClick(palette.field, Qt.Key.Key_Tab)
    assert shown(palette) == ["Бриф к встрече", "Закрепить сбоку"]
    assert palette.field.text() == ""
    assert "Волгостройкомплект" in palette.field.accessibleName()
    assert _hints(palette) == ["Backspace"]
    palette.field.setText("закр")
    assert shown(palette) == ["Закрепить сбоку"]
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert done == [f"pin {second.id}"]
    assert palette.isHidden()


@pytest.mark.parametrize("key", [Qt.Key.Key_Backspace, Qt.Key.Key_Escape])
def test_backspace_and_escape_lead_back_to_what_was_found(
    office: Office, with_actions: Opener, qtbot: QtBot, key: Qt.Key
) -> None:
    office.account("Волгометиз")
    office.account("Волгостройкомплект")
    palette = with_actions()
    palette.field.setText("волго")
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    chosen = palette.list.currentIndex().data()
    qtbot.keyClick(palette.field, Qt.Key.Key_Tab)
    qtbot.keyClick(palette.field, key)
    assert palette.field.text() == "волго"
    assert palette.list.currentIndex().data() == chosen
    assert _hints(palette) == ["Tab"]
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert palette.isHidden()


def test_backspace_takes_letters_before_it_leads_back(
    office: Office, with_actions: Opener, qtbot: QtBot
) -> None:
    office.account("Волгометиз")
    palette = with_actions()
    palette.field.setText("волго")
    qtbot.keyClick(palette.field, Qt.Key.Key_Tab)
    palette.field.setText("x")
    assert shown(palette) == []
    qtbot.keyClick(palette.field, Qt.Key.Key_Backspace)
    assert shown(palette) == ["Бриф к встрече", "Закрепить сбоку"]


def test_the_palette_opens_without_the_client_of_the_last_time(
    office: Office, with_actions: Opener, qtbot: QtBot
) -> None:
    office.account("Волгометиз")
    palette = with_actions()
    palette.field.setText("волго")
    qtbot.keyClick(palette.field, Qt.Key.Key_Tab)
    palette.close_it()
    palette.open()
    assert shown(palette) == ["Новый клиент", "Сделать копию"]


def test_tab_on_a_person_or_a_command_does_nothing(
    office: Office, with_actions: Opener, qtbot: QtBot
) -> None:
    office.stakeholder(office.account(), "Пётр", "Волгин")
    palette = with_actions()
    palette.field.setText("волгин")
    before = shown(palette)
    qtbot.keyClick(palette.field, Qt.Key.Key_Tab)
    assert shown(palette) == before
    assert palette.field.text() == "волгин"
    assert _hints(palette) == []


def _hints(palette: Palette) -> list[str]:
    texts = [label.text() for label in palette.findChildren(QLabel) if label.isVisible()]
    return [key for key in ("Tab", "Backspace") if key in texts]

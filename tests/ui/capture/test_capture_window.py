"""The window that records what happened."""

from __future__ import annotations

from datetime import date, datetime
from email.message import EmailMessage
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from kam.core.vocabulary import (
    Attitude,
    ContactKind,
    Direction,
    DocumentKind,
    InteractionKind,
    InteractionOutcome,
    InteractionStatus,
    Mood,
    RatingKind,
    Side,
)
from kam.models import (
    Commitment,
    CommitmentShift,
    Competitor,
    ContactPoint,
    Document,
    Interaction,
    Participant,
    Rating,
)
from kam.services.drafts import kept_drafts
from kam.services.history import undo_step
from kam.ui.capture.found import Decided
from kam.ui.capture.opening import Captures
from kam.ui.capture.window import CaptureWindow
from kam.ui.desk import Desk
from tests.builders import Office
from tests.ui.every_page import controls


def local(*parts: int) -> datetime:
    return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001 - wall-clock time


def opened(
    desk: Desk, qtbot: QtBot, account: UUID | None = None, meeting: UUID | None = None
) -> CaptureWindow:
    window = CaptureWindow(desk, None, account, meeting)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def press(widget: QWidget, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    held = Qt.KeyboardModifier.NoModifier
    for each in modifiers:
        held |= each
    QTest.keyClick(widget, key, held)


def write(window: CaptureWindow, text: str) -> None:
    """As a person types, in any alphabet."""
    for letter in text:
        key = Qt.Key.Key_Return if letter == "\n" else Qt.Key.Key_unknown
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(window.editor, event)


def links(window: CaptureWindow) -> dict[str, QPushButton]:
    """What can be pressed in what was understood, by its words."""
    return {each.text(): each for each in window.list.findChildren(QPushButton) if each.isVisible()}


def interactions(office: Office) -> list[Interaction]:
    with office.workspace.reading() as session:
        return list(session.scalars(select(Interaction).order_by(Interaction.id)))


def test_a_meeting_is_recorded_with_the_keyboard_alone(desk: Desk, office: Office, qtbot: QtBot) -> None:
    account = office.account()
    irina = office.stakeholder(account, attitude=Attitude.SCEPTIC)
    oleg = office.colleague()
    late = office.promise(account, "Акт испытаний круга", due=date(2026, 11, 20))
    meeting = office.meeting(account, local(2026, 11, 23, 10), irina, place="Нижегородская, 14")
    window = opened(desk, qtbot, account.id)
    assert window.head.place.text() == "Нижегородская, 14"
    assert window.head.when.text() == "сегодня, 10:00"
    write(
        window,
        "Левашова поддержала объём.\n"
        "! прислать акт испытаний круга до пятницы\n"
        "! Грачёв: расчёт экономии завтра\n"
        "? Левашова вернёт протокол до 1 декабря\n"
        "-> созвон с Левашовой 11 дек в 15:00",
    )
    press(window.editor, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    press(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    press(window.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not window.isVisible()
    with office.workspace.reading() as session:
        done = session.get_one(Interaction, meeting.id)
        assert (done.status, done.outcome, done.mood) == (
            InteractionStatus.DONE,
            InteractionOutcome.ADVANCE,
            Mood.GOOD,
        )
        assert done.notes == "Левашова поддержала объём."
        assert session.scalars(select(CommitmentShift.commitment_id)).all() == [late.id]
        made = session.scalars(
            select(Commitment).where(Commitment.interaction_id == meeting.id).order_by(Commitment.due_on)
        ).all()
        assert [(each.side, each.text, each.due_on) for each in made] == [
            (Side.OURS, "Расчёт экономии", date(2026, 11, 24)),
            (Side.THEIRS, "Вернёт протокол", date(2026, 12, 1)),
        ]
        assert made[0].owner_colleague_id == oleg.id
        call = session.scalars(select(Interaction).where(Interaction.kind == InteractionKind.CALL)).one()
        assert call.starts_local == local(2026, 12, 11, 15)
        assert session.scalars(select(Rating).where(Rating.interaction_id == meeting.id)).all() == []
    undo_step(office.workspace)
    assert [each.status for each in interactions(office)] == [InteractionStatus.PLANNED]


def test_what_is_understood_is_shown_at_each_key(desk: Desk, office: Office, qtbot: QtBot) -> None:
    account = office.account()
    window = opened(desk, qtbot, account.id)
    write(window, "! акт до пят")
    assert window.found is not None
    assert [each.due for each in window.found.promises] == [None]
    write(window, "ницы")
    assert [each.due for each in window.found.promises] == [date(2026, 11, 27)]
    assert window.count.text() == "1"
    texts = {each.text().replace("&&", "&") for each in window.list.findChildren(QPushButton)}
    assert {"пт 27 ноября", "наше, я"} <= texts


def test_another_day_and_person_change_the_words(desk: Desk, office: Office, qtbot: QtBot) -> None:
    account = office.account()
    oleg = office.colleague()
    window = opened(desk, qtbot, account.id)
    write(window, "! прислать акт до пятницы")
    window.list.dated.emit(0, date(2026, 12, 1))
    window.list.handed.emit(0, oleg.id)
    assert window.editor.toPlainText() == "! Грачёв: прислать акт до 01.12.2026"
    window.list.handed.emit(0, office.me)
    assert window.editor.toPlainText() == "! Кречетова: прислать акт до 01.12.2026"


def test_what_was_learned_is_written_in_the_text(desk: Desk, office: Office, qtbot: QtBot) -> None:
    account = office.account()
    window = opened(desk, qtbot, account.id)
    write(window, "Обсудили объём.\n+ с января закупки ведёт холдинг\n+7 916 000-00-00 – новый номер")
    assert "С января закупки ведёт холдинг" in {each.text() for each in window.list.findChildren(QLabel)}
    window.wish()
    (done,) = interactions(office)
    assert done.learned == "С января закупки ведёт холдинг"
    assert done.notes == "Обсудили объём.\n+7 916 000-00-00 – новый номер"


def test_an_attitude_is_taken_only_when_it_is_confirmed(desk: Desk, office: Office, qtbot: QtBot) -> None:
    account = office.account()
    irina = office.stakeholder(account, attitude=Attitude.SCEPTIC)
    wolf = office.add(Competitor(name="Вольф Абразив", name_key="вольф абразив"))
    window = opened(desk, qtbot, account.id)
    write(window, "Левашова смягчилась. «Вольф Абразив» даёт −7 %.")
    for offered, taken in (("Оценить", "Оценено"), ("Отметить", "Отмечено")):
        QApplication.processEvents()
        QTest.mouseClick(links(window)[offered], Qt.MouseButton.LeftButton)
        QApplication.processEvents()
        assert taken in links(window)
    assert window.decided == Decided(frozenset({irina.id}), frozenset({wolf.id}))
    window.wish()
    with office.workspace.reading() as session:
        rating = session.scalars(
            select(Rating).where(Rating.kind == RatingKind.ATTITUDE, Rating.interaction_id.is_not(None))
        ).one()
        assert (rating.value, rating.evidence) == (int(Attitude.NEUTRAL), "Левашова смягчилась.")
        assert session.scalars(select(Interaction.competitor_mentions)).one() == "Вольф Абразив, −7 %"


def test_each_attitude_and_competitor_has_a_key_of_its_own(desk: Desk, office: Office, qtbot: QtBot) -> None:
    account = office.account()
    irina = office.stakeholder(account, attitude=Attitude.SCEPTIC)
    wolf = office.add(Competitor(name="Вольф Абразив", name_key="вольф абразив"))
    window = opened(desk, qtbot, account.id)
    write(window, "Левашова смягчилась. «Вольф Абразив» даёт −7 %.")
    press(window.editor, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    press(window.editor, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    press(window.editor, Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    assert window.decided == Decided(frozenset({irina.id}), frozenset({wolf.id}))
    press(window.editor, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    assert window.decided == Decided(frozenset(), frozenset({wolf.id}))


def test_a_promise_that_only_looks_like_an_open_one_can_be_told_apart(
    desk: Desk, office: Office, qtbot: QtBot
) -> None:
    account = office.account()
    office.promise(account, "Акт испытаний круга", due=date(2026, 11, 20))
    window = opened(desk, qtbot, account.id)
    write(window, "! акт испытаний круга до пятницы")
    window.list.unlinked.emit("Акт испытаний круга")
    window.wish()
    with office.workspace.reading() as session:
        assert len(session.scalars(select(Commitment.id)).all()) == 2
        assert session.scalars(select(CommitmentShift.id)).all() == []


def test_without_client_or_time_nothing_is_saved_and_it_is_said_where(
    desk: Desk, office: Office, qtbot: QtBot
) -> None:
    office.account()
    window = opened(desk, qtbot)
    write(window, "поговорили")
    window.head.when.setText("как-нибудь")
    window.wish()
    assert window.head.faults["account"].isVisible()
    assert window.head.faults["when"].isVisible()
    assert interactions(office) == []
    assert window.editor.toPlainText() == "поговорили"


def test_a_time_ahead_is_refused_beside_its_field(desk: Desk, office: Office, qtbot: QtBot) -> None:
    account = office.account()
    window = opened(desk, qtbot, account.id)
    window.head.when.setText("завтра, 10:00")
    window.wish()
    assert window.head.faults["when"].text() == "Эта дата ещё не наступила."
    assert window.isVisible()


def test_a_weekday_is_the_last_one(desk: Desk, office: Office, qtbot: QtBot) -> None:
    account = office.account()
    window = opened(desk, qtbot, account.id)
    window.head.when.setText("пятница, 10:00–11:30")
    write(window, "Обсудили цены.")
    window.wish()
    (done,) = interactions(office)
    assert (done.starts_local, done.minutes, done.subject) == (local(2026, 11, 20, 10), 90, "Обсудили цены")


def test_escape_keeps_the_draft_and_the_next_opening_shows_it(
    desk: Desk, office: Office, qtbot: QtBot
) -> None:
    account = office.account()
    irina = office.stakeholder(account)
    window = opened(desk, qtbot, account.id)
    write(window, "! акт до пятницы")
    window.head.people.add(window.head.candidates([irina.id])[0])
    window.head.outcome.button_of("advance").click()
    press(window.editor, Qt.Key.Key_Escape)
    assert not window.isVisible()
    assert [each.account for each in kept_drafts(office.workspace)] == [account.name]
    again = opened(desk, qtbot, account.id)
    assert again.editor.toPlainText() == "! акт до пятницы"
    assert again.head.outcome.current == "advance"
    assert irina.id in {each.id for each in again.head.picked()}
    assert again.note.isVisible()
    again.wish()
    assert kept_drafts(office.workspace) == []


def test_what_was_restored_can_be_discarded(desk: Desk, office: Office, qtbot: QtBot) -> None:
    account = office.account()
    window = opened(desk, qtbot, account.id)
    write(window, "лишнее")
    window.close()
    again = opened(desk, qtbot, account.id)
    again.note.discard.click()
    assert again.editor.toPlainText() == ""
    assert kept_drafts(office.workspace) == []


def letter_file(folder: Path) -> Path:
    message = EmailMessage()
    message["From"] = "Ирина <i.levashova@zavod.example>"
    message["To"] = "kam@verus.example"
    message["Subject"] = "Объём на 2027 год"
    message["Date"] = "Mon, 23 Nov 2026 12:05:00 +0300"
    message["Message-ID"] = "<7@zavod.example>"
    message.set_content("Подтверждаем 96 млн.\n\n-- \nИрина")
    message.add_attachment(b"%PDF-1.4 x", maintype="application", subtype="pdf", filename="объём.pdf")
    path = folder / "письмо.eml"
    path.write_bytes(message.as_bytes())
    return path


def test_a_dropped_letter_fills_the_window_once(
    desk: Desk, office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    account = office.account()
    irina = office.stakeholder(account)
    office.add(
        ContactPoint(person_id=irina.person_id, kind=ContactKind.EMAIL, value="i.levashova@zavod.example")
    )
    window = opened(desk, qtbot)
    window.take_files([letter_file(tmp_path)])
    assert window.known.context is not None
    assert window.known.context.account_id == account.id
    assert window.editor.toPlainText() == "Подтверждаем 96 млн."
    assert window.head.when.text() == "сегодня, 12:05"
    window.wish()
    (done,) = interactions(office)
    assert (done.kind, done.direction, done.subject) == (
        InteractionKind.EMAIL,
        Direction.INCOMING,
        "Объём на 2027 год",
    )
    with office.workspace.reading() as session:
        assert irina.id in session.scalars(select(Participant.stakeholder_id)).all()
        assert set(session.scalars(select(Document.name))) == {"письмо.eml", "объём.pdf"}
    again = opened(desk, qtbot)
    again.take_files([letter_file(tmp_path)])
    assert again.message.isVisible()
    assert again.editor.toPlainText() == ""


def test_the_draft_of_a_letter_brings_its_attachments_back(
    desk: Desk, office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    account = office.account()
    window = opened(desk, qtbot, account.id)
    window.take_files([letter_file(tmp_path)])
    window.close()
    again = opened(desk, qtbot, account.id)
    again.wish()
    with office.workspace.reading() as session:
        assert set(session.scalars(select(Document.name))) == {"письмо.eml", "объём.pdf"}
        assert session.scalars(select(Interaction.external_id)).one() == "<7@zavod.example>"


def test_a_pasted_letter_fills_the_window_and_other_text_is_text(
    desk: Desk, office: Office, qtbot: QtBot
) -> None:
    account = office.account()
    window = opened(desk, qtbot, account.id)
    data = QMimeData()
    data.setText("От: Пётр <petr@zavod.example>\nТема: Срок\n\nОтгрузим в среду.")
    window.editor.insertFromMimeData(data)
    assert window.editor.toPlainText() == "Отгрузим в среду."
    assert window.head.kinds.kind is InteractionKind.EMAIL
    assert "Пётр" in {each.name for each in window.head.picked()}
    other = opened(desk, qtbot, office.account("Заречный").id)
    data.setText("первая строка\nвторая")
    other.editor.insertFromMimeData(data)
    assert other.editor.toPlainText() == "первая строка\nвторая"


def test_a_letter_copied_without_addresses_finds_people_by_their_names(
    desk: Desk, office: Office, qtbot: QtBot
) -> None:
    account = office.account()
    place = office.stakeholder(account, "Ирина", "Соболева")
    window = opened(desk, qtbot, account.id)
    data = QMimeData()
    data.setText(
        "От: Соболева Ирина\nОтправлено: 2 ноября 2026 г. 10:05\nКому: Пётр Ким\n\nОтгрузим в среду."
    )
    window.editor.insertFromMimeData(data)
    picked = {each.name: each.id for each in window.head.picked()}
    assert place.id in picked.values()
    assert "Пётр Ким" in picked
    window.wish()
    with office.workspace.reading() as session:
        assert f"{session.scalars(select(Interaction.starts_local)).one():%d.%m %H:%M}" == "02.11 10:05"


def test_a_photograph_of_the_paper_strip_is_kept_with_its_meeting(
    desk: Desk, office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    account = office.account()
    meeting = office.meeting(account, local(2026, 11, 23, 10))
    photo = tmp_path / "полоска.jpg"
    photo.write_bytes(b"\xff\xd8\xffstrip")
    window = opened(desk, qtbot, account.id, meeting.id)
    window.take_files([photo])
    assert window.files.isVisible()
    window.wish()
    with office.workspace.reading() as session:
        document = session.scalars(select(Document)).one()
        assert (document.kind, document.interaction_id) == (DocumentKind.PHOTO, meeting.id)


def test_the_summary_letter_is_wished_for_where_it_is_ticked(
    desk: Desk, office: Office, qtbot: QtBot
) -> None:
    account = office.account()
    window = opened(desk, qtbot, account.id)
    window.letter.setChecked(True)
    with qtbot.waitSignal(window.wished_letter) as wished:
        window.wish()
    (done,) = interactions(office)
    assert wished.args == [account.id, done.id]


def test_one_window_a_client_is_opened_and_raised(desk: Desk, office: Office, qtbot: QtBot) -> None:
    account = office.account()
    meeting = office.meeting(account, local(2026, 11, 23, 10))
    parent = QWidget()
    qtbot.addWidget(parent)
    captures = Captures(desk, parent)
    captures.open(account.id)
    captures.open(account.id)
    assert len(captures.open_ones) == 1
    captures.open(meeting_id=meeting.id)
    window = captures.open_ones[account.id, meeting.id]
    assert window.known.meeting is not None
    for each in list(captures.open_ones.values()):
        each.close()
    assert captures.open_ones == {}


def test_every_control_has_a_name_and_tab_reaches_it(desk: Desk, office: Office, qtbot: QtBot) -> None:
    account = office.account()
    office.stakeholder(account)
    window = opened(desk, qtbot, account.id)
    write(window, "Левашова за нас\n! акт до пятницы")
    reachable = controls(window)
    assert window.editor in reachable
    nameless = [each for each in reachable if not (each.accessibleName() or getattr(each, "text", str)())]
    assert nameless == []
    window.editor.setFocus()
    press(window.editor, Qt.Key.Key_Tab)
    assert not window.editor.hasFocus()

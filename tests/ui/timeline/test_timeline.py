"""A timeline on the screen: months fold, entries are read when looked at, one opens in place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kam.core.periods import Month
from kam.core.vocabulary import (
    Channel,
    ComplaintKind,
    ComplaintStage,
    InteractionKind,
    InteractionOutcome,
    InteractionStatus,
    Side,
)
from kam.models import Account, Complaint, Document, Interaction, StageChange
from kam.services.history import undo_step
from kam.services.timeline import Entry, EntryKind, Event, Scope
from kam.services.timeline.rows import LinkKind
from kam.ui.desk import Desk
from kam.ui.places import Place, account_place, complaint_place
from kam.ui.timeline_pane.pane import TimelinePane
from kam.ui.timeline_pane.side import LineButton
from kam.ui.widgets.timeline.details import DetailsCard
from kam.ui.widgets.timeline.model import CHUNK, Below, Heading, Waiting
from kam.ui.widgets.timeline.notes import Notes
from tests.builders import ZONE, Office


@pytest.fixture
def account(office: Office) -> Account:
    return office.account()


def done(
    office: Office, account: Account, day: date, subject: str, *people: Any, **values: Any
) -> Interaction:
    local = datetime.combine(day, time(10))
    return office.meeting(account, local, *people, status=InteractionStatus.DONE, subject=subject, **values)


@pytest.fixture
def letters() -> list[tuple[UUID, UUID]]:
    """The summary letters that were asked for."""
    return []


@pytest.fixture
def pane(
    desk: Desk, office: Office, account: Account, qtbot: QtBot, letters: list[tuple[UUID, UUID]]
) -> Iterator[TimelinePane]:
    """Three meetings of November and two of October; one lies ahead."""
    ivan = office.stakeholder(account, family="Иванов")
    for day in (3, 10, 12):
        done(office, account, date(2026, 11, day), f"Ноябрь {day}", ivan)
    for day in (5, 20):
        done(office, account, date(2026, 10, day), f"Октябрь {day}", kind=InteractionKind.CALL)
    office.meeting(account, datetime.combine(date(2026, 11, 25), time(10)), subject="Впереди одна")
    office.meeting(account, datetime.combine(date(2026, 12, 25), time(10)), subject="Впереди другая")

    def open_letter(desk: Desk, over: QWidget, account_id: UUID, interaction_id: UUID) -> None:
        del desk, over
        letters.append((account_id, interaction_id))

    made = TimelinePane(desk, open_letter)
    desk.hub.changed.connect(lambda _: made.refresh())
    qtbot.addWidget(made)
    made.resize(1180, 560)
    made.show()
    made.show_scope(Scope(account_id=account.id))
    settle()
    yield made
    made.close()


def settle() -> None:
    """Let what was looked at be read."""
    for _ in range(4):
        QApplication.processEvents()


def rows(pane: TimelinePane) -> list[str]:
    """What stands in the list."""
    said = []
    for row in range(pane.view.timeline.rowCount()):
        item = pane.view.timeline.item(row)
        if isinstance(item, Heading):
            said.append("ahead" if item.month is None else f"{item.month} {item.shown}/{item.total}")
        elif isinstance(item, Entry):
            said.append(item.title)
        else:
            said.append("…" if isinstance(item, Waiting) else "")
    return said


def row_of(pane: TimelinePane, title: str) -> int:
    return rows(pane).index(title)


def card_of(pane: TimelinePane) -> DetailsCard:
    settle()
    assert isinstance(pane.view.details, DetailsCard)
    return pane.view.details


def press(widget: QWidget, text: str) -> None:
    """Press the button that says so."""
    found = [each for each in widget.findChildren(QPushButton) if each.text() == text]
    assert found, f"no button says {text}"
    found[0].click()
    settle()


def test_months_stand_under_what_lies_ahead(pane: TimelinePane) -> None:
    assert rows(pane) == [
        "ahead",
        "Впереди одна",
        "2026-11 3/3",
        "Ноябрь 12",
        "Ноябрь 10",
        "Ноябрь 3",
        "2026-10 2/2",
        "Октябрь 20",
        "Октябрь 5",
    ]


def test_a_month_folds_by_mouse_and_keys(pane: TimelinePane, qtbot: QtBot) -> None:
    view = pane.view
    place = view.visualRect(view.timeline.index(row_of(pane, "2026-11 3/3"))).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert rows(pane)[2:4] == ["2026-11 3/3", "2026-10 2/2"]

    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert rows(pane)[3] == "Ноябрь 12"
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert rows(pane)[3] == "2026-10 2/2"


def test_what_lies_ahead_unfolds(pane: TimelinePane) -> None:
    pane.view.timeline.fold(0)
    settle()
    assert rows(pane)[:3] == ["ahead", "Впереди одна", "Впереди другая"]


def test_keys_walk_the_list(pane: TimelinePane, qtbot: QtBot) -> None:
    view = pane.view
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.current_entry() is not None
    assert view.currentIndex().row() == view.timeline.rowCount() - 1
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.currentIndex().row() == 0
    for _ in range(3):
        qtbot.keyClick(view, Qt.Key.Key_Down)
    entry = view.current_entry()
    assert entry is not None
    assert entry.title == "Ноябрь 12"


def test_enter_opens_an_entry_in_place_and_escape_closes_it(
    pane: TimelinePane, office: Office, account: Account, qtbot: QtBot
) -> None:
    meeting = done(
        office,
        account,
        date(2026, 11, 15),
        "С итогом",
        notes="# Главное\n<script>alert(1)</script>\n![x](http://tracker.example/a.png) **взяли** образцы",
        learned="Тендер в январе",
        outcome=InteractionOutcome.ADVANCE,
    )
    office.promise(
        account, "Прислать протокол", interaction_id=meeting.id, due=date(2026, 11, 20), side=Side.OURS
    )
    pane.refresh()
    settle()
    view = pane.view
    view.setCurrentIndex(view.timeline.index(row_of(pane, "С итогом")))

    qtbot.keyClick(view, Qt.Key.Key_Return)
    card = card_of(pane)

    texts = [notes.toPlainText() for notes in card.findChildren(Notes)]
    assert "взяли" in texts[0]
    assert "Главное" in texts[0]
    assert texts[1] == "Тендер в январе"
    assert any("Прислать протокол" in each.accessibleName() for each in card.findChildren(QWidget))
    opened = view.timeline.open_row
    assert isinstance(view.timeline.item(opened + 1), Below)
    assert view.timeline.item(opened + view.timeline.rows_below + 1) is not None
    qtbot.keyClick(view, Qt.Key.Key_Down)
    following = view.current_entry()
    assert following is not None
    assert following.title == "Ноябрь 12"

    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.timeline.open_entry is None
    assert rows(pane)[3:5] == ["С итогом", "Ноябрь 12"]


def test_notes_fetch_and_open_nothing(desk: Desk, qtbot: QtBot) -> None:
    notes = Notes(
        desk.look, "![x](http://tracker.example/a.png) [сайт](http://evil.example) <b>жирно</b>", "Notes"
    )
    qtbot.addWidget(notes)
    notes.show()

    assert notes.loadResource(2, QUrl("http://tracker.example/a.png")) is None
    assert not notes.openLinks()
    assert "<b>" in notes.toPlainText()


def test_an_open_entry_stays_open_when_something_changes(
    pane: TimelinePane, office: Office, account: Account
) -> None:
    pane.view.open_row(row_of(pane, "Ноябрь 10"))
    card_of(pane)

    done(office, account, date(2026, 11, 14), "Новое")
    pane.refresh()
    settle()

    assert rows(pane)[3] == "Новое"
    assert card_of(pane).details.entry.title == "Ноябрь 10"
    assert pane.view.timeline.item(pane.view.timeline.open_row) == card_of(pane).details.entry


def test_deleting_can_be_undone(pane: TimelinePane, office: Office, desk: Desk) -> None:
    pane.view.open_row(row_of(pane, "Ноябрь 10"))
    card_of(pane).deletion_wished.emit()
    settle()
    assert "Ноябрь 10" not in rows(pane)

    desk.hub.announce(undo_step(office.workspace).changed)
    settle()
    assert "Ноябрь 10" in rows(pane)


def test_the_summary_letter_is_asked_of_whoever_writes_it(
    pane: TimelinePane, account: Account, letters: list[tuple[UUID, UUID]]
) -> None:
    pane.view.open_row(row_of(pane, "Ноябрь 10"))
    entry = card_of(pane).details.entry
    press(card_of(pane), "Письмо-резюме…")

    assert letters == [(account.id, entry.key.id)]


def test_a_summary_is_marked_as_sent(pane: TimelinePane) -> None:
    pane.view.open_row(row_of(pane, "Ноябрь 10"))
    card_of(pane).mark_wished.emit(True)
    settle()

    assert card_of(pane).details.entry.follow_up_sent_on == date(2026, 11, 23)


def test_an_attachment_opens_as_a_copy(
    pane: TimelinePane, office: Office, account: Account, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kam.services.documents import add_document

    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.fileName()))
    entry = pane.view.timeline.item(row_of(pane, "Ноябрь 10"))
    assert isinstance(entry, Entry)
    path = tmp_path / "Прайс.txt"
    path.write_text("цены", "utf-8")
    add_document(office.workspace, account.id, path, interaction_id=entry.key.id)
    pane.refresh()
    settle()
    pane.view.open_row(row_of(pane, "Ноябрь 10"))
    press(card_of(pane), "Прайс.txt")

    assert opened == ["Прайс.txt"]


def test_a_kind_can_be_left_out_and_its_count_stays(pane: TimelinePane) -> None:
    calls = next(
        each for each in pane.side.findChildren(LineButton) if each.accessibleName().startswith("Звонки")
    )
    calls.click()
    settle()

    assert rows(pane)[2:] == ["2026-11 3/3", "Ноябрь 12", "Ноябрь 10", "Ноябрь 3"]
    assert pane.filters.value.kinds is not None
    assert EntryKind.CALL not in pane.filters.value.kinds
    assert pane.head is not None
    assert pane.head.kinds[EntryKind.CALL] == 2


def test_the_histogram_chooses_a_period(pane: TimelinePane, qtbot: QtBot) -> None:
    qtbot.keyClick(pane.side.histogram, Qt.Key.Key_Left)
    settle()
    assert pane.filters.value.first == pane.filters.value.last == Month(2026, 10)
    assert rows(pane)[2:] == ["2026-10 2/2", "Октябрь 20", "Октябрь 5"]

    qtbot.keyClick(pane.side.histogram, Qt.Key.Key_Escape)
    settle()
    assert pane.filters.value.is_open


def test_a_letter_typed_in_the_list_searches(pane: TimelinePane, qtbot: QtBot) -> None:
    pane.view.setFocus()
    qtbot.keyClick(pane.view, "x")
    assert pane.filters.text.text() == "x"

    qtbot.waitUntil(lambda: pane.filters.value.text == "x")
    settle()
    assert rows(pane) == ["ahead", "Впереди одна"]


def test_a_person_of_the_side_narrows(pane: TimelinePane) -> None:
    person = next(
        each for each in pane.side.findChildren(LineButton) if each.accessibleName().startswith("Иванов")
    )
    person.click()
    settle()
    assert "Октябрь 20" not in rows(pane)
    assert "Ноябрь 10" in rows(pane)


def test_thousands_of_entries_are_read_when_they_are_looked_at(
    pane: TimelinePane, office: Office, account: Account
) -> None:
    start = datetime.combine(date(2026, 9, 30), time(10))
    meetings = []
    for number in range(450):
        meeting = Interaction(
            account_id=account.id,
            kind=InteractionKind.CALL,
            status=InteractionStatus.DONE,
            subject=f"Звонок {number}",
        )
        meeting.schedule(start - timedelta(hours=6 * number), ZONE)
        meetings.append(meeting)
    office.add_all(*meetings)
    pane.refresh()
    settle()
    model = pane.view.timeline
    before = model.rowCount()

    assert isinstance(model.item(before - 1), Waiting)
    pane.view.scrollToBottom()
    settle()

    last = model.item(before - 1)
    assert isinstance(last, Entry)
    assert last.title == "Звонок 449"
    assert model.rowCount() == before
    assert before > 4 * CHUNK


def test_the_model_keeps_the_rules_of_qt(pane: TimelinePane, office: Office, account: Account) -> None:
    model = pane.view.timeline
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, pane)
    for row in (0, row_of(pane, "2026-10 2/2")):
        model.fold(row)
    pane.view.open_row(row_of(pane, "Ноябрь 10"))
    card_of(pane)
    model.fold(row_of(pane, "2026-11 3/3"))
    model.fold(row_of(pane, "2026-11 3/3"))
    model.fold_all(folded=True)
    model.fold_all(folded=False)
    done(office, account, date(2026, 9, 1), "Сентябрь")
    pane.refresh()
    settle()
    assert isinstance(tester, QObject)
    assert rows(pane)[-1] == "Сентябрь"


def test_records_lead_to_where_they_are_kept(pane: TimelinePane, office: Office, account: Account) -> None:
    document = office.add(
        Document(account_id=account.id, name="Акт.pdf", on=date(2026, 11, 13), sha256=b"1" * 32, size=10)
    )
    pane.refresh()
    settle()
    went: list[Place] = []
    pane.went.connect(went.append)
    pane.view.open_row(row_of(pane, "Акт.pdf"))
    press(card_of(pane), "Открыть запись")

    assert went == [account_place(account.id, "documents", document.id)]


def test_a_closed_complaint_leads_to_its_beginning(
    pane: TimelinePane, office: Office, account: Account
) -> None:
    complaint = Complaint(
        account_id=account.id,
        number="K-7",
        channel=Channel.EMAIL,
        received_at=datetime(2026, 9, 1, 9, tzinfo=UTC),
        kind=ComplaintKind.QUALITY,
        summary="Биение круга",
    )
    ended = StageChange(
        complaint_id=complaint.id, stage=ComplaintStage.CLOSED, at=datetime(2026, 11, 16, 9, tzinfo=UTC)
    )
    office.add_all(complaint, ended)
    pane.refresh()
    settle()
    pane.view.open_row(row_of(pane, "K-7: Биение круга"))
    card = card_of(pane)
    assert card.details.entry.event is Event.CLOSED

    card.link_wished.emit(card.details.links[0])

    assert card_of(pane).details.entry.event is Event.RECEIVED
    went: list[Place] = []
    pane.went.connect(went.append)
    press(card_of(pane), "Открыть запись")
    assert went == [complaint_place(complaint.id)]


def test_a_letter_of_a_complaint_leads_to_its_record(
    pane: TimelinePane, office: Office, account: Account
) -> None:
    complaint = Complaint(
        account_id=account.id,
        number="K-7",
        channel=Channel.EMAIL,
        received_at=datetime(2026, 11, 1, 9, tzinfo=UTC),
        kind=ComplaintKind.QUALITY,
        summary="Биение круга",
    )
    office.add(complaint)
    letter = {"kind": InteractionKind.EMAIL, "complaint_id": complaint.id}
    done(office, account, date(2026, 11, 16), "Биение и паспорт", **letter)
    pane.refresh()
    settle()
    went: list[Place] = []
    pane.went.connect(went.append)
    pane.view.open_row(row_of(pane, "Биение и паспорт"))
    link = next(each for each in card_of(pane).details.links if each.kind is LinkKind.COMPLAINT)
    card_of(pane).link_wished.emit(link)
    assert went == [complaint_place(complaint.id)]


def test_a_place_that_names_a_meeting_opens_it(pane: TimelinePane, account: Account) -> None:
    entry = pane.view.timeline.item(row_of(pane, "Октябрь 5"))
    assert isinstance(entry, Entry)

    pane.show_scope(Scope(account_id=account.id), entry.key.id)
    settle()

    assert card_of(pane).details.entry.title == "Октябрь 5"


def test_an_empty_timeline_says_what_will_stand_there(desk: Desk, office: Office, qtbot: QtBot) -> None:
    pane = TimelinePane(desk, lambda *_: None)
    qtbot.addWidget(pane)
    pane.show()
    pane.show_scope(Scope(account_id=office.account("Новый").id))
    settle()

    assert not pane.view.isVisible()


def test_what_is_shown_is_printed(pane: TimelinePane, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    pane.print_shown()
    settle()
    assert len(opened) == 1

    import pypdfium2

    document = pypdfium2.PdfDocument(opened[0])
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    assert "Ноябрь 12" in text
    assert "ВНУТРЕННИЙ" in text
    assert "Впереди" not in text
    pane.keep()

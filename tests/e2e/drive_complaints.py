"""Three complaints lived in kam's own window, in a process of its own; prints what it saw as JSON.

``python drive_complaints.py live WORKSPACE``, as ``drive_window.py``: whatever goes wrong, any warning of Qt
among it, ends it with a trace.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kam.core.errors import UserError
from kam.core.vocabulary import Channel, ClockState, ComplaintStage, Severity
from kam.services.briefs import collect_brief, next_meeting
from kam.services.complaints.learning import read_learning
from kam.services.complaints.rows import ComplaintCard
from kam.services.portfolio.reading import PortfolioQuery, read_portfolio
from kam.services.today import read_today
from kam.ui.complaints.closing_sheet import ClosingSheet
from kam.ui.complaints.letter_sheet import AcknowledgementSheet, AnswerSheet
from kam.ui.complaints.page import ComplaintsPage
from kam.ui.complaints.reason_sheets import PauseSheet, ReopenSheet
from kam.ui.complaints.register_sheet import RegisterSheet
from kam.ui.complaints.stage_sheet import StageSheet
from kam.ui.places import Place, register_place
from tests.e2e.drive_window import MORNING, Day, fill, sheet_of, tell, type_text

CLIENT = "Лугинский молочный комбинат"
PHONE, LETTER, TALK = "Машина не пришла к окну", "Ошибки в трёх УПД", "Осадок в канистрах, партия 2214"


class ComplaintDay(Day):
    """A sitting at the complaints of all clients."""

    account: UUID

    @property
    def board(self) -> ComplaintsPage:
        """The page, its board shown and read at the moment it is."""
        page = self.window.page
        if not isinstance(page, ComplaintsPage) or page.record.isVisible():
            self.window.go(Place("complaints", view="board"))
            self.calm()
            page = self.window.page
        assert isinstance(page, ComplaintsPage), page
        return page

    def pass_time(self, **time: float) -> None:
        """The clock goes on; what the page does each minute happens once."""
        self.clock.moment += timedelta(**time)
        self.board.refresh()
        self.calm()

    def card(self, summary: str) -> ComplaintCard:
        """A complaint as the board shows it."""
        return next(card for card in self.board.board.board.cards() if card.summary == summary)

    def numbers(self) -> set[str]:
        """What is open on the board."""
        return {card.number for card in self.board.board.board.cards() if card.is_open}

    def agree(self) -> list[str]:
        """What board, Today, brief and conclusions do not agree on; nothing where all is well."""
        workspace, now = self.window.desk.workspace, self.clock.now()
        cards = {card.number: card for card in self.board.board.board.cards() if card.is_open}
        wrong = []
        today = {
            item.number: group.value
            for group, items in read_today(workspace, as_of=now).clocks
            for item in items
        }
        shown = {number: card.clock.state.value for number, card in cards.items() if card.clock is not None}
        if today != shown:
            wrong.append(f"today {today} board {shown}")
        learning = read_learning(workspace, as_of=now)
        if set(learning.open) != {card.id for card in cards.values()}:
            wrong.append("conclusions")
        with suppress(UserError):  # no meeting is planned any more
            meeting = next_meeting(workspace, self.account, as_of=now)
            brief = collect_brief(workspace, meeting.id, as_of=now, printed_at=now, language="ru")
            told = {line.number: line.stage for line in brief.complaints}
            theirs = {each.number: each.stage for each in cards.values() if each.account_id == self.account}
            if told != theirs:
                wrong.append(f"brief {told} board {theirs}")
        return wrong


def live(path: Path) -> dict[str, Any]:
    """Registered by three channels; one is late, one on hold and resumed, one closed and opened again."""
    day = ComplaintDay(path)
    rows = read_portfolio(day.window.desk.workspace, PortfolioQuery(), as_of=MORNING).rows
    day.account = next(row.id for row in rows if row.name == CLIENT)
    before = day.numbers()
    told: dict[str, Any] = {"at first": day.agree()}
    register(day, PHONE, Channel.PHONE, Severity.HIGH)
    register(day, LETTER, Channel.EMAIL, Severity.NORMAL, acknowledge=True)
    register(day, TALK, Channel.MEETING, Severity.HIGH)
    told |= {"registered": len(day.numbers() - before), "after registering": day.agree()}
    told |= be_late(day) | hold(day) | close(day) | open_again(day)
    told["taken back"] = take_all_back(day, before)
    told["at last"] = day.agree()
    day.end()
    return told


def register(
    day: ComplaintDay, summary: str, channel: Channel, severity: Severity, *, acknowledge: bool = False
) -> None:
    """By the keyboard: the subject is typed, Ctrl+Enter saves; the acknowledgement is noted or put off."""
    day.window.go(register_place(day.account))
    sheet = sheet_of(day.window, RegisterSheet)
    day.calm()
    for name, value in (("channel", channel), ("severity", severity)):
        sheet.left_form[name].set_value(value)
        sheet.left_form[name].changed.emit()
    line = sheet.left_form["summary"].line  # type: ignore[attr-defined]
    line.setFocus()
    type_text(line, summary)
    QTest.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    day.calm()
    letter = sheet_of(day.window, AcknowledgementSheet)
    day.calm()
    if acknowledge:
        letter.primary.click()
    else:
        letter.reject()
    day.calm()


def be_late(day: ComplaintDay) -> dict[str, Any]:
    """Nobody answers the telephone call within five minutes."""
    first = day.card(PHONE).clock
    day.pass_time(minutes=4)
    second = day.card(PHONE).clock
    day.pass_time(minutes=6)
    third = day.card(PHONE).clock
    assert first is not None
    assert second is not None
    assert third is not None
    return {
        "clocks": [first.state.value, second.state.value, third.state.value],
        "counted": (first.left - second.left) == timedelta(minutes=4),
        "after being late": day.agree(),
    }


def hold(day: ComplaintDay) -> dict[str, Any]:
    """The letter waits for the client over a day, and its clocks with it."""
    deeds = day.board.deeds
    deeds.pause([day.card(LETTER)])
    sheet = sheet_of(day.window, PauseSheet)
    fill(sheet, "reason", "Ждём номера УПД")
    sheet.primary.click()
    day.calm()
    held = day.card(LETTER).clock
    day.pass_time(days=1)
    later = day.card(LETTER).clock
    agreed = day.agree()
    deeds.resume([day.card(LETTER)])
    day.calm()
    running = day.card(LETTER).clock
    assert held is not None
    assert later is not None
    assert running is not None
    return {
        "held": held.state is later.state is ClockState.PAUSED,
        "stood still": held.left == later.left,
        "while on hold": agreed,
        "resumed": running.state is not ClockState.PAUSED,
        "after resuming": day.agree(),
    }


def close(day: ComplaintDay) -> dict[str, Any]:
    """From stage to stage with what each asks for, then closed with the client's word."""
    page = day.board
    page.board.board.go_to(day.card(TALK).id)
    for _ in range(2):  # acknowledged, assessed: everything they ask for is there
        lane = page.board.board.lanes[day.card(TALK).stage].list
        QTest.keyClick(lane, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
        day.calm()
    told: dict[str, Any] = {"by keys": day.card(TALK).stage.value}
    move(day, ComplaintStage.INVESTIGATING, department="Производство")
    page.deeds.answer([day.card(TALK)])
    answer = sheet_of(day.window, AnswerSheet)
    day.calm()
    fill(answer, "text", "Заменим канистры до пятницы.")
    answer.primary.click()
    day.calm()
    page.deeds.step(day.card(TALK), 1)  # the answer is there: nothing is asked
    day.calm()
    told["offered"] = day.card(TALK).stage.value
    move(day, ComplaintStage.DECIDED, note="Замена и ручной контроль партии")
    told["while decided"] = day.agree()
    page.deeds.close([day.card(TALK)])
    closing = sheet_of(day.window, ClosingSheet)
    day.calm()
    closing.word_form["satisfaction"].set_value(4)
    closing.primary.click()
    day.calm()
    told |= {"closed": day.card(TALK).stage.value, "after closing": day.agree()}
    return told


def move(day: ComplaintDay, stage: ComplaintStage, **asked: str) -> None:
    """To a stage, filling what its sheet asks for."""
    day.board.deeds.move(day.card(TALK), stage)
    sheet = sheet_of(day.window, StageSheet)
    day.calm()
    for name, value in asked.items():
        fill(sheet, name, value)
    sheet.primary.click()
    day.calm()


def open_again(day: ComplaintDay) -> dict[str, Any]:
    """The client finds another can."""
    day.pass_time(hours=2)
    day.board.deeds.reopen([day.card(TALK)])
    sheet = sheet_of(day.window, ReopenSheet)
    fill(sheet, "note", "Осадок нашли ещё в одной канистре")
    sheet.primary.click()
    day.calm()
    clock = day.card(TALK).clock
    assert clock is not None
    return {
        "opened again": day.card(TALK).stage.value,
        "new clock": clock.started_at == day.clock.now(),
        "after opening again": day.agree(),
    }


def take_all_back(day: ComplaintDay, before: set[str]) -> dict[str, Any]:
    """Step by step, until nothing of it is left."""
    steps = 0
    while day.numbers() != before or steps == 0:
        day.window.undoing.take_back()
        day.calm()
        steps += 1
        if steps > 60:  # far more than there are
            return {"left": sorted(day.numbers() - before)}
    return {"left": [], "steps": steps}


if __name__ == "__main__":
    tell({"live": live}[sys.argv[1]](Path(sys.argv[2])))

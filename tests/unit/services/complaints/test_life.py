"""Three complaints by three channels live through their stages; every reading agrees at every step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from kam.core.vocabulary import Attitude, Channel, ClockState, ComplaintStage, Severity
from kam.services.briefs import collect_brief
from kam.services.complaints.closing import close_with_client, closing_draft
from kam.services.complaints.correspondence import record_answer
from kam.services.complaints.drafts import AnswerDraft, StageMove
from kam.services.complaints.editing import reclassify
from kam.services.complaints.learning import read_learning
from kam.services.complaints.pausing import pause, resume
from kam.services.complaints.rows import ClockView
from kam.services.complaints.stages import move_to_stage, reopen
from kam.services.history import undo_step
from kam.services.overview import account_overview
from kam.services.today.reading import read_today
from tests.builders import Office
from tests.complaints import board, november, record, registered


@dataclass
class Life:
    """The office, its client, a meeting that lies ahead, and the complaints by name."""

    office: Office
    account_id: UUID
    meeting_id: UUID
    meets_at: datetime
    known: dict[str, UUID]

    def clocks(self) -> dict[str, ClockView | None]:
        """By number what the board shows of every open complaint."""
        cards = (card for column in board(self.office).columns for card in column.cards)
        return {card.number: card.clock for card in cards if card.is_open}

    def agree(self) -> None:
        """Board, record, Today, overview, analytics and brief tell the same."""
        office, now = self.office, self.office.clock.now()
        shown = self.clocks()
        for one in self.known.values():
            read = record(office, one)
            if read.is_open:
                assert read.pressing == shown[read.number]
            else:
                assert read.number not in shown
        today = read_today(office.workspace, as_of=now)
        items = {item.number: item for _, items in today.clocks for item in items}
        running = {number: clock for number, clock in shown.items() if clock is not None}
        assert items.keys() == running.keys()
        for number, item in items.items():
            clock = running[number]
            assert (item.clock, item.group.value) == (clock.kind, clock.state.value)
            assert (item.left, item.over) == (clock.left, clock.over)
        overview = account_overview(office.workspace, self.account_id, as_of=now)
        assert {line.number for line in overview.complaints} == shown.keys()
        learned = read_learning(office.workspace, as_of=now)
        assert (learned.count, len(learned.open)) == (len(self.known), len(shown))
        assert board(office).breached == sum(clock.state is ClockState.BREACHED for clock in running.values())
        self._brief_agrees(now)

    def _brief_agrees(self, now: datetime) -> None:
        """The brief tells how clocks will stand when the meeting begins, if nothing happens meanwhile."""
        content = collect_brief(
            self.office.workspace, self.meeting_id, as_of=now, printed_at=now, language="ru"
        )
        self.office.clock.moment = self.meets_at
        then = self.clocks()
        self.office.clock.moment = now
        assert {line.number for line in content.complaints} == then.keys()
        for line in content.complaints:
            clock = then[line.number]
            if clock is not None:
                assert line.clock is not None
                assert (line.clock.kind, line.clock.state) == (clock.kind, clock.state)
                left = -clock.over if clock.state is ClockState.BREACHED else clock.left
                assert line.clock.left == left


def test_three_lives_agree_everywhere_at_every_step_and_can_be_undone(office: Office) -> None:
    office.clock.moment = november(19, 14, 10)
    account = office.account()
    person = office.stakeholder(account)
    meets_at = november(27, 11)
    meeting = office.meeting(account, meets_at.replace(tzinfo=None), person)
    life = Life(office, account.id, meeting.id, meets_at, {})
    workspace, known = office.workspace, life.known
    before = board(office)
    first_step = office.last_step()

    def move(name: str, stage: ComplaintStage, **values: Any) -> Callable[[], object]:
        return lambda: move_to_stage(workspace, known[name], StageMove(stage, **values))

    def begin(name: str, **values: Any) -> Callable[[], object]:
        def run() -> None:
            known[name] = registered(office, account, raised_by_id=person.id, **values)

        return run

    def close(name: str, satisfaction: int) -> Callable[[], object]:
        def run() -> None:
            draft = closing_draft(workspace, known[name], as_of=office.clock.now())
            after = replace(draft, satisfaction=satisfaction, attitude_after=Attitude.SUPPORTER)
            close_with_client(workspace, known[name], after)

        return run

    course: list[tuple[datetime, Callable[[], object]]] = [
        (november(19, 14, 10), begin("letter")),
        (november(19, 14, 19), move("letter", ComplaintStage.ACKNOWLEDGED)),
        (november(19, 17), begin("call", channel=Channel.PHONE, severity=Severity.NORMAL)),
        (november(19, 17, 4), lambda: record_answer(workspace, known["call"], AnswerDraft("Довезём завтра"))),
        (november(20, 9, 35), lambda: record_answer(workspace, known["letter"], AnswerDraft("Отозвали"))),
        (november(20, 10), move("letter", ComplaintStage.INVESTIGATING, department="ОТК")),
        (november(20, 11), begin("meeting", channel=Channel.MEETING, severity=Severity.LOW)),
        (november(20, 12), lambda: reclassify(workspace, known["meeting"], severity=Severity.CRITICAL)),
        (november(20, 15), lambda: pause(workspace, known["letter"], "Ждём фотографии")),
        (november(24, 10), lambda: resume(workspace, known["letter"])),
        (november(24, 16), move("meeting", ComplaintStage.DECIDED, note="Замена", answer="Заменим")),
        (november(25, 10), close("meeting", 4)),
        (november(25, 11), move("call", ComplaintStage.REJECTED, rejection_reason="Акт подписан")),
        (november(25, 15), lambda: reopen(workspace, known["call"], "Акт подписал не тот")),
        (november(26, 9, 30), move("letter", ComplaintStage.DECIDED, note="Партия заменена")),
        (november(26, 12), close("letter", 5)),
    ]
    breached = []
    for at, deed in course:
        office.clock.moment = at
        step = office.last_step()
        deed()
        assert office.last_step() == step + 1, "each is one step"
        life.agree()
        breached += [
            number for number, clock in life.clocks().items() if clock and clock.state is ClockState.BREACHED
        ]
        office.clock.moment = at + timedelta(minutes=7)
        life.agree()
    assert record(office, known["letter"]).satisfaction == 5
    assert "K-2026-0003" in breached, "what was said in the meeting was answered days later"
    assert len(record(office, known["call"]).earlier_clocks) == 1
    for _ in course:
        undo_step(workspace)
    assert office.last_step() == first_step + 2 * len(course)
    after = board(office)
    assert [column.cards for column in after.columns] == [column.cards for column in before.columns]

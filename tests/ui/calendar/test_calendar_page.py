"""The calendar by hand: meetings dragged, moved by keys, planned, repeated, taken in from files."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from kam.analysis.recurrence import Frequency, rule_of
from kam.core.vocabulary import ContactKind, InteractionKind, InteractionStatus
from kam.models import ContactPoint, Interaction, Stakeholder
from kam.services.calendar.form_reading import MeetingValues
from kam.services.calendar.series import Scope
from kam.services.meetings import MeetingPlan, schedule_meeting
from kam.ui.calendar.deeds import ReachSheet
from kam.ui.calendar.geometry import HOUR
from kam.ui.calendar.page import CalendarPage
from kam.ui.change_hub import Notice
from kam.ui.desk import Desk
from kam.ui.meeting_form import ask_for_meeting, open_meeting
from kam.ui.meeting_form.invitations import InvitationsSheet, take_calendar_file
from kam.ui.meeting_form.sheet import MeetingSheet
from kam.ui.places import Place
from tests.builders import Office


def local(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(date(2026, 11, day), time(hour, minute))


def meetings(office: Office) -> dict[str, Interaction]:
    with office.workspace.reading() as session:
        return {each.subject: each for each in session.scalars(select(Interaction))}


def centre(page: CalendarPage, subject: str) -> QPointF:
    block = next(b for b in page.week.hours.blocks if b.entry.subject == subject)
    return block.place.center()


def drag(page: CalendarPage, qtbot: QtBot, start: QPointF, *way: QPointF) -> None:
    hours = page.week.hours
    qtbot.mousePress(hours, Qt.MouseButton.LeftButton, pos=start.toPoint())
    for at in way:
        qtbot.mouseMove(hours, at.toPoint())
    qtbot.mouseRelease(hours, Qt.MouseButton.LeftButton, pos=way[-1].toPoint())


def sheet(kind: type[MeetingSheet | ReachSheet | InvitationsSheet]) -> MeetingSheet:
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    assert found, "no sheet is open"
    return found[-1]  # type: ignore[return-value]


def test_the_week_of_today_is_shown_first(page: CalendarPage) -> None:
    assert page.week.hours.columns is not None
    assert page.week.hours.columns.days[0] == date(2026, 11, 23)
    assert {b.entry.subject for b in page.week.hours.blocks} == {"Контракт", "Цены"}
    assert "неделя 48" in page.range.text()


def test_dragging_a_meeting_moves_it_and_offers_to_take_that_back(
    page: CalendarPage, office: Office, qtbot: QtBot
) -> None:
    told: list[Notice] = []
    page.desk.hub.noticed.connect(told.append)
    start = centre(page, "Контракт")
    width = page.week.hours.columns.edges[2] - page.week.hours.columns.edges[1]  # type: ignore[union-attr]
    drag(page, qtbot, start, start + QPointF(30, 30), start + QPointF(width, HOUR))
    assert meetings(office)["Контракт"].starts_local == local(26, 11)
    assert told[-1].undoable


def test_dragging_the_lower_edge_makes_a_meeting_longer(
    page: CalendarPage, office: Office, qtbot: QtBot
) -> None:
    block = next(b for b in page.week.hours.blocks if b.entry.subject == "Контракт")
    edge = QPointF(block.place.center().x(), block.place.bottom() - 2)
    drag(page, qtbot, edge, edge + QPointF(0, 20), edge + QPointF(0, HOUR / 2))
    assert meetings(office)["Контракт"].minutes == 90
    assert meetings(office)["Контракт"].starts_local == local(25, 10)


def test_dragging_over_free_time_begins_a_meeting_of_that_length(page: CalendarPage, qtbot: QtBot) -> None:
    columns = page.week.hours.columns
    assert columns is not None
    sides = columns.of(date(2026, 11, 27))
    assert sides is not None
    start = QPointF(sides[0] + 30, 12 * HOUR)
    drag(page, qtbot, start, start + QPointF(0, 30), start + QPointF(0, 1.5 * HOUR))
    form = sheet(MeetingSheet)
    assert form.when["day"].value() == date(2026, 11, 27)
    assert form.when["starts"].value() == time(12)
    assert form.when["minutes"].value() == 90


def test_a_click_that_does_not_move_changes_nothing(page: CalendarPage, office: Office, qtbot: QtBot) -> None:
    steps = office.last_step()
    qtbot.mouseClick(page.week.hours, Qt.MouseButton.LeftButton, pos=centre(page, "Контракт").toPoint())
    assert office.last_step() == steps
    assert page.week.hours.current is not None
    assert page.week.hours.current.subject == "Контракт"


def test_arrows_walk_and_with_ctrl_they_move_until_it_is_let_go(
    page: CalendarPage, office: Office, qtbot: QtBot
) -> None:
    hours = page.week.hours
    qtbot.keyClick(hours, Qt.Key.Key_Down)
    qtbot.keyClick(hours, Qt.Key.Key_Right)
    assert hours.current is not None
    assert hours.current.subject == "Цены"
    steps = office.last_step()
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Down):
        qtbot.keyPress(hours, key, Qt.KeyboardModifier.ControlModifier)
    assert office.last_step() == steps
    qtbot.keyRelease(hours, Qt.Key.Key_Control)
    assert meetings(office)["Цены"].starts_local == local(25, 14, 30)
    assert office.last_step() == steps + 1


def test_ctrl_and_shift_lengthen_and_escape_gives_up(
    page: CalendarPage, office: Office, qtbot: QtBot
) -> None:
    hours = page.week.hours
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(hours, Qt.Key.Key_Down)
    qtbot.keyPress(hours, Qt.Key.Key_Down, both)
    qtbot.keyClick(hours, Qt.Key.Key_Escape)
    assert meetings(office)["Контракт"].minutes == 60
    qtbot.keyPress(hours, Qt.Key.Key_Down, both)
    qtbot.keyClick(hours, Qt.Key.Key_Return)
    assert meetings(office)["Контракт"].minutes == 75


def test_delete_cancels_and_the_meeting_stays_in_sight(
    page: CalendarPage, office: Office, qtbot: QtBot
) -> None:
    qtbot.keyClick(page.week.hours, Qt.Key.Key_Down)
    qtbot.keyClick(page.week.hours, Qt.Key.Key_Delete)
    assert meetings(office)["Контракт"].status is InteractionStatus.CANCELLED
    assert "Контракт" in {b.entry.subject for b in page.week.hours.blocks}


def test_enter_opens_the_form(page: CalendarPage, qtbot: QtBot) -> None:
    qtbot.keyClick(page.week.hours, Qt.Key.Key_Down)
    qtbot.keyClick(page.week.hours, Qt.Key.Key_Return)
    assert sheet(MeetingSheet).when["subject"].value() == "Контракт"


def test_moving_one_of_a_series_asks_how_far_it_reaches(
    page: CalendarPage, office: Office, qtbot: QtBot
) -> None:
    account = office.account("Сеть «Рябинка»")
    rule = rule_of(Frequency.WEEKLY, date(2026, 11, 27), date(2026, 12, 11))
    plan = MeetingPlan(account.id, local(27, 9), "Планёрка", repeats=rule)
    schedule_meeting(office.workspace, plan)
    page.refresh()
    start = centre(page, "Планёрка")
    drag(page, qtbot, start, start + QPointF(0, 30), start + QPointF(0, 2 * HOUR))
    asked = sheet(ReachSheet)
    asked.form["reach"].set_value(Scope.FOLLOWING)  # type: ignore[attr-defined]
    qtbot.mouseClick(asked.primary, Qt.MouseButton.LeftButton)
    with office.workspace.reading() as session:
        rows = session.scalars(select(Interaction).where(Interaction.subject == "Планёрка"))
        assert {each.starts_local.time() for each in rows} == {time(11)}


def test_the_form_says_beside_a_field_what_is_wrong_and_keeps_what_was_typed(
    page: CalendarPage, desk: Desk, office: Office, qtbot: QtBot
) -> None:
    account = office.account("Другой")
    ask_for_meeting(desk, page, MeetingValues(account.id, day=date(2026, 11, 27), starts=time(9)))
    form = sheet(MeetingSheet)
    form.when["place"].set_value("Заводская 1")
    form.when["subject"].set_value("x" * 600)
    qtbot.mouseClick(form.primary, Qt.MouseButton.LeftButton)
    assert form.isVisible()
    assert "500" in form.when.fields["subject"].message.text()
    form.when["subject"].set_value("Знакомство")
    qtbot.mouseClick(form.primary, Qt.MouseButton.LeftButton)
    assert meetings(office)["Знакомство"].place == "Заводская 1"


def test_the_form_of_another_client_offers_its_people(
    page: CalendarPage, desk: Desk, office: Office, qtbot: QtBot
) -> None:
    one = office.account("Первый")
    office.stakeholder(one, "Иван", "Зимин")
    ask_for_meeting(desk, page, MeetingValues(day=date(2026, 11, 27), starts=time(9)))
    form = sheet(MeetingSheet)
    form.when["account_id"].set_value(one.id)
    form.when["account_id"].changed.emit()
    found: list[str] = []
    form._find_theirs("зим", lambda people: found.extend(each.name for each in people))
    assert found == ["Зимин Иван"]
    form.reject()
    form.reject()


def test_a_meeting_is_changed_in_the_form(page: CalendarPage, desk: Desk, office: Office) -> None:
    heard: list[UUID] = []
    meeting = meetings(office)["Контракт"].id
    open_meeting(desk, page, meeting, heard.append)
    form = sheet(MeetingSheet)
    form.when["starts"].set_value(time(16))
    form.whom["guests"].set_value("Юрист; Переводчик")
    form.primary.click()
    assert heard == [meeting]
    assert meetings(office)["Контракт"].starts_local == local(25, 16)


def contact(office: Office) -> Stakeholder:
    account = office.account("Ждёт")
    place = office.stakeholder(account, "Иван", "Петров", cadence_days=45)
    for number in range(3):
        office.meeting(
            account,
            local(24, 15) - timedelta(days=63 + number),
            place,
            status=InteractionStatus.DONE,
            kind=InteractionKind.CALL,
        )
    return place


def test_whoever_waits_is_planned_in_two_clicks(page: CalendarPage, office: Office) -> None:
    contact(office)
    page.refresh()
    (row,) = page.side.touches.rows
    assert "63 дн" in row.accessibleName()
    row.click()
    assert page.week.hours.plan is not None
    page.side.touches.plan.click()
    call = meetings(office)["Поддержать связь"]
    assert (call.kind, call.starts_local) == (InteractionKind.CALL, local(25, 15))
    assert page.side.touches.rows == []


def test_whoever_waits_is_dragged_onto_a_day(page: CalendarPage, office: Office) -> None:
    contact(office)
    page.refresh()
    (row,) = page.side.touches.rows
    hours, columns = page.week.hours, page.week.hours.columns
    assert columns is not None
    sides = columns.of(date(2026, 11, 27))
    assert sides is not None
    at = hours.mapToGlobal(QPointF(sides[0] + 20, 12.5 * HOUR).toPoint())
    row.dragged.emit(row.touch, at)
    row.dropped.emit(row.touch)
    assert meetings(office)["Поддержать связь"].starts_local == local(27, 12, 30)


def test_letting_go_beside_the_days_plans_nothing(page: CalendarPage, office: Office) -> None:
    contact(office)
    page.refresh()
    (row,) = page.side.touches.rows
    row.dragged.emit(row.touch, page.side.mapToGlobal(page.side.rect().center()))
    row.dropped.emit(row.touch)
    assert "Поддержать связь" not in meetings(office)


def test_all_who_wait_are_spread_over_free_time(page: CalendarPage, office: Office) -> None:
    contact(office)
    page.refresh()
    page.side.touches.spread.click()
    assert meetings(office)["Поддержать связь"].starts_local == local(25, 9)


INVITATION = """BEGIN:VCALENDAR
METHOD:REQUEST
BEGIN:VEVENT
UID:1
SUMMARY:Приглашение
ORGANIZER:mailto:{address}
DTSTART:20261127T070000Z
DTEND:20261127T080000Z
END:VEVENT
END:VCALENDAR
"""


def test_a_clear_invitation_is_taken_in_at_once(page: CalendarPage, office: Office, tmp_path: Path) -> None:
    place = office.stakeholder(office.account("Свой"))
    assert place.person_id is not None
    office.add(ContactPoint(person_id=place.person_id, kind=ContactKind.EMAIL, value="i@own.example"))
    file = tmp_path / "invite.ics"
    file.write_text(INVITATION.format(address="i@own.example"), "utf-8")
    told: list[Notice] = []
    page.desk.hub.noticed.connect(told.append)
    take_calendar_file(page.desk, page, file)
    assert meetings(office)["Приглашение"].starts_local == local(27, 10)
    assert told[-1] == Notice("намечена 1 встреча", undoable=True)


def test_an_unclear_one_asks_whose_it_is(page: CalendarPage, office: Office, tmp_path: Path) -> None:
    own = office.account("Свой")
    file = tmp_path / "invite.ics"
    file.write_text(INVITATION.format(address="nobody@else.example"), "utf-8")
    take_calendar_file(page.desk, page, file)
    asked = sheet(InvitationsSheet)
    asked.editors["1"].set_value(own.id)  # type: ignore[attr-defined]
    asked.primary.click()
    assert meetings(office)["Приглашение"].account_id == own.id


def test_a_file_that_is_no_calendar_ends_in_one_sentence(
    page: CalendarPage, office: Office, tmp_path: Path
) -> None:
    file = tmp_path / "letter.ics"
    file.write_bytes(b"%PDF-1.4")
    told: list[Notice] = []
    page.desk.hub.noticed.connect(told.append)
    take_calendar_file(page.desk, page, file)
    assert told[-1].text == "letter.ics: Это не файл календаря, или он повреждён."


def test_what_is_planned_goes_into_a_file(page: CalendarPage, tmp_path: Path) -> None:
    page._write_period(date(2026, 11, 23), date(2026, 11, 29), tmp_path / "out.ics")
    assert (tmp_path / "out.ics").read_text("utf-8").count("BEGIN:VEVENT") == 2


def test_a_month_is_walked_by_days_and_opens_one(page: CalendarPage, qtbot: QtBot) -> None:
    page.show_view("month")
    assert page.month.day == date(2026, 11, 24)
    qtbot.keyClick(page.month, Qt.Key.Key_Right)
    assert "Контракт" in page.month.accessibleDescription()
    qtbot.keyClick(page.month, Qt.Key.Key_Return)
    assert page.week.hours.columns is not None
    assert page.week.hours.columns.days == (date(2026, 11, 25),)


def test_dragging_to_another_day_of_the_month_keeps_the_hour(
    page: CalendarPage, office: Office, qtbot: QtBot
) -> None:
    page.show_view("month")
    page.month.grab()
    place = next(where for where, entry in page.month.lines if entry.subject == "Контракт")
    target = page.month.cell(date(2026, 11, 27)).center().toPoint()
    qtbot.mousePress(page.month, Qt.MouseButton.LeftButton, pos=place.center().toPoint())
    qtbot.mouseMove(page.month, place.center().toPoint() + (target - place.center().toPoint()) / 2)
    qtbot.mouseMove(page.month, target)
    qtbot.mouseRelease(page.month, Qt.MouseButton.LeftButton, pos=target)
    assert meetings(office)["Контракт"].starts_local == local(27, 10)


def test_the_list_has_the_meetings_day_by_day(page: CalendarPage) -> None:
    page.show_view("agenda")
    rows = page.agenda.rows_model.rows()
    assert [getattr(row, "subject", "") for row in rows if hasattr(row, "subject")] == ["Контракт", "Цены"]


def test_another_page_shows_a_meeting_on_its_day(page: CalendarPage, office: Office) -> None:
    far = office.meeting(office.account("Далеко"), datetime.combine(date(2027, 1, 14), time(11)))
    page.go_to(Place("calendar", item_id=far.id))
    assert page.week.hours.current is not None
    assert page.week.hours.current.id == far.id


def test_what_is_due_opens_its_place(page: CalendarPage, office: Office, qtbot: QtBot) -> None:
    promise = office.promise(office.account("С обещанием"), "Расчёт", due=date(2026, 11, 25))
    page.refresh()
    went: list[Place] = []
    page.went.connect(went.append)
    page.week.heads.setFocus()
    qtbot.keyClick(page.week.heads, Qt.Key.Key_Return)
    assert (went[0].page, went[0].item_id) == ("promises", promise.id)

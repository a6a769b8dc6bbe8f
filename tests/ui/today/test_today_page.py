"""Today in the window: what each column says, and what is done from it by hand and by keys."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from kam.core.vocabulary import CommitmentStatus
from kam.models import Colleague, Commitment, SignalState
from kam.services.history import undo_step
from kam.services.today import TodayQuery, Whose
from kam.ui.change_hub import Notice
from kam.ui.desk import Desk
from kam.ui.places import CALENDAR, PROMISES, TODAY, Place, brief_place, capture_place, prepare_place
from kam.ui.today.page import TodayPage
from kam.ui.today.sheets import PutOffSheet
from kam.ui.widgets.dialogs import FormSheet, ReasonSheet
from tests.builders import Office
from tests.ui.today.conftest import Day


def test_the_next_meeting_says_when_who_and_what_is_missing(day: Day) -> None:
    entry = day.entry("meetings", "Годовой контракт")
    assert entry.facts is not None
    for part in ("через 48 мин, выехать до 09:25", "Нет: предложение и пределы", "готово 1 из 2"):
        assert part in entry.told
    assert day.entry("meetings", "Итоги квартала").facts is None, "only the next one carries buttons"


def test_what_is_over_and_not_written_down_waits_at_the_foot(day: Day) -> None:
    told = day.told("meetings")
    assert told[-2].startswith("Не записаны итоги")
    assert "Отсрочка" in told[-1]
    assert day.entry("meetings", "Отсрочка").record_text == "Записать"


def test_the_buttons_of_the_next_meeting_lead_to_preparation_paper_and_recording(
    day: Day, qtbot: QtBot
) -> None:
    strip = day.page.columns["meetings"].list.strip
    for made in (strip.prepare, strip.brief, strip.record):
        assert made.isVisible()
        qtbot.mouseClick(made, Qt.MouseButton.LeftButton)
    line = day.entry("meetings", "Годовой контракт").line
    assert day.gone_to == [
        prepare_place(line.account_id, line.about),
        brief_place(line.account_id, line.about),
        capture_place(line.account_id, line.about),
    ]


def test_a_tick_keeps_a_promise_and_one_undo_brings_it_back(day: Day, desk: Desk, qtbot: QtBot) -> None:
    notices: list[Notice] = []
    desk.hub.noticed.connect(notices.append)
    promise = day.entry("promises", "Акт испытаний").line.about
    day.click_at(qtbot, "promises", "Акт испытаний", dx=20)
    assert _status(day.office, promise) is CommitmentStatus.KEPT
    assert not any("Акт испытаний" in line for line in day.told("promises"))
    assert notices[-1].undoable
    undo_step(day.office.workspace, day.office.last_step())
    assert _status(day.office, promise) is CommitmentStatus.OPEN


def test_space_does_enter_opens_and_s_puts_off(day: Day) -> None:
    day.go_on("promises", "Протокол цен")
    promise = day.entry("promises", "Протокол цен").line.about
    day.press("promises", Qt.Key.Key_Return)
    assert day.gone_to[-1] == Place("promises", item_id=promise)
    day.press("promises", Qt.Key.Key_S, "ы")
    assert isinstance(day.page.putting_off.menu, QMenu)
    day.page.putting_off.menu.close()
    day.press("promises", Qt.Key.Key_Space, " ")
    assert _status(day.office, promise) is CommitmentStatus.KEPT


def test_space_on_a_meeting_without_outcome_records_it(day: Day) -> None:
    day.go_on("meetings", "Отсрочка")
    day.press("meetings", Qt.Key.Key_Space, " ")
    line = day.entry("meetings", "Отсрочка").line
    assert day.gone_to == [capture_place(line.account_id, line.about)]


def test_arrows_walk_a_column_over_its_headings_and_to_the_next_one(day: Day) -> None:
    day.go_on("promises", "Акт испытаний")
    shown = day.page.columns["promises"].list
    day.press("promises", Qt.Key.Key_Down)
    entry = shown.current_entry()
    assert entry is not None
    assert entry.name == "Протокол цен"
    day.press("promises", Qt.Key.Key_Right)
    assert QApplication.focusWidget() is day.page.columns["clocks"].list
    day.press("clocks", Qt.Key.Key_Left)
    assert QApplication.focusWidget() is shown


def test_a_click_opens_the_place_of_a_line(day: Day, qtbot: QtBot) -> None:
    day.click_at(qtbot, "signals", "Досье устарело")
    (place,) = day.gone_to
    assert (place.page, place.tab) == ("account", "dossier")


def test_every_line_says_itself_to_a_screen_reader(day: Day) -> None:
    shown = day.page.columns["promises"].list
    told = QAccessible.queryAccessibleInterface(shown)
    assert told.text(QAccessible.Text.Name) == "Обещания"
    row = shown.lines.place_of(day.entry("promises", "Акт испытаний").line).row()
    said = told.child(row).text(QAccessible.Text.Name)
    assert " ".join(said.split()) == "Акт испытаний, наше, Завод «Волгометиз», просрочено −4 дн"


def test_what_is_put_off_goes_is_counted_and_comes_back(day: Day, qtbot: QtBot) -> None:
    entry = day.entry("promises", "Акт испытаний")
    for text, moment in day.page.putting_off.moments(datetime(2026, 11, 24, 9, 12)):  # noqa: DTZ001
        assert text
        assert moment > datetime(2026, 11, 24, 9, 12)  # noqa: DTZ001
    day.page.putting_off.put_off(entry, datetime(2026, 11, 24, 10, 12))  # noqa: DTZ001 - local
    assert not any("Акт испытаний" in line for line in day.told("promises"))
    assert day.page.head.put_off.isVisible()
    assert "1" in day.page.head.put_off.text()
    qtbot.mouseClick(day.page.head.put_off, Qt.MouseButton.LeftButton)
    sheet = day.page.putting_off.sheet
    assert isinstance(sheet, PutOffSheet)
    texts = [label.text() for label in sheet.findChildren(QLabel)]
    assert "Акт испытаний · Завод «Волгометиз»" in texts
    assert "вернётся в 10:12" in texts
    sheet.primary.click()
    assert any("Акт испытаний" in line for line in day.told("promises"))
    assert not day.page.head.put_off.isVisible()


def test_put_off_comes_back_by_itself_at_its_minute(day: Day) -> None:
    entry = day.entry("promises", "Акт испытаний")
    day.page.putting_off.put_off(entry, datetime(2026, 11, 24, 10, 12))  # noqa: DTZ001 - local
    day.office.clock.moment = datetime(2026, 11, 24, 7, 12, tzinfo=UTC)
    day.page._minute_passed()
    assert any("Акт испытаний" in line for line in day.told("promises"))


def test_the_moments_offered_are_an_hour_tomorrow_and_monday(day: Day) -> None:
    offered = [moment for _, moment in day.page.putting_off.moments(datetime(2026, 11, 24, 9, 12))]  # noqa: DTZ001
    assert offered == [
        datetime(2026, 11, 24, 10, 12),  # noqa: DTZ001
        datetime(2026, 11, 25, 9),  # noqa: DTZ001
        datetime(2026, 11, 30, 9),  # noqa: DTZ001
    ]
    sunday = datetime(2026, 11, 29, 9, 12)  # noqa: DTZ001
    assert len(day.page.putting_off.moments(sunday)) == 2, "tomorrow is Monday"


def test_a_day_of_ones_own_must_lie_ahead(day: Day) -> None:
    day.page.putting_off.ask_for_a_day(day.entry("promises", "Акт испытаний"))
    sheet = day.page.putting_off.sheet
    assert isinstance(sheet, FormSheet)
    sheet.form["day"].set_value(date(2026, 11, 24))
    sheet.primary.click()
    assert sheet.isVisible(), "today is not ahead"
    sheet.form["day"].set_value(date(2026, 12, 1))
    sheet.primary.click()
    (state,) = _states(day.office)
    assert state.until is not None
    assert state.until.astimezone(day.page.desk.zone).replace(tzinfo=None) == datetime.combine(
        date(2026, 12, 1), time(9)
    )


def test_a_signal_is_explained_away_only_with_a_reason(day: Day) -> None:
    day.page.putting_off.ask_for_a_reason(day.entry("signals", "Досье устарело"))
    sheet = day.page.putting_off.sheet
    assert isinstance(sheet, ReasonSheet)
    sheet.primary.click()
    assert sheet.isVisible()
    sheet.form["reason"].set_value("цехов больше нет")
    sheet.primary.click()
    assert [state.reason for state in _states(day.office)] == ["цехов больше нет"]
    assert day.told("signals") == ["Всё спокойно."]


def test_only_signals_can_be_explained_away(day: Day) -> None:
    def offered(column: str, text: str) -> list[str]:
        day.page._menu(day.entry(column, text), day.page.mapToGlobal(day.page.rect().center()))
        menu = day.page.putting_off.menu
        assert menu is not None
        found = [action.text() for action in menu.actions() if action.text()]
        menu.close()
        return found

    assert "Объяснить и убрать…" in offered("signals", "Досье устарело")
    promise = offered("promises", "Акт испытаний")
    assert "Объяснить и убрать…" not in promise
    assert promise[:2] == ["Выполнено", "Новый срок…"]


def test_the_hovered_line_offers_to_be_put_off_and_opened(day: Day, qtbot: QtBot) -> None:
    shown = day.page.columns["promises"].list
    place = shown.lines.place_of(day.entry("promises", "Акт испытаний").line)
    qtbot.mouseMove(shown.viewport(), shown.visualRect(place).center())
    assert shown.hover.isVisible()
    qtbot.mouseClick(shown.hover.open, Qt.MouseButton.LeftButton)
    assert day.gone_to[-1].page == "promises"
    qtbot.mouseClick(shown.hover.snooze, Qt.MouseButton.LeftButton)
    assert day.page.putting_off.menu is not None


def test_links_lead_to_the_calendar_the_promises_and_the_thresholds(day: Day, qtbot: QtBot) -> None:
    for column, text in (
        ("meetings", "Календарь"),
        ("promises", "Все"),
        ("signals", "Настроить пороги сигналов"),
    ):
        link = next(
            each
            for each in day.page.columns[column].findChildren(type(day.page.head.put_off))
            if each.text() == text
        )
        qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert day.gone_to == [CALENDAR, PROMISES, Place("settings", view="thresholds")]


def test_a_meeting_is_planned_from_the_foot(day: Day) -> None:
    day.page.plan_meeting()
    assert day.planned == [day.page]


def test_today_alone_leaves_out_the_other_days_and_that_is_remembered(day: Day, desk: Desk) -> None:
    day.page.head.horizon.button_of("1").click()
    assert not any("Итоги квартала" in line for line in day.told("meetings"))
    again = TodayPage(desk, lambda _: None)
    assert again._query == TodayQuery(days=1)


def test_whose_clients_are_looked_at_is_chosen(desk: Desk, office: Office, day: Day) -> None:
    other = office.add(Colleague(name="Пётр Лунёв"))
    account = office.account("Чужой", owner_id=other.id)
    office.account("Мой", owner_id=office.me)
    office.promise(account, "Чужое", due=date(2026, 11, 24), made_on=date(2026, 11, 1))
    day.page.refresh()
    assert day.page.head.whose.isVisible()
    texts = [action.text() for action in day.page.head.whose_menu.actions()]
    assert texts == ["Все клиенты", "Мои клиенты", "Пётр Лунёв"]
    day.page.head.whose_menu.actions()[2].trigger()
    assert day.page._query == TodayQuery(7, Whose.COLLEAGUE, other.id)
    assert [line for line in day.told("promises") if "Чужое" in line]
    assert not any("Акт испытаний" in line for line in day.told("promises"))


def test_without_clients_it_says_how_the_day_begins(desk: Desk, qtbot: QtBot) -> None:
    page = TodayPage(desk, lambda _: None)
    qtbot.addWidget(page)
    page.show()
    page.go_to(TODAY)
    assert page._empty.isVisible()
    assert "первого клиента" in page._empty.sentence.text()


def test_an_ordinary_quiet_day_says_so_in_every_column(desk: Desk, office: Office, qtbot: QtBot) -> None:
    office.account()
    page = TodayPage(desk, lambda _: None)
    qtbot.addWidget(page)
    page.go_to(TODAY)
    shown = Day(page, office)
    assert shown.told("meetings")[-1] == "Встреч не запланировано."
    assert shown.told("promises") == ["На эти дни нет обещаний со сроком."]
    assert shown.told("clocks") == ["Открытых рекламаций нет."]
    assert shown.told("signals") == ["Всё спокойно."]


def test_what_takes_long_is_read_after_the_first_painting(desk: Desk, office: Office, qtbot: QtBot) -> None:
    account = office.account()
    office.stakeholder(account, since=date(2026, 1, 1))
    page = TodayPage(desk, lambda _: None)
    qtbot.addWidget(page)
    page.go_to(TODAY)
    shown = Day(page, office)
    assert shown.told("signals") == ["Всё спокойно."]
    qtbot.waitUntil(lambda: any("Контакта ещё не было" in line for line in shown.told("signals")))


def test_it_counts_on_each_minute_only_while_it_is_seen(day: Day) -> None:
    assert day.page._timer.isActive()
    day.page.hide()
    assert not day.page._timer.isActive()


def test_midnight_begins_another_day(day: Day, desk: Desk) -> None:
    day.office.clock.moment = datetime(2026, 11, 24, 21, 0, 1, tzinfo=UTC)
    day.page._minute_passed()
    assert day.page.head.day.text().startswith("среда, 25 ноября")
    assert "Акт испытаний" in " ".join(day.told("promises"))
    assert any("Протокол цен" in line and "−1" in line for line in day.told("promises"))


def test_refreshing_keeps_the_place_of_the_keyboard(day: Day) -> None:
    day.go_on("promises", "Протокол цен")
    day.office.promise(
        day.office.account("Третий"), "Ещё раньше", due=date(2026, 11, 19), made_on=date(2026, 11, 1)
    )
    day.page.refresh()
    entry = day.page.columns["promises"].list.current_entry()
    assert entry is not None
    assert entry.name == "Протокол цен"


def test_of_very_many_promises_the_rest_is_counted(desk: Desk, office: Office, qtbot: QtBot) -> None:
    account = office.account()
    for number in range(55):
        office.promise(account, f"Долг {number}", due=date(2026, 11, 1), made_on=date(2026, 10, 1))
    page = TodayPage(desk, lambda _: None)
    qtbot.addWidget(page)
    page.go_to(TODAY)
    shown = Day(page, office)
    told = shown.told("promises")
    assert told[0] == "Просрочены, наши 55"
    assert told[-1] == "Ещё 5 — на странице обещаний"
    assert page.columns["promises"].count.text() == "55"


def test_the_lines_follow_a_low_window(day: Day) -> None:
    shown = day.page.columns["promises"].list
    place = shown.lines.place_of(day.entry("promises", "Акт испытаний").line)
    day.page.resize(1200, 640)
    low = shown.visualRect(place).height()
    day.page.resize(1200, 900)
    QApplication.processEvents()
    assert shown.visualRect(place).height() > low


def _status(office: Office, promise: object) -> CommitmentStatus:
    with office.workspace.reading() as session:
        return session.get_one(Commitment, promise).status


def _states(office: Office) -> list[SignalState]:
    with office.workspace.reading() as session:
        return list(session.query(SignalState))


def test_recording_begins_with_the_chosen_line_else_with_the_meeting_that_was_just_over(
    day: Day, office: Office
) -> None:
    day.go_on("promises", "Протокол цен")
    dairy = day.entry("promises", "Протокол цен").line.account_id
    assert day.page.to_record(TODAY) == capture_place(dairy)
    day.go_on("meetings", "Итоги квартала")
    later = day.entry("meetings", "Итоги квартала").line
    assert day.page.to_record(TODAY) == capture_place(later.account_id, later.about)
    day.go_on("meetings", "Отсрочка")
    over = day.entry("meetings", "Отсрочка").line
    assert day.page.to_record(TODAY) == capture_place(over.account_id, over.about)

    day.page.head.setFocus()
    day.page.columns["meetings"].list.clearFocus()
    assert day.page.to_record(TODAY) == capture_place(), "nothing of today has begun"
    today = day.entry("meetings", "Годовой контракт").line
    for moment in (datetime(2026, 11, 24, 7, 20, tzinfo=UTC), datetime(2026, 11, 24, 8, 5, tzinfo=UTC)):
        office.clock.moment = moment  # it goes on; it is over
        day.page.refresh()
        assert day.page.to_record(TODAY) == capture_place(today.account_id, today.about)

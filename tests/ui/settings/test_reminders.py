"""Reminders in the settings: both follow at once, names stay out unless one wishes them."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from kam.ui.desk import Desk
from kam.ui.local_settings import LocalSettings
from kam.ui.settings.reminders import RemindersSection


def test_reminders_are_on_and_name_nobody_at_first(desk: Desk, qtbot: QtBot) -> None:
    section = RemindersSection(desk)
    qtbot.addWidget(section)
    section.load()
    assert section.reminds.value() is True
    assert section.in_detail.value() is False
    assert not section.can_restore()


def test_a_change_is_kept_on_this_computer_and_told_at_once(
    desk: Desk, qtbot: QtBot, settings_folder: Path
) -> None:
    heard: list[bool] = []
    desk.hub.computer_changed.connect(lambda: heard.append(desk.local.reminds))
    section = RemindersSection(desk)
    qtbot.addWidget(section)
    section.load()
    section.in_detail.box.click()
    section.reminds.box.click()
    assert heard == [True, False]
    again = LocalSettings(settings_folder)
    assert (again.reminds, again.reminds_in_detail) == (False, True)
    assert not section.in_detail.isEnabled(), "nothing is said, so nothing is named"
    section.restore_defaults()
    assert (desk.local.reminds, desk.local.reminds_in_detail) == (True, False)


def test_a_damaged_setting_counts_as_the_usual_one(settings_folder: Path) -> None:
    local = LocalSettings(settings_folder)
    local._values.reminds = "nonsense"  # type: ignore[assignment]
    local._values.reminds_in_detail = "nonsense"  # type: ignore[assignment]
    local.save()
    again = LocalSettings(settings_folder)
    assert (again.reminds, again.reminds_in_detail) == (True, False)

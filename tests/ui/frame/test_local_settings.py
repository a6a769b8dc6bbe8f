"""What this computer keeps: outlives the program, bears damage, never holds more than it should."""

from __future__ import annotations

from pathlib import Path

import pytest

from kam.ui.local_settings import RECENT, LocalSettings
from kam.ui.theme.tokens import Mood


def test_settings_outlive_the_program(tmp_path: Path) -> None:
    local = LocalSettings(tmp_path)
    local.theme = Mood.DARK
    local.language = "ru"
    local.scale = 150
    local.keep_page("accounts", {"widths": {"name": 200}})
    local.keep_window(tmp_path / "a.kam", {"place": "x"})
    again = LocalSettings(tmp_path)
    assert (again.theme, again.language, again.scale) == (Mood.DARK, "ru", 150)
    assert again.page("accounts") == {"widths": {"name": 200}}
    assert again.window(tmp_path / "a.kam") == {"place": "x"}


def test_the_last_opened_stands_first_and_once(tmp_path: Path) -> None:
    local = LocalSettings(tmp_path)
    for number in range(RECENT + 3):
        local.opened(tmp_path / f"{number}.kam", f"Дело {number}", "2026-11-24T09:00:00+00:00")
    local.opened(tmp_path / "5.kam", "Дело 5", "2026-11-24T10:00:00+00:00")
    recent = LocalSettings(tmp_path).recent
    assert len(recent) == RECENT
    assert recent[0].title == "Дело 5"
    assert len({each.path for each in recent}) == RECENT


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"theme": "pink"}',
        '{"recent": [{"path": 1}]}',
        '{"windows": 5}',
        '{"pages": [1]}',
        "\ufeff{}",
    ],
)
def test_a_damaged_file_counts_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "window.json").write_text(text, "utf-8")
    local = LocalSettings(tmp_path)
    assert local.theme is Mood.SYSTEM
    assert local.recent == []
    assert local.page("accounts") == {}


def test_an_unheard_of_scale_is_the_usual_one(tmp_path: Path) -> None:
    (tmp_path / "window.json").write_text('{"scale": 9000}', "utf-8")
    assert LocalSettings(tmp_path).scale == 100


def test_settings_last_as_long_as_the_window_where_nothing_can_be_written(tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.write_text("not a folder")
    local = LocalSettings(place)
    local.theme = Mood.DARK
    assert local.theme is Mood.DARK


def test_what_was_asked_for_can_be_forgotten_and_the_rest_stays(tmp_path: Path) -> None:
    local = LocalSettings(tmp_path)
    local.keep_page("accounts", {"query": {"text": "Лугинский"}, "face": "matrix"})
    local.forget_queries()
    assert LocalSettings(tmp_path).page("accounts") == {"face": "matrix"}


def test_minutes_that_are_not_offered_are_the_usual_ones(tmp_path: Path) -> None:
    (tmp_path / "window.json").write_text('{"lock_minutes": 9000}', "utf-8")
    assert LocalSettings(tmp_path).lock_minutes == 10

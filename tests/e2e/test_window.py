"""The window from the outside: a real one, driven by keys and clicks, closed and started again."""

from __future__ import annotations

from pathlib import Path
from shutil import copyfile

import pytest

from kam.ui.local_settings import SCALES, LocalSettings
from tests.e2e.sittings import drive, drive_and_kill, needs_screen

pytestmark = needs_screen


@pytest.mark.slow
def test_a_morning_with_kam_and_the_next_one(tmp_path: Path, demo: Path) -> None:
    path = tmp_path / "demo.kam"
    copyfile(demo, path)
    told = drive("first", path)
    assert told["title"].startswith("Сегодня")
    assert told["before"] != told["rated"]
    assert told["rated"] == 1
    assert told["undo says"].startswith("Отменить: ")
    assert told["grid shown"]
    assert told["after undo"] == told["before"]
    assert "Лугинский молочный комбинат" in told["warned of"]
    later = drive("again", path)
    assert later["place"] == told["place"], "it returns to where it was left"
    assert later["document"]
    assert later["subsidiary"] == told["subsidiary"]


@pytest.mark.slow
def test_what_was_typed_when_the_program_was_killed_is_there_at_the_next_start(
    tmp_path: Path, demo: Path
) -> None:
    path = tmp_path / "demo.kam"
    copyfile(demo, path)
    drive_and_kill("typing", path)
    told = drive("restored", path)
    assert told["entry"].startswith("Есть черновик: Оценка: ")
    assert told["evidence"] == "«Третий цех готов попробовать», звонок 23 ноября"
    assert told["note"].startswith("Восстановлено несохранённое от ")
    assert told["place"].split(" · ")[0] in told["entry"]
    assert told["left"] == []
    assert told["entry is gone"]


@pytest.mark.slow
def test_a_recording_that_was_killed_is_there_at_the_next_start(tmp_path: Path, demo: Path) -> None:
    path = tmp_path / "demo.kam"
    copyfile(demo, path)
    drive_and_kill("recording", path)
    told = drive("recorded", path)
    assert told["entry"] == "Есть черновик: Запись о том, что было, Лугинский молочный комбинат"
    assert told["text"] == "! акт испытаний до пятницы"
    assert told["left"] == []
    assert told["closed"]


@pytest.mark.slow
def test_a_long_import_is_cancelled_amid_writing_and_leaves_nothing(tmp_path: Path, demo: Path) -> None:
    path = tmp_path / "demo.kam"
    copyfile(demo, path)
    told = drive("importing", path)
    assert told["before"].startswith("Импорт · ")
    assert told["title"].startswith("Импорт: заказы · ")
    assert 0 < told["at"] < 10_000, "it was cancelled in the midst"
    assert told["steps after"] == told["steps"]
    assert told["can be written again"]
    assert told["written"] == told["steps"] + 2, "the import, and how its columns are read"
    assert told["after"].startswith("Импорт · ")


@pytest.mark.slow
def test_a_second_start_raises_the_first_window_and_ends(tmp_path: Path, demo: Path) -> None:
    path = tmp_path / "demo.kam"
    copyfile(demo, path)
    assert drive("twice", path) == {"ended with": 0, "visible": True, "windows": 1}


@pytest.mark.slow
@pytest.mark.parametrize("scale", SCALES)
def test_every_page_fits_at_every_scale(tmp_path: Path, demo: Path, scale: int) -> None:
    path = tmp_path / "demo.kam"
    copyfile(demo, path)
    local = LocalSettings(tmp_path / "settings")
    local.scale = scale
    local.save()
    told = drive("scaled", path)
    assert told["ratio"] == scale / 100
    assert told["fits"]
    assert told["outside"] == []

"""The health of a client lived in the real window: it falls, says why, is signalled, and is taken back."""

from __future__ import annotations

import re
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest

from tests.e2e.drive_health import FELL, LEFT, REASON, ROSE
from tests.e2e.sittings import drive, needs_screen

pytestmark = needs_screen

FACES = {"header", "portfolio", "insight", "brief"}
"""Where the number stands; Today tells of it when it fell."""


def agreed(figures: dict[str, int]) -> int:
    """The number on which all faces agree."""
    assert set(figures) == FACES
    assert len(set(figures.values())) == 1, figures
    return figures["header"]


@pytest.mark.slow
def test_a_champion_leaves_and_a_complaint_waits_too_long(tmp_path: Path, demo: Path) -> None:
    path = tmp_path / "demo.kam"
    copyfile(demo, path)
    told = drive("live", path, "drive_health.py")
    before, after = agreed(told["before"]), agreed(told["after"])
    assert not {FELL, LEFT, ROSE} & set(told["signals before"])
    steps = told["steps"]
    assert before > steps["after leaving"] > told["while in time"] > after
    assert before - after >= 5
    number = steps["number"]
    falls_are_told(told["signals"], after, number)
    assert told["why"]["spoken"].startswith(f"{after} ")
    for name in ("Потерян союзник: Львова К. А., 24.11.2026", f"Рекламация {number} открыта, норма нарушена"):
        assert name in told["why"]["at once"]
    assert "Союзника нет" in told["why"]["opened"]
    on_papers(told, after, number)
    signals_are_quietened(told)
    taken = told["taken back"]
    assert taken["quiet"] == sorted(told["signals"]), "the two signals are back first"
    assert taken["steps"][-2:] == [
        "Отменить: Рекламация зарегистрирована",
        "Отменить: Уход человека от клиента",
    ]
    assert taken["figures"] == told["before"]
    assert taken["signals"] == told["signals before"]
    weights_move_it(told, before)


def falls_are_told(signals: dict[str, str], score: int, number: str) -> None:
    """Today says the fall with the worse band, who left, and the graver risk, each with what is behind it."""
    assert re.search(rf"^Здоровье упало: \d+ → {score};", signals[FELL])
    assert "Внимание: " in signals[FELL]
    assert number in signals[FELL]
    assert signals[LEFT].startswith("Ушёл союзник; ")
    assert "Львова" in signals[LEFT]
    assert signals[ROSE].startswith("Риск ухода высокий; ")
    assert "Львова" in signals[ROSE]
    assert number in signals[ROSE]


def on_papers(told: dict[str, Any], score: int, number: str) -> None:
    """The paper for us has the number, what moved it and the risk; the client's has none of it."""
    internal, customer = told["internal paper"], told["customer paper"]
    assert f"здоровье {score} ▼" in internal
    assert f"→ {score}: " in internal
    assert "Риск ухода высокий" in internal
    assert number in customer, "their own complaint they know"
    for word in ("здоровье", "риск ухода", "союзник", "инерция", "▼"):
        assert word not in customer.casefold()


def signals_are_quietened(told: dict[str, Any]) -> None:
    """Put off until tomorrow, one comes back; explained away, the other stays away with its reason."""
    others = set(told["signals"]) - {FELL, LEFT}
    assert set(told["after putting off"]) == others | {LEFT}
    assert told["without a reason"], "the sheet stays until there is one"
    assert set(told["after explaining"]) == others
    assert "вернётся завтра в 09:00" in told["put off"]
    assert f"объяснено 24 ноября: {REASON}" in told["put off"]
    assert FELL in told["tomorrow"]
    assert LEFT not in told["tomorrow"]


def weights_move_it(told: dict[str, Any], before: int) -> None:
    """Another weight is previewed before it is known anywhere else; undo restores every number."""
    was, would_be = told["preview"]
    assert was != would_be
    assert "в другую полосу" in told["verdict"]
    assert agreed(told["reweighed"]) != before
    assert told["undo says"] == "Отменить: Изменены здоровье и риск ухода"
    assert told["weighed as before"] == told["before"]

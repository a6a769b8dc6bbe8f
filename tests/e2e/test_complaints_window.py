"""Three complaints lived in the real window, by three channels, with the clock moved by hand."""

from __future__ import annotations

from pathlib import Path
from shutil import copyfile

import pytest

from tests.e2e.sittings import drive, needs_screen

pytestmark = needs_screen


@pytest.mark.slow
def test_three_complaints_from_their_receipt_to_being_taken_back(tmp_path: Path, demo: Path) -> None:
    path = tmp_path / "demo.kam"
    copyfile(demo, path)
    told = drive("live", path, "drive_complaints.py")
    disagreed = {name: what for name, what in told.items() if isinstance(what, list) and name != "clocks"}
    assert not any(disagreed.values()), disagreed
    assert told["registered"] == 3
    assert told["clocks"] == ["on_track", "at_risk", "breached"]
    assert told["counted"]
    assert told["held"]
    assert told["stood still"]
    assert told["resumed"]
    assert (told["by keys"], told["offered"], told["closed"]) == ("assessed", "response_offered", "closed")
    assert told["opened again"] == "reopened"
    assert told["new clock"]
    assert told["taken back"]["left"] == []

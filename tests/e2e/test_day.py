"""A day of the loop, lived in the real window: prepare, meet, record, keep promises."""

from __future__ import annotations

from pathlib import Path
from shutil import copyfile

import pytest

from tests.e2e.drive_day import BEGIN, FOR_US, LIMIT, OFFER, QUESTION, TASK
from tests.e2e.sittings import drive, needs_screen

pytestmark = needs_screen


@pytest.mark.slow
def test_a_day_from_preparing_a_meeting_to_taking_back_what_was_recorded(tmp_path: Path, demo: Path) -> None:
    path = tmp_path / "demo.kam"
    copyfile(demo, path)
    told = drive("live", path, "drive_day.py")
    assert told["prepare"]["on paper"] == [True] * 6
    papers = told["papers"]
    for typed in (FOR_US, OFFER, BEGIN, LIMIT, TASK):
        assert papers["ours"].casefold().count(typed.casefold()) == 1
    assert QUESTION in papers["ours"]
    assert papers["theirs"].count(QUESTION) == 1
    for internal in (FOR_US, OFFER, BEGIN, LIMIT, TASK, *papers["limits"], *papers["tasks"]):
        assert internal.casefold() not in papers["theirs"].casefold()
    assert papers["kept"], "both papers are kept with the meeting as they were saved"
    assert told["recorded"] == {
        "ledger": [True] * 3,
        "timeline": True,
        "learned": "Бюджет на сыворотку режут с января",
        "linked": [True] * 3,
        "status": True,
    }
    printed = told["printed"]
    assert printed["pages"] == [1, 1]
    assert printed["apart"] < 8
    assert printed["same"]
    assert printed["kept"] == [["customer_brief", 1], ["customer_brief", 1], ["brief", 2]]
    sent = told["letter"]
    assert sent["in file"]
    assert sent["draft"] == "1"
    assert "@" in sent["to"]
    assert "Рамка договора" in sent["subject"]
    assert sent["noted"] == {"meeting": True, "letter": True}
    assert told["letter taken back"] == {"meeting": False, "letter": False}
    letter = sent["text"]
    assert "протокол замера" in letter
    assert "подписанный проект" in letter
    for internal in ("сомневается", "режут", "Рамку поддержали"):
        assert internal not in letter
    assert told["next brief"]["title"] == "Знакомство с новым финансовым директором"
    assert told["next brief"]["promises"] == [True] * 3
    assert told["undo says"].startswith("Отменить: ")
    assert told["taken back"] == {
        "ledger": [False] * 3,
        "timeline": False,
        "learned": "",
        "linked": [False] * 3,
        "status": False,
    }

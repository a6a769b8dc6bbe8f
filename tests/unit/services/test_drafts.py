"""What was typed and not saved waits in the workspace, outside its history."""

from __future__ import annotations

from datetime import timedelta

from kam.core.clock import FixedClock
from kam.core.ids import new_id
from kam.models.draft import LONGEST
from kam.services.drafts import (
    ABOUT,
    KEPT_FOR,
    draft_key,
    drop_draft,
    drop_drafts,
    kept_drafts,
    read_draft,
    read_drafts,
    save_draft,
    together,
)
from kam.services.files import check_workspace
from kam.services.history import list_steps
from kam.services.searching import search
from kam.store.workspace import Workspace
from tests.builders import NOW, Office

TYPED = {"version": 7, "values": {"credit_limit": "14 млн", "growth_plans": "вторая линия\nв 2027"}}


def test_a_draft_waits_until_the_file_is_opened_again(office: Office) -> None:
    key = draft_key("dossier.terms", new_id())
    save_draft(office.workspace, key, {"values": {}})
    assert save_draft(office.workspace, key, TYPED)
    office.workspace.close()
    with Workspace.open(office.workspace.path, office.clock) as again:
        assert read_draft(again, key) == TYPED
        assert drop_draft(again, key)
        assert read_draft(again, key) is None
        assert not drop_draft(again, key)


def test_a_draft_is_no_step_and_nothing_finds_it(office: Office) -> None:
    before, changed = list_steps(office.workspace), office.workspace.changed
    save_draft(office.workspace, "capture", TYPED)
    assert list_steps(office.workspace) == before
    assert office.workspace.changed is changed
    assert search(office.workspace, "линия") == []
    office.workspace.close()
    assert check_workspace(office.workspace.path, office.clock).is_sound


def test_drafts_of_several_forms_are_read_at_once(office: Office) -> None:
    for name in ("one", "two", "three"):
        save_draft(office.workspace, name, {"typed": name})
    assert read_drafts(office.workspace, ["one", "three", "four"]) == {
        "one": {"typed": "one"},
        "three": {"typed": "three"},
    }


def test_a_draft_that_nobody_returned_to_goes_with_time(office: Office) -> None:
    save_draft(office.workspace, "old", TYPED)
    office.workspace.clock = FixedClock(NOW + KEPT_FOR)
    save_draft(office.workspace, "newer", TYPED)
    assert read_draft(office.workspace, "old") == TYPED
    office.workspace.clock = FixedClock(NOW + KEPT_FOR + timedelta(seconds=1))
    save_draft(office.workspace, "newest", TYPED)
    assert read_draft(office.workspace, "old") is None
    assert read_draft(office.workspace, "newer") == TYPED


def test_too_long_a_draft_is_not_kept_and_spoils_nothing(office: Office) -> None:
    save_draft(office.workspace, "notes", TYPED)
    assert not save_draft(office.workspace, "notes", {"text": "я" * LONGEST})
    assert read_draft(office.workspace, "notes") == TYPED


def test_a_draft_that_cannot_be_read_is_none(office: Office) -> None:
    save_draft(office.workspace, "form", TYPED)
    for content in ("[1]", "{broken"):
        with office.workspace.writer_engine.begin() as connection:
            connection.exec_driver_sql("UPDATE draft SET content = ?", (content,))
        assert read_draft(office.workspace, "form") is None


def test_what_waits_says_what_it_is_of_the_newest_first(office: Office) -> None:
    account = office.account("Волгометиз")
    about = {"title": "Новый человек", "place": "people", "account": str(account.id)}
    save_draft(office.workspace, "one", {"typed": "…", ABOUT: about})
    office.workspace.clock = FixedClock(NOW + timedelta(minutes=5))
    save_draft(office.workspace, "two", {ABOUT: {"title": "Новый клиент"}})
    save_draft(office.workspace, "three", {"typed": "says nothing of itself"})
    told = [(each.key, each.title, each.place, each.account) for each in kept_drafts(office.workspace)]
    assert told == [
        ("two", "Новый клиент", "", None),
        ("one", "Новый человек", "people", "Волгометиз"),
    ]
    assert drop_drafts(office.workspace, ["one", "two", "four"]) == 2
    assert kept_drafts(office.workspace) == []


def test_what_is_of_an_account_that_is_gone_is_offered_to_nobody(office: Office) -> None:
    save_draft(office.workspace, "one", {ABOUT: {"title": "Договор", "account": str(new_id())}})
    assert kept_drafts(office.workspace) == []


def test_a_draft_of_several_records_is_of_the_same_ones_in_any_order() -> None:
    one, two, three = new_id(), new_id(), new_id()
    assert together([one, two, three]) == together([three, one, two])
    assert together([one, two]) != together([one, three])
    assert together([one]) == one
    assert len(draft_key("people.level_aim", one, two)) < 100
    assert draft_key("account.new", None) == "account.new"

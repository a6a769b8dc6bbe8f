"""Who seems to stand there twice is made one person, or told apart for good."""

from __future__ import annotations

from kam.models import Person, Stakeholder
from kam.services.accounts.merging_fields import Side
from kam.services.history import undo_step
from kam.services.people.identity import DuplicateRow
from kam.services.people.merging import PERSON_FIELDS, PLACE_FIELDS
from kam.ui.change_hub import Notice
from kam.ui.look import Look
from kam.ui.people.merge.saying import FIELDS, PersonMergeWords
from kam.ui.people.merge.saying import PLACE_FIELDS as SAID_OF_PLACES
from kam.ui.people.merge.sheet import PersonMergeSheet
from kam.ui.people.page import PeoplePage
from kam.ui.places import Place
from tests.builders import Office

DUPLICATES = Place("people", view="duplicates")
Doubles = tuple[Stakeholder, Stakeholder]


def pairs(page: PeoplePage) -> list[DuplicateRow]:
    return [row for row in page.duplicates.table.rows_model.rows() if isinstance(row, DuplicateRow)]


def merging(page: PeoplePage) -> PersonMergeSheet:
    page.duplicates.open(pairs(page)[0])
    assert isinstance(page.deeds.sheet, PersonMergeSheet)
    return page.deeds.sheet


def stored(office: Office, place: Stakeholder) -> Person | None:
    with office.workspace.reading() as session:
        return session.get(Person, place.person_id)


def test_a_pair_says_why(page: PeoplePage, doubles: Doubles) -> None:
    page.go_to(DUPLICATES)
    (row,) = pairs(page)
    why = next(column for column in page.duplicates.table.columns if column.id == "why")
    assert why.text(row) == "тот же телефон, похожее имя, 8 900 1234567"
    assert page.head.views.button_of("duplicates").accessibleName() == "Повторы 1"


def test_two_records_become_one_person_with_the_values_chosen(
    page: PeoplePage, office: Office, doubles: Doubles, notices: list[Notice]
) -> None:
    one, other = doubles
    page.go_to(DUPLICATES)
    sheet = merging(page)
    assert set(sheet.grid.codes) == {"given_name", "notes"}
    sheet.grid.choose("notes", Side.OTHER)
    sheet.primary.click()
    merged = stored(office, one)
    assert merged is not None
    assert (merged.given_name, merged.notes, merged.languages) == ("Вера", "звонить вечером", "русский")
    assert stored(office, other) is None
    assert pairs(page) == []
    assert notices == [Notice("Две записи объединены: Носова Вера", undoable=True)]
    undo_step(office.workspace)
    assert stored(office, other) is not None


def test_who_was_met_stays_unless_the_other_is_wished(page: PeoplePage, doubles: Doubles) -> None:
    page.go_to(DUPLICATES)
    sheet = merging(page)
    assert sheet.stays is not None
    assert sheet.stays.current == doubles[0].person_id.hex if doubles[0].person_id else False
    sheet.stays.button_of(doubles[1].person_id.hex if doubles[1].person_id else "").click()
    sheet.primary.click()
    page.go_to(Place("people", view="table"))
    kept = {row.person_id for row in page.table.rows_model.rows()}
    assert doubles[1].person_id in kept
    assert doubles[0].person_id not in kept


def test_two_people_are_told_apart_and_doubted_again(
    page: PeoplePage, doubles: Doubles, notices: list[Notice]
) -> None:
    page.go_to(DUPLICATES)
    face = page.duplicates
    row = pairs(page)[0]
    face.table.select([row.id])
    assert not face.foot.buttons["pair.apart"].isHidden()
    assert face.foot.buttons["pair.doubt"].isHidden()
    face.foot.buttons["pair.apart"].click()
    assert notices[-1].undoable
    assert page.head.views.button_of("duplicates").accessibleName() == "Повторы"
    assert face.table.rows_model.rowCount() == 1, "the heading of those told apart, folded"
    face.table.rows_model.fold("apart", folded=False)
    face.table.select([row.id])
    assert face.foot.buttons["pair.apart"].isHidden()
    face.foot.buttons["pair.doubt"].click()
    assert page.head.views.button_of("duplicates").accessibleName() == "Повторы 1"


def test_two_selected_in_the_list_are_merged_too(page: PeoplePage, doubles: Doubles) -> None:
    page.go_to(Place("people", view="table"))
    page.table.select([doubles[0].id])
    assert page.everybody.foot.buttons["merge"].isHidden()
    page.table.select([place.id for place in doubles])
    page.everybody.foot.buttons["merge"].click()
    assert isinstance(page.deeds.sheet, PersonMergeSheet)


def test_nobody_twice_says_so(page: PeoplePage, crowd: Office) -> None:
    page.go_to(DUPLICATES)
    assert pairs(page) == []
    assert page.duplicates.table.rows_model.rowCount() == 0


def test_every_field_of_a_merge_has_words(look: Look) -> None:
    words = PersonMergeWords(look)
    assert set(FIELDS) == set(PERSON_FIELDS)
    assert set(SAID_OF_PLACES) == set(PLACE_FIELDS) - {"since", "reports_to_id"}
    assert all(words.field(name) for name in FIELDS)
    assert all(words.place_field(name) for name in SAID_OF_PLACES)

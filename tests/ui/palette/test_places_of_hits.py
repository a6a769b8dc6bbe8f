"""Where what was found is at home."""

from __future__ import annotations

from uuid import UUID

import pytest

from kam.core.ids import new_id
from kam.core.vocabulary import FoundKind
from kam.services.palette import palette_hits
from kam.ui.palette.palette import place_of
from kam.ui.places import Place, complaint_place
from tests.builders import Office
from tests.complaints import registered


@pytest.mark.parametrize("typed", ["K-2026-0001", "0001", "коррозия"])
def test_a_complaint_is_found_by_its_number_and_leads_to_its_record(office: Office, typed: str) -> None:
    one = registered(office, office.account())
    hits = palette_hits(office.workspace, typed, kinds=frozenset({FoundKind.COMPLAINT}))
    assert [place_of(hit) for hit in hits] == [complaint_place(one)]


def test_the_place_of_a_complaint_survives_being_kept() -> None:
    complaint: UUID = new_id()
    assert complaint_place(complaint) == Place("complaints", item_id=complaint)

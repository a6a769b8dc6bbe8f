"""When somebody was last met, also where others were met so often since that it lies far back."""

from __future__ import annotations

from datetime import datetime, timedelta

from kam.core.vocabulary import InteractionKind, InteractionStatus
from kam.services.people.touched import last_touched
from kam.services.profile import read_profile
from tests.builders import NOW, Office


def test_whoever_was_met_long_ago_is_found_behind_all_who_were_met_since(office: Office) -> None:
    account = office.account()
    often, once, never = (office.stakeholder(account) for _ in range(3))
    noon = datetime(2026, 11, 1, 12)  # noqa: DTZ001 - a local time
    office.meeting(account, noon - timedelta(days=900), once, status=InteractionStatus.DONE)
    office.meeting(
        account, noon, never, status=InteractionStatus.DONE, kind=InteractionKind.NOTE
    )  # a note is no contact
    for status in (InteractionStatus.PLANNED, InteractionStatus.CANCELLED, InteractionStatus.MISSED):
        office.meeting(account, noon, never, status=status)
    for back in range(30):
        office.meeting(account, noon - timedelta(days=back), often, status=InteractionStatus.DONE)

    with office.workspace.reading() as session:
        met = last_touched(office.workspace, session, NOW, read_profile(session).zone)

    days = {place: (NOW - at).days for place, at in met.items()}
    assert days[often.id.bytes] < days[once.id.bytes]
    assert days[once.id.bytes] > 900
    assert never.id.bytes not in met

"""What changed is counted from the paper that we took to the last meeting, where there was one."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256

import pytest

from kam.core.vocabulary import Attitude, InteractionStatus, PaperKind, RatingKind
from kam.models import Account, Interaction, PrintedDocument, Rating, Stakeholder
from kam.reports.content import ChangeKind
from tests.briefs import at, brief, local
from tests.builders import Office


@pytest.fixture
def account(office: Office) -> Account:
    office.clock.moment = datetime(2026, 9, 1, tzinfo=UTC)
    return office.account()


@pytest.fixture
def person(office: Office, account: Account) -> Stakeholder:
    """Rated in September, again on the eve of the meeting of 3 November, and lately."""
    office.clock.moment = datetime(2026, 9, 1, tzinfo=UTC)
    made = office.stakeholder(account, attitude=Attitude.NEUTRAL)
    office.clock.moment = at("2026-11-23 17:40")
    for day, attitude in ((2, Attitude.SUPPORTER), (16, Attitude.SCEPTIC)):
        on = datetime(2026, 11, day, tzinfo=UTC).date()
        office.add(Rating(stakeholder_id=made.id, kind=RatingKind.ATTITUDE, value=int(attitude), on=on))
    return made


@pytest.fixture
def met(office: Office, account: Account) -> Interaction:
    office.clock.moment = at("2026-11-23 17:40")
    return office.meeting(
        account,
        local("2026-11-03 10:00"),
        status=InteractionStatus.DONE,
        minutes=60,
        learned="Финдиректор уходит",
    )


@pytest.fixture
def meeting(office: Office, account: Account, met: Interaction, person: Stakeholder) -> Interaction:
    return office.meeting(account, None, person)


def printed(office: Office, met: Interaction, as_of: str, kind: PaperKind = PaperKind.BRIEF) -> None:
    office.add(
        PrintedDocument(
            account_id=met.account_id,
            interaction_id=met.id,
            kind=kind,
            language="ru",
            as_of=at(as_of),
            printed_at=at(as_of),
            pages=1,
            sha256=sha256(b"").digest(),
            size=0,
        )
    )


def attitudes(office: Office, meeting: Interaction) -> list[int]:
    changes = brief(office, meeting).changes
    return [change.on.day for change in changes if change.kind is ChangeKind.ATTITUDE]


def test_without_a_printed_paper_changes_count_from_the_meeting(office: Office, meeting: Interaction) -> None:
    assert attitudes(office, meeting) == [16]
    assert brief(office, meeting).head.changes_since is None


def test_with_one_they_count_from_its_data(office: Office, met: Interaction, meeting: Interaction) -> None:
    printed(office, met, "2026-11-01 17:40")
    assert attitudes(office, meeting) == [16, 2]
    content = brief(office, meeting)
    assert content.head.changes_since == at("2026-11-01 17:40").date()
    assert "Финдиректор уходит" in {change.detail for change in content.changes}, (
        "learned at the meeting itself"
    )


def test_of_several_the_newest_before_the_meeting_counts(
    office: Office, met: Interaction, meeting: Interaction
) -> None:
    printed(office, met, "2026-10-20 17:40")
    printed(office, met, "2026-11-02 17:40")
    printed(office, met, "2026-11-20 09:00")  # for the files, long after
    assert brief(office, meeting).head.changes_since == at("2026-11-02 17:40").date()


def test_the_clients_copy_tells_us_nothing_of_what_we_knew(
    office: Office, met: Interaction, meeting: Interaction
) -> None:
    printed(office, met, "2026-11-01 17:40", PaperKind.CUSTOMER_BRIEF)
    assert brief(office, meeting).head.changes_since is None


def test_an_older_moment_knows_nothing_of_later_papers(
    office: Office, met: Interaction, meeting: Interaction
) -> None:
    printed(office, met, "2026-11-01 17:40")
    assert brief(office, meeting, as_of=at("2026-11-10 09:00")).head.changes_since is not None
    assert brief(office, meeting, as_of=at("2026-10-30 09:00")).head.changes_since is None

"""Health in the brief: as of the paper's moment in ours, never in the client's."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pypdfium2
import pytest

from kam.analysis.health.churn import ChurnRisk
from kam.models import Interaction, Setting
from kam.reports.content import ChangeKind, Health
from kam.services.briefs import brief_pdf
from tests.briefs import brief
from tests.builders import NOW, Office
from tests.custom import Custom

MONDAY = date(2026, 11, 23)


@pytest.fixture
def custom(office: Office) -> Custom:
    return Custom.at(office)


@pytest.fixture
def meeting(office: Office, custom: Custom) -> Interaction:
    return office.meeting(custom.account, purpose="Рамка на год")


def printed(
    office: Office, meeting: Interaction, when: datetime = NOW, *, language: str = "ru", safe: bool = False
) -> tuple[str, int]:
    """The text of the paper and how many pages it has."""
    pdf = brief_pdf(
        office.workspace, meeting_id=meeting.id, as_of=when, language=language, customer_safe=safe
    ).pdf
    with pypdfium2.PdfDocument(pdf) as document:
        text = " ".join(page.get_textpage().get_text_bounded() for page in document)
        return " ".join(text.split()), len(document)


def test_the_head_has_the_score_and_its_change_within_a_month(
    office: Office, custom: Custom, meeting: Interaction
) -> None:
    assert brief(office, meeting).head.health == Health(90, 0)
    custom.lose_champion(MONDAY)
    assert brief(office, meeting).head.health == Health(83, -7)
    text, pages = printed(office, meeting)
    assert "здоровье 83 ▼ 7" in text
    assert pages == 1
    assert "health 83 ▼ 7" in printed(office, meeting, language="en")[0]


def test_of_whom_nothing_is_known_the_head_says_nothing(office: Office) -> None:
    meeting = office.meeting(office.account())
    assert brief(office, meeting).head.health is None
    assert "здоровье" not in printed(office, meeting)[0]


def test_a_brief_of_a_past_day_has_the_health_of_that_day(
    office: Office, custom: Custom, meeting: Interaction
) -> None:
    custom.lose_champion(MONDAY)
    then = brief(office, meeting, as_of=NOW - timedelta(days=1))
    assert then.head.health == Health(90, 0)
    assert then.churn is None
    assert not [each for each in then.changes if each.kind is ChangeKind.HEALTH]


def test_what_moved_since_the_last_meeting_stands_among_the_changes(
    office: Office, custom: Custom, meeting: Interaction
) -> None:
    custom.lose_champion(MONDAY - timedelta(days=20))
    (change,) = [each for each in brief(office, meeting).changes if each.kind is ChangeKind.HEALTH]
    assert (change.before, change.after, change.on) == (90, 83, MONDAY)
    assert change.detail == "the champion is lost"
    assert "Здоровье 90 → 83: потерян союзник" in printed(office, meeting)[0]


def test_a_small_move_within_the_band_is_no_change(
    office: Office, custom: Custom, meeting: Interaction
) -> None:
    office.add(Setting(name="health", value='{"signal_fall": 9}'))
    custom.lose_champion(MONDAY - timedelta(days=20))
    assert ChangeKind.HEALTH not in {each.kind for each in brief(office, meeting).changes}


def test_a_client_who_may_leave_heads_the_risks_with_the_gravest_reason(
    office: Office, custom: Custom, meeting: Interaction
) -> None:
    assert brief(office, meeting).churn is None, "a low risk is none"
    custom.lose_champion(MONDAY)
    line = brief(office, meeting).churn
    assert line is not None
    assert line.risk is ChurnRisk.MEDIUM
    assert line.reason.startswith("Champion lost on 23 Nov 2026")
    assert "Риск ухода средний" in printed(office, meeting)[0]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_clients_copy_never_speaks_of_health(
    office: Office, custom: Custom, meeting: Interaction, language: str
) -> None:
    custom.lose_champion(MONDAY)
    custom.turn_away(MONDAY)
    text = printed(office, meeting, language=language, safe=True)[0].casefold()
    for word in ("здоровь", "риск ухода", "health", "churn", "▼"):
        assert word not in text

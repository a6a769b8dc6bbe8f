"""What a change of settings would have meant, said before it is saved."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from kam.analysis.explanation import Value
from kam.core.periods import Month
from kam.core.vocabulary import (
    Attitude,
    Channel,
    ComplaintKind,
    ComplaintStage,
    DossierSection,
    NormRuns,
    NormUnit,
    RatingKind,
    Severity,
)
from kam.core.words import words_for
from kam.models import Complaint, MonthlySales, Rating, SectionCheck, StageChange
from kam.services.settings import (
    FreshnessPage,
    NormDraft,
    NormsPage,
    ThresholdSettings,
    read_workspace_page,
    save_thresholds,
)
from kam.services.settings.consequences import Consequence, Page, what_would_change
from tests.builders import NOW, Office

TODAY = date(2026, 11, 23)


def told(office: Office, new: Page) -> dict[str, dict[str, Value]]:
    return {
        reason.code: dict(reason.values) for reason in what_would_change(office.workspace, new, as_of=NOW)
    }


def sales(office: Office, name: str, *rubles: int, potential: int = 3) -> None:
    account = office.account(name, potential=potential)
    office.add_all(
        *(
            MonthlySales(
                account_id=account.id,
                month=Month(2026, 10) - back,
                revenue_minor=each * 100,
                currency="RUB",
            )
            for back, each in enumerate(rubles)
        )
    )


def test_other_limits_change_classes_and_segments(office: Office) -> None:
    sales(office, "Первый", 700)
    sales(office, "Второй", 200)
    sales(office, "Третий", 100)
    found = told(office, ThresholdSettings(a_percent=92))
    assert found == {
        Consequence.CLASSES: {"count": 1, "total": 3},
        Consequence.SEGMENTS: {"count": 1, "total": 3},
    }, "the second becomes A, and with potential 3 VIP"
    assert told(office, ThresholdSettings()) == {}
    assert told(office, ThresholdSettings(vip_potential=4)) == {
        Consequence.SEGMENTS: {"count": 1, "total": 3}
    }


def test_consequences_start_from_the_settings_in_force(office: Office) -> None:
    sales(office, "Первый", 700)
    sales(office, "Второй", 300)
    changed = ThresholdSettings(vip_potential=4)
    save_thresholds(office.workspace, changed)
    assert told(office, changed) == {}
    assert Consequence.SEGMENTS in told(office, ThresholdSettings())


def test_other_limits_of_variation_and_of_breadwinners(office: Office) -> None:
    sales(office, "Ровный", *(100, 130) * 6, potential=1)
    sales(office, "Крупный", *(1000,) * 12, potential=1)
    assert told(office, ThresholdSettings(x_percent=15)) == {Consequence.XYZ: {"count": 1, "total": 2}}
    assert told(office, ThresholdSettings(breadwinner_percent=12)) == {
        Consequence.GROUPS: {"count": 1, "total": 2}
    }


def test_a_page_that_cannot_be_saved_tells_nothing(office: Office) -> None:
    wrong = replace(NormsPage(), at_risk_percent=0)
    assert what_would_change(office.workspace, wrong, as_of=NOW) == ()


def test_a_shorter_patience_makes_sections_and_ratings_old(office: Office) -> None:
    account = office.account()
    for section, days in (
        (DossierSection.PORTRAIT, 100),
        (DossierSection.TERMS, 200),
        (DossierSection.UNITS, 10),
    ):
        office.add(SectionCheck(account_id=account.id, section=section, on=TODAY - timedelta(days=days)))
    place = office.stakeholder(account, attitude=Attitude.NEUTRAL)
    office.add(
        Rating(stakeholder_id=place.id, kind=RatingKind.INFLUENCE, value=3, on=TODAY - timedelta(days=80))
    )
    assert told(office, FreshnessPage(section_days=90, rating_days=60)) == {
        Consequence.SECTIONS: {"count": 2, "before": 1},
        Consequence.RATINGS: {"count": 1, "before": 0},
    }
    assert told(office, FreshnessPage(core_days=5)) == {}


def complaint(office: Office, number: int, hours: int | None, **values: object) -> None:
    """Received at noon of a Tuesday in Moscow and answered so many hours later."""
    received = datetime(2026, 11, 10, 9, tzinfo=UTC)
    answered = None if hours is None else received + timedelta(hours=hours)
    given = {"channel": Channel.EMAIL, "received_at": received, "answer_sent_at": answered} | values
    office.add(
        Complaint(
            account_id=office.account().id,
            number=f"K-{number}",
            kind=ComplaintKind.QUALITY,
            summary="Коррозия",
            **given,
        )
    )


def test_a_norm_of_hours_tells_how_many_answers_would_have_been_in_time(office: Office) -> None:
    for number, hours in enumerate((1, 2, 20, 60)):
        complaint(office, number, hours)
    complaint(office, 9, 1, channel=Channel.PHONE)
    complaint(office, 10, 1, received_at=NOW - timedelta(days=91))
    usual = NormsPage()
    norm = NormDraft(3, NormUnit.HOUR, NormRuns.WORKING)
    stricter = replace(usual, first_response={**usual.first_response, Channel.EMAIL: norm})
    found = told(office, stricter)
    assert found == {
        Consequence.RESPONSE: {
            "share": Decimal("0.5"),
            "before": Decimal("0.75"),
            "days": 90,
            "channel": Channel.EMAIL,
        }
    }


def test_what_is_not_decided_yet_is_not_counted(office: Office) -> None:
    complaint(office, 1, None, received_at=NOW - timedelta(hours=1))
    usual = NormsPage()
    quick = NormDraft(1, NormUnit.WORKING_DAY, NormRuns.WORKING)
    page = replace(usual, resolution={**usual.resolution, Severity.NORMAL: quick})
    assert told(office, page) == {}


def test_a_norm_of_resolution_counts_decisions(office: Office) -> None:
    account = office.account()
    for number, days in enumerate((1, 5)):
        received = datetime(2026, 11, 9, 9, tzinfo=UTC)
        one = office.add(
            Complaint(
                account_id=account.id,
                number=f"K-{number}",
                kind=ComplaintKind.QUALITY,
                summary="Коррозия",
                channel=Channel.EMAIL,
                received_at=received,
                stage=ComplaintStage.DECIDED,
            )
        )
        office.add(
            StageChange(
                complaint_id=one.id, stage=ComplaintStage.DECIDED, at=received + timedelta(days=days - 0.5)
            )
        )
    usual = NormsPage()
    quick = NormDraft(2, NormUnit.WORKING_DAY, NormRuns.WORKING)
    page = replace(usual, resolution={**usual.resolution, Severity.NORMAL: quick})
    [found] = what_would_change(office.workspace, page, as_of=NOW)
    assert dict(found.values)["share"] == Decimal("0.5")
    assert dict(found.values)["before"] == 1


def test_another_currency_leaves_out_what_was_sold(office: Office) -> None:
    sales(office, "Первый", 700)
    page = read_workspace_page(office.workspace)
    assert told(office, page) == {}
    assert told(office, replace(page, currency="EUR")) == {
        Consequence.CURRENCY: {"currency": "RUB", "count": 1}
    }


def test_every_consequence_is_a_sentence_in_both_languages() -> None:
    for language in ("ru", "en"):
        said = {words_for(language).of(each.label) for each in Consequence}
        assert len(said) == len(Consequence)

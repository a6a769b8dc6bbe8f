"""The pages of the settings: saved as one step, refused field by field, used wherever they matter."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from kam.core.errors import ConflictError, NotFoundError, RuleError
from kam.core.field_errors import FieldErrors
from kam.core.ids import new_id
from kam.core.periods import Month
from kam.core.sentences import SENTENCES
from kam.core.vocabulary import (
    Channel,
    ChecklistCode,
    ComplaintKind,
    ComplaintStage,
    NormRuns,
    NormUnit,
    Severity,
)
from kam.models import (
    Calendar,
    ChecklistItem,
    Colleague,
    Competitor,
    CompetitorPresence,
    Complaint,
    CurrencyRate,
    Interaction,
    MonthlySales,
    ProductLine,
    Setting,
)
from kam.services.briefs.settings import BriefSettings
from kam.services.history import list_steps, undo_step
from kam.services.meetings import MeetingPlan, schedule_meeting
from kam.services.portfolio.settings import PortfolioSettings
from kam.services.profile import read_profile
from kam.services.settings import (
    CalendarPage,
    ChecklistEntry,
    DayException,
    DocumentSettings,
    FreshnessPage,
    NormDraft,
    NormsPage,
    PreparationPage,
    ThresholdSettings,
    holiday_countries,
    read_calendar_page,
    read_document_settings,
    read_freshness,
    read_norms,
    read_preparation,
    read_thresholds,
    read_workspace_page,
    save_calendar_page,
    save_document_settings,
    save_freshness,
    save_norms,
    save_preparation,
    save_thresholds,
    save_workspace_page,
)
from kam.services.settings.colleagues import (
    ColleagueEntry,
    add_colleague,
    change_colleague,
    delete_colleagues,
    list_colleagues,
    make_me,
)
from kam.services.settings.competitors import (
    CompetitorEntry,
    add_competitor,
    change_competitor,
    delete_competitors,
    list_competitors,
)
from kam.services.settings.product_lines import (
    ProductLineDraft,
    add_product_line,
    bring_back_product_lines,
    change_product_line,
    delete_product_lines,
    list_product_lines,
    retire_product_lines,
)
from kam.services.settings.workspace_page import is_number_pattern
from kam.services.settings_in_force import complaint_norms, segment_settings
from kam.services.working_calendar import read_calendar
from tests.builders import ZONE, Office

MONDAY = date(2026, 11, 23)


@contextmanager
def refused(**wrong: str) -> Iterator[None]:
    """The block is refused, each of these fields by its code; the sentences have all they need."""
    with pytest.raises(FieldErrors) as caught:
        yield
    for each in caught.value.errors:
        SENTENCES[each.code].text.format_map(dict(each.details))
    assert {each.field.replace(".", "__"): each.code for each in caught.value.errors} == wrong


def stored(office: Office) -> dict[str, object]:
    with office.workspace.reading() as session:
        return {row.name: json.loads(row.value) for row in session.scalars(select(Setting))}


def complaint(office: Office, number: str, **values: object) -> Complaint:
    account = office.account()
    return office.add(
        Complaint(
            account_id=account.id,
            number=number,
            channel=Channel.EMAIL,
            received_at=datetime(2026, 11, 2, 9, tzinfo=UTC),
            kind=ComplaintKind.QUALITY,
            summary="Коррозия",
            **values,
        )
    )


def test_thresholds_are_stored_as_what_differs_and_hold_everywhere(office: Office) -> None:
    new = ThresholdSettings(a_percent=70, x_percent=15, breadwinner_percent=12, concentration_percent=30)
    save_thresholds(office.workspace, new)
    assert read_thresholds(office.workspace) == new
    assert stored(office) == {
        "segments": {"a_percent": 70},
        "variation": {"x_percent": 15},
        "key_groups": {"breadwinner_percent": 12},
        "concentration": {"warning_percent": 30},
    }
    with office.workspace.reading() as session:
        settings = read_profile(session).settings
        assert segment_settings(session).a_percent == 70
    assert BriefSettings.of(settings).segments.a_percent == 70
    assert PortfolioSettings.of(settings).concentration.warning_percent == 30
    assert [step.label for step in list_steps(office.workspace, limit=1)] == ["settings.thresholds_changed"]
    save_thresholds(office.workspace, ThresholdSettings())
    assert stored(office) == {}
    undo_step(office.workspace)
    assert read_thresholds(office.workspace) == new


def test_what_a_page_does_not_show_stays_as_it_is_stored(office: Office) -> None:
    office.add(Setting(name="segments", value='{"tail_months":9,"later":1}'))
    save_thresholds(office.workspace, ThresholdSettings(a_percent=70))
    assert stored(office)["segments"] == {"a_percent": 70, "tail_months": 9, "later": 1}


def test_thresholds_out_of_order_are_refused(office: Office) -> None:
    with refused(b_percent="settings.below", y_percent="settings.below", vip_potential="field.out_of_range"):
        save_thresholds(office.workspace, ThresholdSettings(a_percent=96, x_percent=30, vip_potential=6))
    with refused(tail_potential="settings.above", a_percent="field.out_of_range"):
        save_thresholds(office.workspace, ThresholdSettings(tail_potential=4, a_percent=0))
    assert stored(office) == {}


def test_freshness_reaches_the_map_and_the_brief(office: Office) -> None:
    new = FreshnessPage(section_days=100, rating_days=60, core_days=14, satisfaction_days=200)
    save_freshness(office.workspace, new)
    assert read_freshness(office.workspace) == new
    settings = BriefSettings.of(stored(office))
    assert (settings.freshness.section_days, settings.cadence.core_days) == (100, 14)
    assert (settings.map_checks.rating_days, settings.satisfaction_days) == (60, 200)
    with refused(core_days="field.out_of_range"):
        save_freshness(office.workspace, FreshnessPage(core_days=0))
    save_freshness(office.workspace, FreshnessPage())
    assert stored(office) == {}


def test_norms_are_changed_one_by_one(office: Office) -> None:
    usual = NormsPage()
    assert read_norms(office.workspace) == usual
    email = NormDraft(12, NormUnit.HOUR, NormRuns.WORKING)
    new = replace(usual, first_response={**usual.first_response, Channel.EMAIL: email}, at_risk_percent=60)
    save_norms(office.workspace, new)
    assert read_norms(office.workspace) == new
    assert stored(office) == {
        "complaint_norms": {
            "first_response": {"email": {"amount": 12, "unit": "hour", "runs": "working"}},
            "at_risk_percent": 60,
        }
    }
    save_norms(office.workspace, usual)
    assert stored(office) == {}


def test_norms_that_cannot_be_are_refused_beside_their_fields(office: Office) -> None:
    usual = NormsPage()
    wrong = NormDraft(-1, NormUnit.HOUR)
    with refused(
        first_response__phone="field.out_of_range",
        resolution__high="field.out_of_range",
        acknowledgement="field.out_of_range",
        at_risk_percent="field.out_of_range",
    ):
        save_norms(
            office.workspace,
            NormsPage(
                {**usual.first_response, Channel.PHONE: wrong},
                NormDraft(10_001, NormUnit.MINUTE),
                {**usual.resolution, Severity.HIGH: wrong},
                0,
            ),
        )


def test_new_norms_hold_for_open_complaints_and_leave_ended_ones(office: Office) -> None:
    still, done = complaint(office, "K-1"), complaint(office, "K-2", stage=ComplaintStage.CLOSED)
    own = complaint(office, "K-3", stage=ComplaintStage.CLOSED, norms='{"at_risk_percent":50}')
    new = replace(NormsPage(), at_risk_percent=60)
    assert save_norms(office.workspace, new).value == 1
    with office.workspace.reading() as session:
        kept = {one.id: json.loads(one.norms or "{}") for one in session.scalars(select(Complaint))}
    assert kept[still.id]["at_risk_percent"] == 60
    assert kept[done.id]["at_risk_percent"] == 75, "those it was answered by"
    assert kept[done.id]["first_response"]["phone"] == {"amount": 5, "unit": "minute", "runs": "always"}
    assert kept[own.id] == {"at_risk_percent": 50}
    undo_step(office.workspace)
    with office.workspace.reading() as session:
        assert session.get_one(Complaint, still.id).norms is None
        assert complaint_norms(session).at_risk_percent == 75


def test_the_calendar_has_days_hours_a_break_and_exceptions(office: Office) -> None:
    assert read_calendar_page(office.workspace) == CalendarPage()
    page = CalendarPage(
        weekdays=frozenset({0, 1, 2, 3}),
        starts=time(8),
        ends=time(17),
        lunch=(time(12), time(13)),
        exceptions=(
            DayException(date(2026, 11, 24), name="переезд"),
            DayException(date(2026, 11, 28), time(10), time(14)),
        ),
    )
    save_calendar_page(office.workspace, page)
    assert read_calendar_page(office.workspace) == page
    with office.workspace.reading() as session:
        calendar = read_calendar(session, ZoneInfo(ZONE), (2026,))
    assert [(span.start, span.end) for span in calendar.hours_on(MONDAY)] == [
        (time(8), time(12)),
        (time(13), time(17)),
    ]
    assert calendar.hours_on(date(2026, 11, 24)) == ()
    assert calendar.hours_on(date(2026, 11, 27)) == (), "Friday is free now"
    assert [(span.start, span.end) for span in calendar.hours_on(date(2026, 11, 28))] == [
        (time(10), time(14))
    ]
    assert calendar.working_day == timedelta(hours=8)
    changed = replace(page, lunch=None, exceptions=(DayException(date(2026, 11, 24), time(9), time(12)),))
    save_calendar_page(office.workspace, changed)
    assert read_calendar_page(office.workspace) == changed
    undo_step(office.workspace)
    assert read_calendar_page(office.workspace) == page


def test_a_country_brings_its_holidays_into_the_workspace(office: Office) -> None:
    save_calendar_page(office.workspace, CalendarPage(country="RU"))
    page = read_calendar_page(office.workspace)
    assert page.holiday_years == tuple(range(2021, 2032))
    with office.workspace.reading() as session:
        assert read_calendar(session, ZoneInfo(ZONE), (2026,)).hours_on(date(2026, 1, 7)) == ()
    save_calendar_page(office.workspace, replace(page, country=None))
    with office.workspace.reading() as session:
        assert read_calendar(session, ZoneInfo(ZONE), (2026,)).hours_on(date(2026, 1, 7)) != ()
    names = dict(holiday_countries("ru"))
    assert (names["RU"], names["KZ"]) == ("Россия", "Казахстан")


def test_a_calendar_that_cannot_be_is_refused(office: Office) -> None:
    with refused(
        weekdays="settings.no_working_day", ends="field.before_start", country="settings.unknown_country"
    ):
        save_calendar_page(
            office.workspace,
            CalendarPage(frozenset(), time(18), time(9), lunch=(time(12), time(13)), country="XX"),
        )
    with refused(lunch="settings.lunch_outside"):
        save_calendar_page(office.workspace, CalendarPage(lunch=(time(17), time(19))))
    day = date(2026, 12, 31)
    with refused(**{"exceptions__2026-12-31": "field.before_start"}):
        save_calendar_page(
            office.workspace, CalendarPage(exceptions=(DayException(day, time(12), time(12)),))
        )
    with refused(**{"exceptions__2026-12-31": "settings.day_twice"}):
        save_calendar_page(office.workspace, CalendarPage(exceptions=(DayException(day), DayException(day))))
    save_calendar_page(office.workspace, CalendarPage(starts=time(12), ends=time(0)))


def test_the_profile_is_ours_and_mine(office: Office) -> None:
    page = read_workspace_page(office.workspace)
    assert (page.company, page.me, page.zone) == ("Вереск Упаковка", "Мария Кречетова", ZONE)
    new = replace(
        page, company="Корунд", me="М. Кречетова", job_title="КАМ", zone="Asia/Omsk", fiscal_year_starts=4
    )
    save_workspace_page(office.workspace, new)
    assert read_workspace_page(office.workspace) == new
    with office.workspace.reading() as session:
        assert session.scalars(select(Calendar)).one().zone == "Asia/Omsk"
    undo_step(office.workspace)
    assert read_workspace_page(office.workspace) == page


def test_a_profile_that_cannot_be_is_refused(office: Office) -> None:
    page = read_workspace_page(office.workspace)
    with refused(
        me="field.required",
        language="settings.language_unknown",
        zone="meeting.unknown_zone",
        fiscal_year_starts="field.out_of_range",
        company="field.required",
        complaint_number_pattern="settings.unknown_pattern",
    ):
        save_workspace_page(
            office.workspace,
            replace(
                page,
                me=" ",
                language="de",
                zone="Moscow",
                fiscal_year_starts=13,
                company="",
                complaint_number_pattern="K",
            ),
        )
    office.add(CurrencyRate(currency="USD", on=MONDAY, rate_millionths=90_000_000))
    with refused(currency="settings.currency_fixed"):
        save_workspace_page(office.workspace, replace(page, currency="EUR"))
    assert read_workspace_page(office.workspace) == page


@pytest.mark.parametrize(
    ("pattern", "fits"),
    [
        ("K-{year}-{number:04}", True),
        ("{number}", True),
        ("K-{year}", False),
        ("K-{number.__class__}", False),
        ("{number:d}/{client}", False),
        ("{number", False),
        ("{number!r}", True),
        ("{}", False),
    ],
)
def test_a_number_pattern_gives_each_complaint_its_own(pattern: str, fits: bool) -> None:
    assert is_number_pattern(pattern) is fits


def test_a_new_meeting_has_the_workspaces_checklist(office: Office) -> None:
    page = PreparationPage(
        (ChecklistEntry(ChecklistCode.PURPOSE), ChecklistEntry(ChecklistCode.CUSTOM, " каска ")),
        mark_late_promises=False,
    )
    save_preparation(office.workspace, page)
    assert read_preparation(office.workspace).checklist[1].text == "каска"
    assert not BriefSettings.of(stored(office)).mark_late_promises
    plan = MeetingPlan(office.account().id, datetime(2026, 11, 24, 10), "Контракт")  # noqa: DTZ001
    meeting = schedule_meeting(office.workspace, plan).value
    with office.workspace.reading() as session:
        items = session.scalars(
            select(ChecklistItem)
            .where(ChecklistItem.interaction_id == meeting)
            .order_by(ChecklistItem.position)
        )
        assert [(item.code, item.text) for item in items] == [
            (ChecklistCode.PURPOSE, None),
            (ChecklistCode.CUSTOM, "каска"),
        ]
        assert session.get(Interaction, meeting) is not None
    save_preparation(office.workspace, PreparationPage())
    assert stored(office) == {}


def test_a_checklist_that_cannot_be_is_refused(office: Office) -> None:
    with refused(checklist="settings.no_checklist"):
        save_preparation(office.workspace, PreparationPage(()))
    custom = ChecklistCode.CUSTOM
    with refused(checklist__0="field.required", checklist__1="field.too_long"):
        save_preparation(
            office.workspace,
            PreparationPage((ChecklistEntry(custom, " "), ChecklistEntry(custom, "к" * 501))),
        )


def test_the_limit_of_documents(office: Office) -> None:
    assert read_document_settings(office.workspace) == DocumentSettings(50)
    save_document_settings(office.workspace, DocumentSettings(20))
    assert read_document_settings(office.workspace).limit_mb == 20
    with refused(limit_mb="field.out_of_range"):
        save_document_settings(office.workspace, DocumentSettings(0))


def test_product_lines_stand_in_a_tree(office: Office) -> None:
    tape = add_product_line(office.workspace, ProductLineDraft("Ленты", external_id="7")).value
    wheels = add_product_line(office.workspace, ProductLineDraft("Круги", "шт")).value
    flap = add_product_line(office.workspace, ProductLineDraft("Лепестковые", parent_id=wheels)).value
    rows = [(row.name, row.depth) for row in list_product_lines(office.workspace)]
    assert rows == [("Круги", 0), ("Лепестковые", 1), ("Ленты", 0)]
    with refused(name="settings.line_exists"):
        add_product_line(office.workspace, ProductLineDraft("«круги»"))
    with refused(parent_id="settings.line_circle"):
        change_product_line(office.workspace, wheels, ProductLineDraft("Круги", parent_id=flap), version=1)
    with refused(name="field.required", parent_id="settings.line_gone", external_id="import.number_taken"):
        add_product_line(office.workspace, ProductLineDraft(" ", parent_id=new_id(), external_id="7"))
    assert change_product_line(office.workspace, tape, ProductLineDraft("Ленты", "м"), version=1).value == 2
    with pytest.raises(ConflictError):
        change_product_line(office.workspace, tape, ProductLineDraft("Ленты"), version=1)
    retire_product_lines(office.workspace, [tape])
    assert [row.retired_on for row in list_product_lines(office.workspace)] == [None, None, MONDAY]
    bring_back_product_lines(office.workspace, [tape])
    with pytest.raises(RuleError) as kept:
        delete_product_lines(office.workspace, [wheels])
    assert kept.value.code == "settings.line_in_use"
    assert delete_product_lines(office.workspace, [wheels, flap]).value == 2
    with pytest.raises(NotFoundError):
        retire_product_lines(office.workspace, [wheels])


def test_a_product_line_that_was_sold_stays(office: Office) -> None:
    line = add_product_line(office.workspace, ProductLineDraft("Круги")).value
    account = office.account()
    office.add(
        MonthlySales(
            account_id=account.id,
            product_line_id=line,
            month=Month(2026, 10),
            revenue_minor=1,
            currency="RUB",
        )
    )
    with pytest.raises(RuleError):
        delete_product_lines(office.workspace, [line])
    with office.workspace.reading() as session:
        assert session.get_one(ProductLine, line).name_key == "круги"


def test_competitors_are_renamed_everywhere_and_kept_while_named(office: Office) -> None:
    wolf = add_competitor(office.workspace, CompetitorEntry("Вольф")).value
    office.add(CompetitorPresence(account_id=office.account().id, competitor_id=wolf))
    with refused(name="settings.competitor_exists"):
        add_competitor(office.workspace, CompetitorEntry("«ВОЛЬФ»"))
    change_competitor(office.workspace, wolf, CompetitorEntry("Вольф Абразив", "Тула"), version=1)
    assert [(row.name, row.notes, row.accounts) for row in list_competitors(office.workspace)] == [
        ("Вольф Абразив", "Тула", 1)
    ]
    with pytest.raises(RuleError) as kept:
        delete_competitors(office.workspace, [wolf])
    assert kept.value.code == "settings.competitor_in_use"
    other = add_competitor(office.workspace, CompetitorEntry("Другой")).value
    assert delete_competitors(office.workspace, [other]).value == 1
    with office.workspace.reading() as session:
        assert session.get_one(Competitor, wolf).name_key == "вольф абразив"
    with pytest.raises(NotFoundError):
        change_competitor(office.workspace, other, CompetitorEntry("Другой"), version=1)


def test_one_of_us_is_me_and_cannot_go(office: Office) -> None:
    gray = add_colleague(office.workspace, ColleagueEntry("Грачёв", "директор")).value
    with refused(name="settings.colleague_exists"):
        add_colleague(office.workspace, ColleagueEntry("грачев"))
    with pytest.raises(RuleError) as kept:
        delete_colleagues(office.workspace, [office.me])
    assert kept.value.code == "settings.me_stays"
    with refused(left_on="settings.me_stays"):
        change_colleague(office.workspace, office.me, ColleagueEntry("Мария", left_on=MONDAY), version=1)
    make_me(office.workspace, gray)
    assert [(row.name, row.is_me) for row in list_colleagues(office.workspace)] == [
        ("Грачёв", True),
        ("Мария Кречетова", False),
    ]
    change_colleague(office.workspace, office.me, ColleagueEntry("Мария", left_on=MONDAY), version=2)
    add_colleague(office.workspace, ColleagueEntry("Мария"))
    undo_step(office.workspace)
    assert delete_colleagues(office.workspace, [office.me]).value == 1
    with pytest.raises(NotFoundError):
        make_me(office.workspace, office.me)
    with office.workspace.reading() as session:
        assert session.scalars(select(Colleague)).one().is_me

"""The dossier as the window shows it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from kam.analysis.completeness import DossierItem
from kam.analysis.contracts import ContractState
from kam.core.errors import NotFoundError
from kam.core.ids import new_id
from kam.core.money import Money
from kam.core.periods import Month
from kam.core.text import sort_key
from kam.core.vocabulary import (
    AccountStatus,
    Attitude,
    BuyingRole,
    DossierSection,
    PaymentForm,
    TeamRole,
    WhitespaceStage,
)
from kam.models import (
    Account,
    AccountTeamMember,
    Address,
    BusinessUnit,
    ClientSpend,
    Colleague,
    Competitor,
    CompetitorPresence,
    Contract,
    ProductLine,
    SectionCheck,
    SpecialTerm,
    Stakeholder,
    StakeholderRole,
    Target,
    WhitespaceCell,
)
from kam.services.dossier import Dossier, read_dossier
from tests.builders import NOW, Office

TODAY = date(2026, 11, 23)


def dossier(office: Office, account: Account, as_of: datetime = NOW) -> Dossier:
    return read_dossier(office.workspace, account.id, as_of=as_of)


def line(office: Office, name: str, **values: object) -> ProductLine:
    return office.add(ProductLine(name=name, name_key=sort_key(name), **values))


def competitor(office: Office, name: str) -> Competitor:
    return office.add(Competitor(name=name, name_key=sort_key(name)))


def test_an_account_that_is_gone_has_no_dossier(office: Office) -> None:
    with pytest.raises(NotFoundError):
        read_dossier(office.workspace, new_id(), as_of=NOW)


def test_terms_are_shown_in_money_and_per_cent(office: Office) -> None:
    account = office.account(
        payment_form=PaymentForm.DEFERRED,
        deferral_days=45,
        credit_limit_minor=1_200_000_000,
        discount_hundredths=850,
    )
    office.add(SpecialTerm(account_id=account.id, what="склад", until=TODAY, approved_by_id=office.me))
    office.add(SpecialTerm(account_id=account.id, what="старое", until=TODAY - timedelta(days=1)))
    terms = dossier(office, account).terms
    assert terms.credit_limit == Money(1_200_000_000, "RUB")
    assert terms.discount == Decimal("8.5")
    assert [(one.what, one.holds, one.approved_by) for one in terms.special] == [
        ("склад", True, "Мария Кречетова"),
        ("старое", False, None),
    ]


def test_phones_kept_in_one_line_are_several(office: Office) -> None:
    account = office.account(phone="+7 843 000-00-01; +7 843 000-00-02")
    assert dossier(office, account).identity.phones == ("+7 843 000-00-01", "+7 843 000-00-02")


@pytest.mark.parametrize(
    ("dates", "notice", "state", "left"),
    [
        ((-300, 37), 30, ContractState.WINDOW_OPEN, 7),
        ((-300, 0), None, ContractState.WINDOW_OPEN, 0),
        ((-300, -1), None, ContractState.ENDED, None),
        ((-300, 200), 60, ContractState.IN_FORCE, None),
        ((1, 200), None, ContractState.NOT_STARTED, None),
    ],
)
def test_a_contract_says_where_it_stands(
    office: Office, dates: tuple[int, int], notice: int | None, state: ContractState, left: int | None
) -> None:
    account = office.account()
    starts, ends = (TODAY + timedelta(days=days) for days in dates)
    office.add(Contract(account_id=account.id, starts_on=starts, ends_on=ends, notice_days=notice))
    [contract] = dossier(office, account).contracts
    assert (contract.state, contract.days_left, contract.days_to_end) == (state, left, dates[1])


def test_a_contract_that_renews_itself_goes_on(office: Office) -> None:
    account = office.account()
    office.add(Contract(account_id=account.id, ends_on=TODAY - timedelta(days=1), renews_itself=True))
    assert dossier(office, account).contracts[0].state is ContractState.RENEWED


def test_once_talks_have_begun_the_window_presses_no_more(office: Office) -> None:
    account = office.account()
    office.add(Contract(account_id=account.id, ends_on=TODAY + timedelta(days=9), renewal_talks_since=TODAY))
    [contract] = dossier(office, account).contracts
    assert contract.days_left is None


def test_a_section_goes_stale_on_the_day_after_180(office: Office) -> None:
    account = office.account()
    for days, section in ((180, DossierSection.PORTRAIT), (190, DossierSection.COMPETITORS)):
        office.add(
            SectionCheck(
                account_id=account.id, section=section, on=TODAY - timedelta(days=days), by_id=office.me
            )
        )
    seen = dossier(office, account)
    assert not seen.portrait.verified.stale
    assert seen.portrait.verified.by == "Мария Кречетова"
    stale = seen.verified(DossierSection.COMPETITORS)
    assert (stale.stale, stale.days) == (True, 190)
    assert not seen.verified(DossierSection.UNITS).stale, "what was never verified is not out of date"
    assert (seen.completeness.fresh, seen.completeness.stale) == (1, 1)


def test_competitors_come_by_threat_with_what_was_not_seen_lately(office: Office) -> None:
    account = office.account()
    wolf, pack = competitor(office, "«Вольф Абразив»"), competitor(office, "Пак-Лидер")
    tape = line(office, "лента")
    office.add(CompetitorPresence(account_id=account.id, competitor_id=pack.id, threat=3, seen_on=TODAY))
    office.add(
        CompetitorPresence(
            account_id=account.id,
            competitor_id=wolf.id,
            product_line_id=tape.id,
            threat=4,
            share_percent=31,
            seen_on=date(2026, 1, 1),
        )
    )
    first, second = dossier(office, account).competitors
    assert (first.competitor, first.product_line, first.share_percent, first.stale) == (
        "«Вольф Абразив»",
        "лента",
        31,
        True,
    )
    assert (second.competitor, second.stale) == ("Пак-Лидер", False)


def test_the_matrix_has_leaves_that_are_sold_and_what_is_known_of_others(office: Office) -> None:
    account = office.account()
    abrasives = line(office, "Абразивы")
    wheels = line(office, "Круги", parent_id=abrasives.id)
    line(office, "Снято", retired_on=date(2026, 1, 1))
    old = line(office, "Снято, но известно", retired_on=date(2026, 1, 1))
    site = office.add(BusinessUnit(account_id=account.id, name="Площадка 1"))
    for product, stage in ((wheels, WhitespaceStage.CURRENT), (old, WhitespaceStage.POTENTIAL)):
        office.add(
            WhitespaceCell(
                account_id=account.id,
                product_line_id=product.id,
                unit_id=site.id,
                stage=stage,
                potential_minor=100,
            )
        )
    matrix = dossier(office, account).whitespace
    assert [one.name for one in matrix.lines] == ["Круги", "Снято, но известно"]
    assert [one.name for one in matrix.units] == ["Площадка 1"]
    cell = matrix.cell(wheels.id, site.id)
    assert cell is not None
    assert (cell.stage, cell.potential) == (WhitespaceStage.CURRENT, Money(100, "RUB"))
    assert matrix.cell(wheels.id, None) is None


def test_an_account_without_units_is_one_column(office: Office) -> None:
    account = office.account()
    line(office, "Круги")
    assert [one.id for one in dossier(office, account).whitespace.units] == [None]


def test_the_team_stands_by_role(office: Office) -> None:
    account = office.account()
    sponsor = office.add(Colleague(name="Грачёв", job_title="директор"))
    for colleague, role in ((sponsor.id, TeamRole.EXECUTIVE_SPONSOR), (office.me, TeamRole.KAM)):
        office.add(AccountTeamMember(account_id=account.id, colleague_id=colleague, role=role))
    team = dossier(office, account).team
    assert [(one.role, one.job_title) for one in team] == [
        (TeamRole.KAM, None),
        (TeamRole.EXECUTIVE_SPONSOR, "директор"),
    ]


def test_a_holding_is_shown_from_its_top(office: Office) -> None:
    top = office.account("Холдинг")
    plant = office.account("Завод", parent_id=top.id)
    office.account("Сбыт", parent_id=top.id)
    depot = office.account("Склад", parent_id=plant.id)
    seen = dossier(office, plant).identity.holding
    assert [(one.name, one.depth, one.is_this) for one in seen] == [
        ("Холдинг", 0, False),
        ("Завод", 1, True),
        ("Склад", 2, False),
        ("Сбыт", 1, False),
    ]
    assert dossier(office, depot).identity.holding[2].is_this
    assert dossier(office, office.account("Один")).identity.holding == ()


def test_what_is_missing_says_where_to_fill_it_and_whom_it_lacks(office: Office) -> None:
    account = office.account(status=AccountStatus.ACTIVE, legal_name="АО «Завод»", industry="метизы")
    place = office.stakeholder(account, roles=(BuyingRole.BUYER,), attitude=Attitude.SUPPORTER, influence=3)
    head = office.add(
        Stakeholder(account_id=account.id, placeholder="Служба безопасности", placeholder_since=TODAY)
    )
    office.add(StakeholderRole(stakeholder_id=head.id, role=BuyingRole.DECIDER))
    wolf = competitor(office, "Сибкорунд")
    office.add(CompetitorPresence(account_id=account.id, competitor_id=wolf.id))
    office.add(Contract(account_id=account.id, number="14/25-П", starts_on=TODAY))
    missing = {one.item: one for one in dossier(office, account).completeness.missing}
    assert missing[DossierItem.LEGAL_IDENTITY].field == "tax_number"
    assert missing[DossierItem.INDUSTRY].field == "business_type"
    assert missing[DossierItem.COMPETITORS].subjects == ("Сибкорунд",)
    assert missing[DossierItem.CONTRACT].subjects == ("14/25-П",)
    assert missing[DossierItem.DECIDER].subjects == ("Служба безопасности",)
    assert missing[DossierItem.CARES_ABOUT].subjects == ("Ирина Левашова",)
    assert DossierItem.ATTITUDES not in missing
    assert missing[DossierItem.CARES_ABOUT].why.text == "what to talk about with each of them"
    assert place.id != head.id


def test_everything_known_is_a_hundred_per_cent(office: Office) -> None:
    account = office.account(
        status=AccountStatus.ACTIVE,
        legal_name="АО",
        tax_number="1",
        phone="1",
        industry="а",
        business_type="manufacturer",
        headcount=1,
        annual_revenue_minor=1,
        earns_by="а",
        their_customers="а",
        market_position="а",
        growth_plans="а",
        pressures="а",
        values="а",
        potential=3,
        payment_form=PaymentForm.ON_DELIVERY,
    )
    wolf = competitor(office, "Сибкорунд")
    roles = (
        BuyingRole.DECIDER,
        BuyingRole.APPROVER,
        BuyingRole.BUYER,
        BuyingRole.INFLUENCER,
        BuyingRole.USER,
    )
    office.stakeholder(account, roles=roles, attitude=Attitude.NEUTRAL, influence=4, cares_about="сроки")
    office.add_all(
        Address(account_id=account.id, city="Казань"),
        BusinessUnit(account_id=account.id, name="Цех"),
        AccountTeamMember(account_id=account.id, colleague_id=office.me),
        CompetitorPresence(account_id=account.id, competitor_id=wolf.id, share_percent=20),
        Contract(account_id=account.id, starts_on=TODAY, ends_on=TODAY),
        ClientSpend(account_id=account.id, year=2026, total_minor=100, currency="RUB"),
        Target(account_id=account.id, month=Month(2026, 3), amount_minor=1, currency="RUB"),
    )
    completeness = dossier(office, account).completeness
    assert (completeness.percent, completeness.missing) == (100, ())
    assert {part.known for part in completeness.ring} == {Decimal("1.00"), None}
    assert len(completeness.ring) == 10


def test_a_prospect_is_not_asked_for_a_contract_or_targets(office: Office) -> None:
    prospect = office.account(status=AccountStatus.PROSPECT)
    client = office.account(status=AccountStatus.ACTIVE)
    asked = {DossierItem.CONTRACT, DossierItem.TARGETS}
    missing = {one.item for one in dossier(office, prospect).completeness.missing}
    assert not asked & missing
    assert asked <= {one.item for one in dossier(office, client).completeness.missing}


def test_the_past_is_shown_as_it_was(office: Office) -> None:
    account = office.account(price_list="Опт")
    unit = office.add(BusinessUnit(account_id=account.id, name="Цех"))
    office.clock.moment = NOW + timedelta(days=10)
    office.change(account, price_list="Ключевые")
    office.remove(unit)
    office.add(BusinessUnit(account_id=account.id, name="Новый цех"))
    then, now = dossier(office, account), dossier(office, account, office.clock.now())
    assert (then.terms.price_list, [one.name for one in then.units]) == ("Опт", ["Цех"])
    assert (now.terms.price_list, [one.name for one in now.units]) == ("Ключевые", ["Новый цех"])


def test_the_version_of_a_section_changes_with_its_own_fields_alone(office: Office) -> None:
    account = office.account()
    before = dossier(office, account)
    office.change(account, industry="метизы")
    after = dossier(office, account)
    assert after.portrait.version != before.portrait.version
    assert (after.terms.version, after.identity.version) == (before.terms.version, before.identity.version)


def test_the_day_is_that_of_the_workspace(office: Office) -> None:
    account = office.account()
    assert dossier(office, account, datetime(2026, 11, 23, 22, 30, tzinfo=UTC)).on == date(2026, 11, 24)

"""Beginning a plan: templates in both languages, what they become at a client, a plan after a plan."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from kam.analysis.plans.content import PlanContent, PlanText
from kam.core.errors import NotFoundError, RuleError
from kam.core.field_errors import FieldErrors
from kam.core.money import Money
from kam.core.periods import Month
from kam.core.vocabulary import (
    AccountStatus,
    BuyingRole,
    InitiativeStatus,
    ObjectiveKind,
    ObjectiveStatus,
    OpportunityStage,
    PlanStatus,
    RelationshipStrategy,
    RiskStatus,
    SwotKind,
    TeamRole,
)
from kam.models import (
    Account,
    AccountTeamMember,
    MonthlySales,
    Opportunity,
    Plan,
    PlanVersion,
    Stakeholder,
)
from kam.services.plans.making import MadePlan, NewPlan, delete_plan, new_plan, usual_period
from kam.services.plans.measuring import add_measurement
from kam.services.plans.parts import (
    BudgetPart,
    ContactLine,
    ContactsPart,
    CostLine,
    DecisionLine,
    DecisionsPart,
    GrowthLine,
    GrowthPart,
    InitiativeLine,
    InitiativesPart,
    MilestoneLine,
    ObjectiveLine,
    ObjectivesPart,
    Part,
    RiskLine,
    RisksPart,
    SwotLine,
    SwotPart,
    TextPart,
)
from kam.services.plans.reading import read_plan
from kam.services.plans.saving import save_part
from kam.services.plans.templates import PlanTemplate, find_plan_template, plan_templates, prompts_for
from kam.store.undo import undo
from tests.builders import Office

CODES = ["invest", "grow", "hold", "harvest", "new_account", "recovery"]
FIRST, LAST = date(2027, 1, 1), date(2027, 12, 31)
BOTH = ("ru", "en")


@pytest.fixture
def account(office: Office) -> Account:
    return office.account()


def make(office: Office, account: Account, template: str | None = "grow", **values: object) -> MadePlan:
    new = replace(NewPlan("План 2027", FIRST, LAST, template), **values)  # type: ignore[arg-type]
    return new_plan(office.workspace, account.id, new, language="ru").value


def content(office: Office, made: MadePlan) -> PlanContent:
    return read_plan(office.workspace, made.id, as_of=office.clock.now()).content


# ---- the templates themselves


@pytest.mark.parametrize("language", BOTH)
def test_six_templates_come_in_both_languages(language: str) -> None:
    found = plan_templates(language)
    assert [each.code for each in found] == CODES
    for each in found:
        assert set(each.prompts) == set(PlanText.__dataclass_fields__)
        assert set(each.swot) == set(SwotKind)
        assert {one.kind for one in each.objectives} == set(ObjectiveKind)
        assert len(each.initiatives) >= 4
        assert len(each.risks) >= 3
        assert len(each.contacts) >= 3
        assert each.decisions


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("code", CODES)
def test_a_template_holds_together(code: str, language: str) -> None:
    template = find_plan_template(code, language)
    objectives = {each.key for each in template.objectives}
    work = {each.key: each for each in template.initiatives}
    assert {each.objective for each in template.initiatives} == objectives, "no objective without work"
    for each in template.initiatives:
        assert 0 <= each.starts < each.ends < template.days
        assert all(each.starts <= one.day <= each.ends for one in each.milestones)
        assert all(work[key].ends <= each.ends for key in each.after)
    assert all(0 < each.day < template.days for each in template.decisions)
    assert all(each.response for each in template.risks)
    for objective in template.objectives:
        assert objective.due_day is None or objective.due_day < template.days
        if objective.kind is ObjectiveKind.CLIENT_SUCCESS:
            assert objective.client_wording, "what is meant for the client is said in his words"


@pytest.mark.parametrize("code", CODES)
def test_both_languages_say_the_same(code: str) -> None:
    russian, english = (_skeleton(find_plan_template(code, language)) for language in BOTH)
    assert russian == english


def _skeleton(template: PlanTemplate) -> object:
    """Everything of a template that is not words."""
    return (
        (template.strategy, template.days, {kind: len(asked) for kind, asked in template.swot.items()}),
        [
            (each.key, each.kind, each.baseline, each.target, each.grow_percent, each.due_day)
            for each in template.objectives
        ],
        [
            (each.key, each.objective, each.owner, each.starts, each.ends, each.after)
            for each in template.initiatives
        ],
        [[one.day for one in each.milestones] for each in template.initiatives],
        [(each.probability, each.impact) for each in template.risks],
        [(each.ours, each.theirs, each.every_days) for each in template.contacts],
        [(each.day, each.effort is None) for each in template.decisions],
    )


def test_the_texts_are_in_their_language() -> None:
    for code in CODES:
        assert not re.search("[А-Яа-яЁё]", repr(find_plan_template(code, "en")))
        told = find_plan_template(code, "ru")
        titles = [each.title for each in told.objectives] + [each.title for each in told.initiatives]
        titles += [each.title for each in told.risks]
        assert all(re.search("[а-яё]", title) for title in titles)


def test_another_language_is_told_in_english() -> None:
    assert plan_templates("de") == plan_templates("en")


def test_the_questions_suit_the_client_and_the_strategy() -> None:
    grow = RelationshipStrategy.GROW
    asked = {
        status: prompts_for(grow, status, "ru")
        for status in (AccountStatus.ACTIVE, AccountStatus.PROSPECT, AccountStatus.AT_RISK)
    }
    assert [each.code for each in asked.values() if each] == ["grow", "new_account", "recovery"]
    assert prompts_for(None, AccountStatus.ACTIVE, "ru") is None


# ---- a template at a client


@pytest.mark.parametrize("code", CODES)
def test_a_template_becomes_a_plan_in_one_step(office: Office, account: Account, code: str) -> None:
    last = office.last_step()
    made = make(office, account, code)
    assert office.last_step() == last + 1
    template, told = find_plan_template(code, "ru"), content(office, made)
    assert (told.title, told.starts_on, told.ends_on, told.strategy, told.owner_id) == (
        "План 2027",
        FIRST,
        LAST,
        template.strategy,
        office.me,
    )
    assert [each.title for each in told.objectives] == [each.title for each in template.objectives]
    assert {each.title for each in told.initiatives} == {each.title for each in template.initiatives}
    assert len(told.risks) == len(template.risks)
    assert (told.text, told.swot) == (PlanText(), ()), "questions are asked, never written"
    by_title = {each.title: each for each in told.initiatives}
    for each in template.initiatives:
        stored = by_title[each.title]
        assert stored.starts_on is not None
        assert stored.ends_on is not None
        assert FIRST + timedelta(days=each.ends) <= stored.ends_on <= LAST
        assert stored.starts_on.weekday() < 5
        assert len(stored.after) == len(each.after)
    assert all(each.due_on and FIRST < each.due_on <= LAST for each in told.objectives)
    undo(office.workspace)
    with pytest.raises(NotFoundError, match=r"plan\.gone"):
        content(office, made)


def test_a_shorter_plan_draws_its_days_together(office: Office, account: Account) -> None:
    told = content(office, make(office, account, ends_on=date(2027, 3, 31)))
    ends = [each.ends_on for each in told.initiatives]
    assert all(each is not None and each <= date(2027, 3, 31) for each in ends)
    assert len(set(ends)) > 3, "they do not all pile up on the last day"
    longer = content(office, make(office, account, ends_on=date(2028, 12, 31)))
    assert all(each.ends_on is not None and each.ends_on < date(2028, 1, 5) for each in longer.initiatives)


def test_people_are_found_by_their_roles(office: Office, account: Account) -> None:
    irina = office.stakeholder(account, roles=(BuyingRole.BUYER,))
    office.stakeholder(account, family="Орлов", roles=(BuyingRole.DECIDER,), influence=2)
    head = office.stakeholder(account, family="Седых", roles=(BuyingRole.DECIDER,), influence=5)
    engineer = office.colleague()
    office.add(AccountTeamMember(account_id=account.id, colleague_id=engineer.id, role=TeamRole.SERVICE))
    made = make(office, account)
    told = content(office, made)
    assert {(each.colleague_id, each.stakeholder_id) for each in told.contacts} == {
        (office.me, irina.id),
        (office.me, head.id),
    }
    assert made.missing_roles == (
        BuyingRole.APPROVER,
        BuyingRole.USER,
        BuyingRole.EXECUTIVE_SPONSOR,
    )
    owners = {each.title: each.owner_id for each in told.initiatives}
    rollout = next(each for each in find_plan_template("grow", "ru").initiatives if each.key == "rollout")
    assert owners[rollout.title] == engineer.id
    assert set(owners.values()) == {engineer.id, office.me}


def test_a_revenue_target_grows_from_what_was_bought(office: Office, account: Account) -> None:
    for back in range(12):
        month = Month(2026, 10) - back
        office.add(
            MonthlySales(account_id=account.id, month=month, revenue_minor=8_123_456_00, currency="RUB")
        )
    revenue = content(office, make(office, account)).objectives[0]
    assert (revenue.baseline, revenue.target) == (Decimal(97_481_472), Decimal(112_000_000))
    assert revenue.from_sales
    quarter = content(office, make(office, account, ends_on=date(2027, 3, 31))).objectives[0]
    assert quarter.baseline == Decimal(24_370_368)


def test_a_target_is_left_open_where_the_year_before_is_not_known(office: Office, account: Account) -> None:
    office.add(
        MonthlySales(account_id=account.id, month=Month(2026, 10), revenue_minor=8_000_000_00, currency="RUB")
    )
    revenue = content(office, make(office, account)).objectives[0]
    assert (revenue.baseline, revenue.target) == (None, None)


# ---- what cannot begin


def test_a_plan_needs_a_name_and_a_period(office: Office, account: Account) -> None:
    cases = {
        "title": NewPlan(" ", FIRST, LAST),
        "starts_on": NewPlan("План", None, LAST),
        "ends_on": NewPlan("План", LAST, FIRST),
    }
    for field, new in cases.items():
        with pytest.raises(FieldErrors) as caught:
            new_plan(office.workspace, account.id, new, language="ru")
        assert [each.field for each in caught.value.errors] == [field]
    with pytest.raises(NotFoundError, match=r"plan\.template_gone"):
        make(office, account, "nothing")


def test_an_empty_plan_is_begun_for_whoever_leads_the_client(office: Office) -> None:
    leader = office.colleague()
    account = office.account(owner_id=leader.id)
    new = NewPlan("План", FIRST, LAST)
    told = content(office, new_plan(office.workspace, account.id, new, language="ru").value)
    assert (told.owner_id, told.objectives, told.risks) == (leader.id, (), ())


def test_a_year_ends_the_day_before_it_began() -> None:
    assert usual_period(date(2027, 1, 1), 365) == (date(2027, 1, 1), date(2027, 12, 31))
    assert usual_period(date(2028, 2, 29), 365) == (date(2028, 2, 29), date(2029, 2, 28))
    assert usual_period(date(2027, 1, 1), 180) == (date(2027, 1, 1), date(2027, 6, 30))
    assert usual_period(date(2026, 12, 1), 270) == (date(2026, 12, 1), date(2027, 8, 31))
    assert usual_period(date(2026, 11, 24), 180) == (date(2026, 11, 24), date(2027, 5, 23))
    assert usual_period(date(2026, 8, 31), 180) == (date(2026, 8, 31), date(2027, 2, 28))


# ---- a plan after a plan


def test_a_plan_follows_another_with_what_is_open(office: Office, account: Account) -> None:
    irina, gone = (
        office.stakeholder(account),
        office.stakeholder(account, family="Орлов", left_on=date(2026, 10, 1)),
    )
    old = office.add(
        Plan(
            account_id=account.id,
            title="План 2026",
            starts_on=date(2026, 1, 1),
            ends_on=date(2026, 12, 31),
            strategy=RelationshipStrategy.HOLD,
        )
    )
    met = ObjectiveLine(title="Уже достигнуто", status=ObjectiveStatus.MET)
    washing = ObjectiveLine(
        kind=ObjectiveKind.CLIENT_SUCCESS,
        title="Мойка за 41 минуту",
        unit="мин",
        baseline=Decimal(58),
        target=Decimal(41),
        due_on=date(2026, 10, 1),
    )
    pilot = InitiativeLine(
        objective_id=washing.id,
        title="Пилот",
        starts_on=date(2026, 6, 1),
        ends_on=date(2026, 9, 1),
        progress=60,
        status=InitiativeStatus.RUNNING,
        milestones=(
            MilestoneLine(title="Старт", due_on=date(2026, 6, 1), passed_on=date(2026, 6, 3)),
            MilestoneLine(title="Замер", due_on=date(2026, 8, 1)),
        ),
    )
    tour = InitiativeLine(
        objective_id=washing.id,
        title="Тираж",
        starts_on=date(2026, 8, 1),
        ends_on=date(2026, 12, 1),
        after=(pilot.id,),
    )
    done = InitiativeLine(objective_id=washing.id, title="Обход", status=InitiativeStatus.DONE, progress=100)
    won = _opportunity(office, account, OpportunityStage.WON)
    idea = _opportunity(office, account, OpportunityStage.IDEA)
    parts: tuple[Part, ...] = (
        TextPart(ambition="Главный поставщик"),
        SwotPart((SwotLine(text="Сервис за 8 часов", weight=3),)),
        ObjectivesPart((met, washing)),
        InitiativesPart((pilot, tour, done)),
        RisksPart((RiskLine(title="Тендер"), RiskLine(title="Прошло", status=RiskStatus.CLOSED))),
        ContactsPart(tuple(_line(office, each, 21) for each in (irina, gone))),
        BudgetPart((CostLine(title="Поездки", amount=Money(300, "RUB"), spent=Money(200, "RUB")),)),
        GrowthPart(tuple(_growth(each) for each in (won, idea))),
        DecisionsPart(
            (
                DecisionLine(text="Второй инженер", needed_by=date(2026, 3, 1)),
                DecisionLine(text="Запас", decided_on=date(2026, 2, 1)),
            )
        ),
    )
    for part in parts:
        save_part(office.workspace, old.id, part)
    add_measurement(office.workspace, washing.id, value=Decimal(52))
    before = content(office, MadePlan(old.id))

    last = office.last_step()
    made = make(office, account, template=None, from_plan=old.id)
    told = content(office, made)
    assert office.last_step() == last + 1
    assert content(office, MadePlan(old.id)) == before
    assert (told.previous_id, told.strategy, told.text.ambition) == (
        old.id,
        RelationshipStrategy.HOLD,
        "Главный поставщик",
    )
    assert [(each.text, each.weight) for each in told.swot] == [("Сервис за 8 часов", 3)]
    [objective] = told.objectives
    assert (objective.title, objective.baseline, objective.target, objective.due_on) == (
        "Мойка за 41 минуту",
        Decimal(52),
        Decimal(41),
        date(2027, 10, 1),
    )
    first, second = told.initiatives
    assert (first.title, first.progress, first.starts_on, first.ends_on) == (
        "Пилот",
        60,
        date(2027, 6, 1),
        date(2027, 9, 1),
    )
    assert [(each.title, each.due_on) for each in first.milestones] == [("Замер", date(2027, 8, 1))]
    assert second.after == (first.id,)
    assert [each.title for each in told.risks] == ["Тендер"]
    assert [each.stakeholder_id for each in told.contacts] == [irina.id]
    assert [(each.amount, each.spent) for each in told.budget] == [(Money(300, "RUB"), None)]
    assert [each.opportunity_id for each in told.growth] == [idea.id]
    assert [(each.text, each.needed_by) for each in told.decisions] == [("Второй инженер", date(2027, 3, 1))]
    assert not {each.id for each in told.initiatives} & {each.id for each in before.initiatives}
    undo(office.workspace)
    with pytest.raises(NotFoundError, match=r"plan\.gone"):
        content(office, made)


def _opportunity(office: Office, account: Account, stage: OpportunityStage) -> Opportunity:
    closed = office.today if stage is OpportunityStage.WON else None
    return office.add(Opportunity(account_id=account.id, title="Цех", stage=stage, closed_on=closed))


def _growth(opportunity: Opportunity) -> GrowthLine:
    return GrowthLine(title="Цех", amount=Money(12_000_00, "RUB"), opportunity_id=opportunity.id)


def _line(office: Office, place: Stakeholder, every: int) -> ContactLine:
    return ContactLine(colleague_id=office.me, stakeholder_id=place.id, every_days=every)


def test_dates_outside_the_new_period_stand_at_its_edge(office: Office, account: Account) -> None:
    made = make(office, account)
    told = content(office, make(office, account, template=None, from_plan=made.id, ends_on=date(2027, 6, 30)))
    dates = [each for one in told.initiatives for each in (one.starts_on, one.ends_on) if each]
    assert max(dates) == date(2027, 6, 30)
    assert all(each >= FIRST for each in dates)


def test_a_plan_of_another_client_is_not_followed(office: Office, account: Account) -> None:
    other = make(office, office.account("Другой"))
    with pytest.raises(RuleError, match=r"plan\.of_another_client"):
        make(office, account, template=None, from_plan=other.id)


# ---- deleting


def test_a_plan_that_nobody_saw_is_deleted_and_comes_back(office: Office, account: Account) -> None:
    made = make(office, account)
    told = content(office, made)
    promise = office.promise(account, "Протокол", objective_id=told.objectives[0].id)
    before = content(office, made)
    assert [each.id for each in before.actions] == [promise.id]
    delete_plan(office.workspace, made.id)
    with pytest.raises(NotFoundError, match=r"plan\.gone"):
        content(office, made)
    undo(office.workspace)
    assert content(office, made) == before


def test_what_was_submitted_stays_on_record(office: Office, account: Account) -> None:
    made = make(office, account)
    office.add(
        PlanVersion(
            plan_id=made.id,
            number=1,
            submitted_at=office.clock.now(),
            submitted_by_id=office.me,
            content=b"",
        )
    )
    reading = read_plan(office.workspace, made.id, as_of=office.clock.now())
    assert [(each.number, each.submitted_by) for each in reading.versions] == [(1, "Мария Кречетова")]
    assert (reading.status, reading.can_be_written) == (PlanStatus.DRAFT, True)
    with pytest.raises(RuleError, match=r"plan\.has_versions"):
        delete_plan(office.workspace, made.id)

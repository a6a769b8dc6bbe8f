"""Writing a plan: what is saved part by part is read again, undone, refused, and kept from two editors."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kam.core.errors import ConflictError, NotFoundError, RuleError
from kam.core.field_errors import FieldErrors
from kam.core.ids import new_id
from kam.core.money import Money
from kam.core.vocabulary import (
    InitiativeStatus,
    ObjectiveKind,
    ObjectiveStatus,
    PlanStatus,
    RelationshipStrategy,
    RiskStatus,
    Side,
    SwotKind,
)
from kam.models import Account, Commitment, Opportunity, Plan, Risk
from kam.services.plans.parts import (
    BudgetPart,
    ContactLine,
    ContactsPart,
    CostLine,
    DecisionLine,
    DecisionsPart,
    GrowthLine,
    GrowthPart,
    HeadPart,
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
    stamp_of,
)
from kam.services.plans.reading import PlanReading, read_plan
from kam.services.plans.saving import save_part
from kam.store.undo import redo, undo
from tests.builders import Office

HEAD = HeadPart("План 2027", date(2027, 1, 1), date(2027, 12, 31), RelationshipStrategy.GROW)
TEXT = TextPart("Главный поставщик упаковки", "Новый цех", "Сырьё дорожает", field_of_play="Две площадки")
SWOT = SwotPart(
    (
        SwotLine(kind=SwotKind.STRENGTH, text="Сервис за 8 часов", evidence="отчёт", weight=3),
        SwotLine(kind=SwotKind.THREAT, text="Конкурент даёт −6 %"),
    )
)
OBJECTIVES = ObjectivesPart(
    (
        ObjectiveLine(title="Выручка", measure="выручка, млн ₽", target=Decimal("108.5")),
        ObjectiveLine(
            kind=ObjectiveKind.CLIENT_SUCCESS, title="Мойка за 41 минуту", baseline=Decimal(58), unit="мин"
        ),
    )
)
PILOT = InitiativeLine(
    objective_id=OBJECTIVES.lines[1].id,
    title="Пилот",
    starts_on=date(2027, 2, 1),
    ends_on=date(2027, 5, 31),
    milestones=(MilestoneLine(title="Замер", due_on=date(2027, 3, 15)),),
)
ROLL_OUT = InitiativeLine(
    objective_id=OBJECTIVES.lines[1].id,
    title="Тираж",
    starts_on=date(2027, 4, 1),
    ends_on=date(2027, 9, 30),
    after=(PILOT.id,),
)
WORK = InitiativesPart((PILOT, ROLL_OUT))
GROWTH = GrowthPart(
    (
        GrowthLine(title="Второй цех", amount=Money(12_000_000_00, "RUB")),
        GrowthLine(title="Тендер на плёнку", amount=Money(-3_500_000_00, "RUB")),
    )
)
RISKS = RisksPart(
    (
        RiskLine(
            title="Тендер",
            probability=3,
            impact=4,
            at_stake=Money(17_300_000_00, "RUB"),
            response="Закрыть рекламацию до встречи",
        ),
    )
)
BUDGET = BudgetPart((CostLine(title="Поездки", amount=Money(300_000_00, "RUB")),))
DECISIONS = DecisionsPart((DecisionLine(text="Второй инженер", needed_by=date(2027, 2, 1)),))
PARTS: tuple[Part, ...] = (HEAD, TEXT, SWOT, OBJECTIVES, WORK, GROWTH, RISKS, BUDGET, DECISIONS)


@pytest.fixture
def account(office: Office) -> Account:
    return office.account()


@pytest.fixture
def plan(office: Office, account: Account) -> Plan:
    return office.add(
        Plan(account_id=account.id, title="Черновик", starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
    )


def read(office: Office, plan: Plan) -> PlanReading:
    return read_plan(office.workspace, plan.id, as_of=office.clock.now())


def save(office: Office, plan: Plan, *parts: Part) -> None:
    for part in parts:
        save_part(office.workspace, plan.id, part)


def refused(office: Office, plan: Plan, part: Part) -> dict[str, str]:
    """What is wrong with a part, by field."""
    with pytest.raises(FieldErrors) as caught:
        save_part(office.workspace, plan.id, part)
    return {each.field: each.code for each in caught.value.errors}


def set_status(office: Office, plan: Plan, status: PlanStatus) -> None:
    office.change(plan, status=status)


def test_what_is_written_is_read_again(office: Office, plan: Plan) -> None:
    save(office, plan, *PARTS)
    parts = read(office, plan).parts
    assert (parts.head, parts.text, parts.swot, parts.growth, parts.risks) == (
        HEAD,
        TEXT,
        SWOT,
        GROWTH,
        RISKS,
    )
    assert (parts.objectives, parts.initiatives) == (OBJECTIVES, WORK)
    assert (parts.budget, parts.decisions) == (BUDGET, DECISIONS)
    content = read(office, plan).content
    assert content.title == "План 2027"
    assert content.text.ambition == "Главный поставщик упаковки"
    assert [each.title for each in content.initiatives_of(OBJECTIVES.lines[1].id)] == ["Пилот", "Тираж"]
    assert content.initiatives[1].after == (PILOT.id,)
    assert content.initiatives[0].milestones[0].title == "Замер"
    assert content.risks[0].weight == 12


def test_every_part_is_one_step_that_is_undone_and_done_again(office: Office, plan: Plan) -> None:
    for part in PARTS:
        before, last = read(office, plan).content, office.last_step()
        save(office, plan, part)
        after = read(office, plan).content
        assert after != before
        assert office.last_step() == last + 1
        undo(office.workspace)
        assert read(office, plan).content == before
        redo(office.workspace)
        assert read(office, plan).content == after


def test_saving_what_stands_is_no_step(office: Office, plan: Plan) -> None:
    save(office, plan, *PARTS)
    last = office.last_step()
    save(office, plan, *read(office, plan).parts)
    assert office.last_step() == last


def test_a_line_that_is_let_go_takes_what_is_its_own_and_leaves_the_ledger(
    office: Office, account: Account, plan: Plan
) -> None:
    save(office, plan, OBJECTIVES, WORK)
    promise = office.promise(account, "Прислать протокол", objective_id=OBJECTIVES.lines[1].id)
    before = read(office, plan).content
    assert [each.id for each in before.actions] == [promise.id]
    save(office, plan, ObjectivesPart(OBJECTIVES.lines[:1]))
    after = read(office, plan).content
    assert (len(after.objectives), after.initiatives, after.actions) == (1, (), ())
    with office.workspace.reading() as session:
        assert session.get_one(Commitment, promise.id).objective_id is None
    undo(office.workspace)
    assert read(office, plan).content == before


def test_lines_in_which_nothing_is_written_are_let_go(office: Office, plan: Plan) -> None:
    save(office, plan, SwotPart((SwotLine(kind=SwotKind.WEAKNESS, text=" "), *SWOT.lines)))
    assert read(office, plan).parts.swot == SWOT
    empty = InitiativeLine(objective_id=new_id())
    save(office, plan, OBJECTIVES, InitiativesPart((empty, replace(PILOT, milestones=(MilestoneLine(),)))))
    [line] = read(office, plan).parts.initiatives.lines
    assert (line.id, line.milestones) == (PILOT.id, ())


def test_objectives_stand_in_the_order_of_their_list(office: Office, plan: Plan) -> None:
    save(office, plan, OBJECTIVES)
    turned = ObjectivesPart(OBJECTIVES.lines[::-1])
    save(office, plan, turned)
    assert read(office, plan).parts.objectives == turned


@pytest.mark.parametrize(
    ("part", "field", "code"),
    [
        (replace(HEAD, title=" "), "title", "field.required"),
        (replace(HEAD, ends_on=date(2026, 12, 1)), "ends_on", "field.before_start"),
        (SwotPart((*SWOT.lines, SwotLine(evidence="отчёт"))), "2.text", "field.required"),
        (SwotPart((SwotLine(text="я" * 501),)), "0.text", "field.too_long"),
        (SwotPart((SwotLine(text="слабость", weight=4),)), "0.weight", "field.out_of_range"),
        (ObjectivesPart((ObjectiveLine(target=Decimal(5)),)), "0.title", "field.required"),
        (ObjectivesPart((ObjectiveLine(title="a", target=Decimal("0.0001")),)), "0.target", "field.too_fine"),
        (
            ObjectivesPart((ObjectiveLine(title="a", baseline=Decimal(10**15)),)),
            "0.baseline",
            "field.too_large",
        ),
        (GrowthPart((GrowthLine(title="Цех"),)), "0.amount", "field.required"),
        (BudgetPart((CostLine(title="Поездки", amount=Money(-1, "RUB")),)), "0.amount", "field.negative"),
        (
            GrowthPart((GrowthLine(title="Цех", amount=Money(-(10**16), "RUB")),)),
            "0.amount",
            "field.too_large",
        ),
        (RisksPart((RiskLine(title="Тендер", probability=6),)), "0.probability", "field.out_of_range"),
        (BudgetPart((CostLine(amount=Money(1, "RUB")),)), "0.title", "field.required"),
        (
            BudgetPart((CostLine(title="Поездки", amount=Money(1, "RUB"), spent=Money(1, "USD")),)),
            "0.spent",
            "field.other_currency",
        ),
        (ContactsPart((ContactLine(about="объёмы"),)), "0.stakeholder_id", "field.required"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    office: Office, plan: Plan, part: Part, field: str, code: str
) -> None:
    last = office.last_step()
    assert refused(office, plan, part)[field] == code
    assert office.last_step() == last


def test_initiatives_say_what_is_wrong_with_them(office: Office, plan: Plan) -> None:
    save(office, plan, OBJECTIVES)
    backwards = replace(PILOT, starts_on=date(2027, 6, 1))
    assert refused(office, plan, InitiativesPart((backwards,))) == {"0.ends_on": "field.before_start"}
    elsewhere = replace(PILOT, objective_id=new_id())
    assert refused(office, plan, InitiativesPart((elsewhere,))) == {
        "0.objective_id": "plan.not_its_objective"
    }
    undated = replace(PILOT, milestones=(MilestoneLine(title="Замер"),))
    assert refused(office, plan, InitiativesPart((undated,))) == {"0.milestones.0.due_on": "field.required"}
    assert refused(office, plan, InitiativesPart((replace(PILOT, progress=101),))) == {
        "0.progress": "field.out_of_range"
    }
    assert refused(office, plan, InitiativesPart((replace(PILOT, title=None),))) == {
        "0.title": "field.required"
    }


def test_initiatives_never_wait_for_each_other(office: Office, plan: Plan) -> None:
    save(office, plan, OBJECTIVES)
    third = InitiativeLine(objective_id=PILOT.objective_id, title="Обучение", after=(ROLL_OUT.id,))
    circle = InitiativesPart((replace(PILOT, after=(third.id,)), ROLL_OUT, third))
    assert refused(office, plan, circle) == dict.fromkeys(("0.after", "1.after", "2.after"), "plan.circle")
    itself = InitiativesPart((replace(PILOT, after=(PILOT.id,)),))
    assert refused(office, plan, itself) == {"0.after": "plan.circle"}


def test_nothing_ends_before_what_it_waits_for(office: Office, plan: Plan) -> None:
    save(office, plan, OBJECTIVES)
    early = replace(ROLL_OUT, ends_on=date(2027, 5, 30))
    assert refused(office, plan, InitiativesPart((PILOT, early))) == {"1.ends_on": "plan.ends_before_other"}
    save(office, plan, InitiativesPart((replace(PILOT, status=InitiativeStatus.DROPPED), early)))


def test_people_of_the_client_and_of_ours_are_named(office: Office, account: Account, plan: Plan) -> None:
    irina, stranger = office.stakeholder(account), office.stakeholder(office.account("Другой"))
    line = ContactLine(colleague_id=office.me, stakeholder_id=irina.id, every_days=21, about="объёмы")
    save(office, plan, ContactsPart((line,)))
    reading = read(office, plan)
    [contact] = reading.content.contacts
    assert reading.colleagues[contact.colleague_id] == "Мария Кречетова"
    assert reading.stakeholders[contact.stakeholder_id] == "Ирина Левашова"
    assert reading.theirs == (irina.id,)
    other = ContactsPart((replace(line, stakeholder_id=stranger.id),))
    assert refused(office, plan, other) == {"0.stakeholder_id": "meeting.not_their_person"}
    with pytest.raises(NotFoundError, match=r"colleague\.gone"):
        save(office, plan, ContactsPart((replace(line, colleague_id=new_id()),)))
    with pytest.raises(NotFoundError, match=r"stakeholder\.gone"):
        save(office, plan, ContactsPart((replace(line, stakeholder_id=new_id()),)))


def test_an_opportunity_of_another_client_is_refused(office: Office, plan: Plan) -> None:
    theirs = office.add(Opportunity(account_id=office.account("Другой").id, title="Цех"))
    part = GrowthPart((replace(GROWTH.lines[0], opportunity_id=theirs.id),))
    assert refused(office, plan, part) == {"0.opportunity_id": "plan.not_their_opportunity"}


def test_two_editors_do_not_overwrite_each_other(office: Office, plan: Plan) -> None:
    save(office, plan, SWOT)
    seen = read(office, plan).parts.swot
    mine = SwotPart((*seen.lines, SwotLine(text="Третья")))
    theirs = SwotPart(seen.lines[:1])
    stamp = save_part(office.workspace, plan.id, theirs, stamp=stamp_of(seen)).value
    with pytest.raises(ConflictError):
        save_part(office.workspace, plan.id, mine, stamp=stamp_of(seen))
    assert stamp == stamp_of(read(office, plan).parts.swot)
    save_part(office.workspace, plan.id, mine, stamp=stamp)
    assert read(office, plan).parts.swot == mine


def test_editors_of_two_parts_do_not_meet(office: Office, plan: Plan) -> None:
    seen = read(office, plan).parts
    save_part(office.workspace, plan.id, TEXT, stamp=stamp_of(seen.text))
    save_part(office.workspace, plan.id, SWOT, stamp=stamp_of(seen.swot))


@pytest.mark.parametrize("status", [PlanStatus.SUBMITTED, PlanStatus.APPROVED])
def test_what_was_submitted_takes_facts_alone(office: Office, plan: Plan, status: PlanStatus) -> None:
    save(office, plan, *PARTS)
    set_status(office, plan, status)
    won = ObjectivesPart(
        (replace(OBJECTIVES.lines[0], status=ObjectiveStatus.MET, outcome="110"), OBJECTIVES.lines[1])
    )
    passed = replace(PILOT.milestones[0], passed_on=date(2027, 3, 12))
    going = replace(PILOT, progress=40, status=InitiativeStatus.RUNNING, milestones=(passed,))
    facts: tuple[Part, ...] = (
        won,
        InitiativesPart((going, ROLL_OUT)),
        RisksPart((replace(RISKS.lines[0], status=RiskStatus.HAPPENED),)),
        BudgetPart((replace(BUDGET.lines[0], spent=Money(5_00, "RUB")),)),
        DecisionsPart((replace(DECISIONS.lines[0], decided_on=date(2027, 1, 20), decided_by="Тарасов"),)),
    )
    save(office, plan, *facts)
    parts = read(office, plan).parts
    assert (parts.objectives, parts.initiatives, parts.risks, parts.budget, parts.decisions) == facts
    rewritten: tuple[Part, ...] = (
        replace(HEAD, title="Другой"),
        replace(TEXT, ambition="Другая"),
        SwotPart(SWOT.lines[:1]),
        ObjectivesPart((replace(won.lines[0], target=Decimal(90)), won.lines[1])),
        ObjectivesPart((*won.lines, ObjectiveLine(title="Ещё одна"))),
        InitiativesPart((replace(going, ends_on=date(2027, 6, 30)), ROLL_OUT)),
        InitiativesPart((going, replace(ROLL_OUT, after=()))),
        InitiativesPart((replace(going, milestones=()), ROLL_OUT)),
        GrowthPart(),
        RisksPart((replace(RISKS.lines[0], impact=1),)),
        BudgetPart((replace(BUDGET.lines[0], amount=Money(1, "RUB")),)),
    )
    for part in rewritten:
        with pytest.raises(RuleError, match=f"plan.{status.value}"):
            save(office, plan, part)
    set_status(office, plan, PlanStatus.RETURNED)
    save(office, plan, *rewritten)


def test_a_closed_plan_stays_as_it_was(office: Office, plan: Plan) -> None:
    save(office, plan, *PARTS)
    set_status(office, plan, PlanStatus.CLOSED)
    for part in (TEXT, RisksPart((replace(RISKS.lines[0], status=RiskStatus.CLOSED),))):
        with pytest.raises(RuleError, match=r"plan\.closed"):
            save(office, plan, part)


def test_a_sum_without_a_currency_of_its_own_is_the_clients(
    office: Office, account: Account, plan: Plan
) -> None:
    risk = office.add(
        Risk(account_id=account.id, plan_id=plan.id, title="Тендер", at_stake_minor=5_00, currency=None)
    )
    seen = read(office, plan).parts.risks
    assert seen.lines[0].at_stake == Money(5_00, "RUB")
    last = office.last_step()
    save(office, plan, seen)
    assert office.last_step() == last
    save(office, plan, RisksPart((replace(seen.lines[0], at_stake=Money(7_00, "USD")),)))
    with office.workspace.reading() as session:
        assert session.get_one(Risk, risk.id).currency == "USD"
    save(office, plan, RisksPart((replace(seen.lines[0], at_stake=None),)))
    with office.workspace.reading() as session:
        assert session.get_one(Risk, risk.id).currency is None


def test_a_plan_that_is_gone_says_so(office: Office) -> None:
    with pytest.raises(NotFoundError, match=r"plan\.gone"):
        save_part(office.workspace, new_id(), TEXT)
    with pytest.raises(NotFoundError, match=r"plan\.gone"):
        read_plan(office.workspace, new_id(), as_of=office.clock.now())


def test_actions_come_by_date_with_whoever_answers(office: Office, account: Account, plan: Plan) -> None:
    irina = office.stakeholder(account)
    save(office, plan, OBJECTIVES)
    [first, second] = [each.id for each in OBJECTIVES.lines]
    office.promise(account, "Когда-нибудь", objective_id=first)
    office.promise(
        account, "Протокол", due=date(2026, 12, 1), objective_id=second, owner_colleague_id=office.me
    )
    office.promise(
        account,
        "Доступ на линию",
        due=date(2026, 11, 28),
        side=Side.THEIRS,
        objective_id=first,
        owner_stakeholder_id=irina.id,
    )
    actions = read(office, plan).content.actions
    assert [each.text for each in actions] == ["Доступ на линию", "Протокол", "Когда-нибудь"]
    assert (actions[0].stakeholder_id, actions[1].colleague_id) == (irina.id, office.me)

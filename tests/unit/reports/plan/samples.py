"""Sample plans for paper: a rich one in two languages, a thin one, and one made to break things."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kam.analysis.plans.content import PlanText
from kam.core.vocabulary import (
    KeyGroup,
    ObjectiveStatus,
    PlanStatus,
    RelationshipStrategy,
    Segment,
)
from kam.reports.content import (
    CustomerAttendee,
    Obligation,
    ObligationState,
    PersonName,
)
from kam.reports.content.plan import (
    ComingLine,
    CustomerContact,
    CustomerMeeting,
    CustomerObjective,
    CustomerPlanHead,
    CustomerPlanPaper,
    GrowthLine,
    PlanBudgetLine,
    PlanFactLine,
    PlanHead,
    PlanPaper,
    PlanPortrait,
    WhitespaceMatrix,
    WhitespaceRow,
)
from kam.reports.content.plan_portfolio import PlanPortfolio, PortfolioLine, PortfolioRisk
from tests.unit.reports import samples as briefs
from tests.unit.reports.plan.sample_head import approvals, changes, decisions, head, portrait, text
from tests.unit.reports.plan.sample_money import competitors, money, opportunities, swot, whitespace
from tests.unit.reports.plan.sample_people import crowd, people
from tests.unit.reports.plan.sample_steering import completeness, contacts, reviews, team
from tests.unit.reports.plan.sample_values import AS_OF, PRINTED_AT, million, roubles
from tests.unit.reports.plan.sample_work import complaints, objectives, risks


def rich(language: str = "ru") -> PlanPaper:
    """A plan as a KAM defends it."""

    def said(russian: str, english: str) -> str:
        return russian if language == "ru" else english

    return PlanPaper(
        head=head(said),
        currency="RUB",
        text=text(said),
        approvals=approvals(said),
        decisions=decisions(said),
        previous_version=2,
        changes=changes(said),
        portrait=portrait(said),
        people=people(said),
        money=money(said),
        whitespace=whitespace(said),
        opportunities=opportunities(said),
        competitors=competitors(said),
        swot=swot(said),
        objectives=objectives(said),
        risks=risks(said),
        complaints=complaints(said),
        team=team(said),
        contacts=contacts(said),
        coming=(
            ComingLine(date(2026, 11, 24), said("Рамка контракта 2027", "Frame of the 2027 contract")),
            ComingLine(date(2026, 12, 15), said("Встреча Астахов — Ратников", "Astakhov meets Ratnikov")),
            ComingLine(
                date(2027, 1, 21), said("Обзор с клиентом (QBR)", "Review with the client (QBR)"), True
            ),
        ),
        reviews=reviews(said),
        budget=(
            PlanBudgetLine(
                said("Образцы и пилот коробов", "Samples and box pilot"), roubles(0.35), roubles(0.1)
            ),
            PlanBudgetLine(said("Обучение смен, 3 цеха", "Training of shifts"), roubles(0.4)),
            PlanBudgetLine(said("Выезды технологов", "Visits of engineers"), roubles(0.55), roubles(0.3)),
            PlanBudgetLine(said("Испытания плёнки", "Film tests"), roubles(0.6), roubles(0)),
        ),
        completeness=completeness(said),
    )


def thin() -> PlanPaper:
    """A plan that was begun a minute ago."""
    return PlanPaper(
        PlanHead(
            "Ольха",
            "План на 2027 год",
            date(2027, 1, 1),
            date(2027, 12, 31),
            AS_OF,
            PRINTED_AT,
            "Europe/Moscow",
        ),
        "RUB",
    )


def monstrous() -> PlanPaper:
    """Far too much of everything, in words that are far too long."""
    rich_plan = rich()
    long = "очень-очень длинное название " * 12
    endless = "слово" * 60
    text = "\n".join(f"{number}. {long}" for number in range(30))
    first = rich_plan.objectives[0]
    objectives = tuple(
        replace(
            first,
            number=number,
            title=f"Цель {number}: {long}",
            owner=endless[:80],
            initiatives=tuple(
                replace(
                    first.initiatives[0],
                    number=number * 100 + each,
                    title=f"Мероприятие {number}.{each} {long}",
                    after=tuple(range(1, 9)),
                )
                for each in range(6)
            ),
            actions=tuple(
                replace(first.actions[0], text=f"Действие {number}.{each} {long}", days_late=each * 100)
                for each in range(8)
            ),
        )
        for number in range(1, 9)
    )
    matrix = rich_plan.whitespace
    wide = WhitespaceMatrix(
        tuple(f"Цех {number} {endless[:40]}" for number in range(14)),
        tuple(
            WhitespaceRow(f"Линия {number} {long[:60]}", (matrix.rows[0].fields * 5)[:14], million(900))
            for number in range(25)
        ),
        2026,
    )
    return replace(
        rich_plan,
        head=replace(rich_plan.head, account=long, title=long, owner=long, our_company=long),
        text=PlanText(text, text, text, text, text, text, text, text),
        approvals=rich_plan.approvals * 6,
        decisions=rich_plan.decisions * 12,
        changes=rich_plan.changes * 20,
        portrait=PlanPortrait(tuple(PlanFactLine(endless[:60], long * 3) for _ in range(31))),
        people=crowd(60, 12),
        money=replace(
            rich_plan.money,
            growth=tuple(GrowthLine(f"{number} {long}", million(number)) for number in range(1, 30)),
            suppliers=rich_plan.money.suppliers * 8,
        ),
        whitespace=wide,
        opportunities=tuple(
            replace(each, title=f"{each.title} {long}") for each in rich_plan.opportunities * 6
        ),
        competitors=rich_plan.competitors * 20,
        swot=tuple(replace(each, text=f"{each.text} {long}", evidence=long) for each in rich_plan.swot * 4),
        objectives=objectives,
        risks=tuple(replace(each, title=f"{each.title} {long}") for each in rich_plan.risks * 6),
        contacts=rich_plan.contacts * 20,
        coming=rich_plan.coming * 12,
        reviews=tuple(replace(rich_plan.reviews[0], notes=text) for _ in range(2)),
        budget=rich_plan.budget * 12,
    )


def finished(status: ObjectiveStatus = ObjectiveStatus.MET) -> PlanPaper:
    """A plan that was closed: every objective has an end."""
    plan = rich()
    return replace(
        plan,
        head=replace(plan.head, status=PlanStatus.CLOSED, approved_on=date(2026, 12, 1)),
        objectives=tuple(
            replace(each, status=status, outcome="достигнуто раньше") for each in plan.objectives
        ),
    )


def for_client(language: str = "ru") -> CustomerPlanPaper:
    """The plan that is agreed with the client."""

    def said(russian: str, english: str) -> str:
        return russian if language == "ru" else english

    plan, brief = rich(language), briefs.customer_ru()
    ours = CustomerAttendee(
        PersonName(said("Кречетова", "Krechetova")), said("ведёт клиента", "key account manager")
    )
    engineer = CustomerAttendee(PersonName(said("Богданов", "Bogdanov")), said("технолог", "engineer"))
    return CustomerPlanPaper(
        CustomerPlanHead(
            plan.head.account,
            plan.head.our_company,
            said("Совместный план на 2026–2027 годы", "Joint plan 2026–2027"),
            plan.head.starts_on,
            plan.head.ends_on,
            AS_OF,
            PRINTED_AT,
            "Europe/Moscow",
        ),
        "RUB",
        goals=plan.text.client_goals or "",
        initiatives=plan.text.client_initiatives or "",
        field_of_play=plan.text.field_of_play or "",
        value_we_bring=plan.text.value_we_bring or "",
        how_client_gains=plan.text.how_client_gains or "",
        objectives=(
            CustomerObjective(
                said("Потери при упаковке не выше 0,8 %", "Packing losses of at most 0.8%"),
                (
                    Obligation(
                        said("Образцы коробов на линию 2", "Box samples to line 2"),
                        said("Богданов", "Bogdanov"),
                        date(2026, 12, 4),
                    ),
                    Obligation(
                        said("Протокол VCI на партию 118", "VCI record of lot 118"),
                        said("Богданов", "Bogdanov"),
                        date(2026, 11, 10),
                        ObligationState.KEPT,
                    ),
                ),
            ),
            CustomerObjective(said("Регулярные встречи руководителей", "Regular meetings of leaders")),
        ),
        our_obligations=brief.our_obligations if language == "ru" else (),
        their_obligations=brief.their_obligations if language == "ru" else (),
        bought=brief.bought,
        complaints=brief.complaints if language == "ru" else (),
        complaint_record=brief.complaint_record,
        ours=(ours, engineer),
        contacts=(
            CustomerContact(
                ours,
                CustomerAttendee(
                    PersonName(said("Левашова", "Levashova"), said("Ирина", "Irina")),
                    said("директор по закупкам", "purchasing director"),
                ),
            ),
        ),
        meetings=(
            CustomerMeeting(date(2026, 11, 24), said("Рамка контракта 2027", "Frame of the 2027 contract")),
            CustomerMeeting(date(2027, 1, 21), is_review=True),
        ),
    )


def portfolio(size: int = 9, language: str = "ru") -> PlanPortfolio:
    """The plans of some accounts."""

    def said(russian: str, english: str) -> str:
        return russian if language == "ru" else english

    plan = rich(language)
    lines = (
        PortfolioLine(
            plan.head.account,
            Segment.VIP,
            KeyGroup.BREADWINNER,
            plan.head.owner,
            PlanStatus.SUBMITTED,
            3,
            plan.head.ends_on,
            RelationshipStrategy.GROW,
            plan.text.ambition or "",
            roubles(69.7),
            roubles(74),
            roubles(19.1),
            4,
            1,
            2,
            PortfolioRisk(
                said("Тендер на VCI", "Tender for VCI"),
                3,
                4,
                said("8D и контроль партий", "8D and lot control"),
            ),
            date(2027, 1, 21),
        ),
        PortfolioLine(
            said("Ольха", "Alder"),
            Segment.STRATEGIC,
            owner=plan.head.owner,
            status=PlanStatus.APPROVED,
            version=1,
            strategy=RelationshipStrategy.HOLD,
            ambition=said("Сохранить объём при новом собственнике.", "Keep the volume under the new owner."),
            fact=roubles(21),
            plan=roubles(20),
            gap=roubles(-1),
            objectives=3,
            risk=PortfolioRisk(said("Продажа завода", "Sale of the plant"), 2, 4),
            next_review_on=date(2026, 11, 2),
            review_overdue=True,
        ),
        PortfolioLine(said("Кедр", "Cedar"), owner=said("П. Ильин", "P. Ilyin"), fact=roubles(4)),
    )
    return PlanPortfolio(
        plan.head.our_company,
        AS_OF,
        PRINTED_AT,
        "Europe/Moscow",
        tuple(
            replace(lines[number % 3], account=f"{lines[number % 3].account} {number + 1}")
            for number in range(size)
        ),
        said("ключевые клиенты", "key accounts"),
    )

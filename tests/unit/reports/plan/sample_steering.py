"""How the sample plan is led and what it lacks."""

from __future__ import annotations

from datetime import date

from kam.analysis.plans.sections import PlanSection
from kam.core.vocabulary import (
    TeamRole,
)
from kam.reports.content.plan import (
    CompletenessLine,
    ContactPlanLine,
    FindingLine,
    PlanCompleteness,
    PlanDecision,
    ReviewLine,
    TeamMember,
)
from tests.unit.reports.plan.sample_values import Choice


def team(said: Choice) -> tuple[TeamMember, ...]:
    return (
        TeamMember(said("М. Кречетова", "M. Krechetova"), TeamRole.KAM),
        TeamMember(said("К. Астахов", "K. Astakhov"), TeamRole.EXECUTIVE_SPONSOR),
        TeamMember(
            said("П. Богданов", "P. Bogdanov"), role_text=said("технолог по упаковке", "packaging engineer")
        ),
        TeamMember(said("А. Шилов", "A. Shilov"), TeamRole.LOGISTICS),
    )


def contacts(said: Choice) -> tuple[ContactPlanLine, ...]:
    return (
        ContactPlanLine(
            said("К. Астахов", "K. Astakhov"),
            said("Ратников В. Л.", "Ratnikov V."),
            said("генеральный директор", "general director"),
            90,
            said("экспорт без коррозии, планы цеха № 2", "export without corrosion, hall No. 2"),
            None,
            date(2026, 12, 15),
        ),
        ContactPlanLine(
            said("М. Кречетова", "M. Krechetova"),
            said("Левашова И. С.", "Levashova I."),
            said("директор по закупкам", "purchasing director"),
            14,
            said("контракт 2027, полная стоимость", "contract 2027, full cost"),
            date(2026, 11, 12),
            date(2026, 11, 24),
        ),
        ContactPlanLine(
            said("П. Богданов", "P. Bogdanov"),
            said("Сафина Д. Р.", "Safina D."),
            said("начальник службы качества", "head of quality"),
            14,
            said("контроль партий", "lot control"),
            date(2026, 10, 20),
        ),
    )


def reviews(said: Choice) -> tuple[ReviewLine, ...]:
    return (
        ReviewLine(
            date(2026, 10, 15),
            3,
            2,
            3,
            4,
            said(
                "Польза видна в цифрах, но её называем мы, а не клиент.\nС генеральным так и не встретились.",
                "The value shows in figures, but we name it.\nNo meeting with the director yet.",
            ),
            (said("Кречетова", "Krechetova"), said("Богданов", "Bogdanov")),
            (said("Левашова", "Levashova"), said("Тимчук", "Timchuk")),
            (
                PlanDecision(
                    said("Снять с плана паллеты до аудита", "Take pallets off the plan until the audit"),
                    decided_on=date(2026, 10, 15),
                    decided_by=said("К. Астахов", "K. Astakhov"),
                ),
            ),
        ),
    )


def completeness(said: Choice) -> PlanCompleteness:
    section = PlanSection
    return PlanCompleteness(
        86,
        (
            CompletenessLine(section.AMBITION.label, 100),
            CompletenessLine(section.CLIENT.label, 100),
            CompletenessLine(section.CHARTER.label, 100),
            CompletenessLine(section.SWOT.label, 75, (said("одна возможность", "one opportunity"),)),
            CompletenessLine(section.OBJECTIVES.label, 100),
            CompletenessLine(
                section.RISKS.label, 60, (said("у двух рисков нет ответа", "two risks have no response"),)
            ),
            CompletenessLine(section.CONTACTS.label, 70, (said("нет финдиректора", "no finance director"),)),
        ),
        (
            FindingLine(
                said(
                    "Утверждающий Ратников: в плане контактов нет владельца с нашей стороны",
                    "The approver Ratnikov has no owner in the communication plan",
                ),
                serious=True,
            ),
            FindingLine(said("Риск «Гофронорд» −7 % без ответа", "Risk Boxnord 7% cheaper has no response")),
        ),
        81,
        (said("финдиректор", "finance director"), said("бюджет 2027", "budget of 2027")),
        (said("условия", "terms"), said("конкуренты", "competitors")),
    )

"""Whose the sample plan is, what it says in words, who agrees, what has changed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from kam.analysis.plans.content import PlanText
from kam.analysis.plans.sections import PlanSection
from kam.core.vocabulary import (
    ApprovalAnswer,
    KeyGroup,
    PlanStatus,
    RelationshipStrategy,
    Segment,
)
from kam.core.words import label
from kam.reports.content.plan import (
    PlanApproval,
    PlanChange,
    PlanChangeSort,
    PlanDecision,
    PlanFactLine,
    PlanHead,
    PlanPortrait,
)
from tests.unit.reports.plan.sample_values import AS_OF, PRINTED_AT, Choice, roubles


def head(said: Choice) -> PlanHead:
    return PlanHead(
        account=said("Северогорский метизный завод", "Northhill Fasteners"),
        title=said("План развития на 2026–2027 годы", "Growth plan 2026–2027"),
        starts_on=date(2026, 7, 1),
        ends_on=date(2027, 12, 31),
        as_of=AS_OF,
        printed_at=PRINTED_AT,
        zone="Europe/Moscow",
        status=PlanStatus.SUBMITTED,
        version=3,
        submitted_on=date(2026, 11, 23),
        strategy=RelationshipStrategy.GROW,
        owner=said("М. Кречетова", "M. Krechetova"),
        segment=Segment.VIP,
        group=KeyGroup.BREADWINNER,
        our_company=said("Вереск Упаковка", "Heather Packaging"),
    )


def text(said: Choice) -> PlanText:
    return PlanText(
        ambition=said(
            "Удержать плёнку VCI, войти в короба и катушки и стать первым, кого зовут, когда на заводе "
            "меняют упаковку.",
            "Keep the VCI film, enter boxes and reels, and become the first one called when the plant "
            "changes its packaging.",
        ),
        client_goals=said(
            "Бюджет упаковки 2027 года — на 5 % ниже, решает закупка.\n"
            "Крепёжный цех № 2 с февраля: +18 % объёма.\n"
            "Экспорт с гарантией 12 месяцев без коррозии.",
            "Packaging budget of 2027 down 5%, purchasing decides.\n"
            "Fastener hall No. 2 from February: volume up 18%.\n"
            "Export with 12 months without corrosion guaranteed.",
        ),
        client_pressures=said(
            "Рост цен на катанку, дефицит операторов на упаковке, штрафы экспортных заказчиков за коррозию.",
            "Wire rod prices rise, packers are scarce, export customers fine for corrosion.",
        ),
        client_initiatives=said(
            "Новый склад готовой продукции до лета 2027; переход на электронный документооборот.",
            "A new finished goods warehouse by summer 2027; electronic documents throughout.",
        ),
        field_of_play=said(
            "Вся защитная и транспортная упаковка четырёх цехов и склада; паллеты — после аудита.",
            "All protective and transport packaging of four halls and the store; pallets after the audit.",
        ),
        value_we_bring=said(
            "Меньше боя и пересорта вместо скидки: аудит складов, запас на площадке 14 дней, протокол "
            "VCI на каждую партию, обучение смен.",
            "Less breakage and mix-ups instead of a discount: warehouse audit, 14 days of stock on site, a "
            "VCI record with every lot, training of shifts.",
        ),
        how_client_gains=said(
            "Потери при упаковке с 1,9 до 0,8 % тоннажа — это 6 млн ₽ в год; ни одной остановки линии из-за "
            "упаковки.",
            "Packing losses from 1.9 to 0.8% of tonnage, which is ₽6m a year; no line stopped for packaging.",
        ),
        what_we_gain=said(
            "Рост до 96 млн ₽, трёхлетний контракт и рекомендация холдингу.",
            "Growth to ₽96m, a contract for three years, a reference in the holding.",
        ),
    )


def approvals(said: Choice) -> tuple[PlanApproval, ...]:
    return (
        PlanApproval(
            said("М. Кречетова", "M. Krechetova"), said("КАМ", "KAM"), is_author=True, on=date(2026, 11, 23)
        ),
        PlanApproval(
            said("К. Астахов", "K. Astakhov"),
            said("Коммерческий директор, спонсор", "Sales director, sponsor"),
            answer=ApprovalAnswer.YES_WITH_EDITS,
            on=date(2026, 11, 23),
            comment=said("уточнить цену пилота", "state the price of the pilot"),
        ),
        PlanApproval(said("Е. Лунёва", "E. Lunyova"), said("Финансы", "Finance")),
        PlanApproval(said("В. Рогачёв", "V. Rogachev"), said("Производство", "Production")),
    )


def decisions(said: Choice) -> tuple[PlanDecision, ...]:
    return (
        PlanDecision(
            said("Пилот гофрокоробов за наш счёт, 5 000 шт.", "Box pilot at our cost, 5,000 pieces"),
            date(2026, 12, 1),
            roubles(0.35),
        ),
        PlanDecision(
            said(
                "Астахов ведёт Ратникова, встреча раз в квартал", "Astakhov looks after Ratnikov, quarterly"
            ),
            date(2026, 12, 1),
            effort=said("4 дня в год", "4 days a year"),
        ),
        PlanDecision(
            said("Запас на площадке клиента до 14 дней", "14 days of stock at the client’s site"),
            date(2026, 12, 10),
            roubles(6),
        ),
        PlanDecision(
            said("Технолог на выезде два дня в месяц", "An engineer on site two days a month"),
            decided_on=date(2026, 10, 20),
            decided_by=said("К. Астахов", "K. Astakhov"),
            outcome=said("да, с ноября", "yes, from November"),
        ),
    )


def changes(said: Choice) -> tuple[PlanChange, ...]:
    objectives, risks = PlanSection.OBJECTIVES.label, PlanSection.RISKS.label
    return (
        PlanChange(
            PlanChangeSort.ADDED,
            objectives,
            said("Снизить потери при упаковке", "Cut packing losses"),
        ),
        PlanChange(PlanChangeSort.ADDED, risks, said("Тендер на VCI", "Tender for VCI")),
        PlanChange(
            PlanChangeSort.CHANGED,
            objectives,
            said("Вырасти до 96 млн ₽ в год", "Grow to ₽96m a year"),
            label("plan field", "Target"),
            Decimal(98_000_000),
            Decimal(96_000_000),
        ),
        PlanChange(
            PlanChangeSort.CHANGED,
            risks,
            said("Новый финдиректор", "New finance director"),
            label("plan field", "Probability"),
            3,
            4,
        ),
        PlanChange(
            PlanChangeSort.REMOVED, PlanSection.INITIATIVES.label, said("Паллеты: тест", "Pallet test")
        ),
    )


def portrait(said: Choice) -> PlanPortrait:
    facts = (
        (said("Отрасль", "Industry"), said("метизы: проволока, крепёж, канаты", "wire, fasteners, ropes")),
        (said("Вид", "Type"), said("производитель", "manufacturer")),
        (said("Собственность", "Ownership"), said("холдинг «Северная сталь»", "holding Northern Steel")),
        (said("Людей", "Headcount"), "1 850"),
        (said("Выручка в год", "Revenue a year"), said("14,2 млрд ₽", "₽14.2bn")),
        (
            said("На чём зарабатывает", "Earns by"),
            said("экспорт проволоки, крепёж сетям", "wire export, fasteners"),
        ),
        (
            said("Их клиенты", "Their customers"),
            said("строительные сети, автозаводы", "DIY chains, car makers"),
        ),
        (said("Место на рынке", "Position"), said("третий в стране", "third in the country")),
        (said("Что ценят", "Values"), said("срок, паспорт партии, без сюрпризов", "dates, lot records")),
    )
    return PlanPortrait(tuple(PlanFactLine(*fact) for fact in facts), date(2026, 10, 12))

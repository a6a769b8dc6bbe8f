"""The objectives of the sample plan, its risks and complaints."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count

from kam.core.vocabulary import (
    ClockKind,
    ClockState,
    CommitmentStatus,
    ComplaintKind,
    ComplaintStage,
    InitiativeStatus,
    ObjectiveKind,
    RiskStatus,
    Severity,
    Side,
)
from kam.reports.content import (
    ComplaintClock,
    ComplaintLine,
)
from kam.reports.content.plan import (
    ActionLine,
    ComplaintsOfYear,
    InitiativeLine,
    MeasurementLine,
    MilestoneLine,
    ObjectiveLine,
    PlanComplaints,
    PlanRiskLine,
)
from tests.unit.reports.plan.sample_values import ZONE, Choice, million, roubles


def objectives(said: Choice) -> tuple[ObjectiveLine, ...]:
    number = count(1)
    kind = ObjectiveKind
    krechetova, bogdanov = said("Кречетова", "Krechetova"), said("Богданов", "Bogdanov")
    shilov, astakhov = said("Шилов", "Shilov"), said("Астахов", "Astakhov")
    return (
        ObjectiveLine(
            1,
            kind.REVENUE,
            said("Вырасти до 96 млн ₽ в год", "Grow to ₽96m a year"),
            measure=said("выручка за 12 мес.", "revenue of 12 months"),
            is_money=True,
            baseline=Decimal(82_100_000),
            current=Decimal(84_200_000),
            current_on=date(2026, 10, 31),
            target=Decimal(96_000_000),
            due_on=date(2027, 12, 31),
            progress=Decimal("0.15"),
            expected=Decimal("0.2"),
            owner=krechetova,
            initiatives=(
                InitiativeLine(
                    next(number),
                    said("Контракт 2027", "Contract 2027"),
                    krechetova,
                    date(2026, 10, 1),
                    date(2026, 12, 31),
                    60,
                    InitiativeStatus.RUNNING,
                    milestones=(
                        MilestoneLine(said("рамка", "frame"), date(2026, 11, 24)),
                        MilestoneLine(said("подпись", "signature"), date(2026, 12, 18)),
                    ),
                ),
                InitiativeLine(
                    next(number),
                    said("Гофрокороба: пилот, линия 2", "Boxes: pilot on line 2"),
                    bogdanov,
                    date(2026, 11, 1),
                    date(2027, 3, 31),
                    20,
                    InitiativeStatus.RUNNING,
                    milestones=(MilestoneLine(said("пуск пилота", "pilot starts"), date(2027, 1, 20)),),
                ),
                InitiativeLine(
                    next(number),
                    said("Гофрокороба: весь крепёж", "Boxes: all fasteners"),
                    krechetova,
                    date(2027, 4, 1),
                    date(2027, 8, 31),
                    after=(2,),
                ),
            ),
            actions=(
                ActionLine(
                    said("Анкета аудита склада", "Questionnaire of the audit"),
                    Side.OURS,
                    shilov,
                    date(2026, 11, 14),
                    9,
                ),
                ActionLine(
                    said("Полная стоимость катушек", "Full cost of reels"),
                    Side.OURS,
                    krechetova,
                    date(2026, 11, 27),
                ),
                ActionLine(
                    said("Образцы коробов на линию 2", "Box samples to line 2"),
                    Side.OURS,
                    bogdanov,
                    date(2026, 12, 4),
                    promised_to_client=True,
                ),
                ActionLine(
                    said("Объёмы цеха № 2 на 2027 год", "Volumes of hall No. 2 for 2027"),
                    Side.THEIRS,
                    said("Ермолин", "Ermolin"),
                    date(2026, 12, 10),
                    promised_to_client=True,
                ),
            ),
        ),
        ObjectiveLine(
            2,
            kind.REVENUE,
            said("Взять 43 % кошелька", "Win 43% of the wallet"),
            measure=said("доля", "share"),
            unit="%",
            baseline=Decimal(36),
            current=Decimal(38),
            current_on=date(2026, 10, 31),
            target=Decimal(43),
            due_on=date(2027, 12, 31),
            progress=Decimal("0.29"),
            expected=Decimal("0.27"),
            owner=krechetova,
            measurements=(
                MeasurementLine(date(2026, 7, 1), Decimal(36)),
                MeasurementLine(date(2026, 10, 31), Decimal(38)),
            ),
            initiatives=(
                InitiativeLine(
                    next(number),
                    said("Аудит паллет и склада", "Audit of pallets and warehouse"),
                    shilov,
                    date(2026, 10, 1),
                    date(2026, 12, 31),
                    10,
                    InitiativeStatus.RUNNING,
                    behind=True,
                ),
            ),
        ),
        ObjectiveLine(
            3,
            kind.RELATIONSHIP,
            said("Живой контакт с кругом 1", "Live contact with circle 1"),
            client_wording=said("Регулярные встречи руководителей", "Regular meetings of leaders"),
            measure=said("человек из 7", "people of 7"),
            baseline=Decimal(5),
            current=Decimal(5),
            target=Decimal(7),
            due_on=date(2027, 6, 30),
            progress=Decimal(0),
            expected=Decimal("0.4"),
            behind=True,
            owner=astakhov,
            initiatives=(
                InitiativeLine(
                    next(number),
                    said("Выход на Ратникова", "Reach Ratnikov"),
                    astakhov,
                    date(2026, 9, 1),
                    date(2026, 12, 20),
                    15,
                    InitiativeStatus.RUNNING,
                    behind=True,
                    milestones=(MilestoneLine(said("встреча", "meeting"), date(2026, 12, 15)),),
                ),
                InitiativeLine(
                    next(number),
                    said("Обзоры с клиентом (QBR)", "Reviews with the client (QBR)"),
                    krechetova,
                    milestones=(
                        MilestoneLine("QBR", date(2026, 10, 15), date(2026, 10, 15)),
                        MilestoneLine("QBR", date(2027, 1, 21)),
                    ),
                ),
            ),
            actions=(
                ActionLine(
                    said("Дата встречи с Ратниковым", "Date of the meeting with Ratnikov"),
                    Side.OURS,
                    astakhov,
                    date(2026, 10, 31),
                    23,
                ),
            ),
        ),
        ObjectiveLine(
            4,
            kind.CLIENT_SUCCESS,
            said("Снизить потери при упаковке", "Cut packing losses"),
            client_wording=said("Потери при упаковке не выше 0,8 %", "Packing losses of at most 0.8%"),
            measure=said("% от тоннажа", "% of tonnage"),
            baseline=Decimal("1.9"),
            current=Decimal("1.4"),
            target=Decimal("0.8"),
            due_on=date(2027, 12, 31),
            progress=Decimal("0.45"),
            expected=Decimal("0.27"),
            owner=bogdanov,
            initiatives=(
                InitiativeLine(
                    next(number),
                    said("Контроль каждой партии VCI", "Control of every VCI lot"),
                    bogdanov,
                    date(2026, 11, 20),
                    date(2027, 3, 31),
                    10,
                    InitiativeStatus.RUNNING,
                ),
                InitiativeLine(
                    next(number),
                    said("Обучение смен, 3 цеха", "Training of shifts in 3 halls"),
                    bogdanov,
                    date(2027, 3, 1),
                    date(2027, 5, 31),
                    status=InitiativeStatus.DROPPED,
                ),
            ),
            actions=(
                ActionLine(
                    said("Протокол VCI на партию 118", "VCI record of lot 118"),
                    Side.OURS,
                    bogdanov,
                    date(2026, 11, 10),
                    status=CommitmentStatus.KEPT,
                    closed_on=date(2026, 11, 9),
                ),
            ),
        ),
    )


def risks(said: Choice) -> tuple[PlanRiskLine, ...]:
    bogdanov, krechetova = said("Богданов", "Bogdanov"), said("Кречетова", "Krechetova")
    return (
        PlanRiskLine(
            said("Тендер на VCI", "Tender for VCI"),
            said("потеря четверти выручки", "a quarter of revenue lost"),
            3,
            4,
            roubles(21),
            said("8D и контроль партий до 15.12", "8D and lot control by 15 Dec"),
            bogdanov,
        ),
        PlanRiskLine(
            said("Новый финдиректор", "New finance director"),
            "",
            4,
            3,
            None,
            said("знакомство в декабре", "introduction in December"),
            krechetova,
        ),
        PlanRiskLine(
            said("Договор до 31.12", "Contract until 31 Dec"),
            said("отгрузки без рамки цен", "deliveries without a price frame"),
            2,
            5,
            roubles(8.4),
            said("рамка 24.11, подпись 18.12", "frame on 24 Nov, signature on 18 Dec"),
            krechetova,
        ),
        PlanRiskLine(said("«Гофронорд» −7 %", "Boxnord 7% cheaper"), "", 3, 3, roubles(5), ""),
        PlanRiskLine(said("Смена логистики", "Change of logistics")),
        PlanRiskLine(
            said("Сбой поставки сырья", "Raw material late"),
            probability=2,
            impact=3,
            response=said("второй поставщик", "second supplier"),
            status=RiskStatus.CLOSED,
        ),
    )


def complaints(said: Choice) -> PlanComplaints:
    return PlanComplaints(
        open=(
            ComplaintLine(
                said("К-2026-0047", "K-2026-0047"),
                said("Коррозия трёх бухт, плёнка VCI", "Corrosion of three coils, VCI film"),
                ComplaintKind.QUALITY,
                Severity.HIGH,
                said("Сафина", "Safina"),
                3,
                million(0.64),
                ComplaintStage.RESPONSE_OFFERED,
                said("причина найдена, партию меняем", "cause found, the lot is replaced"),
                ComplaintClock(
                    ClockKind.RESOLUTION,
                    ClockState.AT_RISK,
                    0.85,
                    timedelta(hours=4, minutes=10),
                    datetime(2026, 11, 24, 14, 10, tzinfo=ZONE),
                ),
            ),
        ),
        year=ComplaintsOfYear(
            7,
            6,
            6,
            8,
            million(1.1),
            (
                (ComplaintKind.QUALITY.label, 4),
                (ComplaintKind.DELIVERY.label, 2),
                (ComplaintKind.DOCUMENTS.label, 1),
            ),
        ),
    )

"""Complaints as papers show them: the one of the pictures, one as empty and one as long as can be."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Final

from kam.analysis.complaints.clients import Course
from kam.core.money import Money
from kam.core.periods import Month
from kam.core.vocabulary import (
    Attitude,
    Channel,
    ClockKind,
    ClockState,
    CommitmentKind,
    CommitmentStatus,
    CompensationKind,
    ComplaintKind,
    ComplaintStage,
    Direction,
    InteractionKind,
    NormUnit,
    Severity,
)
from kam.reports.content.complaints import (
    ActionLine,
    AgainLine,
    AtRiskLine,
    ClockLine,
    CompensationLine,
    ComplaintPaper,
    ComplaintRegister,
    CorrectionLine,
    CostLine,
    CustomerComplaintPaper,
    CustomerStage,
    IsIsNotLine,
    LearningPaper,
    LetterLine,
    MonthLine,
    NormLine,
    PaperHead,
    PauseLine,
    RegisterLine,
    RepeatLine,
    ShareLine,
    SimilarLine,
    StageLine,
    WhyLine,
    WorstLine,
)
from kam.reports.content.customer import Obligation, ObligationState
from kam.reports.content.people import PersonName

HOUR: Final = timedelta(hours=1)
MINUTE: Final = timedelta(minutes=1)
LONG: Final = "Очень длинное слово противокоррозионноупаковочнопроизводственный и ещё многое другое; " * 12
HOSTILE: Final = "<b>жирно</b> <img src=x> ** & %s {0} \u202eзадом\u202c \x07 =1+1 " + "щ" * 300


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026 in Moscow."""
    return datetime(2026, 11, day, hour - 3, minute, tzinfo=UTC)


HEAD: Final = PaperHead("Вереск Упаковка", at(23, 17, 40), at(23, 17, 45), "Europe/Moscow")


def clock(kind: ClockKind, state: ClockState, amount: int, unit: NormUnit, **values: object) -> ClockLine:
    """A clock with nothing used, unless said otherwise."""
    usual = ClockLine(
        kind,
        state,
        amount,
        unit,
        in_working_time=unit is NormUnit.WORKING_DAY,
        used=timedelta(0),
        left=timedelta(0),
        over=timedelta(0),
        share=0.0,
        due_at=None,
        stopped_at=None,
    )
    return replace(usual, **values)  # type: ignore[arg-type]


def action(
    kind: CommitmentKind,
    text: str,
    owner: str,
    due: date,
    proof: str = "",
    *,
    kept: bool = False,
    promised: bool = False,
) -> ActionLine:
    """A measure of the cure."""
    status = CommitmentStatus.KEPT if kept else CommitmentStatus.OPEN
    return ActionLine(kind, text, owner, due, status, due if kept else None, False, proof, promised)


ACKNOWLEDGEMENT: Final = clock(
    ClockKind.ACKNOWLEDGEMENT,
    ClockState.MET,
    15,
    NormUnit.MINUTE,
    used=9 * MINUTE,
    left=6 * MINUTE,
    stopped_at=at(19, 14, 19),
    due_at=at(19, 14, 25),
)
RESPONSE: Final = clock(
    ClockKind.FIRST_RESPONSE,
    ClockState.MET,
    1,
    NormUnit.WORKING_DAY,
    used=4 * HOUR + 25 * MINUTE,
    left=4 * HOUR + 35 * MINUTE,
    stopped_at=at(20, 9, 35),
    due_at=at(20, 14, 10),
)
RESOLUTION: Final = clock(
    ClockKind.RESOLUTION,
    ClockState.AT_RISK,
    3,
    NormUnit.WORKING_DAY,
    used=21 * HOUR + 30 * MINUTE,
    left=5 * HOUR + 30 * MINUTE,
    share=0.8,
    due_at=at(24, 14, 10),
)

CORROSION: Final = ComplaintPaper(
    head=HEAD,
    number="K-2026-0047",
    summary="Коррозия трёх бухт проволоки в плёнке VCI 100 мкм, партия 1107",
    account="Северогорский метизный завод",
    unit="Проволочное производство, упаковка 2",
    raised_by="Д. Р. Сафина",
    raised_by_post="нач. службы качества",
    channel=Channel.EMAIL,
    received_at=at(19, 14, 10),
    kind=ComplaintKind.QUALITY,
    severity=Severity.HIGH,
    stage=ComplaintStage.RESPONSE_OFFERED,
    product_line="плёнка VCI 100 мкм, 1,2 м",
    department="производство",
    order_number="№ 5821",
    remedy_sought="заменить партию, объяснить причину",
    amount=Money(64_000_000, "RUB"),
    owner="И. Богданов",
    description="При приёмке 19.11 на трёх бухтах найдены следы коррозии под плёнкой.",
    root_cause="карты не обновили под дозаторы 2024 г.",
    escape_cause="ингибитор проверяли раз в месяц, а не в каждой партии",
    agreed_line="признаём, меняем партию, о причине говорим только подтверждённое",
    client_status="В плёнке партии 1107 было меньше ингибитора: дозатор линии 2 не откалибровали.",
    answer_sent_at=at(20, 9, 35),
    attitude_before=Attitude.NEUTRAL,
    clocks=(ACKNOWLEDGEMENT, RESPONSE, RESOLUTION),
    pressing=RESOLUTION,
    stages=(
        StageLine(ComplaintStage.RECEIVED, at(19, 14, 10), "М. Кречетова"),
        StageLine(ComplaintStage.ACKNOWLEDGED, at(19, 14, 19), "М. Кречетова"),
        StageLine(ComplaintStage.ASSESSED, at(19, 17, 30), "И. Богданов"),
        StageLine(ComplaintStage.INVESTIGATING, at(20, 9, 35), "И. Богданов", "проба плёнки в лаборатории"),
        StageLine(ComplaintStage.RESPONSE_OFFERED, at(23, 16), "М. Кречетова"),
    ),
    pauses=(PauseLine(at(20, 12), at(20, 16, 30), "ждём фото бирок"),),
    corrections=(
        CorrectionLine(
            at(19, 17, 30),
            Channel.PHONE,
            Channel.EMAIL,
            Severity.NORMAL,
            Severity.HIGH,
            "И. Богданов",
            "задеты три бухты",
        ),
    ),
    team=("И. Богданов", "О. Дёмин", "Р. Субботин", "Д. Шилов"),
    causes=(
        WhyLine("Почему коррозия?", "в плёнке **0,6 %** ингибитора вместо 1,5 %"),
        WhyLine("Почему мало ингибитора?", "дозатор линии 2 подавал 40 % нормы"),
        WhyLine("Почему недодавал?", "03.11 сменили датчик и не откалибровали"),
        WhyLine("Почему не откалибровали?", "в карте замены датчика нет такого шага"),
        WhyLine("Почему нет шага?", "карты не обновили под дозаторы 2024 г."),
    ),
    is_is_not=(
        IsIsNotLine(
            "Что", "**Партия 1107**, выпуск 05.11, линия 2", "партии 1104–1106, 1108, 1109 (линия 1)"
        ),
        IsIsNotLine(
            "Где, когда", "упаковка 2, бухты упакованы 09–16.11", "крепёжное и канатное производства"
        ),
        IsIsNotLine("Сколько", "**3 бухты из 64**, 2,4 т проволоки", "61 бухта без следов, осмотр 20.11"),
    ),
    actions=(
        action(
            CommitmentKind.CONTAINMENT,
            "Отгрузка партии 1107 остановлена",
            "Д. Шилов",
            date(2026, 11, 19),
            "1 860 кг на складе заблокировано",
            kept=True,
        ),
        action(
            CommitmentKind.CONTAINMENT,
            "Плёнка изъята у завода и заменена",
            "Д. Шилов",
            date(2026, 11, 23),
            "420 кг из партии 1109, акт № 77",
            kept=True,
            promised=True,
        ),
        action(
            CommitmentKind.CORRECTIVE,
            "Дозатор линии 2 откалиброван",
            "Р. Субботин",
            date(2026, 11, 20),
            "1,5 % ± 0,05 на пяти замерах",
            kept=True,
        ),
        action(
            CommitmentKind.CORRECTIVE,
            "Экспресс-тест каждой партии до отгрузки",
            "О. Дёмин",
            date(2027, 1, 31),
            "в норме 3 из 3, цель 20 из 20",
        ),
        action(
            CommitmentKind.PREVENTIVE,
            "Шаг «калибровка» в картах всех 6 линий",
            "Р. Субботин",
            date(2026, 12, 15),
        ),
        action(CommitmentKind.PREVENTIVE, "Обучение восьми механиков", "Р. Субботин", date(2026, 12, 20)),
    ),
    compensations=(
        CompensationLine(
            CompensationKind.REPLACEMENT,
            Money(21_000_000, "RUB"),
            date(2026, 11, 23),
            "О. Грачёв",
            "420 кг",
        ),
        CompensationLine(CompensationKind.DISCOUNT, None, None, "", "2 % на следующую партию"),
    ),
    letters=(
        LetterLine(
            at(19, 14, 10),
            InteractionKind.EMAIL,
            Direction.INCOMING,
            "Коррозия на бухтах",
            ("Д. Р. Сафина",),
            "Просим принять меры.",
        ),
        LetterLine(
            at(20, 9, 35),
            InteractionKind.EMAIL,
            Direction.OUTGOING,
            "Re: Коррозия",
            (),
            "Приняли, проверяем.",
        ),
    ),
    documents=("фото бухт.jpg", "протокол 812.pdf"),
    similar=(
        SimilarLine(
            "K-2025-0012",
            "Волгометиз",
            "Следы коррозии на рулонах",
            date(2025, 4, 2),
            ComplaintStage.CLOSED,
            "мало ингибитора",
        ),
    ),
)
BARE: Final = ComplaintPaper(
    head=replace(HEAD, our_company=""),
    number="1",
    summary="?",
    account="Я",
    unit="",
    raised_by="",
    raised_by_post="",
    channel=Channel.PHONE,
    received_at=at(19, 14, 10),
    kind=ComplaintKind.OTHER,
    severity=Severity.LOW,
    stage=ComplaintStage.RECEIVED,
)
CRAMMED: Final = replace(
    CORROSION,
    summary=HOSTILE,
    account=LONG[:300],
    unit=LONG[:200],
    raised_by=HOSTILE[:200],
    description="\n\n".join([LONG, HOSTILE] * 6),
    containment=LONG * 2,
    root_cause=LONG,
    escape_cause=HOSTILE,
    agreed_line=LONG[:500],
    client_status=LONG[:500],
    remedy_sought=HOSTILE[:500],
    causes=tuple(WhyLine(HOSTILE[:400], LONG[:500]) for _ in range(10)),
    escapes=tuple(WhyLine(LONG[:400], HOSTILE[:400]) for _ in range(10)),
    is_is_not=tuple(IsIsNotLine(LONG[:200], LONG[:500], HOSTILE[:400]) for _ in range(12)),
    actions=tuple(
        action(kind, f"{number} {LONG[:400]}", HOSTILE[:150], date(2026, 12, 1), LONG[:450])
        for kind in CommitmentKind
        for number in range(14)
    ),
    letters=tuple(
        LetterLine(
            at(20, 10), InteractionKind.EMAIL, Direction.INCOMING, HOSTILE[:300], (LONG[:100],), LONG * 4
        )
        for _ in range(12)
    ),
    documents=tuple(HOSTILE[:250] for _ in range(30)),
    similar=tuple(
        SimilarLine("K-1", LONG[:200], HOSTILE[:300], date(2020, 1, 1), ComplaintStage.CLOSED, LONG)
        for _ in range(8)
    ),
)
FOR_THE_CLIENT: Final = CustomerComplaintPaper(
    head=HEAD,
    number="K-2026-0047",
    summary=CORROSION.summary,
    client=CORROSION.account,
    unit=CORROSION.unit,
    raised_by=PersonName("Сафина", "Дарья", "Рустамовна"),
    raised_by_post="нач. службы качества",
    received_at=CORROSION.received_at,
    kind=ComplaintKind.QUALITY,
    stage=ComplaintStage.RESPONSE_OFFERED,
    product_line=CORROSION.product_line,
    established=CORROSION.client_status,
    answer_due_at=at(24, 14, 10),
    answered_by="Мария Кречетова",
    answered_by_post="ведущий менеджер",
    stages=tuple(CustomerStage(each.stage, each.at) for each in CORROSION.stages),
    team=("Илья Богданов", "Олег Дёмин"),
    containment=(
        Obligation("Плёнка изъята у завода и заменена", "Шилов", date(2026, 11, 23), ObligationState.KEPT),
    ),
    corrective=(
        Obligation("Дозатор линии 2 откалиброван", "Субботин", date(2026, 11, 20), ObligationState.KEPT),
        Obligation("Протокол едет с каждой партией", "Дёмин", date(2027, 1, 31), ObligationState.OPEN),
    ),
    preventive=(
        Obligation("Обучение восьми механиков", "Субботин", date(2026, 12, 20), ObligationState.OPEN),
    ),
    promises=(Obligation("Прислать протокол 812", "Кречетова", date(2026, 11, 27), ObligationState.OPEN),),
)


def shares(*lines: tuple[str, int, int]) -> tuple[ShareLine, ...]:
    """A Pareto curve: name, count, count before."""
    total, passed, found = sum(count for _, count, _ in lines), 0, []
    for name, count, before in lines:
        vital = bool(name) and passed / total < 0.8
        passed += count
        found.append(ShareLine(name, count, count / total, passed / total, vital, count // 4, before))
    return tuple(found)


def norms(kept: int, of: int, hours: int) -> tuple[NormLine, ...]:
    """The three clocks."""
    return (
        NormLine(ClockKind.ACKNOWLEDGEMENT, kept, of, 0.8, timedelta(minutes=12)),
        NormLine(ClockKind.FIRST_RESPONSE, max(kept - 1, 0), of, 0.75, timedelta(hours=4)),
        NormLine(ClockKind.RESOLUTION, max(kept - 3, 0), of, None, hours * HOUR),
    )


LEARNT: Final = LearningPaper(
    head=HEAD,
    since=date(2025, 12, 1),
    until=date(2026, 11, 23),
    chosen_by="",
    currency="RUB",
    working_day=9 * HOUR,
    count=60,
    before=48,
    open=9,
    reopened=3,
    kinds=shares(("качество", 31, 20), ("срок поставки", 17, 20), ("документы", 8, 6), ("сервис", 4, 2)),
    product_lines=shares(("Плёнка VCI", 30, 10), ("Стретч", 20, 22), ("", 10, 16)),
    departments=shares(("производство", 28, 14), ("склад", 20, 20), ("", 12, 14)),
    clients=shares(*((f"Клиент {number}", 22 - number, number) for number in range(20))),
    causes=shares(("Дозатор не откалиброван", 14, 3), ("Ошибка маркировки", 11, 12), ("", 35, 33)),
    norms=norms(51, 55, 31),
    months=tuple(
        MonthLine(Month(2025, 12) + number, 3 + number % 5, norms(4, 5, 20 + number), running=number == 11)
        for number in range(12)
    ),
    repeats=(
        RepeatLine("Дозатор не откалиброван", 14, 5, 6, date(2026, 1, 9), date(2026, 11, 19)),
        RepeatLine("Ошибка маркировки", 11, 0, 3, date(2026, 2, 3), date(2026, 10, 1)),
    ),
    again=(AgainLine("Северогорский метизный завод", ComplaintKind.QUALITY, "Плёнка VCI", 4, 2),),
    worst=(
        WorstLine(
            "Северогорский метизный завод",
            9,
            4,
            31,
            Course.WORSE,
            2,
            3,
            1,
            Money(64_000_000, "RUB"),
            (1,) * 12,
        ),
        WorstLine("Волгометиз", 5, 7, 12, Course.BETTER, 0, 1, 0, Money(0, "RUB"), (0,) * 12),
    ),
    cost=Money(128_000_000, "RUB"),
    cost_before=Money(90_000_000, "RUB"),
    cost_unknown=2,
    costs=(
        CostLine(CompensationKind.REPLACEMENT, Money(98_000_000, "RUB"), 7),
        CostLine(CompensationKind.DISCOUNT, Money(30_000_000, "RUB"), 4),
    ),
    at_risk=Money(27_490_000_000, "RUB"),
    risks=(
        AtRiskLine("Северогорский метизный завод", Money(27_000_000_000, "RUB"), 2),
        AtRiskLine("Волгометиз", Money(490_000_000, "RUB"), 1),
        AtRiskLine("Новый", None, 1),
    ),
)
REGISTER: Final = ComplaintRegister(
    head=HEAD,
    since=date(2026, 1, 1),
    until=date(2026, 11, 23),
    chosen_by="",
    currency="RUB",
    lines=tuple(
        RegisterLine(
            f"K-2026-{number:04}",
            date(2026, 1 + number % 11, 3),
            "Северогорский метизный завод" if number % 3 else "Волгометиз",
            "Коррозия трёх бухт проволоки в плёнке VCI 100 мкм" if number % 2 else "Нет сертификата",
            ComplaintKind.QUALITY if number % 2 else ComplaintKind.DOCUMENTS,
            list(Severity)[number % 4],
            "Плёнка VCI",
            "производство",
            "И. Богданов",
            ComplaintStage.CLOSED if number % 5 else ComplaintStage.RESPONSE_OFFERED,
            date(2026, 11, 20) if number % 5 else None,
            response_kept=number % 7 != 0,
            resolution_kept=None if number % 5 == 0 else number % 4 != 0,
            amount=Money(64_000_000, "RUB") if number % 2 else None,
            cost=Money(3_200_000 * number, "RUB") if number % 6 == 0 else None,
            satisfaction=number % 5 + 1,
            root_cause="карты не обновили",
        )
        for number in range(1, 46)
    ),
)

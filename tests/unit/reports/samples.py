"""Sample contents for the papers: a rich one in two languages, a thin one, and one made to break things."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from kam.core.periods import Month
from kam.core.vocabulary import (
    AccountStatus,
    AskOrOfferKind,
    Attitude,
    BuyingRole,
    ChecklistCode,
    ClockKind,
    ClockState,
    ComplaintKind,
    ComplaintStage,
    InteractionKind,
    KeyGroup,
    OpportunityStage,
    Segment,
    ServedBy,
    Severity,
    TeamRole,
)
from kam.reports.content import (
    AbsentDecider,
    AgendaLine,
    AskOrOfferLine,
    AttendeeCard,
    Bought,
    BoughtLine,
    BoughtMonth,
    BriefContent,
    BriefHead,
    Change,
    ChangeKind,
    ChecklistLine,
    CommitmentLine,
    CompetitorLine,
    ComplaintClock,
    ComplaintLine,
    ComplaintRecord,
    CustomerAttendee,
    CustomerBriefContent,
    CustomerComplaint,
    CustomerHead,
    FirstKind,
    FirstThing,
    Health,
    KeptRate,
    Margin,
    MoneyBlock,
    MonthFigure,
    ObjectionLine,
    Obligation,
    ObligationState,
    OpportunityLine,
    OrderRhythm,
    OurAttendee,
    PersonName,
    PlanFact,
    ProductLineFigure,
    Proposal,
    QuestionLine,
    Receivables,
    RiskLine,
    RoleGap,
    UncoveredRole,
    Unknown,
    UnknownKind,
    Wallet,
    WalletShare,
)

ZONE = ZoneInfo("Europe/Moscow")
AS_OF = datetime(2026, 11, 23, 17, 40, tzinfo=ZONE)
PRINTED_AT = datetime(2026, 11, 23, 17, 42, tzinfo=ZONE)
STARTS_AT = datetime(2026, 11, 24, 10, 0, tzinfo=ZONE)
MEETING = date(2026, 11, 24)

_THIS_YEAR = (690, 760, 520, 610, 740, 790, 680, 750, 770, 790, 690, 630)
_YEAR_BEFORE = (620, 680, 500, 560, 620, 690, 625, 690, 720, 760, 725, 742)
_TARGETS = (670, 720, 520, 600, 690, 770, 690, 740, 770, 790, 770, 770)


def _million(value: float) -> int:
    return round(value * 100_000_000)


def months() -> tuple[MonthFigure, ...]:
    first = Month(2025, 11)
    return tuple(
        MonthFigure(month, _million(now / 100), _million(before / 100), _million(target / 100))
        for month, now, before, target in zip(first.span(12), _THIS_YEAR, _YEAR_BEFORE, _TARGETS, strict=True)
    )


def brief_ru() -> BriefContent:
    """The data of the pictures: a metalware plant before the yearly contract."""
    return BriefContent(
        head=BriefHead(
            account="Северогорский метизный завод",
            as_of=AS_OF,
            printed_at=PRINTED_AT,
            zone="Europe/Moscow",
            subject="Годовой контракт 2027",
            client_subject="Годовой контракт 2027",
            starts_at=STARTS_AT,
            minutes=60,
            place="«Заречная», корпус 3, каб. 214",
            segment=Segment.VIP,
            group=KeyGroup.BREADWINNER,
            status=AccountStatus.ACTIVE,
            health=Health(72, -6),
            contract_ends_on=date(2026, 12, 31),
            last_meeting_on=date(2026, 11, 3),
            our_company="Вереск Упаковка",
        ),
        currency="RUB",
        purpose="Согласовать рамку контракта 2027: объём, индексация, отсрочка",
        best_outcome="Рамка подписана: **96 млн ₽, +4 %, 45 дней**, пилот коробов с января",
        minimum_outcome="Объём **≥ 84 млн ₽**, дата подписания, без тендера до 11.12",
        first=(
            FirstThing(
                FirstKind.CLOCK,
                "К-2026-0047",
                state=ClockState.AT_RISK,
                due_at=datetime(2026, 11, 24, 14, 10, tzinfo=ZONE),
            ),
            FirstThing(FirstKind.OUR_PROMISE, "Протокол испытаний VCI", days=4),
            FirstThing(
                FirstKind.ATTITUDE_FELL, "Левашова", before=Attitude.SUPPORTER, after=Attitude.NEUTRAL
            ),
            FirstThing(FirstKind.CONTRACT, "", days=37),
        ),
        attendees=_attendees_ru(),
        ours=(
            OurAttendee(PersonName("Кречетова", "Марина"), TeamRole.KAM, task="рамка и лимиты", is_me=True),
            OurAttendee(PersonName("Богданов", "Игорь"), None, "технолог", "8D, ответы Сафиной"),
            OurAttendee(PersonName("Шилов", "Денис"), TeamRole.LOGISTICS, task="запас и график"),
        ),
        absent=(
            AbsentDecider(PersonName("Ратников", "Виктор"), "ген. директор", BuyingRole.APPROVER),
            AbsentDecider(PersonName(), "финдиректор", since=date(2026, 12, 1)),
        ),
        changes=_changes_ru(),
        we_promised=(
            CommitmentLine("Протокол испытаний VCI, 12 мес.", "Богданов", date(2026, 11, 20), days_late=4),
            CommitmentLine("График отгрузок на декабрь", "Шилов", MEETING, due_today=True),
            CommitmentLine("Полная стоимость катушек", "Кречетова", date(2026, 11, 27)),
            CommitmentLine("Образцы коробов, линия 2", "Богданов", date(2026, 12, 4)),
        ),
        they_promised=(
            CommitmentLine("Подписанное допсоглашение № 4", "Гурьев", date(2026, 11, 13), days_late=11),
            CommitmentLine("Прогноз объёмов 2027 по цехам", "Левашова", date(2026, 11, 20), days_late=4),
            CommitmentLine("Пропуск на крепёжный участок", "Тимчук", date(2026, 11, 30)),
            CommitmentLine("Встреча с новым финдиректором", "Левашова", date(2026, 12, 1)),
        ),
        our_kept_rate=KeptRate(18, 21),
        their_kept_rate=KeptRate(11, 19),
        complaints=_complaints_ru(),
        complaints_ever=7,
        money=money_ru(),
        opportunities=_opportunities_ru(),
        competitors=(
            CompetitorLine(
                "«Гофронорд»",
                4,
                (("короба", Decimal("0.8")),),
                "цена −7 %",
                "пересорт",
                date(2026, 11, 12),
            ),
            CompetitorLine(
                "«Лентапром»", 3, (("ПЭТ-лента", Decimal("0.43")),), "сервис", "нет VCI", date(2026, 9, 28)
            ),
            CompetitorLine(
                "«Антикор»",
                2,
                (("VCI", Decimal("0.33")),),
                "низкая цена",
                "нет протоколов",
                date(2026, 5, 14),
                stale=True,
            ),
        ),
        uncovered=(
            UncoveredRole(
                RoleGap.NO_CONTACT,
                BuyingRole.APPROVER,
                person="Ратников",
                title="ген. директор",
                response="выводит Астахов",
            ),
            UncoveredRole(
                RoleGap.NAME_UNKNOWN,
                area="Финансы",
                title="новый директор",
                since=date(2026, 12, 1),
                response="Левашова",
            ),
            UncoveredRole(
                RoleGap.NOBODY_OF_OURS,
                area="Качество",
                person="Сафина",
                attitude=Attitude.SCEPTIC,
                response="Богданов",
            ),
        ),
        risks=(RiskLine("Тендер на VCI", 3, 4, _million(8), "8D", "Богданов"),),
        asks=(
            AskOrOfferLine(
                AskOrOfferKind.ASK,
                "объём на год",
                "96 млн ₽",
                "84 млн ₽",
                "ниже — прежние 30 дней отсрочки",
                "Астахов",
            ),
            AskOrOfferLine(
                AskOrOfferKind.ASK,
                "индексацию",
                "+4 %",
                "+2,5 %",
                "уступаем за объём ≥ 90 млн ₽",
                "Астахов",
            ),
            AskOrOfferLine(
                AskOrOfferKind.OFFER,
                "отсрочку, сейчас 30",
                "45 дней",
                "60, если объём ≥ 90 млн ₽",
                "только за объём",
                "финансы",
            ),
            AskOrOfferLine(
                AskOrOfferKind.OFFER,
                "запас на площадке",
                "7 дней",
                "14 дней, до 6 млн ₽",
                "за ежемесячный прогноз по цехам",
                "Шилов",
            ),
        ),
        objections=(
            ObjectionLine(
                "«Гофронорд» дешевле", "Пересорт 2,1 % против 0,6 % у нас — это **1,9 млн ₽** потерь в год"
            ),
            ObjectionLine("Рисковать нельзя", "Причина найдена, проверяем все партии"),
            ObjectionLine("Отсрочка 90 дней", "45; до 60 — за объём ≥ 90 млн ₽"),
        ),
        questions=tuple(
            QuestionLine(text, internal=False)
            for text in (
                "Кто кроме вас подписывает и что важно для них?",
                "Какой объём даст крепёжный цех № 2 с февраля?",
                "Что важнее в сравнении: цена короба или потери?",
                "Что закроет К-2026-0047 для службы качества?",
                "Как и когда примете решение, кто его готовит?",
            )
        ),
        unknowns=(
            Unknown(UnknownKind.BUDGET, "упаковка, 2027", ask="Левашова"),
            Unknown(UnknownKind.DECISION_ORDER, ask="Левашова"),
            Unknown(UnknownKind.SPEND, "паллеты", _million(22), ask="Тимчук"),
            Unknown(UnknownKind.SATISFACTION, "NPS", since=date(2025, 4, 1)),
        ),
        checklist=checklist("распечатать протокол и 8D", "выезд 08:40, пропуска на троих"),
    )


def checklist(printing: str, leaving: str) -> tuple[ChecklistLine, ...]:
    done = (
        ChecklistCode.PURPOSE,
        ChecklistCode.ATTENDEES,
        ChecklistCode.PROMISES,
        ChecklistCode.COMPLAINTS,
        ChecklistCode.NUMBERS,
        ChecklistCode.OFFER,
        ChecklistCode.QUESTIONS,
        ChecklistCode.PRODUCT_FACTS,
    )
    return (
        *(ChecklistLine(code, done=True) for code in done),
        ChecklistLine(ChecklistCode.BRIEF_PRINTED, done=False, text=printing),
        ChecklistLine(ChecklistCode.LOGISTICS, done=False, text=leaving),
    )


def _attendees_ru() -> tuple[AttendeeCard, ...]:
    return (
        AttendeeCard(
            PersonName("Левашова", "Ирина", "Сергеевна"),
            "директор по закупкам",
            (BuyingRole.DECIDER,),
            5,
            Attitude.NEUTRAL,
            Attitude.SUPPORTER,
            Attitude.SUPPORTER,
            date(2026, 11, 12),
            evidence="«Цена важнее привычки»",
            evidence_kind=InteractionKind.CALL,
            evidence_on=date(2026, 11, 12),
            contact_days=12,
            contact_norm=21,
            last_contact_kind=InteractionKind.CALL,
            last_contact_on=date(2026, 11, 12),
            cares_about="−5 % к бюджету 2027 без остановок линий",
            avoid="спора о цене за килограмм",
            personal_win="итоги года",
        ),
        AttendeeCard(
            PersonName("Гурьев", "Павел", "Олегович"),
            "категорийный менеджер",
            (BuyingRole.BUYER, BuyingRole.GATEKEEPER),
            3,
            Attitude.SCEPTIC,
            Attitude.SCEPTIC,
            Attitude.NEUTRAL,
            date(2026, 8, 6),
            rating_stale=True,
            evidence="Просил три цены по коробам",
            evidence_kind=InteractionKind.EMAIL,
            evidence_on=date(2026, 8, 6),
            contact_days=5,
            contact_norm=21,
            last_contact_kind=InteractionKind.EMAIL,
            cares_about="одна формула цены, один документ",
            avoid="хода через технолога",
            personal_win="меньше авралов",
        ),
        AttendeeCard(
            PersonName("Тимчук", "Олег", "Романович"),
            "главный технолог",
            (BuyingRole.INFLUENCER, BuyingRole.COACH),
            4,
            Attitude.CHAMPION,
            Attitude.SUPPORTER,
            Attitude.CHAMPION,
            date(2026, 11, 15),
            evidence="Сам показал письмо «Гофронорда»",
            evidence_on=date(2026, 11, 12),
            contact_days=9,
            contact_norm=21,
            last_contact_kind=InteractionKind.SITE_VISIT,
            cares_about="12 мес. без коррозии, скорость линии",
            avoid="ссылок на него при закупках",
            personal_win="доклад в мае",
        ),
        AttendeeCard(
            PersonName("Сафина", "Дина", "Рашитовна"),
            "начальник службы качества",
            (BuyingRole.APPROVER,),
            3,
            Attitude.SCEPTIC,
            Attitude.NEUTRAL,
            Attitude.SUPPORTER,
            date(2026, 11, 19),
            evidence="«Третья партия за год»",
            evidence_kind=InteractionKind.EMAIL,
            evidence_on=date(2026, 11, 19),
            contact_days=34,
            contact_norm=21,
            last_contact_kind=InteractionKind.MEETING,
            cares_about="факты и дата закрытия К-2026-0047",
            avoid="обещаний без даты",
            personal_win="аудит 15.12",
        ),
    )


def _changes_ru() -> tuple[Change, ...]:
    return (
        Change(
            date(2026, 11, 23), ChangeKind.HEALTH, before=78, after=72, detail="спад двух месяцев, рекламация"
        ),
        Change(
            date(2026, 11, 19),
            ChangeKind.ATTITUDE,
            "Сафина",
            Attitude.NEUTRAL,
            Attitude.SCEPTIC,
            "после К-2026-0047",
        ),
        Change(date(2026, 11, 18), ChangeKind.PERSON_LEFT, "Финдиректор", after=date(2026, 11, 30)),
        Change(
            date(2026, 11, 12),
            ChangeKind.COMPETITOR,
            "«Гофронорд»",
            detail="предложил короба **на 7 % дешевле**",
        ),
        Change(
            date(2026, 11, 12),
            ChangeKind.ATTITUDE,
            "Левашова",
            Attitude.SUPPORTER,
            Attitude.NEUTRAL,
            "требует −5 %",
        ),
        Change(
            date(2026, 11, 9), ChangeKind.FACT, detail="Крепёжный цех № 2: пуск в феврале, **+18 %** объёма"
        ),
        Change(date(2026, 11, 5), ChangeKind.FACT, detail="Пилот ПЭТ-ленты в канатном: отзыв хороший"),
    )


def _complaints_ru() -> tuple[ComplaintLine, ...]:
    return (
        ComplaintLine(
            "К-2026-0047",
            "Коррозия трёх бухт, плёнка VCI",
            ComplaintKind.QUALITY,
            Severity.HIGH,
            "Сафина",
            3,
            _million(0.64),
            ComplaintStage.RESPONSE_OFFERED,
            "причина найдена, партию меняем, 8D отдаём сегодня",
            ComplaintClock(
                ClockKind.RESOLUTION,
                ClockState.AT_RISK,
                0.85,
                timedelta(hours=4, minutes=10),
                datetime(2026, 11, 24, 14, 10, tzinfo=ZONE),
            ),
        ),
        ComplaintLine(
            "К-2026-0045",
            "Недостача двух паллет",
            ComplaintKind.QUANTITY,
            Severity.NORMAL,
            "Гурьев",
            7,
            None,
            ComplaintStage.INVESTIGATING,
            "довоз 26.11",
            ComplaintClock(
                ClockKind.RESOLUTION,
                ClockState.PAUSED,
                0.3,
                None,
                None,
                "акт за клиентом",
                date(2026, 11, 18),
            ),
        ),
    )


def money_ru() -> MoneyBlock:
    return MoneyBlock(
        months=months(),
        total=_million(84.2),
        total_before=_million(79.4),
        plan_fact=PlanFact(Month(2026, 1), Month(2026, 10), _million(69.7), _million(74.0)),
        wallet=Wallet(
            2026,
            _million(222),
            (
                WalletShare(ServedBy.US, _million(84.2)),
                WalletShare(ServedBy.COMPETITOR, _million(69)),
                WalletShare(ServedBy.IN_HOUSE, _million(46.6)),
                WalletShare(ServedBy.UNKNOWN, _million(22.2)),
            ),
        ),
        rhythm=OrderRhythm(9, 11),
        receivables=Receivables(_million(11.4), _million(0.8)),
        margin=Margin(Decimal("0.214"), Decimal("0.226")),
        lines=(
            ProductLineFigure("VCI-плёнка", _million(32.7), _million(33.7), Decimal("0.67")),
            ProductLineFigure("ПЭТ-лента", _million(19.9), _million(17.45), Decimal("0.57")),
            ProductLineFigure("Стретч", _million(13.7), _million(12.57), Decimal("0.81")),
            ProductLineFigure("Катушки", _million(9.6), _million(7.93), Decimal("0.22")),
            ProductLineFigure("Гофрокороба", _million(8.3), _million(7.68), Decimal("0.20")),
        ),
    )


def _opportunities_ru() -> tuple[OpportunityLine, ...]:
    return (
        OpportunityLine(
            "Гофрокороба, крепёж",
            _million(18),
            40,
            OpportunityStage.PROPOSED,
            date(2027, 2, 28),
            note="пилот на линии 2 с января",
        ),
        OpportunityLine(
            "Катушки вместо своих",
            _million(12),
            25,
            OpportunityStage.QUALIFIED,
            date(2027, 4, 30),
            note="расчёт полной стоимости",
        ),
        OpportunityLine(
            "ПЭТ-лента, канатный",
            _million(6),
            50,
            OpportunityStage.NEGOTIATING,
            date(2027, 1, 15),
            note="цена на 2027 после пилота",
        ),
        *(OpportunityLine(f"Ещё {number}", _million(1), 0, OpportunityStage.IDEA) for number in range(4)),
    )


def customer_ru() -> CustomerBriefContent:
    """The customer's copy of the same meeting."""
    due = datetime(2026, 11, 24, 14, 10, tzinfo=ZONE)
    return CustomerBriefContent(
        head=CustomerHead(
            client="Северогорский метизный завод",
            our_company="Вереск Упаковка",
            as_of=AS_OF,
            printed_at=PRINTED_AT,
            zone="Europe/Moscow",
            subject="Годовой контракт 2027",
            purpose="согласовать объём, условия и порядок подписания",
            starts_at=STARTS_AT,
            minutes=60,
            place="«Заречная», корпус 3, каб. 214",
        ),
        currency="RUB",
        agenda=(
            AgendaLine("Итоги 2026 года", 10),
            AgendaLine("К-2026-0047: причина и меры, 8D", 15),
            AgendaLine("Объёмы 2027 и крепёжный цех № 2", 15),
            AgendaLine("Условия и предложения", 15),
            AgendaLine("Договорённости", 5),
        ),
        attendees=tuple(CustomerAttendee(card.name, card.title) for card in _attendees_ru()),
        ours=(
            CustomerAttendee(PersonName("Кречетова", "Марина")),
            CustomerAttendee(PersonName("Богданов", "Игорь")),
            CustomerAttendee(PersonName("Шилов", "Денис")),
        ),
        bought=Bought(
            tuple(BoughtMonth(month.month, month.revenue, month.year_before) for month in months()),
            _million(84.2),
            _million(79.4),
            tuple(
                BoughtLine(name, line.revenue, line.year_before)
                for name, line in zip(
                    (
                        "VCI-плёнка и бумага",
                        "ПЭТ-лента",
                        "Стретч-плёнка",
                        "Катушки и барабаны",
                        "Гофрокороба",
                    ),
                    money_ru().lines,
                    strict=True,
                )
            ),
        ),
        our_obligations=(
            Obligation("Протокол испытаний VCI", "Богданов", date(2026, 11, 20), ObligationState.LATE),
            Obligation("График отгрузок на декабрь", "Шилов", MEETING),
            Obligation("Полная стоимость катушек", "Кречетова", date(2026, 11, 27)),
            Obligation("Контроль каждой партии VCI", "Богданов", date(2026, 11, 20), ObligationState.KEPT),
            Obligation("Замена партии 1107", "Шилов", date(2026, 11, 23), ObligationState.KEPT),
        ),
        their_obligations=(
            Obligation("Допсоглашение № 4, подпись", "Гурьев", date(2026, 11, 13), ObligationState.LATE),
            Obligation("Прогноз 2027 по цехам", "Левашова", date(2026, 11, 20), ObligationState.LATE),
            Obligation("Пропуск на крепёжный участок", "Тимчук", date(2026, 11, 30)),
            Obligation("Встреча с финдиректором", "Левашова", date(2026, 12, 1)),
            Obligation("Образцы проволоки", "Сафина", date(2026, 11, 20), ObligationState.KEPT),
        ),
        complaints=(
            CustomerComplaint(
                "К-2026-0047",
                "Коррозия трёх бухт, плёнка VCI",
                date(2026, 11, 19),
                ComplaintStage.RESPONSE_OFFERED,
                due,
            ),
            CustomerComplaint(
                "К-2026-0045",
                "Недостача двух паллет стретч-плёнки",
                date(2026, 11, 13),
                ComplaintStage.INVESTIGATING,
                waiting_for="акт",
                next_step="довоз",
                next_on=date(2026, 11, 26),
            ),
        ),
        complaint_record=ComplaintRecord(2026, 7, 6),
        proposals=(
            Proposal("Отсрочка 45 дней", "вместо 30"),
            Proposal("Запас на площадке", "7 дней расхода линий"),
            Proposal("Пилот гофрокоробов", "линия 2, с января, за наш счёт"),
            Proposal("Протокол с партией", "VCI-плёнка и бумага"),
        ),
        discussion=(
            "Объём крепёжного цеха № 2 с февраля",
            "Что важнее в сравнении: цена короба или потери",
            "Что закроет К-2026-0047 для службы качества",
            "Порядок и дата подписания контракта",
        ),
    )


def thin(starts_at: datetime | None = STARTS_AT) -> BriefContent:
    """A new account of which nothing is known but its name."""
    return BriefContent(
        head=BriefHead(
            account="Новый клиент",
            as_of=AS_OF,
            printed_at=PRINTED_AT,
            zone="Europe/Moscow",
            starts_at=starts_at,
            status=AccountStatus.PROSPECT,
        ),
        currency="RUB",
        checklist=tuple(ChecklistLine(code, done=False) for code in list(ChecklistCode)[:10]),
    )


MARKUP = '<b>Bold & bad</b> <img src="/etc/passwd"> <para> ivanov <ivanov@example.com> </para>'
LONG = "Оченьдлинноеимябезпробелов" * 12
EMOJI = "Пётр 😀🦄 \u202eабв\u202c \x00\x07 \u05e9\u05dc\u05d5\u05dd 漢字 → ✓ \u202f«»"


def monstrous(people: int = 40, promises: int = 100) -> BriefContent:
    """Everything too long, too many and hostile."""
    rich = brief_ru()
    names = (
        PersonName(LONG, "Ирина", MARKUP),
        PersonName(MARKUP, EMOJI, LONG),
        PersonName("Сафина", "Дина", "Рашитовна"),
    )
    card = rich.attendees[0]
    return replace(
        rich,
        head=replace(rich.head, account=MARKUP + LONG, subject=MARKUP, client_subject=MARKUP, place=LONG),
        purpose=MARKUP + LONG,
        best_outcome=LONG + EMOJI,
        minimum_outcome=EMOJI * 5,
        attendees=tuple(
            replace(
                card,
                name=names[number % 3],
                title=f"{number} {MARKUP}",
                cares_about=LONG,
                avoid=MARKUP,
                evidence=LONG,
            )
            for number in range(people)
        ),
        ours=tuple(OurAttendee(names[number % 3], TeamRole.OTHER, task=LONG) for number in range(12)),
        absent=tuple(AbsentDecider(names[number % 3], LONG, BuyingRole.APPROVER) for number in range(5)),
        we_promised=tuple(
            CommitmentLine(f"Обещание {number} {MARKUP} {LONG}", LONG, date(2026, 11, 1), days_late=23)
            if number % 10 == 0
            else CommitmentLine(f"Обещание {number} {EMOJI}", "Шилов", date(2027, 1, 1))
            for number in sorted(range(promises), key=lambda number: number % 10 != 0)
        ),
        they_promised=tuple(CommitmentLine(f"Их {number} {LONG}", LONG) for number in range(promises)),
        complaints=tuple(
            replace(
                rich.complaints[number % 2], number=f"К-{number}", summary=MARKUP + LONG, agreed_line=LONG * 3
            )
            for number in sorted(range(12), key=lambda number: number % 2)
        ),
        changes=tuple(
            Change(date(2026, 11, 1 + number % 23), ChangeKind.FIELD, MARKUP, LONG, EMOJI)
            for number in range(60)
        ),
        opportunities=tuple(replace(rich.opportunities[0], title=LONG, note=MARKUP) for _ in range(30)),
        competitors=tuple(
            replace(rich.competitors[0], name=LONG, strengths=LONG, weaknesses=MARKUP) for _ in range(15)
        ),
        risks=tuple(replace(rich.risks[0], title=LONG, response=MARKUP) for _ in range(20)),
        asks=tuple(
            replace(
                rich.asks[0],
                subject=f"{number} {MARKUP}",
                opening=LONG,
                limit=LONG,
                in_exchange=LONG,
                decides_beyond=LONG,
            )
            for number in range(12)
        ),
        objections=tuple(ObjectionLine(MARKUP, LONG) for _ in range(20)),
        questions=tuple(
            QuestionLine(f"{number} {MARKUP} {LONG}", internal=number % 2 == 0) for number in range(60)
        ),
        unknowns=tuple(Unknown(UnknownKind.TEXT, LONG, ask=MARKUP) for _ in range(20)),
        checklist=tuple(
            ChecklistLine(ChecklistCode.CUSTOM, done=number % 2 == 0, text=LONG) for number in range(30)
        ),
    )


def mixed() -> BriefContent:
    """Six at the table, among them a placeholder, a guest and one never met; clocks in several states."""
    rich = brief_ru()
    people = rich.attendees
    clock = rich.complaints[0].clock
    assert clock is not None
    return replace(
        rich,
        attendees=(
            people[0],
            AttendeeCard(PersonName(), "начальник охраны", (BuyingRole.GATEKEEPER,), is_placeholder=True),
            AttendeeCard(PersonName("Чагин", "Роман"), "начальник склада", (), None, None, contact_norm=45),
            replace(people[3], attitude=Attitude.OPPONENT, attitude_target=Attitude.NEUTRAL),
            people[2],
            AttendeeCard(PersonName("Ким", "Алексей"), "консультант по тендерам", is_guest=True),
        ),
        we_promised=(
            CommitmentLine(
                "Позвонить Сафиной", "Богданов", MEETING, STARTS_AT + timedelta(hours=6), due_today=True
            ),
            CommitmentLine("Прислать каталог", "", None),
        ),
        complaints=(
            replace(
                rich.complaints[0],
                number="К-2026-0050",
                agreed_line="",
                clock=replace(clock, state=ClockState.BREACHED, used_share=1.3, left=timedelta(hours=-5)),
            ),
            replace(
                rich.complaints[0],
                number="К-2026-0051",
                clock=replace(
                    clock,
                    state=ClockState.ON_TRACK,
                    used_share=0.4,
                    left=timedelta(hours=16),
                    due_at=STARTS_AT + timedelta(days=2),
                ),
            ),
        ),
        money=replace(
            money_ru(),
            months=(
                *(replace(month, year_before=None) for month in months()[:4]),
                replace(months()[4], revenue=None),
                *months()[5:11],
                replace(months()[11], partial=True),
            ),
            plan_fact=None,
            wallet=Wallet(2026, _million(100), (WalletShare(ServedBy.US, _million(30)),)),
        ),
        first=(),
    )


def brief_en() -> BriefContent:
    """The same meeting as an English key account manager would write it."""
    rich = brief_ru()
    names = (
        (
            "Lewis",
            "Irene",
            "purchasing director",
            "−5% on the 2027 budget, no line stops",
            "arguing price per kilo",
        ),
        (
            "Gurney",
            "Paul",
            "category manager",
            "one price formula, one document",
            "going through the engineer",
        ),
        (
            "Timms",
            "Oliver",
            "chief engineer",
            "12 months without rust, line speed",
            "quoting him at purchasing",
        ),
        (
            "Safin",
            "Dina",
            "head of quality",
            "facts and a closing date for K-2026-0047",
            "promises without a date",
        ),
    )
    return replace(
        rich,
        head=replace(
            rich.head,
            account="Northridge Wire & Fasteners",
            subject="2027 contract",
            client_subject="2027 contract",
            place="Riverside, building 3, room 214",
            our_company="Verity Packaging",
        ),
        currency="GBP",
        purpose="Agree the frame of the 2027 contract: volume, indexation, payment terms",
        best_outcome="Frame signed: **£96m, +4%, 45 days**, box pilot from January",
        minimum_outcome="Volume **≥ £84m**, a date for signing, no tender before 11 Dec",
        attendees=tuple(
            replace(
                card,
                name=PersonName(family, given),
                title=title,
                cares_about=cares,
                avoid=avoid,
                evidence="",
                personal_win="",
            )
            for card, (family, given, title, cares, avoid) in zip(rich.attendees, names, strict=True)
        ),
        ours=(OurAttendee(PersonName("Carter", "Mary"), TeamRole.KAM, task="frame and limits"),),
        changes=(
            Change(
                date(2026, 11, 19),
                ChangeKind.ATTITUDE,
                "Safin",
                Attitude.NEUTRAL,
                Attitude.SCEPTIC,
                "after K-2026-0047",
            ),
            Change(date(2026, 11, 18), ChangeKind.PERSON_LEFT, "Finance director", after=date(2026, 11, 30)),
        ),
        questions=(QuestionLine("Who signs besides you, and what matters to them?", internal=False),),
    )

"""The sheet of a day, drawn and read back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from kam.analysis.signals import Signal, SignalKind
from kam.core.vocabulary import ChecklistCode, ClockKind, ClockState, InteractionKind, Severity
from kam.core.words import Words, words_for
from kam.reports.content import CommitmentLine, ComplaintClock
from kam.reports.content.day import DayClock, DayContent, DayMeeting
from kam.reports.day_sheet import draw_day
from kam.reports.layout import Part
from tests.unit.reports.conftest import Paper

Read = Callable[[bytes], Paper]
TUESDAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 6, 12, tzinfo=UTC)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def meeting(**values: object) -> DayMeeting:
    usual = DayMeeting(
        starts=at("2026-11-24T10:00"),
        ends=at("2026-11-24T11:00"),
        kind=InteractionKind.MEETING,
        account="Завод «Волгометиз»",
        subject="Годовой контракт",
        purpose="Согласовать рамку",
        people=("Соболева", "Мальцев"),
        place="Корпус 3",
        leave_at=at("2026-11-24T09:25"),
        ready=7,
        to_do=10,
        lacks=(ChecklistCode.OFFER, ChecklistCode.QUESTIONS),
        own_lacks=("образцы",),
    )
    return replace(usual, **values)  # type: ignore[arg-type]


def signal(number: int = 1) -> Signal:
    return Signal(
        SignalKind.CONTACT_OVERDUE,
        UUID(int=number),
        UUID(int=number),
        "Сеть «Рябинка»",
        TUESDAY - timedelta(days=31),
        person="Зимин",
        days=52,
        limit=21,
    )


def clock(state: ClockState, left: timedelta) -> DayClock:
    return DayClock(
        "K-2026-0041",
        "Молкомбинат «Заречный»",
        "Расслоение плёнки",
        Severity.HIGH,
        ComplaintClock(ClockKind.FIRST_RESPONSE, state, 0.9, left),
    )


def content(**values: object) -> DayContent:
    usual = DayContent(
        day=TUESDAY,
        as_of=NOW,
        printed_at=NOW,
        zone="Europe/Moscow",
        currency="RUB",
        company="Корунд-Пак",
        whose="",
        days=7,
        free=(at("2026-11-24T11:30"), at("2026-11-24T14:00")),
        meetings=(meeting(),),
        meetings_total=1,
        coming=(meeting(starts=at("2026-11-25T11:00"), account="Сеть «Рябинка»", subject="Итоги"),),
        coming_total=1,
        unrecorded=(meeting(starts=at("2026-11-23T16:00"), account="Завод «Пружина»", subject="Отсрочка"),),
        unrecorded_total=1,
        ours=(CommitmentLine("Акт испытаний", "«Пружина»", date(2026, 11, 20), days_late=4),),
        ours_total=1,
        theirs=(CommitmentLine("Протокол цен", "Волгометиз", TUESDAY, due_today=True),),
        theirs_total=1,
        clocks=(clock(ClockState.BREACHED, -timedelta(hours=1, minutes=20)),),
        signals=(signal(),),
        new_signals=1,
    )
    return replace(usual, **values)  # type: ignore[arg-type]


def test_all_that_the_day_needs_stands_on_one_page(read: Read, russian: Words) -> None:
    paper = read(draw_day(content(), words=russian).pdf)
    assert paper.pages == 1
    text = paper.text()
    for expected in (
        "ВНУТРЕННИЙ",
        "Вторник 24 ноября",
        "свободно 11:30–14:00",
        "10:00–11:00",
        "выехать до 09:25",
        "Завод «Волгометиз»",
        "Согласовать рамку",
        "Соболева, Мальцев · Корпус 3",
        "7 из 10 готово",
        "нет: предложение и пределы, вопросы, образцы",
        "ср 25.11 11:00",
        "НЕ ЗАПИСАНЫ ИТОГИ",
        "20.11 +4 дн.",
        "Акт испытаний",
        "сегодня",
        "K-2026-0041",
        "1 ч 20 мин",
        "Нет контакта 52 дня",
        "ЗАМЕТКИ",
    ):
        assert expected in text, expected


def test_it_speaks_english(read: Read) -> None:
    text = read(draw_day(content(), words=words_for("en")).pdf).text()
    for expected in ("INTERNAL", "Tuesday 24 November", "MEETINGS TODAY", "leave by 09:25", "NOTES"):
        assert expected in text


def test_an_empty_day_is_a_page_to_write_on(read: Read, russian: Words) -> None:
    nothing = content(
        meetings=(), meetings_total=0, coming=(), coming_total=0, unrecorded=(), unrecorded_total=0,
        ours=(), ours_total=0, theirs=(), theirs_total=0, clocks=(), signals=(), new_signals=0, free=None,
    )  # fmt: skip
    result = draw_day(nothing, words=russian)
    assert not result.cuts
    text = read(result.pdf).text()
    assert "не запланировано" in text
    assert "НЕ ЗАПИСАНЫ" not in text


@pytest.mark.slow
@pytest.mark.parametrize("long", [False, True])
def test_a_monstrous_day_stays_on_one_page_and_says_what_it_leaves_out(
    read: Read, russian: Words, *, long: bool
) -> None:
    text = "Очень длинное название, которое не кончается и кончаться не думает " * (6 if long else 1)
    monstrous = content(
        meetings=tuple(meeting(account=text, purpose=text, people=(text,) * 5) for _ in range(30)),
        meetings_total=30,
        coming=tuple(meeting(starts=at("2026-11-25T11:00"), subject=text) for _ in range(30)),
        coming_total=400,
        unrecorded=tuple(meeting(subject=text) for _ in range(30)),
        unrecorded_total=30,
        ours=(CommitmentLine(text, text, date(2026, 11, 20), days_late=4),) * 50,
        ours_total=3000,
        theirs=(CommitmentLine(text, "", TUESDAY, due_today=True),) * 50,
        theirs_total=50,
        clocks=tuple(clock(ClockState.AT_RISK, timedelta(hours=2)) for _ in range(60)),
        signals=tuple(signal(number) for number in range(1, 300)),
        new_signals=300,
    )
    result = draw_day(monstrous, words=russian)
    paper = read(result.pdf)
    assert paper.pages == 1
    cut = {each.part: each.total for each in result.cuts}
    assert cut[Part.WE_PROMISED] == 3000
    assert cut[Part.MEETINGS] == 30
    assert "из 3000" in paper.text()
    assert "ЗАМЕТКИ" in paper.text()


def test_whose_clients_they_are_is_said(read: Read, russian: Words) -> None:
    assert (
        "клиенты, которых ведёт Пётр Лунёв"
        in read(draw_day(content(whose="Пётр Лунёв"), words=russian).pdf).text()
    )


def test_a_meeting_without_a_purpose_says_so(read: Read, russian: Words) -> None:
    bare = content(meetings=(meeting(purpose=" ", to_do=0, ready=0, lacks=(), own_lacks=()),))
    text = read(draw_day(bare, words=russian).pdf).text()
    assert "цель не задана" in text


def test_the_same_day_gives_the_same_bytes(russian: Words) -> None:
    assert draw_day(content(), words=russian).pdf == draw_day(content(), words=russian).pdf


def test_markup_in_names_is_text(read: Read, russian: Words) -> None:
    text = read(draw_day(content(meetings=(meeting(account="**A** & <b>B</b>"),)), words=russian).pdf).text()
    assert "<b>B</b>" in text

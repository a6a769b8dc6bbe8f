"""Dates and hours inside running text, from a fixed Tuesday."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kam.core.dates_in_text import dates_in

TUESDAY = date(2026, 11, 24)


def day(month: int, number: int, year: int = 2026) -> date:
    return date(year, month, number)


DATES: list[tuple[str, str, date]] = [
    # the text, the words in it that are the date, the date
    ("прислать акт испытаний круга до пятницы", "до пятницы", day(11, 27)),
    ("Валеев: расчёт экономии на P80 завтра", "завтра", day(11, 25)),
    ("Соболева вернёт протокол цен до 1 декабря", "до 1 декабря", day(12, 1)),
    ("Шубина даст участок под пробу ленты на той неделе", "на той неделе", day(12, 4)),
    ("познакомить Грачёва с Беляевым, 11 дек", "11 дек", day(12, 11)),
    ("перезвонить послезавтра", "послезавтра", day(11, 26)),
    ("сегодня отправлю", "сегодня", TUESDAY),
    ("к завтрашнему дню подготовим", "к завтрашнему дню", day(11, 25)),
    ("до завтра", "до завтра", day(11, 25)),
    ("вчера договорились", "вчера", day(11, 23)),
    ("в пятницу встреча", "в пятницу", day(11, 27)),
    ("Иванову до пятницы отправить договор", "до пятницы", day(11, 27)),
    ("к пятнице пришлём", "к пятнице", day(11, 27)),
    ("во вторник созвон", "во вторник", day(12, 1)),
    ("в среду отгрузка", "в среду", day(11, 25)),
    ("до среды", "до среды", day(11, 25)),
    ("к среде сделаем", "к среде", day(11, 25)),
    ("с понедельника новая цена", "с понедельника", day(11, 30)),
    ("не позднее четверга", "не позднее четверга", day(11, 26)),
    ("в следующий вторник у них", "в следующий вторник", day(12, 1)),
    ("в следующую пятницу", "в следующую пятницу", day(12, 4)),
    ("в эту пятницу", "в эту пятницу", day(11, 27)),
    ("в ближайшую среду", "в ближайшую среду", day(11, 25)),
    ("в ту пятницу отдадут", "в ту пятницу", day(12, 4)),
    ("в прошлую пятницу обещали", "в прошлую пятницу", day(11, 20)),
    ("в среду на следующей неделе", "в среду на следующей неделе", day(12, 2)),
    ("в четверг на той неделе", "в четверг на той неделе", day(12, 3)),
    ("на следующей неделе во вторник", "на следующей неделе во вторник", day(12, 1)),
    ("через неделю в пятницу приедут", "через неделю в пятницу", day(12, 4)),
    ("в пятницу через неделю", "в пятницу через неделю", day(12, 4)),
    ("через две недели в среду", "через две недели в среду", day(12, 9)),
    ("next week on Friday", "next week on Friday", day(12, 4)),
    ("a week from Monday", "a week from Monday", day(12, 7)),
    ("see you Monday week", "Monday week", day(12, 7)),
    ("отгрузка в мае", "в мае", day(5, 31, 2027)),
    ("до мая решат", "до мая", day(5, 1, 2027)),
    ("через неделю договор", "через неделю", day(12, 1)),
    ("через 3 дня отгрузка", "через 3 дня", day(11, 27)),
    ("через квартал вернёмся", "через квартал", day(2, 24, 2027)),
    ("in two quarters", "in two quarters", day(5, 24, 2027)),
    ("до двадцать пятого декабря", "до двадцать пятого декабря", day(12, 25)),
    ("первого марта 2027 года", "первого марта 2027 года", day(3, 1, 2027)),
    ("до пт", "до пт", day(11, 27)),
    ("акт в ср, счёт потом", "в ср", day(11, 25)),
    ("пт 27.11 отгрузка", "пт 27.11", day(11, 27)),
    ("в пятницу, 27 ноября, едем", "в пятницу, 27 ноября", day(11, 27)),
    ("отгрузка 15 декабря", "15 декабря", day(12, 15)),
    ("к 15 декабря", "к 15 декабря", day(12, 15)),
    ("к 1-му декабря", "к 1-му декабря", day(12, 1)),
    ("1-го декабря", "1-го декабря", day(12, 1)),
    ("25–27 ноября выставка", "25–27 ноября", day(11, 27)),
    ("с 25 по 27 ноября", "с 25 по 27 ноября", day(11, 27)),
    ("до 5 января", "до 5 января", day(1, 5, 2027)),
    ("12 марта 2027 г. подписание", "12 марта 2027 г.", day(3, 12, 2027)),
    ("договор до 31 декабря 2027 года", "до 31 декабря 2027 года", day(12, 31, 2027)),
    ("пришлют до 15-го", "до 15-го", day(12, 15)),
    ("к 10-му, иначе поздно", "к 10-му", day(12, 10)),
    ("до 25 числа оплатят", "до 25 числа", day(11, 25)),
    ("до 30-го числа", "до 30-го числа", day(11, 30)),
    ("поставка 10.12", "10.12", day(12, 10)),
    ("до 27.11", "до 27.11", day(11, 27)),
    ("счёт до 27.11.2026", "до 27.11.2026", day(11, 27)),
    ("срок 01.12.26", "01.12.26", day(12, 1)),
    ("до 05/12", "до 05/12", day(12, 5)),
    ("2026-12-01 отчёт", "2026-12-01", day(12, 1)),
    ("через неделю вернёмся", "через неделю", day(12, 1)),
    ("через 2 недели решат", "через 2 недели", day(12, 8)),
    ("через две недели", "через две недели", day(12, 8)),
    ("через пару дней", "через пару дней", day(11, 26)),
    ("через 3 дня", "через 3 дня", day(11, 27)),
    ("через полторы недели", "через полторы недели", day(12, 4)),
    ("через месяц тендер", "через месяц", day(12, 24)),
    ("через полгода", "через полгода", day(5, 24, 2027)),
    ("через год", "через год", day(11, 24, 2027)),
    ("через 3 рабочих дня", "через 3 рабочих дня", day(11, 27)),
    ("через 5 рабочих дней", "через 5 рабочих дней", day(12, 1)),
    ("ответят в течение недели", "в течение недели", day(12, 1)),
    ("в течение 3 рабочих дней", "в течение 3 рабочих дней", day(11, 27)),
    ("в течение двух недель", "в течение двух недель", day(12, 8)),
    ("три дня назад жаловались", "три дня назад", day(11, 21)),
    ("на этой неделе дадут ответ", "на этой неделе", day(11, 27)),
    ("на следующей неделе решат", "на следующей неделе", day(12, 4)),
    ("до следующей недели", "до следующей недели", day(11, 30)),
    ("к следующей неделе", "к следующей неделе", day(11, 30)),
    ("на неделе созвонимся", "на неделе", day(11, 27)),
    ("до конца недели", "до конца недели", day(11, 27)),
    ("к концу недели", "к концу недели", day(11, 27)),
    ("в конце следующей недели", "в конце следующей недели", day(12, 4)),
    ("в начале следующей недели", "в начале следующей недели", day(12, 1)),
    ("в середине следующей недели", "в середине следующей недели", day(12, 2)),
    ("к концу месяца закроем", "к концу месяца", day(11, 30)),
    ("до конца месяца", "до конца месяца", day(11, 30)),
    ("до конца следующего месяца", "до конца следующего месяца", day(12, 31)),
    ("в следующем месяце", "в следующем месяце", day(12, 31)),
    ("до конца квартала", "до конца квартала", day(12, 31)),
    ("в первом квартале 2027 года", "в первом квартале 2027 года", day(3, 31, 2027)),
    ("в 1 квартале", "в 1 квартале", day(3, 31, 2027)),
    ("в IV квартале", "в IV квартале", day(12, 31)),
    ("до конца года", "до конца года", day(12, 31)),
    ("в следующем году", "в следующем году", day(12, 31, 2027)),
    ("в декабре тендер", "в декабре", day(12, 31)),
    ("до декабря", "до декабря", day(12, 1)),
    ("к декабрю", "к декабрю", day(12, 1)),
    ("в начале декабря", "в начале декабря", day(12, 5)),
    ("в середине декабря", "в середине декабря", day(12, 15)),
    ("в конце января", "в конце января", day(1, 31, 2027)),
    ("до конца ноября", "до конца ноября", day(11, 30)),
    ("в первой половине декабря", "в первой половине декабря", day(12, 15)),
    ("до Нового года", "до Нового года", day(12, 31)),
    ("на выходных посмотрит", "на выходных", day(11, 29)),
    ("до выходных", "до выходных", day(11, 27)),
    # English
    ("send the test report by Friday", "by Friday", day(11, 27)),
    ("send the deed by 12 Dec", "by 12 Dec", day(12, 12)),
    ("call back tomorrow", "tomorrow", day(11, 25)),
    ("the day after tomorrow at the latest", "the day after tomorrow", day(11, 26)),
    ("today we agreed", "today", TUESDAY),
    ("he will answer on Monday", "on Monday", day(11, 30)),
    ("next Tuesday at their site", "next Tuesday", day(12, 1)),
    ("next Friday", "next Friday", day(12, 4)),
    ("this Friday", "this Friday", day(11, 27)),
    ("last Friday they complained", "last Friday", day(11, 20)),
    ("by Fri", "by Fri", day(11, 27)),
    ("Friday, 27 November", "Friday, 27 November", day(11, 27)),
    ("Friday next week", "Friday next week", day(12, 4)),
    ("the audit is on December 12th", "on December 12th", day(12, 12)),
    ("Dec 12, 2026", "Dec 12, 2026", day(12, 12)),
    ("12th of December", "12th of December", day(12, 12)),
    ("on 1 May we start", "on 1 May", day(5, 1, 2027)),
    ("by the 15th", "by the 15th", day(12, 15)),
    ("2026-12-01", "2026-12-01", day(12, 1)),
    ("in a week", "in a week", day(12, 1)),
    ("in two weeks", "in two weeks", day(12, 8)),
    ("in 3 days", "in 3 days", day(11, 27)),
    ("within 5 business days", "within 5 business days", day(12, 1)),
    ("in 3 working days", "in 3 working days", day(11, 27)),
    ("two weeks from now", "two weeks from now", day(12, 8)),
    ("in a fortnight", "in a fortnight", day(12, 8)),
    ("in a month", "in a month", day(12, 24)),
    ("3 days ago", "3 days ago", day(11, 21)),
    ("by end of next week", "by end of next week", day(12, 4)),
    ("by the end of the month", "by the end of the month", day(11, 30)),
    ("end of this week", "end of this week", day(11, 27)),
    ("next week they decide", "next week", day(12, 4)),
    ("before next week", "before next week", day(11, 30)),
    ("the week after next", "the week after next", day(12, 11)),
    ("next month", "next month", day(12, 31)),
    ("by the end of the quarter", "by the end of the quarter", day(12, 31)),
    ("in Q1 2027", "in Q1 2027", day(3, 31, 2027)),
    ("by the end of the year", "by the end of the year", day(12, 31)),
    ("in December", "in December", day(12, 31)),
    ("by December", "by December", day(12, 1)),
    ("in mid-December", "in mid-December", day(12, 15)),
    ("early January", "early January", day(1, 5, 2027)),
    ("by the end of January", "by the end of January", day(1, 31, 2027)),
    ("EOW works for them", "EOW", day(11, 27)),
    ("by EOM", "by EOM", day(11, 30)),
    ("this weekend", "this weekend", day(11, 29)),
    ("before New Year", "before New Year", day(12, 31)),
]

HOURS: list[tuple[str, str, date, time]] = [
    ("отправить до 14:00", "до 14:00", TUESDAY, time(14)),
    ("завтра к обеду", "завтра к обеду", day(11, 25), time(13)),
    ("завтра до 14:00", "завтра до 14:00", day(11, 25), time(14)),
    ("завтра утром", "завтра утром", day(11, 25), time(9)),
    ("сегодня вечером", "сегодня вечером", TUESDAY, time(18)),
    ("завтра после обеда", "завтра после обеда", day(11, 25), time(15)),
    ("до конца дня", "до конца дня", TUESDAY, time(18)),
    ("в пятницу в 15:30 у них", "в пятницу в 15:30", day(11, 27), time(15, 30)),
    ("27 ноября в 10 утра", "27 ноября в 10 утра", day(11, 27), time(10)),
    ("27 ноября, 10:00", "27 ноября, 10:00", day(11, 27), time(10)),
    ("в 10:00 27 ноября", "в 10:00 27 ноября", day(11, 27), time(10)),
    ("в среду к 12", "в среду к 12", day(11, 25), time(12)),
    ("до 18 часов пятницы", "до 18 часов пятницы", day(11, 27), time(18)),
    ("пт 27.11 в 9 утра", "пт 27.11 в 9 утра", day(11, 27), time(9)),
    ("в 3 часа дня в четверг", "в 3 часа дня в четверг", day(11, 26), time(15)),
    ("tomorrow at 3pm", "tomorrow at 3pm", day(11, 25), time(15)),
    ("Friday by 5 pm", "Friday by 5 pm", day(11, 27), time(17)),
    ("by noon", "by noon", TUESDAY, time(12)),
    ("tomorrow morning", "tomorrow morning", day(11, 25), time(9)),
    ("by 10:30", "by 10:30", TUESDAY, time(10, 30)),
    ("EOD Friday", "EOD Friday", day(11, 27), time(18)),
    ("by EOD", "by EOD", TUESDAY, time(18)),
    ("at 10am on Friday", "at 10am on Friday", day(11, 27), time(10)),
]

NO_DATES = [
    "объём 96 млн ₽ на год",
    "отсрочка 60 дней вместо 45",
    "скидка −7 % на ленту",
    "скидка 12.11 %",
    "круг P80 и P120",
    "договор 12/345",
    "заказ № 15/11",
    "счёт № 10.12",
    "версия 2.10",
    "v1.12 вышла",
    "обновили до версии 3.11",
    "+7 912 345-67-89",
    "8 (495) 123-10-12",
    "тел. 10-12-20",
    "рост с 2025",
    "2026",
    "в 2025 году было хуже",
    "1.12 мм толщина",
    "вес 12.10 кг",
    "цена 10.12",
    "по цене 11.10",
    "до 15 тонн",
    "до 5 %",
    "до 12.10 руб",
    "по 3 шт",
    "в 2 раза",
    "на 2 недели дольше",
    "работаем 24/7",
    "оценка 9/10",
    "50/50",
    "каждую пятницу",
    "каждый вторник в офисе",
    "в рабочей среде",
    "среда агрессивная",
    "ГОСТ 12.1",
    "IP 10.12.20.1",
    "через 60 дней после отгрузки",
    "раз в месяц",
    "за год выросли",
    "ИНН 7701234567",
    "масштаб 1:10",
    "счёт 3:2",
    "we may 3 times ask",
    "may be later",
    "they march on",
    "sat down with them",
    "the sun is out",
    "every Friday",
    "order 12/11",
    "version 1.12",
    "invoice 2026-1201",
    "10.12%",
    "60 days instead of 45",
    "in 2025",
    "within 60 days of delivery",
    "a week of tests",
    "room 12",
    "by 12 percent",
    "call +1 212 555 0112",
    "rate 9/10",
]


@pytest.mark.parametrize(("text", "words", "meant"), DATES, ids=[each[0] for each in DATES])
def test_a_date_is_found_among_words(text: str, words: str, meant: date) -> None:
    found = dates_in(text, TUESDAY)
    assert [(text[each.start : each.end], each.day) for each in found][-1:] == [(words, meant)]


@pytest.mark.parametrize(("text", "words", "meant", "at"), HOURS, ids=[each[0] for each in HOURS])
def test_an_hour_belongs_to_its_date(text: str, words: str, meant: date, at: time) -> None:
    found = dates_in(text, TUESDAY)[0]
    assert (text[found.start : found.end], found.day, found.at) == (words, meant, at)


@pytest.mark.parametrize("text", NO_DATES)
def test_other_figures_and_words_are_no_dates(text: str) -> None:
    assert [text[each.start : each.end] for each in dates_in(text, TUESDAY)] == []


def test_an_hour_may_have_an_end() -> None:
    found = dates_in("сегодня, 10:00–11:05", TUESDAY)[0]
    assert (found.at, found.until) == (time(10), time(11, 5))


def test_a_stretch_says_that_it_is_one() -> None:
    assert dates_in("на той неделе", TUESDAY)[0].stretch
    assert not dates_in("до пятницы", TUESDAY)[0].stretch


def test_several_dates_stand_in_their_order() -> None:
    text = "акт до пятницы, протокол до 1 декабря, встреча 11.12 в 10:00"
    assert [each.day for each in dates_in(text, TUESDAY)] == [day(11, 27), day(12, 1), day(12, 11)]


def test_a_comma_parts_a_week_from_a_weekday() -> None:
    found = dates_in("созвон в среду, через неделю отчёт", TUESDAY)
    assert [each.day for each in found] == [day(11, 25), day(12, 1)]


def test_a_date_of_a_document_is_no_date_to_come() -> None:
    assert dates_in("по счёту от 10.12", TUESDAY) == ()


LOOSE = ["до", "к", "в", "by", "31", "30 февраля", "99.99", "\n", ", ", "İ"]
WORDS = st.sampled_from([words for _, words, _ in DATES] + NO_DATES + LOOSE)
ANY_TEXT = st.one_of(st.text(), st.lists(WORDS, max_size=12).map(" ".join))


@given(ANY_TEXT, st.dates(date(1, 1, 1), date(9999, 12, 31)))
@example("ПЯТНИЦУ,1НОЯ", date(2000, 1, 1))
def test_any_text_is_read_on_any_day(text: str, today: date) -> None:
    end = 0
    for found in dates_in(text, today):
        assert end <= found.start < found.end <= len(text)
        assert text[found.start : found.end].strip()
        end = found.end


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)))
def test_what_is_ahead_lies_ahead(today: date) -> None:
    for words in ("до пятницы", "next Monday", "через 2 недели", "15 декабря", "до конца месяца"):
        (found,) = dates_in(words, today)
        assert found.day >= today
        assert found.day <= today + timedelta(days=400)

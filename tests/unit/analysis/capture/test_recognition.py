"""What is understood of a typed capture."""

from __future__ import annotations

from datetime import date, time
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.analysis.capture.marks import Mark
from kam.analysis.capture.matching import OpenPromise
from kam.analysis.capture.names import KnownName, Names, Who
from kam.analysis.capture.recognition import Captured, Recogniser, Standing
from kam.core.vocabulary import InteractionKind, Side

TUESDAY = date(2026, 11, 24)


def person(number: int, who: Who, family: str, given: str = "", patronymic: str = "") -> KnownName:
    return KnownName(who, UUID(int=number), family or given, family, given, patronymic)


SOBOLEVA = person(1, Who.STAKEHOLDER, "Соболева", "Ирина", "Павловна")
MALTSEV = person(2, Who.STAKEHOLDER, "Мальцев", "Виктор")
SHUBINA = person(3, Who.STAKEHOLDER, "Шубина", "Ольга")
BELYAEV = person(4, Who.STAKEHOLDER, "Беляев", "Роман")
IVANOV = person(5, Who.STAKEHOLDER, "Иванов", "Пётр")
OSOKINA = person(11, Who.COLLEAGUE, "Осокина", "Мария")
VALEEV = person(12, Who.COLLEAGUE, "Валеев", "Тимур")
GRACHEV = person(13, Who.COLLEAGUE, "Грачёв", "Олег")
SMITH = person(14, Who.STAKEHOLDER, "Smith", "John")
WOLF = KnownName(Who.COMPETITOR, UUID(int=21), "Вольф Абразив")
MILL = KnownName(Who.ACCOUNT, UUID(int=31), "ООО «Камский литейный завод»")
ZARECHNY = KnownName(Who.ACCOUNT, UUID(int=32), "Заречный")
NAMES = Names(
    [SOBOLEVA, MALTSEV, SHUBINA, BELYAEV, IVANOV, SMITH, OSOKINA, VALEEV, GRACHEV, WOLF, MILL, ZARECHNY]
)
DEED = OpenPromise(UUID(int=41), Side.OURS, "Акт испытаний круга", date(2026, 11, 20))
SAVINGS = OpenPromise(UUID(int=42), Side.OURS, "Расчёт экономии на P80", date(2026, 11, 25), VALEEV.id)
PRICES = OpenPromise(UUID(int=43), Side.THEIRS, "Протокол цен", date(2026, 11, 19), SOBOLEVA.id)

STORY = """Соболева подтвердила объём 96 млн ₽ на год, но просит отсрочку 60 дней вместо 45. \
Мальцев смягчился: примет круг в серию, если акт будет до пятницы. \
«Вольф Абразив» даёт −7 % на ленту, но без подбора и выездов технолога.
! прислать акт испытаний круга до пятницы
! Валеев: расчёт экономии на P80 завтра
? Соболева вернёт протокол цен до 1 декабря
? Шубина даст участок под пробу ленты на той неделе
→ познакомить Грачёва с Беляевым, 11 дек"""


def read(text: str, *promises: OpenPromise) -> Captured:
    return Recogniser(NAMES, promises, TUESDAY).read(text)


def test_a_whole_meeting_is_understood() -> None:
    found = read(STORY, DEED, SAVINGS, PRICES)
    made = [(each.side, each.text, each.owner, each.due, each.standing) for each in found.promises]
    assert made == [
        (Side.OURS, "Акт испытаний круга", None, date(2026, 11, 27), Standing.MOVED),
        (Side.OURS, "Расчёт экономии на P80", VALEEV, date(2026, 11, 25), Standing.KNOWN),
        (Side.THEIRS, "Протокол цен", SOBOLEVA, date(2026, 12, 1), Standing.MOVED),
        (Side.THEIRS, "Даст участок под пробу ленты", SHUBINA, date(2026, 12, 4), Standing.NEW),
    ]
    (step,) = found.steps
    assert (step.text, step.due) == ("Познакомить Грачёва с Беляевым", date(2026, 12, 11))
    assert [(each.stakeholder_id, each.step) for each in found.attitudes] == [(MALTSEV.id, 1)]
    assert [(each.name, each.figure) for each in found.mentions] == [("Вольф Абразив", "−7 %")]
    assert found.notes.startswith("Соболева подтвердила")
    assert "прислать" not in found.notes


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Иванову до пятницы", [IVANOV]),
        ("говорил с Мальцевым и Соболевой", [MALTSEV, SOBOLEVA]),
        ("Ирина Павловна просит", [SOBOLEVA]),
        ("Ирине Соболевой и Шубиной О.", [SOBOLEVA, SHUBINA]),
        ("Соболева И. П. согласна", [SOBOLEVA]),
        ("у Петра Иванова", [IVANOV]),
        ("позвонить @мал", [MALTSEV]),
        ("met Smith's team", [SMITH]),
        ("в Камском литейном заводе тоже", [MILL]),
        ("Заречный берёт столько же", [ZARECHNY]),
        ("предложение Вольфа дешевле", [WOLF]),
        ("с «Вольф Абразивом»", [WOLF]),
        ("иванов день и мальцев", []),
        ("Литейный завод другой", []),
        ("Ольгина роща", []),
    ],
)
def test_names_are_found_in_every_case(text: str, names: list[KnownName]) -> None:
    assert [each.known for each in NAMES.find(text)] == names


def test_the_words_of_a_name_are_one_place() -> None:
    text = "спросить Ирину Соболеву и «Вольф Абразив»"
    assert [text[each.start : each.end] for each in NAMES.find(text)] == ["Ирину Соболеву", "«Вольф Абразив»"]


def test_two_of_one_family_name_are_told_apart_by_the_given_name() -> None:
    other = person(6, Who.STAKEHOLDER, "Мальцева", "Анна")
    names = Names([MALTSEV, other])
    assert [each.known for each in names.find("Мальцева придёт")] == [other]
    assert [each.known for each in names.find("у Мальцева Виктора")] == [MALTSEV]
    assert [each.known for each in names.find("с Мальцевым")] == [MALTSEV]


@pytest.mark.parametrize(
    ("line", "text", "owner"),
    [
        ("! Валеев: расчёт экономии завтра", "Расчёт экономии", VALEEV),
        ("! Валеев — расчёт экономии", "Расчёт экономии", VALEEV),
        ("!@валеев расчёт экономии", "Расчёт экономии", VALEEV),
        ("! до пятницы прислать акт", "Прислать акт", None),
        ("! прислать Соболевой акт к 15.12", "Прислать Соболевой акт", None),
        ("? Соболева вернёт протокол до 1 декабря", "Вернёт протокол", SOBOLEVA),
        ("? вернут протокол, 1 декабря", "Вернут протокол", None),
        ("? от Шубиной участок", "От Шубиной участок", None),
        ("! send the report by 12 Dec", "Send the report", None),
        ("? Smith: signed protocol by Friday", "Signed protocol", SMITH),
        ("? Smith to return the signed protocol by Friday", "Return the signed protocol", SMITH),
        ("? Smith will return the protocol", "Return the protocol", SMITH),
        ("!!! срочно отправить акт", "Срочно отправить акт", None),
        ("- ! прислать акт до пятницы", "Прислать акт", None),
        ("2) ! прислать акт", "Прислать акт", None),
        ("! отправить прайс на ivanov@zavod.ru", "Отправить прайс на ivanov@zavod.ru", None),
    ],
)
def test_a_promise_is_cleaned_of_whom_and_when(line: str, text: str, owner: KnownName | None) -> None:
    (promise,) = read(line).promises
    assert (promise.text, promise.owner) == (text, owner)


@pytest.mark.parametrize(
    ("line", "kind", "at"),
    [
        ("→ созвон с Шубиной в пятницу в 15:00", InteractionKind.CALL, time(15)),
        ("-> meeting with Smith on 12 Dec", InteractionKind.MEETING, None),
        ("> выезд технолога 10.12", InteractionKind.SITE_VISIT, None),
        ("→ Соболева в четверг в 11:00", InteractionKind.MEETING, time(11)),
        ("→ встреча на той неделе", None, None),
        ("→ собрать данные до пятницы", None, None),
        ("→ подумать", None, None),
    ],
)
def test_a_step_with_its_kind_and_day_is_a_contact(
    line: str, kind: InteractionKind | None, at: time | None
) -> None:
    (step,) = read(line).steps
    assert (step.kind, step.at) == (kind, at)


@pytest.mark.parametrize("line", ["!", "! ", "? до пятницы", "→", "! Валеев:"])
def test_a_mark_without_words_promises_nothing(line: str) -> None:
    assert read(line).count == 0


def test_a_marked_line_that_makes_nothing_stays_in_the_notes() -> None:
    assert read("Обсудили круг\n! до пятницы\n!").notes == "Обсудили круг\n! до пятницы"


def test_a_day_that_has_passed_is_no_due_date() -> None:
    (promise,) = read("! вернуть то, что брали вчера").promises
    assert promise.due is None
    assert "вчера" in promise.text


def test_another_promise_is_not_taken_for_an_open_one() -> None:
    (promise,) = read("! прислать прайс на круги до пятницы", DEED, SAVINGS).promises
    assert promise.standing is Standing.NEW


def test_what_they_promised_is_not_what_we_did() -> None:
    (promise,) = read("? акт испытаний круга", DEED).promises
    assert promise.standing is Standing.NEW


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("Мальцев не поддержал пробу.", {MALTSEV.id: -1}),
        ("Шубина недовольна сроками.", {SHUBINA.id: -1}),
        ("Smith was not happy with the price.", {SMITH.id: -1}),
        ("Соболева за нас, Мальцев против.", {SOBOLEVA.id: 1, MALTSEV.id: -1}),
        ("Мальцев доволен. Но потом Мальцев отказал.", {}),
        ("Мальцев пришёл вовремя.", {}),
        ("Все против.", {}),
    ],
)
def test_a_change_of_attitude_is_supposed(text: str, steps: dict[UUID, int]) -> None:
    assert {each.stakeholder_id: each.step for each in read(text).attitudes} == steps


def test_marks_are_known_with_and_without_spaces() -> None:
    marks = [each.mark for each in read("!раз\n ? два\n->три\n>четыре\n→ пять\nшесть!\n").lines]
    assert marks == [Mark.OURS, Mark.THEIRS, Mark.STEP, Mark.STEP, Mark.STEP, Mark.NONE, Mark.NONE]


def test_a_plus_with_a_space_tells_what_was_learned_and_a_phone_number_does_not() -> None:
    found = read("+ закупки ведёт холдинг с 1 января\n+7 916 000-00-00\n+5 % к цене\n+")
    assert found.learned == ("Закупки ведёт холдинг с 1 января",)
    assert found.notes == "+7 916 000-00-00\n+5 % к цене\n+"
    assert found.count == 0


PIECES = st.sampled_from(
    [*STORY.split("\n"), "!", "?", "->", "@", "@Соб", "Соболевой", "İ", "«", "до", "31.02"]
)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=20).map("\n".join), st.lists(PIECES).map(" ".join)))
def test_any_text_is_read(text: str) -> None:
    recogniser = Recogniser(NAMES, [DEED, SAVINGS, PRICES], TUESDAY)
    found = recogniser.read(text)
    assert recogniser.read(text) == found
    assert len(found.lines) == text.count("\n") + 1
    for line in found.lines:
        spans = [(each.start, each.end) for each in line.names] + [(d.start, d.end) for d in line.dates]
        assert all(line.start <= start < end <= line.end for start, end in spans)

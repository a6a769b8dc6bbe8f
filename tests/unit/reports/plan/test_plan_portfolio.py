"""The page of all plans: who is where, what lags, what threatens, when the next review is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kam.core.words import Words, words_for
from kam.reports.plan_portfolio import draw_plan_portfolio
from tests.unit.reports.conftest import Paper
from tests.unit.reports.plan import samples

Read = Callable[[bytes], Paper]
RUSSIAN = words_for("ru")


def test_all_accounts_stand_on_one_page_with_what_management_asks(read: Read) -> None:
    paper = read(draw_plan_portfolio(samples.portfolio(), words=RUSSIAN).pdf)
    text = paper.text()
    assert paper.pages == 1
    for said in (
        "9 клиентов, с планом: 6; отстают: 3; факт 96 % плана",
        "Удержать плёнку VCI",
        "94 %",
        "19,1 млн ₽",
        "отстаёт 1 из 4",
        "Тендер на VCI",
        "21.01",
        "плана нет",
        "ВНУТРЕННИЙ",
        "ключевые клиенты",
    ):
        assert said in text, said


def test_no_clients_name_is_cut_and_the_years_gap_is_called_so(read: Read) -> None:
    content = samples.portfolio()
    names = ("Янтарьевский пивоваренный завод", "Завод детского питания «Росинка-Дети»")
    lines = tuple(replace(line, account=name) for line, name in zip(content.lines, names, strict=False))
    text = read(draw_plan_portfolio(replace(content, lines=lines), words=RUSSIAN).pdf).text()
    assert all(name in text for name in names)
    assert "факт и план года разрыв за год" in text


def test_many_accounts_still_fit_on_one_page_and_more_go_on_overleaf(read: Read) -> None:
    assert draw_plan_portfolio(samples.portfolio(33), words=RUSSIAN).pages == 1
    paper = read(draw_plan_portfolio(samples.portfolio(120), words=RUSSIAN).pdf)
    assert paper.pages > 1
    text = paper.text()
    assert all(f" {number} " in text for number in range(1, 121))


def test_sums_of_several_currencies_are_not_added(read: Read) -> None:
    content = samples.portfolio(2)
    line = content.lines[1]
    assert line.fact is not None
    assert line.plan is not None
    euros = replace(line, fact=replace(line.fact, currency="EUR"), plan=replace(line.plan, currency="EUR"))
    text = read(
        draw_plan_portfolio(replace(content, lines=(content.lines[0], euros)), words=RUSSIAN).pdf
    ).text()
    assert "2 клиента, с планом: 2; отстают: 1" in text
    assert "факт 94 % плана" not in text


def test_nobody_at_all_is_said_as_well(read: Read) -> None:
    text = read(draw_plan_portfolio(samples.portfolio(0), words=RUSSIAN).pdf).text()
    assert "0 клиентов" in text


def test_both_languages_are_spoken_and_bytes_stay(english: Words, read: Read) -> None:
    first = draw_plan_portfolio(samples.portfolio(5, "en"), words=english).pdf
    assert draw_plan_portfolio(samples.portfolio(5, "en"), words=words_for("en")).pdf == first
    assert "1 of 4 behind" in read(first).text()

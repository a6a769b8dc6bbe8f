"""The plan that is agreed with the client: what they may see, and no place for anything else."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Callable, Iterator
from dataclasses import replace

from kam.core.words import Words, words_for
from kam.reports.content import plan_parts, plan_work
from kam.reports.content.customer_plan import CustomerPlanPaper
from kam.reports.plan.customer_pdf import draw_customer_plan
from tests.unit.reports.conftest import Paper
from tests.unit.reports.plan import samples

Read = Callable[[bytes], Paper]
RUSSIAN = words_for("ru")


def test_it_says_what_both_sides_agree_on(read: Read) -> None:
    text = read(draw_customer_plan(samples.for_client(), words=RUSSIAN).pdf).text()
    for said in (
        "Совместный план на 2026–2027 годы",
        "Северогорский метизный завод и Вереск Упаковка",
        "ВАШИ ЦЕЛИ",
        "Экспорт с гарантией 12 месяцев без коррозии.",
        "1. Потери при упаковке не выше 0,8 %",
        "Образцы коробов на линию 2 Богданов 04.12",
        "2. Регулярные встречи руководителей",
        "закуплено на 84,2 млн ₽",
        "Ирина Левашова, директор по закупкам",
        "21.01.2027 Обзор совместной работы",
        "За Северогорский метизный завод",
    ):
        assert said in text, said


def test_nothing_on_it_says_that_there_is_another_plan(read: Read) -> None:
    paper = read(draw_customer_plan(samples.for_client(), words=RUSSIAN).pdf)
    text = paper.text().casefold()
    for word in ("внутренн", "версия", "риск", "конкурент", "бюджет плана", "отстаёт", "черновик", "kam"):
        assert word not in text, word
    assert "Внутренний" not in str(paper.metadata)
    assert paper.metadata["Author"] == "Вереск Упаковка"


def _types(kind: object, seen: set[type]) -> Iterator[type]:
    """Every class that a content of this type can hold."""
    for each in typing.get_args(kind):
        yield from _types(each, seen)
    if isinstance(kind, type) and dataclasses.is_dataclass(kind) and kind not in seen:
        seen.add(kind)
        yield kind
        for hint in typing.get_type_hints(kind).values():
            yield from _types(hint, seen)


def test_no_type_of_the_internal_plan_fits_into_it() -> None:
    held = set(_types(CustomerPlanPaper, set()))
    internal = {
        each
        for module in (plan_parts, plan_work)
        for each in vars(module).values()
        if isinstance(each, type) and each.__module__ == module.__name__
    }
    assert CustomerPlanPaper in held
    assert len(held) > 8
    assert not held & internal
    names = {field.name for each in held for field in dataclasses.fields(each)}
    assert not names & {"influence", "attitude", "threat", "margin", "weight", "strategy", "budget", "gap"}


def test_what_is_empty_is_left_out_without_a_word(read: Read) -> None:
    whole = samples.for_client()
    bare = CustomerPlanPaper(whole.head, "RUB", goals="Расти.")
    result = draw_customer_plan(bare, words=RUSSIAN)
    text = read(result.pdf).text()
    assert result.pages == 1
    assert "ВАШИ ЦЕЛИ" in text
    assert "РЕКЛАМАЦИИ" not in text
    assert "не записан" not in text


def test_the_same_content_gives_the_same_bytes() -> None:
    first = draw_customer_plan(samples.for_client(), words=RUSSIAN).pdf
    assert draw_customer_plan(samples.for_client(), words=words_for("ru")).pdf == first


def test_very_much_goes_on_overleaf_and_loses_nothing(read: Read, english: Words) -> None:
    one = samples.for_client("en")
    much = replace(
        one,
        goals="\n".join(f"Goal number {number} of many" for number in range(80)),
        objectives=tuple(replace(one.objectives[0], text=f"Objective {number}") for number in range(40)),
    )
    paper = read(draw_customer_plan(much, words=english).pdf)
    text = paper.text()
    assert paper.pages > 2
    assert all(f"Goal number {number} of many" in text for number in range(80))
    assert all(f"{number + 1}. Objective {number}" in text for number in range(40))
    assert "Agreed".upper() in paper.text(paper.pages - 1)

"""How satisfaction is said: figures, scores, silence."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from kam.analysis import satisfaction
from kam.analysis.satisfaction import SPAN, Camp, Figure
from kam.core.vocabulary import SatisfactionDriver, SurveyMeasure, SurveyStatus
from kam.services.surveys.rows import AnswerRow
from kam.ui.look import Look
from kam.ui.theme.tokens import Type
from kam.ui.widgets.pieces import GAP, Run

NOTHING: Final = "—"
TONES: Final = {Camp.PROMOTER: "green", Camp.PASSIVE: "text", Camp.DETRACTOR: "red"}


def value_text(look: Look, measure: SurveyMeasure, value: Decimal | None) -> str:
    """«+24», «78 %», «5,3»; a dash without an answer."""
    return NOTHING if value is None else satisfaction.value_text(look.formats, measure, value)


def change_text(look: Look, measure: SurveyMeasure, change: Decimal) -> str:
    """How far a figure moved, without its sign; empty where that cannot be seen."""
    moved = abs(change)
    if measure is SurveyMeasure.CES:
        shown = round(moved, 1)
        return look.formats.number(shown, 1) if shown else ""
    points = round(moved * 100) if measure is SurveyMeasure.CSAT else round(moved)
    if not points:
        return ""
    text = look.formats.number(points)
    return look.words.say("{points} pp", points=text) if measure is SurveyMeasure.CSAT else text


def response_text(look: Look, figure: Figure) -> str:
    """«ответили 23 из 41»."""
    formats = look.formats
    return look.words.say_many(
        "{answered} of {count} answered",
        "{answered} of {count} answered",
        figure.asked,
        answered=formats.number(figure.answered),
    )


def silence_text(look: Look, figure: Figure) -> str:
    """«не ответили 18 из 41»; empty where everybody did."""
    if not figure.without_answer:
        return ""
    return look.words.say(
        "{count} of {asked} did not answer",
        count=look.formats.number(figure.without_answer),
        asked=look.formats.number(figure.asked),
    )


def camps_text(look: Look, figure: Figure) -> str:
    """«промоутеров 12, нейтралов 5, критиков 6»."""
    words, number = look.words, look.formats.number
    return words.say(
        "promoters {promoters}, passives {passives}, detractors {detractors}",
        promoters=number(figure.promoters),
        passives=number(figure.passives),
        detractors=number(figure.detractors),
    )


def figure_text(look: Look, figure: Figure) -> str:
    """«NPS +24»: a figure with its measure."""
    return f"{look.words.of(figure.measure.label)} {value_text(look, figure.measure, figure.value)}"


def score_run(look: Look, row: AnswerRow, type_: Type = Type.NAME, gap: float = GAP) -> Run:
    """The score in the colour of its camp; what stands in its place where there is none."""
    camp = row.camp
    if row.score is None or camp is None:
        return Run(status_text(look, row.status), Type.SECONDARY, "text2", gap=gap)
    return Run(look.formats.number(row.score), type_, TONES[camp], gap=gap)


def status_text(look: Look, status: SurveyStatus) -> str:
    """«ждём», «не ответил(а)» said without a gender."""
    words = look.words
    if status is SurveyStatus.ASKED:
        return words.say_in("survey", "awaited")
    return words.say_in("survey", "no answer") if status is SurveyStatus.SILENT else ""


def name_text(look: Look, row: AnswerRow) -> str:
    """Who answered; said so where nobody knows any more."""
    return row.name.listed or look.words.say_in("survey", "not known any more")


def driver_text(look: Look, driver: SatisfactionDriver | None) -> str:
    """What decided it; empty where it was not named."""
    return "" if driver is None else look.words.of(driver.label)


def measure_text(look: Look, measure: SurveyMeasure) -> str:
    """«NPS, 0–10»."""
    low, high = SPAN[measure]
    return f"{look.words.of(measure.label)}, {low}–{high}"

"""A retention case on one page: the answer, what it stands on, and what would turn it."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from kam.analysis.health.retention_words import RetentionTeller
from kam.core.formats import Formats
from kam.core.text import with_capital
from kam.core.words import Words
from kam.reports.complaints.facts import title
from kam.reports.complaints.flow import Paper, draw_pages, full, letterhead, running_head
from kam.reports.complaints.look import REPORT
from kam.reports.content.retention import RetentionPaper
from kam.reports.fonts import Face
from kam.reports.kit import Box, Kit, blank, stacked
from kam.reports.layout import Heading, Part, Section
from kam.reports.pen import MM, Pen
from kam.reports.plan.columns import Cell, Column, prose, tabled
from kam.reports.result import PaperResult
from kam.reports.retention.curve import curve
from kam.reports.text import Style, emphasised, plain, set_text

_ANSWER: Final = Style(15, 18, Face.BOLD)
_FIGURE: Final = Style(15, 18, Face.BOLD)
_PAD: Final = 4 * MM


def draw_retention(content: RetentionPaper, *, words: Words) -> PaperResult:
    """Draw the case. The same content and words give the same bytes."""
    kit = Kit(words, Formats(words.language), REPORT, "", content.head.zone)
    told = RetentionTeller(words, kit.formats, content.currency, content.case, content.verdict)
    paper = Paper(content.head, words.say("Retention case"), internal=True)
    made = words.say("made on {date}", date=kit.formats.full_date(content.made_on))
    first = stacked(
        [
            letterhead(kit, paper),
            title(kit, paper.name, plain(content.account), plain(made)),
            _answer(kit, told),
            blank(3 * MM),
            _figures(kit, told),
            blank(2 * MM),
        ]
    )
    later = running_head(kit, paper, content.account)
    bands = [full(section) for section in _sections(kit, told, content) if section.rows]
    return draw_pages(kit, paper, first, later, bands, content)


def _answer(kit: Kit, told: RetentionTeller) -> Box:
    """The answer in a frame: a word and a sentence."""
    width = kit.look.width
    word = set_text(told.answer, _ANSWER, width - 2 * _PAD, 1)
    sentence = set_text(plain(told.result), kit.look.message, width - 2 * _PAD, 3)
    height = 2 * _PAD + word.height + 2 + sentence.height - 4

    def paint(pen: Pen, x: float, y: float) -> None:
        pen.box(x, y, width, height, weight=1.4)
        pen.text(x + _PAD, y + _PAD - 2, word)
        pen.text(x + _PAD, y + _PAD + word.height, sentence)

    return Box(height, paint)


def _figures(kit: Kit, told: RetentionTeller) -> Box:
    words, verdict = kit.words, told.verdict
    shown = [
        (words.say("margin at stake"), told.money(verdict.at_stake)),
        (words.say("cost of the concession"), told.money(verdict.cost)),
        (words.say("gain on balance"), told.money(verdict.gain)),
        (
            words.say("worth it from a chance of"),
            "—" if verdict.worth_from is None else told.chance(verdict.worth_from),
        ),
    ]
    width = kit.look.width / len(shown)
    made = [
        (set_text(text, _FIGURE, width - 6, 1), set_text(name, kit.look.small, width - 6, 2))
        for name, text in shown
    ]
    height = max(figure.height + name.height for figure, name in made)

    def paint(pen: Pen, x: float, y: float) -> None:
        for number, (figure, name) in enumerate(made):
            pen.text(x + number * width, y, figure)
            pen.text(x + number * width, y + figure.height, name)

    return Box(height + 2, paint)


def _sections(kit: Kit, told: RetentionTeller, content: RetentionPaper) -> list[Section]:
    words, width = kit.words, kit.look.width
    lines = [told.worth_from, told.worth_while, told.decides]
    turning = [kit.text(plain(line), width) for line in lines if line]
    reckoned = [kit.text(plain(line), width) for line in (told.without, told.with_it)]
    return [
        _section(
            kit, words.say("What it gains by the chance of leaving"), [curve(kit, told, width), *turning]
        ),
        _assumptions(kit, told),
        _section(kit, words.say("How it is reckoned, over twelve months"), reckoned),
        _section(kit, words.say("What speaks for leaving"), _signs(kit, content)),
        _section(kit, words.say("Note"), list(prose(kit, content.note, width))),
    ]


def _section(kit: Kit, heading: str, rows: list[Box]) -> Section:
    return Section(Part.COMPLAINTS, Heading(heading), kit.look.width, tuple(rows), ruled=False, counted=False)


def _assumptions(kit: Kit, told: RetentionTeller) -> Section:
    """What was known and assumed, each with what it comes to."""
    words, case = kit.words, told.case
    offer, money = case.concession, told.money
    discount = round(offer.discount * case.revenue)
    waiting = told.verdict.cost - discount - offer.service
    days = words.say_many("{count} day", "{count} days", offer.terms_days)
    rows: list[tuple[Cell, ...]] = [
        (words.say("Revenue"), money(case.revenue), ""),
        (words.say("Margin"), money(case.margin), _rate(told)),
        (words.say("Chance of leaving without a concession"), told.chance(case.leaving), ""),
        (words.say("Chance of leaving in spite of it"), told.chance(case.leaving_then), ""),
    ]
    if offer.discount:
        rows.append((words.say("Discount"), told.chance(offer.discount), _costs(kit, money(discount))))
    if offer.terms_days:
        price = words.say(
            "costs {sum}, money at {rate} a year", sum=money(waiting), rate=told.chance(case.capital)
        )
        rows.append((words.say("Longer terms of payment"), days, price))
    if offer.service:
        rows.append((words.say("Service"), money(offer.service), ""))
    columns = (
        Column(words.say_in("retention column", "assumption"), share=0.5),
        Column(words.say_in("retention column", "value"), share=0.2, right=True, bold=True),
        Column("", share=0.3),
    )
    heading = Heading(words.say("What it stands on"))
    return tabled(kit, heading, columns, rows, kit.look.width)


def _rate(told: RetentionTeller) -> str:
    if not told.case.revenue:
        return ""
    rate = Decimal(told.case.margin) / told.case.revenue
    return told.words.say("{share} of revenue", share=told.formats.percent(rate))


def _costs(kit: Kit, sum_: str) -> str:
    return kit.words.say("costs {sum}", sum=sum_)


def _signs(kit: Kit, content: RetentionPaper) -> list[Box]:
    if content.risk is None:
        return []
    words, width = kit.words, kit.look.width
    risk = words.say(
        "Risk of leaving within three months: {risk}", risk=emphasised(words.of(content.risk.label))
    )
    signs = [f"– {plain(with_capital(sign))}" for sign in content.signs]
    return [kit.text(line, width) for line in (risk, *signs)]

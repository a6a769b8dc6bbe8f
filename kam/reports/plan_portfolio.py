"""The plans of all accounts on one landscape page: what management looks over in a minute."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Final

from kam.analysis.health.score import HealthBand
from kam.analysis.plans.course_words import course_words
from kam.core.formats import Formats, zone_of
from kam.core.money import Money
from kam.core.vocabulary import Segment
from kam.core.words import Words
from kam.reports.charts import bullet
from kam.reports.content.plan_portfolio import PlanPortfolio, PortfolioLine
from kam.reports.document import About, Document
from kam.reports.fonts import Face
from kam.reports.kit import Box, Kit
from kam.reports.pen import MM, PAGE_HEIGHT, PAGE_WIDTH, Pen, text_width
from kam.reports.plan.columns import Cell, Column, named, table
from kam.reports.plan.look import PLAN
from kam.reports.result import PaperResult
from kam.reports.signs import chip
from kam.reports.text import Style, emphasised, set_text

_WIDTH: Final = PAGE_HEIGHT
_HEIGHT: Final = PAGE_WIDTH
_SIDE: Final = 12 * MM
_TOP: Final = 8 * MM
_HEAD: Final = 50.0
_FOOT: Final = 10 * MM
_LIVE: Final = _WIDTH - 2 * _SIDE
_BAR: Final = 22 * MM
_HEAVY: Final = 12
_TITLE: Final = Style(16, 19, Face.BOLD)
_LOOKS: Final = (
    replace(PLAN, unlimited=False, body=Style(9, 11), small=Style(7.5, 9), cell_lines=3, row_pad=3),
    replace(PLAN, unlimited=False, body=Style(8.5, 10.2), small=Style(7.5, 9), cell_lines=2, row_pad=2),
    replace(PLAN, unlimited=False, body=Style(8.5, 10.2), small=Style(7, 8.4), cell_lines=1, row_pad=1),
)
"""From cells that say much to a line each; beyond that the table goes on overleaf."""


def draw_plan_portfolio(content: PlanPortfolio, *, words: Words) -> PaperResult:
    """Draw the page. More accounts than fit go on overleaf; the same content gives the same bytes."""
    papers = (_Paper(content, words, number) for number in range(len(_LOOKS)))
    for paper in papers:
        if len(paper.pages) == 1:
            break
    return paper.draw()


@dataclass(frozen=True, slots=True)
class _Sum:
    """Plan and fact of all lines in one currency."""

    fact: int
    plan: int
    currency: str


class _Paper:
    """The table with one look, dealt out to pages."""

    def __init__(self, content: PlanPortfolio, words: Words, look: int) -> None:
        currency = next((line.fact.currency for line in content.lines if line.fact), "RUB")
        self._kit = Kit(words, Formats(words.language), _LOOKS[look], currency, content.zone)
        self._content = content
        self._spacious = look < len(_LOOKS) - 1
        self._head, rows = table(self._kit, self._columns(), self._rows(), _LIVE)
        self.pages = self._dealt(rows)

    @property
    def _today(self) -> date:
        return self._content.as_of.astimezone(zone_of(self._content.zone)).date()

    def _columns(self) -> tuple[Column, ...]:
        words, small = self._kit.words, self._kit.look.small
        return (
            Column(words.say_in("column", "client"), share=0.3 if self._spacious else 0.4),
            Column(words.say_in("column", "ambition"), share=0.34 if self._spacious else 0.25, style=small),
            Column(words.say_in("column", "plan"), share=0.18 if self._spacious else 0.0, style=small),
            Column(words.say_in("column", "health"), right=True),
            Column(words.say_in("column", "fact of plan"), width=_BAR),
            Column("", right=True, bold=True),
            Column(words.say_in("column", "gap of the year"), right=True),
            Column(words.say_in("column", "objectives"), width=58.0),
            Column(words.say_in("column", "top risk"), share=0.3, style=small),
            Column(words.say_in("column", "next review"), width=56.0),
        )

    def _rows(self) -> list[tuple[Cell, ...]]:
        return [self._row(line) for line in self._content.lines]

    def _row(self, line: PortfolioLine) -> tuple[Cell, ...]:
        kit, words = self._kit, self._kit.words
        about = []
        if line.segment not in {None, Segment.UNKNOWN}:
            about.append(words.of(line.segment.label) if line.segment else "")
        about.append(line.owner)
        under = ", ".join(filter(None, about))
        account = (
            named(kit, line.account, under)
            if self._spacious
            else partial(kit.whole, emphasised(line.account))
        )
        return (
            account,
            line.ambition,
            self._standing(line),
            self._health(line),
            self._bar(line),
            self._share(line),
            self._gap(line),
            self._objectives(line),
            self._risk(line),
            self._review(line),
        )

    def _standing(self, line: PortfolioLine) -> str:
        """The status, its version, and the strategy."""
        words = self._kit.words
        if line.status is None:
            return emphasised(words.say("no plan"))
        said = words.of(line.status.label)
        if line.version is not None:
            said = words.say("{status}, v. {number}", status=said, number=line.version)
        if line.strategy is not None and self._spacious:
            said = words.say("{status}; {strategy}", status=said, strategy=words.of(line.strategy.label))
        return said

    def _health(self, line: PortfolioLine) -> str:
        """The score and its change within a month; in danger it stands out."""
        if line.health is None:
            return ""
        number, change = self._kit.formats.number, line.health.change or 0
        said = number(line.health.score)
        said = emphasised(said) if line.band is HealthBand.RED else said
        sign = "▼" if change < 0 else "△"
        return f"{said} {sign} {number(abs(change))}" if change else said

    def _bar(self, line: PortfolioLine) -> Box:
        if line.fact is None or line.plan is None or line.plan.minor <= 0:
            return Box(10, lambda _pen, _x, _y: None)
        return bullet(line.fact.minor, line.plan.minor, _BAR, 8)

    def _share(self, line: PortfolioLine) -> str:
        if line.fact is None:
            return ""
        if line.plan is None or line.plan.minor <= 0:
            return self._money(line.fact)
        return self._kit.formats.percent(Decimal(line.fact.minor) / line.plan.minor)

    def _money(self, value: Money) -> str:
        return self._kit.formats.money(value.minor, value.currency)

    def _gap(self, line: PortfolioLine) -> str:
        if line.gap is None:
            return ""
        return self._money(line.gap) if line.gap.minor > 0 else self._kit.words.say_in("gap", "covered")

    def _objectives(self, line: PortfolioLine) -> Cell:
        """How many, and in black how many lag."""
        kit, words = self._kit, self._kit.words
        if not line.objectives:
            return kit.text("—" if line.status else "", 58)
        said = course_words(words, line.objectives, behind=line.behind, unknown=line.unknown)
        return chip(said, Style(7.5, kit.look.body.leading)) if line.behind else kit.text(said, 58, lines=2)

    def _risk(self, line: PortfolioLine) -> str:
        if line.risk is None:
            return ""
        risk, words = line.risk, self._kit.words
        weight = (risk.probability or 0) * (risk.impact or 0)
        said = words.say("{weight} · {title}", weight=weight, title=risk.title) if weight else risk.title
        said = emphasised(said) if weight >= _HEAVY else said
        return words.say("{risk}: {response}", risk=said, response=risk.response) if risk.response else said

    def _review(self, line: PortfolioLine) -> Cell:
        kit = self._kit
        if line.review_overdue:
            said = kit.words.say_in("review", "not planned")
            if line.next_review_on is not None:
                said = kit.near(line.next_review_on, self._today)
            return chip(said, Style(7.5, kit.look.body.leading))
        return kit.text(
            kit.near(line.next_review_on, self._today) if line.next_review_on else "", 56, lines=1
        )

    def _dealt(self, rows: Sequence[Box]) -> list[list[Box]]:
        room = _HEIGHT - _TOP - _HEAD - self._head.height - _FOOT - 6
        pages: list[list[Box]] = [[]]
        used = 0.0
        for row in rows:
            if pages[-1] and used + row.height > room:
                pages.append([])
                used = 0.0
            pages[-1].append(row)
            used += row.height
        return pages

    def draw(self) -> PaperResult:
        """Draw all pages."""
        document = self._document()
        document.pen.canvas.setPageSize((_WIDTH, _HEIGHT))
        for number, rows in enumerate(self.pages, start=1):
            pen = document.pen
            pen.canvas.translate(0, _HEIGHT - PAGE_HEIGHT)  # the pen counts from the head of a portrait page
            document.bookmark(self._kit.words.say("Portfolio of plans"), 0)
            self._paint_head(pen)
            y = _TOP + _HEAD
            self._head.paint(pen, _SIDE, y)
            y += self._head.height
            for row in rows:
                row.paint(pen, _SIDE, y)
                y += row.height
                pen.line(_SIDE, y, _WIDTH - _SIDE, y, 0.25)
            self._paint_foot(pen, number)
            document.end_page()
        return PaperResult(document.finish(), len(self.pages))

    def _paint_head(self, pen: Pen) -> None:
        kit, words, content = self._kit, self._kit.words, self._content
        pen.accent_rule(_SIDE, _TOP, _LIVE, 3)
        tag = words.say("internal").upper()
        style = Style(7.5, 10, Face.BOLD)
        chip(tag, style, height=11).paint(pen, _SIDE, _TOP + 7)
        what = words.say("Portfolio of plans")
        pen.word(_SIDE + text_width(tag, style) + 12, _TOP + 12, what, kit.look.small)
        pen.word(_WIDTH - _SIDE, _TOP + 12, content.chosen_by, kit.look.small, align=1)
        pen.text(_SIDE, _TOP + 20, set_text(self._sentence(), _TITLE, _LIVE, 1))

    def _sentence(self) -> str:
        """How many accounts have a plan, and how fact stands to plan."""
        words, lines = self._kit.words, self._content.lines
        planned = sum(line.status is not None for line in lines)
        said = words.say_many("{count} client", "{count} clients", len(lines))
        said = words.say("{accounts}, with a plan: {count}", accounts=said, count=planned)
        behind = sum(line.behind > 0 for line in lines)
        if behind:
            said = words.say("{line}; lagging: {count}", line=said, count=behind)
        total = self._total()
        if total is None:
            return said
        share = self._kit.formats.percent(Decimal(total.fact) / total.plan)
        return words.say("{line}; fact {share} of plan", line=said, share=share)

    def _total(self) -> _Sum | None:
        """None where nothing is planned, or where sums are in several currencies."""
        pairs = [
            (line.fact, line.plan)
            for line in self._content.lines
            if line.fact and line.plan and line.plan.minor > 0
        ]
        codes = {value.currency for pair in pairs for value in pair}
        if len(codes) != 1:
            return None
        return _Sum(sum(fact.minor for fact, _ in pairs), sum(plan.minor for _, plan in pairs), codes.pop())

    def _paint_foot(self, pen: Pen, number: int) -> None:
        kit, words = self._kit, self._kit.words
        top = _HEIGHT - _FOOT
        pen.line(_SIDE, top, _WIDTH - _SIDE, top, 0.25)
        page = words.say_in("page", "{page} / {pages}", page=number, pages=len(self.pages))
        wide = pen.word(_WIDTH - _SIDE, top + 7, page, kit.look.tiny, align=1)
        as_of = words.say("data as of {date}", date=kit.formats.full_date(self._today))
        line = " · ".join(filter(None, (self._content.our_company, as_of)))
        pen.text(
            _SIDE, top + 7 - kit.look.tiny.leading / 2, set_text(line, kit.look.tiny, _LIVE - wide - 12, 1)
        )

    def _document(self) -> Document:
        words, content = self._kit.words, self._content
        about = About(
            title=words.say("Portfolio of plans"),
            language=words.language,
            printed_at=content.printed_at,
            zone=content.zone,
            author=content.our_company,
            subject=words.say("Internal"),
        )
        return Document(about, content)

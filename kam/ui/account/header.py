"""Who the account is, its figures and the next meeting; one line of it on every tab but the first."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kam.analysis.health.churn import ChurnRisk
from kam.core.formats import Formats
from kam.core.vocabulary import AccountStatus, ServedBy
from kam.core.words import Words
from kam.services.account_card import AccountCard
from kam.services.health.rows import HealthRow
from kam.services.health.telling import inertia_sentence
from kam.ui.desk import Desk
from kam.ui.health.pieces import HealthLabel, band_glyph, change_of, risk_glyph, trend_glyph
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import Kind, button
from kam.ui.widgets.figures import Figure, FigureStrip, change_line, money_parts
from kam.ui.widgets.flow import FlowLayout
from kam.ui.widgets.focus import tab_in_reading_order
from kam.ui.widgets.glyphs import AvatarGlyph, IconGlyph
from kam.ui.widgets.labels import ElidedLabel, LineLabel
from kam.ui.widgets.moments import day_and_time, until
from kam.ui.widgets.panels import clear
from kam.ui.widgets.pieces import Line, Run
from kam.ui.widgets.status_tones import STATUS_TONES
from kam.ui.widgets.tags import Tag, Tone, status_label

HEALTH: Final = "health"
RISK: Final = "risk"
"""Figures that answer «why?» by the sheet of health."""
_TAGS: Final = 20
_COURSE: Final = 52
_COURSE_HIGH: Final = 14


class AccountHeader(QFrame):
    """The head of the account's page; what its buttons do is the page's."""

    brief_wished = Signal()
    prepare_wished = Signal()
    edit_wished = Signal()
    asked = Signal(str)
    """A figure that was asked «why?»: its code."""

    def __init__(self, desk: Desk, actions: QWidget) -> None:
        super().__init__()
        self._desk = desk
        self._look = desk.look
        self.setProperty("role", "pagehead")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(Size.PAGE_MARGIN, 12, Size.PAGE_MARGIN, 4)
        outer.setSpacing(12)
        top = QHBoxLayout()
        top.setSpacing(12)
        self._avatar = LineLabel(desk.look)
        self.name = ElidedLabel("", Type.TITLE)
        self._tags = FlowLayout()
        self.health = HealthLabel(desk.look, named=True)
        self.health.asked.connect(partial(self.asked.emit, HEALTH))
        self.risk = Tag("")
        self.inertia = Tag(desk.look.words.say_in("health", "Inertia"), Tone.AMBER)
        self._about = ElidedLabel("", Type.SECONDARY, "text2")
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self.name)
        first.addWidget(_one_row(self._tags), 1)
        for each in (self.inertia, self.risk, self.health):
            first.addWidget(each)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addLayout(first)
        texts.addWidget(self._about)
        top.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignVCenter)
        top.addLayout(texts, 1)
        top.addWidget(actions, 0, Qt.AlignmentFlag.AlignVCenter)
        outer.addLayout(top)
        self.figures = FigureStrip(desk.look)
        self.figures.asked.connect(self.asked)
        outer.addWidget(self.figures)
        self._meeting = MeetingStrip(desk)
        self._meeting.brief_wished.connect(self.brief_wished)
        self._meeting.prepare_wished.connect(self.prepare_wished)
        outer.addWidget(self._meeting)
        self._compact = False
        self._card: AccountCard | None = None
        self._row: HealthRow | None = None
        self.forget()

    def forget(self) -> None:
        """Another account is being read: nothing is said of it yet, the figures keep their places."""
        self._card = None
        self._row = None
        self.name.setText("")
        self._avatar.show_line(())
        clear(self._tags)
        self._about.setText("")
        self.figures.show_figures(unknown_figures(self._look.words))
        self.set_compact(compact=self._compact)

    def show_card(self, card: AccountCard) -> None:
        """Show an account."""
        self._card = card
        words = self._look.words
        row = card.row
        self.name.setText(row.name)
        self._avatar.show_line((AvatarGlyph(initials(row.name), 40, square=True),))
        clear(self._tags)
        self._tags.addWidget(status_label(self._look, words.of(row.status.label), STATUS_TONES[row.status]))
        self._tags.addWidget(Tag(words.of(row.segment.label), Tone.ACCENT))
        if row.key_group is not None:
            self._tags.addWidget(Tag(words.of(row.key_group.label)))
        if row.abc is not None:
            classes = [row.abc, *([row.xyz] if row.xyz is not None else [])]
            self._tags.addWidget(Tag(" · ".join(words.of(each.label) for each in classes)))
        self._tags.addWidget(Tag(words.of(row.degree.label)))
        self._about.setText(about(card, words))
        self._meeting.show_card(card)
        self._show_figures()
        self.set_compact(compact=self._compact)

    def show_health(self, row: HealthRow) -> None:
        """Show the health of the account, read a moment after the rest."""
        self._row = row
        words = self._look.words
        self.health.show_row(row)
        risk = words.of(row.churn.risk.label)
        tone = Tone.RED if row.churn.risk is ChurnRisk.HIGH else Tone.AMBER
        self.risk.show_tag(words.say("risk of leaving {risk}", risk=risk), tone)
        self.inertia.setToolTip(inertia_sentence(words))
        self._show_figures()
        self.set_compact(compact=self._compact)

    def set_compact(self, *, compact: bool) -> None:
        """One line on the other tabs, everything on the first."""
        self._compact = compact
        self._avatar.setVisible(not compact)
        self._about.setVisible(not compact)
        self.figures.setVisible(not compact)
        row = self._row
        self.health.setVisible(compact and row is not None)
        self.inertia.setVisible(row is not None and row.is_inertia)
        self.risk.setVisible(compact and self._may_leave())
        meets = self._card is not None and self._card.meeting is not None
        self._meeting.setVisible(not compact and meets)

    def _may_leave(self) -> bool:
        """Whether there is a risk to warn of; who has left cannot leave."""
        if self._row is None or self._row.churn.risk is ChurnRisk.LOW:
            return False
        return self._card is None or self._card.row.status is not AccountStatus.LOST

    def _show_figures(self) -> None:
        if self._card is not None:
            words, formats = self._look.words, self._look.formats
            self.figures.show_figures(figures_of(self._card, self._row, words, formats))
            tab_in_reading_order(self)


class MeetingStrip(QFrame):
    """The next meeting: when, in how long, what about, with whom; its brief at the right."""

    brief_wished = Signal()
    prepare_wished = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setProperty("role", "strip")
        self.setProperty("state", "next")
        self.setFixedHeight(46)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 10, 0)
        row.setSpacing(8)
        self._line = LineLabel(desk.look)
        row.addWidget(self._line, 1)
        words = desk.look.words
        self._prepare = button(
            desk.look,
            words.say_in("button", "Prepare"),
            kind=Kind.PRIMARY,
            compact=True,
            run=self.prepare_wished.emit,
        )
        self._brief = button(
            desk.look,
            words.say_in("button", "Brief"),
            compact=True,
            keys="Ctrl+B",
            run=self.brief_wished.emit,
        )
        row.addWidget(self._prepare)
        row.addWidget(self._brief)

    def show_card(self, card: AccountCard) -> None:
        """Show the next meeting of an account."""
        meeting = card.meeting
        self.setVisible(meeting is not None)
        if meeting is None:
            return
        look = self._desk.look
        now = self._desk.now().astimezone(self._desk.zone)
        at = meeting.starts_at.astimezone(self._desk.zone)
        who = ", ".join(card.guests)
        where = f"{who} · {meeting.place}" if who and meeting.place else who or meeting.place or ""
        self._line.show_line(
            (
                IconGlyph("calendar", "accent", Size.ICON),
                Run(day_and_time(at, now, look), Type.STRONG),
                Run(until(at, now, look.words), Type.BODY, "text2", gap=10),
                Run(meeting.subject, Type.STRONG, gap=16),
                Run(where, Type.BODY, "text2", gap=12),
            )
        )


def _one_row(tags: FlowLayout) -> QWidget:
    """As many tags as there is room for after the name; what would stand in a second row is not seen."""
    held = QWidget()
    held.setLayout(tags)
    held.setFixedHeight(_TAGS)
    held.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    return held


def initials(name: str) -> str:
    """Two letters of a company's name, of its own words rather than its form."""
    letters = [part.strip("«»\"'“”„()") for part in name.split()]
    named = [part for part in letters if part and part[0].isalnum()]
    if not named:
        return "?"
    return (named[0][0] + named[1][0] if len(named) > 1 else named[0][:2]).upper()


def about(card: AccountCard, words: Words) -> str:
    """The line under the name: legal name, industry, sites, since when."""
    parts = [card.legal_name, card.row.industry, card.row.city]
    if card.units > 1:
        parts.append(words.say_many("{count} site", "{count} sites", card.units))
    if card.client_since is not None:
        parts.append(words.say("client since {year}", year=card.client_since.year))
    if card.row.owner:
        parts.append(words.say("led by {name}", name=card.row.owner))
    return " · ".join(part for part in parts if part)


def unknown_figures(words: Words) -> list[Figure]:
    """The figures of the strip before they are read."""
    return [
        Figure(HEALTH, words.say_in("health", "Health"), "", explained=True),
        Figure("revenue", words.say("Revenue, 12 months"), ""),
        Figure("plan", words.say("Plan of the year"), ""),
        Figure("wallet", words.say("Share of wallet"), ""),
        Figure(RISK, words.say("Risk of leaving, 3 months"), "", explained=True),
        Figure("receivables", words.say("Receivables"), ""),
        Figure("completeness", words.say("Dossier complete"), "", explained=True),
    ]


def figures_of(card: AccountCard, row: HealthRow | None, words: Words, formats: Formats) -> list[Figure]:
    """The figures of the strip; what is not known says so by a dash. Health comes a moment after the rest."""
    found = [_health(row, words, formats), _revenue(card, words, formats)]
    found += [_plan(card, words, formats), _wallet(card, words, formats), _risk(card, row, words)]
    owed = card.money.receivables
    if owed is None:
        found.append(Figure("receivables", words.say("Receivables"), "—"))
    else:
        text, unit = money_parts(owed.owed, card.currency, formats)
        overdue = None
        if owed.overdue:
            late = _beside(owed.overdue, owed.owed, card.currency, formats)
            overdue = Run(words.say("{sum} overdue", sum=late), Type.SECONDARY, "red")
        found.append(Figure("receivables", words.say("Receivables"), text, unit, corner=overdue))
    found.append(
        Figure(
            "completeness", words.say("Dossier complete"), formats.number(card.percent), "%", explained=True
        )
    )
    return found


def _beside(part: int, whole: int, currency: str, formats: Formats) -> str:
    """A part of a sum beside it: in its scale, and with its unit where that is short."""
    scale = formats.scale_for(whole, currency)
    if formats.language == "ru":
        return formats.scaled(part, currency, scale)
    return formats.money(part, currency, scale)


def _health(row: HealthRow | None, words: Words, formats: Formats) -> Figure:
    name = words.say_in("health", "Health")
    if row is None:
        return Figure(HEALTH, name, "", explained=True)
    if row.health is None:
        return Figure(HEALTH, name, "—", before=(band_glyph(None),), explained=True)
    band = Run(words.of(row.health.band.label), Type.SECONDARY, "text2")
    return Figure(
        HEALTH,
        name,
        formats.number(row.health.score),
        before=(band_glyph(row.health.band, silent=True),),
        after=(*change_of(formats, row.change), band),
        explained=True,
        corner=trend_glyph(row.trend, width=_COURSE, height=_COURSE_HIGH),
    )


def _risk(card: AccountCard, row: HealthRow | None, words: Words) -> Figure:
    name = words.say("Risk of leaving, 3 months")
    if row is None or card.row.status is AccountStatus.LOST:
        return Figure(RISK, name, "" if row is None else "—", explained=True)
    risk = row.churn.risk
    return Figure(RISK, name, words.of(risk.label), before=(risk_glyph(risk),), explained=True)


def _revenue(card: AccountCard, words: Words, formats: Formats) -> Figure:
    total = card.money.total
    if total is None:
        return Figure("revenue", words.say("Revenue, 12 months"), "—")
    text, unit = money_parts(total, card.currency, formats)
    before = card.money.total_before
    after: Line = ()
    if before:
        share = Decimal(total - before) / before
        after = tuple(change_line(formats.percent(abs(share)), (share > 0) - (share < 0)))
    return Figure("revenue", words.say("Revenue, 12 months"), text, unit, after=after)


def _plan(card: AccountCard, words: Words, formats: Formats) -> Figure:
    plan = card.money.plan_fact
    if plan is None or not plan.plan:
        return Figure("plan", words.say("Plan of the year"), "—")
    percent = formats.number(round(Decimal(plan.fact) * 100 / plan.plan))
    of = (Run(words.say("of {sum}", sum=formats.money(plan.plan, card.currency)), Type.SECONDARY, "text2"),)
    return Figure("plan", words.say("Plan of the year"), percent, "%", after=of)


def _wallet(card: AccountCard, words: Words, formats: Formats) -> Figure:
    wallet = card.money.wallet
    if wallet is None or not wallet.total:
        return Figure("wallet", words.say("Share of wallet"), "—")
    ours = sum(share.amount for share in wallet.shares if share.by is ServedBy.US)
    of = (
        Run(words.say("of {sum}", sum=formats.money(wallet.total, card.currency)), Type.SECONDARY, "text2"),
    )
    return Figure(
        "wallet",
        words.say("Share of wallet"),
        formats.number(round(Decimal(ours) * 100 / wallet.total)),
        "%",
        after=of,
    )

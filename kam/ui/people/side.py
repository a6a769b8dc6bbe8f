"""One person beside the list: where they work with us, how to reach them, what matters to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kam.analysis.birthdays import birthday_after
from kam.core.text import with_capital
from kam.core.vocabulary import ContactKind
from kam.services.people.card import PersonCard, PlaceCard
from kam.services.people.directory_rows import DirectoryRow
from kam.services.people.names import colleague_short
from kam.ui.look import Look
from kam.ui.people.deeds import PeopleDeeds
from kam.ui.persons.columns import how_far
from kam.ui.places import account_place
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import Kind, button, icon_button, link
from kam.ui.widgets.facts import Facts
from kam.ui.widgets.glyphs import AttitudeGlyph, AvatarGlyph, DotGlyph, IconGlyph
from kam.ui.widgets.labels import ElidedLabel, LineLabel, label
from kam.ui.widgets.pieces import Glyph, Line, Mark, Run
from kam.ui.widgets.side_frame import SideFrame

WIDTH: Final = 288
_AVATAR: Final = 40
_INDENT: Final = 16
_REACHED: Final = {ContactKind.PHONE, ContactKind.MOBILE, ContactKind.EMAIL, ContactKind.MESSENGER}


class PersonCardSide(SideFrame):
    """Shows one person; whoever wants more goes to the client's map."""

    closed = Signal()
    went = Signal(object)
    """A ``Place``."""

    def __init__(self, look: Look, deeds: PeopleDeeds, today: Callable[[], date]) -> None:
        super().__init__(look)
        self._deeds = deeds
        self._today = today
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(look.words.say("The person selected"))

    def show_row(self, row: DirectoryRow, card: PersonCard | None) -> None:
        """Show whom a row is about; ``card`` is None for a place without a name."""
        self.begin()
        self._show_head(row, card)
        if card is not None:
            if row.moved:
                self._say_moved(row)
            self._show_places(card)
            self.body.addWidget(self._facts(row, card))
        else:
            facts = Facts(self.look)
            waiting = self.look.words.say("name needed, {days} d", days=row.open_days or 0)
            facts.add_text(self.look.words.say("Waits"), waiting, "amber")
            facts.add_text(
                self.look.words.say_in("person", "Answers"), row.owner or self.look.words.say("nobody")
            )
            self.body.addWidget(facts)
        self.body.addStretch(1)
        self._show_foot(row)
        self.area.verticalScrollBar().setValue(0)

    # Inside

    def _show_head(self, row: DirectoryRow, card: PersonCard | None) -> None:
        words = self.look.words
        name = words.say("Name unknown") if card is None else (_called(card) or words.say("Erased"))
        top = QHBoxLayout()
        top.setSpacing(12)
        avatar = AvatarGlyph(row.name.initials or "?", _AVATAR, unknown=card is None)
        face = LineLabel(self.look, (avatar,), height=_AVATAR)
        face.setFixedSize(_AVATAR, _AVATAR)
        top.addWidget(face, 0, Qt.AlignmentFlag.AlignTop)
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(label(name, Type.LEAD, wraps=True))
        at = ", ".join(part for part in (row.job_title or row.placeholder, row.account) if part)
        names.addWidget(label(at, tone="text2", wraps=True))
        top.addLayout(names, 1)
        close = icon_button(self.look, "x", words.say("Close"), small=True, run=self.closed.emit)
        top.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.head.addLayout(top)

    def _say_moved(self, row: DirectoryRow) -> None:
        words = self.look.words
        text = (
            words.say("Now at another client of ours")
            if row.left_on
            else words.say("Came from another client")
        )
        strip = LineLabel(
            self.look, (IconGlyph("arrow-up-down", "accent_text", 14), Run(text, tone="accent_text"))
        )
        self.body.addWidget(strip)
        self.body.addSpacing(Size.HALF)

    def _show_places(self, card: PersonCard) -> None:
        words = self.look.words
        heading = label(words.say("Places"), Type.STRONG, "text2")
        self.body.addSpacing(Size.HALF)
        self.body.addWidget(heading)
        for place in card.places:
            self._show_place(place)
        self.body.addSpacing(Size.GRID)

    def _show_place(self, place: PlaceCard) -> None:
        row = place.row
        here = row.left_on is None
        dot = DotGlyph("accent" if here else "edge")
        line = QHBoxLayout()
        line.setContentsMargins(0, 6, 0, 0)
        line.setSpacing(Size.GRID)
        line.addWidget(LineLabel(self.look, (dot,)))
        name = link(
            self.look,
            place.account,
            run=partial(self.went.emit, account_place(row.account_id, "people", row.id)),
        )
        line.addWidget(name)
        line.addStretch(1)
        self.body.addLayout(line)
        under = QVBoxLayout()
        under.setContentsMargins(_INDENT + 4, 0, 0, 0)
        under.setSpacing(0)
        if about := self._about_place(place):
            under.addWidget(label(about, Type.SECONDARY, "text2", wraps=True))
        under.addWidget(LineLabel(self.look, self._standing(place)))
        self.body.addLayout(under)

    def _about_place(self, place: PlaceCard) -> str:
        """«нач. производства, с марта 2021», «2021 – 20.11.2026»."""
        row, words, formats = place.row, self.look.words, self.look.formats
        parts = [row.job_title or ""]
        if row.left_on is not None:
            parts.append(words.say("left {date}", date=formats.full_date(row.left_on)))
        elif row.since is not None:
            parts.append(words.say("since {date}", date=formats.month_year(row.since)))
        return ", ".join(part for part in parts if part)

    def _standing(self, place: PlaceCard) -> Line:
        """Attitude, what is aimed at, how often we met."""
        words, rating = self.look.words, place.row.attitude
        pieces: list[Run | Mark | Glyph] = []
        if rating.value is None:
            pieces.append(Run(words.say("not rated"), Type.SECONDARY, "text3"))
        else:
            pieces.append(AttitudeGlyph(rating.value, faded=rating.stale, silent=True))
            pieces.append(Run(words.of(rating.value.label), Type.SECONDARY))
        if rating.target is not None and rating.target is not rating.value and place.row.left_on is None:
            meaning = words.say("target {attitude}", attitude=words.of(rating.target.label))
            pieces += [
                IconGlyph("arrow-right", "accent_text", 12, meaning),
                AttitudeGlyph(rating.target, silent=True),
            ]
        if place.contacts:
            met = words.say_many("{count} contact", "{count} contacts", place.contacts)
            pieces.append(Run(met, Type.SECONDARY, "text2", gap=8))
        return pieces

    def _facts(self, row: DirectoryRow, card: PersonCard) -> Facts:
        words = self.look.words
        facts = Facts(self.look)
        for contact in card.contacts:
            if contact.kind in _REACHED:
                facts.add_widget(with_capital(words.of(contact.kind.label)), self._reach(contact.value))
        if card.preferred_channel is not None:
            facts.add_text(words.say("Best reached by"), words.of(card.preferred_channel.label))
        places = [place.row for place in card.places if place.row.left_on is None]
        facts.add_text(words.say("Cares about"), _told(place.cares_about for place in places))
        facts.add_text(words.say("Avoid"), _told(place.avoid for place in places))
        facts.add_text(words.say("Birthday"), self._birthday(card))
        facts.add_text(words.say("Gifts"), card.gifts_policy or "")
        facts.add_text(words.say("Languages"), card.languages or "")
        facts.add_text(words.say("Interests"), card.interests or "")
        facts.add_text(
            words.say_in("person", "Answers"),
            row.owner or words.say("nobody"),
            "text" if row.owner else "amber",
        )
        levels = [each for place in places for each in place.levels if each.level]
        known = [f"{colleague_short(each.colleague)} {int(each.level)}" for each in levels]
        facts.add_text(words.say("Knows of us"), ", ".join(dict.fromkeys(known)))
        ties = [tie.other for place in card.places for tie in place.ties]
        facts.add_text(words.say("Tied to"), ", ".join(dict.fromkeys(ties)))
        facts.add_line(words.say("Consent"), self._consent(card))
        facts.add_text(words.say("Notes"), card.notes or "")
        return facts

    def _reach(self, value: str) -> QWidget:
        """A phone or an address, cut where it is long, and a button that copies it whole."""
        held = QWidget()
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(ElidedLabel(value), 1)
        copy = partial(QGuiApplication.clipboard().setText, value)
        text = self.look.words.say("Copy {what}", what=value)
        row.addWidget(icon_button(self.look, "copy", text, small=True, run=copy))
        return held

    def _birthday(self, card: PersonCard) -> str:
        """«14 марта, через 110 дней, исполнится 45 лет»."""
        words, formats = self.look.words, self.look.formats
        on = birthday_after(card.birthday, self._today())
        if card.birthday is None or on is None:
            return ""
        far = how_far(self.look, (on - self._today()).days)
        if not card.birthday_year_known:
            return f"{formats.day_month(card.birthday)}, {far}"
        turns = words.say_many("turns {count}", "turns {count}", on.year - card.birthday.year)
        return f"{formats.long_date(card.birthday)}, {far}, {turns}"

    def _consent(self, card: PersonCard) -> Line:
        words = self.look.words
        if card.consent_on is None:
            return (IconGlyph("shield-alert", "amber", 14), Run(words.say("no consent"), tone="amber"))
        day = self.look.formats.full_date(card.consent_on)
        text = ", ".join(part for part in (card.consent_basis, day) if part)
        return (IconGlyph("badge-check", "green", 14), Run(text))

    def _show_foot(self, row: DirectoryRow) -> None:
        words, people = self.look.words, [row]
        shown = button(
            self.look,
            words.say("On the map"),
            kind=Kind.PRIMARY,
            run=partial(self._deeds["open"].run, people),
        )
        change = button(
            self.look, words.say_in("button", "Change…"), run=partial(self._deeds["change"].run, people)
        )
        timeline = icon_button(
            self.look,
            "history",
            words.say("Their timeline"),
            run=partial(self._deeds["timeline"].run, people),
        )
        self.set_foot(shown, change, timeline)


def _called(card: PersonCard) -> str:
    return " ".join(part for part in (card.name.listed, card.name.patronymic) if part)


def _told(texts: Iterable[str | None]) -> str:
    return "\n".join(dict.fromkeys(text for text in texts if text))

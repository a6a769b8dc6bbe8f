"""One person of the map: who they are, how they stand, what they care about, how that went."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Protocol
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from kam.core.vocabulary import Attitude, BuyingRole, ContactLevel, RatingKind
from kam.services.people.names import colleague_short
from kam.services.people.rating import RatingStep
from kam.services.people.rows import LevelRow, PlaceRow, RaisedComplaint, RatingRow, StakeholderMap
from kam.ui.account.people.persons import PersonWords
from kam.ui.account.people.side.history import HistorySide
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import Kind, button, icon_button
from kam.ui.widgets.facts import Facts
from kam.ui.widgets.flow import FlowLayout
from kam.ui.widgets.glyphs import AttitudeGlyph, AvatarGlyph, IconGlyph, InfluenceGlyph, State, StateGlyph
from kam.ui.widgets.labels import ElidedLabel, LineLabel, label, rule
from kam.ui.widgets.panels import clear
from kam.ui.widgets.people_words import short_role
from kam.ui.widgets.pieces import Line, Run
from kam.ui.widgets.side_frame import SideFrame
from kam.ui.widgets.tags import Tag, Tone

_AVATAR = 40
_MOST_COMPLAINTS = 4


class PersonDeeds(Protocol):
    """What can be done to a person from beside the map."""

    def rate(self, row: PlaceRow, kind: RatingKind = RatingKind.ATTITUDE) -> None:
        """Rate somebody anew."""

    def edit(self, row: PlaceRow) -> None:
        """Change what is known of somebody."""

    def give_name(self, row: PlaceRow) -> None:
        """Say who holds a place without a name."""

    def remove_rating(self, row: PlaceRow, step: RatingStep) -> None:
        """Take a rating out."""


class PersonSide(SideFrame):
    """Shows one person; what is to be done goes to the deeds."""

    closed = Signal()
    """Nobody shall be shown any more."""

    def __init__(self, look: Look, deeds: PersonDeeds, menu_of: Callable[[PlaceRow], QMenu]) -> None:
        super().__init__(look)
        self._deeds = deeds
        self._menu_of = menu_of
        self._persons = PersonWords(look)
        self._row: PlaceRow | None = None
        self._day = date.min
        self._steps: tuple[RatingStep, ...] = ()
        self._kind = RatingKind.ATTITUDE
        self._held = QVBoxLayout()
        self.history: HistorySide | None = None

    @property
    def shown(self) -> UUID | None:
        """Whose place is shown."""
        return None if self._row is None else self._row.id

    def show_person(self, row: PlaceRow, found: StakeholderMap) -> None:
        """Show somebody; how they were rated follows by ``show_history``.

        Whoever is here already keeps the scroll, the kind of rating that was looked at, and the keyboard.
        """
        same = self._row is not None and self._row.id == row.id
        if not same:
            self._kind = RatingKind.ATTITUDE
            self._steps = ()
        down = self.area.verticalScrollBar().value() if same else 0
        focused = QApplication.focusWidget()
        held = focused is not None and self.isAncestorOf(focused)
        self.begin()
        self._row, self._day = row, found.day
        self._show_head(row, found)
        self.body.addWidget(self._facts(row, found))
        self._held = QVBoxLayout()
        self.body.addLayout(self._held)
        self.body.addStretch(1)
        self._show_foot(row)
        if same and self._steps:
            self.show_history(self._steps)
        self.area.verticalScrollBar().setValue(down)
        if held:
            self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_history(self, steps: Sequence[RatingStep]) -> None:
        """How the person who is shown was rated."""
        clear(self._held)
        self._steps = tuple(steps)
        self.history = None
        row = self._row
        if row is None or row.is_placeholder:
            return
        self._held.addSpacing(Size.GRID)
        self._held.addWidget(rule())
        made = HistorySide(self.look, row, self._steps, self._day)
        made.kinds.choose(self._kind.value)
        made.show_kind(self._kind)
        made.kinds.chosen.connect(self._keep_kind)
        made.rate_wished.connect(partial(self._deeds.rate, row))
        made.removal_wished.connect(self._remove)
        self.history = made
        self._held.addWidget(made)

    # Inside

    def _show_head(self, row: PlaceRow, found: StakeholderMap) -> None:
        words = self.look.words
        top = QHBoxLayout()
        top.setSpacing(12)
        avatar = AvatarGlyph(self._persons.initials(row), _AVATAR, unknown=row.is_placeholder)
        face = LineLabel(self.look, (avatar,), height=_AVATAR)
        face.setFixedSize(_AVATAR, _AVATAR)
        top.addWidget(face)
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addStretch(1)
        names.addWidget(ElidedLabel(self._persons.heading(row), Type.LEAD))
        names.addWidget(label(self._under_name(row, found.day), tone="text2", wraps=True))
        names.addStretch(1)
        top.addLayout(names, 1)
        self.close_button = icon_button(self.look, "x", words.say("Close"), small=True, run=self.closed.emit)
        top.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.head.addLayout(top)
        self.head.addWidget(self._tags(row))

    def _under_name(self, row: PlaceRow, day: date) -> str:
        words, title = self.look.words, self._persons.title(row)
        if row.is_placeholder:
            return self._persons.waiting(row)
        if row.left_on is not None:
            return words.say("left {date}", date=self._persons.near(row.left_on, day))
        if row.since is None:
            return title
        since = self.look.formats.month_year(row.since)
        if not title:
            return words.say("since {date}", date=since)
        return words.say("{title} since {date}", title=title, date=since)

    def _tags(self, row: PlaceRow) -> QWidget:
        words = self.look.words
        held = QWidget()
        flow = FlowLayout(held, gap=6)
        for role in row.roles:
            if role in {BuyingRole.DECIDER, BuyingRole.INFLUENCER, BuyingRole.APPROVER}:
                tone = {BuyingRole.DECIDER: Tone.SOLID, BuyingRole.INFLUENCER: Tone.BOLD}.get(
                    role, Tone.PLAIN
                )
                tag = Tag(short_role(role, words), tone)
                tag.setToolTip(words.of(role.label))
                tag.setAccessibleName(words.of(role.label))
            else:
                tag = Tag(words.of(role.label))
            flow.addWidget(tag)
        if row.circle is not None:
            tag = Tag(words.say("circle {number}", number=int(row.circle)))
            tag.setToolTip(words.of(row.circle.label))
            flow.addWidget(tag)
        if row.lens is not None:
            flow.addWidget(Tag(words.say("view: {lens}", lens=words.of(row.lens.label))))
        if not flow.count():
            held.hide()
        return held

    def _facts(self, row: PlaceRow, found: StakeholderMap) -> Facts:
        words = self.look.words
        facts = Facts(self.look)
        if not row.is_placeholder:
            facts.add_line(words.say("Attitude"), self._attitude(row))
        facts.add_line(words.say("Influence"), self._influence(row.influence))
        if not row.is_placeholder:
            facts.add_line(words.say("Contact"), self._contact(row))
            facts.add_text(words.say("Level"), "\n".join(map(self._level, row.levels)))
        facts.add_text(
            words.say("Answers"), row.owner or words.say("nobody"), "text" if row.owner else "amber"
        )
        boss = None if row.reports_to is None else found.place(row.reports_to)
        facts.add_text(words.say("Reports to"), "" if boss is None else self._persons.heading(boss))
        facts.add_text(words.say("Unit"), ", ".join(part for part in (row.department, row.unit) if part))
        for name, text in (
            (words.say("Cares about"), row.cares_about),
            (words.say("Concerns"), row.concerns),
            (words.say("Avoid"), row.avoid),
            (words.say("Business win"), row.business_win),
            (words.say("Personal win"), row.personal_win),
            (words.say("Notes"), row.notes),
        ):
            facts.add_text(name, text or "")
        shown = row.complaints[:_MOST_COMPLAINTS]
        facts.add_text(words.say("Complaints"), "\n".join(map(self._complaint, shown)))
        return facts

    def _complaint(self, one: RaisedComplaint) -> str:
        """«K-2026-0041, 12 окт: закрыта, оценка 4 из 5, скептик → сторонник»."""
        words = self.look.words
        told = [words.of(one.stage.label)]
        if one.satisfaction is not None:
            told.append(words.say("rated {number} of 5", number=one.satisfaction))
        before, after = one.attitude_before, one.attitude_after
        if before is not None and after is not None and before is not after:
            told.append(
                words.say("{before} → {after}", before=words.of(before.label), after=words.of(after.label))
            )
        day = self.look.formats.near(one.received_on, self._day)
        return words.say("{number}, {date}: {told}", number=one.number, date=day, told=", ".join(told))

    def _attitude(self, row: PlaceRow) -> Line:
        words, rating = self.look.words, row.attitude
        if rating.value is None:
            return (Run(words.say("not rated"), tone="text3"),)
        line: list[Run | AttitudeGlyph | IconGlyph] = [
            AttitudeGlyph(rating.value, faded=rating.stale, silent=True),
            Run(words.of(rating.value.label), Type.STRONG, "text3" if rating.stale else "text"),
        ]
        if rating.stale:
            line.append(IconGlyph("history", "amber", 13, words.say("rated too long ago")))
        if rating.target is not None and rating.target is not rating.value:
            line += self._target(rating)
        return line

    def _target(self, rating: RatingRow[Attitude]) -> list[Run | AttitudeGlyph | IconGlyph]:
        words = self.look.words
        if rating.target is None:
            return []
        arrow = IconGlyph("arrow-right", "text2", 13, words.say_in("rating", "target"))
        sign = AttitudeGlyph(rating.target, silent=True)
        return [arrow, sign, Run(words.of(rating.target.label), tone="text2")]

    def _influence(self, rating: RatingRow[int]) -> Line:
        words = self.look.words
        if rating.value is None:
            return (Run(words.say("not rated"), tone="text3"),)
        of = Run(words.say("of {total}", total=5), tone="text2", gap=4)
        return (InfluenceGlyph(rating.value), Run(str(rating.value), Type.STRONG), of)

    def _contact(self, row: PlaceRow) -> Line:
        text = self._persons.contact(row)
        level = row.contact_level.value
        if level is not None and level is not ContactLevel.UNKNOWN and row.contact_days is not None:
            text = f"{self.look.words.of(level.label)}, {text}"
        if row.overdue:
            return (StateGlyph(State.ATTENTION, small=True), Run(text, Type.BODY, "amber"))
        return (Run(text),)

    def _level(self, level: LevelRow) -> str:
        words = self.look.words
        who, now = colleague_short(level.colleague), words.of(level.level.label)
        if level.target is None or level.target <= level.level:
            return words.say("{name}: {level}", name=who, level=now)
        aim = words.of(level.target.label)
        return words.say("{name}: {level} → {target}", name=who, level=now, target=aim)

    def _keep_kind(self, code: str) -> None:
        self._kind = RatingKind.of(code)

    def _remove(self, rating_id: object) -> None:
        step = next((each for each in self._steps if each.id == rating_id), None)
        if step is not None and self._row is not None:
            self._deeds.remove_rating(self._row, step)

    def _show_foot(self, row: PlaceRow) -> None:
        words = self.look.words
        if row.is_placeholder:
            first = button(
                self.look,
                words.say("Fill in the name"),
                kind=Kind.PRIMARY,
                run=partial(self._deeds.give_name, row),
            )
        else:
            first = button(
                self.look, words.say("Rate"), kind=Kind.PRIMARY, run=partial(self._deeds.rate, row)
            )
        change = button(self.look, words.say("Change"), run=partial(self._deeds.edit, row))
        more = icon_button(self.look, "ellipsis", words.say("What else can be done"))
        menu = self._menu_of(row)
        menu.setParent(more, menu.windowFlags())  # a button does not keep the menu that it opens
        more.setMenu(menu)
        self.set_foot(first, change, more)

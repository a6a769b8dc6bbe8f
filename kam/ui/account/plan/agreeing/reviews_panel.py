"""The reviews of a plan: when, how the four questions were answered, what was said."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kam.analysis.plans.content import PlanReview
from kam.core.short_names import family_of
from kam.reports.plan.wording import REVIEW_QUESTIONS
from kam.services.plans.reading import PlanReading
from kam.services.plans.reviews import RATINGS
from kam.ui.account.plan.line_panel import LinePanel
from kam.ui.account.plan.reading import Shown
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.labels import ElidedLabel
from kam.ui.widgets.panels import sized
from kam.ui.widgets.tips import plain_tip

_DAY: Final = 76
_RATING: Final = 46


class ReviewsPanel(LinePanel):
    """The latest first; a row opens its review."""

    def __init__(self, look: Look) -> None:
        words = look.words
        super().__init__(
            look,
            words.say("Reviews"),
            add=words.say("Write a review down"),
            empty=words.say("No review yet: four questions, who took part, what was decided, what moved."),
            columns=[],
            row_height=Size.ROW_TWO_LINES,
        )
        self._columns.hide()

    def show_plan(self, shown: Shown) -> None:
        """Show a plan's reviews."""
        plan = shown.plan
        reviews = sorted(plan.content.reviews, key=lambda each: each.on, reverse=True)
        self.begin(len(reviews), writable=plan.takes_facts)
        self._columns.hide()
        self._rule.hide()
        for each in reviews:
            self._add(each, plan)
        self.end()

    def _add(self, review: PlanReview, plan: PlanReading) -> None:
        words, formats = self.look.words, self.look.formats
        day = formats.short_date(review.on)
        mean = "—" if review.rating is None else formats.tidy(review.rating, 1)
        told = [
            f"{words.of(question)} {getattr(review, name)}"
            for name, question in zip(RATINGS, REVIEW_QUESTIONS, strict=True)
            if getattr(review, name) is not None
        ]
        people = [family_of(plan.colleagues.get(each, "")) for each in review.our_ids]
        people += [family_of(plan.stakeholders.get(each, "")) for each in review.their_ids]
        who = ", ".join(each for each in people if each) or words.say("attendees not written down")
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(0)
        said = review.notes.splitlines()[0] if review.notes else words.say("Nothing was noted.")
        column.addWidget(ElidedLabel(said))
        column.addWidget(ElidedLabel(who, Type.SECONDARY, "text2"))
        on = sized(ElidedLabel(day, Type.STRONG), _DAY)
        rating = sized(ElidedLabel(mean, Type.STRONG), _RATING, right=True)
        for each in (held, on, rating):
            each.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = self.lines.add_part(review.id, f"{day}, {mean}, {said}, {who}", on, held, rating, stretch=1)
        row.setToolTip(plain_tip("\n".join(told)))

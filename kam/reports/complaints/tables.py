"""What the learning report and the register show as tables: the same on paper and in a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Final

from kam.analysis.complaints.clients import Course
from kam.core.formats import Formats
from kam.core.vocabulary import ClockKind, ComplaintStage
from kam.core.words import Label, Words, label
from kam.reports.complaints.wording import clock_name, kept_word, working_time
from kam.reports.content.complaints import (
    ComplaintRegister,
    LearningPaper,
    MonthLine,
    NormLine,
    ShareLine,
)
from kam.reports.office.tables import Cell, Column, Kind, Row, Table

_COURSES: Final[dict[Course, Label]] = {
    Course.BETTER: label("course of complaints", "better"),
    Course.SAME: label("course of complaints", "the same"),
    Course.WORSE: label("course of complaints", "worse"),
}


@dataclass(frozen=True, slots=True)
class Tables:
    """Makes the tables of a content in a language."""

    words: Words
    formats: Formats

    # --- what complaints teach

    def months(self, paper: LearningPaper, *, hours: bool = False) -> Table:
        """Month by month: how many came, which norms were kept, how long it took.

        Beside each norm stands its median. Times read best in working days; with ``hours`` they are numbers
        to reckon with.
        """
        words = self.words
        clocks = (ClockKind.ACKNOWLEDGEMENT, ClockKind.FIRST_RESPONSE, ClockKind.RESOLUTION)
        pairs = [
            (
                Column(words.say("{clock} in time", clock=clock_name(words, clock)), Kind.SHARE, 1.4),
                Column(words.say("{clock}, median, h", clock=clock_name(words, clock)), Kind.NUMBER, 1.4)
                if hours
                else Column(words.say_in("complaint column", "median"), Kind.TEXT, 1.1, right=True),
            )
            for clock in clocks
        ]
        columns = (
            Column(words.say_in("complaint column", "month"), Kind.MONTH, 0.8),
            Column(words.say_in("complaint column", "received"), Kind.WHOLE, 0.7, total=True, key="count"),
            *(column for pair in pairs for column in pair),
        )
        rows = tuple(Row(self._month(paper, line, hours=hours)) for line in paper.months)
        return Table(words.say_in("complaints", "By month"), columns, rows, note=self._note(paper))

    def _month(self, paper: LearningPaper, line: MonthLine, *, hours: bool) -> tuple[Cell, ...]:
        cells: list[Cell] = [line.month, line.count]
        for one in line.norms:
            said = working_time(self.words, self.formats, one.middle, paper.working_day)
            cells += [_share(one), _hours(one.middle) if hours else said]
        return tuple(cells)

    def _note(self, paper: LearningPaper) -> str:
        """How the norms were kept in the span, against the one before."""
        words = self.words
        parts = []
        for one in paper.norms:
            share = _share(one)
            if share is None:
                continue
            said = words.say(
                "{clock} in time {share}",
                clock=clock_name(words, one.clock).lower(),
                share=self.formats.percent(share),
            )
            if one.share_before is not None:
                change = self.formats.signed((share - Decimal(str(one.share_before))) * 100)
                said = words.say("{line} ({change} pp)", line=said, change=change)
            parts.append(said)
        return ", ".join(parts)

    def shares(self, title: str, what: str, lines: Sequence[ShareLine], unknown: str) -> Table:
        """A Pareto curve as a table."""
        words = self.words
        columns = (
            Column(what, Kind.TEXT, 3.0),
            Column(words.say_in("complaint column", "complaints"), Kind.WHOLE, 0.8, total=True),
            Column(words.say_in("complaint column", "share"), Kind.SHARE, 0.7),
            Column(words.say_in("complaint column", "together"), Kind.SHARE, 0.8),
            Column(words.say_in("complaint column", "norm missed"), Kind.WHOLE, 0.8, total=True),
            Column(words.say_in("complaint column", "span before"), Kind.WHOLE, 0.8, total=True),
        )
        rows = tuple(
            Row(
                (
                    line.name or unknown,
                    line.count,
                    _rounded(line.share),
                    _rounded(line.cumulative),
                    line.missed,
                    line.before,
                ),
                pressing=line.vital,
            )
            for line in lines
        )
        return Table(title, columns, rows, note=self._vital(lines)).without_empty_columns()

    def _vital(self, lines: Sequence[ShareLine]) -> str:
        """How many of them bring four of five complaints."""
        vital = [line for line in lines if line.vital]
        known = sum(bool(line.name) for line in lines)
        if known < 2 or not vital:  # noqa: PLR2004 - one alone is all of it
            return ""
        return self.words.say(
            "{few} of {all} bring {share}",
            few=len(vital),
            all=known,
            share=self.formats.percent(_rounded(vital[-1].cumulative)),
        )

    def kinds(self, paper: LearningPaper) -> Table:
        """By kind."""
        words = self.words
        return self.shares(
            words.say_in("complaints", "By kind"), words.say_in("complaint column", "kind"), paper.kinds, "—"
        )

    def causes(self, paper: LearningPaper) -> Table:
        """By root cause."""
        words = self.words
        return self.shares(
            words.say_in("complaints", "Causes"),
            words.say_in("complaint column", "root cause"),
            paper.causes,
            words.say("cause not found"),
        )

    def product_lines(self, paper: LearningPaper) -> Table:
        """By product line."""
        words = self.words
        return self.shares(
            words.say_in("complaints", "By product line"),
            words.say_in("complaint column", "product line"),
            paper.product_lines,
            words.say("line not known"),
        )

    def departments(self, paper: LearningPaper) -> Table:
        """By responsible department."""
        words = self.words
        return self.shares(
            words.say_in("complaints", "By department"),
            words.say_in("complaint column", "department"),
            paper.departments,
            words.say("department not known"),
        )

    def clients(self, paper: LearningPaper) -> Table:
        """By client."""
        words = self.words
        return self.shares(
            words.say_in("complaints", "By client"),
            words.say_in("complaint column", "client"),
            paper.clients,
            "—",
        )

    def repeats(self, paper: LearningPaper) -> Table:
        """Causes that came back."""
        words = self.words
        columns = (
            Column(words.say_in("complaint column", "root cause"), Kind.TEXT, 3.0),
            Column(words.say_in("complaint column", "complaints"), Kind.WHOLE, 0.8),
            Column(words.say_in("complaint column", "after its cure"), Kind.WHOLE, 0.8),
            Column(words.say_in("complaint column", "clients"), Kind.WHOLE, 0.7),
            Column(words.say_in("complaint column", "first"), Kind.DATE, 0.9),
            Column(words.say_in("complaint column", "last"), Kind.DATE, 0.9),
        )
        rows = tuple(
            Row(
                (line.cause, line.count, line.returned, line.clients, line.first_on, line.last_on),
                pressing=line.returned > 0,
            )
            for line in paper.repeats
        )
        back = sum(line.returned > 0 for line in paper.repeats)
        note = words.say_many("{count} came back after its cure", "{count} came back after their cure", back)
        return Table(words.say("Repeat causes"), columns, rows, note=note if back else "")

    def again(self, paper: LearningPaper) -> Table:
        """Clients who complained of the same again."""
        words = self.words
        columns = (
            Column(words.say_in("complaint column", "client"), Kind.TEXT, 2.0),
            Column(words.say_in("complaint column", "kind"), Kind.TEXT, 1.0),
            Column(words.say_in("complaint column", "product line"), Kind.TEXT, 1.5),
            Column(words.say_in("complaint column", "complaints"), Kind.WHOLE, 0.8),
            Column(words.say_in("complaint column", "after its end"), Kind.WHOLE, 0.9),
        )
        rows = tuple(
            Row((line.account, words.of(line.kind.label), line.product_line, line.count, line.returned))
            for line in paper.again
        )
        return Table(words.say("The same again at a client"), columns, rows)

    def worst(self, paper: LearningPaper) -> Table:
        """The worst clients."""
        words = self.words
        columns = (
            Column(words.say_in("complaint column", "client"), Kind.TEXT, 2.2),
            Column(words.say_in("complaint column", "complaints"), Kind.WHOLE, 0.8),
            Column(words.say_in("complaint column", "span before"), Kind.WHOLE, 0.7),
            Column(words.say_in("complaint column", "weight"), Kind.WHOLE, 0.6),
            Column(words.say_in("complaint column", "goes"), Kind.TEXT, 0.8),
            Column(words.say_in("complaint column", "open"), Kind.WHOLE, 0.6),
            Column(words.say_in("complaint column", "norm missed"), Kind.WHOLE, 0.8),
            Column(words.say_in("complaint column", "reopened"), Kind.WHOLE, 1.0),
            Column(words.say_in("complaint column", "cost"), Kind.SUM, 1.0),
        )
        rows = tuple(
            Row(
                (
                    line.account,
                    line.count,
                    line.before,
                    line.weight,
                    words.of(_COURSES[line.course]) if line.course in _COURSES else None,
                    line.open,
                    line.missed,
                    line.reopened,
                    line.cost if line.cost.minor else None,
                ),
                pressing=line.course is Course.WORSE,
            )
            for line in paper.worst
        )
        note = words.say("critical weighs 8, high 4, normal 2, low 1")
        return Table(words.say("Worst clients"), columns, rows, note=note).without_empty_columns()

    def costs(self, paper: LearningPaper) -> Table:
        """What was made good, by kind."""
        words = self.words
        columns = (
            Column(words.say_in("complaint column", "compensation"), Kind.TEXT, 2.0),
            Column(words.say_in("complaint column", "complaints"), Kind.WHOLE, 0.8),
            Column(words.say_in("complaint column", "amount"), Kind.SUM, 1.0, total=True),
        )
        rows = tuple(Row((words.of(line.kind.label), line.count, line.amount)) for line in paper.costs)
        note = ""
        if paper.cost_unknown:
            note = words.say_many(
                "{count} complaint without a sum", "{count} complaints without a sum", paper.cost_unknown
            )
        return Table(words.say("Cost of complaints"), columns, rows, note=note)

    def risks(self, paper: LearningPaper) -> Table:
        """Revenue that hangs on open complaints."""
        words = self.words
        columns = (
            Column(words.say_in("complaint column", "client"), Kind.TEXT, 2.5),
            Column(words.say_in("complaint column", "open"), Kind.WHOLE, 0.7, total=True),
            Column(words.say_in("complaint column", "revenue of 12 months"), Kind.SUM, 1.2, total=True),
        )
        rows = tuple(Row((line.account, line.count, line.revenue)) for line in paper.risks)
        return Table(
            words.say("Money at risk"), columns, rows, note=words.say("clients with open complaints")
        )

    # --- the register

    def register(self, paper: ComplaintRegister) -> Table:
        """Every complaint with all that the register knows: for a workbook."""
        words = self.words
        columns = (
            Column(words.say_in("complaint column", "number"), Kind.TEXT, 1.1),
            Column(words.say_in("complaint column", "received"), Kind.DATE, 0.9),
            Column(words.say_in("complaint column", "client"), Kind.TEXT, 1.8),
            Column(words.say_in("complaint column", "complaint"), Kind.TEXT, 3.0),
            Column(words.say_in("complaint column", "kind"), Kind.TEXT, 1.0),
            Column(words.say_in("complaint column", "severity"), Kind.TEXT, 0.9),
            Column(words.say_in("complaint column", "product line"), Kind.TEXT, 1.3),
            Column(words.say_in("complaint column", "department"), Kind.TEXT, 1.2),
            Column(words.say_in("complaint column", "answers for it"), Kind.TEXT, 1.2),
            Column(words.say_in("complaint column", "stage"), Kind.TEXT, 1.1),
            Column(words.say_in("complaint column", "ended"), Kind.DATE, 0.9),
            Column(words.say_in("complaint column", "first response"), Kind.TEXT, 0.9),
            Column(words.say_in("complaint column", "resolution"), Kind.TEXT, 0.9),
            Column(words.say_in("complaint column", "claimed"), Kind.SUM, 1.0, total=True),
            Column(words.say_in("complaint column", "cost"), Kind.SUM, 1.0, total=True),
            Column(words.say_in("complaint column", "mark"), Kind.WHOLE, 0.6),
            Column(words.say_in("complaint column", "root cause"), Kind.TEXT, 2.0),
        )
        rows = tuple(
            Row(
                (
                    line.number,
                    line.received_on,
                    line.account,
                    line.summary,
                    words.of(line.kind.label),
                    words.of(line.severity.label),
                    line.product_line,
                    line.department,
                    line.owner,
                    words.of(line.stage.label),
                    line.ended_on,
                    kept_word(words, kept=line.response_kept),
                    kept_word(words, kept=line.resolution_kept),
                    line.amount,
                    line.cost,
                    line.satisfaction,
                    line.root_cause,
                ),
                pressing=line.resolution_kept is False and line.ended_on is None,
            )
            for line in paper.lines
        )
        return Table(words.say("Register of complaints"), columns, rows, note=self.standing(paper))

    def standing(self, paper: ComplaintRegister) -> str:
        """How many, how many of them open, how many answered in time."""
        words, lines = self.words, paper.lines
        said = [words.say_many("{count} complaint", "{count} complaints", len(lines))]
        ended = {ComplaintStage.CLOSED, ComplaintStage.REJECTED}
        waiting = sum(line.stage not in ended for line in lines)
        if waiting:
            said.append(words.say_many("{count} open", "{count} open", waiting))
        known = [line.response_kept for line in lines if line.response_kept is not None]
        if known:
            share = self.formats.percent(Decimal(sum(known)) / len(known))
            said.append(words.say("first response in time {share}", share=share))
        return ", ".join(said)


def _share(one: NormLine) -> Decimal | None:
    return Decimal(one.kept) / one.of if one.of else None


def _hours(time: timedelta | None) -> Decimal | None:
    """A time in hours, to the hundredth."""
    return None if time is None else round(Decimal(int(time.total_seconds())) / 3600, 2)


def _rounded(share: float) -> Decimal:
    return Decimal(str(round(share, 6)))

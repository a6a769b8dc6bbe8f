"""The figures of the portfolio as tables: what paper and workbook show alike."""

from __future__ import annotations

from collections.abc import Sequence

from kam.analysis.health.score import HealthBand, HealthFactor
from kam.core.formats import Formats
from kam.core.text import with_capital
from kam.core.words import Words
from kam.reports.content.insight import ClientLine, InsightPaper
from kam.reports.office.tables import Column, Kind, Row, Table


class Tables:
    """Makes the tables of a paper in one language."""

    def __init__(self, words: Words, formats: Formats) -> None:
        self.words = words
        self.formats = formats

    def movers(self, title: str, lines: Sequence[ClientLine]) -> Table:
        """Who moved, with the reason."""
        words = self.words
        columns = (
            Column(words.say_in("insight column", "client"), Kind.TEXT, 2.7),
            Column(words.say_in("insight column", "moved"), Kind.TEXT, 0.7),
            Column(words.say_in("insight column", "health"), Kind.WHOLE, 0.7),
            Column(words.say_in("insight column", "why"), Kind.TEXT, 2.7),
            Column(words.say_in("insight column", "revenue of 12 months"), Kind.SUM, 1.2, total=True),
        )
        rows = tuple(
            Row(
                (line.name, self.formats.signed(line.change or 0), line.score, line.reason, line.revenue),
                pressing=line.band is HealthBand.RED,
            )
            for line in lines
        )
        return Table(title, columns, rows)

    def losses(self, paper: InsightPaper) -> Table:
        """What pulls the health down; the losses add up to what is missing to a hundred."""
        words = self.words
        columns = (
            Column(words.say_in("insight column", "factor"), Kind.TEXT, 2.0),
            Column(
                words.say_in("insight column", "weight"), Kind.NUMBER, 0.8, places=1, fixed=True, total=True
            ),
            Column(
                words.say_in("insight column", "lost"), Kind.NUMBER, 0.8, places=1, fixed=True, total=True
            ),
            Column(
                words.say_in("insight column", "within the month"),
                Kind.NUMBER,
                1.0,
                places=1,
                fixed=True,
                signed=True,
                total=True,
            ),
            Column(words.say_in("insight column", "clients"), Kind.WHOLE, 0.8),
        )
        rows = tuple(
            Row((words.of(each.factor.label), each.weight, each.lost, each.change, each.clients))
            for each in paper.losses
        )
        return Table(words.say("What pulls it down"), columns, rows)

    def months(self, paper: InsightPaper) -> Table:
        """The health of the portfolio over the year."""
        words = self.words
        columns = (
            Column(words.say_in("insight column", "at the end of"), Kind.DATE, 1.2),
            Column(words.say_in("insight column", "health"), Kind.NUMBER, 1.0, places=1),
            Column(words.say_in("insight column", "clients"), Kind.WHOLE, 0.8),
        )
        rows = tuple(Row((each.on, each.score, each.clients)) for each in paper.months)
        return Table(words.say("Health of the portfolio over twelve months"), columns, rows)

    def marks(self, paper: InsightPaper) -> Table:
        """How many gave each mark."""
        words = self.words
        columns = (
            Column(words.say_in("insight column", "mark"), Kind.WHOLE, 0.8),
            Column(words.say_in("insight column", "answers"), Kind.WHOLE, 0.9, total=True),
        )
        rows = tuple(Row((mark, count)) for mark, count in enumerate(paper.marks)) if paper.asked else ()
        return Table(words.say("Marks of NPS"), columns, rows)

    def drivers(self, paper: InsightPaper) -> Table:
        """What drives the marks, on a scale of a hundred."""
        words = self.words
        columns = (
            Column(words.say_in("insight column", "driver"), Kind.TEXT, 1.8),
            Column(words.say_in("insight column", "mean of 100"), Kind.WHOLE, 1.0),
            Column(words.say_in("insight column", "to a quarter ago"), Kind.NUMBER, 1.1, signed=True),
            Column(words.say_in("insight column", "answers"), Kind.WHOLE, 0.9),
        )
        rows = tuple(
            Row((with_capital(words.of(each.driver.label)), each.mean, each.change, each.count))
            for each in paper.drivers
        )
        return Table(words.say("What drives satisfaction"), columns, rows)

    def clients(self, paper: InsightPaper) -> Table:
        """Everybody with all that is known: for a workbook."""
        words = self.words
        columns = (
            Column(words.say_in("insight column", "client"), Kind.TEXT, 2.4),
            Column(words.say_in("insight column", "owner"), Kind.TEXT, 1.5),
            Column(words.say_in("insight column", "segment"), Kind.TEXT, 1.1),
            Column(words.say_in("insight column", "revenue of 12 months"), Kind.SUM, 1.2, total=True),
            Column(words.say_in("insight column", "health"), Kind.WHOLE, 0.8),
            Column(words.say_in("insight column", "a month ago"), Kind.WHOLE, 0.8),
            Column(words.say_in("insight column", "band"), Kind.TEXT, 0.9),
            Column(words.say_in("insight column", "known"), Kind.SHARE, 0.8),
            Column(words.say_in("insight column", "risk of leaving"), Kind.TEXT, 0.9),
            Column(words.say_in("insight column", "inertia"), Kind.TEXT, 0.8),
            Column(words.say_in("insight column", "why it moved"), Kind.TEXT, 2.6),
            *(Column(words.of(factor.label), Kind.WHOLE, 0.9) for factor in HealthFactor),
        )
        rows = tuple(
            Row(
                (
                    line.name,
                    line.owner,
                    words.of(line.segment.label),
                    line.revenue,
                    line.score,
                    line.before,
                    words.of(line.band.label) if line.band else "",
                    line.known,
                    words.of(line.risk.label) if line.risk else "",
                    words.say_in("insight column", "yes") if line.is_inertia else "",
                    line.reason,
                    *(line.factors.get(factor) for factor in HealthFactor),
                ),
                pressing=line.band is HealthBand.RED,
            )
            for line in paper.clients
        )
        return Table(words.say("Clients by health and revenue"), columns, rows)

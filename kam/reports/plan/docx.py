"""The account plan as a Word document: real headings, styles and tables, to be edited by whoever gets it."""

from __future__ import annotations

from typing import Final

from kam.core.formats import zone_of
from kam.core.text import with_capital
from kam.core.vocabulary import RiskStatus
from kam.core.words import Words
from kam.reports.content.plan import ObjectiveLine, PlanPaper
from kam.reports.office.package import Template
from kam.reports.office.pictures import plain_picture
from kam.reports.office.tables import Table
from kam.reports.office.word import WordFile
from kam.reports.plan.about import about_plan, dates_of, running_line
from kam.reports.plan.health import inertia_words, risk_words
from kam.reports.plan.key_figures import key_figures
from kam.reports.plan.tables import money, people, standing, work
from kam.reports.plan.tables.coming import next_days
from kam.reports.plan.tables.telling import Telling
from kam.reports.plan.wording import role_of, version_name

_MAIN_RISKS: Final = 5
_ON_A_PAGE: Final = 10
"""Rows of a list on the page that holds the plan; all of them stand in their own chapters."""


def plan_document(paper: PlanPaper, *, words: Words, template: Template | None = None) -> bytes:
    """Our own plan. The same content, words and template give the same bytes.

    Raises:
        UserError: ``paper.template_unreadable``.

    """
    return _Plan(paper, words, template).made()


class _Plan:
    """One document under construction, section by section."""

    def __init__(self, paper: PlanPaper, words: Words, template: Template | None) -> None:
        head = paper.head
        self.paper = paper
        self.words = words
        self.tell = Telling(words, paper.currency, head.as_of.astimezone(zone_of(head.zone)).date())
        self.file = WordFile(about_plan(head, words), words.say_in("plan table", "total"), template)

    def made(self) -> bytes:
        self._cover()
        self._summary()
        self._portrait()
        self._people()
        self._money()
        self._charter()
        self._field()
        self._objectives()
        self._risks()
        self._complaints()
        self._governance()
        self._health()
        self._completeness()
        self._changes()
        head, words = self.paper.head, self.words
        self.file.running(
            chip=words.say_in("plan", "INTERNAL"),
            head=f"{words.say('Account plan')} · {head.account}",
            foot=running_line(head, words, self.tell.formats),
        )
        return self.file.finish()

    def _cover(self) -> None:
        paper, head, words, file = self.paper, self.paper.head, self.words, self.file
        file.logo(plain_picture(head.our_logo), head.our_company)
        standing_ = ", ".join(filter(None, (self.tell.term(head.segment), self.tell.term(head.group))))
        lines = [" · ".join(filter(None, (dates_of(head, words, self.tell.formats), standing_)))]
        owner = words.say_in("plan", "answers for it: {name}", name=head.owner) if head.owner else ""
        lines.append(" · ".join(filter(None, (version_name(words, head), owner))))
        file.cover(words.say("Account plan"), head.account, lines)
        file.text(paper.text.ambition, "Quote")
        file.figures(key_figures(self.tell, paper))
        self._needed()
        file.table(standing.approvals(self.tell, paper.approvals), caption=True)
        file.contents(words.say_in("plan heading", "Contents"))

    def _needed(self) -> None:
        """What management is asked to decide."""
        if self.paper.needed:
            self.file.heading(self.words.say_in("plan heading", "Decisions needed from management"), level=3)
            table = work.decisions(self.tell, self.paper.needed)
            self.file.table(table.only("text", "amount", "effort", "by"))

    def _summary(self) -> None:
        paper, words, file, tell = self.paper, self.words, self.file, self.tell
        table = work.objectives(tell, paper.objectives)
        file.heading(words.say_in("plan heading", "Plan on a page"), new_page=True)
        strategy = with_capital(tell.term(paper.head.strategy))
        file.fact(words.say_in("plan fact", "Relationship strategy"), strategy)
        note = "; ".join(filter(None, (table.note, self._cut(table))))
        file.heading(words.say_in("plan heading", "Objectives"), note, level=2)
        if paper.objectives:
            shown = table.first(_ON_A_PAGE)
            file.table(
                shown.only("number", "title", "baseline", "now", "target", "due", "progress", "status")
            )
        else:
            file.missing(words.say_in("plan missing", "no objective is set"))
        growth = money.growth(tell, paper.money.growth)
        if growth.rows:
            file.heading(growth.title, level=2)
            file.table(growth)
        open_risks = work.risks(tell, [risk for risk in paper.risks if risk.status is RiskStatus.OPEN])
        if open_risks.rows:
            note = self._cut(open_risks, _MAIN_RISKS)
            file.heading(words.say_in("plan heading", "Main risks"), note, level=2)
            file.table(open_risks.first(_MAIN_RISKS).only("title", "weight", "response", "owner"))
        near = next_days(tell, paper)
        if near.rows:
            file.heading(near.title, self._cut(near), level=2)
            file.table(near.first(_ON_A_PAGE))

    def _cut(self, table: Table, most: int = _ON_A_PAGE) -> str:
        """How many of its rows the page shows; nothing where it shows all."""
        if len(table.rows) <= most:
            return ""
        return self.words.say_in("plan note", "{shown} of {total} shown", shown=most, total=len(table.rows))

    def _portrait(self) -> None:
        paper, words, file = self.paper, self.words, self.file
        file.heading(words.say_in("plan heading", "The client and their goals"))
        for fact in paper.portrait.facts:
            file.fact(fact.name, fact.value)
        text = paper.text
        for heading, typed in (
            (words.say_in("plan fact", "Goals"), text.client_goals),
            (words.say_in("plan fact", "Pressures"), text.client_pressures),
            (words.say_in("plan fact", "Initiatives"), text.client_initiatives),
        ):
            file.heading(heading, level=2)
            if typed and typed.strip():
                file.text(typed)
            else:
                file.missing(words.say_in("plan missing", "not written yet"))

    def _people(self) -> None:
        paper, words, file, tell = self.paper, self.words, self.file, self.tell
        file.heading(words.say_in("plan heading", "People"))
        if paper.people is None:
            file.missing(words.say_in("plan missing", "nobody is on the map"))
            return
        for table in (
            people.stakeholders(tell, paper.people),
            people.coverage(tell, paper.people),
            people.checks(tell, paper.people),
        ):
            self._section(table)

    def _money(self) -> None:
        paper, words, file, tell = self.paper, self.words, self.file, self.tell
        behind = paper.money
        file.heading(words.say_in("plan heading", "Money and whitespace"))
        year = behind.block.wallet.year if behind.block.wallet else None
        tables = (
            money.months(tell, behind.block.months),
            money.gap(tell, behind.gap),
            money.forecast(tell, behind.forecast),
            money.product_lines(tell, behind.block.lines),
            money.wallet(tell, behind.suppliers, year),
            money.whitespace(tell, paper.whitespace),
            money.opportunities(tell, paper.opportunities).only(
                "title", "kind", "amount", "chance", "weighted", "stage", "against", "expected"
            ),
        )
        if not any(table.rows for table in tables):
            file.missing(words.say_in("plan missing", "no figures yet"))
        for table in tables:
            self._section(table)

    def _charter(self) -> None:
        words, file, text = self.words, self.file, self.paper.text
        file.heading(words.say_in("plan heading", "Charter"))
        for heading, typed in (
            (words.say_in("plan fact", "Field of play"), text.field_of_play),
            (words.say_in("plan fact", "The value we bring"), text.value_we_bring),
            (words.say_in("plan fact", "How the client gains"), text.how_client_gains),
            (words.say_in("plan fact", "What we gain"), text.what_we_gain),
        ):
            file.heading(heading, level=2)
            if typed and typed.strip():
                file.text(typed)
            else:
                file.missing(words.say_in("plan missing", "not written yet"))

    def _field(self) -> None:
        paper, words, file = self.paper, self.words, self.file
        file.heading(words.say_in("plan heading", "Competitors and SWOT"))
        self._section(money.competitors(self.tell, paper.competitors))
        if not paper.swot:
            file.missing(words.say_in("plan missing", "the SWOT is empty"))
            return
        file.heading(words.say_in("plan heading", "SWOT"), level=2)
        file.columns(
            [
                (
                    words.of(heading),
                    [
                        f"{line.text} ({line.evidence})" if line.evidence else line.text
                        for line in paper.quadrant(kind)
                    ],
                )
                for kind, heading in work.QUADRANTS.items()
            ]
        )

    def _objectives(self) -> None:
        paper, file = self.paper, self.file
        if not paper.objectives:
            return
        table = work.objectives(self.tell, paper.objectives)
        file.heading(table.title, table.note)
        for line in paper.objectives:
            self._objective(line)
        self._section(work.budget(self.tell, paper.budget))

    def _objective(self, line: ObjectiveLine) -> None:
        words, file, tell = self.words, self.file, self.tell
        file.heading(f"{line.number}. {line.title}", level=2)
        about = [with_capital(tell.term(line.kind))]
        if line.owner:
            about.append(words.say_in("plan", "answers for it: {name}", name=line.owner))
        file.paragraph(" · ".join(about)).paragraph_format.keep_with_next = True
        file.fact(words.say_in("plan fact", "In the client's words"), line.client_wording)
        file.table(
            work.objectives(tell, [line]).only(
                "measure", "baseline", "now", "target", "due", "progress", "expected", "status"
            )
        )
        initiatives = work.initiatives(tell, line.initiatives)
        file.table(
            initiatives.only("number", "title", "owner", "from", "to", "done", "status", "milestones"),
            caption=True,
        )
        file.table(work.actions(tell, line.actions), caption=True)
        file.fact(words.say_in("plan fact", "Outcome"), line.outcome)

    def _risks(self) -> None:
        table = work.risks(self.tell, self.paper.risks)
        self.file.heading(table.title, table.note if table.rows else "")
        if not table.rows:
            self.file.missing(self.words.say_in("plan missing", "no risk is written down"))
        self.file.table(table)

    def _complaints(self) -> None:
        paper, words, file = self.paper, self.words, self.file
        year = paper.complaints.year
        file.heading(words.say_in("plan heading", "Complaints"))
        if year is None:
            file.paragraph(words.say_in("plan", "No complaint was ever received."))
            return
        file.paragraph(
            words.say_many(
                "{count} complaint in 12 months, answered in time: {in_time}, closed: {closed}.",
                "{count} complaints in 12 months, answered in time: {in_time}, closed: {closed}.",
                year.received,
                in_time=year.answered_in_time,
                closed=year.closed,
            )
        )
        self._section(standing.complaints(self.tell, paper.complaints.open))

    def _governance(self) -> None:
        paper, words, file, tell = self.paper, self.words, self.file, self.tell
        file.heading(words.say_in("plan heading", "Governance"))
        if paper.team:
            file.heading(words.say_in("plan heading", "Our team"), level=2)
            file.bullets(", ".join(filter(None, (each.name, role_of(words, each)))) for each in paper.team)
        self._section(people.contacts(tell, paper.contacts))
        self._section(people.coming(tell, paper.coming))
        self._section(people.reviews(tell, paper.reviews))
        taken = [each for review in paper.reviews for each in review.decisions]
        taken += [each for each in paper.decisions if not each.is_needed]
        if taken:
            file.heading(words.say_in("plan heading", "Decisions taken"), level=2)
            file.table(work.decisions(tell, taken).only("text", "on", "who", "outcome"))

    def _health(self) -> None:
        found, words, file, tell = self.paper.health, self.words, self.file, self.tell
        table = standing.health(tell, found)
        file.heading(table.title, table.note)
        if found is None:
            file.missing(words.say_in("plan missing", "nothing is known of it yet"))
            return
        file.table(table)
        said = [words.say("{what} ({points})", what=what, points=tell.formats.signed(points))
                for what, points in found.raises]  # fmt: skip
        if said:
            file.heading(words.say("What would raise it"), level=2)
            file.bullets(said)
        if found.unknown:
            names = ", ".join(words.of(each.label).lower() for each in found.unknown)
            file.paragraph(words.say("Not known: {what}", what=names))
        file.paragraph(risk_words(words, found))
        if found.is_inertia:
            file.paragraph(inertia_words(words))
        self._section(standing.health_trend(tell, found))

    def _completeness(self) -> None:
        complete, words, file = self.paper.completeness, self.words, self.file
        if complete.percent is None and not complete.findings:
            return
        said = "" if complete.percent is None else self.tell.formats.points(complete.percent)
        file.heading(words.say_in("plan heading", "Completeness"), said)
        file.table(standing.completeness(self.tell, complete.sections))
        if complete.findings:
            file.heading(words.say_in("plan heading", "Contradictions"), level=2)
            file.bullets(each.text for each in complete.findings)
        if complete.dossier_missing:
            file.heading(words.say_in("plan heading", "Missing in the dossier"), level=2)
            file.bullets(complete.dossier_missing)

    def _changes(self) -> None:
        table = standing.changes_in_short(self.tell, self.paper.changes, self.paper.previous_version)
        if table.rows:
            self.file.heading(table.title)
            self.file.table(table)

    def _section(self, table: Table) -> None:
        """A table under a heading of the second level; nothing without rows."""
        if table.rows:
            self.file.heading(table.title, table.note, level=2)
            self.file.table(table)

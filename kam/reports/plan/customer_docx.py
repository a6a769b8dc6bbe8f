"""The client's copy of the plan as a Word document: built of what may go to the client and nothing else."""

from __future__ import annotations

from kam.core.formats import zone_of
from kam.core.words import Words
from kam.reports.content.plan import CustomerPlanPaper
from kam.reports.office.package import Template
from kam.reports.office.pictures import plain_picture
from kam.reports.office.tables import Table
from kam.reports.office.word import WordFile
from kam.reports.plan.about import about_customer_plan, data_as_of, dates_of
from kam.reports.plan.tables import customer
from kam.reports.plan.tables.telling import Telling
from kam.reports.plan.wording import own_title


def customer_plan_document(
    paper: CustomerPlanPaper, *, words: Words, template: Template | None = None
) -> bytes:
    """The plan that goes to the client. The same content, words and template give the same bytes.

    Raises:
        UserError: ``paper.template_unreadable``.

    """
    head = paper.head
    tell = Telling(words, paper.currency, head.as_of.astimezone(zone_of(head.zone)).date())
    file = WordFile(about_customer_plan(head, words), words.say_in("plan table", "total"), template)
    file.logo(plain_picture(head.our_logo), head.our_company)
    kind = words.say("Development plan")
    title = own_title(head.title, kind, head.client)
    lines = [dates_of(head, words, tell.formats), title]
    file.cover(kind, head.client, [line for line in lines if line])
    _text(file, words, paper)
    _objectives(file, tell, paper)
    _section(file, customer.months(tell, paper.bought))
    _section(file, customer.lines_bought(tell, paper.bought))
    _complaints(file, tell, paper)
    _section(file, customer.team(tell, paper.ours))
    _section(file, customer.contacts(tell, paper.contacts))
    _section(file, customer.meetings(tell, paper.meetings))
    running = f"{words.say('Development plan')} · {head.client}"
    foot = " · ".join(filter(None, (head.our_company, data_as_of(head, words, tell.formats))))
    file.running(chip="", head=running, foot=foot)
    return file.finish()


def _text(file: WordFile, words: Words, paper: CustomerPlanPaper) -> None:
    """What the plan says in sentences; what nobody wrote is not mentioned."""
    for heading, typed in (
        (words.say_in("client plan", "Your goals"), paper.goals),
        (words.say_in("client plan", "Your initiatives"), paper.initiatives),
        (words.say_in("client plan", "What we work on together"), paper.field_of_play),
        (words.say_in("client plan", "What we bring"), paper.value_we_bring),
        (words.say_in("client plan", "How you gain"), paper.how_client_gains),
    ):
        if typed.strip():
            file.heading(heading, level=2)
            file.text(typed)


def _objectives(file: WordFile, tell: Telling, paper: CustomerPlanPaper) -> None:
    words, mark_late = tell.words, paper.mark_late
    if paper.objectives:
        file.heading(words.say_in("client plan heading", "Our common objectives"))
    for number, each in enumerate(paper.objectives, 1):
        file.heading(f"{number}. {each.text}", level=2)
        file.table(customer.obligations(tell, "", each.obligations, mark_late=mark_late))
    ours, theirs = words.say("Our commitments"), words.say("Your commitments")
    _section(file, customer.obligations(tell, ours, paper.our_obligations, mark_late=mark_late))
    _section(file, customer.obligations(tell, theirs, paper.their_obligations, mark_late=mark_late))


def _complaints(file: WordFile, tell: Telling, paper: CustomerPlanPaper) -> None:
    table, record = customer.complaints(tell, paper.complaints), paper.complaint_record
    if not table.rows and record is None:
        return
    file.heading(table.title)
    if record is not None:
        file.paragraph(customer.record_sentence(tell, record))
    file.table(table)


def _section(file: WordFile, table: Table) -> None:
    if table.rows:
        file.heading(table.title, table.note)
        file.table(table)

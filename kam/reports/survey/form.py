"""The form of a survey: a scale to tick, what decided it, room for a few words. A page for each person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from kam.analysis.satisfaction import SPAN
from kam.analysis.satisfaction_words import (
    COMMENT_QUESTION,
    DRIVER_QUESTION,
    DRIVERS,
    HIGHEST,
    LOWEST,
    QUESTIONS,
)
from kam.core.formats import Formats
from kam.core.words import Words, words_for
from kam.reports.complaints.flow import Paper, letterhead
from kam.reports.complaints.look import LETTER
from kam.reports.content.survey import Respondent, SurveyFormPaper
from kam.reports.document import About, Document
from kam.reports.fonts import Face
from kam.reports.kit import Box, Kit, blank
from kam.reports.pen import MM, PAGE_HEIGHT, Pen
from kam.reports.people_words import full_name
from kam.reports.result import PaperResult
from kam.reports.signs import checkbox
from kam.reports.text import Style, emphasised, plain, set_text

_LOOK: Final = replace(LETTER, left=20 * MM, right=20 * MM, top=12 * MM, bottom=14 * MM)
_TITLE: Final = Style(19, 23, Face.BOLD)
_QUESTION: Final = Style(12, 15.5, Face.BOLD)
_FIGURE: Final = Style(13, 16, Face.BOLD)
_BOX: Final = 11.5 * MM
_TICK: Final = 12.0
_PITCH: Final = 9 * MM
_BETWEEN: Final = 9 * MM
_LINES: Final = 8


def draw_survey_form(content: SurveyFormPaper, *, words: Words) -> PaperResult:
    """Draw a page for each respondent, in their language. The same content and words give the same bytes."""
    name = words.say("Your opinion of our work")
    paper = Paper(content.head, name, internal=False, dated=False)
    document = Document(
        About(
            title=name,
            language=words.language,
            printed_at=content.head.printed_at,
            zone=content.head.zone,
            author=content.head.our_company,
        ),
        content,
    )
    for respondent in content.respondents:
        own = words_for(respondent.language) if respondent.language else words
        kit = Kit(own, Formats(own.language), _LOOK, "", content.head.zone)
        who = full_name(respondent.name) or respondent.client
        document.bookmark(who or name, _LOOK.top)
        _page(kit, document.pen, content, respondent, letterhead(kit, paper))
        document.end_page()
    return PaperResult(document.finish(), len(content.respondents))


def _page(kit: Kit, pen: Pen, content: SurveyFormPaper, respondent: Respondent, head: Box) -> None:
    x, y = kit.look.left, kit.look.top
    for box in (head, blank(7 * MM), *_body(kit, content, respondent)):
        box.paint(pen, x, y)
        y += box.height
    _foot(kit, pen, content)


def _body(kit: Kit, content: SurveyFormPaper, respondent: Respondent) -> Iterator[Box]:
    words, width = kit.words, kit.look.width
    yield kit.whole(words.say("Your opinion of our work"), width, _TITLE)
    yield blank(4 * MM)
    yield _whose(kit, respondent)
    yield blank(5 * MM)
    sentence = words.say(
        "It takes a minute. Tick one figure, name what decided it, and add a few words if you like."
    )
    yield kit.whole(sentence, width)
    yield blank(_BETWEEN)
    yield kit.whole(words.of(QUESTIONS[content.measure]), width, _QUESTION)
    yield blank(4 * MM)
    yield _scale(kit, content)
    yield blank(_BETWEEN)
    yield kit.whole(words.of(DRIVER_QUESTION), width, _QUESTION)
    yield blank(2.5 * MM)
    for text in DRIVERS.values():
        yield _choice(kit, words.of(text))
    yield blank(_BETWEEN)
    yield kit.whole(words.of(COMMENT_QUESTION), width, _QUESTION)
    yield _room(kit, _LINES)


def _whose(kit: Kit, respondent: Respondent) -> Box:
    """Name, post and client; lines to write on where nobody is named."""
    words, width = kit.words, kit.look.width
    name = full_name(respondent.name)
    if not name:
        return _written(
            kit,
            (words.say_in("survey form", "Name"), ""),
            (words.say_in("survey form", "Company"), plain(respondent.client)),
        )
    text = emphasised(name)
    if rest := ", ".join(part for part in (respondent.post, respondent.client) if part):
        text = f"{text}, {plain(rest)}"
    return kit.whole(text, width, Style(11, 14.5))


def _written(kit: Kit, *fields: tuple[str, str]) -> Box:
    """Fields to be written by hand, side by side; what is known stands on its line."""
    width, gap = kit.look.width, 8 * MM
    each = (width - gap * (len(fields) - 1)) / len(fields)

    def paint(pen: Pen, x: float, y: float) -> None:
        for number, (name, known) in enumerate(fields):
            left = x + number * (each + gap)
            taken = pen.word(left, y + 10, name, kit.look.body) + 6
            if known:
                pen.text(left + taken, y + 3, set_text(known, kit.look.body, each - taken, 1))
            pen.line(left + taken, y + 15, left + each, y + 15, 0.6)

    return Box(20, paint)


def _scale(kit: Kit, content: SurveyFormPaper) -> Box:
    """A box a figure over the whole width; what the ends mean stands under them."""
    words, width = kit.words, kit.look.width
    low, high = SPAN[content.measure]
    count = high - low + 1
    size = min(_BOX, width / count * 0.86)
    step = (width - size) / (count - 1)
    least = set_text(words.of(LOWEST[content.measure]), kit.look.body, width / 2 - 10, 2)
    most = set_text(words.of(HIGHEST[content.measure]), kit.look.body, width / 2 - 10, 2)

    def paint(pen: Pen, x: float, y: float) -> None:
        for number in range(count):
            left = x + number * step
            pen.box(left, y, size, size, weight=0.9)
            figure = kit.formats.number(low + number)
            pen.word(left + size / 2, y + size / 2, figure, _FIGURE, align=0.5)
        pen.text(x, y + size + 5, least)
        pen.text(x + width, y + size + 5, most, right=x + width)

    return Box(size + 5 + max(least.height, most.height), paint)


def _choice(kit: Kit, text: str) -> Box:
    said = set_text(text, kit.look.body, kit.look.width - _TICK - 10, 2)
    box = checkbox(_TICK, leading=kit.look.body.leading)

    def paint(pen: Pen, x: float, y: float) -> None:
        box.paint(pen, x, y + 3)
        pen.text(x + _TICK + 10, y + 3, said)

    return Box(said.height + 8, paint)


def _room(kit: Kit, lines: int) -> Box:
    """Lines for words written by hand."""

    def paint(pen: Pen, x: float, y: float) -> None:
        for number in range(1, lines + 1):
            level = y + number * _PITCH
            pen.line(x, level, x + kit.look.width, level, 0.4)

    return Box(lines * _PITCH, paint)


def _foot(kit: Kit, pen: Pen, content: SurveyFormPaper) -> None:
    """To whom it goes back and by when; thanks."""
    look, words = kit.look, kit.words
    who = ", ".join(filter(None, (content.asked_by, content.asked_by_post)))
    reached = ", ".join(filter(None, (content.phone, content.email)))
    lines = []
    if who:
        lines.append(words.say("Please give this page to {who}.", who=plain(who)))
    if reached:
        lines.append(plain(reached))
    if content.reply_by is not None:
        day = kit.formats.long_date(content.reply_by)
        lines.append(words.say("We would be glad of your answer by {date}.", date=day))
    lines.append(emphasised(words.say("Thank you!")))
    set_lines = [set_text(line, look.body, look.width, 2) for line in lines]
    height = sum(line.height for line in set_lines)
    y = PAGE_HEIGHT - look.bottom - height
    pen.line(look.left, y - 6, look.left + look.width, y - 6, 0.25)
    for line in set_lines:
        pen.text(look.left, y, line)
        y += line.height

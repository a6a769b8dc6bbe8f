"""The part of page two below the fold: it may lie open on the table, so it holds nothing internal.

The fold is in the middle of the sheet, and lower where what is internal needs more than half of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kam.reports.content import BriefContent, QuestionLine
from kam.reports.document import Document
from kam.reports.kit import Kit
from kam.reports.layout import Heading, Part, paint_heading
from kam.reports.pen import MM, PAGE_HEIGHT, PAGE_WIDTH, Pen
from kam.reports.sections.close import LEAST_WRITING, mood_row, outcome_row
from kam.reports.sections.head import meeting_end
from kam.reports.signs import checkbox
from kam.reports.text import SetText, Style, emphasised, set_text

FOLD: Final = 148.5 * MM
PROMISE_LINES: Final = 3
"""So many lines to write promises on unless the sheet is full."""
_TITLE_ROOM: Final = 8.5 * MM
_LEAST_ANSWER: Final = 1.0 * MM
_MOST_ANSWER: Final = 7.2 * MM
_LEAST_PITCH: Final = 6.4 * MM
_WANTED_LINES: Final = 4
_OVER_LINE: Final = 4.0
_TAIL: Final = 15.5 * MM
_GAP: Final = 4 * MM
_AFTER_QUESTION: Final = 2.0


def fold_marks(kit: Kit, pen: Pen, fold: float) -> None:
    """Ticks at both edges and a word about what the fold is for."""
    for start in (0.0, PAGE_WIDTH - 9 * MM):
        pen.line(start, fold, start + 9 * MM, fold, 0.6, (2 * MM, 1.3 * MM))
    said = kit.words.say("fold back here: nothing below is internal, this part may lie on the table")
    pen.word(PAGE_WIDTH / 2, fold, said, kit.look.small, align=0.5)


def sayable(content: BriefContent) -> tuple[QuestionLine, ...]:
    """The questions that the client may read."""
    return tuple(question for question in content.questions if not question.internal)


def least_height(kit: Kit, lines: Sequence[QuestionLine], promise_lines: int = PROMISE_LINES) -> float:
    """The height that it takes with so many questions, and no more to write on than is still of use."""
    return _fixed_height(kit, lines) + len(lines) * _LEAST_ANSWER + promise_lines * _LEAST_PITCH


def wanted_height(kit: Kit, lines: Sequence[QuestionLine]) -> float:
    """The height at which there is as much to write on as is wanted."""
    return _fixed_height(kit, lines) + len(lines) * _MOST_ANSWER + _WANTED_LINES * kit.look.writing_pitch


def fitting_questions(kit: Kit, lines: Sequence[QuestionLine], room: float) -> int:
    """How many questions fit into a height beside the promises, each with at least a little room below it."""
    count = len(lines)
    while count and least_height(kit, lines[:count]) > room:
        count -= 1
    return count


def _fixed_height(kit: Kit, lines: Sequence[QuestionLine]) -> float:
    """All that is not there to be written on."""
    questions = sum(text.height + _AFTER_QUESTION for text in _set_questions(kit, lines))
    headings = 2 if lines else 1
    return _TITLE_ROOM + questions + headings * _heading(kit) + _GAP + _TAIL - _OVER_LINE


def _set_questions(kit: Kit, lines: Sequence[QuestionLine]) -> list[SetText]:
    style = Style(kit.look.question.size, kit.look.question.size * 1.2)
    return [set_text(line.text, style, kit.look.width - 17, 3) for line in lines]


def _heading(kit: Kit) -> float:
    return kit.look.message.leading + 5


def paint_client_half(
    kit: Kit,
    content: BriefContent,
    document: Document,
    top: float,
    lines: Sequence[QuestionLine],
    total: int,
) -> None:
    """Draw it from ``top`` to the footer: subject, time, questions, promises, outcome, mood.

    Without questions it is all there to be written on: what is missing is said in the internal part alone.
    """
    look, words, pen = kit.look, kit.words, document.pen
    bottom = PAGE_HEIGHT - look.bottom - 1 * MM
    x = look.left
    pen.line(x, top, x + look.width, top, 1)
    middle = top + 4.2 * MM
    style = Style(11, 13)
    when = meeting_end(kit, content.head)
    when_width = pen.word(x + look.width, middle, when, style, align=1.0)
    subject = emphasised(content.head.client_subject)
    pen.text(x, middle - style.leading / 2, set_text(subject, style, look.width - when_width - 12, 1))
    y = top + _TITLE_ROOM
    if lines:
        document.bookmark(words.say("Questions"), y)
        begun = y
        note = ""
        if len(lines) < total:
            note = words.say_in("cut", "{shown} of {total}", shown=len(lines), total=total)
        paint_heading(kit, pen, x, y, look.width, Heading(words.say("Questions"), note=note))
        y += _heading(kit)
    answer, promises = _shared(kit, lines, bottom - top)
    y += _paint_questions(kit, pen, x, y, lines, answer)
    if lines:
        document.stands(Part.QUESTIONS, x, begun, look.width, y - begun)
    y += _GAP if lines else _GAP / 2
    document.stands(Part.CAPTURE, x, y, look.width, bottom - y)
    y = _paint_promises(kit, document, x, y, promises)
    outcome_row(kit, pen, x, y + 4.2 * MM, look.width)
    mood_row(kit, content, pen, x, y + 11 * MM, look.width)


def _shared(kit: Kit, lines: Sequence[QuestionLine], room: float) -> tuple[float, float]:
    """The height to write on below each question and that for promises: both grow alike up to the wanted."""
    pitch = kit.look.writing_pitch
    count = PROMISE_LINES if least_height(kit, lines) <= room else LEAST_WRITING
    least, wanted = least_height(kit, lines, count), wanted_height(kit, lines)
    part = min(max((room - least) / (wanted - least), 0.0), 1.0)
    promises = count * _LEAST_PITCH
    promises += part * (_WANTED_LINES * pitch - promises)
    more = int(max(room - wanted, 0.0) / pitch)
    return _LEAST_ANSWER + part * (_MOST_ANSWER - _LEAST_ANSWER), promises + more * pitch


def _paint_questions(
    kit: Kit, pen: Pen, x: float, y: float, lines: Sequence[QuestionLine], answer: float
) -> float:
    start = y
    for text in _set_questions(kit, lines):
        checkbox(10, leading=text.style.leading).paint(pen, x, y + 1)
        pen.text(x + 17, y + 1, text)
        y += text.height + _AFTER_QUESTION + answer
        pen.line(x, y - 1.5, x + kit.look.width, y - 1.5, 0.4)
    return y - start


def _paint_promises(kit: Kit, document: Document, x: float, y: float, room: float) -> float:
    """Both sides' writing lines; as many as the height has room for, at even distances."""
    look, words, pen = kit.look, kit.words, document.pen
    lines = max(int(room / _LEAST_PITCH + 0.01), 1)
    lines = min(lines, max(round(room / look.writing_pitch), LEAST_WRITING))
    pitch = room / lines
    column = look.column
    top = y + _heading(kit) - _OVER_LINE
    for dx, name in (
        (0.0, words.say_in("two pages", "We promise")),
        (column + look.gutter, words.say_in("two pages", "They promise")),
    ):
        document.bookmark(name, y)
        paint_heading(kit, pen, x + dx, y, column, Heading(name, note=words.say("who, what, by when")))
        for number in range(1, lines + 1):
            level = top + number * pitch
            pen.line(x + dx, level, x + dx + column, level, 0.4)
    return top + room

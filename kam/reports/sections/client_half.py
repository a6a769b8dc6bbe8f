"""The half of page two below the fold: it may lie open on the table, so it holds nothing internal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kam.reports.content import BriefContent, QuestionLine
from kam.reports.kit import Kit
from kam.reports.layout import Heading, Mark, paint_heading
from kam.reports.pen import MM, PAGE_HEIGHT, PAGE_WIDTH, Pen
from kam.reports.sections.close import mood_row, outcome_row
from kam.reports.sections.head import meeting_end
from kam.reports.signs import checkbox
from kam.reports.text import SetText, Style, emphasised, set_text

FOLD: Final = 148.5 * MM
_TITLE_ROOM: Final = 8.5 * MM
_LEAST_ANSWER: Final = 1.0 * MM
_MOST_ANSWER: Final = 7.2 * MM
_PROMISE_LINES: Final = 4
_TAIL: Final = 15.5 * MM
_GAP: Final = 5 * MM


def fold_marks(kit: Kit, pen: Pen) -> None:
    """Ticks at both edges and a word about what the fold is for."""
    for start in (0.0, PAGE_WIDTH - 9 * MM):
        pen.line(start, FOLD, start + 9 * MM, FOLD, 0.6, (2 * MM, 1.3 * MM))
    said = kit.words.say("fold · bend back: nothing internal stands below, this half may lie on the table")
    pen.word(PAGE_WIDTH / 2, FOLD, said, kit.look.small, align=0.5)


def sayable(content: BriefContent) -> tuple[QuestionLine, ...]:
    """The questions that the client may read."""
    return tuple(question for question in content.questions if not question.internal)


def fitting_questions(kit: Kit, lines: Sequence[QuestionLine], room: float) -> int:
    """How many questions fit into a height beside the promises, each with at least a little room below it."""
    room -= _fixed_height(kit)
    for number, text in enumerate(_set_questions(kit, lines)):
        room -= text.height + 2 + _LEAST_ANSWER
        if room < 0:
            return number
    return len(lines)


def _set_questions(kit: Kit, lines: Sequence[QuestionLine]) -> list[SetText]:
    style = Style(kit.look.question.size, kit.look.question.size * 1.2)
    return [set_text(line.text, style, kit.look.width - 17, 3) for line in lines]


def _heading(kit: Kit) -> float:
    return kit.look.message.leading + 5


def _fixed_height(kit: Kit) -> float:
    """Title, two headings, promise lines, outcome and mood, and the gaps between them."""
    promises = _heading(kit) + _PROMISE_LINES * kit.look.writing_pitch
    return _TITLE_ROOM + _heading(kit) + promises + _TAIL + 2 * _GAP


def paint_client_half(
    kit: Kit,
    content: BriefContent,
    pen: Pen,
    top: float,
    lines: Sequence[QuestionLine],
    total: int,
    mark: Mark,
) -> None:
    """Draw it from ``top`` to the footer: subject, time, questions, promises, outcome, mood."""
    look, words = kit.look, kit.words
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
    mark(words.say("Questions"), y)
    note = (
        words.say_in("cut", "{shown} of {total}", shown=len(lines), total=total) if len(lines) < total else ""
    )
    missing = "" if lines else words.say("none written: what do we want to learn?")
    paint_heading(kit, pen, x, y, look.width, Heading(words.say("Questions"), missing=missing, note=note))
    y += _heading(kit)
    room = bottom - y - (_fixed_height(kit) - _TITLE_ROOM - _heading(kit)) + _GAP
    y += _paint_questions(kit, pen, x, y, room, lines)
    y = _paint_promises(kit, pen, x, y + _GAP, bottom, mark)
    outcome_row(kit, pen, x, y + 4.2 * MM, look.width)
    mood_row(kit, content, pen, x, y + 11 * MM, look.width)


def _paint_questions(
    kit: Kit, pen: Pen, x: float, y: float, room: float, lines: Sequence[QuestionLine]
) -> float:
    texts = _set_questions(kit, lines)
    if not texts:
        return 0.0
    taken = sum(text.height + 2 for text in texts)
    answer = max(min((room - taken) / len(texts), _MOST_ANSWER), 0.0)
    start = y
    for text in texts:
        checkbox(10, leading=text.style.leading).paint(pen, x, y + 1)
        pen.text(x + 17, y + 1, text)
        y += text.height + 2 + answer
        pen.line(x, y - 1.5, x + kit.look.width, y - 1.5, 0.4)
        y += 0.0
    return y - start


def _paint_promises(kit: Kit, pen: Pen, x: float, y: float, bottom: float, mark: Mark) -> float:
    """Both sides' writing lines; as many as the height has room for."""
    look, words = kit.look, kit.words
    lines = max(int((bottom - _TAIL - y - _heading(kit)) / look.writing_pitch), _PROMISE_LINES)
    column = look.column
    for dx, name in (
        (0.0, words.say_in("two pages", "We promise")),
        (column + look.gutter, words.say_in("two pages", "They promise")),
    ):
        mark(name, y)
        paint_heading(kit, pen, x + dx, y, column, Heading(name, note=words.say("who, what, by when")))
        for number in range(1, lines + 1):
            level = y + _heading(kit) - 4 + number * look.writing_pitch
            pen.line(x + dx, level, x + dx + column, level, 0.4)
    return y + _heading(kit) - 4 + lines * look.writing_pitch

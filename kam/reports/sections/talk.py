"""What is going to be talked about: risks, asks and offers with their limits, objections, questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from kam.core.text import with_capital
from kam.core.vocabulary import AskOrOfferKind
from kam.core.words import Label, label
from kam.reports.content import (
    AskOrOfferLine,
    BriefContent,
    ChurnLine,
    ObjectionLine,
    QuestionLine,
    RiskLine,
    UncoveredRole,
)
from kam.reports.kit import Box, Kit, beside
from kam.reports.layout import Heading, Part, Section
from kam.reports.pen import MM, Pen
from kam.reports.people_words import role_word
from kam.reports.phrases import gap_sentence
from kam.reports.signs import checkbox, missing_chip
from kam.reports.text import Style, set_text

_VERBS: Final[dict[AskOrOfferKind, Label]] = {
    AskOrOfferKind.ASK: label("ask or offer on paper", "Ask"),
    AskOrOfferKind.OFFER: label("ask or offer on paper", "Give"),
}
_RISK_LABEL: Final = 24 * MM
_AFTER_LABEL: Final = 2.6 * MM


def risks(kit: Kit, content: BriefContent, day: date, *, width: float | None = None) -> Section:
    """That the client may leave, roles nobody of ours covers, then the risks of the plan."""
    words = kit.words
    wide = width or kit.look.column
    heading = Heading(words.say("Risks and uncovered roles"))
    if not content.risks and not content.uncovered and content.churn is None:
        heading = Heading(heading.label, missing=words.say("none recorded"))
    uncovered = [_uncovered(kit, one, day) for one in content.uncovered]
    leaving = [] if content.churn is None else [_churn(kit, content.churn)]
    texts = [*leaving, *uncovered, *(_risk(kit, one) for one in content.risks)]
    names, bold = [text.name for text in texts], kit.look.body.bold()
    label = max(min(kit.widest(names, bold), _RISK_LABEL), min(kit.widest_word(names, bold), wide / 2)) + 1
    rows = [_labelled(kit, text, label, wide) for text in texts]
    return Section(Part.RISKS, heading, wide, tuple(rows), total=len(rows))


@dataclass(frozen=True, slots=True)
class _Risk:
    """A row of the section: what is in danger, why, and what we do about it."""

    name: str
    text: str
    response: str


def _churn(kit: Kit, churn: ChurnLine) -> _Risk:
    words = kit.words
    risk = words.of(churn.risk.label)
    text = words.say("**{risk}**. {reason}", risk=risk, reason=churn.reason) if churn.reason else risk
    return _Risk(words.say("Churn risk"), text, "")


def _uncovered(kit: Kit, one: UncoveredRole, day: date) -> _Risk:
    name = one.area or (role_word(kit.words, one.role) if one.role else kit.words.say("People"))
    return _Risk(with_capital(name), gap_sentence(kit, one, day), one.response)


def _risk(kit: Kit, risk: RiskLine) -> _Risk:
    words = kit.words
    parts: list[str] = []
    if risk.amount is not None:
        amount = kit.money(risk.amount)
        parts.append(
            amount if risk.probability is not None else words.say("{amount} at stake", amount=amount)
        )
    if risk.probability is not None and risk.impact is not None:
        parts.append(
            words.say(
                "probability {probability} × impact {impact}",
                probability=risk.probability,
                impact=risk.impact,
            )
        )
    if risk.owner and not risk.response:
        parts.append(risk.owner)
    return _Risk(risk.title, ", ".join(parts), risk.response)


def _labelled(kit: Kit, risk: _Risk, label: float, width: float) -> Box:
    """A row; ``label`` is the width of the names' column."""
    text = risk.text
    if kit.look.spacious and risk.response:
        text = risk.response
        if risk.text:
            text = kit.words.say("{what} → {response}", what=risk.text, response=risk.response)
    text_at = label + _AFTER_LABEL
    return beside(
        [
            (0.0, kit.text(risk.name, label, kit.look.body.bold())),
            (text_at, kit.text(text, width - text_at)),
        ],
        kit.look.row_pad,
    )


def asks(kit: Kit, content: BriefContent) -> Section:
    """What we ask and give, where we begin and where we stop. Limits are never cut."""
    words, look = kit.words, kit.look
    width = look.width if look.spacious else look.column
    heading = Heading(words.say("Asks and offers"), words.say("a concession only in exchange"))
    if not content.asks:
        heading = Heading(
            heading.label, missing=words.say("neither asks nor offers: what do we want, what may we give?")
        )
    make = _wide_ask if look.spacious else _narrow_ask
    rows = tuple(make(kit, line, width) for line in content.asks)
    head = _ask_head(kit, width)
    return Section(Part.ASKS, heading, width, rows, head, total=len(rows))


_NARROW: Final = (0.405, 0.605)
_WIDE: Final = (0.086, 0.312, 0.431, 0.613, 0.903)


def _ask_head(kit: Kit, width: float) -> Box:
    words, look = kit.words, kit.look
    names = [words.say_in("column", "opening"), words.say_in("column", "limit")]
    places: Sequence[float] = _NARROW
    if look.spacious:
        names += [words.say_in("column", "in exchange for"), words.say_in("column", "beyond it")]
        places = _WIDE[1:]

    def paint(pen: Pen, x: float, y: float) -> None:
        for place, name in zip(places, names, strict=True):
            pen.word(x + width * place, y + look.small.leading / 2, name, look.small)
        pen.line(x, y + look.small.leading + 1, x + width, y + look.small.leading + 1, 0.5)

    return Box(look.small.leading + 1.5, paint)


def _after_verb(what: str) -> str:
    """«объём на год» after «Просим»; a word in capitals, of mixed case or with a figure stays as it is."""
    first = what.split(maxsplit=1)[0] if what.strip() else ""
    plain_word = first[1:] == first[1:].lower() and not any(sign.isdigit() for sign in first)
    return what[:1].lower() + what[1:] if len(first) > 1 and plain_word else what


def _narrow_ask(kit: Kit, line: AskOrOfferLine, width: float) -> Box:
    opening, limit = (width * share for share in _NARROW)
    verb, what = kit.words.of(_VERBS[line.kind]), _after_verb(line.subject)
    return beside(
        [
            (0.0, kit.text(kit.words.say("**{verb}** {what}", verb=verb, what=what), opening - 5)),
            (opening, kit.text(line.opening, limit - opening - 4)),
            (limit, _limit(kit, line, width - limit, kit.look.body)),
        ],
        kit.look.row_pad,
    )


def _limit(kit: Kit, line: AskOrOfferLine, width: float, style: Style) -> Box:
    if not line.limit:
        return missing_chip(kit.words.say("no limit set"), kit.look.body, width)
    return kit.text(line.limit, width, style.bold(), 4)


def _wide_ask(kit: Kit, line: AskOrOfferLine, width: float) -> Box:
    subject, opening, limit, exchange, beyond = (width * share for share in _WIDE)
    bold = Style(kit.look.body.size + 0.3, kit.look.body.leading)
    return beside(
        [
            (0.0, kit.text(kit.words.of(_VERBS[line.kind]), subject - 4, kit.look.body.bold(), 1)),
            (subject, kit.text(_after_verb(line.subject), opening - subject - 6)),
            (opening, kit.text(line.opening, limit - opening - 6)),
            (limit, _limit(kit, line, exchange - limit - 6, bold)),
            (exchange, kit.text(line.in_exchange, beyond - exchange - 6)),
            (beyond, kit.text(line.decides_beyond, width - beyond)),
        ],
        kit.look.row_pad,
    )


def objections(kit: Kit, content: BriefContent) -> Section:
    """What they may say against it, and our answer."""
    words, look = kit.words, kit.look
    width = look.width if look.spacious else look.column
    heading = Heading(words.say("Objections and answers"))
    if not content.objections:
        heading = Heading(heading.label, missing=words.say("none prepared: what will they say against it?"))
    rows = tuple(_objection(kit, line, width) for line in content.objections)
    return Section(Part.OBJECTIONS, heading, width, rows, total=len(rows))


def _objection(kit: Kit, line: ObjectionLine, width: float) -> Box:
    answer_at = width * 0.322
    answer = (
        kit.text(line.answer, width - answer_at)
        if line.answer
        else missing_chip(kit.words.say("no answer yet"), kit.look.body, width - answer_at)
    )
    return beside(
        [(0.0, kit.text(line.text, answer_at - 6, kit.look.body.italic())), (answer_at, answer)],
        kit.look.row_pad,
    )


def questions(kit: Kit, lines: Sequence[QuestionLine], width: float, *, inside: bool = False) -> Section:
    """Questions to ask, with a box to tick; ``inside`` are those not to be read by the client."""
    words = kit.words
    heading = Heading(words.say("Questions"))
    if inside:
        heading = Heading(words.say("Questions"), words.say("for ourselves, not to be shown"))
    elif not lines:
        heading = Heading(heading.label, missing=words.say("none written: what do we want to learn?"))
    rows = tuple(_question(kit, line, width) for line in lines)
    part = Part.OWN_QUESTIONS if inside else Part.QUESTIONS
    return Section(part, heading, width, rows, total=len(rows), ruled=False)


def _question(kit: Kit, line: QuestionLine, width: float) -> Box:
    style = kit.look.question
    leading = Style(style.size, style.size * 1.22)
    text = set_text(line.text, leading, width - 15, kit.look.cell_lines)
    pad = max(style.leading - leading.leading, 1.6) / 2
    return beside(
        [
            (0.0, checkbox(8.6, leading=leading.leading)),
            (15.0, Box(text.height, lambda pen, x, y: pen.text(x, y, text))),
        ],
        pad,
    )

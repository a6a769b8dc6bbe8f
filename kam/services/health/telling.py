"""The health of an account as text: for the clipboard, the command line, a letter to oneself."""

from __future__ import annotations

from collections.abc import Iterator

from kam.analysis.health.parts import part_points
from kam.analysis.health.saying import HealthTeller
from kam.analysis.health.score import Health
from kam.core.formats import Formats
from kam.core.text import with_capital
from kam.core.words import Words
from kam.services.health.rows import HealthRow

_SIGN = "– "


def spoken(row: HealthRow, words: Words, formats: Formats) -> str:
    """What one says aloud of an account: «72: вниз потянули люди (потерян союзник) и ритм заказов …»."""
    return HealthTeller(words, formats).spoken(row.health, row.month_ago)


def health_text(row: HealthRow, words: Words, formats: Formats) -> str:
    """Everything that explains the health of an account, line by line."""
    teller = HealthTeller(words, formats)
    day = formats.full_date(row.on)
    lines = [words.say("Health of {account} on {date}", account=row.name, date=day)]
    lines.append(teller.spoken(row.health, row.month_ago))
    if row.health is not None:
        lines += _of_health(row.health, teller)
    if row.moved:
        lines += ["", words.say("Moved within a month"), *(_SIGN + teller.moved(each) for each in row.moved)]
    if row.health is not None and (raises := teller.would_raise(row.health)):
        told = [
            words.say("{what} ({points})", what=what, points=formats.signed(gain)) for what, gain in raises
        ]
        lines += ["", words.say("Would raise it most"), *(_SIGN + each for each in told)]
    if row.health is not None or row.churn.signs:
        lines += ["", *_risk(row, teller)]
    return "\n".join(lines) + "\n"


def inertia_sentence(words: Words) -> str:
    """What inertia is, where an account holds by it."""
    return words.say("Inertia: purchases stand still while people cool. Long custom is not loyalty.")


def _of_health(health: Health, teller: HealthTeller) -> Iterator[str]:
    words, formats = teller.words, teller.formats
    yield ""
    for factor in health.factors:
        yield words.say(
            "{factor}: {points} of {most}",
            factor=words.of(factor.factor.label),
            points=formats.number(factor.points),
            most=formats.number(factor.points + factor.gain),
        )
        for part, points in zip(factor.found.parts, part_points(factor), strict=True):
            told = words.say(
                "{what} ({points})", what=teller.reasons.sentence(part.reason), points=formats.signed(points)
            )
            yield f"  {_SIGN}{told}"
    for unknown in health.unknown:
        yield words.say(
            "{factor}: not known. {how}",
            factor=words.of(unknown.label),
            how=teller.how_known(unknown),
        )
    score = formats.number(health.score)
    if health.known >= 1:
        yield words.say("In all: {score} of 100", score=score)
    else:
        share = formats.percent(health.known)
        yield words.say("In all: {score} of 100, on {share} of the factors", score=score, share=share)


def _risk(row: HealthRow, teller: HealthTeller) -> Iterator[str]:
    words = teller.words
    yield words.say("Risk of leaving within three months: {risk}", risk=words.of(row.churn.risk.label))
    for sign in row.churn.signs:
        yield _SIGN + with_capital(teller.reasons.sentence(sign.reason))
    if row.is_inertia:
        yield inertia_sentence(words)

"""Changes of undated fields since the last meeting, as the journal and some dates beside it tell them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, Final

from kam.core.vocabulary import OpportunityStage
from kam.core.words import Label, label
from kam.models import Account, Contract, Opportunity, Override
from kam.models.opportunity import CLOSED_STAGES
from kam.reports.content import Change, ChangeKind
from kam.services.briefs.history import FieldChange, News
from kam.services.briefs.people import People, Place
from kam.services.briefs.records import Dossier
from kam.services.briefs.scene import Scene
from kam.services.briefs.standing import overridden_term

_STATUS: Final = label("account field", "Status")
_FIELDS: Final[dict[str, Label]] = {
    "potential": label("account field", "Potential"),
    "payment_form": label("account field", "Payment form"),
    "deferral_days": label("account field", "Deferral, days"),
    "credit_limit_minor": label("account field", "Credit limit"),
    "discount_hundredths": label("account field", "Discount"),
    "price_list": label("account field", "Price list"),
}
_GROWTH: Final = "growth_plans"


def journal_changes(scene: Scene, dossier: Dossier, people: People) -> Iterator[Change]:
    """What happened to the account, its contracts, people, competitors, terms and opportunities."""
    stakeholders = [place.stakeholder for place in people.everybody.values()]
    records = [
        scene.account,
        *dossier.contracts,
        *dossier.presences,
        *dossier.opportunities,
        *stakeholders,
    ]
    news = scene.history.news(records, scene.since, scene.zone)
    yield from _account(scene, news)
    yield from _overrides(scene)
    for place in people.everybody.values():
        yield from _person(scene, place, people, news)
    for contract in dossier.contracts:
        yield from _contract(scene, contract, news)
    for opportunity in dossier.opportunities:
        yield from _opportunity(scene, dossier, opportunity, news)
    yield from _terms(scene, dossier)


def _account(scene: Scene, news: News) -> Iterator[Change]:
    account: Account = scene.account
    if (status := news.of(account, "status")) is not None:
        subject = scene.words.of(_STATUS)
        yield Change(status.on, ChangeKind.STATUS, subject, status.before, status.after)
    for name, what in _FIELDS.items():
        if (change := news.of(account, name)) is not None:
            shown = (_shown(scene, name, change.before), _shown(scene, name, change.after))
            yield Change(change.on, ChangeKind.FIELD, scene.words.of(what), *shown)
    growth = news.of(account, _GROWTH)
    if growth is not None and growth.after:
        yield Change(growth.on, ChangeKind.FACT, detail=growth.after)


def _shown(scene: Scene, name: str, value: Any) -> str | None:
    """A value of an account's field as the paper writes it."""
    if value is None:
        return None
    if name == "credit_limit_minor":
        return scene.formats.money(value, scene.account.currency)
    if name == "discount_hundredths":
        return scene.formats.percent(Decimal(value).scaleb(-4), 0 if value % 100 == 0 else 2)
    marked = getattr(value, "label", None)
    return scene.words.of(marked) if isinstance(marked, Label) else str(value)


def _overrides(scene: Scene) -> Iterator[Change]:
    """A segment or key group set by hand."""
    for override in scene.records(Override):
        if scene.is_news(override.on):
            term = overridden_term(override)
            if term is not None:
                subject = scene.words.say("Set by hand")
                yield Change(override.on, ChangeKind.STATUS, subject, None, term, override.reason)


def _person(scene: Scene, place: Place, people: People, news: News) -> Iterator[Change]:
    one = place.stakeholder
    if scene.is_news(one.since) and one.since is not None and not place.is_placeholder:
        yield Change(one.since, ChangeKind.PERSON_JOINED, place.label, detail=one.job_title or "")
    told = news.of(one, "left_on")
    learned_on = told.on if told else one.left_on
    if one.left_on is not None and learned_on is not None and (told or scene.is_news(one.left_on)):
        successor = people.everybody.get(one.successor_id) if one.successor_id else None
        name = successor.label if successor and not successor.is_placeholder else ""
        yield Change(learned_on, ChangeKind.PERSON_LEFT, place.label, after=one.left_on, detail=name)
    title = news.of(one, "job_title")
    if title is not None and title.after:
        yield Change(title.on, ChangeKind.TITLE, place.label, title.before, title.after)


def _contract(scene: Scene, contract: Contract, news: News) -> Iterator[Change]:
    words = scene.words
    number = contract.number or contract.subject or ""
    ends = news.of(contract, "ends_on")
    if ends is not None:
        until = _date(scene, ends.after)
        detail = words.say("now runs until {date}", date=until) if until else words.say("is now open-ended")
        yield Change(ends.on, ChangeKind.CONTRACT, number, ends.before, ends.after, detail)
    if contract.starts_on is not None and scene.is_news(contract.starts_on):
        detail = words.say("has come into force")
        yield Change(contract.starts_on, ChangeKind.CONTRACT, number, after=contract.ends_on, detail=detail)
    elif (made := news.made_on(contract)) is not None:
        detail = words.say("has been recorded")
        yield Change(made, ChangeKind.CONTRACT, number, after=contract.ends_on, detail=detail)
    if contract.ends_on is not None and scene.is_news(contract.ends_on) and not contract.renews_itself:
        detail = words.say("has ended")
        yield Change(contract.ends_on, ChangeKind.CONTRACT, number, after=contract.ends_on, detail=detail)
    talks = contract.renewal_talks_since
    if talks is not None and scene.is_news(talks):
        detail = words.say("— renewal talks have begun")
        yield Change(talks, ChangeKind.CONTRACT, number, after=contract.ends_on, detail=detail)


def _date(scene: Scene, day: date | None) -> str:
    return scene.formats.full_date(day) if day else ""


def _opportunity(scene: Scene, dossier: Dossier, one: Opportunity, news: News) -> Iterator[Change]:
    made = news.made_on(one)
    if made is not None:
        amount = scene.exchange.known(one.amount_minor, one.currency, made)
        yield Change(made, ChangeKind.OPPORTUNITY_NEW, one.title, after=amount)
        return
    stage = _stage(scene, dossier, one, news)
    if stage is not None:
        detail = (one.reason_lost or "") if stage.after is OpportunityStage.LOST else ""
        yield Change(stage.on, ChangeKind.OPPORTUNITY_STAGE, one.title, stage.before, stage.after, detail)
    if (amount_change := news.of(one, "amount_minor")) is not None:
        currency = one.currency or scene.account.currency
        before, after = (
            None if minor is None else scene.formats.money(minor, currency)
            for minor in (amount_change.before, amount_change.after)
        )
        yield Change(amount_change.on, ChangeKind.FIELD, one.title, before, after)


def _stage(scene: Scene, dossier: Dossier, one: Opportunity, news: News) -> FieldChange | None:
    """From where to where it went: by its dated moves, else by the journal.

    One that came closed in an import tells its end by its date.
    """
    moves = [move for move in dossier.moves.get(one.id, []) if scene.is_news(move.on)]
    if moves:
        change = FieldChange(moves[0].from_stage, moves[-1].to_stage, moves[-1].on)
        return change if change.before is not change.after else None
    told = news.of(one, "stage")
    if told is None and one.stage in CLOSED_STAGES and one.closed_on and scene.is_news(one.closed_on):
        return FieldChange(None, one.stage, one.closed_on)
    return told


def _terms(scene: Scene, dossier: Dossier) -> Iterator[Change]:
    for term in dossier.terms:
        if term.since is not None and scene.is_news(term.since):
            yield Change(term.since, ChangeKind.FACT, detail=term.what)

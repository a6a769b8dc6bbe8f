"""Rounds of satisfaction over a year: answers, silence, and what we promised the unhappy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from kam.core.vocabulary import SurveyStatus
from kam.models import Account, Commitment, Record, SurveyAnswer, SurveyRound
from kam.services.surveys.records import promise_id

if TYPE_CHECKING:
    from uuid import UUID

    from kam.services.demo.content import Table
    from kam.services.demo.shelf import Shelf

_ROUND: Final = ("title", "measure", "asked_on")
_ANSWER: Final = ("on", "score", "driver", "comment")


def add_surveys(shelf: Shelf, client: Table) -> None:
    """What people of a client answered outside rounds, or in one that it names."""
    scope = client["account"]["key"]
    for row in client.get("surveys", ()):
        shelf.make(SurveyAnswer, row, scope, account_id=shelf.find(Account, scope, scope).id)


def add_rounds(shelf: Shelf, content: Table, me: str) -> None:
    """The rounds, once all clients are told: an answer names client and person."""
    for told in content.get("rounds", ()):
        head = {name: told[name] for name in _ROUND}
        asked = shelf.make(SurveyRound, {"key": told["key"], **head}, "")
        for row in told["answers"]:
            _add_answer(shelf, asked, row, told)
        for promise in told.get("promises", ()):
            _add_promise(shelf, asked, promise, me)


def _add_answer(shelf: Shelf, asked: SurveyRound, row: Sequence[Any], told: Table) -> None:
    scope, person, *said = row
    values = {name: value for name, value in zip(_ANSWER, said, strict=False) if value != ""}
    if not said:
        status = SurveyStatus.ASKED if told.get("open") else SurveyStatus.SILENT
        values = {"on": told["asked_on"], "status": status.value}
    table = {"stakeholder": person, "measure": told["measure"], **values}
    account = shelf.find(Account, scope, scope).id
    shelf.make(SurveyAnswer, table, scope, account_id=account, round_id=asked.id)


def _add_promise(shelf: Shelf, asked: SurveyRound, told: Table, me: str) -> None:
    """The promise after an answer: known by an identity that is made of the answer's."""
    scope = told["account"]
    person = shelf.id_of("stakeholder", told["stakeholder"], scope)
    table = {"side": "ours", "promised_to_client": True, "owner_colleague": me, **told}
    shelf.make(
        Commitment,
        table,
        scope,
        apart=("account", "stakeholder"),
        id=promise_id(_answer_of(shelf.records, asked.id, person)),
        account_id=shelf.find(Account, scope, scope).id,
    )


def _answer_of(records: Sequence[Record], round_id: UUID, person: UUID) -> UUID:
    return next(
        each.id
        for each in records
        if isinstance(each, SurveyAnswer) and each.round_id == round_id and each.stakeholder_id == person
    )

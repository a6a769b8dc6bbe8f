"""``kam surveys``: rounds, answers, printed forms, and answers taken from a returned table."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from kam.cli.context import Context
from kam.cli.parsing import (
    DONE,
    Parser,
    as_of_option,
    file_name,
    json_option,
    misplaced,
    misused,
    only_account_option,
    output_option,
    paper_options,
    text,
    workspace_argument,
)
from kam.core.vocabulary import SurveyMeasure
from kam.core.words import Words, label

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from kam.services.files import Workspace
    from kam.services.surveys.rows import AnswerRow, RoundRow

LIST, ANSWERS, FORM, TAKE = "list", "answers", "form", "take"
WHAT: Final = (LIST, ANSWERS, FORM, TAKE)
_ROUNDS: Final = (
    ("asked_on", label("column", "Asked on")),
    ("title", label("column", "Survey")),
    ("measure", label("column", "Scale")),
    ("value", label("column", "Figure")),
    ("answered", label("column", "Answered")),
    ("asked", label("column", "Asked")),
    ("detractors", label("column", "Detractors")),
    ("unpromised", label("column", "Without a promise")),
)
_ANSWERS: Final = (
    ("on", label("column", "Date")),
    ("account", label("column", "Account")),
    ("person", label("column", "Person")),
    ("measure", label("column", "Scale")),
    ("status", label("column", "Answer")),
    ("score", label("column", "Score")),
    ("driver", label("column", "What decided it")),
    ("comment", label("column", "Comment")),
)


def register(add: Callable[..., Parser], words: Words) -> None:
    """Add the commands of this file."""
    parser = add("surveys", words.say("list surveys and answers, print their forms, take answers back"))
    workspace_argument(parser)
    parser.add_argument(
        "what",
        choices=WHAT,
        metavar="WHAT",
        help=words.say(
            "list of all surveys; answers, of one survey where it is named; form to print (of a survey:"
            " a page for each person; else a blank one); take answers of a survey from a returned table"
        ),
    )
    parser.add_argument(
        "survey",
        nargs="?",
        type=text(words),
        metavar="NAME",
        help=words.say("a survey: its title, the beginning of it, or its id"),
    )
    only_account_option(parser)
    parser.add_argument(
        "--measure",
        choices=[each.value for each in SurveyMeasure],
        help=words.say("of a blank form: which scale; default: nps"),
    )
    parser.add_argument(
        "--from",
        dest="source",
        type=file_name(words),
        metavar="FILE",
        help=words.say("the returned table"),
    )
    parser.add_argument(
        "--others",
        action="store_true",
        help=words.say("take answers of those who were not asked, too"),
    )
    parser.add_argument(
        "--dry-run", action="store_true", help=words.say("say what would be taken, and write nothing")
    )
    paper_options(parser)
    output_option(parser)
    json_option(parser)
    as_of_option(parser)
    parser.set_defaults(run=run_surveys)


def run_surveys(context: Context, given: Namespace) -> int:
    """What was asked for."""
    wrong = _what_is_wrong(context.words, given)
    if wrong:
        return misused(context, wrong)
    runs: dict[str, Callable[[Context, Namespace], int]] = {
        LIST: _list,
        ANSWERS: _answers,
        FORM: _form,
        TAKE: _take,
    }
    return runs[given.what](context, given)


def _what_is_wrong(words: Words, given: Namespace) -> str:
    """What does not go together; empty when all does."""
    only = (
        ("--json", given.json, (LIST, ANSWERS)),
        ("--account", given.account, (ANSWERS,)),
        ("--measure", given.measure, (FORM,)),
        ("--from", given.source, (TAKE,)),
        ("--others", given.others, (TAKE,)),
        ("--dry-run", given.dry_run, (TAKE,)),
        ("--printed-at", given.printed_at, (FORM,)),
        ("--lang", given.lang, (FORM,)),
        ("--output", given.output, (FORM,)),
        ("--as-of", given.as_of, (LIST, ANSWERS, FORM)),
    )
    if wrong := misplaced(words, given.what, only):
        return wrong
    if given.what == LIST and given.survey is not None:
        return words.say("a survey is named only with answers, form and take.")
    if given.what == FORM and given.output is None:
        return words.say("say with -o which file to write.")
    if given.what == FORM and given.survey is not None and given.measure:
        return words.say("a survey has its scale: --measure is for a blank form.")
    if given.what == TAKE and (given.survey is None or given.source is None):
        return words.say("say which survey, and with --from which table.")
    return ""


def _list(context: Context, given: Namespace) -> int:
    from kam.services.surveys.reading import list_rounds

    with context.open(given.workspace) as workspace:
        found = list_rounds(workspace, then=_then(context, workspace, given))
    rows = [_round(row) if given.json else _told(context, row) for row in found]
    context.listed(rows, _ROUNDS, as_json=given.json)
    return DONE


def _told(context: Context, row: RoundRow) -> dict[str, Any]:
    """A round as a person reads it: its figure in the manner of its measure."""
    from kam.analysis.satisfaction import value_text

    value = row.figure.value
    told = None if value is None else value_text(context.formats, row.measure, value)
    return {**_round(row), "value": told}


def _round(row: RoundRow) -> dict[str, Any]:
    figure = row.figure
    return {
        "id": row.id,
        "asked_on": row.asked_on,
        "title": row.title,
        "measure": row.measure,
        "value": None if figure.value is None else round(figure.value, 2),
        "asked": figure.asked,
        "answered": figure.answered,
        "silent": figure.silent,
        "waiting": figure.waiting,
        "promoters": figure.promoters,
        "passives": figure.passives,
        "detractors": figure.detractors,
        "unpromised": row.unpromised,
    }


def _answers(context: Context, given: Namespace) -> int:
    from kam.services.finding import find_account
    from kam.services.surveys.reading import read_round, read_satisfaction

    with context.open(given.workspace) as workspace:
        as_of = context.moment(workspace, given.as_of)
        account = find_account(workspace, given.account).id if given.account else None
        found: Sequence[AnswerRow]
        if given.survey is not None:
            then = _then(context, workspace, given)
            survey = _found(workspace, given.survey, then)
            found = read_round(workspace, survey, as_of=as_of, then=then).answers
            found = [row for row in found if account is None or row.account_id == account]
        else:
            found = read_satisfaction(workspace, as_of=as_of, account_id=account).answers
    context.listed([_answer(row) for row in found], _ANSWERS, as_json=given.json)
    return DONE


def _answer(row: AnswerRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "on": row.on,
        "account_id": row.account_id,
        "account": row.account,
        "stakeholder_id": row.stakeholder_id,
        "person": row.name.full,
        "survey": row.round,
        "measure": row.measure,
        "status": row.status,
        "score": row.score,
        "driver": row.driver,
        "comment": row.comment,
        "promise": None if row.promise is None else row.promise.text,
    }


def _form(context: Context, given: Namespace) -> int:
    from kam.cli.papers import paper_moments, put_out, written
    from kam.services.surveys.paper import form_file
    from kam.services.surveys.reading import read_round

    with context.open(given.workspace) as workspace:
        moments = paper_moments(context, workspace, given)
        if given.survey is None:
            measure = SurveyMeasure.of(given.measure or SurveyMeasure.NPS.value)
            made = form_file(workspace, measure, **moments, language=given.lang)
        else:
            sheet = read_round(workspace, _found(workspace, given.survey), as_of=moments["as_of"])
            answers = [row.id for row in sheet.answers]
            made = form_file(
                workspace,
                sheet.row.measure,
                answers,
                round_id=sheet.row.id,
                **moments,
                language=given.lang,
            )
        put_out(context, given.output, made.pdf)
    context.tell(written(context.words, given.output, made.pages))
    return DONE


def _take(context: Context, given: Namespace) -> int:
    from kam.core.errors import UserError
    from kam.services.surveys.taking import Effect, read_taking, take_answers

    words = context.words
    with context.open(given.workspace, for_writing=not given.dry_run) as workspace:
        survey = _found(workspace, given.survey)
        taking = read_taking(workspace, survey, given.source, others=given.others)
        for each in taking.refused:
            sentence = context.sentence(UserError(each.code, **dict(each.details)))
            who = each.who or "–"
            context.tell(words.say("row {number}, {who}: {why}", number=each.row, who=who, why=sentence))
        new = taking.count(Effect.NEW) + taking.count(Effect.ADDED)
        counted = words.say(
            "new {new}, changed {changed}, as they are {same}, without an answer {empty}, refused {refused}",
            new=new,
            changed=taking.count(Effect.CHANGED),
            same=taking.count(Effect.SAME),
            empty=taking.empty,
            refused=len(taking.refused),
        )
        if given.dry_run or not taking.is_worth_taking:
            context.tell(counted)
            return DONE
        take_answers(workspace, taking)
        context.tell(counted)
    return DONE


def _then(context: Context, workspace: Workspace, given: Namespace) -> datetime | None:
    """The moment that is asked about; None for everything that is known now, planned rounds too."""
    return None if given.as_of is None else context.moment(workspace, given.as_of)


def _found(workspace: Workspace, named: str, then: datetime | None = None) -> UUID:
    """The round of a title, of its beginning, or of an id; of those that were there at a moment.

    Raises:
        NotFoundError: ``survey.no_such_title``.
        AmbiguousError: ``survey.several_titles``.

    """
    from kam.core.errors import AmbiguousError, NotFoundError
    from kam.core.text import same_name
    from kam.services.surveys.reading import list_rounds

    rows = list_rounds(workspace, then=then)
    wanted = same_name(named)
    exact = [row for row in rows if str(row.id) == named.casefold() or same_name(row.title) == wanted]
    found = exact or [row for row in rows if same_name(row.title).startswith(wanted)]
    if not found:
        raise NotFoundError("survey.no_such_title", title=named)
    if len(found) > 1:
        titles = [f"{row.title} ({row.asked_on.isoformat()}, {row.id})" for row in found]
        raise AmbiguousError("survey.several_titles", title=named, candidates=titles)
    return found[0].id

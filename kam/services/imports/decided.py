"""What was decided about a file and is not carried out yet, as JSON knows it: for the draft of an import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any
from uuid import UUID

from kam.core.errors import UserError
from kam.exchange.mapping import formats_of
from kam.exchange.planning import Form
from kam.services.imports.answers import Answer, Answers, Missing, Way
from kam.services.imports.choice import ImportChoice


def decided_as_json(choice: ImportChoice, answers: Answers) -> dict[str, Any]:
    """How the file is read, and what was answered about its rows."""
    formats = choice.formats
    stated = {each.name: getattr(formats, each.name) for each in fields(formats)}
    return {
        "form": None if choice.form is None else choice.form.value,
        "formats": {name: value for name, value in stated.items() if value is not None},
        "columns": None
        if choice.columns is None
        else [[at, name] for at, name in sorted(choice.columns.items())],
        "by_hand": sorted(choice.by_hand),
        "saved": choice.saved,
        "names": [
            [name, text, answer.way.value, None if answer.record is None else str(answer.record)]
            for (name, text), answer in answers.names.items()
        ],
        "cells": [[name, text, instead] for (name, text), instead in answers.cells.items()],
        "last_of_repeats": answers.last_of_repeats,
        "replaces_source": answers.replaces_source,
        "missing": answers.missing.value,
    }


def decided_from_json(stored: Mapping[str, Any]) -> tuple[ImportChoice, Answers] | None:
    """The same again; None where another version of kam wrote it otherwise."""
    try:
        columns = stored["columns"]
        choice = ImportChoice(
            form=None if stored["form"] is None else Form(stored["form"]),
            formats=formats_of(stored["formats"]),
            columns=None if columns is None else {int(at): str(name) for at, name in columns},
            by_hand=frozenset(int(at) for at in stored["by_hand"]),
            saved=stored["saved"],
        )
        answers = Answers(
            names={
                (name, text): Answer(Way(way), None if record is None else UUID(record))
                for name, text, way, record in stored["names"]
            },
            cells={(name, text): instead for name, text, instead in stored["cells"]},
            last_of_repeats=bool(stored["last_of_repeats"]),
            replaces_source=bool(stored["replaces_source"]),
            missing=Missing(stored["missing"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError, UserError):
        return None
    return choice, answers

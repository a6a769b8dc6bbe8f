"""Errors of the first kind: those a user can understand and mend. Anything else raised is a bug."""

from __future__ import annotations


class UserError(Exception):
    """A failure the user can mend: a code that the face words in the user's language, and its details.

    The code is a key of ``kam.core.sentences``; the details fill the places of its sentence.
    """

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code, details)
        self.code = code
        self.details = details

    def __str__(self) -> str:
        parts = ", ".join(f"{name}={value!r}" for name, value in self.details.items())
        return f"{self.code}({parts})"


class NotFoundError(UserError):
    """The record that was asked for does not exist (any more)."""


class AmbiguousError(UserError):
    """A name fits several records; ``details['candidates']`` lists them."""


class RuleError(UserError):
    """A rule of the domain forbids the change."""


class ConflictError(UserError):
    """Somebody or something else changed the record meanwhile."""

"""Who may see a field (architecture, decision 11)."""

from __future__ import annotations

from kam.core.vocabulary.term import Term, label


class Audience(Term):
    """Who may see a value on paper."""

    INTERNAL = "internal", label("audience", "internal")
    CLIENT = "client", label("audience", "may go to the client")

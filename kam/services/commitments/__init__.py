"""Promises and tasks of both sides: one ledger, and what can be done with it (domain.md §5)."""

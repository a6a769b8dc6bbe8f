"""The money of one account: sales against targets, client spend, opportunities and the gap (domain.md §6)."""

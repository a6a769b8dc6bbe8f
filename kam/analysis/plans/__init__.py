"""Account plans as plain data, and what can be computed of them (domain.md §7)."""

"""People and their places: what the views show, and every change to them (domain.md §3)."""

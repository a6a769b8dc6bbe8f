"""Satisfaction: rounds of asking, what was answered, what follows from it (domain.md §9)."""

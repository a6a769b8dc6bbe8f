"""Account plans: written, agreed, reviewed, closed (domain.md §7)."""

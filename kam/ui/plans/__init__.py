"""The page of all plans: where each stands, what is missing to its target, its risk, its next review."""

"""What complaints teach: where they come from, how they were answered, what they cost (domain.md §8)."""

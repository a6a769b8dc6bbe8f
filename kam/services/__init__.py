"""Use cases and the frozen rows they return, one file per area."""

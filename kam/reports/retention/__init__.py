"""The page of a retention case."""

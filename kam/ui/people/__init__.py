"""Everyone across accounts."""

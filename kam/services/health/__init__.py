"""Health, churn risk and what they follow from, read from the workspace."""

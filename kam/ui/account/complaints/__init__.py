"""The complaints tab of an account."""

"""The first tab of an account: six panels of six lines that fit a small screen without scrolling."""

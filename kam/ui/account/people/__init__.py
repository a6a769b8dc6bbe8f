"""The people of an account: org chart, influence × attitude grid, coverage, table."""

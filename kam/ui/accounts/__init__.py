"""The portfolio: all accounts as a table, a matrix and a curve."""

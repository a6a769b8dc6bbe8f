"""The portfolio: all accounts with what is computed of them, as a table, a matrix and a curve."""

"""The page of promises: two ledgers that face each other, a table, and what is closed."""

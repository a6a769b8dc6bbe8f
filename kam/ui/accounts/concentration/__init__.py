"""How much of the portfolio hangs on how few."""

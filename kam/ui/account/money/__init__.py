"""The money of an account: months against plan, product lines, wallet, whitespace, opportunities."""

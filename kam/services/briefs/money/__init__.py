"""Money of a brief: sales, plan, wallet, receivables, opportunities, competitors."""

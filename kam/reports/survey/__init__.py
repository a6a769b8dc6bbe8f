"""Papers of satisfaction: the form that people fill in."""

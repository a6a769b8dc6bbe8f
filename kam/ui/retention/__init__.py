"""The retention case of a client: what a concession costs, and whether it is worth it."""

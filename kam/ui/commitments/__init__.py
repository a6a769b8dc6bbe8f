"""What every page with promises shares: what can be done with them, the sheets, how they are written."""

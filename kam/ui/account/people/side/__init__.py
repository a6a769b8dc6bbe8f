"""What stands beside the map: a person, a cell of the coverage, or the checks."""

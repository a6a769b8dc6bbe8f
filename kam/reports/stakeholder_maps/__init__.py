"""A client's people on paper: org chart and influence × attitude grid, A4 landscape, black on white."""

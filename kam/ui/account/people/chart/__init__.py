"""The org chart: cards, lines, and the canvas they are dragged on."""

"""An account plan on paper: the designed PDF, and the same content for office programs."""

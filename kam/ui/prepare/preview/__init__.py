"""The brief as it will be printed, drawn anew while one types."""

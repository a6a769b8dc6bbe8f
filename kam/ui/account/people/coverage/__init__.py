"""The coverage matrix: their people by ours."""

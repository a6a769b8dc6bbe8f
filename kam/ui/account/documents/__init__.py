"""The documents of an account: kept inside the workspace, shown, opened, saved elsewhere."""

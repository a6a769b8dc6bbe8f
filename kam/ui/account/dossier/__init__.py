"""The dossier of an account: every section shown, verified and edited in place."""

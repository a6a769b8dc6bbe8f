"""The plan of an account: objectives, work on a calendar, strengths and threats, risks, versions."""

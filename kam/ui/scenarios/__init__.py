"""The page of touch scenarios: templates and their editor, and what runs at clients."""

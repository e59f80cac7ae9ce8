"""The history of a page, and what changed between two of its versions."""

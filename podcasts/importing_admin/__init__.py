"""Admin screens « Importer un podcast »: the feed, what it holds, then the import in steps."""

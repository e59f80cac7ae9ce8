"""Text extraction of attached files: in a separate process, with limits, once per file."""

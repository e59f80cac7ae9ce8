"""History of a page, and comparison of two of its versions."""

"""Parsing of the dates and times that editors type in French in the admin."""

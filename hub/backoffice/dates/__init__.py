"""Dates and times of the admin, read as French editors write them."""

"""Monitoring: health, metrics, logs without personal data, answers without the database."""

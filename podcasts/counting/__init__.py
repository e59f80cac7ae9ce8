"""Counts of downloads, without data about people (docs/features/podcasts-sound.md)."""

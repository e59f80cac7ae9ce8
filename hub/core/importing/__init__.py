"""What the importers share: errors, archives, images, screens, state between two steps, reports.

An importer is a reader (bytes → neutral items), a parser (items → dataclasses) and a builder
(dataclasses → drafts); see docs/features/importers.md.
"""

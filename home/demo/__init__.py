"""The demo content: files in `content/`, read by the importers of the site.

Seeding is idempotent: objects are looked up by a stable key (slug, number of a newsletter, code,
name). A second run updates the objects that seeding created; it leaves unchanged the pages edited
in the admin, and never deletes anything.
"""

from .seeding import SeedingError, seed_demo

__all__ = ["SeedingError", "seed_demo"]

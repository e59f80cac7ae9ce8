"""The demo content: files in `content/`, read by the importers of the site itself.

What has a stable key (a page's slug, a letter's number, a code, a name) is found again by it, so
that a second run updates its own work and never another's: a page that somebody edited in the
admin is left as it is, and nothing is ever deleted.
"""

from .seeding import SeedingError, seed_demo

__all__ = ["SeedingError", "seed_demo"]

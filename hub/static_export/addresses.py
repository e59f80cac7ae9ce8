"""Addresses of the site: which ones are exported, and the file of each."""

import re
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

# The queries that are exported: one theme or one view of the agenda, and the page of a list. The
# `map` of deploy/nginx/hub.conf has the same expression.
QUERY = r"(?:(?:theme=[a-z0-9-]+|quand=[a-z]+)(?:&page=[0-9]+)?|page=[0-9]+)"
QUERY_FOLDER = "_parametres"
INDEX_NAMES = {"text/html": "index.html", "text/plain": "index.txt"}
NOT_FOUND = "404.html"
LONGEST_NAME = 255  # bytes, of most file systems


def is_exported(address: str) -> bool:
    """Return whether the export may hold this address, a path and its query."""
    parts = urlsplit(address)
    return not parts.query or bool(re.fullmatch(QUERY, parts.query))


def file_of(address: str, content_type: str) -> PurePosixPath | None:
    """Return the file of an address, relative to the export; None if no file can have its name.

    An address with a query is below `QUERY_FOLDER`; one that ends with a slash is an index, whose
    extension gives its type: nginx and most servers choose the type of a file so.
    """
    parts = urlsplit(address)
    name = unquote(parts.path).lstrip("/")
    if not name or name.endswith("/"):
        if content_type not in INDEX_NAMES:
            return None
        name += INDEX_NAMES[content_type]
    path = PurePosixPath(QUERY_FOLDER, parts.query, name) if parts.query else PurePosixPath(name)
    if any(is_refused(part) for part in path.parts):
        return None
    return path


def is_refused(part: str) -> bool:
    """Return whether a part of a path is not the name of a file."""
    return part == ".." or "\0" in part or "\\" in part or len(part.encode()) > LONGEST_NAME

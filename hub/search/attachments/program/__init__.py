"""Standalone program, without Django: print the text of one file as JSON (`__main__.py FILE`).

Files are untrusted: the program sets its resource limits before it opens anything, does not trust
the sizes declared in a file, and expands no XML entity. Its modules import each other relatively:
run as a program, the package is outside `hub`, whose other packages need Django.
"""

from .limits import CHARACTERS, PARTS, READER_VERSION, Extraction
from .running import FORMATS, limit_resources, main, read

__all__ = [
    "CHARACTERS",
    "FORMATS",
    "PARTS",
    "READER_VERSION",
    "Extraction",
    "limit_resources",
    "main",
    "read",
]

"""Importing letters that exist: reader → neutral paragraphs → parser → builder.

    document = read_source("lettre-3.txt", data)     # or read_path, read_stream, read_pasted
    letter = parse_letter(document.paragraphs)       # pure dataclasses
    report = report_of(letter, document)             # what an editor must know, as JSON data

Readers and parser know neither Django nor the database; only the builder writes.
"""

from .errors import NewsletterImportError
from .parser import parse_letter
from .readers import read_pasted, read_path, read_source, read_stream
from .report import counts_of, report_of

__all__ = [
    "NewsletterImportError",
    "counts_of",
    "parse_letter",
    "read_pasted",
    "read_path",
    "read_source",
    "read_stream",
    "report_of",
]

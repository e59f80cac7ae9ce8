"""Import of existing letters: reader → neutral paragraphs → parser → builder.

    document = read_source("lettre-3.txt", data)     # or read_path, read_stream, read_pasted
    letter = parse_letter(document.paragraphs)       # dataclasses
    report = report_of(letter, document)             # for the editor, as JSON data

The readers and the parser use neither Django models nor the database; only the builder writes.
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

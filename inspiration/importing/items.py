"""Neutral items returned by every reader, whatever the file format."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class SourceField:
    """A raw value, its label and its first line; a list has one line of text per entry."""

    label: str
    text: str
    line: int

    @property
    def lines(self) -> list[str]:
        """Entries of a list, without bullets and empty lines."""
        stripped = (line.strip().removeprefix("- ").strip() for line in self.text.splitlines())
        return [line for line in stripped if line]


@dataclass(frozen=True, slots=True)
class SourceSection:
    """A heading and the Markdown under it; `level` is 1 to 6, 0 before the first heading."""

    title: str
    level: int
    text: str
    line: int


@dataclass(slots=True)
class SourceItem:
    """One initiative as written in the file; `folder` contains its images.

    `remarks` are sentences of the reader for the report.
    """

    source: str
    line: int
    folder: Path
    fields: list[SourceField] = field(default_factory=list)
    sections: list[SourceSection] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

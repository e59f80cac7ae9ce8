"""What every reader yields: a neutral item, whatever the format it came from."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class SourceField:
    """A named value as written, a list being one line per entry, and the line it starts on."""

    label: str
    text: str
    line: int

    @property
    def lines(self):
        """The entries of a list, without bullets nor empty lines."""
        stripped = (line.strip().removeprefix("- ").strip() for line in self.text.splitlines())
        return [line for line in stripped if line]


@dataclass(frozen=True, slots=True)
class SourceSection:
    """A heading of the story and the Markdown under it; `level` is 1 to 6, 0 before any heading."""

    title: str
    level: int
    text: str
    line: int


@dataclass(slots=True)
class SourceItem:
    """One initiative as written. `folder` is where its images are looked for."""

    source: str
    line: int
    folder: Path
    fields: list[SourceField] = field(default_factory=list)
    sections: list[SourceSection] = field(default_factory=list)

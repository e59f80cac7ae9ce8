"""Manifest of a backup: what the file holds, and the hash of each of its members."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from hub.backup.errors import BackupError
from hub.backup.tables import Table

FORMAT = 1
NAME = "manifest.json"
UNREADABLE = "Le manifeste de la sauvegarde ne se lit pas."


@dataclass(frozen=True)
class Member:
    """A member of the file: its size in bytes and its SHA-256, in hexadecimal."""

    size: int
    sha256: str


@dataclass
class Manifest:
    """Content of a backup.

    `counts` are numbers of rows by label; `migrations` are [application, name] pairs;
    `missing_media` is the number of media files that were missing on disk. Media files are not
    in `members`: the member `media.jsonl`, which is, has their hashes.
    """

    hub_version: str
    created_at: str
    database: str
    migrations: list[list[str]]
    tables: list[Table]
    counts: dict[str, int] = field(default_factory=dict)
    media_files: int = 0
    missing_media: int = 0
    members: dict[str, Member] = field(default_factory=dict)

    def to_json(self) -> bytes:
        content = {"format": FORMAT, **asdict(self)}
        return json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8")

    @classmethod
    def from_json(cls, data: bytes) -> Self:
        """Read a manifest; raise BackupError for another format or an unreadable text."""
        try:
            content: dict[str, Any] = json.loads(data)
            number = int(content.pop("format"))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BackupError(UNREADABLE) from error
        if number > FORMAT:
            raise BackupError(
                f"Cette sauvegarde a le format {number}, d’une version plus récente du site\u00a0: "
                f"ce programme lit le format {FORMAT}. Installez la version "
                f"«\u00a0{content.get('hub_version', 'inconnue')}\u00a0» pour la lire."
            )
        try:
            content["tables"] = [Table.from_json(table) for table in content["tables"]]
            content["members"] = {k: Member(**v) for k, v in content["members"].items()}
            return cls(**content)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BackupError(UNREADABLE) from error

    @property
    def labels(self) -> list[str]:
        return [table.label for table in self.tables]


def rows_member(label: str) -> str:
    """Return the name of the member that holds the rows of a model."""
    return f"rows/{label}.jsonl"


def media_member(name: str) -> str:
    """Return the name of the member that holds a media file."""
    return f"media/{name}"


MEDIA_LIST = "media.jsonl"
README = "LISEZMOI.txt"

"""Base of the import commands: their common options, and the report in JSON."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError


class ImportCommand(BaseCommand):
    """Command with the options `--publish` and `--report`."""

    publish_help = "publier ce qui a tout ce qu’il faut pour l’être"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--publish", action="store_true", help=self.publish_help)
        parser.add_argument(
            "--report",
            type=Path,
            metavar="FICHIER",
            help="écrire le rapport en JSON dans ce fichier",
        )

    def check_report(self, path: Path | None) -> None:
        """Raise CommandError, before any work, when the report could not be written."""
        if path and (path.is_dir() or not path.parent.is_dir()):
            raise CommandError(f"Le rapport ne peut pas être écrit à «\u00a0{path}\u00a0».")

    def write_report(self, path: Path | None, content: Any) -> None:
        """Write JSON-serialisable data, if a report was asked for."""
        if not path:
            return
        text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
        try:
            path.write_text(text, "utf-8")
        except OSError as error:
            raise CommandError(
                f"Le rapport n’a pas pu être écrit\u00a0: {error.strerror}."
            ) from error

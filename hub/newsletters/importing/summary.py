"""Files of the command `import_newsletter`, and the table that it prints at the end."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from hub.newsletters.importing.builder import Status
from hub.newsletters.importing.readers import READERS

STATES = {
    Status.CREATED: "créée",
    Status.UPDATED: "mise à jour",
    Status.UNCHANGED: "inchangée",
    Status.PREVIEWED: "lue",
}
REFUSED, IGNORED = "refusée", "ignoré"
MAX_NAME_WIDTH = 50
MAX_LEFT_OUT, MAX_LEFT_OUT_LENGTH = 5, 80


def find_files(paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """Return the files to import, folders replaced by their files, and the ignored ones.

    Those of a folder are sorted by path; hidden files and lock files of Word are skipped, those
    whose extension has no reader are ignored.
    """
    files: list[Path] = []
    ignored: list[Path] = []
    for path in paths:
        if not path.is_dir():
            files.append(path)
            continue
        for inner in sorted(path.rglob("*")):
            parts = inner.relative_to(path).parts
            if not inner.is_file() or any(
                part.startswith((".", "~$", "__MACOSX")) for part in parts
            ):
                continue
            is_letter = inner.suffix and inner.suffix.lower() in READERS
            (files if is_letter else ignored).append(inner)
    return files, ignored


def summary_of(entries: Sequence[dict[str, Any]], ignored: Sequence[Path]) -> list[str]:
    """Return the lines of the table: each file, its state, then why it was refused or left out."""
    rows = [_row(entry) for entry in entries]
    rows += [(str(path), IGNORED, ["format non accepté"]) for path in ignored]
    width = min(MAX_NAME_WIDTH, max(len(name) for name, _, _ in rows))
    states = max(len(state) for _, state, _ in rows)
    lines = ["", f"{'Fichier':{width}}  {'État':{states}}  Détail"]
    for name, state, details in rows:
        shown = name if len(name) <= width else f"…{name[1 - width :]}"
        first, *others = details or [""]
        lines.append(f"{shown:{width}}  {state:{states}}  {first}".rstrip())
        lines += [f"{'':{width}}  {'':{states}}  {other}" for other in others]
    return [*lines, ""]


def _row(entry: dict[str, Any]) -> tuple[str, str, list[str]]:
    """Return the name, the state and the details of a report entry."""
    if entry["status"] == "failed":
        return entry["file"], REFUSED, [entry["message"]]
    number = entry["letter"]["number"]
    details = [f"n°\u00a0{number}" if number else "sans numéro"]
    details += entry["source"]["notices"]
    left = entry["left_out"]
    if left:
        details.append(f"laissé de côté\u00a0: {len(left)} passage(s)")
        details += [f"  - {_shortened(one['text'])}" for one in left[:MAX_LEFT_OUT]]
    if len(left) > MAX_LEFT_OUT:
        details.append(f"  - et {len(left) - MAX_LEFT_OUT} autre(s), voir le rapport de l’import")
    return entry["file"], STATES[entry["status"]], details


def _shortened(text: str) -> str:
    return text if len(text) <= MAX_LEFT_OUT_LENGTH else f"{text[: MAX_LEFT_OUT_LENGTH - 1]}…"

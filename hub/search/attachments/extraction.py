"""Extract the text of a file in a subprocess: a hostile file can only crash the subprocess."""

import json
import subprocess
import sys
from pathlib import Path

from hub.search.attachments import program
from hub.search.attachments.program import FORMATS, READER_VERSION, Extraction

__all__ = [
    "FILE_BYTES",
    "FORMATS",
    "READER_VERSION",
    "Extraction",
    "ExtractionError",
    "UnsupportedError",
    "extract",
    "extract_text",
]

PROGRAM = Path(program.__file__).with_name("__main__.py")
FILE_BYTES = 50_000_000
SECONDS = 30


class ExtractionError(Exception):
    """The file cannot be read; the message is a French sentence for operators."""


class UnsupportedError(Exception):
    """The file format is not supported."""


def extract_text(path: Path, seconds: float = SECONDS) -> str:
    """Return the text of the file at `path`, as `extract` does."""
    return extract(path, seconds).text


def extract(path: Path, seconds: float = SECONDS) -> Extraction:
    """Return the text of the file at `path`, read according to its extension, and its pages.

    Raise `ExtractionError` when it fails. The subprocess limits its own memory, CPU time and output
    (`hub.search.attachments.program`); it is killed after `seconds`.
    """
    # -I: ignore environment variables and the current folder.
    command = [sys.executable, "-I", str(PROGRAM), str(path)]
    try:
        done = subprocess.run(  # noqa: S603
            command, capture_output=True, timeout=seconds, check=False, env={}, cwd=path.parent
        )
    except subprocess.TimeoutExpired as error:
        raise ExtractionError(f"Lecture arrêtée après {seconds}\u00a0secondes.") from error
    try:
        answer = json.loads(done.stdout)
    except ValueError as error:
        raise ExtractionError(
            "Lecture arrêtée\u00a0: le fichier demande trop de moyens."
        ) from error
    if reason := answer.pop("error"):
        raise ExtractionError(reason)
    return Extraction(**answer)

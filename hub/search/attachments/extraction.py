"""Gets the text of a file in a process of its own: a hostile file takes only that one down."""

import json
import subprocess
import sys
from pathlib import Path

from hub.search.attachments import program
from hub.search.attachments.program import FORMATS

__all__ = ["FILE_BYTES", "FORMATS", "ExtractionError", "UnsupportedError", "extract_text"]

PROGRAM = Path(program.__file__)
FILE_BYTES = 50_000_000
SECONDS = 30


class ExtractionError(Exception):
    """The file cannot be read; the message is a French sentence for operators."""


class UnsupportedError(Exception):
    """The format holds no text that we read."""


def extract_text(path: Path, seconds: float = SECONDS) -> str:
    """Return the text of the file at `path`, by its extension; `ExtractionError` when it fails.

    The process has its own limits of memory, processor time and output
    (`hub.search.attachments.program`); it is killed after `seconds`.
    """
    # -I: nothing of the environment nor of the current folder; the path is one of ours.
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
    if answer["error"]:
        raise ExtractionError(answer["error"])
    return answer["text"]

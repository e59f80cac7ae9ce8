"""Titles of uploaded files, made from their names."""

import re
from pathlib import PurePosixPath
from urllib.parse import unquote

from hub.core.images.alternatives import CAMERA_NAME

EXTENSION = re.compile(r"\.[^.\s]{1,5}$")


def readable_title(filename: str) -> str:
    """Convert a file name to a title: « jardin-partage_v2.jpg » to « jardin partage v2 ».

    Camera names (« IMG_2034 ») are kept. Same rule as `static/js/admin/upload-titles.js`, used in
    the forms.
    """
    name = unquote(EXTENSION.sub("", PurePosixPath(filename).name)).strip()
    if CAMERA_NAME.fullmatch(name):
        return name
    words = re.sub(r"_" if re.search(r"\s", name) else r"[_-]", " ", name)
    return " ".join(words.split()) or name

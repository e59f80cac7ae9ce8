"""The title of an uploaded file, from its name."""

import re
from pathlib import PurePosixPath
from urllib.parse import unquote

from hub.core.images.alternatives import CAMERA_NAME

EXTENSION = re.compile(r"\.[^.\s]{1,5}$")


def readable_title(filename: str) -> str:
    """Return a title: « jardin-partage_v2.jpg » gives « jardin partage v2 ».

    Names given by cameras (« IMG_2034 ») are kept. static/js/admin/upload-titles.js does the same
    in the forms.
    """
    name = unquote(EXTENSION.sub("", PurePosixPath(filename).name)).strip()
    if CAMERA_NAME.fullmatch(name):
        return name
    words = re.sub(r"_" if re.search(r"\s", name) else r"[_-]", " ", name)
    return " ".join(words.split()) or name

"""What may stand as the alternative of an image: words about it, never the name of its file."""

import re

FILE_NAME = re.compile(
    r"[^\n]*\.(avif|bmp|gif|heic|heif|jfif|jpe?g|png|svg|tiff?|webp)", re.IGNORECASE
)
# Names that cameras, phones and programs give, without their extension.
CAMERA_NAME = re.compile(
    r"(img|image|dsc|dscn|dscf|pict?|pxl|photo|capture|screenshot|scan)?[\W_]*\d[\d\W_]*(x\d+)?",
    re.IGNORECASE,
)


def is_file_name(text: str) -> bool:
    """Tell whether `text` is the name of an image file: « jardin.jpg », « IMG_2034 »."""
    text = text.strip()
    return bool(text) and bool(FILE_NAME.fullmatch(text) or CAMERA_NAME.fullmatch(text))


def written_alternative(text: str) -> str:
    """Return `text` when somebody wrote it about an image, empty when it is a file name."""
    return "" if is_file_name(text) else text.strip()

"""What ZIP archives raise when they cannot be read."""

import zipfile
import zlib

# Damaged, encrypted or unsupported archives: `zipfile` raises all of these.
UNREADABLE_ARCHIVE = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
)

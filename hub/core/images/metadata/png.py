"""PNG files: chunks (PNG specification, third edition, section 5)."""

import zlib

from hub.core.images.metadata.exif import minimal_exif

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_TEXTS = (b"tEXt", b"zTXt", b"iTXt")
_KEPT_TEXTS = (b"Author", b"Copyright")
_REMOVED = (b"tIME", b"caBX")  # date, content credentials


def strip_png(data: bytes) -> bytes:
    """Return the file without its metadata; raise ValueError when it is malformed."""
    kept, position = [data[:8]], 8
    while position < len(data):
        length = int.from_bytes(data[position : position + 4], "big")
        end = position + 12 + length
        if end > len(data):
            raise ValueError("Chunk beyond the end of the file.")
        kind, content = data[position + 4 : position + 8], data[position + 8 : end - 4]
        if kind == b"eXIf":
            exif = minimal_exif(content)
            kept.append(_chunk(kind, exif) if exif else b"")
        elif kind not in _REMOVED and (
            kind not in _TEXTS or content.partition(b"\0")[0] in _KEPT_TEXTS
        ):
            kept.append(data[position:end])
        position = end
        if kind == b"IEND":
            break
    return b"".join(kept)


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content).to_bytes(4, "big")
    return len(content).to_bytes(4, "big") + kind + content + check

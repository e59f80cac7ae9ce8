"""WebP files: RIFF chunks (RFC 9649)."""

from hub.core.images.metadata.exif import minimal_exif

SIGNATURE = b"RIFF"
_HAS_EXIF, _HAS_XMP = 0x08, 0x04
_KNOWN = (b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP")


def strip_webp(data: bytes) -> bytes:
    """Return the file without its metadata; raise ValueError when it is malformed."""
    size = 8 + int.from_bytes(data[4:8], "little")
    if data[8:12] != b"WEBP" or size > len(data) + 1:
        raise ValueError("Not a whole WebP file.")
    kept: list[tuple[bytes, bytes]] = []
    exif, position = b"", 12
    while position + 8 <= min(size, len(data)):
        kind = data[position : position + 4]
        length = int.from_bytes(data[position + 4 : position + 8], "little")
        content = data[position + 8 : position + 8 + length]
        if len(content) < length:
            raise ValueError("Chunk beyond the end of the file.")
        if kind == b"EXIF":
            exif = minimal_exif(content)
        elif kind in _KNOWN:
            kept.append((kind, content))
        position += 8 + length + length % 2
    if exif:
        kept.append((b"EXIF", exif))
    body = b"".join(_chunk(kind, _with_flags(kind, part, bool(exif))) for kind, part in kept)
    return b"RIFF" + (len(body) + 4).to_bytes(4, "little") + b"WEBP" + body


def _with_flags(kind: bytes, content: bytes, has_exif: bool) -> bytes:
    if kind != b"VP8X":
        return content
    flags = content[0] & ~(_HAS_XMP | _HAS_EXIF) | (_HAS_EXIF if has_exif else 0)
    return bytes([flags]) + content[1:]


def _chunk(kind: bytes, content: bytes) -> bytes:
    return kind + len(content).to_bytes(4, "little") + content + b"\0" * (len(content) % 2)

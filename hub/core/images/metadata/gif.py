"""GIF files: blocks and extensions (GIF89a), XMP and IPTC in application extensions."""

SIGNATURE = b"GIF8"
_HEADER = 13
_IMAGE, _EXTENSION, _END = 0x2C, 0x21, 0x3B
_APPLICATION = 0xFF
# Identifier and authentication code: 11 bytes. XMP specification, part 3; Photoshop; ImageMagick.
_METADATA = (b"XMP DataXMP", b"8BIM", b"MGK8BIM0000", b"MGKIPTC0000")


def strip_gif(data: bytes) -> bytes:
    """Return the file without XMP, IPTC and what follows its end; comments stay.

    Raise ValueError when a block goes beyond the end of the file, or is unknown.
    """
    position = _HEADER + _table_size(data[10])
    kept = [data[:position]]
    while position < len(data):
        kind = data[position]
        if kind == _END:
            kept.append(data[position : position + 1])
            break
        end = _end_of_block(data, position)
        if not _is_metadata(data, position):
            kept.append(data[position:end])
        position = end
    return b"".join(kept)


def _table_size(flags: int) -> int:
    """Return the size in bytes of the colour table that the flags announce."""
    return 3 << (flags & 0x07) + 1 if flags & 0x80 else 0


def _is_metadata(data: bytes, start: int) -> bool:
    is_application = data[start : start + 2] == bytes((_EXTENSION, _APPLICATION))
    return is_application and data[start + 3 : start + 14].startswith(_METADATA)


def _end_of_block(data: bytes, start: int) -> int:
    """Return the position after a block.

    The packet of XMP is not cut in sub-blocks, but it ends with bytes that lead any reader of
    sub-blocks to its end.
    """
    if data[start] == _EXTENSION:
        position = start + 2
    elif data[start] == _IMAGE:
        # Descriptor, colour table, size of the codes.
        position = start + 10 + _table_size(data[start + 9]) + 1
    else:
        raise ValueError("Unknown block.")
    while length := data[position]:
        position += 1 + length
    return position + 1

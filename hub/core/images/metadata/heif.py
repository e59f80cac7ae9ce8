"""HEIC and AVIF files: metadata items of ISO base media files (ISO/IEC 23008-12).

The items are overwritten in place: the positions of the pixels in the file do not change. The
orientation is a property of the image (`irot`, `imir`), not of its EXIF.
"""

from collections.abc import Iterator

# Offset of the TIFF header (0), then a TIFF file without any tag.
_EMPTY_EXIF = b"\0\0\0\0" + b"MM\0*\0\0\0\x08" + b"\0\0" + b"\0\0\0\0"
_IN_FILE, _IN_IDAT = 0, 1  # construction methods of `iloc`


def is_heif(data: bytes) -> bool:
    """Tell whether a file starts as an ISO base media file."""
    return data[4:8] == b"ftyp"


def strip_heif(data: bytes) -> bytes:
    """Return the file with blank EXIF and XMP items; raise ValueError when it is malformed."""
    result = bytearray(data)
    for kind, start, end in _boxes(data, 0, len(data)):
        if kind == b"meta":
            for item_kind, first, last in _metadata_items(data, start + 4, end):
                _blank(result, item_kind, first, last)
        elif kind in (b"uuid", b"udta"):  # XMP, places of films
            result[start:end] = bytes(end - start)
    return bytes(result)


def _blank(data: bytearray, kind: bytes, start: int, end: int) -> None:
    length = end - start
    if kind == b"Exif" and length >= len(_EMPTY_EXIF):
        data[start:end] = _EMPTY_EXIF.ljust(length, b"\0")
    else:
        data[start:end] = (b" " if kind == b"mime" else b"\0") * length


def _boxes(data: bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield (type, start and end of the content) of each box."""
    while start + 8 <= end:
        size, kind, header = (
            int.from_bytes(data[start : start + 4], "big"),
            data[start + 4 : start + 8],
            8,
        )
        if size == 1:
            size, header = int.from_bytes(data[start + 8 : start + 16], "big"), 16
        elif size == 0:
            size = end - start
        if size < header or start + size > end:
            raise ValueError("Box beyond the end of its parent.")
        yield kind, start + header, start + size
        start += size


def _metadata_items(data: bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield (type, start, end) of each part of an EXIF or XMP item of a `meta` box."""
    boxes = {kind: (first, last) for kind, first, last in _boxes(data, start, end)}
    if b"iinf" not in boxes or b"iloc" not in boxes:
        return
    kinds = dict(_item_kinds(data, *boxes[b"iinf"]))
    idat = boxes.get(b"idat", (0, 0))[0]
    for item, method, offset, length in _extents(data, boxes[b"iloc"][0]):
        if kinds.get(item) not in (b"Exif", b"mime"):
            continue
        first = offset + (idat if method == _IN_IDAT else 0)
        if method not in (_IN_FILE, _IN_IDAT) or not length or first + length > len(data):
            raise ValueError("Metadata that cannot be located.")
        yield kinds[item], first, first + length


def _item_kinds(data: bytes, start: int, end: int) -> Iterator[tuple[int, bytes]]:
    """Yield (identifier, type) of the items of an `iinf` box."""
    counted = 2 if data[start] == 0 else 4
    for kind, first, _last in _boxes(data, start + 4 + counted, end):
        version = data[first]
        if kind != b"infe" or version < 2:
            continue
        size = 2 if version == 2 else 4
        item = int.from_bytes(data[first + 4 : first + 4 + size], "big")
        yield item, data[first + 6 + size : first + 10 + size]


def _extents(data: bytes, start: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield (item, construction method, offset, length) of each extent of an `iloc` box."""
    version = data[start]
    offset_size, length_size = data[start + 4] >> 4, data[start + 4] & 15
    base_size, index_size = data[start + 5] >> 4, data[start + 5] & 15 if version else 0
    wide = 4 if version == 2 else 2
    position = start + 6

    def read(size: int) -> int:
        nonlocal position
        if position + size > len(data):
            raise ValueError("Truncated box.")
        position += size
        return int.from_bytes(data[position - size : position], "big")

    for _ in range(read(wide)):
        item = read(wide)
        method = read(2) & 15 if version else 0
        read(2)  # data reference: this file
        base = read(base_size)
        for _ in range(read(2)):
            read(index_size)
            yield item, method, base + read(offset_size), read(length_size)

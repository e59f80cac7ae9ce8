"""JPEG files: segments before and between the scans (ITU-T T.81, annex B)."""

from hub.core.images.metadata.exif import HEADER, minimal_exif

SIGNATURE = b"\xff\xd8\xff"
_SOI, _EOI, _SOS, _APP0, _APP1, _APP2, _APP14, _APP15 = (
    0xD8, 0xD9, 0xDA, 0xE0, 0xE1, 0xE2, 0xEE, 0xEF,
)  # fmt: skip
_ICC = b"ICC_PROFILE\0"
_BARE = {0x01, *range(0xD0, 0xD8)}  # markers without a length: TEM, RST0 to RST7


def strip_jpeg(data: bytes) -> bytes:
    """Return the file without its metadata; raise ValueError when it is malformed.

    JFIF, colour profile and Adobe segments stay. What follows the first image is removed: other
    pictures of an MPO file, films of « live » photos, each with its own metadata.
    """
    kept, exif, position = [data[:2]], b"", 2
    while position < len(data):
        marker, start = _next_marker(data, position)
        if marker == _EOI:
            kept.append(b"\xff\xd9")
            break
        if marker in _BARE:
            kept.append(data[position : start + 2])
            position = start + 2
            continue
        end = start + 2 + int.from_bytes(data[start + 2 : start + 4], "big")
        if end < start + 4 or end > len(data):
            raise ValueError("Segment beyond the end of the file.")
        content = data[start + 4 : end]
        if marker == _SOS:
            end = _end_of_scan(data, end)
        if marker == _APP1 and content.startswith(HEADER) and not exif:
            exif = minimal_exif(content)
        elif _is_kept(marker, content):
            kept.append(data[start:end])
        position = end
    if exif:
        block = HEADER + exif
        # After JFIF, which must be the first segment.
        place = 2 if len(kept) > 1 and kept[1][1] == _APP0 else 1
        kept.insert(place, b"\xff\xe1" + (len(block) + 2).to_bytes(2, "big") + block)
    return b"".join(kept)


def _next_marker(data: bytes, position: int) -> tuple[int, int]:
    """Return (marker, position of its last 0xFF): markers may be padded with 0xFF."""
    if data[position] != 0xFF:
        raise ValueError("No marker where one is expected.")
    while position + 1 < len(data) and data[position + 1] == 0xFF:
        position += 1
    if position + 1 >= len(data):
        raise ValueError("The file ends within a marker.")
    return data[position + 1], position


def _is_kept(marker: int, content: bytes) -> bool:
    if not _APP0 <= marker <= _APP15:
        return True
    return marker in (_APP0, _APP14) or (marker == _APP2 and content.startswith(_ICC))


def _end_of_scan(data: bytes, position: int) -> int:
    """Return the position of the marker that ends the entropy-coded data, or of the end."""
    while True:
        position = data.find(b"\xff", position)
        if position < 0 or position + 1 >= len(data):
            return len(data)
        following = data[position + 1]
        if following and following not in _BARE and following != 0xFF:
            return position
        position += 1 if following == 0xFF else 2

"""Chapters of ID3v2.3 and ID3v2.4 tags, at the beginning of MP3 files.

https://id3.org/id3v2.4.0-structure, https://id3.org/id3v2-chapters-1.0. The frames that hold
neither a chapter nor its title are skipped without being read: an artwork may be large.
"""

import io
import struct
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from podcasts.embedded.chapters import EmbeddedChapter

HEADER = 10
MAX_FRAME = 4 * 1024 * 1024  # bytes; a frame of a chapter holds a title, an address, a picture
ENCODINGS = ("latin-1", "utf-16", "utf-16-be", "utf-8")
NO_TIME = 0xFFFFFFFF
# Flags of the tag, then of a frame of version 4, then of version 3.
UNSYNCHRONISED, EXTENDED = 0x80, 0x40
COMPRESSED_4, ENCRYPTED_4, UNSYNCHRONISED_4, HAS_LENGTH_4 = 0x08, 0x04, 0x02, 0x01
COMPRESSED_3, ENCRYPTED_3 = 0x80, 0x40


class Frame(NamedTuple):
    name: str
    content: bytes


def id3_chapters(file: BinaryIO) -> list[EmbeddedChapter]:
    """Return the chapters of the tag at the beginning of `file`, in the order of their starts."""
    file.seek(0)
    header = file.read(HEADER)
    if len(header) < HEADER or header[:3] != b"ID3" or header[3] not in (3, 4):
        return []
    version, flags, size = header[3], header[5], _synchsafe(header[6:10])
    source: BinaryIO = file
    end = HEADER + size
    if version == 3 and flags & UNSYNCHRONISED:  # the whole tag is escaped, sizes included
        source = io.BytesIO(_resynchronise(file.read(size)))
        end = len(source.getbuffer())
    if flags & EXTENDED:
        length = source.read(4)
        source.seek(_synchsafe(length) - 4 if version == 4 else _integer(length), io.SEEK_CUR)
    found = [_chapter(frame.content, version) for frame in _frames(source, end, version, {"CHAP"})]
    return sorted((chapter for chapter in found if chapter), key=lambda chapter: chapter.start)


def _frames(source: BinaryIO, end: int, version: int, wanted: set[str]) -> Iterator[Frame]:
    """Yield the frames named in `wanted`, up to the offset `end` or the padding."""
    while source.tell() + HEADER <= end:
        header = source.read(HEADER)
        name = header[:4].decode("latin-1")
        if len(header) < HEADER or not name.isalnum():
            return
        size = _synchsafe(header[4:8]) if version == 4 else _integer(header[4:8])
        following = source.tell() + size
        if following > end:
            return
        if name in wanted and size <= MAX_FRAME:
            content = _decoded(source.read(size), header[9], version)
            if content is not None:
                yield Frame(name, content)
        source.seek(following)


def _decoded(content: bytes, flags: int, version: int) -> bytes | None:
    """Return the content of a frame; None when it is compressed or encrypted."""
    if version == 3:
        return None if flags & (COMPRESSED_3 | ENCRYPTED_3) else content
    if flags & (COMPRESSED_4 | ENCRYPTED_4):
        return None
    if flags & HAS_LENGTH_4:
        content = content[4:]
    return _resynchronise(content) if flags & UNSYNCHRONISED_4 else content


def _chapter(content: bytes, version: int) -> EmbeddedChapter | None:
    """Return the chapter of a CHAP frame; None without a start time."""
    _, _, rest = content.partition(b"\x00")
    if len(rest) < 16:
        return None
    (start,) = struct.unpack(">I", rest[:4])  # in milliseconds
    if start == NO_TIME:
        return None
    title = url = ""
    inner = rest[16:]
    for frame in _frames(io.BytesIO(inner), len(inner), version, {"TIT2", "WXXX"}):
        if frame.name == "TIT2" and not title:
            title = _text(frame.content)
        elif frame.name == "WXXX" and not url:
            url = _link(frame.content)
    return EmbeddedChapter(start / 1000, title, url)


def _text(content: bytes) -> str:
    """Return the first string of a text frame: one byte for the encoding, then the string."""
    if not content or content[0] >= len(ENCODINGS):
        return ""
    text = content[1:].decode(ENCODINGS[content[0]], errors="replace")
    return text.partition("\x00")[0].lstrip("\ufeff").strip()


def _link(content: bytes) -> str:
    """Return the address of a WXXX frame: encoding, description, address in Latin-1."""
    wide = content[:1] in (b"\x01", b"\x02")
    body = content[1:]
    step = 2 if wide else 1
    for index in range(0, len(body), step):
        if body[index : index + step] == bytes(step):
            return body[index + step :].partition(b"\x00")[0].decode("latin-1").strip()
    return ""


def _resynchronise(content: bytes) -> bytes:
    return content.replace(b"\xff\x00", b"\xff")


def _synchsafe(four: bytes) -> int:
    """Return an integer written in four bytes of seven bits."""
    value = 0
    for byte in four:
        value = value << 7 | byte & 0x7F
    return value


def _integer(four: bytes) -> int:
    return int.from_bytes(four, "big")

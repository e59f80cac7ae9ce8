"""Chapters of MP4 files (m4a, m4b): a Nero list (`chpl`), or a text track (QuickTime).

ISO/IEC 14496-12 for the boxes; QuickTime File Format, « Chapter Lists », for the text track.
"""

import io
import itertools
import struct
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from podcasts.embedded.chapters import MAX_CHAPTERS, EmbeddedChapter

MAX_TABLE = 4 * 1024 * 1024  # bytes; the tables of a track of chapters are small
NERO_UNIT = 10_000_000  # a Nero time counts tenths of a microsecond
MAX_SAMPLE = 4096  # bytes of the title of a chapter


class Box(NamedTuple):
    """A box of the file; `start` and `end` are the offsets of its content."""

    name: bytes
    start: int
    end: int


def mp4_chapters(file: BinaryIO) -> list[EmbeddedChapter]:
    """Return the chapters of an MP4 file: those of the text track, else those of Nero."""
    file.seek(0, io.SEEK_END)
    movie = _find(file, Box(b"", 0, file.tell()), b"moov")
    if not movie:
        return []
    return _track_chapters(file, movie) or _nero_chapters(file, movie)


def _boxes(file: BinaryIO, parent: Box) -> Iterator[Box]:
    """Yield the boxes inside `parent`; stop at the first whose size is wrong."""
    position = parent.start
    while position + 8 <= parent.end:
        file.seek(position)
        header = file.read(16)
        if len(header) < 8:
            return
        size, start = int.from_bytes(header[:4], "big"), position + 8
        if size == 1 and len(header) == 16:
            size, start = int.from_bytes(header[8:], "big"), position + 16
        elif size == 0:  # up to the end
            size = parent.end - position
        if position + size > parent.end or position + size < start:
            return
        yield Box(header[4:8], start, position + size)
        position += size


def _find(file: BinaryIO, parent: Box, *path: bytes) -> Box | None:
    """Return the first box at `path` inside `parent`."""
    box = parent
    for name in path:
        found = next((inner for inner in _boxes(file, box) if inner.name == name), None)
        if found is None:
            return None
        box = found
    return box


def _content(file: BinaryIO, parent: Box, *path: bytes) -> bytes:
    """Return the content of the box at `path`; empty when there is none."""
    box = _find(file, parent, *path)
    if not box or box.end - box.start > MAX_TABLE:
        return b""
    file.seek(box.start)
    return file.read(box.end - box.start)


def _nero_chapters(file: BinaryIO, movie: Box) -> list[EmbeddedChapter]:
    data = io.BytesIO(_content(file, movie, b"udta", b"chpl"))
    version = data.read(4)[:1]
    if not version:
        return []
    if version != b"\x00":
        data.read(4)
    count = int.from_bytes(data.read(1), "big")
    found = []
    for _ in range(count):
        head = data.read(9)
        if len(head) < 9:
            break
        (start,) = struct.unpack(">Q", head[:8])
        title = data.read(head[8]).decode("utf-8", errors="replace").strip()
        found.append(EmbeddedChapter(start / NERO_UNIT, title))
    return found


def _track_chapters(file: BinaryIO, movie: Box) -> list[EmbeddedChapter]:
    """Return the samples of the track that another track names as its chapters."""
    tracks = {}
    wanted: list[int] = []
    for box in _boxes(file, movie):
        if box.name != b"trak":
            continue
        header = _content(file, box, b"tkhd")
        position = 20 if header[:1] == b"\x01" else 12
        tracks[int.from_bytes(header[position : position + 4], "big")] = box
        references = _content(file, box, b"tref", b"chap")
        wanted += [
            value for (value,) in struct.iter_unpack(">I", references[: len(references) & ~3])
        ]
    for number in wanted:
        # A chapter track may hold pictures instead.
        if number in tracks and _handler(file, tracks[number]) in (b"text", b"sbtl"):
            return _samples(file, tracks[number])
    return []


def _handler(file: BinaryIO, track: Box) -> bytes:
    return _content(file, track, b"mdia", b"hdlr")[8:12]


def _samples(file: BinaryIO, track: Box) -> list[EmbeddedChapter]:
    header = _content(file, track, b"mdia", b"mdhd")
    position = 20 if header[:1] == b"\x01" else 12
    scale = int.from_bytes(header[position : position + 4], "big")
    table = _find(file, track, b"mdia", b"minf", b"stbl")
    if not scale or not table:
        return []
    found, time = [], 0
    places = zip(_durations(file, table), _offsets(file, table), strict=False)
    for duration, (offset, size) in itertools.islice(places, MAX_CHAPTERS):
        file.seek(offset)
        found.append(EmbeddedChapter(time / scale, _title(file.read(min(size, MAX_SAMPLE)))))
        time += duration
    return found


def _title(sample: bytes) -> str:
    """Return the text of a sample: its length in two bytes, then UTF-8, or UTF-16 with a mark."""
    text = sample[2 : 2 + int.from_bytes(sample[:2], "big")]
    encoding = "utf-16" if text[:2] in (b"\xfe\xff", b"\xff\xfe") else "utf-8"
    return text.decode(encoding, errors="replace").strip()


def _rows(content: bytes, width: int, skip: int = 4) -> list[tuple[int, ...]]:
    """Return the rows of a table: a count after `skip` bytes, then rows of `width` integers."""
    count = int.from_bytes(content[skip : skip + 4], "big")
    body = content[skip + 4 :]
    size = width * 4
    body = body[: min(count, len(body) // size) * size]
    return list(struct.iter_unpack(f">{width}I", body))


def _durations(file: BinaryIO, table: Box) -> Iterator[int]:
    for count, duration in _rows(_content(file, table, b"stts"), 2):
        yield from itertools.repeat(duration, min(count, MAX_CHAPTERS))


def _offsets(file: BinaryIO, table: Box) -> Iterator[tuple[int, int]]:
    """Yield the offset in the file and the size of each sample."""
    sizes = _content(file, table, b"stsz")
    common = int.from_bytes(sizes[4:8], "big")
    each = iter([size for (size,) in _rows(sizes, 1, skip=8)])
    chunks = [offset for (offset,) in _rows(_content(file, table, b"stco"), 1)]
    if not chunks:
        pairs = _rows(_content(file, table, b"co64"), 2)
        chunks = [high << 32 | low for high, low in pairs]
    runs = _rows(_content(file, table, b"stsc"), 3)
    for number, offset in enumerate(chunks, start=1):
        per_chunk = next((run[1] for run in reversed(runs) if run[0] <= number), 0)
        position = offset
        for _ in range(min(per_chunk, MAX_CHAPTERS)):
            size = common or next(each, None)
            if size is None:
                return
            yield position, size
            position += size

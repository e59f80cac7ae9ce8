"""Audio files made by hand: MP3 with ID3 chapters, MP4 with chapters, Ogg with comments."""

import struct
from collections.abc import Sequence

Chapter = tuple[int, str, str]  # start in milliseconds, title, address

# MPEG 1 layer III, 128 kbit/s, 44.1 kHz, mono: 417 bytes, 1152 samples.
MP3_FRAME = b"\xff\xfb\x90\xc0" + bytes(413)
FRAMES_PER_SECOND = 44100 / 1152


def mp3_bytes(
    seconds: int,
    chapters: Sequence[Chapter] = (),
    *,
    version: int = 4,
    padding: int = 0,
    texts: Sequence[tuple[str, str]] = (),
    unsynchronised: bool = False,
) -> bytes:
    """Return an MP3 file with an ID3v2 tag of `version` 3 or 4; `padding` bytes of picture."""
    frames = b"".join(_frame(name, _text(text, version), version) for name, text in texts)
    if padding:
        frames += _frame("APIC", b"\x00image/png\x00\x03\x00" + bytes(padding), version)
    for number, (start, title, url) in enumerate(chapters):
        inner = _frame("TIT2", _text(title, version), version)
        if url:
            inner += _frame("WXXX", b"\x00chapitre\x00" + url.encode("latin-1"), version)
        times = struct.pack(">IIII", start, start + 1000, 0xFFFFFFFF, 0xFFFFFFFF)
        frames += _frame("CHAP", f"chp{number}".encode() + b"\x00" + times + inner, version)
    flags = 0
    if unsynchronised:
        frames, flags = frames.replace(b"\xff", b"\xff\x00"), 0x80
    tag = b"ID3" + bytes([version, 0, flags]) + _synchsafe(len(frames)) + frames
    return tag + MP3_FRAME * round(seconds * FRAMES_PER_SECOND)


def _text(text: str, version: int) -> bytes:
    return b"\x03" + text.encode() if version == 4 else b"\x01" + text.encode("utf-16")


def _frame(name: str, content: bytes, version: int) -> bytes:
    size = _synchsafe(len(content)) if version == 4 else struct.pack(">I", len(content))
    return name.encode() + size + b"\x00\x00" + content


def _synchsafe(value: int) -> bytes:
    return bytes(value >> shift & 0x7F for shift in (21, 14, 7, 0))


def _box(name: str, *parts: bytes) -> bytes:
    content = b"".join(parts)
    return struct.pack(">I", len(content) + 8) + name.encode() + content


def _table(name: str, *values: int, rows: int | None = None, before: bytes = bytes(4)) -> bytes:
    count = struct.pack(">I", len(values) if rows is None else rows)
    return _box(name, before, count, struct.pack(f">{len(values)}I", *values))


def _track(number: int, handler: str, scale: int, length: int, *inside: bytes) -> bytes:
    return _box(
        "trak",
        _box("tkhd", bytes(12), struct.pack(">I", number), bytes(68)),
        *inside[:1],
        _box(
            "mdia",
            _box("mdhd", bytes(12), struct.pack(">II", scale, length), bytes(4)),
            _box("hdlr", bytes(8), handler.encode(), bytes(13)),
            _box("minf", _box("stbl", *inside[1:])),
        ),
    )


def mp4_bytes(
    seconds: int, chapters: Sequence[tuple[int, str]] = (), *, nero: Sequence[Chapter] = ()
) -> bytes:
    """Return an MP4 file without sound data; `chapters` (seconds) in a text track."""
    samples = [struct.pack(">H", len(title.encode())) + title.encode() for _, title in chapters]
    data = b"".join(samples)
    start = _box("ftyp", b"M4A \x00\x00\x00\x00")
    first = len(start) + 8
    starts = [start for start, _ in chapters]
    lengths = [b - a for a, b in zip(starts, [*starts[1:], seconds], strict=False)]
    tracks = [
        _track(1, "soun", 1000, seconds * 1000, _box("tref", _box("chap", b"\x00\x00\x00\x02")))
    ]
    if chapters:
        tracks.append(
            _track(
                2,
                "text",
                10,
                seconds * 10,
                b"",
                _table("stts", *(v for n in lengths for v in (1, n * 10)), rows=len(lengths)),
                _table("stsz", *map(len, samples), before=bytes(8)),
                _table("stco", first),
                _table("stsc", 1, len(samples), 1, rows=1),
            )
        )
    listed = b"".join(
        struct.pack(">QB", ms * 10_000, len(title.encode())) + title.encode()
        for ms, title, _ in nero
    )
    extra = _box("udta", _box("chpl", bytes(4), bytes([len(nero)]), listed)) if nero else b""
    movie = _box("mvhd", bytes(12), struct.pack(">II", 1000, seconds * 1000), bytes(80))
    return start + _box("mdat", data) + _box("moov", movie, *tracks, extra)


def ogg_bytes(comments: Sequence[str], seconds: int = 2) -> bytes:
    """Return an Ogg Vorbis file of two pages of headers, then a last page without sound."""
    head = b"\x01vorbis" + struct.pack("<IBIIIIB", 0, 1, 8000, 0, 64000, 0, 0xB8) + b"\x01"
    listed = b"".join(struct.pack("<I", len(c.encode())) + c.encode() for c in comments)
    tags = b"\x03vorbis" + struct.pack("<I", 0) + struct.pack("<I", len(comments)) + listed
    return _page(0, 2, head) + _page(0, 0, tags + b"\x01") + _page(seconds * 8000, 4, b"\x00")


def _page(position: int, flags: int, content: bytes) -> bytes:
    segments = bytes([255] * (len(content) // 255) + [len(content) % 255])
    head = b"OggS" + struct.pack("<BBqIII", 0, flags, position, 1, 0, 0)
    return head + bytes([len(segments)]) + segments + content

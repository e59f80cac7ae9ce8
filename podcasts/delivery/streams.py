"""Streams of parts of files, which report the number of bytes that were sent."""

from collections.abc import Callable, Iterator
from typing import IO

from podcasts.delivery.ranges import ByteRange

BLOCK_BYTES = 64 * 1024


class FileStream:
    """Blocks of a range of an open file, for a streaming response that closes it.

    `on_end`, if any, is called once, when the stream is closed, with the number of bytes sent. A
    block counts once the server asks for the next one: what a client that left did not take is
    not counted.
    """

    def __init__(
        self, file: IO[bytes], part: ByteRange, on_end: Callable[[int], None] | None = None
    ) -> None:
        self.file = file
        self.sent = 0
        self._part = part
        self._on_end = on_end
        self._blocks = self._read()

    def __iter__(self) -> Iterator[bytes]:
        return self._blocks

    def _read(self) -> Iterator[bytes]:
        self.file.seek(self._part.first)
        left = self._part.length
        while left > 0 and (block := self.file.read(min(BLOCK_BYTES, left))):
            left -= len(block)
            yield block
            self.sent += len(block)

    def close(self) -> None:
        """Close the file and call `on_end`; the next calls do nothing."""
        if self.file.closed:
            return
        self.file.close()
        if self._on_end:
            self._on_end(self.sent)

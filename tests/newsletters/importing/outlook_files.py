"""Write Outlook messages (.msg): OLE files ([MS-CFB] version 3) of MAPI properties ([MS-OXMSG])."""

import struct
from dataclasses import dataclass, field
from datetime import UTC, datetime

SECTOR, MINI, CUTOFF = 512, 64, 4096
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
PROPERTIES = "__properties_version1.0"
Tree = dict[str, "bytes | Tree"]


@dataclass
class _Writer:
    """Sectors and directory entries being written."""

    sectors: list[bytes] = field(default_factory=list)
    fat: list[int] = field(default_factory=list)
    mini: bytearray = field(default_factory=bytearray)
    mini_fat: list[int] = field(default_factory=list)
    entries: list[list] = field(default_factory=list)

    def store(self, data: bytes) -> int:
        """Store a stream in sectors and return the first."""
        start = len(self.sectors)
        pieces = [data[at : at + SECTOR] for at in range(0, len(data), SECTOR)]
        self.sectors += [piece.ljust(SECTOR, b"\0") for piece in pieces]
        self.fat += [*range(start + 1, start + len(pieces)), END] if pieces else []
        return start if pieces else END

    def store_small(self, data: bytes) -> int:
        start = len(self.mini) // MINI
        count = -(-len(data) // MINI)
        self.mini += data.ljust(count * MINI, b"\0")
        self.mini_fat += [*range(start + 1, start + count), END] if count else []
        return start if count else END

    def add(self, name: str, kind: int, data: bytes = b"") -> int:
        start = END
        if kind == 2 and data:
            start = self.store(data) if len(data) >= CUTOFF else self.store_small(data)
        self.entries.append([name, kind, FREE, FREE, start, len(data)])
        return len(self.entries) - 1

    def fill(self, parent: int, tree: Tree) -> None:
        """Add the children of a folder, chained by their right siblings."""
        before = None
        for name, content in tree.items():
            is_folder = isinstance(content, dict)
            index = self.add(name, 1 if is_folder else 2, b"" if is_folder else content)
            if before is None:
                self.entries[parent][3] = index
            else:
                self.entries[before][2] = index
            before = index
            if is_folder:
                self.fill(index, content)


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    return (
        encoded.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(encoded), kind, 1, FREE, right, child)
        + bytes(16 + 4 + 16)
        + struct.pack("<IQ", start, size)
    )


def ole(tree: Tree) -> bytes:
    """An OLE file of folders and streams."""
    writer = _Writer()
    root = writer.add("Root Entry", 5)
    writer.fill(root, tree)
    small = bytes(writer.mini)
    writer.entries[root][4:] = [writer.store(small), len(small)]
    mini_fat = struct.pack(f"<{len(writer.mini_fat)}I", *writer.mini_fat)
    padding = -len(mini_fat) % SECTOR // 4
    first_mini = writer.store(mini_fat + struct.pack("<I", FREE) * padding)
    directory = b"".join(_entry(*entry) for entry in writer.entries)
    first_directory = writer.store(directory)
    count = 1
    while (len(writer.fat) + count) > count * SECTOR // 4:
        count += 1
    fat_sectors = list(range(len(writer.fat), len(writer.fat) + count))
    fat = [*writer.fat, *[FAT] * count]
    fat += [FREE] * (count * SECTOR // 4 - len(fat))
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
        + struct.pack("<IIIII", 0, count, first_directory, 0, CUTOFF)
        + struct.pack("<IIII", first_mini, -(-len(mini_fat) // SECTOR), END, 0)
        + struct.pack("<109I", *fat_sectors, *[FREE] * (109 - count))
    )
    return header + b"".join(writer.sectors) + struct.pack(f"<{len(fat)}I", *fat)


def _properties(header: int, sent: datetime | None, code_page: int = 0) -> bytes:
    data = bytes(header)
    if sent:
        ticks = int((sent - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000
        data += struct.pack("<HHIQ", 0x0040, 0x0039, 6, ticks)
    if code_page:
        data += struct.pack("<HHIQ", 0x0003, 0x3FDE, 6, code_page)
        data += struct.pack("<HHIQ", 0x0003, 0x3FFD, 6, code_page)
    return data


def text(tag: str, value: str) -> Tree:
    return {f"__substg1.0_{tag}001F": value.encode("utf-16-le")}


def ansi(tag: str, value: str, encoding: str = "cp1252") -> Tree:
    return {f"__substg1.0_{tag}001E": value.encode(encoding) + b"\0"}


def binary(tag: str, value: bytes) -> Tree:
    return {f"__substg1.0_{tag}0102": value}


def message(
    *parts: Tree,
    attachments: tuple[Tree, ...] = (),
    sent: datetime | None = datetime(2024, 3, 12, 8, tzinfo=UTC),
    code_page: int = 0,
    header: int = 32,
) -> Tree:
    """The folder of a message; `header` is 24 for an attached one."""
    tree: Tree = {PROPERTIES: _properties(header, sent, code_page)}
    for part in parts:
        tree |= part
    for number, attachment in enumerate(attachments):
        tree[f"__attach_version1.0_#{number:08X}"] = {PROPERTIES: bytes(8), **attachment}
    return tree


def attached(name: str, data: bytes, identifier: str = "") -> Tree:
    tree = text("3707", name) | binary("3701", data)
    return tree | text("3712", identifier) if identifier else tree


def embedded(name: str, inner: Tree) -> Tree:
    return text("3001", name) | {"__substg1.0_3701000D": inner}


def uncompressed_rtf(rtf: bytes) -> bytes:
    return struct.pack("<II4sI", len(rtf) + 12, len(rtf), b"MELA", 0) + rtf

"""Decoding of format=flowed text (RFC 3676), where a line that ends with a space continues."""

SIGNATURE = "-- "


def unflow(text: str, delsp: bool = False) -> str:
    """Return the text with one line per paragraph.

    `delsp` removes the trailing space of joined lines (RFC 3676, section 4). Quote marks (`>`) are
    removed, since a forwarded letter can be imported too.
    """
    lines: list[str] = []
    joining, depth_before = False, 0
    for raw in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        bare = raw.lstrip(">")
        depth = len(raw) - len(bare)
        line = bare[1:] if bare.startswith(" ") else bare  # space-stuffing
        if joining and depth == depth_before:
            lines[-1] += line
        else:
            lines.append(line)
        joining = line.endswith(" ") and line != SIGNATURE
        depth_before = depth
        if joining and delsp:
            lines[-1] = lines[-1][:-1]
    return "\n".join(lines)

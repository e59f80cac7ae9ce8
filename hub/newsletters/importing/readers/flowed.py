"""Plain text in « format=flowed » (RFC 3676): a line that ends with a space goes on."""

SIGNATURE = "-- "


def unflowed(text: str, delsp: bool = False) -> str:
    """The text, one line per paragraph; `delsp` (RFC 3676, section 4) removes the joining space.

    Quote marks (`>`) come off: a forwarded letter is still a letter.
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

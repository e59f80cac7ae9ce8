"""Scanner of timed text: WebVTT, SRT and SBV (YouTube), as programs and people write them.

WebVTT: https://www.w3.org/TR/webvtt1/. SRT and SBV have no standard. Hours may have one digit, the
decimal mark may be a comma, empty lines between cues may be missing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

TIME = r"(?:\d{1,3}:)?\d{1,3}:\d{1,2}(?:[.,]\d{1,3})?"
# Word processors replace « --> » by an arrow. SBV has a comma.
ARROW = r"(?:[-–—]+>|→)"
TIMING = re.compile(
    rf"\s*(?P<start>{TIME})\s*{ARROW}\s*(?P<end>{TIME})(?P<settings>\s.*)?"
    r"|(?P<sbv_start>\d{1,3}:\d{1,2}:\d{1,2}\.\d{1,3}),(?P<sbv_end>\d{1,3}:\d{1,2}:\d{1,2}\.\d{1,3})"
)
# A line that is meant as a timing: it starts with a time, or has a WebVTT arrow.
ALMOST_TIMING = re.compile(
    rf"\s*\d[\d:.,]{{0,20}}:[\d:.,]{{0,20}}\s*{ARROW}|\s*\S+\s+-->\s+\S+\s*$"
)
SIGNATURE = re.compile(r"WEBVTT(?=\s|$)")
OTHER_BLOCKS = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")


@dataclass
class RawCue:
    """A cue as written: times in seconds, `line` of the timing in the source."""

    start: float
    end: float
    line: int
    settings: str = ""
    identifier: str = ""
    lines: list[str] = field(default_factory=list)


@dataclass
class TimedText:
    """Content of a file; `blocks` are cues, and comments or styles as lists of lines.

    `problems` are (line, text) of what is neither: a wrong time, or a text without a time.
    """

    is_webvtt: bool
    header: list[str] = field(default_factory=list)
    blocks: list[RawCue | list[str]] = field(default_factory=list)
    problems: list[tuple[int, str]] = field(default_factory=list)

    @property
    def cues(self) -> list[RawCue]:
        return [block for block in self.blocks if isinstance(block, RawCue)]


def scan(text: str) -> TimedText:
    """Return the cues of a text, and the lines that cannot be read."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    found = TimedText(is_webvtt=bool(SIGNATURE.match(lines[first])))
    if found.is_webvtt:
        end = next(_ends_of_block(lines, first))
        found.header, first = lines[first:end], end
    _Scanner(found, lines).scan(first)
    return found


def _ends_of_block(lines: list[str], start: int) -> Iterator[int]:
    """Yield the indexes of the empty lines and timings after `start`, then the end."""
    for number in range(start + 1, len(lines)):
        if not lines[number].strip() or TIMING.fullmatch(lines[number]):
            yield number
    yield len(lines)


class _Scanner:
    def __init__(self, found: TimedText, lines: list[str]) -> None:
        self.found, self.lines = found, lines
        self.cue: RawCue | None = None
        # Lines read since an empty line outside of a cue: an identifier, or a lost text.
        self.pending: list[tuple[int, str]] = []

    def scan(self, first: int) -> None:
        number = first
        while number < len(self.lines):
            line = self.lines[number]
            if self.found.is_webvtt and OTHER_BLOCKS.match(line) and not self.cue:
                end = next(_ends_of_block(self.lines, number))
                self.found.blocks.append(self.lines[number:end])
                number = end
                continue
            self._read_line(number + 1, line)
            number += 1
        self._report_pending()

    def _read_line(self, number: int, line: str) -> None:
        timing = TIMING.fullmatch(line)
        times = _times_of(timing) if timing else None
        if timing and times:
            cue = RawCue(*times, number, (timing["settings"] or "").strip())
            cue.identifier = self._take_identifier()
            self.found.blocks.append(cue)
            self.cue = cue
        elif timing or ALMOST_TIMING.match(line):
            self._take_identifier()
            self.found.problems.append((number, line.strip()))
            # The text that follows is reported with its time.
            self.cue = RawCue(0, 0, number)
        elif not line:
            # Empty lines inside the text of a cue are frequent in SRT only.
            if self.found.is_webvtt:
                self.cue = None
            elif self.cue:
                self.cue.lines.append("")
            self._report_pending()
        elif self.cue:
            self.cue.lines.append(line)
        elif line.strip():
            self.pending.append((number, line))

    def _take_identifier(self) -> str:
        """Return the identifier before a timing, and remove it from the text of the last cue."""
        if self.pending:
            _, identifier = self.pending.pop()
            self._report_pending()
            return identifier.strip()
        written = self.cue.lines if self.cue else []
        if written and written[-1].strip().isdecimal():
            return written.pop().strip()
        return ""

    def _report_pending(self) -> None:
        self.found.problems += [(number, line.strip()) for number, line in self.pending]
        self.pending.clear()


def _times_of(timing: re.Match[str]) -> tuple[float, float] | None:
    """Return start and end in seconds; None for a time that does not exist (61 seconds)."""
    start = _seconds(timing["start"] or timing["sbv_start"])
    end = _seconds(timing["end"] or timing["sbv_end"])
    return None if start is None or end is None else (start, end)


def _seconds(time: str) -> float | None:
    *hours, minutes, seconds = time.replace(",", ".").split(":")
    if float(seconds) >= 60 or (hours and int(minutes) >= 60):
        return None
    return (int(hours[0]) if hours else 0) * 3600 + int(minutes) * 60 + float(seconds)


def write_webvtt(text: TimedText) -> str:
    """Return the text as valid WebVTT."""
    parts = ["\n".join(text.header or ["WEBVTT"])]
    for block in text.blocks:
        if isinstance(block, RawCue):
            timing = f"{_webvtt_time(block.start)} --> {_webvtt_time(block.end)}"
            head = [block.identifier] * bool(block.identifier)
            words = [line for line in block.lines if line]
            parts.append("\n".join([*head, f"{timing} {block.settings}".rstrip(), *words]))
        else:
            parts.append("\n".join(block))
    return "\n\n".join(parts)


def _webvtt_time(seconds: float) -> str:
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"

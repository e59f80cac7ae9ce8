"""Scanner of timed text: WebVTT, SRT and SBV (YouTube), as programs and people write them.

WebVTT: https://www.w3.org/TR/webvtt1/. SRT and SBV have no standard. Hours may have one digit, the
decimal mark may be a comma, empty lines between cues may be missing, or follow every line. The
lines that Whisper prints, « [00:01.000 --> 00:04.000] Bonjour. », are read too.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

# « 00:00:05:500 » has milliseconds, « 00:00:05:12 » has frames, which are refused.
TIME = r"(?:\d{1,3}:)?\d{1,3}:\d{1,2}(?:[.,] ?\d{1,6}|:\d{3}(?!\d))?"
SBV_TIME = r"\d{1,3}:\d{1,2}:\d{1,2}\.\d{1,3}"
# Word processors replace « --> » by an arrow. SBV has a comma.
ARROW = r"(?:[-–—]+ ?>|→)"
TIMING = re.compile(
    rf"\s*(?P<start>{TIME})\s*{ARROW}\s*(?P<end>{TIME})(?P<settings>\s.*)?"
    rf"|(?P<sbv_start>{SBV_TIME}), ?(?P<sbv_end>{SBV_TIME})"
)
PRINTED = re.compile(rf"\s*\[(?P<timing>{TIME}\s*{ARROW}\s*{TIME})\]\s*(?P<words>.*)")
# A line that is meant as a timing: it starts with a time, or has a WebVTT arrow.
ALMOST_TIMING = re.compile(
    rf"\s*\d[\d:.,]{{0,20}}:[\d:.,]{{0,20}}\s*{ARROW}|\s*\S+\s+-->\s+\S+\s*$"
)
SIGNATURE = re.compile(r"WEBVTT(?=\s|$)", re.IGNORECASE)
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
    # A byte order mark is in the middle when files were joined.
    lines = re.sub("[\x00\ufeff]", "", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    numbers, lines = _without_double_spacing(lines)
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    signature = SIGNATURE.match(lines[first])
    found = TimedText(is_webvtt=bool(signature))
    if signature:
        end = next(_ends_of_block(lines, first))
        rest = lines[first][signature.end() :]
        found.header, first = [f"WEBVTT{rest}", *lines[first + 1 : end]], end
    _Scanner(found, numbers, lines).scan(first)
    return found


def _without_double_spacing(lines: list[str]) -> tuple[list[int], list[str]]:
    """Return (line numbers, lines), without the empty line that follows each one, if so written.

    The cues are still apart.
    """
    filled = [number for number, line in enumerate(lines) if line.strip()]
    timed = {number for number in filled if TIMING.fullmatch(lines[number])}
    if not timed or any(after - before == 1 for before, after in pairwise(filled)):
        return [*range(1, len(lines) + 1)], lines
    kept: list[tuple[int, str]] = []
    for before, number, after in zip([-1, *filled], filled, [*filled[1:], -1], strict=False):
        is_identifier = lines[number].strip().isdecimal() and after in timed
        follows_identifier = kept and number in timed and lines[before].strip().isdecimal()
        if is_identifier or (number in timed and not follows_identifier):
            kept.append((number + 1, ""))
        kept.append((number + 1, lines[number]))
    return [number for number, _ in kept], [line for _, line in kept]


def _ends_of_block(lines: list[str], start: int) -> Iterator[int]:
    """Yield the indexes of the empty lines and timings after `start`, then the end."""
    for number in range(start + 1, len(lines)):
        if not lines[number].strip() or TIMING.fullmatch(lines[number]):
            yield number
    yield len(lines)


class _Scanner:
    def __init__(self, found: TimedText, numbers: list[int], lines: list[str]) -> None:
        self.found, self.numbers, self.lines = found, numbers, lines
        self.cue: RawCue | None = None
        # The cue before an empty line in WebVTT: a text that is no identifier continues it.
        self.before: RawCue | None = None
        # Lines read since an empty line outside of a cue: an identifier, or the end of a cue.
        self.pending: list[tuple[int, str]] = []

    def scan(self, first: int) -> None:
        index = first
        while index < len(self.lines):
            line = self.lines[index]
            if self.found.is_webvtt and OTHER_BLOCKS.match(line) and not self.lines[index - 1]:
                end = next(_ends_of_block(self.lines, index))
                self._place_pending()
                self.found.blocks.append(self.lines[index:end])
                self.cue = self.before = None
                index = end
                continue
            self._read_line(self.numbers[index], line)
            index += 1
        self._place_pending()

    def _read_line(self, number: int, line: str) -> None:
        printed = PRINTED.fullmatch(line)
        timing = TIMING.fullmatch(printed["timing"] if printed else line)
        times = _times_of(timing) if timing else None
        if timing and times:
            cue = RawCue(*times, number, (timing["settings"] or "").strip())
            cue.identifier = self._take_identifier()
            cue.lines += [printed["words"]] if printed else []
            self.found.blocks.append(cue)
            self.cue = cue
        elif timing or ALMOST_TIMING.match(line) or self._is_second_file(line):
            self._take_identifier()
            self.found.problems.append((number, line.strip()))
            # The text that follows is reported with its time.
            self.cue = RawCue(0, 0, number)
        elif not line:
            self._end_paragraph()
        elif self.cue:
            self.cue.lines.append(line)
        elif line.strip():
            self.pending.append((number, line))

    def _is_second_file(self, line: str) -> bool:
        """Tell whether another WebVTT file begins: its times are not those of the first."""
        return self.found.is_webvtt and not self.cue and line.strip() == "WEBVTT"

    def _end_paragraph(self) -> None:
        """An empty line ends a cue of WebVTT that has a text; SRT often has some inside of it."""
        if self.cue and self.found.is_webvtt and any(self.cue.lines):
            self.before, self.cue = self.cue, None
        elif self.cue:
            self.cue.lines.append("")
        self._place_pending()

    def _take_identifier(self) -> str:
        """Return the identifier before a timing, and remove it from the text of the last cue."""
        if self.pending:
            _, identifier = self.pending.pop()
            self._place_pending()
            return identifier.strip()
        written = self.cue.lines if self.cue else []
        if written and written[-1].strip().isdecimal():
            return written.pop().strip()
        return ""

    def _place_pending(self) -> None:
        """Add the pending lines to the cue before them; report them if there is none."""
        if self.before:
            self.before.lines += [line for _, line in self.pending]
        else:
            self.found.problems += [(number, line.strip()) for number, line in self.pending]
        self.pending.clear()


def _times_of(timing: re.Match[str]) -> tuple[float, float] | None:
    """Return start and end in seconds; None for a time that does not exist (61 seconds)."""
    start = _seconds(timing["start"] or timing["sbv_start"])
    end = _seconds(timing["end"] or timing["sbv_end"])
    return None if start is None or end is None else (start, end)


def _seconds(time: str) -> float | None:
    # « 05:500 » and « 05, 500 » are « 05.500 ».
    time = re.sub(r":(?=\d{3}$)", ".", time.replace(",", ".").replace(" ", ""))
    *hours, minutes, seconds = time.split(":")
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


def write_srt(cues: Iterable[RawCue]) -> str:
    """Return cues without markup as SRT, numbered from 1; empty without one."""
    parts = [
        "\n".join(
            [
                str(number),
                f"{_webvtt_time(cue.start)} --> {_webvtt_time(cue.end)}".replace(".", ","),
                *(line for line in cue.lines if line),
            ]
        )
        for number, cue in enumerate(cues, 1)
    ]
    return "\n\n".join(parts) + "\n" * bool(parts)


def _webvtt_time(seconds: float) -> str:
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"

"""Headers of forwarded messages inside a text: where they are, and the message they introduce.

French and English forms of Outlook, Thunderbird, Apple Mail and Gmail.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from email.utils import parsedate_to_datetime

from hub.backoffice.dates.reading import NotReadError, read_date, read_datetime
from hub.newsletters.importing.documents import Paragraph, ParagraphKind
from hub.newsletters.importing.parser.text_patterns import fold

# A longer text before the header is a letter that quotes a message, not the note of the forwarder.
MAX_NOTE_LENGTH, MAX_NOTE_PARAGRAPHS = 1500, 25
MAX_LINE_LENGTH = 600
LABELS = {
    "from": ("de", "from", "expediteur", "envoye par"),
    "date": ("date", "envoye", "envoye le", "sent", "date d'envoi"),
    "to": ("a", "to", "pour", "destinataire", "destinataires"),
    "copy": ("cc", "cci", "bcc", "copie", "copie a"),
    "subject": ("objet", "subject", "sujet"),
    "other": (
        *("repondre a", "reply-to", "reply to", "importance", "priorite", "priority"),
        *("pieces jointes", "piece jointe", "attachments", "organisation", "organization"),
    ),
}
KINDS = {label: kind for kind, labels in LABELS.items() for label in labels}
LABEL = re.compile(
    rf"^[*_ ]*({'|'.join(sorted(KINDS, key=len, reverse=True))})[*_]* ?:[*_]*(?: |$)"
)
ONE_LINE = re.compile(
    r"^(?:de|from) ?: .{1,200} (?:envoye|date|sent)[^:]{0,10}: .{1,160}"
    r" (?:objet|subject|sujet) ?: "
)
MARKER = re.compile(
    r"^-{2,} ?(?:(?:debut du |fin du )?(?:message|mail|courriel) (?:transfere|reexpedie|d'origine|"
    r"original|initial)|(?:begin |end )?forwarded message|original (?:message|appointment)).{0,80}$"
    r"|^(?:(?:debut|fin) du (?:message|courriel|mail) (?:reexpedie|transfere)"
    r"|begin forwarded message|(?:message|courriel) (?:transfere|reexpedie)) ?:?$"
)
# « Le mar. 12 mars 2024 à 09:00, Alix <…> a écrit : », « On Tue, Mar 12, 2024, Alix wrote: ».
ATTRIBUTION = re.compile(
    r"^(?:le|on) (?=.{0,200}(?:@|\d ?[h:] ?\d\d)).{6,240} (?:a ecrit|wrote) ?:$"
)
CLOCK = re.compile(r",? (?:a|at) \d.*$|,? \d{1,2}[:h]\d\d.*$")


@dataclass(slots=True)
class Forwarding:
    """Positions of the paragraphs to set aside; subject and day of the innermost message."""

    aside: set[int] = field(default_factory=set)
    subject: str = ""
    sent: date | None = None
    is_forwarded: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """A header, from paragraph `start` to `end` (excluded); values by kind of field."""

    start: int
    end: int
    values: dict[str, str]


def find_forwarding(paragraphs: Sequence[Paragraph]) -> Forwarding:
    """Return the headers of forwarded messages, with the note before each one.

    After a text longer than a note, the header alone is set aside: the text may be the letter.
    """
    folded = [fold(paragraph.text) for paragraph in paragraphs]
    found = Forwarding({n for n, text in enumerate(folded) if MARKER.match(text)})
    begin = index = 0
    while index < len(paragraphs):
        header = _header_at(paragraphs, folded, index)
        if not header:
            index += 1
            continue
        start = header.start
        while start > begin and _announces(paragraphs[start - 1], folded[start - 1]):
            start -= 1
        found.aside |= set(range(start, header.end))
        if _is_note(paragraphs[begin:start], paragraphs[header.end :]):
            found.aside |= set(range(begin, start))
            begin = header.end
            found.is_forwarded = True
            found.subject = header.values.get("subject") or found.subject
            found.sent = read_day(header.values.get("date", "")) or found.sent
        index = header.end
    return found


def starts_header_line(line: str) -> bool:
    """Tell whether a line of plain text is a field of a header, never joined to the one before."""
    folded = fold(line[:MAX_LINE_LENGTH])
    return bool(LABEL.match(folded) or MARKER.match(folded))


def read_day(written: str) -> date | None:
    """Return the day of a date as a mail program writes it, None when it is not understood."""
    try:
        return parsedate_to_datetime(written).date()
    except (TypeError, ValueError, IndexError, OverflowError):
        pass
    folded = fold(written)
    day = re.sub(r"^([a-z]{3})\. ", r"\1 ", CLOCK.sub("", folded)).strip(" ,")
    try:
        return read_date(day)
    except NotReadError:
        pass
    try:
        return read_datetime(folded).date()
    except NotReadError:
        return None


def _header_at(paragraphs: Sequence[Paragraph], folded: Sequence[str], start: int) -> Header | None:
    """Return the header that starts at a paragraph: a sender and two other fields at least.

    After a marker (« Message transféré »), one other field is enough.
    """
    if len(folded[start]) > MAX_LINE_LENGTH:
        return None
    if ATTRIBUTION.match(folded[start]):
        return Header(start, start + 1, {})
    if one_line := ONE_LINE.match(folded[start]):
        return Header(start, start + 1, {"subject": paragraphs[start].text[one_line.end() :]})
    values: dict[str, str] = {}
    last, index = "", start
    while index < len(paragraphs) and len(folded[index]) <= MAX_LINE_LENGTH:
        label = LABEL.match(folded[index])
        if label:
            last = KINDS[label.group(1)]
            value = paragraphs[index].text.partition(":")[2].strip(" *_\u00a0")
            if not value and index + 1 < len(paragraphs) and not LABEL.match(folded[index + 1]):
                index += 1  # the value is in the next cell of a table
                value = paragraphs[index].text
            values.setdefault(last, value)
        elif not (last in ("to", "copy") and _continues(folded[index - 1], folded[index])):
            break
        index += 1
    announced = start > 0 and bool(MARKER.match(folded[start - 1]))
    if "from" not in values or not {"subject", "date"} & values.keys():
        return None
    return Header(start, index, values) if len(values) >= (2 if announced else 3) else None


def _continues(before: str, line: str) -> bool:
    """Tell whether a line continues a list of recipients."""
    return bool(line) and (before.endswith((",", ";")) or ("@" in line and len(line) < 200))


def _announces(paragraph: Paragraph, folded: str) -> bool:
    is_empty = not folded and not paragraph.image
    return is_empty or paragraph.kind is ParagraphKind.SEPARATOR or bool(MARKER.match(folded))


def _is_note(before: Sequence[Paragraph], after: Sequence[Paragraph]) -> bool:
    """Tell whether a text before a header is a note, short, and shorter than the message."""
    length = sum(len(paragraph.text) for paragraph in before)
    message = sum(len(paragraph.text) for paragraph in after)
    return len(before) <= MAX_NOTE_PARAGRAPHS and length <= MAX_NOTE_LENGTH and length < message

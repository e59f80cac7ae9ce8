"""Decode a feed: remove DTDs and invalid characters, correct frequent XML errors.

Both parsers (feedparser and lxml) get the same text, so that they agree on its characters.
"""

import codecs
import re
from html.entities import html5

from podcasts.importing.errors import PodcastImportError

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
WITHOUT_MARK = ((b"<\x00?\x00", "utf-16-le"), (b"\x00<\x00?", "utf-16-be"))
DECLARATION = re.compile(r"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']""")
# Web browsers read these as Windows-1252, and so do people who write them.
LATIN = ("iso-8859-1", "iso8859-1", "latin-1", "latin1", "us-ascii", "ascii")
STRAY_NULS = 20  # in the first thousand characters; more of them, and it is not a text
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
PROLOG = re.compile(r"(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
CDATA = re.compile(r"(<!\[CDATA\[.*?(?:\]\]>|\Z))", re.DOTALL)
NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
BARE = re.compile(r"&(?!#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|(?:amp|lt|gt|quot|apos);)")
LINK = re.compile(r"<link\b[^>]*\btype\s*=\s*[\"']?application/(?:rss|atom)\+xml[^>]*>", re.I)
HREF = re.compile(r"\bhref\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)

ENTITIES = (
    "Ce flux déclare des entités XML (DOCTYPE)\u00a0: il est refusé, car elles peuvent "
    "saturer le serveur ou lire ses fichiers."
)
NOT_A_FEED = "Ce n’est pas un flux de podcast (RSS ou Atom)"


def decode_feed(data: bytes, charset: str = "") -> tuple[str, list[str]]:
    """Return the text of a feed and the remarks about it; `charset` is that of the response.

    Raise PodcastImportError for what is not XML text, and for entity declarations.
    """
    if not data.strip():
        raise PodcastImportError("Ce flux est vide.")
    if data.startswith((b"\x1f\x8b", b"PK\x03\x04")):
        raise PodcastImportError("Ce fichier est compressé\u00a0: décompressez-le d’abord.")
    text, remarks = _decode(data, charset)
    if text[:1000].count("\x00") > STRAY_NULS or "<" not in text:
        raise PodcastImportError(f"{NOT_A_FEED}{_what(text)}.")
    text = _without_doctype(CONTROLS.sub("", text))
    parts = CDATA.split(text)
    # Even parts are outside of CDATA sections.
    mended = [_mend(part) if number % 2 == 0 else part for number, part in enumerate(parts)]
    return "".join(mended), remarks


def _decode(data: bytes, charset: str) -> tuple[str, list[str]]:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), []
    for start, encoding in WITHOUT_MARK:
        if data.startswith(start):
            return data.decode(encoding, "replace"), []
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        declared = DECLARATION.match(data[:500].decode("latin-1"))
    for name in ((declared[1] if declared else ""), charset):
        if not name or name.lower() in ("utf-8", "utf8"):
            continue
        encoding = "cp1252" if name.lower() in LATIN else name
        try:
            return data.decode(encoding), []
        except (LookupError, UnicodeDecodeError):
            continue
    remark = "L’encodage du flux n’est pas celui qu’il annonce\u00a0: relisez les accents."
    # Latin-1 reads any byte; Windows-1252 has five without meaning.
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    is_latin = bool(declared and declared[1].lower() in LATIN)
    return text, [] if is_latin else [remark]


def _without_doctype(text: str) -> str:
    """Return the text without its document type; raise if it declares entities."""
    match = PROLOG.match(text)
    start = match.end() if match else 0
    head = text[start : start + 9].upper()
    if head != "<!DOCTYPE":
        # feedparser looks for entities before the first element.
        first = re.search(r"<\w", text)
        if "<!ENTITY" in text[: first.start() if first else None].upper():
            raise PodcastImportError(ENTITIES)
        return text
    end = re.compile(r"[\[>]").search(text, start)
    if end and text[end.start()] == "[":
        closing = re.compile(r"\]\s*>").search(text, start)
        subset = text[start : closing.end() if closing else None]
        if "<!ENTITY" in subset.upper() or not closing or "%" in subset:
            raise PodcastImportError(ENTITIES)
        end = closing
    return text[:start] + text[end.end() if end else len(text) :]


def _mend(part: str) -> str:
    """Replace the named entities of HTML, which XML does not know, and the bare « & »."""
    return BARE.sub("&amp;", NAMED.sub(_character, part))


def _character(match: re.Match[str]) -> str:
    found = html5.get(f"{match[1]};", "")
    return match[0] if not found or found in "<>&\"'" else found


def _what(text: str) -> str:
    return "\u00a0: c’est du JSON" if text.lstrip().startswith(("{", "[")) else ""


def not_a_feed(text: str) -> PodcastImportError:
    """Return the error for a text that has no feed; name the feed that a web page announces."""
    if not re.search(r"<(?:!doctype\s+)?html\b", text, re.IGNORECASE):
        return PodcastImportError(f"{NOT_A_FEED}{_what(text)}.")
    link = LINK.search(text)
    href = HREF.search(link[0]) if link else None
    advice = (
        f"Elle annonce ce flux\u00a0: {href[1]}"
        if href
        else "Cherchez-y l’adresse du flux, souvent sous «\u00a0RSS\u00a0»."
    )
    return PodcastImportError(f"{NOT_A_FEED}\u00a0: c’est une page web. {advice}")

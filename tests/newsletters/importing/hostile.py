"""Malicious files: each is refused with a message, or read safely.

``REFUSED`` maps a name to (file name, bytes, words of the refusal); ``NEUTRALISED`` to (file name,
bytes). Everything is built here, so that no such file is in the repository.
"""

import io
import zipfile

from tests.newsletters.importing.word_parts import CONTENT_TYPES, W, word_document
from tests.newsletters.importing.writers import archive, docx, mail_html

LETTER = [
    "Lettre n° 7 : Les haies",
    "Bonjour à toutes,",
    "🗣️ Édito : Planter",
    "Planter prend du temps.",
]
MEGABYTE = 1024 * 1024
PAGE = mail_html(LETTER, images=False)


def with_body(html: str) -> bytes:
    """Return the letter as an HTML page, with extra content in its body."""
    return PAGE.replace("</center>", f"</center>{html}").encode()


def bomb() -> bytes:
    """An archive of 100 kB that would weigh 200 MB."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for number in range(4):
            made.writestr(f"lettre{number or ''}.html", b"0" * (50 * MEGABYTE))
    return stream.getvalue()


def lying_bomb() -> bytes:
    """A member of 30 MB whose directory entry announces ten bytes."""
    data = bytearray(archive({"lettre.html": b"0" * (30 * MEGABYTE)}))
    size = (30 * MEGABYTE).to_bytes(4, "little")
    return bytes(data).replace(size, (10).to_bytes(4, "little"))


def entity(name: str) -> str:
    return f"<w:p><w:r><w:t>&{name};</w:t></w:r></w:p>"


def laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    prologue = f'<!DOCTYPE w:document [<!ENTITY l0 "ha">{entities}]>'
    return docx(LETTER, document=word_document(entity("l9"), prologue))


def xxe() -> bytes:
    prologue = '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return docx(LETTER, document=word_document(entity("x"), prologue))


def deep_word() -> bytes:
    opened, closed = "<w:tbl><w:tr><w:tc>" * 5000, "</w:tc></w:tr></w:tbl>" * 5000
    body = f'<w:document xmlns:w="{W}"><w:body>{opened}<w:p/>{closed}</w:body></w:document>'
    return docx(LETTER, document=body)


def deep_message(levels: int) -> bytes:
    parts = [b"From: a@b.example\r\nSubject: Lettre\r\nMIME-Version: 1.0\r\n"]
    parts += [
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (level, level)
        for level in range(levels)
    ]
    parts.append(b"Content-Type: text/plain\r\n\r\nLettre\r\n")
    return b"".join(parts)


REFUSED = {
    "100 000 nested tags": ("l.html", b"<div>" * 100_000 + b"mot", "emboîte"),
    "100 000 nested and wrongly closed tags": (
        "l.html",
        b"<b>" * 100_000 + b"</i>" * 100_000 + b"mot",
        "emboîte",
    ),
    "100 000 tags": ("l.html", b"<p>a</p>" * 100_000, "balises"),
    "binary named as a page": ("l.html", bytes(range(256)) * 40, "octets nuls"),
    "UTF-16 without a mark": ("l.txt", "Lettre n° 7 : été".encode("utf-16-le"), "UTF-16"),
    "nothing": ("l.docx", b"", "vide"),
    "a page of scripts only": ("l.html", b"<script>alert('mot')</script><p> </p>", "vide"),
    "50 MB of text": ("l.txt", b"mot " * (50 * MEGABYTE // 4), "trop lourd"),
    "50 MB of page": ("l.html", b"<p>mot " * (50 * MEGABYTE // 7), "trop lourd"),
    "50 MB of message": (
        "l.eml",
        b"From: a@b.example\n\n" + b"mot\n" * (13 * MEGABYTE),
        "trop lourd",
    ),
    "zip bomb": ("l.zip", bomb(), "trop lourde"),
    "zip bomb that lies": ("l.zip", lying_bomb(), "abîmée"),
    "paths that leave the archive": ("l.zip", archive({"../../lettre.html": PAGE}), "sort"),
    "absolute paths in the archive": ("l.zip", archive({"/etc/lettre.html": PAGE}), "sort"),
    "archive without a letter": ("l.zip", archive({"photo.png": b"x"}), "aucun fichier .html"),
    "broken archive": ("l.zip", archive({"l.html": PAGE})[:-40], "abîmée"),
    "XXE in Word": ("l.docx", xxe(), "entités"),
    "billion laughs in Word": ("l.docx", laughs(), "entités"),
    "5 000 nested tables in Word": ("l.docx", deep_word(), "profond"),
    "Word without a text": (
        "l.docx",
        archive({"[Content_Types].xml": CONTENT_TYPES}),
        "word/document.xml",
    ),
    "Word that is a page": ("l.docx", PAGE.encode(), "abîmée"),
    "message of 5 000 nested parts": ("l.eml", deep_message(5000), "parties"),
    "message without headers": ("l.eml", b"Bonjour a toutes", "n’est pas un courriel"),
    "800 000 characters of text in a page": ("l.html", b"<p>" + b"mot " * 200_000, "caractères"),
}
NEUTRALISED = {
    "scripts and handlers": (
        "l.html",
        with_body(
            "<script>MAL()</script><p onclick='MAL()'>Texte</p>"
            "<svg onload=MAL()><text>MAL</text></svg>"
            "<style>p{background:url(http://mal.example/x)}</style><object data='http://mal.example'>"
            "MAL</object><iframe srcdoc='<script>MAL()</script>'></iframe>"
        ),
    ),
    "links that run": (
        "l.html",
        with_body(
            "<p><a href=' java\nscript:MAL()'>un</a> <a href='data:text/html,MAL'>deux</a> "
            "<a href='vbscript:MAL'>trois</a> <a href='file:///etc/MAL'>quatre</a></p>"
        ),
    ),
    "refresh, base and form": (
        "l.html",
        PAGE.replace(
            "</head>",
            "<meta http-equiv=refresh content='0;url=http://mal.example/MAL'>"
            "<base href='http://mal.example/MAL/'></head>",
        ).encode(),
    ),
    "remote images and pixels": (
        "l.html",
        with_body("<img src='//mal.example/a.png' alt=''><img src='http://mal.example/b?id=1'>"),
    ),
    "override characters": (
        "l.txt",
        "Lettre n° 7 : Haies\n\u202egnp.etteL\u202c\n🗣️ Édito\n\u2066Une haie\u2069.".encode(),
    ),
    "wrong charset": (
        "l.html",
        PAGE.replace("utf-8", "iso-8859-1").encode(),
    ),
    "unknown charset": ("l.html", PAGE.replace("utf-8", "rot13").encode()),
    "huge base64 image": (
        "l.html",
        with_body(f"<img alt='x' src='data:image/png;base64,{'A' * (3 * MEGABYTE)}'>"),
    ),
    "image that is a page": (
        "l.html",
        with_body("<img alt='x' src='data:image/png;base64,PHNjcmlwdD5NQUwoKTwvc2NyaXB0Pg=='>"),
    ),
    "broken markup": (
        "l.html",
        with_body("<table><p><b><i></b></td></tr></table><<<a href='"),
    ),
    "endless comment": ("l.html", (PAGE.replace("</body></html>", "") + "<!--" * 100_000).encode()),
    "markdown that nests": (
        "l.md",
        ("# Lettre n° 7 : Les haies\n\n## Édito\n\nPlanter.\n\n" + ">" * 20_000 + " mot").encode(),
    ),
    "markdown full of brackets": (
        "l.md",
        ("# Lettre n° 7 : Les haies\n\n## Édito\n\n" + "[" * 20_000 + "*a_ " * 20_000).encode(),
    ),
    "message with odd headers": (
        "l.eml",
        b"From: \xff\xfe\r\nSubject: =?utf-8?b?////?= =?x-rien?q?=E9?=\r\nDate: hier\r\n"
        b'Content-Type: text/plain; charset="x-rien"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
        b"TGV0dHJlIG7CsCA3IDogTGVzIGhhaWVzCgpFZGl0bwoKUGxhbnRlci4=!!!\r\n",
    ),
}

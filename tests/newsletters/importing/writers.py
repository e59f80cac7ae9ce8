"""Write a text letter in each of the formats that can be imported, as bytes.

`lines` are the paragraphs of a text letter. The part of a paragraph (heading, question, list item)
is recognised by its first characters.
"""

import base64
import io
import quopri
import re
import zipfile
from collections.abc import Callable
from email.header import Header
from html import escape
from typing import Any

from tests.newsletters.importing.word_parts import (
    PICTURE,
    word_document,
    word_paragraph,
    word_parts,
)

HEADING = re.compile("^(?:🗣️|📖|📝|🔎|📍|🔜|👉)")
BULLET = re.compile(r"^[-•]\s+")
EMOJI = re.compile("^(🗣️|📖|📝|🔎|📍|🔜|👉|➡️)")
PIXEL = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAFElEQVR4nGP8z4APMOGVZRipAAMAA+sBDz2Yk"
    "msAAAAASUVORK5CYII="
)


def is_question(lines: list[str], index: int) -> bool:
    """Return whether the next paragraph names a speaker."""
    after = lines[index + 1] if index + 1 < len(lines) else ""
    return after.endswith(" :") and "," in after[:40]


def linked(text: str) -> str:
    """Return escaped text, with addresses as tracked links of a mailing tool."""
    return re.sub(
        r"https?://\S+",
        lambda m: f'<a href="{m.group()}?utm_source=lettre&amp;mc_eid=0a1b">{m.group()}</a>',
        escape(text, quote=False),
    )


def mail_html(lines: list[str], images: bool = True) -> str:
    """Return HTML as mailing tools write it: nested layout tables, spans, hidden text."""
    rows = []
    for index, line in enumerate(lines):
        text = linked(BULLET.sub("", line))
        if BULLET.match(line):
            rows.append(f"<ul><li style='margin:0'><span>{text}</span></li></ul>")
        elif HEADING.match(line):
            emoji = EMOJI.match(line).group()
            rest = linked(line.removeprefix(emoji).strip())
            rows.append(
                "<table role=presentation width=100%><tr>"
                f"<td width=40 style='font-size:24px'>{emoji}</td>"
                f"<td><span style='font-size:20px;font-weight:bold;color:#123'>{rest}</span></td>"
                "</tr></table>"
            )
        elif is_question(lines, index):
            rows.append(f'<p class="mcnText" style="margin:10px 0"><strong>{text}</strong></p>')
        else:
            words = text.split(" ")
            half = len(words) // 2
            rows.append(
                f"<div><span style='font-family:Arial'>{' '.join(words[:half])}\n"
                f"  {' '.join(words[half:])}</span></div>"
            )
    body = "\n".join(
        f'<tr><td valign="top" style="font-size:0"><table cellpadding=0><tbody><tr>'
        f'<td style="font-size:15px">{row}</td></tr></tbody></table></td></tr>'
        for row in rows
    )
    picture = '<img src="images/haie.png" alt="Une haie" width="600">' if images else ""
    return f"""<!doctype html><html lang="fr"><head><meta charset="utf-8">
<title>*|MC:SUBJECT|*</title><style>.mobile{{display:none}} p{{margin:0}}</style>
<!--[if mso]><p>Seulement pour Outlook</p><![endif]--></head>
<body style="margin:0"><span class="mcnPreviewText" style="display:none;font-size:0">Un aperçu
caché&zwnj;&nbsp;&zwnj;&nbsp;</span><center><table width=100%>
<tr><td><a href="*|ARCHIVE|*">Voir cette lettre dans votre navigateur</a></td></tr>
<tr><td>{picture}</td></tr>{body}
<tr><td><em>Copyright © *|CURRENT_YEAR|* *|LIST:COMPANY|*, tous droits réservés.</em></td></tr>
<tr><td>Vous ne voulez plus de cette lettre ? <a href="*|UNSUB|*">Se désinscrire</a></td></tr>
</table></center><img src="https://outil.example/open.php?u=1" width="1" height="1" alt="">
<script>alert("jamais")</script></body></html>"""


def word_html(lines: list[str]) -> str:
    """Return HTML as Word puts it on the clipboard."""
    parts = []
    for index, line in enumerate(lines):
        text = escape(BULLET.sub("", line), quote=False)
        if BULLET.match(line):
            parts.append(
                "<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'>"
                "<![if !supportLists]><span style='font-family:Symbol'>"
                "<span style='mso-list:Ignore'>"
                "·<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span></span>"
                f"<![endif]>{text}<o:p></o:p></p>"
            )
        else:
            bold = HEADING.match(line) or is_question(lines, index)
            text = f"<b style='mso-bidi-font-weight:normal'>{text}</b>" if bold else text
            cut = text.replace(" ", "\n", 1) if len(text) > 80 else text
            parts.append(f"<p class=MsoNormal><span lang=FR>{cut}<o:p></o:p></span></p>")
            parts.append("<p class=MsoNormal><o:p>&nbsp;</o:p></p>")
    return (
        "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><style>p.MsoNormal"
        "{margin:0}</style><xml><o:OfficeDocumentSettings>x</o:OfficeDocumentSettings></xml></head>"
        f"<body lang=FR><!--StartFragment-->{''.join(parts)}<!--EndFragment--></body></html>"
    )


def markdown(lines: list[str]) -> str:
    """Return the letter as hand-written Markdown."""
    parts = []
    for index, line in enumerate(lines):
        text = re.sub(r"([\\`*_\[\]<>#])", r"\\\1", BULLET.sub("", line))
        text = re.sub(r"^(\d+)([.)])", r"\1\\\2", text)
        if line == lines[0]:
            text = f"# {text}"
        elif HEADING.match(line):
            text = f"## {text}"
        elif BULLET.match(line):
            text = f"- {text}"
        elif is_question(lines, index):
            text = f"**{text}**"
        parts.append(text)
    return "\n\n".join(parts) + "\n"


def eml(
    lines: list[str], encoding: str = "quoted-printable", kind: str = "html", charset: str = "utf-8"
) -> bytes:
    """A message: ``kind`` is html (with its text twin and an image), plain or flowed."""
    plain = "\r\n".join(flowed(line) if kind == "flowed" else line for line in lines)
    parameters = "; format=flowed; delsp=no" if kind == "flowed" else ""
    head = [
        "From: Lettre <lettre@lettre.example>",
        f"Subject: {Header(lines[0], 'utf-8', maxlinelen=70).encode()}",
        "Date: Tue, 04 Mar 2031 09:30:00 +0100",
        "MIME-Version: 1.0",
    ]
    text = _part(f"text/plain; charset={charset}{parameters}", encoding, plain.encode(charset))
    if kind != "html":
        return "\r\n".join([*head, text]).encode()
    html = mail_html(lines).replace("images/haie.png", "cid:haie@lettre")
    rich = _part('text/html; charset="utf-8"', encoding, html.encode())
    image = _part("image/png; name=haie.png", "base64", PNG, "Content-ID: <haie@lettre>")
    inner = _multipart("alternative", "bbb", [text, _multipart("related", "ccc", [rich, image])])
    return "\r\n".join([*head, inner]).encode()


def _multipart(kind: str, boundary: str, parts: list[str]) -> str:
    inside = "".join(f"--{boundary}\r\n{part}\r\n" for part in parts)
    return (
        f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n{inside}--{boundary}--\r\n'
    )


def _part(kind: str, encoding: str, data: bytes, *headers: str) -> str:
    encoders: dict[str, Callable[[bytes], bytes]] = {
        "quoted-printable": quopri.encodestring,
        "base64": base64.encodebytes,
        "8bit": bytes,
    }
    encoded = encoders[encoding](data).decode().replace("\r\n", "\n").replace("\n", "\r\n")
    lines = [f"Content-Type: {kind}", f"Content-Transfer-Encoding: {encoding}", *headers]
    return "\r\n".join([*lines, "", encoded])


def flowed(line: str, width: int = 72) -> str:
    """Return a paragraph in format=flowed (RFC 3676), with soft breaks and space-stuffing."""
    lines, current = [], ""
    for word in line.split(" "):
        if current and len(current) + len(word) > width:
            lines.append(f"{current} ")
            current = word
        else:
            current = f"{current} {word}" if current else word
    lines.append(current)
    return "\r\n".join(f" {part}" if part[:1] in (" ", ">") else part for part in lines)


def docx(lines: list[str], picture: bool = True, document: str | None = None) -> bytes:
    """A Word document: headings by style, questions in bold, list items by numbering."""
    body = []
    for index, line in enumerate(lines):
        kind = "heading" if HEADING.match(line) else "item" if BULLET.match(line) else ""
        text = BULLET.sub("", line)
        body.append(word_paragraph(text, kind, strong=is_question(lines, index)))
    body.insert(1, PICTURE if picture else "")
    return archive(word_parts(document or word_document("".join(body)), PNG))


def archive(members: dict[str, Any]) -> bytes:
    """A ZIP archive of {name: content}."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return stream.getvalue()


def mailchimp(lines: list[str]) -> bytes:
    """An export of Mailchimp: the page, and its images under the names they were hosted with."""
    html = mail_html(lines).replace(
        "images/haie.png", "https://mcusercontent.com/u/images/haie.png"
    )
    return archive({"lettre.html": html, "images/haie.png": PNG, "__MACOSX/._lettre.html": "x"})


FORMATS: dict[str, Callable[[list[str]], bytes]] = {
    "lettre.html": lambda lines: mail_html(lines).encode(),
    "quoted-printable.eml": eml,
    "base64.eml": lambda lines: eml(lines, "base64"),
    "plain.eml": lambda lines: eml(lines, "8bit", "plain"),
    "flowed.eml": lambda lines: eml(lines, "quoted-printable", "flowed"),
    "lettre.docx": docx,
    "lettre.md": lambda lines: markdown(lines).encode(),
    "mailchimp.zip": mailchimp,
    "word.html": lambda lines: word_html(lines).encode(),
}

"""HTML of messages: MJML compiled in this process (ADR 9).

MRML, the compiler behind mjml-python, keeps media queries and makes no network request. It accepts
unknown tags and attributes: tests/newsletters/test_email_form.py checks that there are none.
"""

import quopri
import re
from email.charset import QP, SHORTEST, Charset

from django.utils.html import escape
from mjml import mjml2html

from hub.core.story.email_html import make_portable

# Always quoted-printable: lines stay within 76 characters (RFC 5322 allows 998), so that no relay
# encodes the message again, which would break its DKIM signature.
UTF8 = Charset("utf-8")
UTF8.header_encoding, UTF8.body_encoding = SHORTEST, QP

# MRML drops the white space between two inline elements when it holds a line break, which would
# join words. Outside of mj-text, white space has no effect.
TEXT_ELEMENTS = re.compile(r"<mj-text>.*?</mj-text>", re.DOTALL)
LINE_BREAKS = re.compile(r"[ \t\r]*\n[ \t\r\n]*")
# MRML also writes the title of the message with the escapes of a Rust string.
TITLE_LABEL = re.compile(r'(?<=aria-label=")[^"]*')
# Outlook conditional comments that end and start again at once: MJML's own compiler merges them,
# MRML does not.
REDUNDANT_CONDITIONS = re.compile(r"<!\[endif\]-->\s*<!--\[if mso \| IE\]>")


def compile_mjml(mjml: str, title: str) -> str:
    """Return MJML as the HTML of a message whose title is `title`, not escaped."""
    mjml = TEXT_ELEMENTS.sub(lambda text: LINE_BREAKS.sub(" ", text[0]), mjml)
    html = REDUNDANT_CONDITIONS.sub("", mjml2html(mjml, fonts={}))
    return make_portable(TITLE_LABEL.sub(str(escape(title)), html, count=1))


def encoded_size(html: str) -> int:
    """Return the size of an HTML part once encoded for transfer, in octets.

    Mailboxes measure the HTML part alone: Gmail clips it after 102,400 octets.
    """
    return len(quopri.encodestring(html.encode()))

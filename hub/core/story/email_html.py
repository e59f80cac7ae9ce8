"""HTML rendering for e-mail clients and feed readers: absolute URLs, no required class.

Each block is rendered with its own `email_template`. Its HTML must be readable without the style
sheet of the e-mail, which some clients remove.
"""

import re
from typing import Any

from django.conf import settings
from django.template import loader
from django.utils.safestring import SafeString, mark_safe
from wagtail.blocks import Block

# Root-relative URLs: « /lettres/ », not « //other.example ».
OWN_ADDRESS = re.compile(r'\b(href|src)="(/(?!/)[^"]*)"')
SPACES_AROUND_LINES = re.compile(r"[ \t\r]*\n[ \t\r\n]*")
EMPTY_LINK = re.compile(r"<a>(.*?)</a>", re.DOTALL)


def block_to_email(
    block: Block, value: Any, context: dict[str, Any] | None = None, **extra: Any
) -> SafeString | str:
    """Render the value of a block as HTML, with the block's `email_template`.

    A block without a template holds a plain word, number or date. `extra` is added to the context.
    """
    name = getattr(block.meta, "email_template", None)
    if not name:
        return block.render(value)
    context = {**(context or {}), **extra, "self": value, "value": value}
    return mark_safe(loader.get_template(name).render(context))


def make_portable(html: str) -> str:
    """Make URLs absolute, unwrap links without address and collapse spaces around lines."""
    html = OWN_ADDRESS.sub(rf'\1="{settings.BASE_URL}\2"', html)
    html = EMPTY_LINK.sub(r"\1", html)
    return SPACES_AROUND_LINES.sub("\n", html).strip()

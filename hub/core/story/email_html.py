"""Words as the plain HTML that messages and feed readers show: no class needed, full addresses.

Every block says itself through its own `email_template`. What it gives stands by itself: the
style sheet of a message only adds to it, since some readers throw it away.
"""

import re

from django.conf import settings
from django.template import loader
from django.utils.safestring import mark_safe

# Addresses that only work on the site itself: « /lettres/ », not « //other.example ».
OWN_ADDRESS = re.compile(r'\b(href|src)="(/(?!/)[^"]*)"')
SPACES_AROUND_LINES = re.compile(r"[ \t\r]*\n[ \t\r\n]*")
EMPTY_LINK = re.compile(r"<a>(.*?)</a>", re.DOTALL)


def block_to_email(block, value, context=None, **extra):
    """Return the value of a block as HTML, through the block's own `email_template`.

    A block without one is a plain word, number or date.
    """
    name = getattr(block.meta, "email_template", None)
    if not name:
        return block.render(value)
    context = {**(context or {}), **extra, "self": value, "value": value}
    return mark_safe(loader.get_template(name).render(context))


def make_portable(html):
    """Return HTML that can leave the site: full addresses, no dead link, few spaces."""
    html = OWN_ADDRESS.sub(rf'\1="{settings.BASE_URL}\2"', html)
    html = EMPTY_LINK.sub(r"\1", html)
    return SPACES_AROUND_LINES.sub("\n", html).strip()

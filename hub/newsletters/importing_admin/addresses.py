"""Form field for web and e-mail addresses, completed with the scheme that editors leave out."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from hub.newsletters.importing.readers.links import clean_address

MAX_LENGTH = 500
BARE_SITE = re.compile(r"^(?:[\w-]+\.)+[a-z]{2,24}(?::\d+)?(?:[/?#]\S*)?$", re.IGNORECASE)
is_web_address = URLValidator(schemes=("http", "https"))


class AddressField(forms.CharField):
    """A web address, or an e-mail address unless `web_only`, without tracking parameters.

    « example.org » becomes an https address, « nom@example.org » a mailto one.
    """

    def __init__(self, *, web_only: bool = False, **kwargs: Any) -> None:
        self._web_only = web_only
        widget = forms.TextInput(
            attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}
        )
        super().__init__(required=False, max_length=MAX_LENGTH, widget=widget, **kwargs)

    def clean(self, value: str | None) -> str:
        written = super().clean(value).strip()
        return self._address(written) if written else ""

    def _address(self, written: str) -> str:
        mailbox = written.removeprefix("mailto:")
        if not self._web_only and "@" in mailbox and "/" not in mailbox:
            try:
                validate_email(mailbox.partition("?")[0])
            except ValidationError:
                raise ValidationError(
                    "Cette adresse électronique n’est pas complète\u00a0: nom@example.org."
                ) from None
            return f"mailto:{mailbox}"
        if BARE_SITE.match(written):
            written = f"https://{written}"
        try:
            is_web_address(written)
        except ValidationError:
            kinds = "https://…" if self._web_only else "https://…, ou une adresse électronique"
            raise ValidationError(
                f"Ce n’est pas une adresse que l’on peut ouvrir\u00a0: écrivez {kinds}."
            ) from None
        return clean_address(written).url or written

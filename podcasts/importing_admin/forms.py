"""Form of the first step: the address of a feed, or its file."""

import time
from typing import Any

from django import forms

from podcasts.importing.errors import PodcastImportError
from podcasts.importing.parsed import ParsedFeed
from podcasts.importing.parser import parse_feed
from podcasts.importing.readers import MAX_BYTES, read_address, read_content

READ_SECONDS = 15  # for the pages of a feed, within a request


class FeedForm(forms.Form):
    """First step; `feed` is the parsed feed, once valid."""

    url = forms.CharField(
        label="Adresse du flux",
        required=False,
        max_length=500,
        widget=forms.URLInput,
        help_text="Celle que lisent les applications de podcast\u00a0: elle commence par https://.",
    )
    file = forms.FileField(
        label="Ou son fichier",
        required=False,
        allow_empty_file=True,  # the reader has a better message
        help_text=f"RSS ou Atom, {MAX_BYTES // 1024 // 1024}\u00a0Mo au plus.",
    )
    owner_email = forms.EmailField(
        label="Adresse du propriétaire",
        required=False,
        help_text="Seulement s’il a verrouillé son flux, et qu’il est d’accord.",
    )

    feed: ParsedFeed | None = None

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned = self.cleaned_data
        url, upload = cleaned.get("url", "").strip(), cleaned.get("file")
        if url and upload:
            self.add_error("file", "Donnez une adresse ou un fichier, pas les deux.")
        elif not url and not upload and not self.errors:
            self.add_error("url", "Donnez l’adresse du flux, ou choisissez son fichier.")
        elif not self.errors:
            deadline = time.monotonic() + READ_SECONDS
            try:
                if upload:
                    source = read_content(upload.read(MAX_BYTES + 1), deadline)
                else:
                    source = read_address(url, deadline)
                self.feed = parse_feed(source)
            except PodcastImportError as error:
                self.add_error("file" if upload else "url", str(error))
        return cleaned

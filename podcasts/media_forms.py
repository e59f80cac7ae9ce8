"""Upload form of audio files."""

from typing import Any

from wagtailmedia.forms import BaseMediaForm


class PodcastMediaForm(BaseMediaForm):
    """Form of wagtailmedia that proposes a readable title.

    wagtailmedia's script copies the raw file name and fires no event. So
    static/js/admin/upload-titles.js runs first, on the fields with `data-readable-title`.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "title" in self.fields and "file" in self.fields:
            title = f"#{self['title'].id_for_label}"
            self.fields["file"].widget.attrs["data-readable-title"] = title

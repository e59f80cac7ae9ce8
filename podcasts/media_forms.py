"""The form of sounds."""

from wagtailmedia.forms import BaseMediaForm


class PodcastMediaForm(BaseMediaForm):
    """The form of wagtailmedia; the title it proposes is made readable.

    wagtailmedia proposes the name of the file as it is, by a script without an event:
    static/js/admin/upload-titles.js comes first, on the fields that say where their title is.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "title" in self.fields and "file" in self.fields:
            title = f"#{self['title'].id_for_label}"
            self.fields["file"].widget.attrs["data-readable-title"] = title

"""What the last import of a feed wrote in a page, to recognise what editors changed since."""

from django.db import models


class ImportRecord(models.Model):
    """The last import of a show or an episode.

    `parts` maps each part of the page (title, notes, sound…) to two digests: of what the feed said,
    and of what the page held after the import. A part whose page digest differs was edited since.
    `content` is the digest of the whole page. `is_edited` stays true once an editor changed
    anything: the import then never publishes the page by itself.
    """

    page = models.OneToOneField(
        "core.HubPage", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    parts = models.JSONField(default=dict)
    content = models.CharField(max_length=32, blank=True)
    is_edited = models.BooleanField(default=False)
    imported_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "import d’une page"
        verbose_name_plural = "imports de pages"

    def __str__(self) -> str:
        return f"import de la page {self.page_id}"

"""Downloads of sounds: daily totals, and what is kept during the day to compute them."""

from django.db import models


class DownloadCount(models.Model):
    """Number of downloads of an episode on a day; the only lasting data."""

    day = models.DateField("jour")
    episode = models.ForeignKey(
        "podcasts.EpisodePage", on_delete=models.CASCADE, related_name="download_counts"
    )
    wagtail_reference_index_ignore = True  # a count is not a use of the episode
    downloads = models.PositiveIntegerField("écoutes", default=0)

    class Meta:
        verbose_name = "écoutes d’un jour"
        verbose_name_plural = "écoutes par jour"
        constraints = [
            models.UniqueConstraint(fields=["episode", "day"], name="one_download_count_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.day}\u00a0: {self.downloads}"


class DownloadSalt(models.Model):
    """Random secret of a day, deleted with the partial downloads of that day."""

    day = models.DateField("jour", unique=True)
    secret = models.BinaryField("secret", max_length=32)

    class Meta:
        verbose_name = "sel d’un jour"
        verbose_name_plural = "sels par jour"

    def __str__(self) -> str:
        return str(self.day)


class PartialDownload(models.Model):
    """Bytes sent to one listener of one episode on a day; deleted when the day is over.

    `digest` is the HMAC of the listener under the salt of the day: without it, nothing tells
    which address it was made from.
    """

    day = models.DateField("jour")
    digest = models.CharField("empreinte", max_length=64)
    bytes_sent = models.PositiveBigIntegerField("octets envoyés", default=0)
    is_counted = models.BooleanField("comptée", default=False)

    class Meta:
        verbose_name = "écoute en cours"
        verbose_name_plural = "écoutes en cours"
        constraints = [
            models.UniqueConstraint(fields=["day", "digest"], name="one_partial_download_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.day}\u00a0: {self.bytes_sent}"


class CountedLogPart(models.Model):
    """Start of a log of sounds that was counted and not yet erased: it is not counted again.

    Written in the transaction of the counts, deleted once the lines are erased.
    """

    path = models.CharField("fichier", max_length=500, unique=True)
    length = models.PositiveIntegerField("longueur en octets")
    digest = models.CharField("empreinte", max_length=64)

    class Meta:
        verbose_name = "journal compté"
        verbose_name_plural = "journaux comptés"

    def __str__(self) -> str:
        return self.path

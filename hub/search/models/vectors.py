"""Tables of the search by meaning: models, vectors of texts, pieces of entries."""

from django.db import models

from hub.search.models.entries import SearchEntry


class EncoderModel(models.Model):
    """A model of an encoder, with its calibration (`hub.search.meaning.calibration`).

    `key` is the name of the encoder and the hash of the texts that give the two centres; the arrays
    are float32. Other background texts change no vector of the site's texts: they have a hash of
    their own.
    """

    KEY_LENGTH = 200

    key = models.CharField("modèle", max_length=KEY_LENGTH, unique=True)
    dimensions = models.PositiveIntegerField("dimensions")
    question_centre = models.BinaryField()
    passage_centre = models.BinaryField()
    background = models.BinaryField()
    background_hash = models.CharField(max_length=8)
    # Day of its last use: the vectors of a former model are deleted a while after it.
    used_on = models.DateField("utilisé le")

    class Meta:
        verbose_name = "modèle d’encodeur"
        verbose_name_plural = "modèles d’encodeur"

    def __str__(self) -> str:
        return self.key


class SearchVector(models.Model):
    """The vector of a text, int8, for one model; kept when the entry is edited or rebuilt."""

    model = models.ForeignKey(EncoderModel, on_delete=models.CASCADE, db_index=False)
    digest = models.CharField("empreinte du texte", max_length=32)
    vector = models.BinaryField()
    # None while a piece uses it.
    unused_since = models.DateField(null=True)

    class Meta:
        verbose_name = "vecteur de recherche"
        verbose_name_plural = "vecteurs de recherche"
        constraints = [
            models.UniqueConstraint(fields=["model", "digest"], name="search_unique_vector")
        ]

    def __str__(self) -> str:
        return self.digest


class SearchPiece(models.Model):
    """A piece of an entry (`hub.search.meaning.pieces`): its place and the hash of its text.

    The pieces of an entry that changes are all written again: ids grow with the changes.
    """

    # No database constraint, for speed: written and deleted with the entry, by one class.
    entry = models.ForeignKey(SearchEntry, on_delete=models.DO_NOTHING, db_constraint=False)
    number = models.PositiveSmallIntegerField()
    fragment = models.PositiveIntegerField(null=True)
    digest = models.CharField("empreinte du texte", max_length=32, db_index=True)

    class Meta:
        verbose_name = "morceau de texte"
        verbose_name_plural = "morceaux de texte"

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.number}"

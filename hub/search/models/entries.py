"""Tables of the embedded engine: entries, their texts, the words of all, and which holds which.

Plain tables and indexes, without the full-text search of a database: SQLite and PostgreSQL give the
same answers in the same order. Only `hub.search.embedded` writes here.
"""

from django.db import models


class SearchIndex(models.Model):
    """One set of entries. A rebuild fills a second one, of the same name, then activates it."""

    name = models.CharField(max_length=60)
    is_active = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    # Kept up to date by every write: ranking needs the average length of an entry.
    entries = models.PositiveIntegerField(default=0)
    length = models.PositiveBigIntegerField(default=0)
    # Another one after each write: what was read into memory no longer holds.
    stamp = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = "index de recherche"
        verbose_name_plural = "index de recherche"
        constraints = [
            models.UniqueConstraint(
                fields=["name"], condition=models.Q(is_active=True), name="search_one_active_index"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def average_length(self) -> float:
        """Words of an entry, on average; 1 in an empty index, so that it divides."""
        return max(self.length / self.entries, 1) if self.entries else 1


class SearchEntry(models.Model):
    """An entry without its text: what filters, counts and orders results. Read by the thousand."""

    index = models.ForeignKey(SearchIndex, on_delete=models.CASCADE, db_index=False)
    uid = models.CharField(max_length=200)
    kind = models.CharField(max_length=60)
    # Days since the year 1, and microseconds since 1970: numbers are read faster than dates.
    day = models.IntegerField(null=True)
    expires = models.BigIntegerField(null=True)
    path = models.CharField(max_length=255, blank=True)
    length = models.PositiveIntegerField(default=0)
    # « theme=mobilite », one a line, kind included.
    values = models.TextField(blank=True)
    title_key = models.TextField(blank=True)
    # « a b c » between spaces: what suggestions look for.
    title_words = models.TextField(blank=True)
    title = models.TextField(blank=True)
    url = models.TextField(blank=True)
    locale = models.CharField(max_length=20, blank=True)
    content_hash = models.CharField(max_length=128, blank=True)
    version = models.BigIntegerField(default=0)
    # Deleted while a rebuild was under way: it must not come back with it.
    is_gone = models.BooleanField(default=False)

    class Meta:
        verbose_name = "entrée de recherche"
        verbose_name_plural = "entrées de recherche"
        constraints = [models.UniqueConstraint(fields=["index", "uid"], name="search_unique_uid")]

    def __str__(self) -> str:
        return self.title


class SearchText(models.Model):
    """The text of an entry: read for phrases, and for the excerpts of one page of results."""

    entry = models.OneToOneField(SearchEntry, on_delete=models.CASCADE, primary_key=True)
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)
    fragments = models.JSONField(default=list, blank=True)
    # Folded words between spaces, a stop between fields: no phrase runs over it.
    exact = models.TextField(blank=True)

    class Meta:
        verbose_name = "texte de recherche"
        verbose_name_plural = "textes de recherche"

    def __str__(self) -> str:
        return self.summary[:60]


class SearchWord(models.Model):
    """A word of the vocabulary of an index: folded, its stem, and as an entry writes it."""

    index = models.ForeignKey(SearchIndex, on_delete=models.CASCADE, db_index=False)
    text = models.CharField(max_length=60)
    stem = models.CharField(max_length=60)
    written = models.CharField(max_length=80, blank=True)

    class Meta:
        verbose_name = "mot de recherche"
        verbose_name_plural = "mots de recherche"
        constraints = [models.UniqueConstraint(fields=["index", "text"], name="search_unique_word")]
        indexes = [models.Index(fields=["index", "stem"], name="search_stem")]

    def __str__(self) -> str:
        return self.text


class SearchPosting(models.Model):
    """That an entry holds a word: how much in its front fields, how often in its body.

    `front` is in tenths: the weights of title, themes, territories, summary and opening added up.
    """

    pk = models.CompositePrimaryKey("entry_id", "word_id")
    # No check by the database: millions of rows, written and deleted by one class.
    entry = models.ForeignKey(
        SearchEntry, on_delete=models.DO_NOTHING, db_index=False, db_constraint=False
    )
    word = models.ForeignKey(
        SearchWord, on_delete=models.DO_NOTHING, db_index=False, db_constraint=False
    )
    front = models.PositiveIntegerField(default=0)
    body = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "occurrence"
        verbose_name_plural = "occurrences"
        # Holds all that a search reads of this table.
        indexes = [
            models.Index(fields=["word", "entry", "front", "body"], name="search_posting_by_word")
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.word_id}"

"""Tables of the embedded engine: entries, texts, vocabulary and postings (an inverted index).

Plain tables and indexes, without the full-text search of a database: SQLite and PostgreSQL return
the same results in the same order. Only `hub.search.embedded` writes here.
"""

from django.db import models


class SearchIndex(models.Model):
    """A set of entries. A rebuild fills a second index of the same name, then activates it."""

    name = models.CharField(max_length=60)
    is_active = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    # Totals updated by every write: BM25 needs the average length of an entry.
    entries = models.PositiveIntegerField(default=0)
    length = models.PositiveBigIntegerField(default=0)
    # Changed by each write: invalidates the in-memory catalogue.
    stamp = models.PositiveBigIntegerField(default=0)
    # Changed with the pieces of the entries, and with their vectors.
    vector_stamp = models.PositiveBigIntegerField(default=0)

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
        """Average number of words of an entry, at least 1, since scores are divided by it."""
        return max(self.length / self.entries, 1) if self.entries else 1


class SearchEntry(models.Model):
    """An entry without its text: what filters, counts and sorts. Read by thousands of rows."""

    index = models.ForeignKey(SearchIndex, on_delete=models.CASCADE, db_index=False)
    uid = models.CharField(max_length=200)
    kind = models.CharField(max_length=60)
    # Ordinal of the date; microseconds since 1970: integers are faster to read than dates.
    day = models.IntegerField(null=True)
    expires = models.BigIntegerField(null=True)
    path = models.CharField(max_length=255, blank=True)
    length = models.PositiveIntegerField(default=0)
    # « theme=mobilite », one per line, kind included.
    values = models.TextField(blank=True)
    title_key = models.TextField(blank=True)
    # Folded words between spaces, « a b c », for suggestions.
    title_words = models.TextField(blank=True)
    title = models.TextField(blank=True)
    url = models.TextField(blank=True)
    content_hash = models.CharField(max_length=128, blank=True)
    version = models.BigIntegerField(default=0)
    # Tombstone: deleted while a rebuild was running, which must not write it again.
    is_gone = models.BooleanField(default=False)

    class Meta:
        verbose_name = "entrée de recherche"
        verbose_name_plural = "entrées de recherche"
        constraints = [models.UniqueConstraint(fields=["index", "uid"], name="search_unique_uid")]

    def __str__(self) -> str:
        return self.title


class SearchText(models.Model):
    """The text of an entry, for phrase searches and for the excerpts of one page of results."""

    entry = models.OneToOneField(SearchEntry, on_delete=models.CASCADE, primary_key=True)
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)
    fragments = models.JSONField(default=list, blank=True)
    # Folded words between spaces, with a separator between fields (`hub.search.fields`).
    exact = models.TextField(blank=True)

    class Meta:
        verbose_name = "texte de recherche"
        verbose_name_plural = "textes de recherche"

    def __str__(self) -> str:
        return self.summary[:60]


class SearchWord(models.Model):
    """A word of the vocabulary of an index: folded form, stem, and spelling in an entry."""

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
    """A word in an entry: its weight in the front fields, its number of occurrences in the body.

    `front` is in tenths: the sum of the weights of title, themes, territories, summary and opening.
    """

    pk = models.CompositePrimaryKey("entry_id", "word_id")
    # No database constraint, for speed: millions of rows, written and deleted by one class.
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
        # Covering index: searches read no other column.
        indexes = [
            models.Index(fields=["word", "entry", "front", "body"], name="search_posting_by_word")
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.word_id}"

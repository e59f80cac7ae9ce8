"""What is asked, day by day: counts, and nothing of who asked (ADR 17)."""

from django.db import models
from django.db.models import Max, Q, Sum
from django.db.models.functions import Greatest

# Fewer people could be recognised by what they ask.
SHOWN_FROM = 3


class SearchCountQuerySet(models.QuerySet):
    def since(self, day):
        return self.filter(day__gte=day)

    def add(self, day, key, text, *, askers, results):
        """Count one search more.

        `askers` is how many people are known to have asked it today; `results` how many it gave.
        """
        empty = int(not results)
        rows = self.filter(day=day, key=key, text=text)
        if rows.update(
            searches=models.F("searches") + 1,
            empty=models.F("empty") + empty,
            askers=Greatest("askers", models.Value(askers)),
            results=results,
        ):
            return
        row = self.model(
            day=day, key=key, text=text, searches=1, empty=empty, askers=askers, results=results
        )
        # Two processes at the same instant: one of the two counts is lost, no error is raised.
        self.bulk_create([row], ignore_conflicts=True)

    def questions(self):
        """Return, by `key`, the sums of what enough people asked on one same day at least.

        Dicts with key, searches, empty, askers (most of one day) and last_day. Who asks on two days
        cannot be recognised: days do not add up to people.
        """
        totals = self.values("key").annotate(
            searches=Sum("searches"),
            empty=Sum("empty"),
            askers=Max("askers"),
            last_day=Max("day"),
        )
        return totals.filter(askers__gte=SHOWN_FROM)


class SearchCount(models.Model):
    """One way of typing a question, on one day. Forms of a question share its `key`.

    - `key`: `hub.search.query.synonym_key` of what was typed;
    - `text`: as typed, in small letters;
    - `searches`, and how many of these were `empty`, without a result;
    - `askers`: how many different people asked the key that day, at least;
    - `results`: how many the last search gave.
    """

    day = models.DateField("jour")
    key = models.CharField("question analysée", max_length=200)
    text = models.CharField("question", max_length=200)
    searches = models.PositiveIntegerField("recherches", default=0)
    empty = models.PositiveIntegerField("sans résultat", default=0)
    askers = models.PositiveIntegerField("personnes", default=0)
    results = models.PositiveIntegerField("résultats", default=0)

    objects = SearchCountQuerySet.as_manager()

    class Meta:
        verbose_name = "décompte de recherches"
        verbose_name_plural = "décomptes de recherches"
        default_permissions = ["view"]
        constraints = [
            models.UniqueConstraint(fields=["day", "key", "text"], name="search_count_of_a_day")
        ]
        indexes = [models.Index(fields=["key"], name="search_count_key")]

    def __str__(self):
        return f"{self.day}\u00a0: {self.text}"


class SearchClick(models.Model):
    """How often the result at a rank was opened, for one question on one day."""

    day = models.DateField("jour")
    key = models.CharField("question analysée", max_length=200)
    rank = models.PositiveSmallIntegerField("rang")
    clicks = models.PositiveIntegerField("ouvertures", default=0)

    class Meta:
        verbose_name = "décompte d’ouvertures"
        verbose_name_plural = "décomptes d’ouvertures"
        default_permissions = []
        constraints = [
            models.UniqueConstraint(fields=["day", "key", "rank"], name="search_click_of_a_day"),
            models.CheckConstraint(condition=Q(rank__gte=1), name="search_click_rank"),
        ]
        indexes = [models.Index(fields=["key"], name="search_click_key")]

    def __str__(self):
        return f"{self.day}\u00a0: {self.key}, rang {self.rank}"

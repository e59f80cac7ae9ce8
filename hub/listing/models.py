"""Daily counts of searches and clicks, without any personal data (ADR 17)."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Max, Q, QuerySet, Sum
from django.db.models.functions import Greatest

# Minimum number of askers of a query in one day before editors may see it: fewer people could be
# identified by what they search.
SHOWN_FROM = 3


class SearchCountQuerySet(models.QuerySet):
    def since(self, day: date) -> Self:
        return self.filter(day__gte=day)

    def add(self, day: date, key: str, text: str, *, askers: int, results: int) -> None:
        """Increment the count of a query by one search.

        `askers` is the number of people known to have asked it today, `results` the number of
        results it returned.
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
        # On concurrent inserts of the same row, the second count is lost and no error is raised.
        self.bulk_create([row], ignore_conflicts=True)

    def questions(self) -> QuerySet["SearchCount", dict[str, Any]]:
        """Return the totals per `key`, for the keys with at least SHOWN_FROM askers in one day.

        The rows are dicts with key, searches, empty, askers and last_day; `askers` is the daily
        maximum, because the same person cannot be recognised from one day to another.
        """
        totals = self.values("key").annotate(
            searches=Sum("searches"),
            empty=Sum("empty"),
            askers=Max("askers"),
            last_day=Max("day"),
        )
        return totals.filter(askers__gte=SHOWN_FROM)


class SearchCount(models.Model):
    """The count of one typed query on one day; spelling variants share the same `key`.

    - `key`: `hub.search.query.synonym_key` of the typed text;
    - `text`: the typed text, in lower case;
    - `searches`: number of searches; `empty`: those among them that returned no result;
    - `askers`: lower bound of the number of people who asked the key that day;
    - `results`: number of results of the last search.
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

    def __str__(self) -> str:
        return f"{self.day}\u00a0: {self.text}"


class SearchClick(models.Model):
    """The number of clicks on the result at a rank, for one query key on one day."""

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

    def __str__(self) -> str:
        return f"{self.day}\u00a0: {self.key}, rang {self.rank}"

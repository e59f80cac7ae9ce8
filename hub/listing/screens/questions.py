"""Reports of the queries of readers: without results, and most frequent."""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db.models import QuerySet, Sum
from django.template import Context
from django.utils import timezone
from wagtail.admin.ui.tables import Column, DateColumn, NumberColumn, Table
from wagtail.admin.views.reports import ReportView

from hub.backoffice.exports import ColumnExportMixin
from hub.listing.models import SHOWN_FROM, SearchClick, SearchCount
from hub.listing.screens.permissions import SearchScreenMixin

# Queries with their numbers, as `SearchCountQuerySet.questions` gives them.
Questions = QuerySet[SearchCount, dict[str, Any]]

# Period of the reports, in days.
DAYS = 90
# Number of ranks whose clicks are shown one by one.
RANKS_SHOWN = 3


class AnswerColumn(Column):
    """Links to add a synonym, to promote a page, and to explain the results of a query."""

    cell_template_name = "search/admin/question_actions.html"

    def get_cell_context_data(
        self, instance: dict[str, Any], parent_context: Context | dict[str, Any]
    ) -> dict[str, Any]:
        user = parent_context["request"].user
        return {
            **super().get_cell_context_data(instance, parent_context),
            "may_add_synonyms": user.has_perm("search.add_searchsynonyms"),
            "may_promote": user.has_perm("wagtailsearchpromotions.add_searchpromotion"),
        }


class QuestionsReport(SearchScreenMixin, ColumnExportMixin, ReportView, ABC):
    """A report of the queries selected by `filter_questions`, the most frequent first."""

    model = SearchCount
    template_name = "search/admin/questions.html"
    results_template_name = "search/admin/questions_results.html"
    header_icon = "search"
    is_searchable = False
    lead = ""
    nothing = ""

    @cached_property
    def columns(self) -> list[Column]:
        return [
            Column("text", label="Question", width="34%"),
            NumberColumn("searches", label="Recherches", sort_key="searches"),
            NumberColumn("empty", label="Sans résultat", sort_key="empty"),
            NumberColumn("results", label="Résultats"),
            Column("clicks", label="Ouverts, par rang"),
            DateColumn("last_day", label="Dernier jour", sort_key="last_day"),
            AnswerColumn("answer", label="Répondre", accessor="text"),
        ]

    @cached_property
    def _value_getters(self) -> dict[str, Callable[[dict[str, Any]], Any]]:
        getters = super()._value_getters
        return {label: getter for label, getter in getters.items() if label != "Répondre"}

    @cached_property
    def since(self) -> date:
        return timezone.localdate() - timedelta(days=DAYS)

    @abstractmethod
    def filter_questions(self, questions: Questions) -> Questions:
        """Return the rows of `SearchCountQuerySet.questions` that the report shows."""

    def get_base_queryset(self) -> Questions:
        return self.filter_questions(SearchCount.objects.since(self.since).questions())

    def get_filtered_queryset(self) -> Questions:
        return self.get_queryset()  # already filtered

    def get_table(self, object_list: Iterable[dict[str, Any]]) -> Table:
        return super().get_table(self._with_details(object_list))

    def decorate_paginated_queryset(
        self, object_list: Iterable[dict[str, Any]]
    ) -> Iterable[dict[str, Any]]:
        # On screen, `get_table` has already added the details; an export does not call it.
        return self._with_details(object_list) if self.is_export else object_list

    def _with_details(self, object_list: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        """Add to each row its most typed text, its last number of results, and its clicks."""
        rows = list(object_list)
        keys = [row["key"] for row in rows]
        texts, clicks = _texts(keys, self.since), self._clicks(keys)
        return [
            {**row, **texts.get(row["key"], {}), "clicks": clicks.get(row["key"], "")}
            for row in rows
        ]

    def _clicks(self, keys: Sequence[str]) -> dict[str, str]:
        """Return {key: « 1er : 12, 2e : 3 »}, the number of clicks per rank."""
        clicks = SearchClick.objects.filter(key__in=keys, day__gte=self.since)
        by_key = defaultdict(list)
        for row in clicks.values("key", "rank").annotate(times=Sum("clicks")).order_by("rank"):
            by_key[row["key"]].append((row["rank"], row["times"]))
        return {key: _format_ranks(ranks) for key, ranks in by_key.items()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counts = SearchCount.objects.since(self.since)
        return super().get_context_data(
            lead=self.lead,
            nothing=self.nothing,
            days=DAYS,
            shown_from=SHOWN_FROM,
            searches=counts.aggregate(total=Sum("searches"))["total"] or 0,
            **kwargs,
        )


class UnansweredReport(QuestionsReport):
    page_title = "Questions sans réponse"
    index_url_name = "search_unanswered"
    index_results_url_name = "search_unanswered_results"
    default_ordering = "-empty"
    export_filename = "questions-sans-reponse"
    lead = (
        "Ce que l’on cherche ici sans rien trouver. Un synonyme suffit quand la page existe sous "
        "un autre mot\u00a0; sinon, c’est peut-être une page à écrire."
    )
    nothing = "Aucune question sans réponse à montrer."

    def filter_questions(self, questions: Questions) -> Questions:
        return questions.filter(empty__gt=0)


class FrequentReport(QuestionsReport):
    page_title = "Questions fréquentes"
    index_url_name = "search_frequent"
    index_results_url_name = "search_frequent_results"
    default_ordering = "-searches"
    export_filename = "questions-frequentes"
    lead = (
        "Ce que l’on cherche le plus. Si la bonne page n’est pas en tête, mettez-la en avant"
        "\u00a0; «\u00a0Pourquoi\u00a0» dit ce qui la classe."
    )
    nothing = "Aucune question à montrer."

    def filter_questions(self, questions: Questions) -> Questions:
        return questions


def unanswered_questions(limit: int) -> list[dict[str, Any]]:
    """Return the most frequent queries without results: `limit` dicts with `text` and `empty`.

    `text` is the most typed spelling variant.
    """
    since = timezone.localdate() - timedelta(days=DAYS)
    questions = SearchCount.objects.since(since).questions().filter(empty__gt=0)
    rows = list(questions.order_by("-empty", "key")[:limit])
    texts = _texts([row["key"] for row in rows], since)
    return [{**row, **texts[row["key"]]} for row in rows]


def _texts(keys: Sequence[str], since: date) -> dict[str, dict[str, Any]]:
    """Return {key: {"text": most typed variant, "results": last number of results}}."""
    forms = SearchCount.objects.since(since).filter(key__in=keys)
    typed = forms.values("key", "text").annotate(times=Sum("searches"))
    found = {}
    for form in typed.order_by("times", "-text"):
        found[form["key"]] = {"text": form["text"]}
    for row in forms.order_by("day", "pk").values("key", "results"):
        found[row["key"]]["results"] = row["results"]
    return found


def _format_ranks(ranks: Sequence[tuple[int, int]]) -> str:
    """Return « 1er : 12, 2e : 3, plus loin : 4 » for (rank, clicks) pairs sorted by rank."""
    shown = ", ".join(
        f"{rank}{'er' if rank == 1 else 'e'}\u00a0: {times}" for rank, times in ranks[:RANKS_SHOWN]
    )
    further = sum(times for _, times in ranks[RANKS_SHOWN:])
    return f"{shown}, plus loin\u00a0: {further}" if further else shown

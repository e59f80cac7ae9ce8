"""Search of admin lists: parts of words, in any order, without regard to case and accents.

The database engines differ on accents (SQLite does not even fold « É »), so the comparison is
made in Python, on a few short columns. It suits thousands of rows, not more: territories have
their own search (`hub.territories.viewsets.find_territories`).
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable

from django.db.models import QuerySet
from wagtail.admin.forms.choosers import BaseFilterForm, SearchFilterMixin
from wagtail.admin.views.generic.chooser import BaseChooseView

from hub.backoffice.view_bases import IndexViewBase
from hub.folding import fold

SEPARATORS = re.compile(r"[\W_]+")


def fold_words(text: str) -> str:
    """Return `text` in lower case, without accents nor punctuation: « Élu·e » → « elu e »."""
    return SEPARATORS.sub(" ", fold(text)).strip()


def find_by_fields(queryset: QuerySet, query: str, fields: Iterable[str]) -> QuerySet:
    """Return the rows of `queryset` whose `fields` contain every word of `query`.

    `fields` are lookups such as "name" or "functions__title"; an empty query keeps all rows.
    """
    words = fold_words(query).split()
    if not words:
        return queryset
    texts = defaultdict(str)
    for pk, *values in queryset.order_by().values_list("pk", *fields):
        texts[pk] += " " + fold_words(" ".join(str(value) for value in values if value is not None))
    found = [pk for pk, text in texts.items() if all(word in text for word in words)]
    return queryset.filter(pk__in=found)


class FindMixin(IndexViewBase):
    """For a listing view: search `find_fields` with `find_by_fields`."""

    find_fields: tuple[str, ...] = ("name",)
    is_searchable = True

    def find(self, queryset: QuerySet, query: str) -> QuerySet:
        return find_by_fields(queryset, query, self.find_fields)

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        return self.find(queryset, self.search_query) if self.is_searching else queryset


def make_search_form(find: Callable[[QuerySet, str], QuerySet]) -> type[BaseFilterForm]:
    """Return the filter form class of a chooser that searches with `find(queryset, query)`."""

    class SearchForm(SearchFilterMixin, BaseFilterForm):
        def filter(self, objects: QuerySet) -> QuerySet:
            query = self.cleaned_data.get("q")
            if not query:
                return objects
            self.is_searching, self.search_query = True, query
            return find(objects, query)

    return SearchForm


class ChooserFindMixin(BaseChooseView):
    """For a chooser's views: use the search of the listing of the same model."""

    def get_filter_form_class(self) -> type[BaseFilterForm]:
        return make_search_form(self.model_class.snippet_viewset.find)

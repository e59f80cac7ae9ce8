"""Find things by what an editor types: part of a word, accents or not, in any order.

The database engines differ on accents (SQLite does not even fold « É »), so the comparison is
made here, on the few short columns that name a thing. It suits thousands of rows, not more:
the gazetteer of territories has its own way.
"""

import re
import unicodedata
from collections import defaultdict

from wagtail.admin.forms.choosers import BaseFilterForm, SearchFilterMixin
from wagtail.admin.views.generic.chooser import BaseChooseView

SEPARATORS = re.compile(r"[\W_]+")
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})


def fold(text):
    """Return `text` in lower case, without accents nor punctuation: « Élu·e » → « elu e »."""
    bare = unicodedata.normalize("NFKD", text.casefold().translate(LIGATURES))
    letters = "".join(char for char in bare if not unicodedata.combining(char))
    return SEPARATORS.sub(" ", letters).strip()


def find_by_fields(queryset, query, fields):
    """Return the rows of `queryset` whose `fields` hold every word of `query`.

    `fields` are lookups such as "name" or "functions__title"; an empty query keeps all.
    """
    words = fold(query).split()
    if not words:
        return queryset
    texts = defaultdict(str)
    for pk, *values in queryset.order_by().values_list("pk", *fields):
        texts[pk] += " " + fold(" ".join(str(value) for value in values if value is not None))
    found = [pk for pk, text in texts.items() if all(word in text for word in words)]
    return queryset.filter(pk__in=found)


class FindMixin:
    """For a listing view: search `find_fields` with `find_by_fields`."""

    find_fields = ("name",)
    is_searchable = True

    def find(self, queryset, query):
        return find_by_fields(queryset, query, self.find_fields)

    def search_queryset(self, queryset):
        return self.find(queryset, self.search_query) if self.is_searching else queryset


def finding_form(find):
    """Return the filter form of a chooser that searches with `find(queryset, query)`."""

    class FindForm(SearchFilterMixin, BaseFilterForm):
        def filter(self, objects):
            query = self.cleaned_data.get("q")
            if not query:
                return objects
            self.is_searching, self.search_query = True, query
            return find(objects, query)

    return FindForm


class ChooserFindMixin(BaseChooseView):
    """For a chooser's views: search as the listing of the same model does."""

    def get_filter_form_class(self):
        return finding_form(self.model_class.snippet_viewset.find)

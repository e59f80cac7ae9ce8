import factory
from django.utils import timezone
from factory.django import DjangoModelFactory
from wagtail.contrib.search_promotions.models import Query, SearchPromotion

from hub.listing.models import SearchCount
from hub.search.models import SearchSynonyms
from hub.search.query import synonym_key


class SearchSynonymsFactory(DjangoModelFactory):
    class Meta:
        model = SearchSynonyms

    words = factory.Sequence("frigo solidaire {0}\nréfrigérateur partagé {0}".format)


class SearchCountFactory(DjangoModelFactory):
    """A query without results, asked today by enough people to be shown."""

    class Meta:
        model = SearchCount

    day = factory.LazyFunction(timezone.localdate)
    key = factory.LazyAttribute(lambda count: synonym_key(count.text))
    text = factory.Sequence("frigo solidaire {}".format)
    searches = 4
    empty = 4
    askers = 3


class QueryFactory(DjangoModelFactory):
    class Meta:
        model = Query

    query_string = "tiers-lieux"


class SearchPromotionFactory(DjangoModelFactory):
    class Meta:
        model = SearchPromotion

    query = factory.SubFactory(QueryFactory)

"""Changes to Wagtail's screens of promoted results."""

from typing import Any

from wagtail.contrib.search_promotions import forms, views

from hub.search.query import printable

HELP = (
    "Accents, majuscules, pluriels et petits mots ne comptent pas\u00a0: «\u00a0tiers lieux\u00a0» "
    "vaut aussi pour «\u00a0Les Tiers-lieux\u00a0»."
)


class PromoteView(views.CreateView):
    """The form that adds promoted results, with the query prefilled from `?mots=`."""

    def get_initial(self) -> dict[str, Any]:
        mots = printable(self.request.GET.get("mots", ""))
        return {**super().get_initial(), "query_string": mots}


def adapt_screens() -> None:
    """Explain in a help text how queries are compared, and hide the column of views.

    This column shows the search counts of Wagtail, which are not used (`hub.listing.statistics`).
    """
    forms.QueryForm.base_fields["query_string"].help_text = HELP
    views.IndexView.columns = [c for c in views.IndexView.columns if c.name != "views"]

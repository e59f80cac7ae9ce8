"""Wagtail's screens of promoted results, told what our search does with them."""

from wagtail.contrib.search_promotions import forms, views

from hub.search.query import printable

HELP = (
    "Accents, majuscules, pluriels et petits mots ne comptent pas\u00a0: «\u00a0tiers lieux\u00a0» "
    "vaut aussi pour «\u00a0Les Tiers-lieux\u00a0»."
)


class PromoteView(views.CreateView):
    """`?mots=` comes from a question: only the page is left to choose."""

    def get_initial(self):
        mots = printable(self.request.GET.get("mots", ""))
        return {**super().get_initial(), "query_string": mots}


def adapt_screens():
    """Say how words are compared here, and leave out a column that stays at zero.

    Wagtail fills it with its own counts, one row for each search: ours are in « Questions ».
    """
    forms.QueryForm.base_fields["query_string"].help_text = HELP
    views.IndexView.columns = [c for c in views.IndexView.columns if c.name != "views"]

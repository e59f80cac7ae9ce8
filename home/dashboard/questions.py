"""Panel of the searches without results."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import number_format

from home.dashboard.rows import Link, Row, TodoPanel
from hub.listing.screens.permissions import policy
from hub.listing.screens.questions import DAYS, UnansweredReport, unanswered_questions

SHOWN = 5


class QuestionsPanel(TodoPanel):
    """The most frequent queries without results, with links to the form that adds a synonym."""

    name = "hub_questions"
    order = 60
    heading = "Cherché, et pas trouvé"
    icon = "search"
    empty = f"Aucune question sans réponse depuis {DAYS} jours."

    def is_shown(self) -> bool:
        return policy.user_has_permission(self.request.user, "view")

    def links(self) -> list[Link]:
        return [Link("Toutes les questions sans réponse", self.report_url)]

    @property
    def report_url(self) -> str:
        return reverse(UnansweredReport.index_url_name)

    def rows(self) -> Iterator[Row]:
        may_add = self.request.user.has_perm("search.add_searchsynonyms")
        for question in unanswered_questions(SHOWN):
            times = number_format(question["empty"], force_grouping=True)
            if may_add:
                form = reverse("wagtailsnippets_search_searchsynonyms:add")
                url = f"{form}?{urlencode({'mots': question['text']})}"
                note = "Ajouter un synonyme"
            else:
                url, note = self.report_url, ""
            title = f"«\u00a0{question['text']}\u00a0»"
            yield Row(title, url, note=note, when=f"{times} fois sans résultat")

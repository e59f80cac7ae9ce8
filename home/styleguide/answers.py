"""The components of what a query was understood as, with their states, for the style guide."""

from types import SimpleNamespace
from typing import Any

from django.http import HttpRequest

from home.styleguide import samples
from home.styleguide.catalogue import Component, State
from hub.listing.best_answers import AnswerPage, BestAnswer
from hub.listing.named_kinds import KindQuery
from hub.listing.search_listing import SearchListing

LINK = "#contenu"
SAID = AnswerPage("Exemple de lettre", LINK, samples.SUMMARY, is_quotation=True)
ANSWERS = {
    "thème": BestAnswer("Thème", "Exemple", LINK, samples.SUMMARY, 12, more_url=LINK),
    "personne": BestAnswer(
        "Maire, Villexemple", "Camille Exemple", total=2, pages=[SAID, SAID], more_url=LINK
    ),
    "organisation": BestAnswer(
        "Association", samples.LONG_TITLE, total=1, pages=[AnswerPage(samples.LONG_TITLE, LINK)]
    ),
    "numéro": BestAnswer("Lettre n°\u00a03", "Exemple de lettre", LINK, samples.SUMMARY),
}


def answer_components(request: HttpRequest) -> list[Component]:
    """Return the components that the results of a search begin with."""
    understood = SearchListing(request, KindQuery("lettres et exemple", ("lettre",), "exemple"))
    understood.best_answer = BestAnswer("Lettre", "Autre exemple de lettre", LINK, samples.SUMMARY)
    states = [
        State(label, {"answer": answer, "anchor": f"reponse-{number}"})
        for number, (label, answer) in enumerate(ANSWERS.items())
    ]
    kind = {"kind": "lettres", "url": LINK}
    return [
        Component("Meilleure réponse", "components/best_answer.html", states),
        Component(
            "Type que la recherche nomme",
            "components/named_kind.html",
            [
                State("avec des mots", {**kind, "words": samples.LONG_TITLE, "number": 0}),
                State("avec un numéro", {**kind, "words": "n°\u00a03", "number": 3}),
            ],
        ),
        Component(
            "Nombre de résultats d’une recherche",
            "components/result_count.html",
            [
                State(label, {"listing": result(0, words=words), "anchor": f"nombre-{len(words)}"})
                for label, words in (("rien n’a tous les mots", "ab"), ("rien n’a ce mot", "a"))
            ],
        ),
        Component(
            "Ce que sont les résultats proches",
            "components/close_note.html",
            [
                State("par le sens", {"listing": result(2, by_meaning=True, facets=[1])}),
                State("par une partie des mots", {"listing": result(2)}),
            ],
        ),
        Component(
            "Recherche comprise",
            "components/understood.html",
            [State("réponse et type", {"listing": understood})],
        ),
    ]


def result(holding_all: int, **values: Any) -> SimpleNamespace:
    """Return what the components of the two parts of a result read of a listing."""
    return SimpleNamespace(total=3, holding_all=holding_all, **values)

"""Values of blocks, as (type, value) pairs that a StreamField takes."""

from typing import Any

from django.db.models import Model
from wagtail.models import Page

from hub.core.models import HubDocument, HubImage
from hub.territories.models import Territory
from inspiration.models import InitiativePage
from podcasts.models import EpisodePage
from tests.factories.documents import DocumentFactory
from tests.factories.images import ImageFactory
from tests.factories.people import PersonFactory
from tests.factories.territories import TerritoryFactory

BlockData = tuple[str, Any]


def paragraph(text: str = "Ils s’écoutent, puis ils décident\u00a0: c’est l’été.") -> BlockData:
    return ("paragraph", f"<p>{text}</p>")


def heading(text: str = "Ce qu’il s’est passé") -> BlockData:
    return ("heading", text)


def step_list(title: str = "Les étapes d’une démarche") -> BlockData:
    step = {"title": "Écouter d’abord", "text": "<p>Une soirée à l’école.</p>"}
    return ("step_list", {"title": title, "ordered": True, "items": [step]})


def callout(text: str = "Réunissez élus et agents dès l’été.") -> BlockData:
    return ("callout", {"tone": "conseil", "title": "À retenir", "text": f"<p>{text}</p>"})


def separator() -> BlockData:
    return ("separator", None)


def quote(text: str = "Nous avons appris à décider ensemble.", **values: str | Model) -> BlockData:
    """A quotation by a person of the directory, unless `name` or `person` says otherwise."""
    if "name" not in values:
        values.setdefault("person", PersonFactory())
    values.setdefault("role", "maire, à l’écoute")
    values.setdefault("territory", TerritoryFactory())
    return ("quote", {"text": text, **values})


def interview(
    question: str = "Qu’est-ce qui a changé\u00a0?", text: str = "Les services s’écoutent."
) -> BlockData:
    answers = [
        {
            "person": PersonFactory(),
            "role": "élue à l’alimentation",
            "territory": TerritoryFactory(),
            "text": f"<p>{text}</p>",
        },
        {"name": "Zoé d’Été", "role": "agente", "text": "<p>Oui, l’été a tout changé.</p>"},
    ]
    return ("interview", {"question": question, "answers": answers})


def image(caption: str = "L’école du village", picture: HubImage | None = None) -> BlockData:
    picture = picture or ImageFactory(ready=True)
    picture.contextual_alt_text = "L’école vue de la place"
    picture.decorative = False
    return ("image", {"image": picture, "caption": caption})


def gallery(title: str = "Un été en images") -> BlockData:
    return ("gallery", {"title": title, "images": [image()[1], image()[1]]})


def embed(title: str = "Le film de l’été") -> BlockData:
    return (
        "embed",
        {
            "url": "https://www.youtube.com/watch?v=abcdefghijk",
            "title": title,
            "thumbnail": ImageFactory(ready=True),
            "transcript": "<p>«\u00a0Bienvenue à l’école…\u00a0»</p>",
        },
    )


def key_figure(label: str = "arbres plantés à l’automne") -> BlockData:
    return (
        "key_figure",
        {"value": "3,6", "unit": "hectares", "label": label, "year": 2022, "source": "L’EPCI"},
    )


def table(caption: str = "Les rendez-vous de l’été") -> BlockData:
    return (
        "table",
        {
            "data": [["Temps", "Durée"], ["L’écoute", "Une demi-journée"]],
            "table_header_choice": "row",
            "first_row_is_table_header": True,
            "first_col_is_header": False,
            "table_caption": caption,
        },
    )


def initiative(page: Page | None = None, title: str = "", **values: str | Territory) -> BlockData:
    if page is None:
        title = title or "Un verger partagé à l’école"
        values = {"place": "Saint-Éloi (96)", "territory": TerritoryFactory(), **values}
    return ("initiative", {"page": plain(page), "title": title, **values})


def episode(page: Page | None) -> BlockData:
    return ("episode", plain(page))


def event(page: Page | None = None, title: str = "") -> BlockData:
    title = title or ("" if page else "Une journée d’été entre pairs")
    details = {"precision": "day", "text": "<p>À l’hôtel de ville.</p>"}
    return ("event", {"page": plain(page), "title": title, **details})


def document(title: str = "La délibération d’été", file: HubDocument | None = None) -> BlockData:
    return ("document", {"document": file or DocumentFactory(), "title": title})


def link_card(title: str = "Un site ami\u00a0: l’été") -> BlockData:
    return (
        "link_card",
        {"url": "https://example.org/ete", "title": title, "text": "Des récits d’ailleurs."},
    )


def plain(page: Page | None) -> Page | None:
    """Return the base Page, which choosers hold when a stored value is read."""
    return page and Page.objects.get(pk=page.pk)


def every_block(
    initiative_page: InitiativePage | None = None,
    episode_page: EpisodePage | None = None,
    event_page: Page | None = None,
) -> list[BlockData]:
    """Return one block of each type; those that need a page appear when it is given."""
    blocks = [
        paragraph(),
        heading(),
        step_list(),
        callout(),
        separator(),
        quote(),
        interview(),
        image(),
        gallery(),
        embed(),
        key_figure(),
        table(),
        initiative(),
        event(),
        document(),
        link_card(),
    ]
    if initiative_page:
        blocks.append(initiative(initiative_page))
    if episode_page:
        blocks.append(episode(episode_page))
    if event_page:
        blocks.append(event(event_page))
    return blocks

"""Search projection of each page type."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.blocks import StreamValue

from hub.core.checks import page_errors
from hub.core.models import HubPage
from hub.newsletters.models import NewsletterPage
from hub.search.contract import STANDING, Entry
from hub.search.embedded.rows import Rows
from hub.search.projection import project
from hub.territories.models import TerritoryKind
from podcasts.models import EpisodeInitiative, EpisodePerson
from podcasts.projection import cue_passages
from podcasts.transcripts import Cue
from tests.factories import (
    EpisodePageFactory,
    EventPageFactory,
    InitiativePageFactory,
    NewsletterPageFactory,
    OrganisationFactory,
    PersonFactory,
    PodcastPageFactory,
    ResourcePageFactory,
    TerritoryFactory,
    ThemeFactory,
)
from tests.factories.blocks import every_block, heading, image, interview, paragraph, quote
from tests.factories.newsletters import RubriqueFactory, rubrique

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]


def entry_of(page: HubPage) -> Entry:
    return project([str(page.uid)]).entries[0]


def test_a_letter_projects_its_numbered_title_and_every_word() -> None:
    standing = RubriqueFactory(name="À l’écoute", tagline="La parole à ceux qui font.")
    page = NewsletterPageFactory(
        number=12, title="L’été", rubriques=[rubrique(paragraph("Le verger."), rubrique=standing)]
    )
    entry = entry_of(page)
    assert entry.title == "Lettre n°\u00a012\u00a0: L’été"
    assert (entry.kind, entry.date, entry.url) == ("lettre", page.date, page.url)
    for words in ("voici l’été", "À l’écoute", "ceux qui font", "Le verger.", "À bientôt"):
        assert words in entry.body


def test_a_letter_gives_its_rubriques_and_speeches_where_the_page_shows_them(
    client: Client,
) -> None:
    person = PersonFactory(name="Anaïs L’Hévéder")
    place = TerritoryFactory(name="Lisieux")
    said = quote("Nous avons appris.", person=person, role="maire", territory=place)
    page = NewsletterPageFactory(rubriques=[rubrique(said, interview(text="Ils s’écoutent."))])
    entry = entry_of(page)
    shown = [part for part in entry.fragments if part.anchor.startswith(("r-", "b-"))]
    shown = [part for part in shown if part.kind != STANDING]
    kinds = ["rubrique", "quote", "question", "answer", "answer"]
    assert [part.kind for part in shown] == kinds
    _, spoken, question, answer, _ = shown
    assert (spoken.person, spoken.role, spoken.territory) == ("Anaïs L’Hévéder", "maire", "Lisieux")
    assert (question.text, answer.text) == ("Qu’est-ce qui a changé\u00a0?", "Ils s’écoutent.")
    assert_anchors_exist(entry, client)


def assert_anchors_exist(entry: Entry, client: Client) -> None:
    """Check that the page has an element for the anchor of each fragment."""
    soup = BeautifulSoup(client.get(entry.url).content, "html.parser")
    ids = {tag["id"] for tag in soup.find_all(id=True)}
    assert {part.anchor for part in entry.fragments if not part.url} - {""} <= ids


def test_every_part_of_every_type_is_where_the_page_shows_it(client: Client) -> None:
    initiative = InitiativePageFactory(
        title="Un verger", body=every_block(), complete=True, territories=[TerritoryFactory()]
    )
    episode = EpisodePageFactory()
    EpisodePerson.objects.create(page=episode, person=PersonFactory())
    EpisodeInitiative.objects.create(page=episode, initiative=initiative)
    event = EventPageFactory(organiser=OrganisationFactory())
    content = every_block(initiative, episode, event)
    pages = [
        initiative,
        episode,
        event,
        NewsletterPageFactory(rubriques=[rubrique(*content, author=PersonFactory())]),
        ResourcePageFactory(),
        PodcastPageFactory(),
    ]
    for page in pages:
        entry = entry_of(page)
        assert_anchors_exist(entry, client)
        words = "\n".join(part.text for part in entry.fragments)
        # Every line is in a part, except the layout of speeches and the text of the image.
        layout = (page.image_alt, "«", "—") if page.image_alt else ("«", "—")
        lines = [line for line in entry.body.split("\n") if not line.startswith(layout)]
        assert not [line for line in lines if line not in words and not line.endswith(":")]


def test_names_and_taglines_of_rubriques_are_standing_texts() -> None:
    standing = RubriqueFactory(name="Au verger…", emoji="📝", tagline="Ce qui se fait.")
    page = NewsletterPageFactory(
        rubriques=[rubrique(paragraph("Le verger."), rubrique=standing, headline="L’été")]
    )
    entry = entry_of(page)
    (part,) = [part for part in entry.fragments if part.kind == "rubrique"]
    assert part.text == "L’été\nLe verger."
    names = [part.text for part in entry.fragments if part.kind == STANDING]
    assert names == ["février 2022", "Au verger…", "Ce qui se fait."]
    assert "📝" not in entry.body


def test_headings_begin_sections_and_long_ones_continue_at_a_block() -> None:
    long = "Une phrase du verger. " * 20
    page = InitiativePageFactory(
        body=[paragraph("Le verger."), heading("La haie"), *[paragraph(long) for _ in range(3)]]
    )
    sections = [part for part in entry_of(page).fragments if part.kind == "section"]
    blocks = [f"b-{child.id}" for child in page.body]
    assert [part.anchor for part in sections] == [blocks[0], blocks[1], blocks[3], blocks[4]]
    assert [part.text.split("\n")[0] for part in sections[:2]] == ["Le verger.", "La haie"]


def test_answers_stored_without_an_id_keep_one_anchor(client: Client) -> None:
    page = InitiativePageFactory(body=[interview()])
    raw = list(page.body.raw_data)
    raw[0]["value"]["answers"] = [item["value"] for item in raw[0]["value"]["answers"]]
    type(page).objects.filter(pk=page.pk).update(body=raw)
    first, again = entry_of(page), entry_of(page)
    assert first.content_hash == again.content_hash
    html = client.get(page.url).content.decode()
    assert f'id="{first.fragments[0].anchor}"' in html


def test_every_block_gives_its_words_and_the_alternatives_of_images() -> None:
    entry = entry_of(InitiativePageFactory(body=every_block(), image_alt="La place au soleil"))
    for words in (
        "Ce qu’il s’est passé",
        "Une soirée à l’école.",
        "À retenir",
        "L’école vue de la place",
        "Un été en images",
        "Le film de l’été",
        "Bienvenue à l’école",
        "arbres plantés à l’automne",
        "L’EPCI",
        "Une demi-journée",
        "Un verger partagé",
        "Une journée d’été entre pairs",
        "La délibération d’été",
        "Un site ami",
        "La place au soleil",
    ):
        assert words in entry.body


def test_a_decorative_image_says_nothing() -> None:
    page = InitiativePageFactory(image_alt="Un motif", body=[image(caption="L’école")])
    type(page).objects.filter(pk=page.pk).update(image_is_decorative=True)
    assert "Un motif" not in entry_of(page).body


def test_a_complete_initiative_gives_its_parts_steps_and_rows(client: Client) -> None:
    page = InitiativePageFactory(complete=True)
    entry = entry_of(page)
    parts = {part.anchor: part.text for part in entry.fragments if part.kind == "part"}
    assert parts["freins"] == "L’été 2022 a séché la moitié des plants."
    assert parts["resultats"] == "arbres plantés\u00a0: 120, 2022"
    steps = [part.text for part in entry.fragments if part.kind == "step"]
    assert steps == ["Écouter l’école\nseptembre 2021", "Planter à l’automne\nAvec les élèves."]
    for words in ("Élisée-Reclus", "Département de l’Été", "30\u202f000", "Délibération du 3 mars"):
        assert words.replace("\u202f", "\u00a0") in entry.body.replace("\u202f", "\u00a0")
    html = client.get(page.url).content.decode()
    for part in entry.fragments:
        assert f'id="{part.anchor}"' in html
    assert entry.filters["phase"] == ("mise-en-oeuvre",)


def test_an_episode_gives_the_second_at_which_something_is_said(client: Client) -> None:
    episode = EpisodePageFactory()
    EpisodePerson.objects.create(page=episode, person=PersonFactory(name="Zoé d’Été"))
    initiative = InitiativePageFactory(title="Le verger partagé")
    EpisodeInitiative.objects.create(page=episode, initiative=initiative)
    entry = entry_of(episode)
    cues = [part for part in entry.fragments if part.kind == "cue"]
    assert [(part.anchor, part.start, part.person) for part in cues] == [
        ("t-0", 0, "Zoé d’Été"),
        ("t-1", 1, "Anaïs L’Hévéder"),
    ]
    assert cues[1].text == "Nous y plantons un verger."
    for words in ("Bienvenue à l’école.", "L’accueil", "Zoé d’Été", "Le verger partagé"):
        assert words in entry.body
    html = client.get(episode.url).content.decode()
    assert all(f'id="{part.anchor}"' in html for part in cues)


def test_sentences_of_one_voice_are_grouped_in_passages() -> None:
    cues = [Cue(second, second + 1, "Zoé", "x" * 100) for second in range(7)] + [
        Cue(7, 8, "Ali", "Oui.")
    ]
    passages = cue_passages(cues)
    assert [(one.person, one.start, len(one.text)) for one in passages] == [
        ("Zoé", 0, 302),
        ("Zoé", 3, 302),
        ("Zoé", 6, 100),
        ("Ali", 7, 4),
    ]
    # The offset of each cue in the text, and its second.
    assert passages[0].cues == ((0, 0), (101, 1), (202, 2))


def test_offsets_of_cues_are_those_of_the_indexed_text() -> None:
    # « e » with a combining accent: the index holds composed characters.
    episode = EpisodePageFactory(
        transcript="WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<v Zoé>L\u2019e\u0301te\u0301.\n\n"
        "00:00:02.900 --> 00:00:03.000\n<v Zoé>Un verger.\n"
    )
    entry = entry_of(episode)
    (cue,) = [part for part in entry.fragments if part.kind == "cue"]
    assert cue.cues == ((0, 1), (7, 2))
    stored = Rows.of(entry).text["fragments"][-1]["text"]
    assert stored[7:] == "Un verger."


def test_an_event_gives_when_where_and_by_whom() -> None:
    page = EventPageFactory(
        start_date=datetime.date(2022, 3, 7), organiser=OrganisationFactory(name="L’agence d’été")
    )
    entry = entry_of(page)
    for words in ("7 mars 2022", "Saint-Éloi-l’Étang", "L’agence d’été", "pour s’écouter"):
        assert words in entry.body
    assert entry.filters["annee"] == ("2022",)


def test_a_resource_and_a_show_give_their_words() -> None:
    assert "à l’usage des agents" in entry_of(ResourcePageFactory()).body
    show = PodcastPageFactory(owner_email="flux@example.org", author="L’atelier")
    assert "L’atelier" in entry_of(show).body
    assert "flux@" not in entry_of(show).body


def test_themes_come_with_synonyms_and_parents() -> None:
    parent = ThemeFactory(name="Transition", synonyms="TE")
    theme = ThemeFactory(name="Énergie", synonyms="sobriété\nENR", parent=parent)
    entry = entry_of(ResourcePageFactory(themes=[theme]))
    assert entry.themes == ("Énergie", "sobriété", "ENR", "Transition", "TE")
    assert entry.filters["theme"] == (theme.slug, parent.slug)


def test_territories_come_with_all_that_contains_them() -> None:
    region = TerritoryFactory(region=True, name="Normandie")
    calvados = TerritoryFactory(departement=True, name="Calvados", parent=region)
    group = TerritoryFactory(
        kind=TerritoryKind.EPCI, code="200096999", name="Lisieux Normandie", parent=calvados
    )
    lisieux = TerritoryFactory(name="Lisieux", parent=group, population=20_000)
    entry = entry_of(ResourcePageFactory(territories=[lisieux]))
    assert entry.territories == ("Lisieux", "Lisieux Normandie", "Calvados", "Normandie")
    assert entry.filters["territoire"] == (lisieux.path, group.path, calvados.path, region.path)
    assert entry.filters["lieu"] == (lisieux.path,)
    assert entry.filters["nature"] == ("commune",)
    assert entry.filters["departement"] == (calvados.path,)
    assert entry.filters["region"] == (region.path,)
    assert entry.filters["strate"] == ("20000-50000",)


def test_addresses_are_left_out() -> None:
    person = PersonFactory(name="Anaïs", email="anais@example.org", email_is_public=True)
    text = 'Écrivez à <a href="mailto:zoe@example.org">Zoé</a>, <a href="https://a.fr/b">ici</a>.'
    page = NewsletterPageFactory(rubriques=[rubrique(paragraph(text), author=person)])
    entry = entry_of(page)
    everything = entry.body + "".join(part.text for part in entry.fragments)
    assert "@" not in everything
    assert "a.fr" not in everything
    assert "Écrivez à Zoé" in entry.body
    assert "Anaïs" in entry.body


def test_the_hash_follows_the_content_and_the_version_the_time() -> None:
    page = ResourcePageFactory()
    first, again = entry_of(page), entry_of(page)
    assert first.content_hash == again.content_hash
    assert first.version < again.version
    page.author = "Quelqu’un d’autre"
    page.save()
    assert entry_of(page).content_hash != first.content_hash


def test_a_page_that_fails_does_not_block_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    letter, resource = NewsletterPageFactory(), ResourcePageFactory()

    def fail(self: NewsletterPage, story: StreamValue) -> None:
        raise ValueError("bloc inconnu")

    monkeypatch.setattr(NewsletterPage, "search_projection", fail)
    projected = project([str(letter.uid), str(resource.uid)])
    assert [entry.uid for entry in projected.entries] == [str(resource.uid)]
    assert projected.failed == {str(letter.uid): "ValueError: bloc inconnu"}
    assert projected.deleted == []


def test_a_type_without_a_projection_is_a_check_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(NewsletterPage, "search_projection", HubPage.search_projection)
    assert "hub.E008" in [error.id for error in page_errors(NewsletterPage)]


def rich_pages(count: int) -> list[HubPage]:
    """Make pages of each type that point at different things."""
    region = TerritoryFactory(region=True)
    pages = []
    for _ in range(count):
        place = TerritoryFactory(parent=TerritoryFactory(departement=True, parent=region))
        theme = ThemeFactory(parent=ThemeFactory())
        shared = {"themes": [theme], "territories": [place]}
        initiative = InitiativePageFactory(body=every_block(), complete=True, **shared)
        episode = EpisodePageFactory(**shared)
        EpisodeInitiative.objects.create(page=episode, initiative=initiative)
        pages += [
            initiative,
            episode,
            NewsletterPageFactory(
                **shared, rubriques=[rubrique(*every_block(initiative, episode))]
            ),
            EventPageFactory(organiser=OrganisationFactory(), **shared),
            ResourcePageFactory(**shared),
        ]
    return pages


def test_thirty_pages_cost_as_many_queries_as_three() -> None:
    pages = rich_pages(6)
    counts = []
    for chosen in (pages[:5], pages):
        uids = [str(page.uid) for page in chosen]
        project(uids)
        with CaptureQueriesContext(connection) as queries:
            assert len(project(uids).entries) == len(uids)
        counts.append(len(queries))
    assert counts[0] == counts[1]

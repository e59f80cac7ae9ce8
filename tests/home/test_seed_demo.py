import io
import re

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.test import TestCase
from wagtail.models import Page

from hub.agenda.models import EventPage
from hub.core.models import HubImage, HubPage
from hub.core.publication import blocking_findings
from hub.newsletters.models import NewsletterIndexPage, NewsletterPage
from hub.people.models import Person
from hub.territories.models import Territory
from inspiration.models import InitiativePage, ResourcePage
from podcasts.models import EpisodePage, PodcastPage
from podcasts.models.shows import artwork_problem
from podcasts.timed_text import scan

LETTER_INITIATIVES = {
    "lil-o",
    "besancon-residences-autonomie",
    "saone-et-loire-vulgariser-les-lois",
    "lisieux-filature-des-possibles",
}
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[a-z]{2,}")
MAX_IMAGE_BYTES = 60_000
CONVERSATION = "exemple-deux-voix-calculees"


def seed(*arguments: str) -> str:
    output = io.StringIO()
    call_command("seed_demo", *arguments, stdout=output)
    return output.getvalue()


class SeededSite(TestCase):
    """Seeds the demo once for all tests; each test runs in its own transaction."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.output = seed()

    def test_content_is_all_there_and_published(self) -> None:
        counts = {
            NewsletterPage: 3,
            InitiativePage: 11,
            PodcastPage: 1,
            EpisodePage: 5,
            EventPage: 14,
            ResourcePage: 2,
        }
        for model, count in counts.items():
            assert model.objects.live().count() == count, model
        waiting = HubPage.objects.filter(live=False) | HubPage.objects.filter(
            has_unpublished_changes=True
        )
        assert list(waiting) == []
        assert "11 initiatives" in self.output
        assert "3 lettres" in self.output

    def test_initiatives_of_the_letter_come_first(self) -> None:
        latest = InitiativePage.objects.order_by("-pk").values_list("slug", flat=True)[:4]
        assert set(latest) == LETTER_INITIATIVES

    def test_pages_have_what_publication_asks_for(self) -> None:
        for page in HubPage.objects.specific():
            assert blocking_findings(page) == [], page
            assert page.summary, page
            page.full_clean()

    def test_an_example_initiative_is_complete(self) -> None:
        page = InitiativePage.objects.get(slug="exemple-jardin-nourricier")
        assert page.completeness.is_complete, page.completeness.missing

    def test_fictional_content_says_so(self) -> None:
        for page in InitiativePage.objects.exclude(slug__in=LETTER_INITIATIVES):
            if "Villexemple" in [territory.name for territory in page.territories]:
                assert page.title.startswith("Exemple\u00a0:")
                assert page.summary.startswith("Exemple\u00a0:")
        for event in EventPage.objects.exclude(start_date=None):
            assert event.update_note.startswith("Exemple\u00a0:"), event

    def test_letter_links_its_initiatives_people_and_territories(self) -> None:
        letter = NewsletterPage.objects.get(number=3)
        assert [block.value["rubrique"].slug for block in letter.rubriques] == [
            "edito",
            "en-theorie",
            "en-pratique",
            "nouvelles-des-territoires",
            "en-chantier",
            "a-suivre",
            "inspiration",
        ]
        blocks = [inner for block in letter.rubriques for inner in block.value["content"]]
        linked = {block.value["page"].slug for block in blocks if block.block_type == "initiative"}
        assert linked == LETTER_INITIATIVES
        assert [b.value["page"].slug for b in blocks if b.block_type == "event"] == [
            "journees-entre-pairs",
            "journee-agora",
        ]
        answers = [
            answer
            for block in blocks
            if block.block_type == "interview"
            for answer in block.value["answers"]
        ]
        assert [answer["territory"].name for answer in answers] == [
            "Reugny",
            "Saint-Jean-de-Braye",
            "Beauvais",
            "CU d’Arras",
        ]
        assert all(answer["person"] for answer in answers)
        assert Person.objects.count() == len({person.name for person in Person.objects.all()})

    def test_transcripts_and_chapters_fit_in_the_sound(self) -> None:
        for episode in EpisodePage.objects.all():
            assert episode.duration >= 8, episode
            assert len(episode.cues) >= 5, episode
            assert all(cue.voice for cue in episode.cues), episode
            assert max(cue.start for cue in episode.cues) < episode.duration
            starts = [chapter.start for chapter in episode.chapters.all()]
            assert len(starts) >= 3
            assert starts == sorted(starts)
            assert starts[-1] < episode.duration
            assert episode.initiatives.exists()
            assert episode.audio_length == episode.audio.file.size

    def test_one_episode_lasts_two_minutes_with_two_voices(self) -> None:
        episode = EpisodePage.objects.get(slug=CONVERSATION)
        assert 120 < episode.duration < 180
        assert {cue.voice for cue in episode.cues} == {"Camille Exemple", "Alix Specimen"}
        assert episode.cues[0].text.startswith("Exemple")
        starts = [chapter.start for chapter in episode.chapters.all()]
        # Each chapter opens on a cue, whose anchor is its whole second.
        assert set(starts) <= {raw.start for raw in scan(episode.transcript).cues}
        show = episode.get_parent().specific
        assert show.owner_email.endswith("@example.org")

    def test_images_are_light_and_the_artwork_follows_the_rule(self) -> None:
        for image in HubImage.objects.all():
            assert image.file.size <= MAX_IMAGE_BYTES, image
        assert artwork_problem(PodcastPage.objects.get().image) == ""

    def test_pilot_territories_are_those_that_the_letter_names(self) -> None:
        pilots = Territory.objects.in_programme().values_list("code", flat=True)
        assert set(pilots) == {"200033579", "37194", "45284", "60057"}
        reugny = Territory.objects.get(code="37194")
        assert reugny.parent.parent.name == "Centre-Val de Loire"

    def test_public_pages_answer_and_show_no_address(self) -> None:
        for page in Page.objects.live().filter(depth__gt=1):
            response = self.client.get(page.url)
            assert response.status_code == 200, page.url
            assert ADDRESS.findall(response.content.decode()) == [], page.url

    def test_home_page_has_words_and_featured_initiatives(self) -> None:
        response = self.client.get("/")
        assert "Lil’Ô" in response.content.decode()
        assert len(response.context["initiatives"]) == 4
        assert response.context["latest_letter"].number == 3
        assert response.context["page"].tagline

    def test_second_seeding_is_refused_and_changes_nothing(self) -> None:
        with pytest.raises(CommandError, match="a déjà des pages"):
            seed()
        assert HubPage.objects.count() == 36

    def test_if_empty_stays_silent_on_a_site_that_has_pages(self) -> None:
        assert seed("--if-empty") == ""

    def test_force_repairs_the_demo_and_leaves_edited_pages_alone(self) -> None:
        editor = get_user_model().objects.create_user("editrice")
        page = InitiativePage.objects.get(slug="lil-o")
        page.title = "Titre d’une éditrice"
        page.save_revision(user=editor).publish()
        InitiativePage.objects.get(slug="exemple-recyclerie").delete()
        own = InitiativePage(
            title="À elle", slug="a-elle", body=[("heading", "Le sien")], live=False
        )
        page.get_parent().add_child(instance=own)

        seed("--force")

        assert InitiativePage.objects.get(slug="lil-o").title == "Titre d’une éditrice"
        assert InitiativePage.objects.live().filter(slug="exemple-recyclerie").exists()
        assert InitiativePage.objects.filter(slug="a-elle").exists()
        assert HubPage.objects.count() == 37
        assert HubImage.objects.count() == len({image.title for image in HubImage.objects.all()})

    def test_force_stops_before_a_letter_of_another_origin(self) -> None:
        NewsletterPage.objects.get(number=3).delete()
        index = NewsletterIndexPage.objects.get()
        index.add_child(
            instance=NewsletterPage(
                title="La vraie lettre", number=3, date="2022-02-15", intro="<p>Bonjour</p>"
            )
        )
        events = EventPage.objects.get(slug="journee-agora").latest_revision_id
        with pytest.raises(CommandError, match="Rien n’a été créé"):
            seed("--force")
        assert NewsletterPage.objects.get(number=3).title == "La vraie lettre"
        assert EventPage.objects.get(slug="journee-agora").latest_revision_id == events

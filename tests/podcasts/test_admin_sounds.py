"""The form of an episode: metadata of the chosen sound, timecodes."""

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from podcasts.categories import APPLE_CATEGORIES
from podcasts.models import EpisodeChapter, EpisodePage, PodcastPage
from tests.factories import MediaFactory
from tests.factories.site_tree import SiteTree


def test_sound_says_its_size_type_and_length(editor_client: Client) -> None:
    sound = MediaFactory()
    facts = editor_client.get(reverse("sound_facts", args=[sound.pk])).json()
    assert facts["audio_length"] == str(sound.byte_length)
    assert facts["audio_type"] == sound.mime_type
    assert facts["duration"].count(":") == 1


def test_sound_is_for_the_admin_only(client: Client, site_tree: SiteTree) -> None:
    assert client.get(reverse("sound_facts", args=[1])).status_code == 302


@pytest.mark.parametrize(("model", "name"), [(EpisodeChapter, "start"), (EpisodePage, "duration")])
def test_moments_are_written_as_timecodes(model: type[Model], name: str) -> None:
    field = model._meta.get_field(name).formfield()
    assert field.clean("12:34") == 754
    assert field.prepare_value(754) == "12:34"
    assert model._meta.get_field(name).deconstruct()[1] == ("django.db.models.PositiveIntegerField")


@pytest.mark.django_db
def test_categories_stand_under_the_one_they_belong_to() -> None:
    for group, choices in APPLE_CATEGORIES:
        assert len({value.split(" > ")[0] for value, _ in choices}) == 1, group
    show = PodcastPage(category="Society & Culture > Documentary")
    assert show.get_category_display() == "Société et culture\u00a0: documentaire"

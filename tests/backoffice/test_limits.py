"""Texts over the maximum length: same message as the counter, text shown in full."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail import blocks

from hub.agenda.models import EventPage
from tests.factories import EventPageFactory
from tests.form_data import edit_form_data


def test_page_form_says_how_much_is_too_long_and_keeps_the_text(superuser_client: Client) -> None:
    event = EventPageFactory()
    url = reverse("wagtailadmin_pages:edit", args=[event.pk])
    text = "é" * 314 + "."
    data = {**edit_form_data(superuser_client, event), "summary": text}
    response = superuser_client.post(url, data)
    assert response.context["form"].errors["summary"] == [
        "35 signes de trop\u00a0: 280 au plus, 315 écrits."
    ]
    assert text in response.text


@pytest.mark.django_db
def test_model_gives_the_same_error() -> None:
    with pytest.raises(ValidationError, match="1 signe de trop"):
        EventPage(place="a" * 256).clean_fields(
            exclude={f.name for f in EventPage._meta.fields if f.name != "place"}
        )


def test_block_gives_the_same_error() -> None:
    with pytest.raises(ValidationError, match="2 signes de trop"):
        blocks.CharBlock(max_length=160).clean("a" * 162)

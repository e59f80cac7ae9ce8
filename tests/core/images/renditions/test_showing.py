from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from pytest_django import DjangoAssertNumQueries

from hub.core.images.renditions.showing import picture
from tests.factories import ImageFactory

pytestmark = pytest.mark.django_db


def soup_of(**variables: Any) -> BeautifulSoup:
    return BeautifulSoup(render_to_string("components/picture.html", variables), "html.parser")


def test_lighter_formats_come_first_and_jpeg_is_for_everybody() -> None:
    soup = soup_of(image=ImageFactory(ready=True, pixels=(1400, 900)), use="card", alt="Un arbre")

    assert [source["type"] for source in soup("source")] == ["image/avif", "image/webp"]
    image = soup.img
    assert image["src"].endswith(".jpg")
    assert (image["width"], image["height"]) == ("480", "320")
    assert image["loading"] == "lazy"
    assert [part.split()[1] for part in image["srcset"].split(", ")] == ["480w", "960w"]


def test_the_first_image_of_a_page_does_not_wait() -> None:
    image = soup_of(image=ImageFactory(ready=True), use="wide", alt="", eager=True).img

    assert image["fetchpriority"] == "high"
    assert "loading" not in image.attrs
    assert image["alt"] == ""


def test_a_small_original_is_not_said_twice() -> None:
    shown = picture(ImageFactory(ready=True, pixels=(320, 200)), "wide")

    assert shown.srcset.count("w") - shown.srcset.count("width") == 1


def test_an_image_that_is_not_ready_says_what_it_will_show_and_makes_nothing() -> None:
    image = ImageFactory()

    assert picture(image, "card") is None
    assert "Un arbre" in soup_of(image=image, use="card", alt="Un arbre").get_text()
    assert soup_of(image=image, use="card", alt="").get_text(strip=True) == ""
    assert not image.renditions.exists()


def test_prefetched_renditions_cost_no_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    image = ImageFactory(ready=True)
    image = type(image).objects.prefetch_related("renditions").get(pk=image.pk)

    with django_assert_num_queries(0):
        assert picture(image, "square").src

"""Alternative texts are never file names or titles; titles are derived from file names."""

import pytest

from hub.core.images.alternatives import clean_alternative, is_file_name
from hub.core.images.file_titles import readable_title
from hub.core.models import HubImage


@pytest.mark.parametrize(
    "name",
    ["jardin.jpg", "Plan masse v2.PNG", "IMG_2034", "image001", "DSC-0042", "20240512_101530",
     "PXL_20240512", "Capture 3", "1200x630", "photo.heic"],
)  # fmt: skip
def test_names_of_files_are_no_alternatives(name: str) -> None:
    assert is_file_name(name)
    assert clean_alternative(name) == ""
    assert HubImage(collection_id=1, title="x", description=name).default_alt_text == ""


@pytest.mark.parametrize(
    "text",
    ["Des semis sous une serre", "12 habitants devant la mairie", "Image d’une rue", "Scan du plan",
     "Photo 3 : la place", "La place", "2 rues"],
)  # fmt: skip
def test_words_about_an_image_are_kept(text: str) -> None:
    assert not is_file_name(text)
    assert HubImage(collection_id=1, title="x", description=text).default_alt_text == text


def test_a_title_is_never_the_alternative() -> None:
    assert HubImage(collection_id=1, title="Jardin partagé").default_alt_text == ""


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("jardin-partage_v2.jpg", "jardin partage v2"),
        ("IMG_2034.JPG", "IMG_2034"),
        ("DSC-0042.jpeg", "DSC-0042"),
        ("Saint-Éloi la_place.png", "Saint-Éloi la place"),
        ("plan%20masse.pdf", "plan masse"),
        ("version 1.2 finale.docx", "version 1.2 finale"),
        ("sans extension", "sans extension"),
        ("__.png", "__"),
        ("100 % local.mp3", "100 % local"),
    ],
)
def test_titles_are_readable(name: str, title: str) -> None:
    assert readable_title(name) == title

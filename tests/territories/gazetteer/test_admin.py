"""Official territories in the admin: read only, not deletable, listed by use."""

from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.models import Revision

from hub.territories.gazetteer.loading import load
from hub.territories.models import Territory
from tests.backoffice.snippet_forms import form_values
from tests.factories import InitiativePageFactory, TerritoryFactory
from tests.factories.site_tree import SiteTree
from tests.territories.gazetteer.editions import changed, read
from tests.territories.gazetteer.test_loading import MERGED

pytestmark = pytest.mark.django_db


def address(action: str, *args: object) -> str:
    return reverse(Territory.snippet_viewset.get_url_name(action), args=args)


def official(tmp_path: Path) -> Territory:
    load(read(tmp_path))
    return Territory.objects.get(code="96A01")


def listed(answer: HttpResponse) -> list[str]:
    return [row.name for row in answer.context["object_list"]]


def test_official_fields_are_shown_and_cannot_be_posted(
    superuser_client: Client, site_tree: SiteTree, tmp_path: Path
) -> None:
    territory = official(tmp_path)
    form = superuser_client.get(address("edit", territory.pk))
    assert form.content.decode().count("Vient du code officiel géographique, édition") == 8
    values = form_values(form)
    values |= {"name": ["Autre"], "kind": ["region"], "code": ["96999"], "parent": [""]}
    values |= {"population": ["1"], "latitude": ["1"], "presentation": ["Une présentation."]}
    answer = superuser_client.post(address("edit", territory.pk), values)
    assert answer.status_code == 302
    saved = Territory.objects.get(pk=territory.pk)
    assert saved.presentation == "Une présentation."
    for name in ("name", "kind", "code", "slug", "parent", "population", "latitude", "edition"):
        assert getattr(saved, name) == getattr(territory, name)
    assert saved.containers.count() == 3


def test_territory_added_by_hand_stays_editable(
    superuser_client: Client, site_tree: SiteTree
) -> None:
    territory = TerritoryFactory()
    form = superuser_client.get(address("edit", territory.pk))
    assert "Vient du code officiel" not in form.content.decode()
    superuser_client.post(address("edit", territory.pk), form_values(form) | {"name": ["Autre"]})
    assert Territory.objects.get(pk=territory.pk).name == "Autre"


def test_former_version_brings_back_the_editors_fields_only(tmp_path: Path) -> None:
    mine = TerritoryFactory(name="Vieux nom", code="96A01", presentation="Avant.")
    revision = mine.save_revision()
    territory = official(tmp_path)
    former = Revision.objects.get(pk=revision.pk).as_object()
    assert former.presentation == "Avant."
    assert (former.name, former.edition, former.slug) == ("Saint-Éloi", "2026", "saint-eloi")
    assert former.parent == territory.parent


@pytest.mark.parametrize("action", ["delete", "replace"])
def test_official_territory_is_not_deleted(
    superuser_client: Client, site_tree: SiteTree, tmp_path: Path, action: str
) -> None:
    territory = official(tmp_path)
    for method in (superuser_client.get, superuser_client.post):
        answer = method(address(action, territory.pk), follow=True)
        assert "vient du code officiel géographique" in answer.content.decode()
    assert Territory.objects.filter(pk=territory.pk).exists()


def test_official_territory_is_not_deleted_with_others(
    superuser_client: Client, site_tree: SiteTree, tmp_path: Path
) -> None:
    pks = [official(tmp_path).pk, TerritoryFactory().pk]
    url = reverse("wagtail_bulk_action", args=["territories", "territory", "delete"])
    chosen = "&".join(f"id={pk}" for pk in pks)
    answer = superuser_client.post(f"{url}?{chosen}", follow=True)
    assert "vient du code officiel géographique" in answer.content.decode()
    assert Territory.objects.filter(pk__in=pks).count() == 2


def test_list_opens_with_pilots_then_territories_with_content(
    superuser_client: Client, site_tree: SiteTree, tmp_path: Path
) -> None:
    official(tmp_path)
    Territory.objects.filter(code="98003").update(in_programme=True)
    InitiativePageFactory(territories=[Territory.objects.get(code="98002")])
    names = listed(superuser_client.get(address("list")))
    assert names[:2] == ["Île-Seule", "Bois-Noir"]


def test_list_filters_content_gone_and_added_by_hand(
    superuser_client: Client, site_tree: SiteTree, tmp_path: Path
) -> None:
    official(tmp_path)
    load(read(tmp_path, MERGED, "2027"))
    InitiativePageFactory(territories=[Territory.objects.get(code="98002")])
    mine = TerritoryFactory(name="Hameau")
    found = {
        state: superuser_client.get(address("list"), {"state": state})
        for state in ("contenu", "disparus", "a-la-main")
    }
    assert listed(found["contenu"]) == ["Bois-Noir"]
    assert listed(found["disparus"]) == ["Vieux-Bourg"]
    assert "Remplacé par Saint-Éloi (96) en 2027" in found["disparus"].content.decode()
    assert mine.name in listed(found["a-la-main"])
    assert "Saint-Éloi" not in listed(found["a-la-main"])


def test_former_addresses_lead_to_the_current_page(
    client: Client, site_tree: SiteTree, tmp_path: Path
) -> None:
    official(tmp_path)
    InitiativePageFactory(territories=[Territory.objects.get(code="96A02")])
    load(read(tmp_path, MERGED, "2027"))
    for former in ("96A02-vieux-bourg", "96901-l-etang", "96A01-autre"):
        answer = client.get(f"/territoires/{former}/?theme=eau")
        assert answer.url == "/territoires/96A01-saint-eloi/?theme=eau", former
    assert client.get("/territoires/96A02-vieux-bourg.rss").url.startswith(
        "/territoires/96A01-saint-eloi.rss"
    )
    page = client.get("/territoires/96A01-saint-eloi/")
    assert page.status_code == 200
    index = client.get("/territoires/").content.decode()
    assert "96A01-saint-eloi" in index
    assert "96A02-vieux-bourg" not in index


def test_renamed_territory_redirects(client: Client, site_tree: SiteTree, tmp_path: Path) -> None:
    InitiativePageFactory(territories=[official(tmp_path)])
    load(read(tmp_path, changed("96A01", name="Éloi-la-Neuve"), "2027"))
    answer = client.get("/territoires/96A01-saint-eloi/")
    assert answer.url == "/territoires/96A01-eloi-la-neuve/"

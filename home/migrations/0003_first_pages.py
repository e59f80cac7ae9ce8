"""The pages that every hub has, at the addresses that stay."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import migrations
from django.utils import timezone

HOME_PATH = "00010001"
DEFAULT_PORTS = {"http": 80, "https": 443}

# (app, model, slug, title, in the menu, live): free pages wait as drafts until they are written.
CHILDREN = [
    ("newsletters", "NewsletterIndexPage", "lettres", "Lettres", True, True),
    ("inspiration", "InitiativeIndexPage", "inspiration", "Inspiration", True, True),
    ("podcasts", "PodcastIndexPage", "podcasts", "Podcasts", True, True),
    ("agenda", "AgendaPage", "agenda", "Agenda", True, True),
    ("inspiration", "ResourceIndexPage", "ressources", "Ressources", True, True),
    ("home", "ThemeIndexPage", "themes", "Thèmes", True, True),
    ("home", "TerritoryIndexPage", "territoires", "Territoires", True, True),
    ("home", "FreePage", "a-propos", "À propos", False, False),
    ("home", "FreePage", "accessibilite", "Accessibilité", False, False),
    ("home", "FreePage", "donnees-personnelles", "Données personnelles", False, False),
    ("home", "FreePage", "mentions-legales", "Mentions légales", False, False),
]


def add_pages(apps, schema_editor):
    page_model = apps.get_model("wagtailcore", "Page")
    site_model = apps.get_model("wagtailcore", "Site")
    welcome = page_model.objects.filter(depth=2)
    if welcome.exclude(path=HOME_PATH).exists() or welcome.exclude(slug="home").exists():
        return  # not a fresh site: its pages are somebody's work
    site_model.objects.all().delete()
    welcome.delete()
    page_model.objects.filter(depth=1).update(numchild=1)
    home = create(
        apps,
        ("home", "HomePage"),
        path=HOME_PATH,
        depth=2,
        numchild=len(CHILDREN),
        title="Territoires pilotes",
        slug="home",
        url_path="/home/",
        live=True,
    )
    for order, (app, model, slug, title, in_menu, live) in enumerate(CHILDREN, start=1):
        create(
            apps,
            (app, model),
            path=f"{HOME_PATH}{order_to_step(order)}",
            depth=3,
            title=title,
            slug=slug,
            url_path=f"/home/{slug}/",
            show_in_menus=in_menu,
            live=live,
        )
    address = urlsplit(settings.BASE_URL)
    site_model.objects.create(
        hostname=address.hostname,
        port=address.port or DEFAULT_PORTS[address.scheme],
        root_page_id=home.pk,
        is_default_site=True,
    )


def order_to_step(order):
    """One level of a treebeard path: four digits in base 36."""
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return f"000{digits[order]}"


def create(apps, model_path, *, live, **fields):
    """Create a page with a historical model, which has none of Wagtail's methods."""
    model = apps.get_model(*model_path)
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=model_path[0], model=model_path[1].lower()
    )
    now = timezone.now()
    return model.objects.create(
        content_type=content_type,
        locale=apps.get_model("wagtailcore", "Locale").objects.get(),
        draft_title=fields["title"],
        live=live,
        has_unpublished_changes=not live,
        first_published_at=now if live else None,
        last_published_at=now if live else None,
        **fields,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0002_initial"),
        ("agenda", "0002_initial"),
        ("inspiration", "0001_initial"),
        ("newsletters", "0001_initial"),
        ("podcasts", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]
    operations = [migrations.RunPython(add_pages, migrations.RunPython.noop)]

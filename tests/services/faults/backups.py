"""A backup older than the index of Elasticsearch: the pages made since then are found no more."""

from collections.abc import Iterator
from contextlib import contextmanager
from secrets import token_hex
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from tests.services.elasticsearch.nodes import throwaway
from tests.services.faults.cases import Case, Place, Seen, readers, statuses
from tests.services.production.visitors import Visitor
from tests.services.production.waiting import wait_until

# Publishes a copy of a page, with a word of its own in its title; run by `manage.py shell`.
PUBLISH = """
from inspiration.models import ResourcePage
page = ResourcePage.objects.live().first()
page.copy(update_attrs={{"title": "Depuis {word}", "slug": "{word}"}})
"""


@contextmanager
def empty_database(place: Place) -> Iterator[str]:
    """Create a second database on the server of the site; yield its URL, delete it at the end."""
    url = place.site.variables["DATABASE_URL"]
    name = f"restored_{token_hex(4)}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(
                sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
            )


def found(place: Place, word: str) -> int:
    """Return the number of results of a search."""
    with Visitor(place.site) as visitor:
        return len(visitor.page(f"/recherche/?q={word}").select("main article"))


def restore_older(place: Place) -> Seen:
    """Back up, publish, restore elsewhere with the same index, and search for what is gone."""
    word = f"neuf{token_hex(4)}"
    archive = place.site.folder / f"{word}.zip"
    media = place.site.folder / f"media-{word}"
    media.mkdir()
    with throwaway() as cluster, place.with_settings(ELASTICSEARCH_URL=cluster.urls):
        place.site.manage("search_rebuild")
        place.site.manage("backup", str(archive))
        place.site.manage("shell", "--no-imports", "--command", PUBLISH.format(word=word))
        wait_until(lambda: found(place, word) == 1)
        with empty_database(place) as database:
            restored = {"DATABASE_URL": database, "MEDIA_ROOT": str(media)}
            former = {name: place.site.variables[name] for name in restored}
            place.site.variables.update(restored)
            try:
                place.site.manage("restore", str(archive))
            finally:
                place.site.variables.update(former)
            with place.with_settings(**restored), readers(place.site) as seen:
                newer, others = found(place, word), found(place, "jardin")
                place.site.manage("search_check")
    archive.unlink()
    well = newer == 0 and others > 0 and set(seen) == {200}
    return Seen(f"{newer} newer, {others} others, no drift; {statuses(seen)}", well)


CASES = [
    Case(
        "backup older than the index of Elasticsearch",
        "nothing newer is found, the rest is, search_check is clean",
        restore_older,
    )
]

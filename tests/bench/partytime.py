"""Read a feed that has every field with podcast-partytime (npm), and compare.

    python -m tests.bench.partytime

Needs Node and npm; the package is installed once, in var/partytime/. Prints the fields that are
read otherwise than they are written, and their number, which is the exit status.
"""

# First: it sets Django up for what follows.
from tests.bench.database import bench_database  # isort: skip

import json
import logging
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, time
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from django.test import Client

from podcasts.models import EpisodeChapter, EpisodePerson, PodcastPage
from tests.factories import EpisodePageFactory, PersonFactory, PodcastPageFactory, TerritoryFactory
from tests.podcasts.feed_reading import Node, channel_of, feed_path

PACKAGE = "podcast-partytime@5.0.0"
FOLDER = Path(__file__).resolve().parents[2] / "var" / "partytime"
PARSE = """
import { readFileSync } from "node:fs";
import { parseFeed } from "podcast-partytime";
console.log(JSON.stringify(parseFeed(readFileSync(0, "utf8"))));
"""
# What it writes for the registered type of SRT files.
SRT = {"application/x-subrip": "application/srt"}

Reading = Callable[[Node], Any]


def text(path: str, convert: Callable[[str], Any] = str) -> Reading:
    """Return a function that reads the text at a path; None without the element."""
    return lambda node: next((convert(found) for found in node.texts(path)), None)


def rows(path: str, *names: str) -> Reading:
    """Return a function that reads attributes of the elements at a path; None without any."""
    return lambda node: [[row.attributes.get(n) for n in names] for row in node.all(path)] or None


def instant(date: str) -> str:
    return f"{parsedate_to_datetime(date).astimezone(UTC):%Y-%m-%dT%H:%M:%S}.000Z"


def is_yes(word: str) -> bool:
    return word in ("yes", "true")


def transcripts(node: Node) -> list[list[Any]] | None:
    read = rows("podcast:transcript", "url", "type", "language")(node)
    return read and [[url, SRT.get(kind, kind), language] for url, kind, language in read]


def people(node: Node) -> list[list[Any]] | None:
    found = node.all("podcast:person")
    return [
        [one.element.text, (one.attributes["role"]).lower(), one.attributes["group"].lower()]
        for one in found
    ] or None


def attributes(key: str, *names: str) -> Callable[[dict], Any]:
    """Return a function that reads one object of the result, or a list, as rows of values."""

    def read(found: dict) -> Any:
        value = found.get(key)
        values = value if isinstance(value, list) else [value] if value else []
        return [[row.get(name) for name in names] for row in values] or None

    return read


def read_people(found: dict) -> Any:
    people = attributes("podcastPeople", "name", "role", "group")(found)
    return people and [[name, role.lower(), group.lower()] for name, role, group in people]


def value(key: str) -> Callable[[dict], Any]:
    return lambda found: found.get(key)


# Name of a field: how it is read from the XML, and from the result of the other parser.
CHANNEL: dict[str, tuple[Reading, Callable[[dict], Any]]] = {
    "title": (text("title"), value("title")),
    "description": (text("description"), value("description")),
    "link": (text("link"), value("link")),
    "language": (text("language"), value("language")),
    "copyright": (text("copyright"), value("copyright")),
    "lastBuildDate": (text("lastBuildDate", instant), value("lastBuildDate")),
    "author": (text("itunes:author"), value("author")),
    "explicit": (text("itunes:explicit", is_yes), value("explicit")),
    "type": (text("itunes:type"), value("itunesType")),
    "image": (rows("itunes:image", "href"), lambda found: [[found["itunesImage"]]]),
    "owner": (text("itunes:owner/itunes:email"), lambda found: found["owner"]["email"]),
    "self": (
        lambda node: [
            link.attributes["href"]
            for link in node.all("atom:link")
            if link.attributes["rel"] == "self"
        ][0],
        lambda found: found["pubsub"]["self"],
    ),
    "guid": (text("podcast:guid"), value("guid")),
    "locked": (
        text("podcast:locked", is_yes),
        value("locked"),
    ),
    "funding": (rows("podcast:funding", "url"), attributes("podcastFunding", "url")),
}
ITEM: dict[str, tuple[Reading, Callable[[dict], Any]]] = {
    "title": (text("title"), value("title")),
    "guid": (text("guid"), value("guid")),
    "link": (text("link"), value("link")),
    "pubDate": (text("pubDate", instant), value("pubDate")),
    "description": (text("description"), value("description")),
    "duration": (text("itunes:duration", int), value("duration")),
    "explicit": (text("itunes:explicit", is_yes), value("explicit")),
    "season": (text("itunes:season", int), value("itunesSeason")),
    "episode": (text("itunes:episode", int), value("itunesEpisode")),
    "type": (text("itunes:episodeType"), value("itunesEpisodeType")),
    "enclosure": (
        lambda node: [
            [row["url"], int(row["length"]), row["type"]]
            for row in (found.attributes for found in node.all("enclosure"))
        ],
        attributes("enclosure", "url", "length", "type"),
    ),
    "transcripts": (transcripts, attributes("podcastTranscripts", "url", "type", "language")),
    "chapters": (
        rows("podcast:chapters", "url", "type"),
        attributes("podcastChapters", "url", "type"),
    ),
    "people": (people, read_people),
    "location": (
        text("podcast:location"),
        lambda found: found.get("podcastLocation", {}).get("name"),
    ),
}


def install() -> None:
    """Install the package, unless it is; raise CalledProcessError or FileNotFoundError."""
    if (FOLDER / "node_modules" / "podcast-partytime").is_dir():
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "package.json").write_text('{"private": true, "type": "module"}', encoding="utf-8")
    subprocess.run(["npm", "install", "--silent", PACKAGE], cwd=FOLDER, check=True)


def parse(feed: bytes) -> dict:
    """Return the result of podcast-partytime; raise CalledProcessError if it refuses the feed."""
    (FOLDER / "parse.mjs").write_text(PARSE, encoding="utf-8")
    ran = subprocess.run(
        ["node", "parse.mjs"], cwd=FOLDER, input=feed, stdout=subprocess.PIPE, check=True
    )
    return json.loads(ran.stdout)


def differences(fields: dict, node: Node, found: dict, where: str) -> list[str]:
    """Return a line for each field that the parser does not read as it is written."""
    lines = []
    for name, (read, read_back) in fields.items():
        written, other = read(node), read_back(found)
        if written != other:
            lines.append(f"{where}, {name}: {written!r} is read as {other!r}")
    return lines


def make_show() -> PodcastPage:
    """Publish a show and an episode with every field of a feed, and an episode with few."""
    show = PodcastPageFactory(
        title="L’été & les « élus »",
        artwork=True,
        explicit=True,
        show_type="serial",
        owner_name="Territoires pilotes",
        owner_email="podcast@example.org",
        funding_url="https://example.org/soutien",
    )
    EpisodePageFactory(
        parent=show,
        remote=True,
        season=2,
        number=7,
        episode_kind="bonus",
        time=time(8, 30),
        explicit=True,
        transcript="WEBVTT\n\n00:00.000 --> 00:04.000\n<v Alix>L’eau & le bruit.\n",
        people=[EpisodePerson(person=PersonFactory(), role=role) for role in ("host", "narrator")],
        chapters=[EpisodeChapter(start=0, title="Début"), EpisodeChapter(start=4, title="L’eau")],
        territories=[TerritoryFactory(latitude=48.1, longitude=-1.6)],
    )
    EpisodePageFactory(parent=show)
    return show


def main() -> int:
    install()
    logging.disable(logging.INFO)
    with bench_database():
        feed = Client().get(feed_path(make_show())).content
    channel, found = channel_of(feed), parse(feed)
    items = {item["guid"]: item for item in found["items"]}
    lines = differences(CHANNEL, channel, found, "channel")
    for node in channel.items:
        lines += differences(ITEM, node, items.get(node.text("guid"), {}), node.text("title"))
    for line in lines:
        print(line)
    total = len(CHANNEL) + len(ITEM) * len(channel.items)
    print(f"{len(channel.items)} episodes, {total} fields, {len(lines)} read otherwise")
    return len(lines)


if __name__ == "__main__":
    sys.exit(main())

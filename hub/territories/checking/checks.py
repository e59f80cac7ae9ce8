"""Checks of the names of territories in texts, against the gazetteer."""

from collections.abc import Collection, Sequence

from hub.territories.checking.doubts import Doubt
from hub.territories.checking.judges import confirmed, judge, slugs_of
from hub.territories.checking.lookup import Places, find_places
from hub.territories.checking.mentions import Mention, Origin, Part, find_mentions
from hub.territories.checking.settling import Settled


def check_texts(texts: Sequence[str], linked: Collection[int] = ()) -> list[list[Doubt]]:
    """Return the doubts about the names of territories of each text, in reading order.

    `linked` are the primary keys of the territories of the page, which tell homonyms apart, as the
    other names of the texts do. Takes two queries, none for texts without names, and at most three
    more when there are homonyms or wrong départements.
    """
    mentions = [find_mentions(text) for text in texts]
    slugs = {slug for found in mentions for mention in found for slug in slugs_of(mention)}
    places = find_places(slugs) if slugs else {}
    settled = Settled(linked, texts)
    for mention in (m for found in mentions for m in found if m.origin is Origin.CODED):
        settled.add(confirmed(mention, places)[1])
    return [
        _doubts(text, found, places, settled) for text, found in zip(texts, mentions, strict=True)
    ]


def _doubts(text: str, mentions: list[Mention], places: Places, settled: Settled) -> list[Doubt]:
    """Return the doubts of a text in reading order, the first one for each writing of a name.

    A name is judged once: with its code, else with the words before it, else alone.
    """
    found: dict[tuple[str, str], Doubt] = {}
    judged: list[Part] = []
    for mention in mentions:
        part, doubt = judge(text, mention, places, settled)
        if not part or any(part.start < j.end and j.start < part.end for j in judged):
            continue
        judged.append(part)
        if doubt and (doubt.key not in found or doubt.start < found[doubt.key].start):
            found[doubt.key] = doubt
    return sorted(found.values(), key=lambda doubt: doubt.start)

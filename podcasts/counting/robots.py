"""User agents that are not listeners."""

import re

from crawleruseragents import is_crawler

# An application for listening that the list takes for its owner's feed reader.
LISTENERS = re.compile(r"Overcast/[\d.]+ \(\+http://overcast\.fm/; [\w ]+ podcast app\)")
# What names itself so and is not in the list; Cubot is a brand of phones.
NAMED_ROBOTS = re.compile(r"(?<!cu)bot\b|crawl|spider|slurp", re.IGNORECASE)


def is_robot(agent: str) -> bool:
    """Return whether a user agent is that of a robot: listed, named so, or empty."""
    if LISTENERS.fullmatch(agent):
        return False
    return not agent.strip() or bool(NAMED_ROBOTS.search(agent)) or is_crawler(agent)

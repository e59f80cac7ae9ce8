"""Print how many hostile and odd feeds stop the import, or lose an item silently.

    .venv/bin/python -m tests.podcasts.importing.odd_feeds_figure

Exit code 1 unless there are none. It reads the feeds without database.
"""

import os
import sys

import django


def main() -> int:
    """Read every feed; print the figure and the faults, return the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings.test")
    django.setup()
    from podcasts.importing.errors import PodcastImportError
    from podcasts.importing.parser import parse_feed
    from podcasts.importing.readers import read_content
    from tests.podcasts.importing.odd_feeds import ODD_FEEDS

    stopped, lost, refused, items = [], [], 0, 0
    for name, odd in ODD_FEEDS.items():
        try:
            feed = parse_feed(read_content(odd.content))
        except PodcastImportError:
            refused += 1
            if not odd.refused:
                lost.append(name)
            continue
        except Exception as error:  # noqa: BLE001 (any other error is what is counted)
            stopped.append(f"{name} ({type(error).__name__})")
            continue
        found = (len(feed.episodes), len(feed.unread))
        items += sum(found)
        if odd.refused or found != (odd.episodes, odd.unread):
            lost.append(name)
    sys.stdout.write(
        f"{len(ODD_FEEDS)} feeds: {refused} refused with a reason, {items} items read or named; "
        f"{len(stopped)} stop the import, {len(lost)} lose an item.\n"
    )
    for fault in (*stopped, *lost):
        sys.stdout.write(f"- {fault}\n")
    return 1 if stopped or lost else 0


if __name__ == "__main__":
    sys.exit(main())

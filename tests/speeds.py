"""Sort the longest tests first; mark those that `make test-fast` leaves out, or PostgreSQL.

Chosen from `pytest --durations=0`: the slow files take more than half of the time. Coverage, which
makes a test up to twice as slow, is measured on the others (`no_cover` is a mark of pytest-cov).
The mark `one_database`, left out on PostgreSQL, is for tests that use no database, and for the
listed ones, whose result does not depend on which one it is: files, screen texts.
"""

from collections.abc import Iterator
from pathlib import PurePath

import pytest

ROOT = PurePath(__file__).parent
SLOW = (
    "backoffice/test_kept_conflicts.py",
    "core/editing/bulk/test_actions.py",
    "core/editing/test_reports.py",
    "core/images",
    "core/publication/test_any_sequence.py",
    "core/publication/test_gate.py",
    "home/dashboard/test_queries.py",
    "home/test_admin_lists.py",
    "home/test_admin_words.py",
    "home/test_lists.py",
    "home/test_seed_demo.py",
    "listing/formats/test_addresses.py",
    "listing/test_listing_robustness.py",
    "monitoring/test_database_away.py",
    "newsletters/importing/test_admin_gestures.py",
    "newsletters/importing/test_finishing.py",
    "newsletters/importing/test_hostile_files.py",
    "newsletters/importing/test_mutated_drafts.py",
    "newsletters/importing/test_mutations.py",
    "newsletters/test_email_form.py",
    "newsletters/test_rendering_letters.py",
    "podcasts/delivery/test_access.py",
    "podcasts/delivery/test_http.py",
    "podcasts/importing/test_long_feeds.py",
    "search/meaning/test_relevance.py",
    "search/outbox/test_changes.py",
    "search/outbox/test_nothing_lost.py",
    "search/projection",
    "territories/gazetteer/test_shipped.py",
    "static_export/test_exporting.py",
    "upgrade",
    "worker/test_process.py",
    "worker/test_outages.py",
    "test_bad_input.py",
    "test_new_page_type.py",
    "test_page_types.py",
    "test_public_pages.py",
    "test_query_counts.py",
    "test_restricted_pages.py",
    "test_visibility.py",
)
ONE_DATABASE = (
    "accounts/test_passwords.py",
    "backoffice/test_guides.py",
    "backoffice/test_kept_conflicts.py",
    # Their second database is SQLite: data migrations do not run on two kinds in one process.
    "backup/test_refusals.py",
    "backup/test_round_trip.py",
    "backup/test_verifying.py",
    "core/images",
    "core/publication/test_any_sequence.py",
    "core/publication/test_gate.py",
    "core/editing/test_reports.py",
    "core/site/test_metadata.py",
    "core/site/test_structured_data.py",
    "core/values",
    "home/test_accessibility_page.py",
    "home/test_admin_lists.py",
    "home/test_admin_words.py",
    "home/test_home_form.py",
    "home/test_lists.py",
    "home/test_rgaa.py",
    # The demo of tests/production is on PostgreSQL.
    "home/test_seed_demo.py",
    "home/test_styleguide.py",
    "hub_settings",
    "inspiration/importing/test_own_exports.py",
    "inspiration/importing_admin",
    "inspiration/test_rendering_initiatives.py",
    "listing/editors/test_screens.py",
    "listing/formats/test_addresses.py",
    "newsletters/importing/test_admin_gestures.py",
    "newsletters/importing/test_admin_import.py",
    "newsletters/importing/test_admin_review.py",
    "newsletters/importing/test_builder_again.py",
    "newsletters/importing/test_command.py",
    "newsletters/importing/test_every_container.py",
    "newsletters/importing/test_finishing.py",
    "newsletters/importing/test_formats.py",
    "newsletters/importing/test_hostile_files.py",
    "newsletters/importing/test_mutated_drafts.py",
    "newsletters/importing/test_mutations.py",
    "newsletters/importing/test_recognised_once.py",
    "newsletters/importing/test_recognition.py",
    "newsletters/importing/test_unknown_addresses.py",
    "newsletters/preflight",
    "newsletters/test_archive.py",
    "newsletters/test_email_form.py",
    "newsletters/test_fidelity.py",
    "newsletters/test_rendering_letters.py",
    "podcasts/delivery",
    "podcasts/importing/test_addresses.py",
    "podcasts/importing/test_long_feeds.py",
    "podcasts/importing/test_odd_feeds.py",
    "podcasts/importing_admin",
    "podcasts/test_feed_checking.py",
    "podcasts/test_feed_content.py",
    "podcasts/test_feed_http.py",
    "podcasts/test_feed_revalidation.py",
    "podcasts/test_rendering_podcasts.py",
    "search/meaning/test_relevance.py",
    "search/test_highlighting.py",
    "search/test_passages.py",
    "search/test_search_eval.py",
    # The bytes of every address are compared on both: tests.services.restore_drill.
    "static_export",
    "territories/checking/test_checks.py",
    "territories/gazetteer/test_shipped.py",
    "test_new_page_type.py",
    "test_page_types.py",
    # Every public address of the demo has the same bytes on both: tests.services.restore_drill.
    "test_public_pages.py",
    "test_query_counts.py",
    "test_restricted_pages.py",
    "test_visibility.py",
)
# Those that take longest, in order: first, or one process would end alone with them.
LONGEST = (
    "upgrade",
    "search/meaning/test_relevance.py",
    "test_visibility.py",
    "monitoring/test_database_away.py",
    "home/test_seed_demo.py",
    "worker/test_process.py",
    "test_query_counts.py",
    "static_export/test_exporting.py",
)


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Mark the tests before pytest chooses among them, sort them once they are shuffled."""
    for item in items:
        path = PurePath(item.path).relative_to(ROOT)
        if is_listed(path, SLOW):
            item.add_marker(pytest.mark.slow)
            item.add_marker(pytest.mark.no_cover)
        if is_listed(path, ONE_DATABASE) or not uses_database(item):
            item.add_marker(pytest.mark.one_database)
    yield
    items.sort(key=lambda item: place_among_longest(PurePath(item.path).relative_to(ROOT)))


def place_among_longest(path: PurePath) -> int:
    """Return the place of a test file in `LONGEST`; after them all if it is not there."""
    places = (n for n, place in enumerate(LONGEST) if path.is_relative_to(place))
    return next(places, len(LONGEST))


def uses_database(item: pytest.Item) -> bool:
    """Return whether pytest-django gives the test a database: it has none otherwise."""
    fixtures = getattr(item, "fixturenames", ())
    return bool(item.get_closest_marker("django_db") or {"db", "transactional_db"} & {*fixtures})


def is_listed(path: PurePath, places: tuple[str, ...]) -> bool:
    """Return whether a test file is one of `places`, or in one of them (files or folders)."""
    return any(path.is_relative_to(place) for place in places)

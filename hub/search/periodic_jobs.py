"""Periodic jobs of the search: outbox, texts of documents, vectors.

Each call is short, and asks for the next one if work is left: the three jobs take turns.
"""

from datetime import timedelta

from hub.search.attachments.reading import read_documents, unread_documents
from hub.search.outbox.encoding import encode_pending, has_pending
from hub.search.outbox.sync import are_changes_due, delete_sent, send_changes
from hub.worker.periodic import PeriodicJob

LANE = "search"
POLLING = timedelta(seconds=2)
# Per call: documents read, changes sent to each engine.
DOCUMENTS = 3
CHANGES = 100


def has_unread_documents() -> bool:
    """Return whether the text of a document is not known yet."""
    return unread_documents().exists()


def read_some_documents() -> bool:
    """Read the text of a few documents; return whether others may be left."""
    return read_documents(limit=DOCUMENTS) == DOCUMENTS


def send_some_changes() -> bool:
    """Send some changes to the engines; return whether others can be sent at once."""
    return bool(send_changes(limit=CHANGES).sent) and are_changes_due()


def encode_some_texts() -> bool:
    """Encode texts for about a second; return whether others can be encoded at once."""
    result = encode_pending()
    return not (result.is_finished or result.is_busy or result.error)


JOBS = [
    PeriodicJob(
        "search_changes",
        POLLING,
        send_some_changes,
        are_changes_due,
        LANE,
        label="Recherche\u00a0: pages changées",
    ),
    PeriodicJob(
        "search_documents",
        POLLING,
        read_some_documents,
        has_unread_documents,
        LANE,
        label="Recherche\u00a0: texte des documents",
    ),
    PeriodicJob(
        "search_encoding",
        POLLING,
        encode_some_texts,
        has_pending,
        LANE,
        label="Recherche\u00a0: sens des textes",
    ),
    PeriodicJob(
        "search_outbox_cleaning",
        timedelta(hours=1),
        delete_sent,
        lane=LANE,
        label="Recherche\u00a0: effacement des changements transmis",
    ),
]

"""Uploaded files between the two steps: kept on the server, with signed keys in the form."""

from hub.core.importing.state import ImportState
from inspiration.models import InitiativePage

STATE = ImportState("inspiration.import", InitiativePage, "initiatives-a-importer")

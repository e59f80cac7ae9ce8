"""E-mail addresses in the text of letters, and those that may be published without a question."""

import re

from hub.core.models import HubSettings
from hub.people.models import Person

# Not after « @ » or « / »: an account of a social network (`@name@server.example`), an image path.
ADDRESS = re.compile(r"(?<![\w.+@/-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def addresses_in(text: str) -> list[str]:
    """Return the addresses of a text in lower case, each once, in order."""
    return list(dict.fromkeys(address.lower() for address in ADDRESS.findall(text)))


def known_addresses() -> set[str]:
    """Return the addresses of the directory, public or not, and of the sites, in lower case."""
    people = Person.objects.exclude(email="").values_list("email", flat=True)
    sites = HubSettings.objects.exclude(contact_email="").values_list("contact_email", flat=True)
    return {address.lower() for address in (*people, *sites)}

"""People of a feed (`podcast:person`) and their roles."""

from podcasts.importing.parsed import ParsedPerson
from podcasts.importing.parser.namespaces import Element
from podcasts.importing.parser.values import plain_words

NAME_LENGTH = 255
# Roles of the Podcast Taxonomy, by the role of an episode here.
ROLES = {
    "host": ("host", "co-host", "co host", "cohost", "guest host", "moderator", "anchor"),
    "guest": ("guest", "interviewee", "expert", "panelist"),
    "editor": (
        "editor",
        "audio editor",
        "audio engineer",
        "sound designer",
        "director",
        "assistant director",
        "technical director",
        "post production engineer",
        "studio engineer",
    ),
    "producer": (
        "producer",
        "executive producer",
        "co-producer",
        "assistant producer",
        "associate producer",
        "senior producer",
        "development producer",
        "production coordinator",
    ),
    "author": (
        "author",
        "writer",
        "co-writer",
        "script writer",
        "story editor",
        "reporter",
        "journalist",
        "researcher",
    ),
    "narrator": ("narrator", "announcer", "voice actor", "reader", "voice"),
    "composer": ("composer", "music", "theme music", "musician", "music contributor"),
}
ROLE_OF = {word: role for role, words in ROLES.items() for word in words}
# Roles of the groups of the taxonomy, for the roles that are not above.
GROUPS = {
    "cast": "guest",
    "writing": "author",
    "creative direction": "editor",
    "audio production": "editor",
    "audio post-production": "editor",
    "administration": "producer",
}


def people_of(element: Element) -> tuple[list[ParsedPerson], list[str]]:
    """Return the people of an item or a channel, each role once, and what is not kept."""
    people: list[ParsedPerson] = []
    remarks = []
    for found in element.all("podcast:person"):
        name = plain_words(found.content)
        if not name:
            remarks.append("une personne est sans nom.")
            continue
        if len(name) > NAME_LENGTH:
            remarks.append(f"un nom de personne est trop long\u00a0: «\u00a0{name[:60]}…\u00a0».")
            continue
        role = _role(found)
        if not role:
            remarks.append(
                f"«\u00a0{name}\u00a0» n’est pas gardé\u00a0: le rôle "
                f"«\u00a0{found.get('role') or found.get('group')}\u00a0» n’existe pas ici."
            )
        elif (person := ParsedPerson(name, role)) not in people:
            people.append(person)
    return people, remarks


def _role(element: Element) -> str:
    """Return a value of `EpisodeRole`, empty when the hub has none; the default is « host »."""
    role, group = element.get("role").lower(), element.get("group").lower()
    if not role and not group:
        return "host"
    return ROLE_OF.get(role) or GROUPS.get(group, "host" if not group and not role else "")

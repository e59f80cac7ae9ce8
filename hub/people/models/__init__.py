from .organisations import Organisation, OrganisationKind, ProgrammeRole
from .people import Person, PersonCategory, PersonFunction

__all__ = [
    "Organisation",
    "OrganisationKind",
    "Person",
    "PersonCategory",
    "PersonFunction",
    "ProgrammeRole",
]

"""The territories of the gazetteer, their other names, their place in the programme."""

from hub.territories.models.aliases import AliasKind, TerritoryAlias
from hub.territories.models.gazetteer import GazetteerState
from hub.territories.models.kept_names import KeptName
from hub.territories.models.programme import (
    Cohort,
    DelegationMember,
    ProgrammeAlly,
    ProgrammePhase,
    ProgrammeStep,
)
from hub.territories.models.territories import (
    CONTAINER_KINDS,
    OFFICIAL_FIELDS,
    Inclusion,
    Territory,
    TerritoryKind,
    TerritoryQuerySet,
    derive_containers,
    smallest_first,
)

__all__ = [
    "CONTAINER_KINDS",
    "OFFICIAL_FIELDS",
    "AliasKind",
    "Cohort",
    "DelegationMember",
    "GazetteerState",
    "Inclusion",
    "KeptName",
    "ProgrammeAlly",
    "ProgrammePhase",
    "ProgrammeStep",
    "Territory",
    "TerritoryAlias",
    "TerritoryKind",
    "TerritoryQuerySet",
    "smallest_first",
    "derive_containers",
]

from .initiatives import InitiativeIndexPage, InitiativePage, Phase, Setting
from .resources import ResourceIndexPage, ResourceKind, ResourcePage
from .rows import (
    CooperationPartner,
    InitiativeDocument,
    InitiativeFunder,
    InitiativeInspiration,
    InitiativeResult,
    InitiativeSource,
    InitiativeStep,
)

__all__ = [
    "CooperationPartner",
    "InitiativeDocument",
    "InitiativeFunder",
    "InitiativeIndexPage",
    "InitiativeInspiration",
    "InitiativePage",
    "InitiativeResult",
    "InitiativeSource",
    "InitiativeStep",
    "Phase",
    "ResourceIndexPage",
    "ResourceKind",
    "ResourcePage",
    "Setting",
]

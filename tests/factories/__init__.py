"""Factories of test data, one module per subject, with realistic French values."""

from .agenda import EventPageFactory
from .documents import DocumentFactory
from .episodes import EpisodePageFactory
from .free_pages import FreePageFactory
from .images import ArtworkFactory, ImageFactory
from .initiatives import InitiativePageFactory
from .mailing import SubscriberFactory, SubscriptionRequestFactory
from .media import MediaFactory
from .newsletters import NewsletterPageFactory, RubriqueFactory
from .organisations import OrganisationFactory
from .people import PersonFactory, PersonFunctionFactory
from .podcasts import PodcastPageFactory
from .resources import ResourcePageFactory
from .territories import CohortFactory, ProgrammeStepFactory, TerritoryFactory
from .themes import ThemeFactory
from .users import EditorFactory, SuperuserFactory, UserFactory

__all__ = [
    "ArtworkFactory",
    "CohortFactory",
    "DocumentFactory",
    "EditorFactory",
    "EpisodePageFactory",
    "EventPageFactory",
    "FreePageFactory",
    "ImageFactory",
    "InitiativePageFactory",
    "MediaFactory",
    "NewsletterPageFactory",
    "OrganisationFactory",
    "PersonFactory",
    "PersonFunctionFactory",
    "PodcastPageFactory",
    "ProgrammeStepFactory",
    "ResourcePageFactory",
    "RubriqueFactory",
    "SubscriberFactory",
    "SubscriptionRequestFactory",
    "SuperuserFactory",
    "TerritoryFactory",
    "ThemeFactory",
    "UserFactory",
]

from .letters import NewsletterIndexPage, NewsletterPage
from .rubriques import Rubrique

__all__ = ["NewsletterIndexPage", "NewsletterPage", "Rubrique"]

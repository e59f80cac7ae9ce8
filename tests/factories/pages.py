"""Base page factories: default parent, themes and territories given as lists."""

from collections.abc import Callable
from typing import Any

import factory
import wagtail_factories
from django.utils import timezone
from wagtail.models import Page

from hub.core.models import PageTerritory, PageTheme


def index_page(model: type[Page]) -> Callable[[], Page]:
    """Return a function that finds the index page of the site tree under which pages go."""

    def find() -> Page:
        page = model.objects.first()
        if page is None:
            raise LookupError(f"No {model.__name__}: ask for the site_tree fixture.")
        return page

    return find


class PageFactory(wagtail_factories.PageFactory):
    """A published page; `draft=True` gives one that was never published."""

    class Meta:
        model = Page
        abstract = True

    class Params:
        draft = factory.Trait(live=False, first_published_at=None, last_published_at=None)

    live = True
    first_published_at = factory.LazyFunction(timezone.now)
    last_published_at = factory.SelfAttribute("first_published_at")

    @classmethod
    def _create_instance(
        cls, model_class: type[Page], parent: Page, kwargs: dict[str, Any]
    ) -> Page:
        # Reload the parent: a stale `numchild` would give the same tree path twice.
        parent = Page.objects.get(pk=parent.pk)
        return parent.add_child(instance=model_class(**kwargs))


class HubPageFactory(PageFactory):
    """`themes` and `territories` are lists of objects, in the order of the page."""

    class Meta:
        abstract = True

    class Params:
        illustrated = factory.Trait(
            image=factory.SubFactory("tests.factories.images.ImageFactory"),
            image_alt="Des habitants sur la place, un soir d’été",
        )

    summary = "Ils se retrouvent chaque mois pour décider ensemble\u00a0: récit d’une année."
    themes = ()
    territories = ()

    @classmethod
    def _build(cls, model_class: type[Page], *args: Any, **kwargs: Any) -> Page:
        del kwargs["themes"], kwargs["territories"]
        return super()._build(model_class, *args, **kwargs)

    @classmethod
    def _create_instance(
        cls, model_class: type[Page], parent: Page, kwargs: dict[str, Any]
    ) -> Page:
        themes, territories = kwargs.pop("themes"), kwargs.pop("territories")
        kwargs["theme_items"] = [
            PageTheme(tag=theme, sort_order=rank) for rank, theme in enumerate(themes)
        ]
        kwargs["territory_links"] = [
            PageTerritory(territory=territory, sort_order=rank)
            for rank, territory in enumerate(territories)
        ]
        return super()._create_instance(model_class, parent, kwargs)

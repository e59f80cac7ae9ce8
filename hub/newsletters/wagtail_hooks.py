from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import AbstractUser
from django.dispatch import receiver
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button
from wagtail.blocks import StreamValue, StructValue
from wagtail.models import Page
from wagtail.signals import init_new_page
from wagtail.snippets.models import register_snippet

from hub.core.importing.screens import ImportMenuItem
from hub.core.publication import Finding
from hub.newsletters.importing_admin.views import ImportLetterView
from hub.newsletters.models import NewsletterIndexPage, NewsletterPage, Rubrique
from hub.newsletters.preflight import Proof, run_checks
from hub.newsletters.preflight.views import PreflightView
from hub.newsletters.viewsets import LettersGroup

register_snippet(LettersGroup)


@receiver(init_new_page)
def prepare_new_letter(sender: type, page: Page, parent: Page, **kwargs: Any) -> None:
    """Fill a new letter with the next number and the active rubriques, in their order."""
    if isinstance(page, NewsletterPage) and isinstance(parent.specific, NewsletterIndexPage):
        page.number = parent.specific.next_number
        block = NewsletterPage.rubriques.field.stream_block
        page.rubriques = StreamValue(
            block,
            [
                # Without an id, the nested blocks of all rubriques would share theirs in the form.
                ("rubrique", empty_rubrique(rubrique), str(uuid4()))
                for rubrique in Rubrique.objects.filter(active=True)
            ],
        )


@hooks.register("after_create_page")
def announce_replaced_number(request: HttpRequest, page: Page) -> None:
    """Show the number that a new letter got instead of the proposed one (see LetterForm)."""
    if not isinstance(page, NewsletterPage) or not page.number:
        return
    if request.POST.get("number") not in ("", str(page.number)):
        messages.warning(
            request,
            f"Une autre lettre a pris entre-temps le numéro proposé\u00a0: celle-ci porte le "
            f"n°\u00a0{page.number}.",
        )


def empty_rubrique(rubrique: Rubrique) -> StructValue:
    """Return the block value of a rubrique without content."""
    value = NewsletterPage.rubriques.field.stream_block.child_blocks["rubrique"].get_default()
    value["rubrique"] = rubrique
    return value


@hooks.register("publication_findings")
def add_preflight_findings(page: Page) -> list[Finding]:
    """Add the findings of the pre-flight checks to every letter, even one that is never sent.

    Its e-mail form is public.
    """
    if isinstance(page, NewsletterPage) and page.pk:
        return run_checks(Proof(page))
    return []


@hooks.register("register_admin_urls")
def register_letter_screens() -> list[URLPattern]:
    return [
        path("lettres/importer/", ImportLetterView.as_view(), name="import_letter"),
        path("lettres/<int:pk>/avant-l-envoi/", PreflightView.as_view(), name="letter_preflight"),
    ]


@hooks.register("register_page_header_buttons")
def add_preflight_button(
    page: Page, user: AbstractUser, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """Yield « Avant l’envoi » in the menu of a letter, for users who may edit it."""
    if isinstance(page, NewsletterPage) and page.pk and page.permissions_for_user(user).can_edit():
        url = reverse("letter_preflight", args=[page.pk])
        yield Button("Avant l’envoi", url=url, icon_name="mail", priority=12)


@hooks.register("register_letters_menu_item")
def add_letter_import_to_menu() -> ImportMenuItem:
    return ImportMenuItem(
        "Importer une lettre",
        reverse("import_letter"),
        icon_name="upload",
        order=900,
        index_model=NewsletterIndexPage,
    )

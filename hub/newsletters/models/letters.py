import datetime
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.text import Truncator
from wagtail.admin.panels import (
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from hub.core.blocks.text import PARAGRAPH_FEATURES
from hub.core.fields import HubStreamField
from hub.core.models import HubPage, HubPageQuerySet
from hub.core.projection import Projection
from hub.core.site.siblings import find_adjacent_pages
from hub.listing.index_pages import ListingIndexMixin
from hub.newsletters.blocks import RubriqueStreamBlock
from hub.newsletters.forms import LetterForm
from hub.newsletters.models.rubrique_archive import RubriqueArchive, rubriques_in_use
from hub.newsletters.models.rubriques import Rubrique
from hub.newsletters.panels import ImportReportPanel, PreflightPanel
from hub.newsletters.projection import letter_projection
from hub.newsletters.renderings import (
    email_response,
    render_email_html,
    render_feed_items,
    render_plain_text,
    text_response,
)
from hub.newsletters.structured_data import letter_data

SUBJECT_LENGTH = 78  # RFC 5322, section 2.1.1: a header line stays within 78 characters
PREHEADER_LENGTH = 110
UNTITLED = "Sans titre"  # title given by an import that found none


class NewsletterIndexPage(ListingIndexMixin, RoutablePageMixin, Page):
    """Index page of the letters, latest first."""

    template = "pages/newsletters/newsletter_index_page.html"
    page_description = "La liste de toutes les lettres."
    parent_page_types = ["home.HomePage"]
    subpage_types = ["newsletters.NewsletterPage"]
    max_count = 1
    listing_kinds = ["lettre"]

    class Meta:
        verbose_name = "liste des lettres"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        if context["listing"].is_plain:
            context["rubriques"] = self._rubriques(request)
            context["rubriques_url"] = self.get_url(request) + self.reverse_subpage("rubriques")
        return context

    def _letters(self, request: HttpRequest | None) -> HubPageQuerySet:
        return NewsletterPage.objects.child_of(self).visible_to(request)

    def _rubriques(self, request: HttpRequest | None) -> models.QuerySet[Rubrique]:
        """Return the rubriques of the letters that `request` may see."""
        return rubriques_in_use(self._letters(request))

    @path("rubriques/", name="rubriques")
    def rubriques_view(self, request: HttpRequest) -> HttpResponse:
        """Redirect to the list of letters, which lists the rubriques too."""
        return redirect(self.get_url(request))

    @path("rubriques/<slug:slug>/", name="rubrique")
    def rubrique_view(self, request: HttpRequest, slug: str) -> TemplateResponse:
        """Show the archive of one rubrique."""
        rubrique = get_object_or_404(self._rubriques(request), slug=slug)
        return self.render(
            request,
            template="pages/newsletters/rubrique_archive.html",
            context_overrides={
                "subject": rubrique,
                "listing": RubriqueArchive(rubrique, self._letters(request), request),
            },
        )

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        root = self.get_full_url(request)
        rubriques = self._rubriques(None)
        return super().get_sitemap_urls(request) + [
            {"location": root + self.reverse_subpage("rubrique", kwargs={"slug": rubrique.slug})}
            for rubrique in rubriques
        ]

    @property
    def next_number(self) -> int:
        """Highest number plus one, drafts included."""
        letters = NewsletterPage.objects.child_of(self)
        return (letters.aggregate(models.Max("number"))["number__max"] or 0) + 1

    def free_number(self, number: int) -> int:
        """Return this number, or the next one when a letter has it."""
        is_taken = NewsletterPage.objects.filter(number=number).exists()
        return self.next_number if is_taken else number


class NewsletterPage(HubPage):
    """An issue of the letter, made of rubriques."""

    number = models.PositiveIntegerField(
        "numéro", null=True, validators=[MinValueValidator(1, "Le numéro commence à 1.")]
    )
    date = models.DateField("date de parution", null=True)
    period = models.CharField(
        "période", max_length=80, blank=True, help_text="Par exemple « février 2022 »."
    )
    intro = RichTextField("introduction", features=PARAGRAPH_FEATURES)
    rubriques = HubStreamField(RubriqueStreamBlock(), verbose_name="rubriques")
    closing = RichTextField("mot de la fin", features=PARAGRAPH_FEATURES, blank=True)
    email_subject = models.CharField(
        "objet du courriel",
        max_length=SUBJECT_LENGTH,
        blank=True,
        help_text="Vide : le nom de la lettre, son numéro et son titre.",
    )
    preheader = models.CharField(
        "aperçu du courriel",
        max_length=PREHEADER_LENGTH,
        blank=True,
        help_text="La ligne que montrent les messageries après l’objet. Vide : le chapô.",
    )
    oversize_reason = models.CharField(
        "pourquoi l’envoyer malgré son poids",
        max_length=255,
        blank=True,
        help_text="Au-delà de 102 ko, des messageries cachent la fin du courriel. "
        "Ce motif est gardé dans l’historique.",
    )
    public_addresses = models.TextField(
        "adresses électroniques à publier",
        blank=True,
        help_text="Celles du texte importé qui ne sont ni d’une personne de l’annuaire, ni du "
        "site\u00a0: une par ligne, avec l’accord de leur titulaire.",
    )
    import_source = models.TextField("texte importé", blank=True, editable=False)
    import_report = models.JSONField("rapport d’import", default=dict, blank=True, editable=False)

    template = "pages/newsletters/newsletter_page.html"
    base_form_class = LetterForm
    page_description = "Un numéro de la lettre, fait de rubriques."
    exclude_fields_in_copy = [
        *HubPage.exclude_fields_in_copy,
        "number",
        "oversize_reason",
        "import_source",
        "import_report",
    ]
    parent_page_types = ["newsletters.NewsletterIndexPage"]
    subpage_types = []
    kind, kind_label = "lettre", "Lettre"
    card_template = "components/card_letter.html"
    is_recency_ranked = True
    listing_details = {"Numéro": "number"}

    content_panels = [
        TitleFieldPanel("title", help_text="Sans « Lettre n° … » : le numéro s’ajoute seul."),
        FieldRowPanel(["number", "date", "period"], heading="Numéro"),
        "summary",
        "intro",
        "rubriques",
        "closing",
    ]
    context_panels = [
        HubPage.theme_panel,
        HubPage.territory_panel,
        HubPage.image_panel,
        HubPage.trust_panel,
    ]
    email_panels = [
        MultiFieldPanel(["email_subject", "preheader", "oversize_reason"], heading="Courriel"),
        MultiFieldPanel(["public_addresses"], heading="Adresses dans le texte"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading="Lettre"),
            ObjectList(context_panels, heading="Thèmes et contexte"),
            ObjectList(email_panels, heading="Courriel"),
            ObjectList(HubPage.promote_panels, heading="Référencement"),
            ObjectList(HubPage.settings_panels, heading="Réglages"),
            ObjectList([PreflightPanel()], heading="Avant l’envoi"),
            ObjectList([ImportReportPanel()], heading="Import"),
        ]
    )

    search_fields = [
        *HubPage.search_fields,
        index.SearchField("intro"),
        index.SearchField("rubriques"),
        index.SearchField("closing"),
        index.FilterField("number"),
        index.FilterField("date"),
    ]

    class Meta:
        verbose_name = "lettre"
        constraints = [
            models.UniqueConstraint(
                fields=["number"],
                name="letter_number_unique",
                violation_error_message="Une lettre porte déjà ce numéro.",
            )
        ]

    def clean(self) -> None:
        super().clean()
        duplicate = NewsletterPage.objects.filter(number=self.number).exclude(pk=self.pk).first()
        if self.number and duplicate:
            message = f"La lettre n°\u00a0{self.number} existe déjà\u00a0: {duplicate.title}."
            raise ValidationError({"number": message})

    def unconfirmed_territories(self) -> set[int]:
        """Return the keys of the territories that the import linked with something to check."""
        entries = (self.import_report or {}).get("territories", ())
        return {entry["id"] for entry in entries if entry.get("message") and entry["id"]}

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        return [("", "Page web"), ("courriel", "Courriel"), ("texte", "Texte")]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show the web, e-mail or text form; the last two as an anonymous reader gets them."""
        if mode_name == "courriel":
            return email_response(render_email_html(self))
        if mode_name == "texte":
            return text_response(render_plain_text(self))
        return super().serve_preview(request, mode_name)

    @property
    def sort_date(self) -> datetime.date | None:
        return self.date

    @property
    def numbered_title(self) -> str:
        """« Lettre n° 3 : Entrée dans la seconde phase »."""
        return f"Lettre n°\u00a0{self.number}\u00a0: {self.title}" if self.number else self.title

    @property
    def subject(self) -> str:
        """Subject of the e-mail, at most 78 characters."""
        return self.email_subject or Truncator(self.numbered_title).chars(SUBJECT_LENGTH)

    @property
    def preview_line(self) -> str:
        """Preheader of the e-mail: shown by mailboxes after the subject, at most 110 characters."""
        return self.preheader or Truncator(self.summary).chars(PREHEADER_LENGTH)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["previous"], context["next"] = self.previous_and_next(request)
        return context

    def previous_and_next(
        self, request: HttpRequest
    ) -> tuple["NewsletterPage | None", "NewsletterPage | None"]:
        """Return the previous and next letters by number that `request` may see, or None."""
        if not self.number:
            return None, None
        letters = NewsletterPage.objects.visible_to(request)
        before = letters.filter(number__lt=self.number).order_by("-number").values("pk")[:1]
        after = letters.filter(number__gt=self.number).order_by("number").values("pk")[:1]
        near = letters.filter(
            models.Q(pk=models.Subquery(before)) | models.Q(pk=models.Subquery(after))
        ).only("title", "slug", "url_path", "depth", "number")
        return find_adjacent_pages(near, lambda letter: letter.number > self.number)

    def search_projection(self, story: dict[str, Any]) -> Projection:
        return letter_projection(self, story)

    def structured_data(self, request: HttpRequest) -> dict[str, Any]:
        """Return the schema.org description of the page."""
        return letter_data(self, request)

    @path("texte/", name="text")
    def plain_text_view(self, request: HttpRequest) -> HttpResponse:
        """Serve the letter as plain text, like the text part of the e-mail."""
        return text_response(render_plain_text(self, request))

    @path("courriel/", name="email")
    def email_view(self, request: HttpRequest) -> HttpResponse:
        """Serve the e-mail form, without personal links."""
        return email_response(render_email_html(self))

    @classmethod
    def feed_contents(cls, pages: Iterable[HubPage], request: HttpRequest | None) -> dict[int, str]:
        letters = [page for page in pages if isinstance(page, NewsletterPage)]
        return render_feed_items(letters, request)

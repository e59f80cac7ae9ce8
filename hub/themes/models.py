import re
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from taggit.models import TagBase
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import RevisionMixin
from wagtail.search import index

from hub.backoffice.colours import ColourInput
from hub.slugs import french_slug
from hub.themes.forms import ThemeForm
from hub.themes.tones import nearest_tone


class ThemeQuerySet(models.QuerySet):
    def active(self) -> "ThemeQuerySet":
        """Return the themes that can be chosen: all but the merged ones, which only redirect."""
        return self.filter(merged_into=None)

    def with_slug(self, slug: str) -> "Theme | None":
        """Return the theme that has or had this slug; of a merged one, the one that replaced it."""
        themes = self.select_related("parent", "merged_into")
        theme = themes.filter(slug=slug).first()
        if theme is None:
            former = Redirect.objects.filter(old_path=f"/themes/{slug}").first()
            link = former.redirect_link if former else ""
            found = re.fullmatch(r"/themes/([^/]+)/", link)
            theme = themes.filter(slug=found[1]).first() if found else None
        return (theme.merged_into or theme) if theme else None


class Theme(RevisionMixin, index.Indexed, TagBase):
    """A term of the controlled vocabulary shared by letters, initiatives and podcasts."""

    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="children",
        verbose_name="thème parent",
        help_text="Deux niveaux au plus : un thème parent n’a pas lui-même de parent.",
    )
    definition = models.TextField("définition", blank=True)
    synonyms = models.TextField(
        "synonymes et sigles",
        blank=True,
        help_text="Un par ligne. La recherche les comprend comme le thème lui-même.",
    )
    icon = models.CharField("émoji", max_length=8, blank=True)
    colour = models.CharField(
        "couleur",
        max_length=7,
        blank=True,
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", "Une couleur comme #2f6f4f.")],
        help_text="Sous la forme #2f6f4f.",
    )
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.CASCADE,
        related_name="merged_themes",
        verbose_name="fusionné dans",
    )

    objects = ThemeQuerySet.as_manager()
    base_form_class = ThemeForm

    panels = [
        TitleFieldPanel("name", targets=["slug"], heading="Nom"),
        FieldPanel("slug", heading="Adresse"),
        "definition",
        MultiFieldPanel(["parent", "synonyms"], heading="Vocabulaire"),
        MultiFieldPanel(["icon", FieldPanel("colour", widget=ColourInput())], heading="Apparence"),
    ]

    search_fields = [
        index.SearchField("name", boost=4),
        index.SearchField("synonyms"),
        index.AutocompleteField("name"),
        index.AutocompleteField("synonyms"),
        index.FilterField("merged_into"),
    ]

    class Meta:
        verbose_name = "thème"
        verbose_name_plural = "thèmes"
        ordering = ["name"]

    @property
    def url(self) -> str:
        return f"/themes/{self.slug}/"

    @property
    def tone(self) -> int | None:
        """Number (0 to 11) of the style sheet's tone nearest to the colour; None without colour."""
        return nearest_tone(self.colour)

    @property
    def synonym_list(self) -> list[str]:
        """Synonyms and acronyms as a list, empty lines dropped."""
        return [line.strip() for line in self.synonyms.splitlines() if line.strip()]

    def slugify(self, tag: str, i: int | None = None) -> str:
        """Return a slug without accents (« œ » as « oe »), which taggit would keep."""
        slug = french_slug(tag)
        return slug if i is None else f"{slug}-{i}"

    def clean(self) -> None:
        super().clean()
        if self.parent is None:
            return
        if self.parent == self:
            raise ValidationError({"parent": "Un thème ne peut pas être son propre parent."})
        if self.parent.parent_id or (self.pk and self.children.exists()):
            raise ValidationError({"parent": "Deux niveaux au plus : ce parent en ferait trois."})

    def save(self, *args: Any, **kwargs: Any) -> None:
        former_slug = (
            Theme.objects.filter(pk=self.pk).values_list("slug", flat=True).first()
            if self.pk
            else None
        )
        with transaction.atomic():
            super().save(*args, **kwargs)
            if former_slug and former_slug != self.slug:
                self._redirect_from(former_slug)

    def with_content_json(self, content: dict[str, Any]) -> "Theme":
        """Return the revision's content; merges of this theme or of its parent are kept."""
        theme = super().with_content_json(content)
        theme.merged_into = self.merged_into
        while theme.parent and theme.parent.merged_into:
            theme.parent = theme.parent.merged_into
        if theme.merged_into or theme.parent == self:
            theme.parent = None
        return theme

    def merge_into(self, target: "Theme") -> None:
        """Move all uses of this theme to `target`, and make this one a redirect.

        Raises ValidationError when `target` is this theme or was itself merged.
        """
        if target == self or target.merged_into_id:
            raise ValidationError("Un thème se fusionne avec un autre thème en usage.")
        with transaction.atomic():
            self._move_children(target)
            for relation in (r for r in self._meta.related_objects if r.one_to_many):
                self._move_relation(relation, target)
            self.merged_into = target
            self.parent = None
            self.save()
            self._redirect_from(self.slug, target)
            if self.name not in target.synonym_list:
                target.synonyms = "\n".join([*target.synonym_list, self.name])
            target.save()

    def _move_children(self, target: "Theme") -> None:
        """Move the children under `target`, or under its parent: two levels at most."""
        if target.parent_id == self.pk:
            target.parent = None
        for child in self.children.exclude(pk=target.pk):
            # Saved one by one, so that `post_save` receivers are called for each.
            child.parent = target.parent or target
            child.save()

    def _move_relation(self, relation: models.ManyToOneRel, target: "Theme") -> None:
        """Point the rows of a foreign key at `target`; delete those that would be duplicates."""
        model = relation.field.model
        rows = model._base_manager.filter(**{relation.field.name: self})
        if model is Theme:
            rows.exclude(pk=target.pk).update(**{relation.field.name: target})
            return
        owner = "content_object"
        already = model._base_manager.filter(**{relation.field.name: target}).values(owner)
        rows.filter(**{f"{owner}__in": already}).delete()
        rows.update(**{relation.field.name: target})

    def _redirect_from(self, slug: str, target: "Theme | None" = None) -> None:
        """Redirect the URL of `slug` to `target`, or to this theme, without chains of redirects."""
        link = (target or self).url
        Redirect.objects.filter(redirect_link=f"/themes/{slug}/").update(redirect_link=link)
        Redirect.add_redirect(f"/themes/{slug}/", redirect_to=link)
        # The URL of an existing theme must not be redirected.
        Redirect.objects.filter(old_path=Redirect.normalise_path(link)).delete()

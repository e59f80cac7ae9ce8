"""StreamField blocks of the body of a letter: its rubriques."""

from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from hub.core.blocks import StoryStreamBlock


class RubriqueValue(blocks.StructValue):
    @property
    def heading(self) -> str:
        """Heading shown in the letter, such as « 🗣️ Édito : L’envol des projets »."""
        rubrique = self.get("rubrique")
        name = rubrique.heading if rubrique else ""
        headline = self.get("headline", "")
        return f"{name}\u00a0: {headline}" if name and headline else name or headline


class RubriqueBlock(blocks.StructBlock):
    rubrique = SnippetChooserBlock("newsletters.Rubrique", label="Rubrique")
    headline = blocks.CharBlock(
        label="Titre de ce numéro",
        required=False,
        max_length=160,
        help_text="Par exemple « L’envol des projets ».",
    )
    author = SnippetChooserBlock("people.Person", label="Signature", required=False)
    content = StoryStreamBlock(label="Contenu")

    class Meta:
        icon = "list-ul"
        label = "Rubrique"
        description = "Une rubrique de la lettre et tout ce qu’elle contient."
        template = "blocks/rubrique.html"
        text_template = "blocks/text/rubrique.txt"
        email_template = "blocks/email/rubrique.html"
        value_class = RubriqueValue
        label_format = "{rubrique} {headline}"


class RubriqueStreamBlock(blocks.StreamBlock):
    rubrique = RubriqueBlock()

    class Meta:
        template = "blocks/rubriques.html"
        text_template = "blocks/text/rubriques.txt"
        email_template = "blocks/email/rubriques.html"

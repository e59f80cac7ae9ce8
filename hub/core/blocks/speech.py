"""Blocks of quotations and interviews, with the speaker, their role and their territory."""

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from hub.core.blocks.text import PARAGRAPH_FEATURES


class SpeechValue(blocks.StructValue):
    """Text with its speaker."""

    @property
    def speaker(self) -> str:
        """Name of the chosen person; otherwise the typed name."""
        person = self.get("person")
        return person.name if person else self.get("name", "")

    @property
    def attribution(self) -> str:
        """« Nom, fonction, lieu », without the parts that are empty or repeated."""
        role, territory = self.get("role", ""), self.get("territory")
        parts = [self.speaker, role, self.get("organisation", "")]
        # Compared as slugs: « maire de Saint-Jean de Braye » contains Saint-Jean-de-Braye.
        if territory and slugify(territory.name) not in slugify(role):
            parts.append(territory.name)
        return ", ".join(part for part in parts if part)


class SpeechBlock(blocks.StructBlock):
    """Base of the speech blocks: the speaker is a person of the directory or a typed name."""

    person = SnippetChooserBlock(
        "people.Person", label="Personne", required=False, help_text="Cherchez-la dans l’annuaire."
    )
    name = blocks.CharBlock(
        label="Nom",
        required=False,
        max_length=255,
        help_text="Seulement si la personne n’est pas dans l’annuaire.",
    )
    role = blocks.CharBlock(
        label="Fonction au moment de l’entretien", required=False, max_length=255
    )
    territory = SnippetChooserBlock("territories.Territory", label="Territoire", required=False)

    def clean(self, value: SpeechValue) -> SpeechValue:
        value = super().clean(value)
        if not self.is_deferred_validation and not value.speaker:
            raise blocks.StructBlockValidationError(
                {"name": ValidationError("Choisissez une personne ou écrivez son nom.")}
            )
        return value

    class Meta:
        value_class = SpeechValue


class QuoteBlock(SpeechBlock):
    text = blocks.TextBlock(label="Citation", help_text="Sans guillemets : ils s’ajoutent seuls.")
    organisation = blocks.CharBlock(
        label="Organisation à ce moment-là", required=False, max_length=255
    )

    class Meta:
        icon = "openquote"
        label = "Citation"
        description = "Les mots de quelqu’un, avec sa fonction et son territoire."
        template = "blocks/quote.html"
        text_template = "blocks/text/quote.txt"
        email_template = "blocks/email/quote.html"
        form_layout = ["text", "person", "name", "role", "organisation", "territory"]
        preview_value = {
            "text": "Exemple : nous avons appris à décider ensemble.",
            "name": "Camille Exemple",
            "role": "maire de Villexemple",
        }


class AnswerBlock(SpeechBlock):
    text = blocks.RichTextBlock(label="Réponse", features=PARAGRAPH_FEATURES)

    class Meta:
        icon = "comment"
        label = "Réponse"
        form_layout = ["person", "name", "role", "territory", "text"]


class InterviewBlock(blocks.StructBlock):
    question = blocks.CharBlock(label="Question", max_length=400)
    answers = blocks.ListBlock(AnswerBlock(), label="Réponses", min_num=1)

    class Meta:
        icon = "comment"
        label = "Entretien"
        description = "Une question et une ou plusieurs réponses."
        template = "blocks/interview.html"
        text_template = "blocks/text/interview.txt"
        email_template = "blocks/email/interview.html"
        preview_value = {
            "question": "Qu’est-ce qui a changé ?",
            "answers": [
                {
                    "name": "Camille Exemple",
                    "role": "maire de Villexemple",
                    "text": "<p>Exemple : les services se parlent davantage.</p>",
                }
            ],
        }

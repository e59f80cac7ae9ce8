"""Text blocks: paragraphs, headings, lists of steps, callouts."""

from typing import Any

from wagtail import blocks

INLINE_FEATURES = ["bold", "italic", "link", "document-link", "superscript"]
PARAGRAPH_FEATURES = [*INLINE_FEATURES, "ol", "ul"]


class ParagraphBlock(blocks.RichTextBlock):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("features", PARAGRAPH_FEATURES)
        super().__init__(**kwargs)

    class Meta:
        icon = "pilcrow"
        label = "Paragraphe"
        description = "Du texte, avec gras, italique, liens et listes."
        template = "blocks/paragraph.html"
        text_template = "blocks/text/paragraph.txt"
        email_template = "blocks/email/paragraph.html"
        preview_value = (
            "<p>Les habitants se retrouvent chaque mois pour décider <b>ensemble</b>.</p>"
        )


class HeadingBlock(blocks.CharBlock):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 120)
        super().__init__(**kwargs)

    class Meta:
        icon = "title"
        label = "Intertitre"
        description = "Un titre qui ouvre une nouvelle partie."
        template = "blocks/heading.html"
        text_template = "blocks/text/heading.txt"
        email_template = "blocks/email/heading.html"
        preview_value = "Ce qui a changé en un an"


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label="Titre", max_length=160)
    text = blocks.RichTextBlock(label="Texte", features=PARAGRAPH_FEATURES, required=False)

    class Meta:
        icon = "list-ol"
        label = "Étape ou outil"


class StepListBlock(blocks.StructBlock):
    title = blocks.CharBlock(label="Titre", max_length=160, required=False)
    ordered = blocks.BooleanBlock(
        label="Numéroter (des étapes qui se suivent)", required=False, default=False
    )
    items = blocks.ListBlock(StepBlock(), label="Étapes ou outils", min_num=1)

    class Meta:
        icon = "list-ol"
        label = "Liste d’outils ou d’étapes"
        description = "Plusieurs outils côte à côte, ou les étapes d’une démarche."
        template = "blocks/step_list.html"
        text_template = "blocks/text/step_list.txt"
        email_template = "blocks/email/step_list.html"
        preview_value = {
            "title": "Trois outils",
            "ordered": False,
            "items": [
                {
                    "title": "Le travail entre pairs",
                    "text": "<p>Chacun échange avec ses homologues.</p>",
                },
                {"title": "Le terrain", "text": "<p>Quatre jours autour d’un projet.</p>"},
            ],
        }


class CalloutTone(blocks.ChoiceBlock):
    choices = [("info", "À savoir"), ("conseil", "Conseil"), ("attention", "Attention")]


class CalloutBlock(blocks.StructBlock):
    tone = CalloutTone(label="Ton", default="info")
    title = blocks.CharBlock(label="Titre", max_length=120, required=False)
    text = blocks.RichTextBlock(label="Texte", features=PARAGRAPH_FEATURES)

    class Meta:
        icon = "info-circle"
        label = "Encadré"
        description = "Un aparté que l’on remarque : à savoir, conseil, attention."
        template = "blocks/callout.html"
        text_template = "blocks/text/callout.txt"
        email_template = "blocks/email/callout.html"
        preview_value = {
            "tone": "conseil",
            "title": "Avant de commencer",
            "text": "<p>Réunissez élus et agents dès le premier jour.</p>",
        }


class SeparatorBlock(blocks.StaticBlock):
    class Meta:
        icon = "horizontalrule"
        label = "Séparation"
        description = "Une respiration entre deux parties."
        admin_text = "Une ligne de séparation."
        template = "blocks/separator.html"
        text_template = "blocks/text/separator.txt"
        email_template = "blocks/email/separator.html"

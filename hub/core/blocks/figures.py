"""Blocks of data: a key figure, a table."""

from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock


class KeyFigureBlock(blocks.StructBlock):
    value = blocks.CharBlock(label="Valeur", max_length=40, help_text="Par exemple 3,6.")
    unit = blocks.CharBlock(
        label="Unité", max_length=60, required=False, help_text="Par exemple hectares."
    )
    label = blocks.CharBlock(label="Ce que mesure le chiffre", max_length=200)
    year = blocks.IntegerBlock(label="Année", required=False, min_value=1900, max_value=2100)
    source = blocks.CharBlock(label="Source", max_length=255, required=False)

    class Meta:
        icon = "history"
        label = "Chiffre clé"
        description = "Un chiffre, son unité, son année et sa source."
        template = "blocks/key_figure.html"
        text_template = "blocks/text/key_figure.txt"
        email_template = "blocks/email/key_figure.html"
        preview_value = {
            "value": "10",
            "unit": "territoires",
            "label": "accompagnés par le programme",
            "year": 2022,
            "source": "La lettre des territoires pilotes",
        }


class StoryTableBlock(TableBlock):
    class Meta:
        icon = "table"
        label = "Tableau"
        description = "Des lignes et des colonnes, avec une légende et des en-têtes."
        template = "blocks/table.html"
        text_template = "blocks/text/table.txt"
        email_template = "blocks/email/table.html"
        preview_value = {
            "data": [["Temps", "Durée"], ["Travail entre pairs", "Trois demi-journées"]],
            "first_row_is_table_header": True,
            "first_col_is_header": False,
            "table_caption": "Les rendez-vous",
        }

"""PostgreSQL reads words as SQLite does: accents set aside, no stemming, no stop words.

Left to itself it would follow the locale of the server: « été » is a stop word in French.
"""

from django.db import migrations

CREATE = "CREATE TEXT SEARCH CONFIGURATION hub_words (COPY = simple)"
FOLD = """
    ALTER TEXT SEARCH CONFIGURATION hub_words
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, simple
"""


def add_configuration(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute("DROP TEXT SEARCH CONFIGURATION IF EXISTS hub_words")
    schema_editor.execute(CREATE)
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'unaccent'")
        available = cursor.fetchone()
    # Servers without the extensions of PostgreSQL still search, accents included.
    if available:
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS unaccent")
        schema_editor.execute(FOLD)


def remove_configuration(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TEXT SEARCH CONFIGURATION IF EXISTS hub_words")


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunPython(add_configuration, remove_configuration)]

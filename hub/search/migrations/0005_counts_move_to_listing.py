"""The daily counts belong to `hub.listing`: the tables take its name, the rows stay."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("search", "0004_words_of_editors_and_daily_counts")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.AlterModelTable("SearchCount", "listing_searchcount"),
                migrations.AlterModelTable("SearchClick", "listing_searchclick"),
            ],
            state_operations=[
                migrations.DeleteModel("SearchCount"),
                migrations.DeleteModel("SearchClick"),
            ],
        )
    ]

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("search", "0005_counts_move_to_listing")]

    operations = [migrations.RemoveField("SearchEntry", "locale")]

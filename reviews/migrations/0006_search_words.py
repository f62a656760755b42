"""Names as written, for synonyms, and the words of live pages, for typing errors.

The words are taken from the stored index at once; names follow with ``rebuild_listings``.
"""

from django.db import migrations, models

from reviews.search.vocabulary import recount


def fill(apps, schema_editor):
    recount(schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("reviews", "0005_batches")]

    operations = [
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("id", models.CharField(max_length=42, primary_key=True, serialize=False)),
                ("stem", models.CharField(db_index=True, max_length=42)),
                ("head", models.CharField(db_index=True, max_length=4)),
                ("tail", models.CharField(db_index=True, max_length=5)),
                ("pages", models.IntegerField()),
                ("named", models.IntegerField()),
            ],
        ),
        migrations.AddField(
            model_name="searchname",
            name="text",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
        migrations.AddField(
            model_name="searchname",
            name="is_foreign",
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]

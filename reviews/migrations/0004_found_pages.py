"""Web pages as they were when they became drafts."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reviews", "0003_foundations")]

    operations = [
        migrations.CreateModel(
            name="FoundPage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="file")),
                ("url", models.CharField(blank=True, max_length=500, verbose_name="address")),
                ("text", models.TextField(verbose_name="text")),
                ("digest", models.CharField(db_index=True, max_length=71, verbose_name="digest")),
                ("media_type", models.CharField(max_length=40, verbose_name="media type")),
                ("origin", models.CharField(max_length=20, verbose_name="origin")),
                (
                    "tool",
                    models.CharField(blank=True, max_length=100, verbose_name="AI tool or model"),
                ),
                (
                    "remarks",
                    models.TextField(blank=True, help_text="One a line.", verbose_name="remarks"),
                ),
                (
                    "retrieved_on",
                    models.DateField(
                        blank=True,
                        help_text="As the page itself says.",
                        null=True,
                        verbose_name="retrieved on",
                    ),
                ),
                ("imported_at", models.DateTimeField(verbose_name="imported at")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="found_pages",
                        to="reviews.entry",
                    ),
                ),
            ],
            options={
                "verbose_name": "imported page",
                "verbose_name_plural": "imported pages",
                "ordering": ["pk"],
            },
        ),
    ]

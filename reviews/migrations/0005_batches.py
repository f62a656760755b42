"""Submissions that changed alike, and the batches in which they are decided."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reviews", "0004_found_pages")]

    operations = [
        migrations.CreateModel(
            name="SubmissionDrift",
            fields=[
                ("submission", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name="drift", serialize=False, to="reviews.submission")),
                ("key", models.CharField(db_index=True, help_text="Equal for equal changes.", max_length=71)),
                ("words", models.TextField()),
                ("material", models.BooleanField()),
            ],
        ),
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("event", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name="batch", serialize=False, to="reviews.event")),
                ("key", models.CharField(max_length=71)),
                ("words", models.TextField(verbose_name="what changed")),
                ("opened_at", models.DateTimeField(verbose_name="opened")),
                ("closed_event", models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="closed_batch", to="reviews.event")),
                ("reviewer", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="batches", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "verbose_name": "batch",
                "verbose_name_plural": "batches",
            },
        ),
        migrations.CreateModel(
            name="BatchItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=71)),
                ("in_sample", models.BooleanField(help_text="Drawn: has to be read before the batch is decided.")),
                ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="read")),
                ("left_out", models.CharField(blank=True, max_length=300, verbose_name="left out because")),
                ("batch", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="items", to="reviews.batch")),
                ("decision", models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="batch_item", to="reviews.decision")),
                ("submission", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="batch_items", to="reviews.submission")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("batch", "submission"), name="a_submission_stands_once_in_a_batch")],
            },
        ),
    ]

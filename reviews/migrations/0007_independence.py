"""One mailbox, one active account; and the conflicts of interest that people declare."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Lower, StrIndex, Substr
from django.db.models.lookups import GreaterThan

AT_PLUS = StrIndex("email", Value("+"))
ONE_ACCOUNT = models.UniqueConstraint(
    Lower(
        models.Case(
            models.When(
                GreaterThan(AT_PLUS, 0),
                then=Concat(Substr("email", 1, AT_PLUS - 1), Substr("email", StrIndex("email", Value("@")))),
            ),
            default=F("email"),
            output_field=models.CharField(),
        )
    ),
    condition=Q(is_active=True) & ~Q(email=""),
    name="one_person_has_one_active_account",
    violation_error_message="Another active account has this e-mail address. One person has one account.",
)


def mailbox(email):
    """What the constraint compares."""
    name, _at, domain = email.lower().rpartition("@")
    return f"{name.split('+')[0]}@{domain}"


class SharedMailbox(Exception):
    pass


def refuse_shared_mailboxes(apps, schema_editor):
    """Say whose accounts stand in the way, since the database would only say that some do."""
    users = apps.get_model("reviews", "User").objects.using(schema_editor.connection.alias)
    seen = {}
    for user in users.filter(is_active=True).exclude(email="").order_by("pk"):
        other = seen.setdefault(mailbox(user.email), user)
        if other != user:
            raise SharedMailbox(
                f"{other.username} and {user.username} are active accounts with one e-mail "
                "address. Switch one of them off, or give it its own address, and migrate again."
            )


class Migration(migrations.Migration):
    dependencies = [("reviews", "0006_search_words")]

    operations = [
        migrations.RunPython(refuse_shared_mailboxes, migrations.RunPython.noop),
        migrations.AddConstraint(model_name="user", constraint=ONE_ACCOUNT),
        migrations.CreateModel(
            name="Conflict",
            fields=[
                ("event", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name="conflict", serialize=False, to="reviews.event")),
                ("name", models.CharField(blank=True, help_text="A sponsor, maker or product, as pages name it.", max_length=150, verbose_name="name")),
                ("nature", models.CharField(help_text="For the desk alone.", max_length=500, verbose_name="what the interest is")),
                ("declared_at", models.DateTimeField(verbose_name="declared at")),
                ("ended_event", models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="ended_conflict", to="reviews.event")),
                ("entry", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reviews.entry", verbose_name="page")),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="conflicts", to=settings.AUTH_USER_MODEL, verbose_name="person")),
            ],
            options={
                "verbose_name": "conflict of interest",
                "verbose_name_plural": "conflicts of interest",
                "constraints": [models.CheckConstraint(condition=models.Q(("entry__isnull", False), models.Q(("name", ""), _negated=True), _connector="OR"), name="a_conflict_is_about_something")],
            },
        ),
    ]

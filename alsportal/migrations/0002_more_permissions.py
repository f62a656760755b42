"""What each role may do with what came after the first roles. Adds only; idempotent."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

DRAFTS = ("therapies.guide", "therapies.term")
ROWS = tuple(
    f"therapies.{kind}{row}"
    for kind in ("guide", "term")
    for row in ("name", "block", "person", "link")
)
EVERYBODY = {"view": DRAFTS + ROWS}
ROLES = {
    "author": EVERYBODY | {"add": DRAFTS + ROWS, "change": DRAFTS + ROWS, "delete": ROWS},
    "clinical_reviewer": EVERYBODY,
    "editorial_reviewer": EVERYBODY,
    "publisher": EVERYBODY,
    "administrator": EVERYBODY,
}


def add(apps, schema_editor):
    """Permissions are otherwise made only after all migrations, so they are made here."""
    using = schema_editor.connection.alias
    for label in ("reviews", "therapies", "trials"):
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, verbosity=0, using=using, apps=apps)
        config.models_module = None
    rows = apps.get_model("auth", "Permission").objects.using(using).select_related("content_type")
    permissions = {(row.content_type.app_label, row.codename): row for row in rows}
    groups = apps.get_model("auth", "Group").objects.using(using)
    for role, allowed in ROLES.items():
        groups.get(name=role).permissions.add(
            *(
                permissions[app, f"{verb}_{model}"]
                for verb, labels in allowed.items()
                for app, model in (label.split(".") for label in labels)
            )
        )


class Migration(migrations.Migration):
    dependencies = [("alsportal", "0001_roles"), ("therapies", "0003_guides_and_words")]

    # What a role was given it keeps: somebody may rely on it.
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]

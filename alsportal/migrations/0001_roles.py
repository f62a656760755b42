"""The roles as groups with their permissions in the desk.

What a role may *do* with a submission, the actions ask for themselves; these permissions say what
its people see and edit. Nobody may delete anything of the record.
"""

from django.contrib.auth.management import create_permissions
from django.db import migrations

DRAFTS = ("therapies.therapy", "trials.trial")
ROWS = (
    "therapies.therapyname",
    "therapies.therapyblock",
    "therapies.therapyperson",
    "therapies.outcome",
    "therapies.harm",
    "therapies.regulatoryevent",
    "therapies.therapytrial",
    "trials.trialname",
    "trials.trialblock",
    "trials.trialperson",
    "trials.statedfacts",
    "trials.criterion",
    "trials.trialresult",
    "trials.contradiction",
    "trials.trialtherapy",
)
SOURCES = ("reviews.source",)
RECORDS = (
    "reviews.entry",
    "reviews.submission",
    "reviews.decision",
    "reviews.version",
    "reviews.removal",
    "reviews.advisory",
    "reviews.notice",
    "trials.registryrecord",
    "trials.importrun",
)
LOG = ("reviews.event",)
PEOPLE = ("reviews.user",)

READ = {"view": DRAFTS + ROWS + SOURCES + RECORDS}
WRITE = {
    "view": READ["view"],
    "add": DRAFTS + ROWS + SOURCES,
    "change": DRAFTS + ROWS + SOURCES,
    "delete": ROWS,
}
ROLES = {
    "author": WRITE,
    "clinical_reviewer": READ,
    "editorial_reviewer": READ,
    "publisher": {"view": READ["view"] + LOG},
    "administrator": {
        "view": READ["view"] + LOG + PEOPLE + ("auth.group",),
        "add": PEOPLE,
        "change": PEOPLE,
    },
}


def lay(apps, schema_editor):
    """Idempotent. Permissions are otherwise made only after all migrations, so they are made here."""
    using = schema_editor.connection.alias
    for label in ("auth", "reviews", "therapies", "trials"):
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, verbosity=0, using=using, apps=apps)
        config.models_module = None
    permissions = {
        (p.content_type.app_label, p.codename): p
        for p in apps.get_model("auth", "Permission")
        .objects.using(using)
        .select_related("content_type")
    }
    groups = apps.get_model("auth", "Group").objects.using(using)
    for role, allowed in ROLES.items():
        group, _created = groups.get_or_create(name=role)
        group.permissions.set(
            permissions[app, f"{verb}_{model}"]
            for verb, labels in allowed.items()
            for app, model in (label.split(".") for label in labels)
        )


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("reviews", "0003_foundations"),
        ("therapies", "0001_initial"),
        ("trials", "0001_initial"),
    ]

    # People keep their roles when the app is unapplied: a group may be in use.
    operations = [migrations.RunPython(lay, migrations.RunPython.noop)]

"""What the engine cannot do without: the head of the log, its own accounts, the first notices."""

import hashlib

from django.db import migrations

ACCOUNTS = {"registry-import": "Registry import", "scheduler": "Scheduler"}

NOTICES = {
    "short_disclaimer": (
        "General information, not advice for you. Decide about treatment together with your "
        "neurologist or ALS team."
    ),
    "medical_disclaimer": (
        "This page explains what was publicly known on the dates shown. It cannot know your "
        "situation and does not replace the advice of a doctor who does. Do not begin, end or "
        "change a treatment because of this page alone. If you feel suddenly unwell, call your "
        "local emergency number. Every statement carries its source, so that you and your doctor "
        "can check it."
    ),
    "registry_attribution": (
        "Registry facts come from ClinicalTrials.gov, a service of the U.S. National Library of "
        "Medicine. They are shown as the registry held them on the processing date given; the "
        "registry may have changed since. A listing there does not mean that the government has "
        "evaluated the trial. Contacts are left out and terms are put into plain words; the "
        "registry's own words stand beside them."
    ),
    "no_snapshot": (
        "No copy of the registry record is held for this trial. The facts below come from the "
        "source named beside them, as of the date given, and may have changed since. Look at the "
        "registry itself before you act on them."
    ),
    "ai_origin": (
        "Parts of this page were written with an AI tool. Each such part is marked, and names the "
        "person who checked it against its sources."
    ),
}


def lay(apps, schema_editor):
    """Idempotent, so that a test database can be given its foundations again."""
    using = schema_editor.connection.alias
    apps.get_model("reviews", "Head").objects.using(using).get_or_create(pk=1)
    users = apps.get_model("reviews", "User").objects.using(using)
    for username, name in ACCOUNTS.items():
        users.get_or_create(
            username=username,
            defaults={
                "display_name": name,
                "is_machine": True,
                "is_staff": False,
                "password": "!no-login",
            },
        )
    notices = apps.get_model("reviews", "Notice").objects.using(using)
    for kind, text in NOTICES.items():
        notices.get_or_create(
            kind=kind,
            language="en",
            edition=1,
            defaults={
                "text": text,
                "digest": "sha256:" + hashlib.sha256(text.encode()).hexdigest(),
            },
        )


class Migration(migrations.Migration):
    dependencies = [("reviews", "0002_search")]

    operations = [migrations.RunPython(lay, migrations.RunPython.noop)]

"""The table of the database cache, which counts wrong passwords where there is no Redis."""

from django.core.management import call_command
from django.db import migrations

TABLE = "alsportal_limits"


def make(apps, schema_editor):
    call_command("createcachetable", TABLE, database=schema_editor.connection.alias, verbosity=0)


def drop(apps, schema_editor):
    schema_editor.execute(f"DROP TABLE {schema_editor.quote_name(TABLE)}")


class Migration(migrations.Migration):
    dependencies = [("alsportal", "0002_more_permissions")]
    operations = [migrations.RunPython(make, drop)]

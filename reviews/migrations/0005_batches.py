from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reviews", "0004_found_pages")]

    operations = []

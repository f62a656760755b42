from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reviews", "0003_foundations")]

    operations = []

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate, pre_migrate


class ReviewsConfig(AppConfig):
    """The editorial engine. The only signals of the project are here: they install the gate."""

    name = "reviews"
    verbose_name = "Review"

    def ready(self):
        from reviews import checks, gate

        pre_migrate.connect(gate.before_migrate, dispatch_uid="gate_before_migrate")
        post_migrate.connect(gate.after_migrate, sender=self, dispatch_uid="gate_after_migrate")
        register(checks.gate_is_installed, Tags.database)

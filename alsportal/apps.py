from django.apps import AppConfig


class AlsportalConfig(AppConfig):
    name = "alsportal"

    def ready(self):
        from alsportal import checks  # noqa: F401  (importing registers them)

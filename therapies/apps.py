from django.apps import AppConfig


class TherapiesConfig(AppConfig):
    name = "therapies"

    def ready(self):
        from reviews import kinds, rules
        from therapies.kind import THERAPY
        from therapies.rules import RULES

        kinds.register(THERAPY)
        rules.register(THERAPY.name, RULES)

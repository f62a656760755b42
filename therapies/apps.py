from django.apps import AppConfig


class TherapiesConfig(AppConfig):
    name = "therapies"

    def ready(self):
        from reviews import kinds, rules
        from therapies.kind import GUIDE, TERM, THERAPY
        from therapies.rules import RULES

        for kind in (THERAPY, GUIDE, TERM):
            kinds.register(kind)
            rules.register(kind.name, RULES)

from django.apps import AppConfig


class TrialsConfig(AppConfig):
    name = "trials"

    def ready(self):
        from reviews import kinds, rules
        from trials.kind import TRIAL
        from trials.rules import RULES

        kinds.register(TRIAL)
        kinds.provide_snapshots("trials.documents.snapshots")
        rules.register(TRIAL.name, RULES)

"""Rules for trials alone."""

from reviews.rules import register

RULES = ()

register("trial", RULES)

"""Rules for therapies alone."""

from reviews.rules import register

RULES = ()

register("therapy", RULES)

"""Proof, over the whole database, of the invariants that the gate guards.

``run()`` yields a ``Section`` for each: what was counted and every breach found. It only reads.
"""

from reviews.audit.base import Breach, Section
from reviews.audit.sections import run

__all__ = ["Breach", "Section", "run"]

"""Therapies: drafts, their part of the document, rules, derived status, and the public pages.

models/drafts.py   the draft and its typed rows      models/facets.py   rows for filters, derived
kind.py            the registration: all the engine knows
documents.py       draft to document; projections.py   document to derived rows (pure)
status.py          status per jurisdiction, derived from dated events (pure)
public.py          the pages, from live versions only
"""

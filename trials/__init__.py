"""Trials: registry import, drafts, their part of the document, rules, and the public pages.

registry/          from a registry's JSON to a stored record: gate, parser, comparison, store
models/            registry records, drafts, and the facets derived from live versions
kind.py            the registration: all the engine knows
documents.py       draft and record to document; projections.py   document to derived rows (pure)
status.py          whether a trial takes people, derived (pure)
public.py          the pages, from live versions only
"""

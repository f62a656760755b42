"""The editorial engine: what a page is, how it is reviewed, and how it becomes public.

    models/       entries, submissions, decisions, versions, events; sources, notices; drafts' base
    actions/      every change of state; everything else only reads
    gate.py       the triggers that refuse what the actions would never do
    documents.py  from a draft row to the canonical document; canonical.py is its one text
    rules/        pure checks of a document; differences.py says in words what changed
    events.py     the gap-free, hash-chained log; journal.py reads who edited a draft
    projections.py, search/    rows derived from live versions, for lists, links and search
    published.py  how public code reads; audit/ proves the invariants
    kinds.py      what the engine knows of a kind of page
    desk/         Django's admin as the editors' and reviewers' desk

It never imports an app with content: those register their kinds here.
"""

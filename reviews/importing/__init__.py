"""Web pages that editors bring in: read once into a ``Page``, kept as a draft that nobody trusts.

    page = reading.read(data, name="riluzole.html")       pure, from the bytes of a file
    actions.import_page(page=page, kind="therapy", by=…)   a draft, with nothing of the page lost

What is read here is a suggestion for an editor. Nothing of it is public before another person has
approved it, and every block says that it was taken over and that nobody has checked it.
"""

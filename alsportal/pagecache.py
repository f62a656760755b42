"""Whole public pages from memory."""


class PublicPageCache:
    """Passes everything on."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)


def forget():
    """Drop what this process remembers of editions and pages."""

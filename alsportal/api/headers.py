"""Headers of every answer of the API, errors included."""

METHODS = "GET, HEAD, OPTIONS"
SHARED = {200, 204, 301, 404, 410}  # the same for every reader, and kept
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Memento-Datetime, Retry-After, X-Request-ID",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "Accept, If-None-Match",
    "Access-Control-Max-Age": "86400",  # seconds
}


def complete(response):
    """Let pages of any origin read the answer, and say who may keep it. Returns the response."""
    for name, value in CORS.items():
        response[name] = value
    shared = response.status_code in SHARED
    response["Cache-Control"] = "public, no-cache" if shared else "no-store"
    return response

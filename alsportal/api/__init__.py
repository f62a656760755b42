"""The read-only API for partners, `/api/v1/`. It reads what the public may read, and nothing else.

| file | what it holds |
|---|---|
| `urls.py` | the addresses |
| `views.py` | what every answer has in common: strict parameters, headers, problems |
| `lists.py` `pages.py` `versions.py` `changes.py` `finding.py` `about.py` | the resources |
| `reading.py` `envelope.py` | queries of lists; what surrounds every document |
| `parameters.py` `paging.py` | query parameters and signed cursors |
| `problems.py` `headers.py` | errors (RFC 9457); headers of every answer |
| `openapi.py` `schemas/` | the description, OpenAPI 3.1 |

Partners' guide: docs/partners.md.
"""

"""Names the running code, so that pages cached by one release are never served by the next."""

import hashlib
from pathlib import Path

FOLDERS = ("alsportal", "reviews", "therapies", "trials", "templates", "static")
SUFFIXES = {".py", ".html", ".txt", ".xml", ".svg", ".css", ".js", ".toml"}


def fingerprint(root: Path) -> str:
    """Return 16 hexadecimal digits that change whenever code, template or style does."""
    digest = hashlib.sha256()
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in SUFFIXES and path.is_file():
                digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]

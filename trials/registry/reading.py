"""From the PATHs of a command line to single registry records, one after another.

Files, folders (all the way down), `.json`, `.json.gz` and `.zip`; in a file one study, a bare list
of studies, or a page of the registry's interface (`{"studies": […]}`). Nothing is unpacked to the
disk. Whatever a file is, reading it ends in values or in refusals with a reason, never in a crash,
and takes no more memory than the largest file that the gate lets in. Results sections are passed
over: of them only that they are there is kept.
"""

import dataclasses
import gzip
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from .gate import MAX_BYTES, JsonRefused, Refused, clean, parse, printable
from .kept import lightened

MAX_ARCHIVE_BYTES = 512 * 1024 * 1024
MAX_MEMBERS = 20_000
MAX_STUDIES = 100_000  # of one file; a page of the registry's interface has at most 1,000
MAX_UNPACKED = 2 * 1024 * 1024 * 1024  # of one archive, all members together
MAX_RATIO = 100  # pretty-printed JSON packs to a tenth; a bomb to a thousandth
_RATIO_COUNTS_FROM = 1024 * 1024
_CHUNK = 256 * 1024
_SUFFIXES = (".json", ".json.gz", ".zip")
_DAMAGED = (OSError, EOFError, ValueError, RuntimeError, NotImplementedError, zlib.error)
_DAMAGED_ZIP = (*_DAMAGED, zipfile.BadZipFile, KeyError, IndexError, OverflowError, MemoryError)


class PathMissing(Exception):
    """A PATH that does not exist."""


class FileRefused(Refused):
    """A file that cannot be read, or an archive that is not to be trusted."""


@dataclasses.dataclass(frozen=True, slots=True)
class Item:
    """One record as found, or the reason why there is none."""

    origin: str  # where it stood: "page-2.json.gz, study 17"
    value: object
    refusal: Refused | None
    position: float  # bytes of input dealt with so far; see `total_bytes`


def find_files(paths: list[Path]) -> list[Path]:
    """Return the files to read, folders searched all the way down in the order of their names.

    A file named outright is read whatever its name; in folders only .json, .json.gz and .zip count,
    and hidden files and links are passed over. Raises PathMissing.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if not path.exists():
            raise PathMissing(path)
        found.update(dict.fromkeys(_files_under(path) if path.is_dir() else [path]))
    return list(found)


def total_bytes(files: list[Path]) -> int:
    """Return the size of the files on disk, the full length of a progress bar."""
    return sum(_size(path) for path in files)


def read_files(files: list[Path]) -> Iterator[Item]:
    """Yield every record of the files, and a refusal for every one that cannot be one."""
    done = 0
    for path in files:
        size = _size(path)
        for origin, value, refusal, share in _read_file(path):
            yield Item(printable(origin, 200), value, refusal, done + size * share)
        done += size


def _files_under(folder: Path) -> list[Path]:
    found = []
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.is_symlink():
            continue
        if path.is_dir():
            found += _files_under(path)
        elif path.name.lower().endswith(_SUFFIXES):
            found.append(path)
    return found


def _label(path: Path) -> str:
    """Return the last two names of a path: enough to find it, and nothing about the machine."""
    return "/".join(path.parts[-2:]) if path.parent.name else path.name


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _read_file(path: Path):
    """Yield (origin, value, refusal, share of the file dealt with)."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise FileRefused(_("This is not an ordinary file"), "", _("Name a file or a folder."))
        with path.open("rb") as stream:
            kind = _kind(stream.read(4))
            stream.seek(0)
            if kind == "zip":
                yield from _members(_label(path), stream, _size(path))
            else:
                data = _unzipped(stream, _size(path)) if kind == "gzip" else _whole(stream)
                yield from _records(_label(path), data)
    except Refused as refusal:
        yield _label(path), None, refusal, 1.0
    except OSError as error:
        mend = _("Look at the file's rights and at the disk.")
        reason = _("The file cannot be read: %s") % (error.strerror or error)
        yield _label(path), None, FileRefused(reason, "", mend), 1.0


def _kind(start: bytes) -> str:
    if start.startswith(b"\x1f\x8b"):
        return "gzip"
    return "zip" if start.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")) else "plain"


def _records(origin: str, data: bytes):
    """Yield (origin, value, refusal, share) for every study in the bytes of one JSON file."""
    value = parse(data)
    studies, place = _studies(value)
    if studies is None:
        yield origin, clean(lightened(value)), None, 1.0
        return
    if len(studies) > MAX_STUDIES:
        raise _bomb(_("The file holds more than 100,000 studies"))
    for i, study in enumerate(studies):
        label = _("%(file)s, study %(number)d") % {"file": origin, "number": i + 1}
        share = (i + 1) / len(studies)
        try:
            yield label, clean(lightened(study), f"{place}/{i}"), None, share
        except JsonRefused as refusal:
            yield label, None, refusal, share


def _studies(value) -> tuple[list | None, str]:
    if isinstance(value, list):
        return value, ""
    if isinstance(value, dict) and isinstance(value.get("studies"), list):
        return value["studies"], "/studies"
    return None, ""


def _members(origin: str, stream: BinaryIO, size: int):
    """Yield (origin, value, refusal, share) for every study in a ZIP archive."""
    if size > MAX_ARCHIVE_BYTES:
        raise _bomb(_("The archive is larger than 512 MB"))
    try:
        with zipfile.ZipFile(stream) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if len(members) > MAX_MEMBERS:
                raise _bomb(_("The archive holds more than 20,000 files"))
            unpacked = 0
            for number, member in enumerate(members):
                label = f"{origin}/{member.filename}"
                data, refusal = _member(archive, member)
                unpacked += len(data)
                if unpacked > MAX_UNPACKED:
                    raise _bomb(_("The archive unpacks to more than 2 GB"))
                for item in _refused_or_records(label, data, refusal):
                    yield *item[:3], (number + item[3]) / len(members)
    except _DAMAGED_ZIP as error:
        raise _damaged(error) from None


def _refused_or_records(label: str, data: bytes, refusal: Refused | None):
    if refusal is None:
        try:
            yield from _records(label, data)
        except Refused as found:
            refusal = found
    if refusal is not None:
        yield label, None, refusal, 1.0


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> tuple[bytes, Refused | None]:
    try:
        _check_member(member)
        with archive.open(member) as stream:
            data = _bounded(stream, member.compress_size)
        if _kind(data[:4]) != "plain":
            raise _bomb(_("An archive within an archive"))
    except Refused as refusal:
        return b"", refusal
    except _DAMAGED_ZIP as error:
        return b"", _damaged(error)
    return data, None


def _check_member(member: zipfile.ZipInfo) -> None:
    if member.flag_bits & 1:
        raise _bomb(_("The file is encrypted"))
    if stat.S_ISLNK(member.external_attr >> 16):
        raise _bomb(_("The file is a link"))
    parts = member.filename.replace("\\", "/").split("/")
    if ".." in parts or parts[0] in ("", "~") or ":" in parts[0]:
        raise _bomb(_("The file's name leads out of the archive"))
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _bomb(_("The file is packed in an unusual way"))
    if not member.filename.lower().endswith(".json"):
        raise FileRefused(_("The file is not JSON"), "", _("Leave it out of the archive."))


def _whole(stream: BinaryIO) -> bytes:
    return stream.read(MAX_BYTES + 1)


def _unzipped(stream: BinaryIO, size: int) -> bytes:
    try:
        with gzip.GzipFile(fileobj=stream) as unpacked:
            data = _bounded(unpacked, size)
    except _DAMAGED as error:
        raise _damaged(error) from None
    if _kind(data[:4]) != "plain":
        raise _bomb(_("An archive within an archive"))
    return data


def _bounded(stream, packed: int) -> bytes:
    """Read a packed stream to its end; give up early where it grows beyond all measure."""
    chunks, length = [], 0
    while chunk := stream.read(_CHUNK):
        chunks.append(chunk)
        length += len(chunk)
        if length > MAX_BYTES:
            raise _bomb(_("The file unpacks to more than 64 MB"))
        if length > _RATIO_COUNTS_FROM and length > MAX_RATIO * packed:
            raise _bomb(_("The file unpacks to more than a hundred times its size"))
    return b"".join(chunks)


def _bomb(reason: str) -> FileRefused:
    return FileRefused(reason, "", _("Fetch the studies again and pass them as plain JSON files."))


def _damaged(error: Exception) -> Refused:
    if isinstance(error, Refused):
        return error
    reason = _("The archive is damaged: %s") % printable(str(error) or type(error).__name__)
    return FileRefused(reason, "", _("Fetch the file again."))

"""ZIP files (DOCX is one): what their directory says of their size is checked before opening."""

import copy
import zipfile
from pathlib import Path

from knowledge.errors import DamagedDocument, EncryptedDocument, TooBig

MOST_MEMBERS = 5_000
MEMBER_BYTES = 64 * 1024 * 1024
TOTAL_BYTES = 200 * 1024 * 1024
# Text packs about 10 to 30 times smaller; below the floor even a bomb does no harm.
MOST_RATIO = 100
RATIO_FLOOR = 1024 * 1024
PIECE = 64 * 1024


def check_zip(path: Path) -> None:
    """Raise unless a ZIP file is safe to unpack in memory.

    Raises ``TooBig`` beyond the limits above, ``EncryptedDocument`` when a member needs a
    password, and ``DamagedDocument`` when the file is no ZIP file, names a member twice or
    unpacks to something else than it says.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            check_directory(archive.infolist(), path.name)
            for info in archive.infolist():
                check_member(archive, info, path.name)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError) as exc:
        raise broken(path.name) from exc
    except Exception as exc:
        # Each way of packing has its own error for bytes that it cannot unpack.
        if type(exc).__module__ in {"zlib", "lzma", "_lzma"}:
            raise broken(path.name) from exc
        raise


def broken(name: str) -> DamagedDocument:
    """Return the error for a file that cannot be unpacked."""
    return DamagedDocument(f"{name}: is broken or cut off. Copy it again, or save it anew.")


def check_directory(members: list[zipfile.ZipInfo], name: str) -> None:
    """Check what the directory of a ZIP file says of its members, without unpacking any."""
    if len(members) > MOST_MEMBERS:
        raise TooBig(f"{name}: packs more than {MOST_MEMBERS:,} files. Save it as PDF.")
    if any(info.flag_bits & 1 for info in members):
        raise EncryptedDocument(f"{name}: needs a password. Save a copy without one and add that.")
    if len({info.filename for info in members}) < len(members):
        raise DamagedDocument(f"{name}: names one of its parts twice. Save it anew.")
    for info in members:
        size, packed = info.file_size, info.compress_size
        bomb = size > RATIO_FLOOR and size > MOST_RATIO * packed
        if size > MEMBER_BYTES or bomb:
            raise TooBig(f"{name}: a part of it unpacks to {size:,} bytes. Save it as PDF.")
    total = sum(info.file_size for info in members)
    if total > TOTAL_BYTES:
        raise TooBig(f"{name}: unpacks to {total:,} bytes. Save it as PDF, without its pictures.")


def check_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> None:
    """Unpack a member in small pieces: it must hold as many bytes as the directory says.

    Libraries unpack a member in one go and trust that number; nothing is kept here.
    """
    allowed = copy.copy(info)
    allowed.file_size = info.file_size + 1
    size = 0
    with archive.open(allowed) as member:
        while piece := member.read(PIECE):
            size += len(piece)
    if size != info.file_size:
        raise DamagedDocument(f"{name}: lies about the size of its parts. Save it anew.")

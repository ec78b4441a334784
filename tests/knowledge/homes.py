"""What a test sees of a home, and the ways in which a file of it can be damaged."""

import contextlib

from knowledge import Query, english_terms, open_library, snapshots
from knowledge.contents import load

DAMAGES = {
    "missing": lambda path: path.unlink(),
    "empty": lambda path: path.write_bytes(b""),
    "cut": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "flipped": lambda path: path.write_bytes(flipped(path.read_bytes())),
}


def flipped(content, place=None):
    """Return bytes of which one, by default that in the middle, has another lowest bit."""
    place = len(content) // 2 if place is None else place
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


@contextlib.contextmanager
def damaged(path, damage):
    """Damage a file in one of the ``DAMAGES``, and make it whole again afterwards."""
    content = path.read_bytes()
    DAMAGES[damage](path)
    try:
        yield
    finally:
        path.write_bytes(content)


def files(folder):
    """Return all files below a folder that have any content, by their names in it."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.stat().st_size)
    return {path.relative_to(folder).as_posix(): path for path in found}


def query(question):
    return Query(question, english_terms(question))


def texts(library, question, **options):
    """Return the sentences that a question finds in an open library, best first."""
    return [hit.text for hit in library.search(query(question), **options)]


@contextlib.contextmanager
def opened(settings):
    """Open the library of the settings, and close it again."""
    library = open_library(settings)
    try:
        yield library
    finally:
        library.close()


def found(settings, question, count=20, only=None):
    """Return the sentences that a question finds, best first."""
    with opened(settings) as library:
        return texts(library, question, count=count, only=only)


def contents(home):
    return load(snapshots.current(home))


def names(home):
    return [document.source for document in contents(home).documents]


def folders(home):
    """Return the names of all folders of indexes, complete or not."""
    return sorted(path.name for path in (home / "snapshots").iterdir() if path.is_dir())


def state(home):
    """Return all that must not change when nothing is published."""
    found = sorted(path for path in home.rglob("*") if path.is_file())
    return {path: path.stat().st_mtime_ns for path in found if path.name != "ingest.lock"}

"""What a test sees of a home: what is in its index, what is found in it, whether it changed."""

from knowledge import Query, english_terms, open_library, snapshots


def found(settings, question, count=20):
    """Return the sentences that a question finds, best first."""
    library = open_library(settings)
    try:
        hits = library.search(Query(question, english_terms(question)), count)
        return [hit.text for hit in hits]
    finally:
        library.close()


def contents(home):
    return snapshots.read(snapshots.current(home))


def names(home):
    return [document.source for document in contents(home).documents]


def state(home):
    """Return all that must not change when nothing is published."""
    files = sorted(path for path in home.rglob("*") if path.is_file())
    return {path: path.stat().st_mtime_ns for path in files if path.name != "ingest.lock"}

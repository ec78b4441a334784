"""Changing the library: documents in, documents out, each time as one new index."""

import difflib
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from knowledge import originals, snapshots
from knowledge.building import Advance, build, writable
from knowledge.collecting import collect
from knowledge.contents import Contents, load
from knowledge.errors import LibraryNotReady, MissingDocument, UnknownDocument
from knowledge.manifest import Change, check_files, read_manifest
from knowledge.placing import place
from knowledge.planning import Plan, Source, find_files, keep_only, take_in
from knowledge.settings import LibrarySettings
from knowledge.types import Document, IngestReport

LASTING = ("url", "publisher", "issuer", "number", "kind")
"""What holds for a later version of a document, too."""


def silent(stage: str, done: int, total: int) -> None:
    """Tell nobody of the progress."""


def add_documents(
    settings: LibrarySettings,
    places: Sequence[Path | str],
    given: Mapping[str, str] | None = None,
    *,
    dry_run: bool = False,
    advance: Advance = silent,
) -> IngestReport:
    """Add files, the documents in folders, or web pages to the library and publish the result.

    ``given`` (title, publisher, issuer, number, kind, language, url, published, effective) is what
    the librarian says of them. What cannot be read is reported in ``refused`` and keeps none of
    the others out. A document with the url of a known one replaces it; one with the same text is
    a duplicate. Nothing is published unless something was added or replaced. With ``dry_run`` the
    report says what would be done.
    """
    with tempfile.TemporaryDirectory() as folder:
        named = [str(place) for place in places]
        sources, refused = collect(named, given or {}, Path(folder), advance)

        def change(plan: Plan) -> None:
            take_in(plan, sources, advance)
            plan.reports += refused

        return carry_out(settings, "add", change, advance, dry_run=dry_run)


def replace_document(
    settings: LibrarySettings,
    document_id: str,
    path: Path,
    given: Mapping[str, str] | None = None,
    *,
    dry_run: bool = False,
    advance: Advance = silent,
) -> IngestReport:
    """Put a file in the place of a document, which stays when the file cannot be read.

    What is known of the document from elsewhere than its text goes on to hold, unless ``given``
    says otherwise. Raises ``UnknownDocument`` when there is none of that id.
    """

    def change(plan: Plan) -> None:
        older = needed(plan, document_id)
        kept = {key: str(getattr(older, key)) for key in LASTING if getattr(older, key)}
        take_in(plan, [Source(path, {**kept, **(given or {})})], advance)
        (report,) = plan.reports
        new = report.document
        if report.refused or new is None or older.id not in plan.documents or new.id == older.id:
            return
        plan.drop(older)
        if report.action == "added":
            plan.reports = [replace(report, action="replaced")]
        else:
            plan.removed.append(older)

    return carry_out(settings, "replace", change, advance, dry_run=dry_run)


def sync_folder(
    settings: LibrarySettings, folder: Path, *, dry_run: bool = False, advance: Advance = silent
) -> IngestReport:
    """Make the library equal to a folder: add, replace, and remove what is not in it.

    A document whose file is in the folder but cannot be read stays as it was. With ``dry_run``
    the report says what would be done. Raises ``MissingDocument`` for no folder, or one without
    documents, which would empty the library.
    """
    if not folder.is_dir():
        raise MissingDocument(f"{folder}: no such folder.")
    sources = [Source(path) for path in find_files([folder])]

    def change(plan: Plan) -> None:
        take_in(plan, sources, advance)
        keep_only(plan)

    return carry_out(settings, "sync", change, advance, dry_run=dry_run)


def remove_documents(
    settings: LibrarySettings, ids: Sequence[str], *, advance: Advance = silent
) -> IngestReport:
    """Take documents out of the library; raises ``UnknownDocument`` unless all are in it."""

    def change(plan: Plan) -> None:
        for name in dict.fromkeys(ids):
            document = needed(plan, name)
            plan.removed.append(document)
            plan.drop(document)

    return carry_out(settings, "remove", change, advance)


def needed(plan: Plan, name: str) -> Document:
    """Return the document of an id; raises ``UnknownDocument``."""
    if name not in plan.documents:
        near = difflib.get_close_matches(name, plan.documents, n=1)
        hint = f" Did you mean {near[0]}?" if near else " See: python ingest.py list"
        raise UnknownDocument(f"{name}: no document has this id.{hint}")
    return plan.documents[name]


def carry_out(
    settings: LibrarySettings,
    action: str,
    change: Callable[[Plan], None],
    advance: Advance,
    *,
    dry_run: bool = False,
) -> IngestReport:
    """Apply a change to what is published, and publish what comes of it if it is another."""
    with snapshots.ingest_lock(settings.home):
        known, moved = published(settings)
        plan = Plan.of(known)
        change(plan)
        passages = plan.all_passages()
        report = IngestReport(
            files=tuple(plan.reports),
            removed=tuple(plan.removed),
            documents=len(plan.documents),
            passages=len(passages),
            dry_run=dry_run,
        )
        if not dry_run:
            with writable(settings.home):
                originals.keep(settings.home, plan.files)
        if dry_run or not (report.changed or moved):
            return report
        done = Change(action, len(report.added), len(report.replaced), len(report.removed))
        documents = list(plan.documents.values())
        embedded = build(settings, documents, passages, known, done, advance)
        originals.drop_unused(settings.home)
        return replace(report, embedded=embedded)


def published(settings: LibrarySettings) -> tuple[Contents | None, bool]:
    """Return what is published, ``None`` when nothing is, and whether its vectors must move.

    A damaged index raises ``DamagedSnapshot``: adding to it would silently lose its documents.
    """
    try:
        folder = snapshots.current(settings.home)
    except LibraryNotReady:
        return None, False
    manifest = read_manifest(folder)
    check_files(folder, manifest)
    return load(folder), manifest.store != place(settings)

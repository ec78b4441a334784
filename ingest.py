"""The librarian's command line: takes documents in and out, lists them, checks the index."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from knowledge import (
    IngestReport,
    KnowledgeError,
    LibraryNotReady,
    LibrarySettings,
    add_documents,
    remove_documents,
    snapshots,
    sync_folder,
)
from knowledge.contents import load
from knowledge.manifest import read_manifest
from knowledge.terminal import (
    document_json,
    document_row,
    progress,
    report_json,
    say,
    say_json,
    say_report,
    say_table,
    snapshot_row,
)
from knowledge.verification import verify_apart

FACTS = {
    "title": "title of the document (one file only)",
    "publisher": "who published it",
    "issuer": "the office or author that it is from",
    "number": "the number the office gave it, as 749/QĐ-TTg (one file only)",
    "kind": "decision, law, report ...",
    "language": "en or vi",
    "published": "the day it was published, as 2025-02-06",
    "effective": "the day from which it holds, as 2025-07-01 (one file only)",
    "url": "where the original is (one file only)",
}

Command = Callable[[argparse.Namespace, LibrarySettings], int]


def main() -> int:
    """Run one command; return the exit status: 0 when all was done, 1 when something was not."""
    arguments = parser().parse_args()
    run: Command = arguments.run
    try:
        return run(arguments, LibrarySettings())
    except KnowledgeError as exc:
        say(f"error: {exc}", errors=True)
        return 1
    except KeyboardInterrupt:
        say("stopped; the published index is as it was.", errors=True)
        return 130


def parser() -> argparse.ArgumentParser:
    """Return the command line."""
    found = argparse.ArgumentParser(
        description=__doc__, epilog="ASSISTANT_HOME says where the library is (.assistant)."
    )
    commands = found.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Command, help_text: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=help_text, description=f"{help_text}.")
        added.set_defaults(run=run)
        return added

    def with_json(added: argparse.ArgumentParser) -> None:
        added.add_argument("--json", action="store_true", help="print JSON for programs")

    add = command("add", run_add, "add files, all documents in folders, or web pages")
    add.add_argument("places", nargs="+", metavar="PATH|URL", help="a file, a folder, an address")
    for name, help_text in FACTS.items():
        add.add_argument(f"--{name}", help=help_text)
    add.add_argument("--if-empty", action="store_true", help="do nothing if there is an index")
    sync = command("sync", run_sync, "make the library equal to a folder: add, replace, remove")
    sync.add_argument("folder", type=Path, metavar="DIR")
    sync.add_argument(
        "--dry-run", action="store_true", help="say what would be done, and do nothing"
    )
    remove = command("remove", run_remove, "take documents out")
    remove.add_argument("ids", nargs="+", metavar="ID", help="as listed by: python ingest.py list")
    listed = command("list", run_list, "list the documents, and what is not known of them")
    verify = command("verify", run_verify, "check every file and a sample of the published index")
    history = command("history", run_history, "list the indexes that can be gone back to")
    rollback = command("rollback", run_rollback, "publish an earlier index again")
    rollback.add_argument(
        "name", nargs="?", help="as listed by history; the one before if left out"
    )
    for each in (add, sync, remove, listed, verify, history):
        with_json(each)
    return found


def run_add(arguments: argparse.Namespace, settings: LibrarySettings) -> int:
    """Add documents and say what became of each file."""
    if arguments.if_empty and has_index(settings):
        return 0
    given = {key: value for key in FACTS if (value := getattr(arguments, key))}
    with progress() as advance:
        report = add_documents(settings, arguments.places, given, advance=advance)
    return tell(report, as_json=arguments.json)


def run_sync(arguments: argparse.Namespace, settings: LibrarySettings) -> int:
    """Make the library equal to a folder and say what that changed."""
    with progress() as advance:
        report = sync_folder(settings, arguments.folder, dry_run=arguments.dry_run, advance=advance)
    return tell(report, as_json=arguments.json)


def run_remove(arguments: argparse.Namespace, settings: LibrarySettings) -> int:
    """Take documents out."""
    with progress() as advance:
        report = remove_documents(settings, arguments.ids, advance=advance)
    return tell(report, as_json=arguments.json)


def run_list(arguments: argparse.Namespace, settings: LibrarySettings) -> int:
    """List the documents."""
    documents = load(snapshots.current(settings.home)).documents
    if arguments.json:
        say_json([document_json(document) for document in documents])
        return 0
    head = ("Id", "Published", "Kind", "Number", "Lang", "Pages", "Title", "Publisher", "Unknown")
    say_table(head, [document_row(document) for document in documents])
    return 0


def run_verify(arguments: argparse.Namespace, settings: LibrarySettings) -> int:
    """Check the published index in a process of its own."""
    folder = snapshots.current(settings.home)
    verify_apart(settings, folder)
    manifest = read_manifest(folder)
    sizes = {name: getattr(manifest, name) for name in ("documents", "passages", "sentences")}
    if arguments.json:
        say_json({"snapshot": folder.name, **sizes})
    else:
        counted = ", ".join(f"{size} {name}" for name, size in sizes.items())
        say(f"The index {folder.name} is whole: {counted}.")
    return 0


def run_history(arguments: argparse.Namespace, settings: LibrarySettings) -> int:
    """List the snapshots that are kept, oldest first."""
    here = snapshots.current(settings.home)
    kept = snapshots.history(settings.home)
    if arguments.json:
        rows = [
            {
                "name": folder.name,
                "published": folder == here,
                "created": manifest.created,
                "action": manifest.change.action,
                "added": manifest.change.added,
                "replaced": manifest.change.replaced,
                "removed": manifest.change.removed,
                "documents": manifest.documents,
                "sentences": manifest.sentences,
            }
            for folder, manifest in kept
        ]
        say_json(rows)
        return 0
    head = ("", "Name", "Made (UTC)", "By", "Changes", "Documents", "Sentences", "Vectors")
    say_table(head, [snapshot_row(each.name, manifest, each == here) for each, manifest in kept])
    say("* is published. Go back with: python ingest.py rollback [NAME]")
    return 0


def run_rollback(arguments: argparse.Namespace, settings: LibrarySettings) -> int:
    """Publish an earlier snapshot again."""
    with snapshots.ingest_lock(settings.home):
        folder = snapshots.go_back(settings.home, arguments.name)
    manifest = read_manifest(folder)
    say(f"The index {folder.name} of {manifest.created} serves again: "
        f"{manifest.documents} document(s).")  # fmt: skip
    return 0


def has_index(settings: LibrarySettings) -> bool:
    """Whether an index is published; raises ``DamagedSnapshot`` for one that cannot be used."""
    try:
        read_manifest(snapshots.current(settings.home))
    except LibraryNotReady:
        return False
    return True


def tell(report: IngestReport, *, as_json: bool) -> int:
    """Print a report; return the exit status."""
    if as_json:
        say_json(report_json(report))
    else:
        say_report(report)
    if report.refused and not as_json:
        count = f"{len(report.refused)} of {len(report.files)} file(s)"
        say(f"error: {count} could not be taken in; see the table.", errors=True)
    return 1 if report.refused else 0


if __name__ == "__main__":
    sys.exit(main())

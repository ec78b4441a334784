"""The librarian's command line: takes documents into the library and lists them."""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from knowledge import IngestReport, KnowledgeError, LibraryNotReady, LibrarySettings
from knowledge.building import Advance
from knowledge.ingest import add_documents
from knowledge.snapshots import current, read

OVERRIDES = ("title", "publisher", "published", "url")


def main() -> int:
    """Run one command; return the exit status: 0 when all was done, 1 when something was not."""
    arguments = parser().parse_args()
    run: Callable[[argparse.Namespace, LibrarySettings], int] = arguments.run
    try:
        return run(arguments, LibrarySettings())
    except KnowledgeError as exc:
        print(f"error: {exc}", file=sys.stderr)  # noqa: T201
        return 1
    except KeyboardInterrupt:
        print("stopped; the published index is as it was.", file=sys.stderr)  # noqa: T201
        return 130


def parser() -> argparse.ArgumentParser:
    """Return the command line."""
    found = argparse.ArgumentParser(
        description=__doc__, epilog="ASSISTANT_HOME says where the library is (.assistant)."
    )
    commands = found.add_subparsers(required=True, metavar="COMMAND")
    add = commands.add_parser("add", help="add files, or all documents in folders")
    add.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file or a folder")
    add.add_argument("--title", help="title of the document (one file only)")
    add.add_argument("--publisher", help="who published it")
    add.add_argument("--published", help="the day it was published, as 2025-02-06")
    add.add_argument("--url", help="where the original is (one file only)")
    add.add_argument("--if-empty", action="store_true", help="do nothing if there is an index")
    add.set_defaults(run=run_add)
    shown = commands.add_parser("list", help="list the documents of the library")
    shown.set_defaults(run=run_list)
    return found


def run_add(arguments: argparse.Namespace, settings: LibrarySettings) -> int:
    """Add documents and say what became of each file."""
    if arguments.if_empty and has_index(settings):
        return 0
    given = {key: value for key in OVERRIDES if (value := getattr(arguments, key))}
    paths: list[Path] = arguments.paths
    if (given.keys() & {"title", "url"}) and (len(paths) > 1 or paths[0].is_dir()):
        raise KnowledgeError("--title and --url describe one document: give one file with them.")
    with progress() as advance:
        report = add_documents(settings, paths, given, advance=advance)
    tell(report)
    return 1 if report.refused else 0


def run_list(arguments: argparse.Namespace, settings: LibrarySettings) -> int:
    """Print a line for each document: id, day of publication, pages, title and publisher."""
    for document in read(current(settings.home)).documents:
        day = document.published.isoformat() if document.published else "unknown"
        publisher = document.publisher or "publisher unknown"
        print(  # noqa: T201
            f"{document.id}\t{day}\t{len(document.pages)} p.\t{document.title}\t{publisher}"
        )
    return 0


def has_index(settings: LibrarySettings) -> bool:
    """Whether an index is published."""
    try:
        current(settings.home)
    except LibraryNotReady:
        return False
    return True


def tell(report: IngestReport) -> None:
    """Print what became of each file, and the size of the library."""
    for word, documents in (
        ("added", report.added),
        ("replaced", report.replaced),
        ("unchanged", report.unchanged),
    ):
        for document in documents:
            print(f"{word}: {document.source} as {document.id}: {document.title}")  # noqa: T201
    for refusal in report.refused:
        print(f"error: {refusal.reason}", file=sys.stderr)  # noqa: T201
    if report.changed:
        print(  # noqa: T201
            f"The library has {report.documents} document(s) in {report.passages} passages."
        )
    elif len(report.refused) > 1:
        print("Nothing was added; the index is as it was.", file=sys.stderr)  # noqa: T201


@contextmanager
def progress() -> Iterator[Advance]:
    """Show a bar for each stage while a terminal watches, and nothing else otherwise."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=not console.is_terminal) as bars:
        tasks: dict[str, object] = {}

        def advance(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done, total=total)  # type: ignore[arg-type]

        yield advance


if __name__ == "__main__":
    sys.exit(main())

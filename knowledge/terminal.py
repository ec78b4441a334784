"""What the librarian sees: tables, progress bars, and the same as JSON for programs."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from knowledge.building import Advance
from knowledge.manifest import Manifest
from knowledge.types import Document, FileReport, IngestReport

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Task
    from rich.text import Text

# Facts that a librarian will want to know of a document, and may have to add by hand.
FACTS = ("title", "publisher", "issuer", "number", "kind", "published", "effective", "url")
# Into a file or another program lines go unbroken.
UNBROKEN = 4000
DID = {"added": "added", "replaced": "replaced an earlier version", "none": "-"}
WOULD = {"added": "would be added", "replaced": "would replace an earlier version", "none": "-"}


def console(*, errors: bool = False) -> "Console":
    """Return where to print: what is printed is text, never markup."""
    from rich.console import Console

    stream = sys.stderr if errors else sys.stdout
    width = None if stream.isatty() else UNBROKEN
    return Console(file=stream, width=width, markup=False, highlight=False, emoji=False)


def say(text: str, *, errors: bool = False) -> None:
    """Print a line."""
    console(errors=errors).print(text, soft_wrap=True)


def say_json(value: object) -> None:
    """Print a value as JSON."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2, default=date.isoformat)
    sys.stdout.write("\n")


def say_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table; on a terminal long cells are folded."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in head:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console().print(table)


def say_report(report: IngestReport) -> None:
    """Print what became of each file, of the documents that left, and the size of the library."""
    if report.files:
        head = ("File", "Outcome", "Library", "Document")
        say_table(head, [report_row(each, report.dry_run) for each in report.files])
    for document in report.removed:
        say(f"{'would remove' if report.dry_run else 'removed'}: {document.id}: {document.title}")
    size = f"{report.documents} document(s) in {report.passages} passages"
    if not report.changed:
        say(f"Nothing to do: the library has {size}.")
    elif report.dry_run:
        say(f"Nothing was done; the library would have {size}.")
    else:
        say(f"The library has {size}; {report.embedded} passage(s) were new to the model.")


def report_row(report: FileReport, dry_run: bool) -> tuple[str, str, str, str]:
    """Return what became of a file, as a row of a table."""
    document = f"{report.document.id}: {report.document.title}" if report.document else ""
    said = "\n".join(filter(None, (document, *report.notes)))
    return report.name, report.outcome, (WOULD if dry_run else DID)[report.action], said


def report_json(report: IngestReport) -> dict[str, Any]:
    """Return a report for programs."""
    return {
        "files": [
            {
                "name": each.name,
                "outcome": each.outcome,
                "action": each.action,
                "document": each.document.id if each.document else None,
                "notes": list(each.notes),
            }
            for each in report.files
        ],
        "removed": [document.id for document in report.removed],
        "documents": report.documents,
        "passages": report.passages,
        "embedded": report.embedded,
        "dry_run": report.dry_run,
    }


def document_row(document: Document) -> tuple[str, ...]:
    """Return a document as a row of a table; its last cell names what is not known of it."""
    unknown = [fact for fact in FACTS if getattr(document, fact) is None]
    return (
        document.id,
        document.published.isoformat() if document.published else "",
        document.kind or "",
        document.number or "",
        document.language,
        str(len(document.pages)),
        document.title,
        document.publisher or "",
        ", ".join(unknown),
    )


def document_json(document: Document) -> dict[str, Any]:
    """Return what is known of a document, for programs."""
    known = {key: value for key, value in asdict(document).items() if key != "pages"}
    return {**known, "pages": len(document.pages)}


def snapshot_row(name: str, manifest: Manifest, published: bool) -> tuple[str, ...]:
    """Return a snapshot as a row of a table."""
    change = manifest.change
    return (
        "*" if published else "",
        name,
        manifest.created,
        change.action,
        f"+{change.added} ~{change.replaced} -{change.removed}",
        str(manifest.documents),
        str(manifest.sentences),
        manifest.store,
    )


@contextmanager
def progress() -> Iterator[Advance]:
    """Show a bar for each stage, its rate and the time left, while a terminal watches."""
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: "Task") -> "Text":
            return Text(f"{task.speed:,.0f}/s" if task.speed and task.speed >= 1 else "")

    columns = (
        TextColumn("{task.description:<19}"),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    shown = console(errors=True)
    with Progress(*columns, console=shown, disable=not shown.is_terminal) as bars:
        tasks: dict[str, Any] = {}

        def advance(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield advance

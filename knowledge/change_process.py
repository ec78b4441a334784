"""The process that carries out a change of the library; ``changing`` starts it."""

import logging
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from knowledge import snapshots
from knowledge.building import Advance
from knowledge.changing import ChangeState, LibraryChange, files_folder, planned_change, write
from knowledge.errors import KnowledgeError, LibraryLocked
from knowledge.ingest import add_documents, remove_documents, replace_document
from knowledge.settings import LibrarySettings
from knowledge.types import FileReport, IngestReport

logger = logging.getLogger(__name__)

TOLD_EVERY = 0.2
WAIT_FOR_OTHERS = 600.0
LOOK_AGAIN = 1.0
EXCERPT = 1200


def main(folder: Path) -> None:
    """Carry out the change of a folder and write down what came of it."""
    change = planned_change(folder)
    try:
        report = patient(
            lambda: carry_out(LibrarySettings(), folder, change, teller(folder)), folder
        )
        state = ChangeState("done", report=told(report) if report else {})
    except KnowledgeError as exc:
        state = ChangeState("failed", message=str(exc))
    except Exception:
        logger.exception("a change of the library broke off")
        message = "the change broke off because of a fault of the server; the library is as it was."
        state = ChangeState("failed", message=message)
    write(folder / "result.json", asdict(state))


def patient(
    run: Callable[[], IngestReport | None], folder: Path, wait: float = WAIT_FOR_OTHERS
) -> IngestReport | None:
    """Run a change, waiting while another one is at work; raises ``LibraryLocked`` after long."""
    deadline = time.monotonic() + wait
    while True:
        try:
            return run()
        except LibraryLocked:
            if time.monotonic() > deadline:
                raise
        write(folder / "progress.json", {"stage": "Waiting", "done": 0, "total": 1})
        time.sleep(LOOK_AGAIN)


def carry_out(
    settings: LibrarySettings, folder: Path, change: LibraryChange, advance: Advance
) -> IngestReport | None:
    """Do what a change says; going back has no report."""
    if change.action == "rollback":
        with snapshots.ingest_lock(settings.home):
            snapshots.go_back(settings.home, change.target or None)
        return None
    if change.action == "remove":
        return remove_documents(settings, [change.target], advance=advance)
    files, dry_run = sorted(files_folder(folder).iterdir()), change.action == "preview"
    if change.target:
        return replace_document(
            settings, change.target, files[0], change.given, dry_run=dry_run, advance=advance
        )
    return add_documents(settings, files, change.given, dry_run=dry_run, advance=advance)


def teller(folder: Path) -> Advance:
    """Return what writes down how far a change is, some times a second."""
    last = 0.0

    def tell(stage: str, done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last < TOLD_EVERY and 0 < done < total:
            return
        last = now
        write(folder / "progress.json", {"stage": stage, "done": done, "total": total})

    return tell


def told(report: IngestReport) -> dict[str, Any]:
    """Return what came of a change, with the beginning of each document that was read."""
    return {
        "files": [told_file(each) for each in report.files],
        "removed": [document.title for document in report.removed],
        "documents": report.documents,
        "passages": report.passages,
    }


def told_file(report: FileReport) -> dict[str, Any]:
    """Return what became of a file."""
    found = report.document
    document = found and {
        "id": found.id,
        "title": found.title,
        "publisher": found.publisher,
        "published": found.published.isoformat() if found.published else None,
        "kind": found.kind,
        "number": found.number,
        "language": found.language,
        "pages": len(found.pages),
        "beginning": found.pages[0].text[:EXCERPT] if found.pages else "",
    }
    return {
        "name": Path(report.name).name,
        "outcome": report.outcome,
        "action": report.action,
        "notes": [note.replace(report.name, Path(report.name).name) for note in report.notes],
        "document": document,
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))

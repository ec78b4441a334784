"""What an ingest would do to a library: which documents come, stay, are replaced, and go."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from knowledge.contents import Contents
from knowledge.drafts import Draft
from knowledge.errors import KnowledgeError, MissingDocument, UnreadableDocument
from knowledge.metadata import content_hash
from knowledge.parsing import fingerprint, parse_files
from knowledge.readers import READERS
from knowledge.text import normalise
from knowledge.types import Document, FileReport, Passage

LATER = "A later file of this run is a version of the same document and takes its place."


@dataclass(frozen=True, slots=True)
class Source:
    """A file to take in, and what the librarian says of it; ``name`` is what it is reported as."""

    path: Path
    given: Mapping[str, str] = field(default_factory=dict)
    name: str = ""

    @property
    def shown(self) -> str:
        """The name under which the file is reported."""
        return self.name or str(self.path)


@dataclass(slots=True)
class Plan:
    """A library in the making: documents by id, their passages, and what became of each file.

    ``heirs`` are the documents that stand for one that was known before; ``claims`` says which
    file, by its place among the sources, is a document; ``files`` has the file of each document
    by its fingerprint.
    """

    documents: dict[str, Document] = field(default_factory=dict)
    passages: dict[str, tuple[Passage, ...]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    heirs: set[str] = field(default_factory=set)
    claims: dict[str, int] = field(default_factory=dict)
    files: dict[str, Path] = field(default_factory=dict)
    reports: list[FileReport] = field(default_factory=list)
    removed: list[Document] = field(default_factory=list)

    @classmethod
    def of(cls, known: Contents | None) -> "Plan":
        """Return the plan that changes nothing."""
        plan = cls()
        if known:
            grouped: dict[str, list[Passage]] = {each.id: [] for each in known.documents}
            for passage in known.passages:
                grouped[passage.document_id].append(passage)
            for document in known.documents:
                plan.put(document, tuple(grouped[document.id]))
                plan.heirs.add(document.id)
        return plan

    def put(self, document: Document, passages: tuple[Passage, ...]) -> None:
        """Take a document in."""
        self.documents[document.id], self.passages[document.id] = document, passages
        self.texts[document.id] = content_hash(document.pages)

    def drop(self, document: Document) -> None:
        """Take a document out."""
        del self.documents[document.id], self.passages[document.id], self.texts[document.id]

    def all_passages(self) -> list[Passage]:
        """Return the passages of all documents, in their order."""
        return [passage for name in self.documents for passage in self.passages[name]]


def find_files(paths: Iterable[Path]) -> list[Path]:
    """Return the files to read: those named, and in folders every file with a known suffix.

    Raises ``MissingDocument`` for a folder without documents.
    """
    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        inside = sorted(
            file
            for file in files_below(path)
            if file.suffix.lower() in READERS and file.is_file() and not file.name.startswith(".")
        )
        if not inside:
            raise MissingDocument(f"{path}: the folder has no {', '.join(sorted(READERS))} files.")
        found += inside
    return found


def files_below(folder: Path) -> Iterator[Path]:
    """Yield all files below a folder; raises ``MissingDocument`` for a folder that is closed.

    To take it for an empty one would make a sync remove what is in it.
    """

    def closed(exc: OSError) -> None:
        raise MissingDocument(
            f"{exc.filename}: the folder cannot be read ({exc.strerror}). Check its permissions."
        ) from exc

    for parent, _, names in os.walk(folder, onerror=closed):
        yield from (Path(parent) / name for name in names)


def take_in(
    plan: Plan, sources: Sequence[Source], advance: Callable[[str, int, int], None]
) -> None:
    """Read the sources that are not known yet and enter them into a plan, with their reports.

    Of several files that are versions of one document, the last in order counts.
    """
    by_fingerprint = {
        each.fingerprint: each for each in plan.documents.values() if each.fingerprint
    }
    prints = [print_of(source) for source in sources]
    plan.claims = {
        by_fingerprint[mark].id: place
        for place, mark in enumerate(prints)
        if mark in by_fingerprint
    }
    unread = [place for place, mark in enumerate(prints) if mark not in by_fingerprint]
    read: dict[int, Draft | KnowledgeError] = {}
    for given, places in by_given(sources, unread):
        files = [sources[place].path for place in places]
        read.update(zip(places, parse_files(files, given, advance=advance), strict=True))
    for place, source in enumerate(sources):
        if place in read:
            plan.reports.append(enter(plan, source, read[place], place))
        else:
            document = by_fingerprint[prints[place]]
            plan.files[document.fingerprint] = source.path
            plan.reports.append(FileReport(source.shown, "duplicate", document=document))
    plan.reports = [as_it_ended(plan, report) for report in plan.reports]


def as_it_ended(plan: Plan, report: FileReport) -> FileReport:
    """Return the report of a file, which a later one may have taken the place of."""
    if not report.document or plan.documents.get(report.document.id) == report.document:
        return report
    return replace(report, outcome="duplicate", action="none", document=None, notes=(LATER,))


def by_given(
    sources: Sequence[Source], places: Sequence[int]
) -> list[tuple[Mapping[str, str], list[int]]]:
    """Group places of sources by what the librarian says of them."""
    groups: list[tuple[Mapping[str, str], list[int]]] = []
    for place in places:
        given = sources[place].given
        if not groups or groups[-1][0] != given:
            groups.append((given, []))
        groups[-1][1].append(place)
    return groups


def print_of(source: Source) -> str:
    """Return the fingerprint of a source, nothing when there is no such file."""
    try:
        return fingerprint(source.path, source.given)
    except KnowledgeError:
        return ""


def enter(plan: Plan, source: Source, found: Draft | KnowledgeError, place: int) -> FileReport:
    """Enter what was read of a file into a plan; return what became of it.

    A text that is known, with all that is known of it, is a duplicate. One with the id or the
    address of a known document, or with its text and other facts, takes its place.
    """
    if isinstance(found, KnowledgeError):
        outcome = found.outcome if isinstance(found, UnreadableDocument) else "failed"
        return FileReport(source.shown, outcome, notes=(str(found),))
    document, text = found.document, content_hash(found.document.pages)
    same = next((plan.documents[name] for name, each in plan.texts.items() if each == text), None)
    if same and is_known(plan, same, found):
        return FileReport(source.shown, "duplicate", document=same)
    older = [each for each in plan.documents.values() if is_version(document, each) or each is same]
    if any(plan.claims.get(each.id, -1) > place for each in older):
        return FileReport(source.shown, "duplicate", notes=(LATER,))
    heir = bool(plan.heirs & {each.id for each in older})
    for each in older:
        plan.drop(each)
    plan.put(document, found.passages)
    plan.files[document.fingerprint] = source.path
    plan.claims[document.id] = place
    plan.heirs |= {document.id} if heir else set()
    return FileReport(
        source.shown,
        "ok_with_warnings" if found.warnings else "ok",
        "replaced" if heir else "added",
        document,
        found.warnings,
    )


def is_known(plan: Plan, same: Document, draft: Draft) -> bool:
    """Whether a draft with the text of a known document says nothing new."""
    document = draft.document
    if same_facts(same, document):
        return same.id != document.id or plan.passages[same.id] == draft.passages
    # A copy without an address says less than what is known; one with it says more.
    return same.id != document.id and not document.url


def is_version(newer: Document, older: Document) -> bool:
    """Whether a document is a later version of another: of the same id or the same address."""
    return newer.id == older.id or (newer.url is not None and newer.url == older.url)


def same_facts(older: Document, newer: Document) -> bool:
    """Whether all that is known of a document is the same; its file does not count."""
    aside = replace(older, id=newer.id, source=newer.source, fingerprint=newer.fingerprint)
    return aside == newer


def keep_only(plan: Plan) -> None:
    """Take out what none of the files of the plan's reports is.

    A document whose file could not be read this time stays: its file is there.
    """
    present = {report.document.id for report in plan.reports if report.document}
    unread = {normalise(Path(report.name).name) for report in plan.reports if report.refused}
    for document in list(plan.documents.values()):
        if document.id not in present and document.source not in unread:
            plan.drop(document)
            plan.removed.append(document)

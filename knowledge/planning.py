"""What an ingest would do to a library: which documents come, stay, are replaced, and go."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from knowledge.contents import Contents
from knowledge.drafts import Draft
from knowledge.errors import KnowledgeError, MissingDocument, UnreadableDocument
from knowledge.metadata import content_hash
from knowledge.parsing import fingerprint, parse_files
from knowledge.readers import READERS
from knowledge.types import Document, FileReport, Passage


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
    """A library in the making: documents by id, their passages, and what became of each file."""

    documents: dict[str, Document] = field(default_factory=dict)
    passages: dict[str, tuple[Passage, ...]] = field(default_factory=dict)
    reports: list[FileReport] = field(default_factory=list)
    removed: list[Document] = field(default_factory=list)

    @classmethod
    def of(cls, known: Contents | None) -> "Plan":
        """Return the plan that changes nothing."""
        plan = cls()
        if known:
            plan.documents = {document.id: document for document in known.documents}
            grouped: dict[str, list[Passage]] = {name: [] for name in plan.documents}
            for passage in known.passages:
                grouped[passage.document_id].append(passage)
            plan.passages = {name: tuple(passages) for name, passages in grouped.items()}
        return plan

    def drop(self, document: Document) -> None:
        """Take a document out."""
        del self.documents[document.id], self.passages[document.id]

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
            for file in path.rglob("*")
            if file.suffix.lower() in READERS and file.is_file() and not file.name.startswith(".")
        )
        if not inside:
            raise MissingDocument(f"{path}: the folder has no {', '.join(sorted(READERS))} files.")
        found += inside
    return found


def take_in(
    plan: Plan, sources: Sequence[Source], advance: Callable[[str, int, int], None]
) -> None:
    """Read the sources that are not known yet and enter them into a plan, with their reports."""
    by_fingerprint = {
        each.fingerprint: each for each in plan.documents.values() if each.fingerprint
    }
    reports: dict[int, FileReport] = {}
    unread: list[int] = []
    for place, source in enumerate(sources):
        document = by_fingerprint.get(print_of(source))
        if document:
            reports[place] = FileReport(source.shown, "duplicate", document=document)
        else:
            unread.append(place)
    for given, places in by_given(sources, unread):
        read = parse_files([sources[place].path for place in places], given, advance=advance)
        for place, found in zip(places, read, strict=True):
            reports[place] = enter(plan, sources[place], found)
    plan.reports += [reports[place] for place in range(len(sources))]


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


def enter(plan: Plan, source: Source, found: Draft | KnowledgeError) -> FileReport:
    """Enter what was read of a file into a plan; return what became of it.

    A text that is known, with all that is known of it, is a duplicate. One with the id or the
    address of a known document, or with its text and other facts, takes its place.
    """
    if isinstance(found, KnowledgeError):
        outcome = found.outcome if isinstance(found, UnreadableDocument) else "failed"
        return FileReport(source.shown, outcome, notes=(str(found),))
    document, text = found.document, content_hash(found.document.pages)
    known = list(plan.documents.values())
    same = next((each for each in known if content_hash(each.pages) == text), None)
    if same and is_known(plan, same, found):
        return FileReport(source.shown, "duplicate", document=same)
    older = [each for each in known if is_version(document, each) or each is same]
    for each in older:
        plan.drop(each)
    plan.documents[document.id] = document
    plan.passages[document.id] = found.passages
    return FileReport(
        source.shown,
        "ok_with_warnings" if found.warnings else "ok",
        "replaced" if older else "added",
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
    unread = {Path(report.name).name for report in plan.reports if report.refused}
    for document in list(plan.documents.values()):
        if document.id not in present and document.source not in unread:
            plan.drop(document)
            plan.removed.append(document)

"""Taking documents in: find files, read and cut them, tell what is new from what is known."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from knowledge import snapshots
from knowledge.building import Advance, Draft, build
from knowledge.errors import EmptyDocument, KnowledgeError, LibraryNotReady, MissingDocument
from knowledge.metadata import content_hash, make_document
from knowledge.passages import make_passages
from knowledge.readers import READERS, read_file
from knowledge.settings import LibrarySettings
from knowledge.snapshots import Contents
from knowledge.types import Document, IngestReport, Refusal


def find_files(paths: Iterable[Path]) -> list[Path]:
    """Return the files to read: those named, and in folders every file with a known suffix.

    Raises ``MissingDocument`` for a path that does not exist or a folder without documents.
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


def add_documents(
    settings: LibrarySettings,
    paths: Sequence[Path],
    given: Mapping[str, str] | None = None,
    *,
    advance: Advance = lambda stage, done, total: None,
) -> IngestReport:
    """Add files, or the documents in folders, to the library and publish the result.

    A file that cannot be read is reported in ``refused`` and keeps none of the others out. A
    document with the url of a known one replaces it; one with the same text is unchanged.
    Nothing is published unless something was added or replaced.
    """
    files = find_files(paths)
    with snapshots.ingest_lock(settings.home):
        known = published(settings.home)
        drafts, refused = read_all(files, given or {}, advance)
        added, replaced, unchanged = sort_out(drafts, known.documents if known else ())
        fresh = [*added, *replaced]
        report = IngestReport(
            added=tuple(draft.document for draft in added),
            replaced=tuple(draft.document for draft in replaced),
            unchanged=tuple(unchanged),
            refused=tuple(refused),
            documents=len(known.documents) if known else 0,
            passages=len(known.passages) if known else 0,
        )
        if not fresh:
            return report
        return build(settings, known, fresh, report, advance)


def published(home: Path) -> Contents | None:
    """Return what is published, ``None`` when nothing is.

    A damaged index raises: adding to it would silently lose its documents.
    """
    try:
        return snapshots.read(snapshots.current(home))
    except LibraryNotReady:
        return None


def read_all(
    files: Sequence[Path], given: Mapping[str, str], advance: Advance
) -> tuple[list[Draft], list[Refusal]]:
    """Read every file; return the drafts and those that could not be read."""
    drafts: list[Draft] = []
    refused: list[Refusal] = []
    for done, path in enumerate(files):
        advance("Reading", done, len(files))
        try:
            drafts.append(read_draft(path, given))
        except KnowledgeError as exc:
            refused.append(Refusal(str(path), str(exc)))
        except OSError as exc:
            refused.append(Refusal(str(path), f"{path.name}: cannot be read ({exc.strerror})."))
    advance("Reading", len(files), len(files))
    return drafts, refused


def read_draft(path: Path, given: Mapping[str, str]) -> Draft:
    """Read and cut a file; raises a ``KnowledgeError`` when it cannot become a document."""
    read = read_file(path)
    document = make_document(path, read, given)
    passages = make_passages(document, read.blocks)
    if not passages:
        # A note of one line, or a slide: what stands alone like headings is the text itself.
        passages = make_passages(
            document, [replace(block, kind="paragraph") for block in read.blocks]
        )
    if not passages:
        raise EmptyDocument(f"{path.name}: has no text, only marks.")
    return Draft(document, passages)


def sort_out(
    drafts: Iterable[Draft], known: Sequence[Document]
) -> tuple[list[Draft], list[Draft], list[Document]]:
    """Tell new documents from new versions of known ones and from known texts.

    For a known text the document that holds it is returned, under the name of the file given.
    """
    texts = {content_hash(document.pages): document for document in known}
    added: dict[str, Draft] = {}
    replaced: dict[str, Draft] = {}
    unchanged: list[Document] = []
    for draft in drafts:
        document = draft.document
        text = content_hash(document.pages)
        same = texts.get(text)
        if same and (same_facts(same, document) or not (same.id == document.id or document.url)):
            unchanged.append(replace(same, source=document.source))
            continue
        older = {each.id for each in known if is_version(document, each) or each is same}
        texts[text] = document
        fresh = replace(draft, replaces=frozenset(older))
        (replaced if older else added)[document.url or document.id] = fresh
    return list(added.values()), list(replaced.values()), unchanged


def is_version(newer: Document, older: Document) -> bool:
    """Whether a document is a later version of another: of the same id or the same address."""
    return newer.id == older.id or (newer.url is not None and newer.url == older.url)


def same_facts(older: Document, newer: Document) -> bool:
    """Whether all that is known of a document is the same; its file's name does not count."""
    return replace(older, source="", id="") == replace(newer, source="", id="")

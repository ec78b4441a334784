"""What the librarian names, as files: paths, folders, and addresses, which are downloaded first."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from knowledge.download import download
from knowledge.errors import BadMetadata, KnowledgeError, UnreadableDocument
from knowledge.planning import Source, find_files
from knowledge.types import FileReport

ONE_DOCUMENT = ("title", "url", "number", "effective")
"""What describes one document, and would be wrong of a second."""


def is_web_address(place: str) -> bool:
    """Whether the librarian means a page of the web and not a file."""
    return place.lower().startswith(("http://", "https://"))


def collect(
    places: Sequence[str],
    given: Mapping[str, str],
    folder: Path,
    advance: Callable[[str, int, int], None],
) -> tuple[list[Source], list[FileReport]]:
    """Return the sources at some places, and reports of addresses from which nothing came.

    What is downloaded goes into ``folder``. Raises ``BadMetadata`` when facts of one document
    are given for several, ``MissingDocument`` for a folder without documents.
    """
    sources: list[Source] = []
    refused: list[FileReport] = []
    addresses = [place for place in places if is_web_address(place)]
    for place in places:
        if not is_web_address(place):
            sources += [Source(path, given) for path in find_files([Path(place)])]
            continue
        advance("Downloading", addresses.index(place), len(addresses))
        try:
            path, url = download(place, folder)
        except KnowledgeError as exc:
            outcome = exc.outcome if isinstance(exc, UnreadableDocument) else "failed"
            refused.append(FileReport(place, outcome, notes=(str(exc),)))
        else:
            sources.append(Source(path, {"url": url, **given}, place))
    if addresses:
        advance("Downloading", len(addresses), len(addresses))
    alone = [f"--{key}" for key in ONE_DOCUMENT if key in given]
    if alone and len(sources) + len(refused) > 1:
        raise BadMetadata(f"{', '.join(alone)}: true of one document; give one file with it.")
    return sources, refused

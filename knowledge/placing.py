"""Where the vectors of a snapshot are: in its own folder, or on a Chroma server."""

import contextlib
import secrets
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from knowledge.contents import Contents, sentence_id
from knowledge.errors import DamagedSnapshot, LibraryNotWritable, StoreUnavailable
from knowledge.manifest import Manifest
from knowledge.settings import LibrarySettings
from knowledge.stores import chroma

FOLDER = "chroma"


def place(settings: LibrarySettings) -> str:
    """Return where new vectors go: "server" or "directory"."""
    return "server" if settings.chroma_url else "directory"


def own(home: Path) -> str:
    """Return how the names of a library's collections begin: several may share a server.

    The library's mark is made once and goes with its home.
    """
    file = home / "library-id"
    if not file.is_file():
        file.write_text(secrets.token_hex(6), encoding="utf-8")
    return f"{chroma.COLLECTION}-{file.read_text(encoding='utf-8').strip()}-"


def collection(settings: LibrarySettings, folder: Path) -> str:
    """Return the name of a new snapshot's collection on the server, nothing without a server."""
    return f"{own(settings.home)}{folder.name}" if settings.chroma_url else ""


def write_vectors(
    settings: LibrarySettings, folder: Path, contents: Contents, advance: Callable[[int], None]
) -> None:
    """Write the sentence vectors of a new snapshot; ``advance`` is told how many are written.

    Raises ``StoreUnavailable`` when the server of the settings is away, ``LibraryNotWritable``
    when the folder cannot be written, as on a full disk.
    """
    ids = [sentence_id(sentence) for _, sentence in contents.sentences()]
    documents = [passage.document_id for passage, _ in contents.sentences()]
    rows = (ids, documents, contents.sentence_vectors)
    if place(settings) == "server":
        client, name = connect(settings), collection(settings, folder)
        faults = chroma.server_faults(settings.chroma_url)
    else:
        client, name = chroma.directory_client(folder / FOLDER), chroma.COLLECTION
        faults = unwritten(folder)
    try:
        with faults:
            for written in chroma.write(client, name, *rows):
                advance(written)
    finally:
        chroma.close_client(client)


@contextlib.contextmanager
def unwritten(folder: Path) -> Iterator[None]:
    """Turn what Chroma raises while it writes a directory into ``LibraryNotWritable``."""
    try:
        with chroma.directory_faults(folder):
            yield
    except DamagedSnapshot as exc:
        raise LibraryNotWritable(
            f"{folder}: its vectors could not be written ({exc.__cause__}). Is the disk full? "
            "The published index is as it was."
        ) from exc


def open_vectors(settings: LibrarySettings, folder: Path, manifest: Manifest) -> chroma.ChromaStore:
    """Open the vectors of a snapshot for reading.

    Raises ``DamagedSnapshot`` when they are not in its folder, ``StoreUnavailable`` when the
    server that has them is away or not set.
    """
    if manifest.store == "directory":
        return chroma.open_directory(folder / FOLDER)
    if not settings.chroma_url:
        raise StoreUnavailable(
            f"{folder}: its vectors are on a Chroma server; set ASSISTANT_CHROMA_URL to it."
        )
    token = settings.chroma_token.get_secret_value()
    return chroma.open_server(settings.chroma_url, token, manifest.collection)


def drop_collections(settings: LibrarySettings, keep: Iterable[str]) -> None:
    """Delete the server's collections of snapshots that are not kept, if there is a server.

    One that cannot be deleted now is deleted after the next ingest.
    """
    if place(settings) == "directory":
        return
    start = own(settings.home)
    names = {f"{start}{name}" for name in keep}
    with contextlib.suppress(StoreUnavailable), chroma.server_faults(settings.chroma_url):
        client = connect(settings)
        for each in client.list_collections():
            if each.name.startswith(start) and each.name not in names:
                client.delete_collection(each.name)
        chroma.close_client(client)


def connect(settings: LibrarySettings):  # type: ignore[no-untyped-def]  # noqa: ANN201
    """Return a client of the settings' server; raises ``StoreUnavailable``."""
    return chroma.server_client(settings.chroma_url, settings.chroma_token.get_secret_value())

"""Files read behind a wall: each in a process of its own, limited in time, memory and output.

The readers run on whatever people add, and parsers of PDF and ZIP have had endless loops, memory
bombs and crashes in every year. What a file does to the process that reads it (``worker.py``)
ends with that process, and what the process says is checked before it is believed.
"""

import hashlib
import json
import os
import signal
import stat
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, replace
from pathlib import Path
from typing import NoReturn

from knowledge import errors
from knowledge.drafts import Draft, load_draft
from knowledge.errors import (
    BadMetadata,
    DamagedDocument,
    KnowledgeError,
    MissingDocument,
    TooBig,
    TookTooLong,
    UnreadableDocument,
)
from knowledge.text import normalise
from knowledge.worker import DONE, REFUSED, Limits, check_size
from knowledge.worker_process import OutputTooLong, run, worker_command

# Part of each fingerprint: count it up when a reader, the metadata or the cutting returns
# something else for the same file, so that known files are read again.
READERS_VERSION = 2

LIMITS = Limits()
# How many files a core reads ahead of the one that is waited for.
AHEAD = 4
MESSAGE_LENGTH = 500


def parse_files(
    paths: Sequence[Path],
    given: Mapping[str, str],
    limits: Limits = LIMITS,
    advance: Callable[[str, int, int], None] = lambda stage, done, total: None,
    *,
    command: Sequence[str] | None = None,
) -> Iterator[Draft | KnowledgeError]:
    """Yield what became of each file, in the order of ``paths``: a draft or an error.

    As many files are read at a time as there are cores. ``advance`` is called with "Reading",
    the number of files that are done and the number of all. When the caller stops, by closing
    the iterator or by Ctrl-C, the processes that still read are ended.
    """
    stop = threading.Event()
    cores = os.cpu_count() or 1

    def parse(path: Path) -> Draft | KnowledgeError:
        try:
            return parse_file(path, given, limits, command=command, stop=stop)
        except KnowledgeError as exc:
            return exc

    advance("Reading", 0, len(paths))
    with ThreadPoolExecutor(cores) as pool:
        waiting: deque[Future[Draft | KnowledgeError]] = deque()
        try:
            for path in paths[: cores * AHEAD]:
                waiting.append(pool.submit(parse, path))
            for done in range(1, len(paths) + 1):
                parsed = waiting.popleft().result()
                if (ahead := done + cores * AHEAD - 1) < len(paths):
                    waiting.append(pool.submit(parse, paths[ahead]))
                advance("Reading", done, len(paths))
                yield parsed
        finally:
            stop.set()
            pool.shutdown(cancel_futures=True)


def parse_file(
    path: Path,
    given: Mapping[str, str],
    limits: Limits = LIMITS,
    *,
    command: Sequence[str] | None = None,
    stop: threading.Event | None = None,
) -> Draft:
    """Return the document of a file with its passages, read in a process of its own.

    ``given`` is what the librarian says of the document. Raises the ``UnreadableDocument`` that
    the file deserves, or ``BadMetadata``. ``command`` starts another worker than ours; ``stop``
    ends the reading with ``CancelledError``.
    """
    check_file(path, limits)
    mark = fingerprint(path, given)
    order = {"path": str(path.absolute()), "given": dict(given), "limits": asdict(limits)}
    try:
        status, said = run([*(command or worker_command()), json.dumps(order)], limits, stop)
    except TimeoutError as exc:
        raise too_long(path, f"{limits.seconds:g} seconds") from exc
    except OutputTooLong as exc:
        raise TooBig(f"{path.name}: its text is too long to keep. Split it into parts.") from exc
    if status == REFUSED:
        refuse(path, said)
    if status in (-signal.SIGXCPU, -signal.SIGALRM):
        raise too_long(path, f"{limits.cpu_seconds} seconds of computing")
    if status != DONE:
        raise damaged(path, f"the process that read it ended with {status}")
    draft = trusted_draft(path, said, limits)
    return replace(draft, document=replace(draft.document, fingerprint=mark))


def trusted_draft(path: Path, said: bytes, limits: Limits) -> Draft:
    """Return the draft that the worker wrote, if it can be true; raises ``UnreadableDocument``."""
    try:
        draft = load_draft(said)
    except ValueError as exc:
        raise damaged(path, str(exc)) from exc
    check_size(path, draft.document.pages, limits)
    return draft


def fingerprint(path: Path, given: Mapping[str, str]) -> str:
    """Return what is the same as long as reading a file would give the same document.

    SHA-256 over its bytes, its suffix, what the librarian says of it and ``READERS_VERSION``.
    Raises ``UnreadableDocument`` when the file cannot be opened.
    """
    said = {key: value for key, value in given.items() if value}
    facts = json.dumps([READERS_VERSION, path.suffix.lower(), sorted(said.items())])
    try:
        with path.open("rb") as file:
            content = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as exc:
        raise unopened(path, exc) from exc
    return hashlib.sha256(f"{content} {facts}".encode()).hexdigest()


def check_file(path: Path, limits: Limits) -> None:
    """Raise for what is no file, or too large to begin with."""
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError) as exc:
        raise MissingDocument(f"{path}: no such file.") from exc
    except OSError as exc:
        raise unopened(path, exc) from exc
    if not stat.S_ISREG(found.st_mode):
        raise MissingDocument(f"{path}: no such file.")
    if found.st_size > limits.file_bytes:
        raise TooBig(
            f"{path.name}: has {found.st_size / 1e6:,.1f} MB, more than "
            f"{limits.file_bytes / 1e6:,.1f} MB. Split it into parts."
        )


def refuse(path: Path, said: bytes) -> NoReturn:
    """Raise the error that the worker named."""
    try:
        answer = json.loads(said)
        name, message = str(answer["error"]), str(answer["message"])
    except (ValueError, KeyError, TypeError) as exc:
        raise damaged(path, "the process that read it did not say why") from exc
    if name == MemoryError.__name__:
        raise TooBig(f"{path.name}: takes too much memory to read. Split it into parts.")
    kind = getattr(errors, name, None)
    if not (isinstance(kind, type) and issubclass(kind, (UnreadableDocument, BadMetadata))):
        raise damaged(path, "the process that read it failed")
    raise kind(" ".join(normalise(message).split())[:MESSAGE_LENGTH])


def damaged(path: Path, reason: str) -> DamagedDocument:
    """Return the error of a file that broke its reader."""
    return DamagedDocument(
        f"{path.name}: is damaged ({reason}). Save it again, or in another format."
    )


def too_long(path: Path, limit: str) -> TookTooLong:
    """Return the error of a file that is not read in time."""
    return TookTooLong(
        f"{path.name}: was not read within {limit}. Save it again, in another format or in parts."
    )


def unopened(path: Path, exc: OSError) -> UnreadableDocument:
    """Return the error of a file that the system does not give."""
    return UnreadableDocument(
        f"{path.name}: cannot be read ({exc.strerror or exc}). Check its permissions."
    )


__all__ = ["LIMITS", "Draft", "Limits", "fingerprint", "parse_file", "parse_files"]

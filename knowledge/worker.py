"""The process in which one file is read, so that no file can harm who adds it.

``knowledge.parsing`` starts it. It holds itself to its limits, reads the file, and writes one
JSON object: the document with its passages and warnings (exit status ``DONE``), or the class and
message of the error that the file deserves (``REFUSED``). It imports no library that reading does
not need, and not the package's own ``__init__`` either: starting it is most of its cost.
"""

import json
import math
import os
import resource
import signal
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from itertools import takewhile
from pathlib import Path
from typing import NoReturn

from knowledge.errors import EmptyDocument, KnowledgeError, TooBig
from knowledge.headlines import only_labels
from knowledge.metadata import make_document
from knowledge.passages import make_passages
from knowledge.readers import read_file
from knowledge.readers.base import Block, ReadText
from knowledge.readers.quality import without_garbled
from knowledge.types import Document, Page, Passage

DONE = 0
REFUSED = 3
# Written as it stands, because there may be no memory left to make it.
OUT_OF_MEMORY = b'{"error": "MemoryError", "message": ""}'
# What may be written to disk is compiled modules, so that the next start is quicker.
WRITTEN_BYTES = 16 * 2**20
OPEN_FILES = 64


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may cost.

    ``seconds`` on the clock and ``cpu_seconds`` of the processor, ``memory_bytes`` of address
    space, the size of the file and of the JSON made of it in bytes, its text in characters.
    """

    seconds: float = 90.0
    cpu_seconds: int = 60
    memory_bytes: int = 2**30
    file_bytes: int = 50_000_000
    output_bytes: int = 64_000_000
    text_length: int = 10_000_000
    pages: int = 5_000


def main() -> NoReturn:
    """Read the file that the first argument, a JSON object, names, and write what came of it."""
    order = json.loads(sys.argv[1])
    limits = Limits(**order["limits"])
    hold(limits)
    # What a library prints goes nowhere: the answer has its pipe for itself.
    answer = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    status, said = outcome(Path(order["path"]), order["given"], limits)
    with open(answer, "wb") as pipe:  # noqa: PTH123 - a file descriptor has no path
        pipe.write(said)
    # No library may say or do anything more.
    os._exit(status)


def hold(limits: Limits) -> None:
    """Limit this process; the clock too, in case whoever waits for it is gone."""
    for kind, soft, spare in (
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES, 0),
        (resource.RLIMIT_FSIZE, WRITTEN_BYTES, 0),
        (resource.RLIMIT_AS, limits.memory_bytes, 0),
        # At the soft limit comes SIGXCPU, which says what happened, at the hard one SIGKILL.
        (resource.RLIMIT_CPU, limits.cpu_seconds, 5),
    ):
        allowed = resource.getrlimit(kind)[1]
        hard = soft + spare
        if allowed != resource.RLIM_INFINITY:
            soft, hard = min(soft, allowed), min(hard, allowed)
        resource.setrlimit(kind, (soft, hard))
    signal.alarm(math.ceil(limits.seconds) + 5)


def outcome(path: Path, given: Mapping[str, str], limits: Limits) -> tuple[int, bytes]:
    """Return the exit status and the JSON object that a file comes to."""
    try:
        return DONE, encoded(read(path, given, limits))
    except MemoryError:
        return REFUSED, OUT_OF_MEMORY
    except KnowledgeError as exc:
        return REFUSED, OUT_OF_MEMORY if ran_out_of_memory(exc) else refusal(exc, str(exc))
    except OSError as exc:
        message = f"{path.name}: cannot be read ({exc.strerror or exc}). Check its permissions."
        return REFUSED, encoded({"error": "UnreadableDocument", "message": message})
    except Exception as exc:  # noqa: BLE001 - a hostile file finds what no reader foresaw
        if ran_out_of_memory(exc):
            return REFUSED, OUT_OF_MEMORY
        message = (
            f"{path.name}: is damaged ({type(exc).__name__}). Save it again, or in another format."
        )
        return REFUSED, encoded({"error": "DamagedDocument", "message": message})


def refusal(exc: KnowledgeError, message: str) -> bytes:
    """Return the JSON object of an error of ours."""
    return encoded({"error": type(exc).__name__, "message": message})


def encoded(said: Mapping[str, object]) -> bytes:
    """Return a JSON object; a name that is no text, as old disks have, stays within ASCII."""
    text = json.dumps(said, ensure_ascii=False, default=date.isoformat)
    return text.encode("utf-8", "backslashreplace")


def ran_out_of_memory(exc: BaseException | None) -> bool:
    """Whether an error was caused by a want of memory, whatever a library made of it."""
    while exc and not isinstance(exc, MemoryError):
        exc = exc.__cause__ or exc.__context__
    return exc is not None


def read(path: Path, given: Mapping[str, str], limits: Limits) -> dict[str, object]:
    """Return document, passages and warnings of a file; raises a ``KnowledgeError``."""
    found = read_file(path)
    check_size(path, found.pages, limits)
    found = readable(path, found)
    document = make_document(path, found, given)
    passages = cut(document, found.blocks)
    if not passages:
        raise EmptyDocument(f"{path.name}: has no text, only marks.")
    return {
        "document": asdict(document),
        "passages": [asdict(passage) for passage in passages],
        "warnings": found.warnings,
    }


def readable(path: Path, found: ReadText) -> ReadText:
    """Return what was read without its garbled pages; raises ``PoorText`` when most are."""
    pages, warnings = without_garbled(found.pages, path.name)
    kept = {page.number for page in pages if page.text}
    return replace(
        found,
        pages=pages,
        blocks=tuple(block for block in found.blocks if block.page in kept),
        warnings=(*found.warnings, *warnings),
    )


def check_size(path: Path, pages: Sequence[Page], limits: Limits) -> None:
    """Raise ``TooBig`` for more text or pages than one document may have."""
    length = sum(len(page.text) for page in pages)
    for amount, limit, what in (
        (len(pages), limits.pages, "pages"),
        (length, limits.text_length, "characters of text"),
    ):
        if amount > limit:
            raise TooBig(
                f"{path.name}: has {amount:,} {what}, more than {limit:,}. Split it into parts."
            )


def cut(document: Document, blocks: Sequence[Block]) -> tuple[Passage, ...]:
    """Return the passages of a document.

    In a note of one line, or a slide, what stands alone like headings is the text itself.
    """
    body = without_labels(document, blocks)
    return make_passages(document, body) or make_passages(
        document, [replace(block, kind="paragraph") for block in body]
    )


def without_labels(document: Document, blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks without lines like ``Number: ...`` at the head: they are metadata."""
    pages = {page.number: page.text for page in document.pages}

    def labels(block: Block) -> bool:
        return only_labels(pages[block.page][block.start : block.end])

    head = list(takewhile(lambda block: block.kind == "heading" or labels(block), blocks))
    return [*(block for block in head if not labels(block)), *blocks[len(head) :]]

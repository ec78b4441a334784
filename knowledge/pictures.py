"""The picture of a PDF's page, made when it is first asked for, in a process of its own.

A file that cannot be drawn within the limits has no picture; what it does to the process that tries
is of no consequence for who asks.
"""

import sys
import threading
import time
from concurrent.futures import CancelledError
from pathlib import Path

from knowledge.originals import original_of
from knowledge.types import Document
from knowledge.worker import Limits
from knowledge.worker_process import OutputTooLong, run

# As in ``worker_process``: without the package's own __init__ it starts ten times as fast.
START = """
import sys, types
package = types.ModuleType("knowledge")
package.__path__ = [sys.argv.pop(1)]
sys.modules["knowledge"] = package
from knowledge.picture_process import main
main()
"""
LIMITS = Limits(seconds=20, cpu_seconds=15, output_bytes=8_000_000)
# After how many seconds a page that could not be drawn is tried again.
AGAIN = 86_400
# Two at once, as there are few who look at pages that nobody has looked at before.
DRAWING = threading.BoundedSemaphore(2)


def picture_of(home: Path, document: Document, number: int) -> bytes | None:
    """Return a page as a JPEG picture, ``None`` where there is none or it cannot be drawn."""
    path = original_of(home, document)
    if path is None or document.page(number) is None:
        return None
    kept = path.with_name(f"page-{number}.jpg")
    if not is_settled(kept):
        with DRAWING:
            drawn = draw(path, number)
        aside = kept.with_suffix(f".{threading.get_ident()}")
        aside.write_bytes(drawn)
        aside.replace(kept)
    return kept.read_bytes() or None


def is_settled(kept: Path) -> bool:
    """Whether a page has been drawn, or could not be drawn lately and is not tried again yet."""
    try:
        found = kept.stat()
    except OSError:
        return False
    return found.st_size > 0 or time.time() - found.st_mtime < AGAIN


def draw(path: Path, number: int) -> bytes:
    """Return the picture of a page, nothing when that goes wrong."""
    package, file = str(Path(__file__).parent), str(path.resolve())
    command = (sys.executable, "-I", "-X", "utf8", "-c", START, package, file, str(number))
    try:
        status, said = run(command, LIMITS)
    except (TimeoutError, OutputTooLong, CancelledError):
        return b""
    return said if status == 0 else b""

"""Starting the worker process, reading what it says, and ending it when it must end."""

import contextlib
import os
import selectors
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from concurrent.futures import CancelledError
from pathlib import Path
from typing import IO

from knowledge.worker import Limits

# The first argument is the package's folder. The package's own __init__, which opens the whole
# library and takes ten times as long as reading a small file, does not run.
START = """
import sys, types
package = types.ModuleType("knowledge")
package.__path__ = [sys.argv.pop(1)]
sys.modules["knowledge"] = package
from knowledge.worker import main
main()
"""
# Without these a Python that was not installed in the usual place does not start.
KEPT_VARIABLES = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
STOP_CHECK_SECONDS = 0.1
CHUNK = 2**16


class OutputTooLong(Exception):
    """The process said more than it may."""


def worker_command() -> tuple[str, ...]:
    """Return how the worker is started: without this process's settings, folder and modules."""
    return (sys.executable, "-I", "-X", "utf8", "-c", START, str(Path(__file__).parent))


def run(
    command: Sequence[str], limits: Limits, stop: threading.Event | None = None
) -> tuple[int, bytes]:
    """Run a command; return its exit status, negative for a signal, and what it wrote.

    Raises ``TimeoutError`` when it has not ended after ``limits.seconds``, ``OutputTooLong`` when
    it writes more than ``limits.output_bytes``, ``CancelledError`` when ``stop`` is set. Whatever
    is raised, the process and those it started are gone.
    """
    deadline = time.monotonic() + limits.seconds
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ},
        cwd="/",
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        try:
            said = receive(process.stdout, deadline, limits.output_bytes, stop)
            return process.wait(max(0.0, deadline - time.monotonic())), said
        except subprocess.TimeoutExpired as exc:
            raise TimeoutError from exc
        finally:
            if process.returncode is None or process.returncode < 0:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)


def receive(pipe: IO[bytes], deadline: float, limit: int, stop: threading.Event | None) -> bytes:
    """Return what comes through a pipe until it is closed; raises as ``run`` does."""
    said = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while (left := deadline - time.monotonic()) > 0:
            if stop and stop.is_set():
                raise CancelledError
            if not selector.select(min(left, STOP_CHECK_SECONDS)):
                continue
            chunk = os.read(pipe.fileno(), CHUNK)
            if not chunk:
                return bytes(said)
            said += chunk
            if len(said) > limit:
                raise OutputTooLong
    raise TimeoutError

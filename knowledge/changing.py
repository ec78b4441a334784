"""A change of the library in a process of its own, which tells how far it is in a folder.

Whoever starts it need not wait, nor be there at the end: the folder says what came of it.
``change.json`` is what to do, ``progress.json`` how far it is, ``result.json`` what came of it;
``lock`` is held as long as the process lives, so that one that died is told from one that works.
"""

import fcntl
import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from pydantic import SecretStr

from knowledge.errors import UnknownChange
from knowledge.settings import LibrarySettings

Action = Literal["add", "preview", "replace", "remove", "rollback"]


@dataclass(frozen=True, slots=True)
class LibraryChange:
    """What to do: take in the files of the folder, or take out, or go back.

    ``target`` is the document that is replaced or removed, or the index that is gone back to.
    A ``preview`` says what adding, or with a ``target`` replacing, would do.
    """

    action: Action
    given: Mapping[str, str] = field(default_factory=dict)
    target: str = ""


@dataclass(frozen=True, slots=True)
class ChangeState:
    """How far a change is. ``report`` is what came of each file, once it is done."""

    status: Literal["running", "done", "failed"]
    stage: str = ""
    done: int = 0
    total: int = 0
    message: str = ""
    report: Mapping[str, Any] = field(default_factory=dict)


def files_folder(folder: Path) -> Path:
    """Return where the files of a change lie that it takes in."""
    return folder / "files"


def start_change(settings: LibrarySettings, folder: Path, change: LibraryChange) -> None:
    """Begin a change; ``change_state`` of the folder tells how far it is."""
    for name in ("result.json", "progress.json"):
        (folder / name).unlink(missing_ok=True)
    write(folder / "change.json", asdict(change))
    with (folder / "log").open("ab") as log, (folder / "lock").open("w") as lock:
        # The lock goes over to the process with the file, so that no moment is without it.
        fcntl.flock(lock, fcntl.LOCK_EX)
        process = subprocess.Popen(
            [sys.executable, "-m", "knowledge.change_process", str(folder.resolve())],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env={**os.environ, **environment(settings)},
            cwd=Path(__file__).parents[1],
            pass_fds=(lock.fileno(),),
            start_new_session=True,
        )
    reap(process)


def planned_change(folder: Path) -> LibraryChange:
    """Return the change that was begun in a folder; raises ``UnknownChange`` where none was."""
    try:
        return LibraryChange(**json.loads((folder / "change.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as exc:
        raise UnknownChange(
            "this change never began; the library is as it was. Send the files again."
        ) from exc


def reap(process: subprocess.Popen[bytes]) -> None:
    """Take note of the end of a process, so that nothing of it stays."""
    threading.Thread(target=process.wait, name="library-change", daemon=True).start()


def environment(settings: LibrarySettings) -> dict[str, str]:
    """Return the settings as the process reads them."""
    found = {"ASSISTANT_HOME": str(settings.home.resolve())}
    for name, value in settings:
        plain = value.get_secret_value() if isinstance(value, SecretStr) else value
        found.setdefault(f"ASSISTANT_{name.upper()}", str(plain))
    return found


def change_state(folder: Path) -> ChangeState:
    """Return how far a change is, ``failed`` for one whose process is gone without a result."""
    running = is_held(folder / "lock")
    with suppress(OSError, ValueError):
        return ChangeState(**json.loads((folder / "result.json").read_text(encoding="utf-8")))
    if not running:
        return ChangeState("failed", message="the change was broken off; the library is as it was.")
    with suppress(OSError, ValueError):
        progress = json.loads((folder / "progress.json").read_text(encoding="utf-8"))
        return ChangeState("running", **progress)
    return ChangeState("running", "Starting", 0, 1)


def is_held(path: Path) -> bool:
    """Whether a process holds a lock."""
    try:
        with path.open() as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def write(path: Path, content: Mapping[str, Any]) -> None:
    """Write a file in one step, so that nobody reads half of it."""
    aside = path.with_suffix(".new")
    aside.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    aside.replace(path)

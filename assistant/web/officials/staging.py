"""Where uploaded files wait: a folder of its own for each change, below the home."""

import re
import secrets
import shutil
import time
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, Final

from assistant.web.rendering import INVISIBLE
from knowledge import READERS, files_folder

FOLDER: Final = "uploads"
NAME: Final = re.compile(r"[a-f0-9]{32}")
KEPT_SECONDS: Final = 24 * 3600
LONGEST_NAME: Final = 120


class Unwanted(Exception):
    """A file that is not taken; the message is a key of what the page says, with its values."""

    def __init__(self, word: str, **values: object) -> None:
        super().__init__(word)
        self.word, self.values = word, values


class Staging:
    """The folders of changes, each under a name that cannot be guessed."""

    def __init__(self, home: Path) -> None:
        self.folder = home / FOLDER

    def new(self) -> Path:
        """Return a new folder, after removing those of yesterday."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for old in self.folder.iterdir():
            if time.time() - old.stat().st_mtime > KEPT_SECONDS:
                shutil.rmtree(old, ignore_errors=True)
        folder = self.folder / secrets.token_hex(16)
        files_folder(folder).mkdir(parents=True)
        return folder

    def find(self, name: str) -> Path | None:
        """Return the folder of a name, ``None`` when there is none."""
        folder = self.folder / name
        return folder if NAME.fullmatch(name) and folder.is_dir() else None

    def keep(self, folder: Path, files: Sequence[tuple[str, BinaryIO]]) -> None:
        """Write files under their names; raises ``Unwanted`` for one that cannot be read."""
        for name, content in files:
            safe = safe_name(name)
            if Path(safe).suffix.lower() not in READERS:
                raise Unwanted("unsupported", name=name, known=", ".join(sorted(READERS)))
            with unused(files_folder(folder) / safe).open("xb") as kept:
                shutil.copyfileobj(content, kept)

    def discard(self, folder: Path) -> None:
        """Remove the folder of a change."""
        shutil.rmtree(folder, ignore_errors=True)


def safe_name(name: str) -> str:
    r"""Return the last part of a file's name, with nothing in it that leads elsewhere.

    >>> safe_name("../../etc/pass\\word.txt"), safe_name("Báo cáo <1>.PDF"), safe_name(".md")
    ('word.txt', 'Báo cáo -1-.PDF', 'document.md')
    """
    last = re.split(r"[/\\]", INVISIBLE.sub("", unicodedata.normalize("NFC", name)))[-1]
    plain = re.sub(r"[^\w .()&,+-]", "-", last).strip(" ")
    stem, dot, suffix = plain.rpartition(".")
    # Names of files are limited in bytes, and a Vietnamese letter has up to three.
    kept = stem.strip(". ").encode()[:LONGEST_NAME].decode(errors="ignore")
    return f"{kept or 'document'}{dot}{suffix[:10]}"


def unused(path: Path) -> Path:
    """Return a path that is not taken: two files of one upload may have one name."""
    found, number = path, 1
    while found.exists():
        number += 1
        found = path.with_name(f"{path.stem} ({number}){path.suffix}")
    return found

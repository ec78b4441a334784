"""What every reader returns, and the contract it keeps.

A reader is a function ``read(path) -> ReadText``. It raises an ``UnreadableDocument`` that names
the file, never returns empty text, and its blocks hold true offsets into its pages. Its text is
normalised (``knowledge.text.normalise``). Readers run in a process of their own, which holds
their time and memory; what a format can say of its own size is checked before it is unpacked.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from knowledge.types import Page

BlockKind = Literal["heading", "paragraph", "item"]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, a list item or a table row: ``page.text[start:end]``.

    A table row is an item: a line with the names of its row and columns (see ``tables.py``).
    """

    kind: BlockKind
    page: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ReadText:
    """A file as text: its pages, their blocks in reading order, and what the file says of itself.

    ``metadata`` has the keys of the front matter: title, publisher, issuer, author, number, kind,
    language, url, published, effective, event_date, questions. ``warnings`` are sentences about
    what was lost or doubtful in reading.
    """

    pages: tuple[Page, ...]
    blocks: tuple[Block, ...]
    metadata: Mapping[str, object] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


Reader = Callable[[Path], ReadText]

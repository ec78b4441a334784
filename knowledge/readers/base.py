"""What every reader returns, and the contract it keeps.

A reader is a function ``read(path) -> ReadText``. It raises an ``UnreadableDocument`` that names
the file, never returns empty text, and its blocks hold true offsets into its pages.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from knowledge.types import Page

BlockKind = Literal["heading", "paragraph", "item"]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph or a list item: ``page.text[start:end]``."""

    kind: BlockKind
    page: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ReadText:
    """A file as text: its pages, their blocks in reading order, and what the file says of itself.

    ``metadata`` has the keys of the front matter: title, publisher, url, published, event_date,
    language, kind, questions.
    """

    pages: tuple[Page, ...]
    blocks: tuple[Block, ...]
    metadata: Mapping[str, object] = field(default_factory=dict)


Reader = Callable[[Path], ReadText]

"""PDF through pypdf; each page of the file is a page of the document, numbered from 1."""

import logging
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.errors import (
    DamagedDocument,
    EmptyDocument,
    EncryptedDocument,
    TooBig,
    UnreadableDocument,
)
from knowledge.readers.base import Block, ReadText
from knowledge.readers.pdf_fonts import in_unicode
from knowledge.readers.pdf_layout import joined_word, lay_out, style_of
from knowledge.readers.pdf_lines import Run, lines_of, without_running
from knowledge.readers.pdf_metrics import Fonts
from knowledge.readers.pdf_page import drawn_on, has_image
from knowledge.readers.pdf_rules import Rule
from knowledge.readers.pdf_tables import TableReader
from knowledge.readers.quality import has_faults, page_numbers, without_garbled
from knowledge.text import normalise
from knowledge.types import Page

if TYPE_CHECKING:
    from pypdf import PdfReader

MAX_PAGES = 5_000
MAX_TEXT = 10_000_000  # characters
# A page with an image and hardly more letters than a page number is a scan.
SCAN_LETTERS = 20
# What a file may make pypdf unpack or walk through, in bytes and in entries; about a third of its
# own limits, because nothing but text is wanted. No program beside it is run.
LIMITS: dict[str, int | None] = {
    "zlib_maximum_output_length": 25_000_000,
    "lzw_maximum_output_length": 25_000_000,
    "run_length_maximum_output_length": 25_000_000,
    "brotli_maximum_output_length": 25_000_000,
    "maximum_declared_stream_length": 50_000_000,
    "stream_decoding_work_maximum_length": 100_000_000,
    "stream_parsing_work_maximum_count": 1_000_000,
    "page_tree_maximum_entries": 20_000,
    "xform_maximum_invocations_per_extraction": 1_000,
    "jbig2dec_binary": None,
    "disable_legacy_handling": True,
}
# Titles that programs fill in: the name of the file, or of a new one.
NO_TITLE = re.compile(
    r"microsoft \w+ -.*|.*\.(?:docx?|xlsx?|pptx?|pdf|odt|rtf|txt|indd|qxd|tex|dvi|html?|cdr)"
    r"|(?:untitled|document|presentation|slide|book|title|(?:power)?point presentation)[\s\d-]*",
    re.IGNORECASE,
)


def read(path: Path) -> ReadText:
    """Read the text of a PDF.

    Raises ``EncryptedDocument`` when it needs a password, ``EmptyDocument`` when no page has
    text (a scan), ``PoorText`` when its text is garbled, ``TooBig`` when it is beyond the limits,
    and ``DamagedDocument`` when pypdf cannot read it.
    """
    from pypdf.errors import LimitReachedError

    # pypdf logs each oddity of a file; what matters is said by our own errors.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        return extract(path)
    except UnreadableDocument:
        raise
    except (LimitReachedError, MemoryError) as exc:
        raise TooBig(
            f"{path.name}: unpacks to more than can be read. Print it to a new PDF and add that."
        ) from exc
    except Exception as exc:
        # A hostile file can make pypdf fail anywhere, and its authors leave that to callers.
        raise DamagedDocument(
            f"{path.name}: the PDF is broken and cannot be read. Export it again from its source."
        ) from exc


def extract(path: Path) -> ReadText:
    """Return the text of a PDF and what it says of itself; raises what pypdf does."""
    from pypdf import PdfReader, apply_configuration

    with apply_configuration(None, **LIMITS), path.open("rb") as file:
        reader = PdfReader(
            file,
            strict=False,
            root_object_recovery_limit=1_000,
            xref_stream_maximum_entries=200_000,
        )
        if reader.is_encrypted and not reader.decrypt(""):
            raise EncryptedDocument(
                f"{path.name}: needs a password. Save a copy without one and add that."
            )
        if len(reader.pages) > MAX_PAGES:
            raise TooBig(
                f"{path.name}: has more than {MAX_PAGES:,} pages. Split it and add the parts."
            )
        found = extract_pages(reader, path.name)
        return compose(found, labels_of(reader), metadata_of(reader), path.name)


@dataclass(slots=True)
class Extracted:
    """Runs and ruling lines of every page; the numbers of pages that are pictures or broken."""

    pages: list[list[Run]] = field(default_factory=list)
    rules: list[list[Rule]] = field(default_factory=list)
    scanned: list[int] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)


def extract_pages(reader: "PdfReader", name: str) -> Extracted:
    """Return what is on the pages. A broken page does not spoil the others, unless all are."""
    from pypdf.errors import LimitReachedError

    found, fonts, size = Extracted(), Fonts(), 0
    for number, page in enumerate(reader.pages, 1):
        try:
            runs, rules = drawn_on(page, fonts)
        except (LimitReachedError, MemoryError):
            raise
        except Exception as exc:
            found.broken.append(number)
            if len(found.broken) == len(reader.pages):
                raise DamagedDocument(
                    f"{name}: none of its pages can be read. Export it again from its source."
                ) from exc
            runs, rules = [], []
        size += sum(len(run.text) for run in runs)
        if size > MAX_TEXT:
            raise TooBig(
                f"{name}: has more than {MAX_TEXT:,} characters. Split it and add the parts."
            )
        if sum(char.isalnum() for run in runs for char in run.text) < SCAN_LETTERS:
            found.scanned += [number] if has_image(page) else []
        found.pages.append(runs)
        found.rules.append(rules)
    return found


def compose(
    found: Extracted, labels: Sequence[str | None], metadata: dict[str, object], name: str
) -> ReadText:
    """Return the document that the runs of its pages make."""
    runs, notes = in_unicode(found.pages, name)
    # Garbled text shows itself before it is normalised.
    raw = [Page(number, text_of(page)) for number, page in enumerate(runs, 1)]
    readable, garbled = without_garbled(raw, name)
    all_lines = [
        lines_of(page) if kept.text else [] for page, kept in zip(runs, readable, strict=True)
    ]
    lines = without_running(all_lines)
    lines = lines if any(lines) else all_lines
    style = style_of(lines)
    tables = TableReader(name, partial(joined_word, words=style.words))
    pages: list[Page] = []
    blocks: list[Block] = []
    every = zip(all_lines, lines, found.rules, labels, strict=True)
    for number, (all_of_page, kept_lines, rules, label) in enumerate(every, 1):
        page = tables.with_tables(all_of_page, kept_lines, rules)
        text, found_blocks = lay_out(page, number, style)
        pages.append(Page(number, text, label))
        blocks += found_blocks
    if not blocks:
        raise EmptyDocument(
            f"{name}: its {len(pages)} page(s) have no text (a scan?). Run OCR on it first."
        )
    notes += garbled
    if found.scanned:
        notes += (f"Pictures without text, which OCR would read: {page_numbers(found.scanned)}.",)
    if found.broken:
        notes += (f"Left out as broken: {page_numbers(found.broken)}.",)
    return ReadText(tuple(pages), tuple(blocks), metadata, notes)


def text_of(runs: Iterable[Run]) -> str:
    """Return the text of some runs."""
    return "".join(run.text for run in runs)


def labels_of(reader: "PdfReader") -> list[str | None]:
    """Return what is printed on each page, where the file says so and it is not its number."""
    labels: list[str] = []
    with suppress(Exception):  # a broken list of labels does not spoil the text
        if "/PageLabels" in reader.root_object:
            labels = [normalise(label).strip() for label in reader.page_labels]
    return [
        label if label and label != str(number) else None
        for number, label in zip_longest(range(1, len(reader.pages) + 1), labels)
    ][: len(reader.pages)]


def metadata_of(reader: "PdfReader") -> dict[str, object]:
    """Return title and author. When the file was made is not when the text was published."""
    found: dict[str, object] = {}
    with suppress(Exception):
        info = reader.metadata
        title = normalise(str(info.title or "")).strip() if info else ""
        author = normalise(str(info.author or "")).strip() if info else ""
        if title and not NO_TITLE.fullmatch(title) and not has_faults(title):
            found["title"] = title
        if author and not has_faults(author):
            found["author"] = author
    return found

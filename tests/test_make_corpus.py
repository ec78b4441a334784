"""The digests that ship as PDF, web page and Word document say what their sources say."""

import io
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from knowledge.metadata import make_document
from knowledge.readers import read_file
from scripts.make_corpus import FORMATS, RENDERERS, TARGET, rendered
from scripts.rendering.digest import Run, Table, load_digest, plain
from scripts.rendering.pdf import blank_sheet
from scripts.rendering.pdf_table import write_table

DIGEST = """---
title: "Decision 7/QĐ-HO on boats"
publisher: "Sample Press"
issuer: "The Harbour Office"
number: 7/QĐ-HO
kind: decision
language: en
url: https://example.org/boats?a=1&b=2
published: 2001-02-03
effective: 2001-03-04
---

# Decision 7/QĐ-HO on boats

This digest sums up 2 public sources on boats of the Bến Cảng harbour & its town.

## Targets

The target is 1,234 boats by 2030 (source: [Sample Press](https://example.org/a)). The harbour had
0.75 million visitors (sources: [Sample Press](https://example.org/a),
[Other Press](https://b.example)).

### Kinds

The boats are of two kinds:

- 71% are green (source: [Other Press](https://b.example))
- 29% are red

| Year | Boats, achieved | Source |
|---|---|---|
| 2022 | 0.61 | [Sample Press](https://example.org/a) |
| about 2023 | 0.75 | Other Press |

## Sources

- Sample Press: https://example.org/a/long/address/that/does/not/fit/into/one/line/of/a/page/at-all
"""
FACTS = {
    "title": "Decision 7/QĐ-HO on boats",
    "publisher": "Sample Press",
    "issuer": "The Harbour Office",
    "number": "7/QĐ-HO",
    "kind": "decision",
    "language": "en",
    "url": "https://example.org/boats?a=1&b=2",
    "published": date(2001, 2, 3),
    "effective": date(2001, 3, 4),
}
suffixes = pytest.mark.parametrize("suffix", sorted(RENDERERS))


@pytest.fixture
def digest(tmp_path):
    path = tmp_path / "digest.md"
    path.write_text(DIGEST, encoding="utf-8")
    return path


@pytest.fixture
def read_back(digest, tmp_path):
    """Render the digest to a format and read that: ``read_back(suffix)``."""

    def read_back(suffix):
        path = tmp_path / f"digest{suffix}"
        path.write_bytes(RENDERERS[suffix](load_digest(digest)))
        return read_file(path)

    return read_back


def blocks(read):
    """Return kind and text of every block, lines of the page joined."""
    pages = {page.number: page.text for page in read.pages}
    return [
        (block.kind, " ".join(pages[block.page][block.start : block.end].split()))
        for block in read.blocks
    ]


def texts(row):
    return [" ".join(plain(cell).split()) for cell in row]


def line_of(names, cells):
    """Return the line that a row of a table is: its name, then names and cells that are not empty.

    A name without letters is a value of its column too.
    """
    named = any(char.isalpha() for char in cells[0])
    pairs = list(zip(names, cells, strict=True))[named:]
    return " | ".join([cells[0]] * named + [f"{name}: {cell}" for name, cell in pairs if cell])


def text_of(read):
    return " ".join(" ".join(page.text.replace("\n- ", "\n").split()) for page in read.pages)


@suffixes
def test_every_heading_sentence_item_and_row_is_read_back(digest, read_back, suffix):
    said = text_of(read_back(suffix))

    assert [text for _, text in blocks(read_file(digest)) if text not in said] == []


@pytest.mark.parametrize("suffix", [".docx", ".html"])
def test_formats_that_mark_headings_and_items_keep_them(digest, read_back, suffix):
    said = blocks(read_back(suffix))

    assert [block for block in blocks(read_file(digest)) if block not in said] == []


@suffixes
def test_all_that_the_digest_says_of_itself_is_known_again(read_back, suffix):
    document = make_document(Path("digest"), read_back(suffix), {})

    assert {key: getattr(document, key) for key in FACTS} == FACTS


@suffixes
def test_the_same_digest_makes_the_same_file(digest, suffix):
    first, second = (RENDERERS[suffix](load_digest(digest)) for _ in range(2))

    assert first == second


def test_the_links_of_a_table_lead_somewhere_in_a_pdf(digest):
    pages = PdfReader(io.BytesIO(RENDERERS[".pdf"](load_digest(digest)))).pages
    links = [link.get_object()["/A"]["/URI"] for page in pages for link in page.get("/Annots", ())]

    assert links.count("https://example.org/a") == 3


def test_a_table_that_is_too_wide_for_a_page_is_refused(digest):
    sheet = blank_sheet(load_digest(digest))
    words = (Run("boats" * 20),), (Run("river" * 20),)

    with pytest.raises(ValueError, match=r"^The table below 'boatsboats.*' is too wide for a page"):
        write_table(sheet, Table((words, words)), size=8, line_height=4)
    sheet.output()  # which closes the files of its fonts


def test_a_digest_without_a_title_is_refused(tmp_path):
    path = tmp_path / "untitled.md"
    path.write_text("Boats float.", encoding="utf-8")

    with pytest.raises(ValueError, match=r"untitled\.md: begins with no title"):
        load_digest(path)


def test_what_cannot_be_rendered_is_refused(tmp_path):
    path = tmp_path / "code.md"
    path.write_text("# Boats\n\n```\nfloat()\n```\n", encoding="utf-8")

    with pytest.raises(ValueError, match="fence cannot be rendered"):
        load_digest(path)


def test_every_format_is_that_of_a_digest():
    assert {source.stem for source, _ in rendered()} == set(FORMATS)


def test_every_shipped_file_that_is_not_markdown_has_its_source():
    made = {target.name for _, target in rendered()}

    assert {path.name for path in TARGET.iterdir() if path.suffix != ".md"} == made


shipped = pytest.mark.parametrize(
    ("source", "target"), [pytest.param(*pair, id=pair[1].name) for pair in rendered()]
)


@shipped
def test_a_shipped_file_is_what_its_source_makes(source, target, tmp_path):
    fresh = tmp_path / target.name
    fresh.write_bytes(RENDERERS[target.suffix](load_digest(source)))

    assert read_file(target).pages == read_file(fresh).pages


@shipped
def test_a_shipped_file_says_all_that_its_source_says(source, target):
    said = text_of(read_file(target))

    assert [text for _, text in blocks(read_file(source)) if text not in said] == []


@shipped
def test_each_row_of_a_table_is_a_line_of_its_own_with_all_cells_and_names(source, target):
    said = [text for kind, text in blocks(read_file(target)) if kind == "item"]
    tables = [each.rows for each in load_digest(source).body if isinstance(each, Table)]
    missing = [
        (names[0], cells)
        for names, *rows in (tuple(map(texts, table)) for table in tables)
        for cells in rows
        if line_of(names, cells) not in said
    ]

    assert tables
    assert missing == []


@shipped
def test_a_shipped_file_is_read_without_warnings(source, target):
    assert read_file(target).warnings == ()


@shipped
def test_a_shipped_file_is_known_by_the_facts_of_its_source(source, target):
    stated, known = (make_document(path, read_file(path), {}) for path in (source, target))

    assert {key: getattr(known, key) for key in FACTS} == {
        key: getattr(stated, key) for key in FACTS
    }

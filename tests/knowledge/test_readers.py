"""What every reader promises, held by each of them."""

import re
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest

from knowledge.errors import (
    BadEncoding,
    DamagedDocument,
    EmptyDocument,
    MissingDocument,
    UnsupportedFormat,
)
from knowledge.readers import READERS, read_file
from knowledge.text import INVISIBLE

DATA = Path(__file__).parent.parent / "data"
ENGLISH = "The sample harbour counts 1,234 boats."
VIETNAMESE = "Bến cảng mẫu có 1.234 chiếc thuyền."
# A new format needs a sample file and a line here: a sentence in it, and the page it is on.
KNOWN = {
    ".txt": [(ENGLISH, 1), (VIETNAMESE, 1)],
    ".md": [(ENGLISH, 1), (VIETNAMESE, 1)],
    ".markdown": [(ENGLISH, 1), (VIETNAMESE, 1)],
    ".pdf": [(ENGLISH, 2)],
}
# A file of the format that is broken or is not of it at all.
BROKEN = {
    ".txt": (b"Sample \xff\xfe text.", BadEncoding),
    ".md": (b"# Sample \xe0\n", BadEncoding),
    ".markdown": (b"# Sample \xe0\n", BadEncoding),
    ".pdf": (b"%PDF-1.4\nThis is only sample text.", DamagedDocument),
}
suffixes = pytest.mark.parametrize("suffix", sorted(READERS))


def sample(suffix):
    return read_file(DATA / f"sample{suffix}")


@suffixes
def test_known_sentences_are_found_on_their_page(suffix):
    pages = {page.number: page.text for page in sample(suffix).pages}

    assert [text in pages[number] for text, number in KNOWN[suffix]] == [True] * len(KNOWN[suffix])


@suffixes
def test_pages_are_numbered_from_one(suffix):
    numbers = [page.number for page in sample(suffix).pages]

    assert numbers == list(range(1, len(numbers) + 1))


@suffixes
def test_each_known_sentence_lies_in_one_block(suffix):
    read = sample(suffix)

    for text, number in KNOWN[suffix]:
        page = next(page for page in read.pages if page.number == number)
        blocks = [page.text[b.start : b.end] for b in read.blocks if b.page == number]
        assert sum(text in block for block in blocks) == 1


@suffixes
def test_blocks_are_in_reading_order_and_do_not_overlap(suffix):
    places = [(block.page, block.start, block.end) for block in sample(suffix).blocks]

    assert all(start < end for _, start, end in places)
    assert all(a[0] < b[0] or a[2] <= b[1] for a, b in pairwise(places))


@suffixes
def test_blocks_begin_and_end_with_what_is_seen(suffix):
    read = sample(suffix)
    texts = [read.pages[b.page - 1].text[b.start : b.end] for b in read.blocks]

    assert texts == [text.strip() for text in texts]


@suffixes
def test_no_word_lies_outside_the_blocks(suffix):
    read = sample(suffix)
    for page in read.pages:
        rest = list(page.text)
        for block in read.blocks:
            if block.page == page.number:
                rest[block.start : block.end] = " " * (block.end - block.start)

        assert not re.search(r"\w", "".join(rest))


@suffixes
def test_text_is_in_one_unicode_form_without_invisible_characters(suffix):
    text = "".join(page.text for page in sample(suffix).pages)

    assert unicodedata.is_normalized("NFC", text)
    assert not INVISIBLE.search(text)
    assert "about boats on a river" in text


@suffixes
def test_an_empty_file_is_refused_by_name(suffix, write):
    path = write(f"nothing{suffix}", b"")

    with pytest.raises((EmptyDocument, DamagedDocument), match=rf"^nothing\{suffix}: "):
        read_file(path)


@suffixes
def test_a_broken_file_is_refused_by_name(suffix, write):
    content, error = BROKEN[suffix]
    path = write(f"broken{suffix}", content)

    with pytest.raises(error, match=rf"^broken\{suffix}: "):
        read_file(path)


def test_the_suffix_may_be_in_capitals(write):
    read = read_file(write("SAMPLE.TXT", b"A sample sentence."))

    assert read.pages[0].text == "A sample sentence."


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(MissingDocument, match=r"gone\.txt: no such file"):
        read_file(tmp_path / "gone.txt")


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(MissingDocument, match="no such file"):
        read_file(tmp_path)


@pytest.mark.parametrize(("name", "ending"), [("sheet.xlsx", ".xlsx"), ("notes", "nothing")])
def test_an_unknown_suffix_is_refused_with_those_that_are_known(write, name, ending):
    path = write(name, b"Sample.")

    with pytest.raises(UnsupportedFormat, match=rf"ending in {ending} .* use \.markdown, \.md"):
        read_file(path)

"""What every reader promises, held by each of them."""

import random
import re
import unicodedata
from itertools import pairwise
from pathlib import Path

import font_roboto
import pytest
from docx import Document
from fpdf import FPDF

from knowledge.errors import (
    BadEncoding,
    BadMetadata,
    DamagedDocument,
    EmptyDocument,
    EncryptedDocument,
    MissingDocument,
    UnreadableDocument,
    UnsupportedFormat,
)
from knowledge.readers import READERS, ReadText, read_file
from knowledge.text import INVISIBLE
from tests.data.make_docx import saved
from tests.data.make_html import archive
from tests.data.make_html import page as web_page

DATA = Path(__file__).parent.parent / "data"
ENGLISH = "The sample harbour counts 1,234 boats."
VIETNAMESE = "Bến cảng mẫu có 1.234 chiếc thuyền."
BOTH = [(ENGLISH, 1), (VIETNAMESE, 1)]
# A new format needs a sample file and a line here: a sentence in it, and the page it is on.
KNOWN = {
    ".txt": BOTH,
    ".md": BOTH,
    ".markdown": BOTH,
    ".pdf": [(ENGLISH, 2)],
    ".docx": BOTH,
    ".html": BOTH,
    ".htm": BOTH,
    ".xhtml": BOTH,
    ".mht": BOTH,
    ".mhtml": BOTH,
}
UNDECODABLE = bytes(range(256)) * 4
# A file of the format that is broken or is not of it at all.
BROKEN = {
    ".txt": (UNDECODABLE, BadEncoding),
    ".md": (UNDECODABLE, BadEncoding),
    ".markdown": (UNDECODABLE, BadEncoding),
    ".pdf": (b"%PDF-1.4\nThis is only sample text.", DamagedDocument),
    ".docx": (b"PK\x03\x04This is only sample text.", DamagedDocument),
    ".html": (UNDECODABLE, BadEncoding),
    ".htm": (UNDECODABLE, BadEncoding),
    ".xhtml": (UNDECODABLE, BadEncoding),
    ".mht": (b"This is only sample text.", DamagedDocument),
    ".mhtml": (b"This is only sample text.", DamagedDocument),
}
suffixes = pytest.mark.parametrize("suffix", sorted(READERS))


def pdf_of(text):
    sheet = FPDF()
    sheet.add_font("Roboto", fname=Path(font_roboto.Roboto))
    sheet.add_page()
    sheet.set_font("Roboto", size=12)
    sheet.multi_cell(0, 8, text)
    return bytes(sheet.output())


def docx_of(text):
    document = Document()
    document.add_paragraph(text)
    return saved(document)


# How to make a file of the format that says a text.
MADE = {
    **dict.fromkeys((".txt", ".md", ".markdown"), str.encode),
    ".pdf": pdf_of,
    ".docx": docx_of,
    **dict.fromkeys((".html", ".htm", ".xhtml"), lambda text: web_page(vietnamese=text).encode()),
    **dict.fromkeys((".mht", ".mhtml"), lambda text: archive(web_page(vietnamese=text))),
}


def sample(suffix):
    return read_file(DATA / f"sample{suffix}")


def read_or_refusal(path):
    """Return what is read, or the refusal; any other error is a fault of the reader."""
    try:
        return read_file(path)
    except (UnreadableDocument, BadMetadata) as exc:
        return exc


def faults(read):
    """Yield what is wrong with a text and its blocks."""
    pages = {page.number: page.text for page in read.pages}
    if list(pages) != list(range(1, len(pages) + 1)):
        yield "pages are not numbered from one"
    if not read.blocks:
        yield "there are no blocks"
    for block in read.blocks:
        text = pages[block.page][block.start : block.end]
        if not 0 <= block.start < block.end <= len(pages[block.page]):
            yield f"{block} is not inside its page"
        if text != text.strip():
            yield f"{block} begins or ends with a blank"
    for one, next_one in pairwise((block.page, block.start, block.end) for block in read.blocks):
        if next_one[0] < one[0] or (next_one[0] == one[0] and next_one[1] < one[2]):
            yield f"{next_one} overlaps or comes before {one}"
    text = "".join(pages.values())
    if not unicodedata.is_normalized("NFC", text) or INVISIBLE.search(text):
        yield "the text is not normalised"


@suffixes
def test_known_sentences_are_found_on_their_page(suffix):
    pages = {page.number: page.text for page in sample(suffix).pages}

    assert [text in pages[number] for text, number in KNOWN[suffix]] == [True] * len(KNOWN[suffix])


@suffixes
def test_a_sample_keeps_the_contract(suffix):
    assert list(faults(sample(suffix))) == []


@suffixes
def test_each_known_sentence_lies_in_one_block(suffix):
    read = sample(suffix)

    for text, number in KNOWN[suffix]:
        page = next(page for page in read.pages if page.number == number)
        blocks = [page.text[b.start : b.end] for b in read.blocks if b.page == number]
        assert sum(text in block for block in blocks) == 1


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
def test_a_soft_hyphen_or_a_fixed_blank_does_not_change_a_word(suffix):
    assert "about boats on a river" in "".join(page.text for page in sample(suffix).pages)


@suffixes
def test_text_with_letters_apart_from_their_marks_is_composed(suffix, write):
    path = write(f"apart{suffix}", MADE[suffix](unicodedata.normalize("NFD", VIETNAMESE)))

    assert VIETNAMESE in read_file(path).pages[0].text


@pytest.mark.parametrize("suffix", sorted(set(READERS) - {".pdf"}))
def test_characters_that_hide_or_turn_text_round_are_taken_out(suffix, write):
    hiding = "Bến cảng mẫu\u202e có\u2066 1.2\u200b34\U000e0041 chiếc\ufeff thuyền."

    read = read_file(write(f"hiding{suffix}", MADE[suffix](hiding)))

    assert VIETNAMESE in read.pages[0].text


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


def damaged(data, chance):
    """Return a file with some bytes changed, a piece cut out or doubled, or its end cut off."""
    content = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    start, end = sorted(chance.randrange(len(content)) for _ in range(2))
    match chance.randrange(4):
        case 0:
            del content[start:end]
        case 1:
            content[end:end] = content[start:end]
        case 2:
            del content[end:]
    return bytes(content)


@suffixes
@pytest.mark.parametrize("seed", range(15))
def test_a_damaged_file_is_read_within_the_contract_or_refused_by_name(suffix, seed, write):
    data = (DATA / f"sample{suffix}").read_bytes()
    path = write(f"damaged{suffix}", damaged(data, random.Random(seed)))

    found = read_or_refusal(path)

    if isinstance(found, ReadText):
        assert list(faults(found)) == []
    else:
        assert str(found).startswith(f"damaged{suffix}: ")
        assert "\n" not in str(found)


@suffixes
@pytest.mark.parametrize("seed", range(3))
def test_random_bytes_are_refused_by_name(suffix, seed, write):
    path = write(f"noise{suffix}", random.Random(seed).randbytes(3000))

    with pytest.raises(UnreadableDocument, match=rf"^noise\{suffix}: "):
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


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("notes", r"files ending in nothing cannot be read; known are \.docx, \.htm, "),
        ("a.xyz", r"files ending in \.xyz cannot be read; known are"),
        ("a.DOC", r"files ending in \.doc cannot be read \(open it and save it as DOCX\);"),
        ("a.rtf", r"save it as DOCX"),
        ("a.odt", r"save it as DOCX"),
        ("a.xlsx", r"save it as a web page \(HTML\) or PDF"),
        ("a.pptx", r"save it as PDF"),
        ("a.png", r"run OCR on the picture and add the PDF"),
    ],
)
def test_an_unknown_suffix_is_refused_with_what_to_do(write, name, message):
    path = write(name, b"Sample.")

    with pytest.raises(UnsupportedFormat, match=rf"^{re.escape(name)}: .*{message}"):
        read_file(path)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", b"%PDF-1.7\n", r"is a PDF and not what its name says. Rename it to end in \.pdf"),
        ("a.pdf", b"\n<!DOCTYPE html><title>404", r"is a web page .*download the file again"),
        ("a.docx", b"<html><body>Boats.", r"is a web page"),
        ("a.md", b"PK\x03\x04", r"is a ZIP archive .*rename it to end in \.docx"),
        ("a.pdf", b"\x89PNG\r\n\x1a\n", r"is a picture .*Run OCR"),
        ("a.docx", b"{\\rtf1 Boats.}", r"is an RTF file .*save it as DOCX"),
        ("a.html", b"%PDF-1.7\n", r"is a PDF"),
        ("a.docx", b"%PDF-1.7\n", r"is a PDF"),
        ("a.docx", OLE + "WordDocument".encode("utf-16-le"), r"is an old Word document \(\.doc\)"),
        ("a.docx", OLE, r"is an old office file"),
        ("a.pdf", b"Rar!\x1a\x07\x00", r"is a RAR archive .*Unpack it"),
    ],
)
def test_a_file_that_is_plainly_something_else_is_refused_by_what_it_is(
    write, name, content, message
):
    with pytest.raises(UnsupportedFormat, match=rf"^{re.escape(name)}: {message}"):
        read_file(write(name, content))


def test_a_word_document_with_a_password_is_refused(write):
    path = write("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"))

    with pytest.raises(EncryptedDocument, match=r"^a\.docx: needs a password"):
        read_file(path)


def test_a_text_that_only_speaks_of_a_format_is_text(write):
    read = read_file(write("a.md", b"A file that begins with %PDF- is a PDF. <html> opens a page."))

    assert read.pages[0].text.startswith("A file that begins with %PDF- is a PDF.")


def test_a_web_page_after_many_comments_is_told_at_once(write):
    path = write("a.pdf", b"<!-- a -->" * 400 + b"<p>")

    with pytest.raises(UnreadableDocument, match=r"^a\.pdf: "):
        read_file(path)

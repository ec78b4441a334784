"""Plain text: its encodings, and what a web page leaves around it."""

import pytest

from knowledge.errors import BadEncoding, EmptyDocument
from knowledge.readers.text import read

TEXT = "Câu ví dụ về thuyền."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf8_is_read_with_and_without_byte_order_mark(write, encoding):
    path = write("sample.txt", TEXT.encode(encoding))

    assert read(path).pages[0].text == TEXT


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_other_encodings_are_refused(write, encoding):
    path = write("sample.txt", "An éclair on a boat.".encode(encoding))

    with pytest.raises(BadEncoding, match=r"sample\.txt: not UTF-8 text \(byte \d+\)"):
        read(path)


def test_utf16_without_byte_order_mark_is_refused_for_its_zero_bytes(write):
    path = write("sample.txt", "Plain sample text.".encode("utf-16-le"))

    with pytest.raises(BadEncoding, match=r"sample\.txt: holds zero bytes"):
        read(path)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\v", "\f", "\x85", "\u2028"])
def test_every_line_end_becomes_one_character(write, line_end):
    path = write("sample.txt", f"One boat.{line_end}Two boats.".encode())

    assert read(path).pages[0].text == "One boat.\nTwo boats."


@pytest.mark.parametrize(
    "hidden",
    ["\u200b", "\u00ad", "\u202e", "\u2066", "\ufeff", "\x07", "\U000e0041"],
    ids=["zero width", "soft hyphen", "override", "isolate", "mark", "bell", "tag"],
)
def test_invisible_characters_are_dropped(write, hidden):
    path = write("sample.txt", f"A bo{hidden}at.".encode())

    assert read(path).pages[0].text == "A boat."


def test_letters_around_an_invisible_character_are_joined(write):
    path = write("sample.txt", "thuye\u0302\u200b\u0300n".encode())

    assert read(path).pages[0].text == "thuyền"


def test_page_furniture_is_left_out(write):
    path = write("sample.txt", b"Share\nA sample sentence.\nComment (3)\nPrint\nBack to top\n")

    assert read(path).pages[0].text == "A sample sentence."


def test_a_sentence_about_furniture_stays(write):
    path = write("sample.txt", b"Comment (3) was a sample. Share it.")

    assert read(path).pages[0].text == "Comment (3) was a sample. Share it."


@pytest.mark.parametrize("label", ["Source", "Nguồn", "SOURCE"])
def test_the_source_line_becomes_the_address_and_leaves_the_text(write, label):
    path = write("sample.txt", f"A sample.\n{label}: https://example.org/a\n".encode())

    found = read(path)

    assert found.metadata == {"url": "https://example.org/a"}
    assert found.pages[0].text == "A sample."


def test_the_last_source_line_counts(write):
    path = write(
        "sample.txt", b"Source: https://example.org/1\nA sample.\nSource: https://example.org/2\n"
    )

    assert read(path).metadata == {"url": "https://example.org/2"}


def test_a_text_without_source_line_says_nothing_of_itself(write):
    path = write("sample.txt", b"See https://example.org/a for the sample.")

    assert read(path).metadata == {}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b" \n\t\n", "has no text"),
        (b"--- ... ---", "has no text"),
        (b"Share\nComment (0)\n", "has no text besides page furniture"),
    ],
    ids=["blanks", "marks", "furniture"],
)
def test_a_file_with_nothing_to_read_is_refused(write, content, message):
    path = write("sample.txt", content)

    with pytest.raises(EmptyDocument, match=rf"sample\.txt: {message}"):
        read(path)

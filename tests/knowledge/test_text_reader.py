"""Plain text: its encodings, and what a web page leaves around it."""

import pytest

from knowledge.errors import BadEncoding, EmptyDocument, PoorText
from knowledge.readers.text import read

TEXT = "Câu ví dụ về thuyền."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_unicode_is_read_with_and_without_byte_order_mark(write, encoding):
    path = write("sample.txt", TEXT.encode(encoding))

    assert read(path).pages[0].text == TEXT


def test_vietnamese_typed_in_an_old_font_is_read(write):
    path = write("sample.txt", "C©u vÝ dô vÒ mét chiÕc thuyÒn.".encode("cp1252"))

    assert read(path).pages[0].text == "Câu ví dụ về một chiếc thuyền."


def test_such_text_that_was_saved_as_utf8_is_converted_with_a_warning(write):
    path = write("sample.txt", "BÕn c¶ng mÉu cã mét ngh×n chiÕc thuyÒn ®ñ lo¹i.".encode())

    found = read(path)

    assert found.pages[0].text == "Bến cảng mẫu có một nghìn chiếc thuyền đủ loại."
    assert [warning.split(",")[0] for warning in found.warnings] == ["The text was in TCVN3"]


def test_text_in_no_known_encoding_is_refused(write):
    path = write("sample.txt", "Лодки стоят в порту.".encode("cp1251"))

    with pytest.raises(BadEncoding, match=r"^sample\.txt: not UTF-8, .*Save it as UTF-8 first"):
        read(path)


def test_a_binary_file_is_refused(write):
    path = write("sample.txt", bytes(range(256)) * 8)

    with pytest.raises(BadEncoding, match=r"^sample\.txt: holds zero bytes"):
        read(path)


def test_garbled_text_is_refused(write):
    path = write("sample.txt", "Th\ufffd b\ufffdats fl\ufffdat.\n".encode() * 20)

    with pytest.raises(PoorText, match=r"^sample\.txt: its text is garbled"):
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

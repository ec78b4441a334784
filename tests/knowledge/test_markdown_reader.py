"""Markdown: what is seen of it, and its front matter."""

from datetime import date

import pytest

from knowledge.errors import BadMetadata, EmptyDocument
from knowledge.readers.markdown import read


def blocks(found):
    text = found.pages[0].text
    return [(block.kind, text[block.start : block.end]) for block in found.blocks]


def test_headings_paragraphs_and_items_are_told_apart(write):
    path = write("a.md", "# Boats\n\nThey float.\n\n- a red one\n- a green one\n")

    assert blocks(read(path)) == [
        ("heading", "Boats"),
        ("paragraph", "They float."),
        ("item", "a red one"),
        ("item", "a green one"),
    ]


def test_a_row_of_a_table_is_an_item_with_the_names_of_its_columns(write):
    path = write("a.md", "| Boat | Length |\n| --- | --- |\n| **Alpha** | [7 m](https://a.b) |\n")

    assert blocks(read(path)) == [("item", "Alpha | Length: 7 m")]


def test_tables_that_follow_one_another_keep_their_own_names(write):
    table = "| Boat | {} |\n| --- | --- |\n| Alpha | 7 m |\n\n"
    path = write("a.md", table.format("Length") + table.format("Width"))

    assert blocks(read(path)) == [
        ("item", "Alpha | Length: 7 m"),
        ("item", "Alpha | Width: 7 m"),
    ]


def test_a_table_without_names_for_its_columns_is_joined_as_it_stands(write):
    path = write("a.md", "| | |\n| --- | --- |\n| Alpha | 7 m |\n")

    assert blocks(read(path)) == [("item", "Alpha | 7 m")]


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("**Boats** and *rivers*", "Boats and rivers"),
        ("[Boats](https://example.org) float", "Boats float"),
        ("Boats\nfloat", "Boats float"),
        ("Boats <b>float</b>", "Boats float"),
        ("Boats &amp; rivers", "Boats & rivers"),
        ("Two&nbsp;boats", "Two boats"),
        ("bo&shy;ats", "boats"),
        ("e&#x301;clair", "éclair"),
        (r"5 \* 5", "5 * 5"),
        ("`boats`", "boats"),
    ],
)
def test_the_text_is_what_a_reader_sees(write, source, seen):
    path = write("a.md", source)

    assert read(path).pages[0].text == seen


def test_items_follow_one_another_without_blank_line(write):
    path = write("a.md", "Boats:\n\n- red\n- green\n")

    assert read(path).pages[0].text == "Boats:\n- red\n- green"


def test_front_matter_is_what_the_file_says_of_itself(write):
    path = write("a.md", b"---\ntitle: Boats\npublished: 2001-02-03\n---\n\nThey float.\n")

    found = read(path)

    assert found.metadata == {"title": "Boats", "published": date(2001, 2, 3)}
    assert found.pages[0].text == "They float."


def test_a_source_line_gives_the_address(write):
    path = write("a.md", "They float.\n\nSource: https://example.org/text\n")

    assert read(path).metadata == {"url": "https://example.org/text"}


def test_the_address_of_the_front_matter_wins_over_a_source_line(write):
    path = write("a.md", "They float.\n\nSource: https://example.org/text", url="https://a.example")

    assert read(path).metadata == {"url": "https://a.example"}


def test_front_matter_that_is_no_yaml_is_refused_with_its_line(write):
    path = write("a.md", b"---\ntitle: Boats\npublisher: 'open\n---\n\nThey float.\n")

    with pytest.raises(BadMetadata, match=r"a\.md: its front matter is not valid YAML at line \d"):
        read(path)


@pytest.mark.parametrize("day", ["2025-02-30", "2025-13-01"])
def test_a_day_that_the_calendar_does_not_have_is_refused(write, day):
    path = write("a.md", f"---\npublished: {day}\n---\n\nThey float.\n".encode())

    with pytest.raises(BadMetadata, match=r"a\.md: its front matter has a bad value"):
        read(path)


def test_front_matter_without_text_is_refused(write):
    path = write("a.md", "", title="Boats")

    with pytest.raises(EmptyDocument, match=r"a\.md: has front matter but no text"):
        read(path)

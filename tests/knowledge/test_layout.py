"""Plain lines become headings, paragraphs and list items."""

import pytest

from knowledge.readers.layout import blocks_of

LONG = "This sample line is far too wide for the page of a book: it goes on" + " and on" * 8 + "."


def seen(text):
    return [(block.kind, text[block.start : block.end]) for block in blocks_of(text, 1)]


def test_wrapped_lines_are_one_paragraph():
    text = "The first sample line of it goes on\nin the second line and ends here."

    assert seen(text) == [("paragraph", text)]


def test_a_blank_line_ends_a_paragraph():
    text = "The first sample paragraph is here.\n\nThe second sample paragraph is there."

    assert [kind for kind, _ in seen(text)] == ["paragraph", "paragraph"]


def test_a_short_line_that_ends_a_sentence_ends_a_paragraph():
    text = (
        "The first sample paragraph has a line that is wide\n"
        "and a short one.\n"
        "The second sample paragraph has another wide line."
    )

    assert [part for _, part in seen(text)] == [text[:67], text[68:]]


def test_a_wide_line_that_ends_a_sentence_does_not_end_a_paragraph():
    text = (
        "The first sample sentence ends at the very edge.\nThe second one goes on after the edge."
    )

    assert [part for _, part in seen(text)] == [text]


def test_each_line_of_a_text_that_is_not_wrapped_is_a_paragraph():
    text = f"{LONG}\n{LONG}"

    assert seen(text) == [("paragraph", LONG), ("paragraph", LONG)]


def test_a_short_line_alone_is_a_heading():
    text = "About boats\n\nThe sample boats float."

    assert seen(text) == [("heading", "About boats"), ("paragraph", "The sample boats float.")]


@pytest.mark.parametrize("end", [".", ":", "?", ";", ",", "…", '."'])
def test_a_line_that_ends_like_a_sentence_is_no_heading(end):
    text = f"About boats{end}"

    assert seen(text) == [("paragraph", text)]


@pytest.mark.parametrize("mark", ["-", "–", "•", "*", "+", "1.", "2)", "12.", "a)", "đ)"])
def test_a_list_mark_makes_an_item_and_is_not_part_of_it(mark):
    assert seen(f"The boats:\n{mark} a red one\n{mark} a green one") == [
        ("paragraph", "The boats:"),
        ("item", "a red one"),
        ("item", "a green one"),
    ]


@pytest.mark.parametrize("line", ["-5 degrees it was, a sample.", "2001. was a year", "1.5 boats."])
def test_a_number_or_a_minus_is_no_list_mark(line):
    kinds = [kind for kind, _ in seen(line)]

    assert kinds != ["item"]


def test_an_item_that_is_wrapped_stays_one_item():
    text = "- a red boat that takes so many words\n  that it needs a second line\n- a green boat"

    assert [kind for kind, _ in seen(text)] == ["item", "item"]


def test_the_page_of_a_block_is_the_one_given():
    assert [block.page for block in blocks_of("A sample sentence.", 7)] == [7]


@pytest.mark.parametrize("text", ["", "\n\n", "   \n"])
def test_nothing_gives_no_blocks(text):
    assert blocks_of(text, 1) == ()

"""The places of words on PDF pages, whatever operators move and turn the text."""

import io

import pytest
from pypdf import PdfReader

from knowledge.readers.pdf_metrics import Fonts
from knowledge.readers.pdf_page import drawn_on
from tests.data.make_pdf import assemble, make_tex_pdf

# Widths of Helvetica (Adobe's metrics), in thousandths: a 556, b 556, blank 278.
A, BLANK = 5.56, 2.78


def words_of(content, rotate=0, forms=b""):
    """Return the words of a page in Helvetica of 10 points: text, start, end and height.

    A line follows them, because a page of one line has no columns and is not looked at.
    """
    content += b" BT /F1 10 Tf 100 10 Td (end) Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Rotate %d"
        b"/Resources<</Font<</F1 5 0 R>>/XObject<</X 6 0 R>>>>/Contents 4 0 R>>" % rotate,
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        b"<</Type/XObject/Subtype/Form/BBox[0 0 600 800]/Matrix[1 0 0 1 100 0]"
        b"/Resources<</Font<</F1 5 0 R>>>>/Length %d>>stream\n%s\nendstream" % (len(forms), forms),
        b"<</Title()>>",
    ]
    page = PdfReader(io.BytesIO(assemble(objects))).pages[0]
    runs, _ = drawn_on(page, Fonts())
    return [
        (word.text, round(word.x, 2), round(word.end, 2), round(word.y, 2))
        for run in runs
        for word in run.words
        if word.text != "end"
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(
            b"BT /F1 10 Tf 100 700 Td (a b) Tj ET",
            [("a", 100, 100 + A, 700), ("b", 100 + A + BLANK, 100 + 2 * A + BLANK, 700)],
            id="blank",
        ),
        pytest.param(
            b"BT /F1 10 Tf 100 700 Td (a) Tj (b) Tj ET",
            [("ab", 100, 100 + 2 * A, 700)],
            id="one word in two strings",
        ),
        pytest.param(
            b"BT /F1 10 Tf 100 700 Td [(a) -3000 (b)] TJ ET",
            [("a", 100, 100 + A, 700), ("b", 130 + A, 130 + 2 * A, 700)],
            id="gap within an operator",
        ),
        pytest.param(
            b"BT /F1 10 Tf 1 0 0 1 100 700 Tm 14 TL (a) Tj (b) ' ET",
            [("a", 100, 100 + A, 700), ("b", 100, 100 + A, 686)],
            id="next line",
        ),
        pytest.param(
            b"BT /F1 10 Tf 50 Tz 100 700 Td (a) Tj ET",
            [("a", 100, 100 + A / 2, 700)],
            id="narrowed",
        ),
        pytest.param(
            b"BT /F1 10 Tf 4 Tw 100 700 Td (a b) Tj ET",
            [("a", 100, 100 + A, 700), ("b", 104 + A + BLANK, 104 + 2 * A + BLANK, 700)],
            id="wide blanks",
        ),
        pytest.param(
            b"q 2 0 0 2 10 20 cm BT /F1 10 Tf 100 300 Td (a) Tj ET Q",
            [("a", 210, 210 + 2 * A, 620)],
            id="scaled",
        ),
        pytest.param(
            b"q 1 0 0 1 50 0 cm Q BT /F1 10 Tf 100 300 Td (a) Tj ET",
            [("a", 100, 100 + A, 300)],
            id="restored",
        ),
        pytest.param(b"BT /F1 10 Tf 0 1 -1 0 100 300 Tm (a) Tj ET", [], id="upwards"),
    ],
)
def test_words_are_where_they_are_drawn(content, expected):
    assert words_of(content) == [
        (text, round(x, 2), round(end, 2), y) for text, x, end, y in expected
    ]


def test_a_page_with_an_operator_that_makes_no_sense_has_no_places():
    broken = b"BT /F1 10 Tf 100 700 Td (a) Tj ET BT /F1 10 Tf 100 (x) Td (b) Tj ET"

    assert words_of(broken) == []


def test_words_on_a_page_that_is_shown_turned_are_level():
    content = b"BT /F1 10 Tf 0 1 -1 0 100 300 Tm (a) Tj ET"

    assert words_of(content, rotate=90) == [("a", 300, 300 + A, -100)]


def test_words_of_a_form_are_where_the_form_is():
    form = b"BT /F1 10 Tf 10 300 Td (a) Tj ET"

    assert words_of(b"q 1 0 0 1 0 50 cm /X Do Q", forms=form) == [("a", 110, 110 + A, 350)]


def test_words_of_a_font_without_a_blank_have_their_places():
    page = PdfReader(io.BytesIO(make_tex_pdf([["boats", "float"], ["far"]]))).pages[0]
    runs, _ = drawn_on(page, Fonts())

    found = [(word.text, word.x, word.end) for run in runs for word in run.words]

    assert found[:2] == [("boats", 72, 102), ("float", 105, 135)]


def test_text_of_a_font_that_cannot_be_read_has_usual_widths(monkeypatch):
    def fail(*_):
        raise ValueError

    monkeypatch.setattr("knowledge.readers.pdf_metrics.Metrics", fail)

    assert words_of(b"BT /F1 10 Tf 100 700 Td (ab) Tj ET") == [("ab", 100, 110, 700)]

"""PDF: pages, titles, and the files that cannot be read."""

import io
import logging
import re
import zlib

import pytest
from fpdf import FPDF
from PIL import Image
from pypdf import PdfReader, PdfWriter, get_configuration

from knowledge.errors import (
    DamagedDocument,
    EmptyDocument,
    EncryptedDocument,
    PoorText,
    TooBig,
)
from knowledge.readers.pdf import read
from tests.data.make_pdf import SAMPLE, make_pdf, make_tex_pdf


def locked(password):
    """Return the sample, encrypted so that opening it takes this password."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(make_pdf(SAMPLE))))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="AES-256")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def blocks(found):
    """Return kind and text of each block."""
    texts = {page.number: page.text for page in found.pages}
    return [(block.kind, texts[block.page][block.start : block.end]) for block in found.blocks]


def drawn(*pages):
    """Return a PDF with pages of lines, each ``(x, y, size, style, text)`` in points from above."""
    pdf = FPDF(unit="pt")
    pdf.set_auto_page_break(False)
    for page in pages:
        pdf.add_page()
        for x, y, size, style, text in page:
            pdf.set_font("Helvetica", style, size)
            pdf.text(x, y, text)
    return bytes(pdf.output())


def lines(*texts, y=100, size=12, style="", step=14, x=72):
    """Return lines one under the other."""
    return [(x, y + step * row, size, style, text) for row, text in enumerate(texts)]


def scanned(*texts):
    """Return a PDF of pages with a picture, and a line of text where there is one."""
    pdf = FPDF(unit="pt")
    pdf.set_font("Helvetica", "", 12)
    for text in texts:
        pdf.add_page()
        pdf.image(Image.new("RGB", (40, 40), "gray"), 0, 0, 300, 300)
        pdf.text(72, 500, text)
    return bytes(pdf.output())


def test_a_page_of_the_file_is_a_page_of_the_document(write):
    path = write("a.pdf", make_pdf([["One boat."], ["Two boats."], ["Three boats."]]))

    assert [(page.number, page.text) for page in read(path).pages] == [
        (1, "One boat."),
        (2, "Two boats."),
        (3, "Three boats."),
    ]


def test_a_page_without_text_keeps_its_number(write):
    path = write("a.pdf", make_pdf([["One boat."], [], ["Three boats."]]))

    found = read(path)

    assert [page.number for page in found.pages] == [1, 2, 3]
    assert [block.page for block in found.blocks] == [1, 3]


def test_the_title_of_the_file_is_what_it_says_of_itself(write):
    path = write("a.pdf", make_pdf([["One boat."]], title=" Boats "))

    assert read(path).metadata == {"title": "Boats"}


def test_a_blank_title_is_none(write):
    path = write("a.pdf", make_pdf([["One boat."]], title=" "))

    assert read(path).metadata == {}


def test_a_file_that_needs_a_password_is_refused(write):
    path = write("a.pdf", locked("secret"))

    with pytest.raises(EncryptedDocument, match=r"a\.pdf: needs a password"):
        read(path)


def test_a_file_that_opens_without_password_is_read(write):
    path = write("a.pdf", locked(""))

    assert "1,234 boats" in read(path).pages[1].text


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6])
def test_a_cut_file_is_damaged(write, share):
    whole = make_pdf(SAMPLE)
    path = write("a.pdf", whole[: int(len(whole) * share)])

    with pytest.raises((DamagedDocument, EmptyDocument), match=r"^a\.pdf: "):
        read(path)


def test_a_file_without_text_is_refused_as_a_scan(write):
    path = write("a.pdf", make_pdf([[], []]))

    with pytest.raises(EmptyDocument, match=r"a\.pdf: its 2 page\(s\) have no text \(a scan\?\)"):
        read(path)


def test_oddities_of_a_file_are_not_logged(write, caplog):
    path = write("a.pdf", make_pdf([["One boat."]]).replace(b"WinAnsiEncoding", b"OddlyEncoding00"))

    with caplog.at_level(logging.WARNING):
        read(path)

    assert caplog.records == []


def test_a_larger_or_bolder_line_is_a_heading_though_no_gap_follows(write):
    body = ("The boats of the sample float on a river,", "and all of them are green.")
    page = [
        *lines("About boats", size=16),
        *lines(*body, y=114),
        *lines("The harbour", y=142, style="B"),
        *lines(*body, y=156),
    ]

    found = read(write("a.pdf", drawn(page)))

    assert blocks(found) == [
        ("heading", "About boats"),
        ("paragraph", "\n".join(body)),
        ("heading", "The harbour"),
        ("paragraph", "\n".join(body)),
    ]


def test_a_large_figure_is_no_heading(write):
    page = [*lines("82.4%", size=30), *lines("of the sample boats are green, all year.", y=130)]

    found = read(write("a.pdf", drawn(page)))

    assert [kind for kind, _ in blocks(found)] == ["paragraph", "paragraph"]


def test_a_heading_of_several_lines_is_one(write):
    page = [
        *lines("The boats of the sample:", "how they float", size=18, step=21),
        *lines("The boats of the sample float on a river.", y=150),
    ]

    found = read(write("a.pdf", drawn(page)))

    assert blocks(found)[0] == ("heading", "The boats of the sample: how they float")


def test_bold_words_at_the_begin_of_a_paragraph_are_no_heading(write):
    page = [
        *lines("The boats of the sample float on a river", style="B"),
        *lines("that is as wide as a lake.", y=114),
    ]

    found = read(write("a.pdf", drawn(page)))

    assert [kind for kind, _ in blocks(found)] == ["paragraph"]


def test_a_short_line_after_a_comma_is_not_the_last_of_its_paragraph(write):
    body = (
        "The boats of the sample, which float on a river that is wide,",
        "count 12,",
        "all green.",
    )

    found = read(write("a.pdf", drawn(lines(*body))))

    assert blocks(found) == [("paragraph", "\n".join(body))]


def test_a_wide_gap_ends_a_paragraph_and_a_usual_one_does_not(write):
    first = ("The boats of the sample float on a river", "that is as wide as a lake,")
    second = ("and the harbour of the sample counts them", "once a year.")

    found = read(write("a.pdf", drawn([*lines(*first), *lines(*second, y=150)])))

    assert blocks(found) == [("paragraph", "\n".join(first)), ("paragraph", "\n".join(second))]


def test_an_indented_line_after_a_sentence_begins_a_paragraph(write):
    first = ("The boats of the sample float on a river.", "They are green and as wide as a lake.")
    page = [*lines(*first), (92, 128, 12, "", "The harbour of the sample counts them yearly.")]

    found = read(write("a.pdf", drawn(page)))

    assert [text[:11] for _, text in blocks(found)] == ["The boats o", "The harbour"]


def test_list_marks_make_items(write):
    page = lines("The boats of the sample are:", "1. a red one", "2. a green one")

    found = read(write("a.pdf", drawn(page)))

    assert blocks(found)[1:] == [("item", "a red one"), ("item", "a green one")]


def test_running_headers_and_page_numbers_are_left_out(write):
    bodies = ["Red boats float.", "Green boats sink.", "The river is wide.", "It has 4 bridges."]
    pages = [
        [
            (72, 40, 9, "", "Sample report on boats"),
            *lines(body),
            (290, 800, 9, "", f"Page {number} of 4"),
        ]
        for number, body in enumerate(bodies, 1)
    ]

    found = read(write("a.pdf", drawn(*pages)))

    assert [page.text for page in found.pages] == bodies


def test_a_line_that_is_on_two_pages_only_stays(write):
    pages = [lines("Sample report on boats", text) for text in ("Red.", "Green.")]

    found = read(write("a.pdf", drawn(*pages)))

    assert [page.text.splitlines()[0] for page in found.pages] == ["Sample report on boats"] * 2


def test_a_word_is_joined_only_where_the_document_shows_how_it_is_written(write):
    page = lines(
        "The transformation of well-known boats: transfor-",
        "mation of boats that are well-",
        "known and of harbours that are un-",
        "sampled.",
    )

    found = read(write("a.pdf", drawn(page)))

    assert found.pages[0].text == (
        "The transformation of well-known boats: transformation\n"
        "of boats that are well-known\n"
        "and of harbours that are un-\n"
        "sampled."
    )


def test_a_raised_figure_does_not_become_part_of_a_number(write):
    page = [(72, 100, 12, "", "The river holds 10"), (174, 95, 7, "", "6"), *lines("boats.", y=114)]

    found = read(write("a.pdf", drawn(page)))

    assert "10 ⁶" in found.pages[0].text or "10⁶" in found.pages[0].text


@pytest.mark.parametrize(
    ("font", "written", "shown"),
    [
        (b".VnTime", "Céng hßa X· héi n\xadíc", "Cộng hòa Xã hội nước"),
        (b".VnTimeH", "Céng hßa", "CỘNG HÒA"),
        (b"ABCDEF+VNI-Times", "Coäng hoøa Xaõ hoäi", "Cộng hòa Xã hội"),
    ],
)
def test_vietnamese_fonts_older_than_unicode_are_read_by_their_name(write, font, written, shown):
    content = make_pdf([[written]]).replace(b"/Helvetica", b"/" + font)

    assert read(write("a.pdf", content)).pages[0].text == shown


def test_such_text_in_a_font_of_another_name_is_converted_with_a_warning(write):
    written = "BÕn c¶ng mÉu cã mét ngh×n chiÕc thuyÒn lín."

    found = read(write("a.pdf", make_pdf([[written]])))

    assert found.pages[0].text == "Bến cảng mẫu có một nghìn chiếc thuyền lớn."
    assert [warning.split(",")[0] for warning in found.warnings] == ["The text was in TCVN3"]


def test_a_vietnamese_font_that_cannot_be_converted_is_refused_by_name(write):
    content = make_pdf([["Céng hßa"]]).replace(b"/Helvetica", b"/VPSTimes")

    with pytest.raises(PoorText, match=r"^a\.pdf: typed in VPSTimes, a Vietnamese font"):
        read(write("a.pdf", content))


def test_words_of_a_font_without_a_blank_do_not_run_together(write):
    path = write("a.pdf", make_tex_pdf([["boats", "float"]]))

    assert read(path).pages[0].text == "boats float"


def test_pages_that_are_pictures_are_named(write):
    path = write("a.pdf", scanned("The boats of the sample float on the river.", "", "3"))

    assert read(path).warnings == ("Pictures without text, which OCR would read: pages 2-3.",)


def test_a_scan_is_refused(write):
    path = write("a.pdf", scanned("", ""))

    with pytest.raises(EmptyDocument, match=r"a\.pdf: its 2 page\(s\) have no text \(a scan\?\)"):
        read(path)


def test_what_is_printed_on_a_page_is_its_label_where_it_differs(write):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(make_pdf([["a b"], ["c d"], ["e f"]]))))
    writer.set_page_label(0, 1, style="/r")
    writer.set_page_label(2, 2, style="/D", start=3)
    file = io.BytesIO()
    writer.write(file)

    found = read(write("a.pdf", file.getvalue()))

    assert [page.label for page in found.pages] == ["i", "ii", None]


@pytest.mark.parametrize("title", ["Microsoft Word - boats.doc", "boats_final.docx", "Untitled-1"])
def test_the_name_of_a_file_is_no_title(write, title):
    path = write("a.pdf", make_pdf([["One boat."]], title=title))

    assert read(path).metadata == {}


def test_the_day_on_which_the_file_was_made_is_not_taken_for_its_publication(write):
    content = make_pdf([["One boat."]], title="Boats").replace(
        b"<</Title", b"<</CreationDate(D:20200101000000)/Author(A. Sailor)/Title"
    )

    assert read(write("a.pdf", content)).metadata == {"title": "Boats", "author": "A. Sailor"}


def test_too_many_pages_are_refused(write, monkeypatch):
    monkeypatch.setattr("knowledge.readers.pdf.MAX_PAGES", 2)
    path = write("a.pdf", make_pdf([["a"], ["b"], ["c"]]))

    with pytest.raises(TooBig, match=r"^a\.pdf: has more than 2 pages\. Split it"):
        read(path)


def test_too_much_text_is_refused(write, monkeypatch):
    monkeypatch.setattr("knowledge.readers.pdf.MAX_TEXT", 20)
    path = write("a.pdf", make_pdf([["The boats of the sample float."]]))

    with pytest.raises(TooBig, match=r"^a\.pdf: has more than 20 characters\. Split it"):
        read(path)


def test_what_unpacks_to_too_much_is_refused(write):
    bomb = zlib.compress(b" " * 60_000_000)
    content = make_pdf([["a"]]).replace(
        b"<</Length 41>>", b"<</Filter/FlateDecode/Length %d>>" % len(bomb)
    )
    content = re.sub(
        rb"stream\n.*?\nendstream",
        lambda _: b"stream\n" + bomb + b"\nendstream",
        content,
        flags=re.DOTALL,
    )

    with pytest.raises(TooBig, match=r"^a\.pdf: unpacks to more than can be read"):
        read(write("a.pdf", content))


def test_the_limits_end_with_the_reading(write):
    before = get_configuration()

    read(write("a.pdf", make_pdf([["One boat."]])))

    assert get_configuration() == before


@pytest.mark.parametrize("fault", [RecursionError, ZeroDivisionError, UnicodeError])
def test_whatever_fails_inside_is_a_damaged_file(write, monkeypatch, fault):
    def fail(*_, **__):
        raise fault

    monkeypatch.setattr("pypdf.PageObject.extract_text", fail)

    with pytest.raises(DamagedDocument, match=r"^a\.pdf: none of its pages can be read"):
        read(write("a.pdf", make_pdf([["One boat."]])))

"""PDF: pages, titles, and the files that cannot be read."""

import io
import logging

import pytest
from pypdf import PdfReader, PdfWriter

from knowledge.errors import DamagedDocument, EmptyDocument, EncryptedDocument
from knowledge.readers.pdf import read
from tests.data.make_pdf import SAMPLE, make_pdf


def locked(password):
    """Return the sample, encrypted so that opening it takes this password."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(make_pdf(SAMPLE))))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="AES-256")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


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

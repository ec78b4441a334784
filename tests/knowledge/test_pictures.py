"""How a page of a PDF looks: drawn when it is asked for, whatever the file does to who draws it."""

import io
import os
import shutil
from pathlib import Path

import pytest
from PIL import Image

from knowledge import add_documents, open_library, remove_documents, snapshots
from knowledge.originals import FILE, FOLDER
from knowledge.pictures import picture_of
from knowledge.snapshots import KEPT

SAMPLE = Path(__file__).parents[1] / "data" / "sample.pdf"


@pytest.fixture
def pdf(tmp_path):
    return shutil.copy(SAMPLE, tmp_path / "decision.pdf")


@pytest.fixture
def library(settings, pdf, write):
    """A library of a PDF and a note."""
    add_documents(settings, [pdf, write("note.md", "# Note\n\nA sample note of one sentence.")])
    opened = open_library(settings)
    yield opened
    opened.close()


def document(library, suffix):
    return next(each for each in library.documents() if each.source.endswith(suffix))


def kept(settings):
    return sorted((settings.home / FOLDER).glob(f"*/{FILE}"))


def test_a_page_of_a_pdf_is_a_picture_as_large_as_can_be_read(library):
    found = document(library, ".pdf")

    drawn = library.picture(found.id, 1)

    with Image.open(io.BytesIO(drawn)) as picture:
        assert picture.format == "JPEG"
        assert 1000 <= max(picture.size) <= 1500
    assert library.has_pictures(found.id)


def test_the_home_may_be_named_from_where_the_server_was_started(library, settings, monkeypatch):
    monkeypatch.chdir(settings.home.parent)

    assert picture_of(Path(settings.home.name), document(library, ".pdf"), 1)


def test_it_is_drawn_once(library, settings):
    found = document(library, ".pdf")
    first = library.picture(found.id, 1)
    (original,) = kept(settings)
    original.write_bytes(b"no longer a PDF")

    assert library.picture(found.id, 1) == first


@pytest.mark.parametrize("number", [0, -1, 99])
def test_a_page_that_there_is_not_has_no_picture(library, number):
    assert library.picture(document(library, ".pdf").id, number) is None


def test_other_documents_have_no_pictures(library):
    note = document(library, ".md")

    assert not library.has_pictures(note.id)
    assert library.picture(note.id, 1) is None


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"\x00" * 1000])
def test_a_file_that_cannot_be_drawn_has_no_picture_and_is_not_tried_again(
    library, settings, content, monkeypatch
):
    (original,) = kept(settings)
    original.write_bytes(content)
    first = library.picture(document(library, ".pdf").id, 1)
    monkeypatch.setattr("knowledge.pictures.run", None)

    assert first is None
    assert library.picture(document(library, ".pdf").id, 1) is None


def test_what_could_not_be_drawn_is_tried_again_after_a_day(library, settings):
    (original,) = kept(settings)
    failed = original.with_name("page-1.jpg")
    failed.touch()
    before = library.picture(document(library, ".pdf").id, 1)

    os.utime(failed, (0, 0))

    assert before is None
    assert library.picture(document(library, ".pdf").id, 1)


def test_a_file_that_takes_too_long_has_no_picture(library, monkeypatch):
    def endless(command, limits):
        raise TimeoutError

    monkeypatch.setattr("knowledge.pictures.run", endless)

    assert library.picture(document(library, ".pdf").id, 1) is None


def test_the_file_stays_as_long_as_an_index_that_can_be_gone_back_to_has_it(
    library, settings, write
):
    remove_documents(settings, [document(library, ".pdf").id])
    still = kept(settings)

    for number in range(KEPT):
        add_documents(settings, [write(f"{number}.md", f"# {number}\n\nNumber {number} of all.")])

    assert len(still) == 1
    assert kept(settings) == []
    assert len(snapshots.kept(settings.home)) == KEPT


def test_a_file_that_is_known_already_is_kept_when_it_is_added_again(library, settings, pdf):
    shutil.rmtree(settings.home / FOLDER)

    add_documents(settings, [pdf])

    assert len(kept(settings)) == 1
    assert library.has_pictures(document(library, ".pdf").id)

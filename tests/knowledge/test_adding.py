"""Documents taken in: what becomes of each file, and where it is found afterwards."""

import numpy as np
import pytest

from knowledge import LibraryNotReady, snapshots
from tests.data.make_pdf import make_pdf
from tests.knowledge.homes import contents, found, names, state


def test_an_added_document_is_found(settings, add, boats):
    report = add(boats)

    assert [document.title for document in report.added] == ["Boats"]
    assert (report.documents, report.passages, report.embedded) == (1, 2, 2)
    assert found(settings, "red boats")[0] == "The red boats float."


def test_documents_are_listed_in_the_order_in_which_they_were_added(home, add, boats, rain):
    add(rain)
    add(boats)

    assert names(home) == ["rain.md", "boats.md"]


def test_a_document_is_added_to_those_that_are_there(settings, add, boats, rain):
    add(boats)

    report = add(rain)

    assert (report.documents, report.passages, report.embedded) == (2, 3, 1)
    assert found(settings, "rain")[0] == "Rain fell on the bridge."
    assert found(settings, "green boats")[0] == "The green boats sink."


def test_known_passages_keep_their_vectors(home, add, boats, rain):
    add(boats)
    before = np.array(contents(home).sentence_vectors)

    add(rain)

    assert np.array_equal(contents(home).sentence_vectors[: len(before)], before)


def test_every_file_has_a_report_in_the_order_given(add, boats, rain, write, tmp_path):
    scanned, gone = write("empty.txt", b""), tmp_path / "gone.md"

    report = add(scanned, boats, gone, boats, rain)

    assert [(each.name, each.outcome, each.action) for each in report.files] == [
        (str(scanned), "empty_scanned", "none"),
        (str(boats), "ok", "added"),
        (str(gone), "failed", "none"),
        (str(boats), "duplicate", "none"),
        (str(rain), "ok", "added"),
    ]


def test_a_bad_file_keeps_none_of_the_good_ones_out(home, add, boats, rain, write):
    bad = write("bad.pdf", b"%PDF-1.4")

    report = add(boats, bad, rain)

    assert [document.source for document in report.added] == ["boats.md", "rain.md"]
    assert [(each.name, each.notes[0][:9]) for each in report.refused] == [(str(bad), "bad.pdf: ")]
    assert names(home) == ["boats.md", "rain.md"]


@pytest.mark.parametrize(
    ("name", "content", "outcome", "reason"),
    [
        ("a.txt", b"", "empty_scanned", "a.txt: has no text"),
        ("a.odt", b"Sample.", "unsupported", "files ending in .odt cannot be read"),
        ("a.pdf", b"%PDF-1.4", "failed", "a.pdf: "),
        ("a.md", b"---\nurl: sample\n---\nA sample.", "failed", "is not an http or https address"),
        ("a.md", b"---\ntitle: Boats\n---\n\n... \n", "empty_scanned", "a.md: "),
        ("a.pdf", make_pdf([["- - -"]]), "empty_scanned", "a.pdf: "),
    ],
)
def test_a_bad_file_alone_leaves_the_index_untouched(
    home, add, boats, write, name, content, outcome, reason
):
    add(boats)
    before = state(home)

    report = add(write(name, content))

    assert [each.outcome for each in report.refused] == [outcome]
    assert reason in report.refused[0].notes[0]
    assert (report.changed, report.documents) == (False, 1)
    assert state(home) == before


def test_a_bad_file_alone_makes_no_index(home, add, write):
    add(write("a.txt", b""))

    with pytest.raises(LibraryNotReady, match="no index yet"):
        snapshots.current(home)


def test_a_missing_file_is_reported(add, boats, tmp_path):
    report = add(boats, tmp_path / "gone.md")

    assert [each.notes for each in report.refused] == [(f"{tmp_path}/gone.md: no such file.",)]
    assert len(report.added) == 1


def test_a_name_that_is_no_text_does_not_stop_an_ingest(home, add, write):
    add(write("bo\udce9ats.md", "The red boats float."))

    assert len(contents(home).documents) == 1


def test_a_note_of_one_line_without_a_full_stop_is_found(settings, add, write):
    add(write("note.txt", "The red boats float"))

    assert found(settings, "red boats")[0] == "The red boats float"


def test_a_library_of_one_sentence_can_be_added_to(settings, add, write, boats):
    add(write("note.txt", "The red boats float."))
    found(settings, "red boats")

    add(boats)

    assert found(settings, "green boats")[0] == "The green boats sink."


def test_pages_of_a_pdf_are_kept(home, add, write):
    add(write("a.pdf", make_pdf([["Red boats float."], ["Green boats sink."]])))

    assert [passage.page for passage in contents(home).passages] == [1, 2]


def test_what_the_librarian_says_of_a_file_is_known(home, add, boats):
    add(boats, publisher="Office", published="2024-05-01")

    (document,) = contents(home).documents
    assert (document.publisher, document.published.isoformat()) == ("Office", "2024-05-01")

"""Documents taken in: what becomes of each file."""

import numpy as np
import pytest

from knowledge import add_documents, snapshots
from knowledge.errors import LibraryNotReady, MissingDocument
from knowledge.ingest import find_files
from tests.data.make_pdf import make_pdf
from tests.knowledge.homes import contents, found, names, state

URL = "https://example.org/boats"


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


def test_the_model_is_compiled_for_the_first_document_only(add, boats, rain, monkeypatch):
    add(boats)
    monkeypatch.setattr(
        "knowledge.building.compile_model", lambda *_: pytest.fail("compiled again")
    )

    assert add(rain).added


def test_an_unchanged_file_embeds_nothing_and_publishes_nothing(home, add, boats):
    add(boats)
    before = state(home)

    report = add(boats)

    assert [document.source for document in report.unchanged] == ["boats.md"]
    assert (report.embedded, report.changed, report.documents) == (0, False, 1)
    assert state(home) == before


def test_the_same_text_under_another_name_is_unchanged(home, add, boats, write):
    known = add(boats).added[0]
    before = state(home)

    report = add(write("other.md", boats.read_text()))

    assert [(each.id, each.source) for each in report.unchanged] == [(known.id, "other.md")]
    assert state(home) == before


def test_the_same_file_twice_in_one_call_is_one_document(home, add, boats):
    add(boats, boats)

    assert names(home) == ["boats.md"]


def test_a_new_version_at_the_same_address_replaces_the_old_one(settings, home, add, write, rain):
    add(write("boats.md", "The red boats float.", url=URL), rain)

    report = add(write("boats.md", "The blue boats fly.", url=URL))

    assert [document.source for document in report.replaced] == ["boats.md"]
    assert (report.added, report.documents, report.passages) == ((), 2, 2)
    assert sorted(found(settings, "red boats")) == [
        "Rain fell on the bridge.",
        "The blue boats fly.",
    ]


def test_the_other_documents_keep_their_vectors_when_one_is_replaced(home, add, write, boats):
    add(write("rain.md", "Rain fell on the bridge.", url=URL), boats)
    before = np.array(contents(home).sentence_vectors[1:])

    add(write("rain.md", "A lamp stood there. It was red.", url=URL))

    assert np.array_equal(contents(home).sentence_vectors[:2], before)


def test_a_new_version_replaces_the_old_one_whatever_its_file_is_called(home, add, write):
    add(write("first.md", "The red boats float.", url=URL))

    report = add(write("second.md", "The blue boats fly.", url=URL))

    assert [document.source for document in report.replaced] == ["second.md"]
    assert names(home) == ["second.md"]


def test_of_two_versions_in_one_call_the_last_is_taken(home, add, write):
    add(
        write("first.md", "The red boats float.", url=URL),
        write("second.md", "The blue boats fly.", url=URL),
    )

    assert names(home) == ["second.md"]


def test_a_new_title_replaces_a_document_of_the_same_text(home, add, boats):
    add(boats)

    report = add(boats, title="Ships")

    assert len(report.replaced) == 1
    assert [document.title for document in contents(home).documents] == ["Ships"]


def test_another_text_without_address_is_another_document(home, add, write):
    add(write("boats.md", "The red boats float."))

    add(write("boats.md", "The blue boats fly."))

    assert names(home) == ["boats.md", "boats.md"]


def test_a_bad_file_keeps_none_of_the_good_ones_out(home, add, boats, rain, write):
    bad = write("bad.txt", b"\xff\xfe")

    report = add(boats, bad, rain)

    assert [document.source for document in report.added] == ["boats.md", "rain.md"]
    assert [(each.name, each.reason[:9]) for each in report.refused] == [(str(bad), "bad.txt: ")]
    assert names(home) == ["boats.md", "rain.md"]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "a.txt: has no text"),
        ("a.docx", b"Sample.", "files ending in .docx cannot be read"),
        ("a.pdf", b"%PDF-1.4", "the PDF is broken"),
        ("a.md", b"---\nurl: sample\n---\nA sample.", "is not an http or https address"),
        ("a.txt", b"A sample.\nSource: https://[a\n", "is not an http or https address"),
        ("a.md", b"---\ntitle: Boats\n---\n\n... \n", "a.md: has no text, only marks"),
        ("a.pdf", make_pdf([["- - -"]]), "a.pdf: has no text, only marks"),
    ],
)
def test_a_bad_file_alone_leaves_the_index_untouched(
    home, add, boats, write, name, content, reason
):
    add(boats)
    before = state(home)

    report = add(write(name, content))

    assert reason in report.refused[0].reason
    assert (report.changed, report.documents) == (False, 1)
    assert state(home) == before


def test_a_bad_file_alone_makes_no_index(home, add, write):
    add(write("a.txt", b""))

    with pytest.raises(LibraryNotReady, match="no index yet"):
        snapshots.current(home)


def test_a_missing_file_is_reported(add, boats, tmp_path):
    report = add(boats, tmp_path / "gone.md")

    assert [each.reason for each in report.refused] == [f"{tmp_path}/gone.md: no such file."]
    assert len(report.added) == 1


def test_a_name_that_is_no_text_does_not_stop_an_ingest(home, add, write):
    add(write("bo\udce9ats.md", "The red boats float."))

    assert names(home) == ["boats.md"]


def test_a_note_of_one_line_without_a_full_stop_is_found(settings, add, write):
    add(write("note.txt", "The red boats float"))

    assert found(settings, "red boats")[0] == "The red boats float"


def test_pages_of_a_pdf_are_kept(home, add, write):
    add(write("a.pdf", make_pdf([["Red boats float."], ["Green boats sink."]])))

    assert [passage.page for passage in contents(home).passages] == [1, 2]


def test_a_folder_gives_its_documents_in_order_of_their_names(write):
    paths = [write(name, "Sample.") for name in ("b.md", "a.txt", "deep/er/c.MD")]
    for name in (".hidden.md", "table.csv"):
        write(name, "Sample.")

    assert find_files([paths[0].parent]) == [paths[1], paths[0], paths[2]]


def test_a_file_that_is_named_is_taken_whatever_its_suffix(write):
    path = write("table.csv", "Sample.")

    assert find_files([path]) == [path]


def test_a_folder_without_documents_is_an_error(write):
    folder = write("table.csv", "Sample.").parent

    with pytest.raises(MissingDocument, match=r"the folder has no \.markdown, \.md, \.pdf, \.txt"):
        find_files([folder])


def test_the_caller_sees_each_stage_grow_to_its_end(settings, boats, rain):
    seen = {}

    add_documents(
        settings,
        [boats, rain],
        advance=lambda stage, done, total: seen.setdefault(stage, []).append((done, total)),
    )

    assert list(seen) == ["Reading", "Preparing the model", "Embedding", "Storing"]
    assert all(steps == sorted(steps) and steps[0][0] == 0 for steps in seen.values())
    assert all(steps[-1][0] == steps[-1][1] > 0 for steps in seen.values())


def test_an_address_that_is_given_later_is_taken_over(settings, home, add, boats):
    add(boats)

    report = add_documents(settings, [boats], {"url": "https://sample.example/boats"})

    (document,) = contents(home).documents
    assert [each.id for each in report.replaced] == [document.id]
    assert document.url == "https://sample.example/boats"


def test_the_model_is_copied_where_files_cannot_have_two_names(settings, home, add, boats, rain):
    add(boats)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pathlib.Path.hardlink_to", lambda *_: (_ for _ in ()).throw(OSError()))
        add(rain)

    assert found(settings, "rain")[0] == "Rain fell on the bridge."

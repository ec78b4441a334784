"""Which documents come, stay, are replaced, and go: adding, removing, and syncing with a folder."""

import unicodedata

import pytest

from knowledge import Filter, LibraryNotReady, snapshots
from knowledge.errors import MissingDocument, UnknownDocument
from knowledge.planning import find_files
from tests.knowledge.homes import contents, folders, found, names, opened, query, state

URL = "https://example.org/boats"


@pytest.fixture
def folder(write):
    """A folder of two documents."""
    write("folder/boats.md", "The red boats float.", url=URL)
    return write("folder/rain.md", "Rain fell on the bridge.").parent


def did(report):
    """Return the names of what was added, replaced, removed and refused."""
    return (
        [each.source for each in report.added],
        [each.source for each in report.replaced],
        [each.source for each in report.removed],
        [each.outcome for each in report.refused],
    )


# What is added.


def test_an_unchanged_file_embeds_nothing_and_publishes_nothing(home, add, boats):
    add(boats)
    before = state(home)

    report = add(boats)

    assert [(each.outcome, each.action) for each in report.files] == [("duplicate", "none")]
    assert (report.embedded, report.changed, report.documents) == (0, False, 1)
    assert state(home) == before


def test_a_known_file_is_not_even_read(add, boats, monkeypatch):
    add(boats)
    monkeypatch.setattr("knowledge.parsing.run", lambda *_: pytest.fail("it was read"))

    assert add(boats).files[0].outcome == "duplicate"


def test_the_same_text_under_another_name_is_a_duplicate_of_the_known_document(
    home, add, boats, write
):
    known = add(boats).added[0]
    before = state(home)

    (report,) = add(write("other.md", boats.read_text())).files

    assert (report.outcome, report.document.id, report.document.source) == (
        "duplicate",
        known.id,
        "boats.md",
    )
    assert state(home) == before


def test_the_same_file_twice_in_one_call_is_one_document_and_a_duplicate(home, add, boats):
    report = add(boats, boats)

    assert [each.outcome for each in report.files] == ["ok", "duplicate"]
    assert names(home) == ["boats.md"]


def test_a_new_version_at_the_same_address_replaces_the_old_one(settings, home, add, write, rain):
    add(write("boats.md", "The red boats float.", url=URL), rain)

    report = add(write("boats.md", "The blue boats fly.", url=URL))

    assert did(report) == ([], ["boats.md"], [], [])
    assert (report.documents, report.passages) == (2, 2)
    assert sorted(found(settings, "red boats")) == [
        "Rain fell on the bridge.",
        "The blue boats fly.",
    ]


def test_a_new_version_replaces_the_old_one_whatever_its_file_is_called(home, add, write):
    add(write("first.md", "The red boats float.", url=URL))

    report = add(write("second.md", "The blue boats fly.", url=URL))

    assert did(report) == ([], ["second.md"], [], [])
    assert names(home) == ["second.md"]


def test_of_two_versions_in_one_call_the_last_is_taken(home, add, write):
    add(
        write("first.md", "The red boats float.", url=URL),
        write("second.md", "The blue boats fly.", url=URL),
    )

    assert names(home) == ["second.md"]


def test_the_same_two_versions_again_change_nothing(home, add, write):
    versions = [
        write("first.md", "The red boats float.", url=URL),
        write("second.md", "The blue boats fly.", url=URL),
    ]
    add(*versions)

    add(*versions)

    assert names(home) == ["second.md"]


def test_an_old_version_that_is_added_again_replaces_the_new_one(home, add, write):
    old = write("old.md", "The red boats float.", url=URL)
    add(old)
    add(write("new.md", "The blue boats fly.", url=URL))

    add(old)

    assert names(home) == ["old.md"]


def test_of_a_replaced_document_only_the_changed_paragraph_is_embedded(add, write):
    add(write("boats.md", "The red boats float.\n\nRain fell.\n\nA lamp.", url=URL))

    report = add(write("boats.md", "The red boats float.\n\nRain stopped.\n\nA lamp.", url=URL))

    assert (len(report.replaced), report.passages, report.embedded) == (1, 3, 1)


def test_a_text_that_was_removed_and_is_added_again_is_embedded_again(settings, add, remove, boats):
    document = add(boats).added[0]
    remove(document.id)

    report = add(boats)

    assert (len(report.added), report.embedded) == (1, 2)
    assert found(settings, "red boats")[0] == "The red boats float."


def test_a_paragraph_that_two_new_documents_share_is_embedded_once(add, write):
    report = add(
        write("first.md", "The red boats float.\n\nRain fell."),
        write("second.md", "The red boats float.\n\nA lamp shone."),
    )

    assert (report.passages, report.embedded) == (4, 3)


def test_a_new_title_replaces_a_document_of_the_same_text(home, add, boats):
    add(boats)

    report = add(boats, title="Ships")

    assert len(report.replaced) == 1
    assert [document.title for document in contents(home).documents] == ["Ships"]


def test_an_address_that_is_given_later_is_taken_over(home, add, boats):
    add(boats)

    report = add(boats, url=URL)

    (document,) = contents(home).documents
    assert [each.id for each in report.replaced] == [document.id]
    assert (document.url, report.embedded) == (URL, 0)


def test_a_copy_without_the_address_of_the_known_document_says_nothing_new(home, add, write):
    add(write("boats.md", "The red boats float.", url=URL))

    add(write("copy.md", "The red boats float."))

    assert [each.url for each in contents(home).documents] == [URL]


def test_another_text_without_address_is_another_document(home, add, write):
    add(write("boats.md", "The red boats float."))

    add(write("boats.md", "The blue boats fly."))

    assert names(home) == ["boats.md", "boats.md"]


# What is removed.


def test_a_removed_document_is_never_found_again(settings, add, remove, boats, rain):
    document, kept = add(boats, rain).added

    report = remove(document.id)

    assert did(report) == ([], [], ["boats.md"], [])
    assert (report.documents, report.passages, report.embedded) == (1, 1, 0)
    with opened(settings) as library:
        assert library.document(document.id) is None
        assert [each.id for each in library.documents()] == [kept.id]
        assert [hit.document.id for hit in library.search(query("red boats float"))] == [kept.id]
        assert library.frequency("boat") == 0
        chosen = Filter(documents=frozenset({document.id}))
        assert library.search(query("red boats"), only=chosen) == []


def test_documents_that_stay_keep_their_order_and_what_is_known_of_them(home, add, remove, write):
    for name in ("a", "b", "c"):
        add(write(f"{name}.md", f"The {name} boat floats.", published="2024-05-01"))
    first, second, third = contents(home).documents

    remove(second.id)

    assert contents(home).documents == (first, third)


def test_the_same_document_may_be_named_twice(add, remove, boats, rain):
    document, _ = add(boats, rain).added

    assert len(remove(document.id, document.id).removed) == 1


@pytest.mark.parametrize(
    ("change", "hint"),
    [(lambda name: name[:-1], "Did you mean {name}?"), (lambda name: "zzz", "ingest.py list")],
    ids=["near", "far"],
)
def test_an_unknown_id_removes_nothing_and_gives_a_hint(
    home, add, remove, boats, rain, change, hint
):
    document, other = add(boats, rain).added
    before = state(home)

    with pytest.raises(UnknownDocument, match="no document has this id") as raised:
        remove(other.id, change(document.id))

    assert hint.format(name=document.id) in str(raised.value)
    assert state(home) == before


def test_removing_from_a_home_without_index_makes_none(home, remove):
    with pytest.raises(UnknownDocument, match="zzz: no document has this id"):
        remove("zzz")

    with pytest.raises(LibraryNotReady, match="no index yet"):
        snapshots.current(home)


def test_removing_all_leaves_an_empty_library_that_finds_nothing(settings, add, remove, boats):
    remove(add(boats).added[0].id)

    with opened(settings) as library:
        assert library.documents() == ()
        assert library.search(query("red boats")) == []
        assert library.search(query("red boats"), only=Filter(kinds=frozenset({"law"}))) == []
        assert library.frequency("boat") == 0


def test_an_empty_library_can_be_added_to(settings, add, remove, boats, rain):
    remove(add(boats).added[0].id)

    report = add(rain)

    assert (report.documents, report.passages) == (1, 1)
    assert found(settings, "rain") == ["Rain fell on the bridge."]


def test_a_removal_can_be_gone_back_from(settings, home, add, remove, boats):
    remove(add(boats).added[0].id)

    snapshots.go_back(home)

    assert found(settings, "red boats")[0] == "The red boats float."


# What going back leaves for the next ingest.


def test_the_next_ingest_builds_on_what_was_gone_back_to(settings, home, add, write, boats, rain):
    add(boats)
    add(rain)
    snapshots.go_back(home)

    add(write("lamps.md", "The lamps shine."))

    assert names(home) == ["boats.md", "lamps.md"]
    assert len(folders(home)) == 3


# Syncing with a folder.


def test_syncing_an_empty_home_adds_the_folder(home, sync, folder):
    assert did(sync(folder)) == (["boats.md", "rain.md"], [], [], [])
    assert names(home) == ["boats.md", "rain.md"]


def test_syncing_adds_replaces_and_removes(settings, home, sync, folder, write):
    sync(folder)
    write("folder/boats.md", "The blue boats fly.", url=URL)
    write("folder/lamps.md", "The lamps shine.")
    (folder / "rain.md").unlink()

    report = sync(folder)

    assert did(report) == (["lamps.md"], ["boats.md"], ["rain.md"], [])
    assert sorted(found(settings, "boats")) == ["The blue boats fly.", "The lamps shine."]


def test_a_second_sync_does_nothing(home, sync, folder):
    sync(folder)
    before = state(home)

    report = sync(folder)

    assert (did(report), report.changed) == (([], [], [], []), False)
    assert state(home) == before


def test_a_file_with_another_text_takes_the_place_of_its_document(home, sync, folder, write):
    sync(folder)
    write("folder/rain.md", "Rain fell on the harbour.")

    sync(folder)

    assert [each.pages[0].text.strip() for each in contents(home).documents if not each.url] == [
        "Rain fell on the harbour."
    ]


def test_a_file_that_was_renamed_keeps_its_document(home, sync, folder):
    sync(folder)
    (folder / "rain.md").rename(folder / "shower.md")
    before = contents(home).documents

    report = sync(folder)

    assert report.removed == ()
    assert {each.pages for each in contents(home).documents} == {each.pages for each in before}


def test_syncing_two_versions_of_one_address_settles(home, sync, folder, write):
    write("folder/later.md", "The blue boats fly.", url=URL)
    sync(folder)
    before = names(home)

    report = sync(folder)

    assert (names(home), report.changed) == (before, False)


def test_syncing_two_files_of_one_name_and_text_settles(sync, folder, write):
    for place, day in (("north", "2024-05-01"), ("south", "2024-05-02")):
        write(f"folder/{place}/note.md", "The same sample.", published=day)
    sync(folder)

    assert not sync(folder).changed


def test_what_was_added_from_elsewhere_is_removed(home, add, sync, folder, boats):
    add(boats)

    assert did(sync(folder)) == (["boats.md", "rain.md"], [], ["boats.md"], [])


def test_a_dry_run_says_what_would_be_done_and_does_nothing(home, sync, folder, write):
    sync(folder)
    write("folder/boats.md", "The blue boats fly.", url=URL)
    write("folder/lamps.md", "The lamps shine.")
    write("folder/bad.pdf", b"%PDF-1.4")
    (folder / "rain.md").unlink()
    before = state(home)

    foretold = sync(folder, dry_run=True)

    assert state(home) == before
    done = sync(folder)
    assert (foretold.dry_run, done.dry_run) == (True, False)
    assert did(foretold) == did(done)
    assert (foretold.files, foretold.removed) == (done.files, done.removed)
    assert (foretold.documents, foretold.passages) == (done.documents, done.passages)
    assert done.changed


def test_a_dry_run_in_an_empty_home_makes_no_index(home, sync, folder):
    sync(folder, dry_run=True)

    with pytest.raises(LibraryNotReady, match="no index yet"):
        snapshots.current(home)


@pytest.mark.parametrize(
    "name", ["rain.md", unicodedata.normalize("NFD", "Bến cảng.md")], ids=["plain", "decomposed"]
)
def test_a_file_that_cannot_be_read_keeps_its_document(settings, sync, folder, write, name):
    write(f"folder/{name}", "Rain fell on the harbour.")
    sync(folder)
    write(f"folder/{name}", b"\xff\xfe\x00\xff")

    report = sync(folder)

    assert (len(report.refused), report.removed) == (1, ())
    assert "Rain fell on the harbour." in found(settings, "rain")


def test_a_file_that_vanishes_while_it_is_synced_keeps_its_document(
    settings, sync, folder, monkeypatch
):
    sync(folder)
    listed = find_files([folder])
    (folder / "rain.md").unlink()
    monkeypatch.setattr("knowledge.ingest.find_files", lambda paths: listed)

    assert [each.outcome for each in sync(folder).refused] == ["failed"]
    assert "Rain fell on the bridge." in found(settings, "rain")


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: None, "no such folder"),
        (lambda path: path.mkdir(), "the folder has no .* files"),
        (lambda path: path.write_text("A sample."), "no such folder"),
    ],
    ids=["missing", "empty", "file"],
)
def test_no_folder_or_an_empty_one_never_empties_the_library(
    home, sync, folder, tmp_path, make, message
):
    sync(folder)
    before = state(home)
    make(tmp_path / "other")

    with pytest.raises(MissingDocument, match=message):
        sync(tmp_path / "other")

    assert state(home) == before


# Which files a folder has.


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

    with pytest.raises(MissingDocument, match=r"the folder has no \.docx.*\.md.*\.pdf.*\.txt"):
        find_files([folder])

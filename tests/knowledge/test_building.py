"""A new index, built aside: what is in its folder, and how far the caller sees it grow."""

import json

import pytest

from knowledge import add_documents, snapshots
from knowledge.manifest import CHANGES_WHEN_READ, MADE_WITH, Change, check_files, read_manifest
from knowledge.models import model_identity
from tests.knowledge.homes import files, folders, found, names


@pytest.fixture
def manifest(home, add, boats):
    """The manifest of a library of one document."""
    add(boats)
    return read_manifest(snapshots.current(home))


def test_the_manifest_counts_what_the_index_holds(manifest):
    assert (manifest.documents, manifest.passages, manifest.sentences) == (1, 2, 2)


def test_the_manifest_says_where_the_vectors_are_and_which_model_made_them(
    settings, manifest, fake_model
):
    model = model_identity(fake_model, settings.embedding_precision)

    assert (manifest.store, manifest.model) == ("directory", model)


def test_the_manifest_says_when_and_with_what_it_was_made(manifest):
    assert manifest.created.endswith("+00:00")
    assert set(manifest.versions) == set(MADE_WITH)


def test_the_manifest_notes_every_file(home, manifest):
    folder = snapshots.current(home)

    assert set(files(folder)) - {"manifest.json"} <= set(manifest.files)
    assert check_files(folder, manifest) is None


def test_every_file_but_the_database_has_a_hash(manifest):
    without = [name for name, file in manifest.files.items() if not file.sha256]

    assert without == [f"chroma/{CHANGES_WHEN_READ}"]


def test_an_index_is_whole_after_it_was_opened_and_searched(settings, home, manifest):
    for _ in range(2):
        found(settings, "red boats")

    assert check_files(snapshots.current(home), manifest) is None


def test_the_history_says_what_each_ingest_did(home, add, remove, sync, write, boats, rain):
    add(boats)
    document = add(rain, url="https://example.org/rain").added[0]
    remove(document.id)

    assert [manifest.change for _, manifest in snapshots.history(home)] == [
        Change("add", added=1),
        Change("add", added=1),
        Change("remove", removed=1),
    ]


def test_a_sync_is_noted_with_all_that_it_did(home, sync, write):
    url = "https://example.org/boats"
    write("folder/boats.md", "The red boats float.", url=url)
    folder = write("folder/rain.md", "Rain fell.").parent
    sync(folder)
    write("folder/boats.md", "The blue boats fly.", url=url)
    write("folder/lamps.md", "The lamps shine.")
    (folder / "rain.md").unlink()

    sync(folder)

    assert read_manifest(snapshots.current(home)).change == Change("sync", 1, 1, 1)


def test_the_model_is_compiled_for_the_first_document_only(add, boats, rain, monkeypatch):
    add(boats)
    monkeypatch.setattr(
        "knowledge.building.compile_model", lambda *_: pytest.fail("compiled again")
    )

    assert add(rain).added


def test_no_two_indexes_share_the_bytes_of_a_file(home, first_and_second, add, boats):
    add(boats)

    for folder in snapshots.kept(home):
        assert {path.stat().st_nlink for path in files(folder).values()} == {1}


def test_a_home_can_be_copied_and_added_to_where_it_is(
    settings, first_and_second, add, boats, tmp_path
):
    moved = settings.home.rename(tmp_path / "moved")

    add_documents(settings.model_copy(update={"home": moved}), [boats])

    assert names(moved) == ["boats.md", "rain.md", "boats.md"]
    assert len(folders(moved)) == 3


def test_the_caller_sees_each_stage_grow_to_its_end(settings, verified_here, boats, rain):
    seen = {}

    add_documents(
        settings,
        [boats, rain],
        advance=lambda stage, done, total: seen.setdefault(stage, []).append((done, total)),
    )

    assert list(seen) == ["Reading", "Preparing the model", "Embedding", "Storing", "Checking"]
    assert all(steps == sorted(steps) and steps[0][0] == 0 for steps in seen.values())
    assert all(steps[-1][0] == steps[-1][1] > 0 for steps in seen.values())


def test_all_is_on_the_disk_before_the_manifest_says_so_and_before_it_is_published(
    home, add, boats, monkeypatch
):
    flushed, real = [], snapshots.sync

    def sync(path):
        flushed.append(path.name)
        real(path)

    monkeypatch.setattr(snapshots, "sync", sync)
    add(boats)

    order = [flushed.index(name) for name in ("passages.jsonl", "manifest.json", "CURRENT.new")]
    assert order == sorted(order)
    assert flushed.index("manifest.json") > flushed.index(CHANGES_WHEN_READ)
    assert flushed[-1] == home.name


def test_a_document_as_json_has_nothing_of_what_is_unknown(home, add, boats):
    add(boats)
    (row,) = (snapshots.current(home) / "documents.jsonl").read_text().splitlines()

    assert set(json.loads(row)) == {"id", "title", "source", "pages", "language", "fingerprint"}

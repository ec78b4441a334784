"""What becomes of the index when an ingest fails, and when it may not begin."""

import json
import os
from pathlib import Path

import pytest

from knowledge import add_documents, snapshots
from knowledge.encoder import MODEL_FILE
from knowledge.errors import (
    DamagedSnapshot,
    LibraryLocked,
    LibraryNotWritable,
    ModelUnavailable,
)
from knowledge.manifest import FORMAT, MANIFEST
from knowledge.settings import LibrarySettings
from tests.knowledge.homes import DAMAGES, contents, damaged, files, folders, found, state


def fail(*arguments, **options):
    raise OSError("the disk is full")


STEPS = [
    "knowledge.building.compile_model",
    "knowledge.building.embed",
    "knowledge.building.save",
    "knowledge.contents.write_lines",
    "numpy.save",
    "numpy.savez",
    "knowledge.building.write_vectors",
    "knowledge.building.write_manifest",
    "knowledge.building.verify_apart",
    "knowledge.snapshots.sync",
    "pathlib.Path.replace",
]


@pytest.mark.parametrize("step", [*STEPS[1:], "shutil.copytree"])
def test_an_ingest_that_fails_leaves_the_old_index_answering(
    settings, home, first_and_second, add, boats, step
):
    before = state(home)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(step, fail)
        with pytest.raises(LibraryNotWritable, match=r"the disk is full.*the index is as it was"):
            add(boats)

    assert before.items() <= state(home).items()
    assert found(settings, "rain", count=1) == ["Rain fell on the bridge."]


@pytest.mark.parametrize("step", STEPS)
def test_the_next_ingest_after_one_that_failed_succeeds(settings, home, add, boats, rain, step):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(step, fail)
        with pytest.raises(LibraryNotWritable, match="the disk is full"):
            add(boats)

    add(rain)

    assert found(settings, "rain") == ["Rain fell on the bridge."]
    assert len(folders(home)) == 1


def test_old_indexes_that_cannot_be_removed_do_not_fail_an_ingest(
    settings, home, first_and_second, add, boats, rain, monkeypatch
):
    add(boats)
    remove_folder = os.rmdir

    def fail_on_indexes(path, **options):
        if Path(path).parent == home / "snapshots":
            fail()
        remove_folder(path, **options)

    with monkeypatch.context() as patch:
        patch.setattr(os, "rmdir", fail_on_indexes)

        report = add(rain, title="Rain again", published="2024-05-01")

    assert report.changed
    assert len(contents(home).documents) == report.documents


def test_only_the_last_three_indexes_are_kept(home, first_and_second, add, write):
    for number in range(3):
        add(write(f"{number}.md", f"The sample boat number {number} floats."))

    assert len(folders(home)) == 3
    assert len(contents(home).documents) == 5


def test_a_second_ingest_at_the_same_time_is_refused(home, add, boats):
    with (
        snapshots.ingest_lock(home),
        pytest.raises(LibraryLocked, match="another ingest is running"),
    ):
        add(boats)


def test_another_embedding_model_is_refused(home, first_and_second, rain, tmp_path):
    before = state(home)
    (tmp_path / "model.safetensors").write_bytes(b"other weights")
    other = LibrarySettings(embedding_model=str(tmp_path))

    with pytest.raises(DamagedSnapshot, match="made with another embedding model"):
        add_documents(other, [rain], {"title": "Rain"})

    assert state(home) == before


@pytest.mark.parametrize("damage", DAMAGES)
def test_nothing_is_added_to_a_damaged_index(home, first_and_second, add, boats, damage):
    folder = snapshots.current(home)
    for path in files(folder).values():
        if path.name != "chroma.sqlite3" or damage != "flipped":
            with damaged(path, damage), pytest.raises(DamagedSnapshot, match="Remove CURRENT"):
                add(boats)

    assert snapshots.current(home) == folder


def test_a_damaged_index_is_made_anew_as_the_message_says(
    settings, home, first_and_second, add, boats
):
    (snapshots.current(home) / "passages.jsonl").unlink()
    (home / "CURRENT").unlink()

    add(boats)

    assert found(settings, "red boats") == ["The red boats float.", "The green boats sink."]


def test_instead_of_starting_again_the_index_before_can_be_gone_back_to(
    settings, home, first_and_second, add, boats
):
    (snapshots.current(home) / "passages.jsonl").unlink()
    snapshots.go_back(home)

    add(boats)

    assert len(contents(home).documents) == 2


def test_an_index_whose_model_is_gone_says_what_to_do(home, first_and_second, add, boats):
    (snapshots.current(home) / "encoder" / MODEL_FILE).unlink()

    with pytest.raises((ModelUnavailable, DamagedSnapshot), match="Remove CURRENT"):
        add(boats)


def test_an_index_of_another_format_is_not_added_to(home, first_and_second, add, boats):
    path = snapshots.current(home) / MANIFEST
    path.write_text(json.dumps({**json.loads(path.read_text()), "format": 99}))

    with pytest.raises(DamagedSnapshot, match=f"has format 99, this version reads {FORMAT}"):
        add(boats)

"""Snapshots: written once, published by one pointer, checked when read."""

import json
import shutil
from datetime import date

import numpy as np
import pytest

from knowledge import snapshots
from knowledge.errors import (
    DamagedSnapshot,
    LibraryLocked,
    LibraryNotReady,
    LibraryNotWritable,
)
from knowledge.snapshots import KEPT, MANIFEST, Contents
from tests.fakes import make_contents, make_document

CONTENTS = make_contents(["red boat", "rain"], ["green fruit"])


def publish(home, contents=CONTENTS):
    folder = snapshots.new_folder(home)
    snapshots.write(folder, contents, "sample model")
    snapshots.publish(home, folder)
    return folder


def folders(home):
    return sorted(path.name for path in (home / "snapshots").iterdir())


def change_manifest(folder, **values):
    path = folder / MANIFEST
    path.write_text(json.dumps({**json.loads(path.read_text()), **values}))


def test_what_is_written_is_read(home):
    found = snapshots.read(publish(home))

    assert (found.documents, found.passages) == (CONTENTS.documents, CONTENTS.passages)
    assert np.array_equal(found.passage_vectors, CONTENTS.passage_vectors)
    assert np.array_equal(found.sentence_vectors, CONTENTS.sentence_vectors)


def test_all_that_is_known_of_a_document_is_kept(home):
    document = make_document(
        *CONTENTS.passages,
        url="https://example.org/a",
        publisher="Nhà xuất bản mẫu",
        published=date(2001, 2, 3),
        event_date=date(2001, 2, 2),
        language="vi",
        kind="sample",
        questions=("How many?", "Bao nhiêu?"),
    )
    vectors = (CONTENTS.passage_vectors, CONTENTS.sentence_vectors)

    found = snapshots.read(publish(home, Contents((document,), CONTENTS.passages, *vectors)))

    assert found.documents == (document,)


def test_the_published_snapshot_is_the_current_one(home):
    folder = publish(home)

    assert snapshots.current(home) == folder


def test_what_is_not_published_is_not_current(home):
    folder = publish(home)
    snapshots.write(snapshots.new_folder(home), CONTENTS, "sample model")

    assert snapshots.current(home) == folder


def test_a_home_without_index_says_what_to_do(home):
    with pytest.raises(LibraryNotReady, match=r"no index yet.* python ingest\.py add PATH"):
        snapshots.current(home)


@pytest.mark.parametrize("name", ["", "gone", "."])
def test_a_pointer_to_nothing_is_damage(home, name):
    publish(home)
    (home / "CURRENT").write_text(name)

    with pytest.raises(DamagedSnapshot, match=r"index is incomplete\. Remove CURRENT"):
        snapshots.current(home)


def test_the_last_snapshots_are_kept(home):
    names = [publish(home).name for _ in range(KEPT + 2)]

    assert folders(home) == names[-KEPT:]


def test_the_published_snapshot_stays_after_the_clock_was_set_back(home):
    for _ in range(KEPT):
        publish(home)
    older = home / "snapshots" / "20010203T000000000000Z"
    older.mkdir()
    snapshots.write(older, CONTENTS, "sample model")

    snapshots.publish(home, older)

    assert snapshots.current(home) == older


def test_what_a_dead_build_left_is_removed_by_the_next(home):
    kept = publish(home)
    dead = snapshots.new_folder(home)
    (dead / "documents.jsonl").write_text("{}")

    folder = snapshots.new_folder(home)

    assert folders(home) == [kept.name, folder.name]


def test_a_file_beside_the_snapshots_stays(home):
    publish(home)
    (home / "snapshots" / "notes.txt").write_text("Sample.")

    publish(home)

    assert "notes.txt" in folders(home)


@pytest.mark.parametrize(
    "name", ["documents.jsonl", "passages.jsonl", "passage_vectors.npy", "sentence_vectors.npy"]
)
@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[:-40]),
        lambda path: path.write_bytes(b"\xff\x00 no such thing\n"),
    ],
    ids=["missing", "empty", "cut", "other"],
)
def test_a_damaged_part_is_never_read_as_a_smaller_library(home, name, damage):
    folder = publish(home)
    damage(folder / name)

    with pytest.raises(DamagedSnapshot, match=r"Remove CURRENT from ASSISTANT_HOME"):
        snapshots.read(folder)


@pytest.mark.parametrize("key", ["documents", "passages", "sentences"])
def test_other_numbers_than_the_manifest_says_are_damage(home, key):
    folder = publish(home)
    change_manifest(folder, **{key: 99})

    with pytest.raises(DamagedSnapshot, match=r"its manifest says \(.*99.*\)"):
        snapshots.read(folder)


def test_a_snapshot_of_another_format_is_refused_with_both_formats(home):
    folder = publish(home)
    change_manifest(folder, format=0)

    with pytest.raises(DamagedSnapshot, match="has format 0, this version reads 1"):
        snapshots.read(folder)


def test_a_manifest_that_is_no_json_is_damage(home):
    folder = publish(home)
    (folder / MANIFEST).write_text("{")

    with pytest.raises(DamagedSnapshot, match="its manifest cannot be read"):
        snapshots.read(folder)


def test_a_snapshot_can_be_copied_to_another_home(home, tmp_path):
    publish(home)
    shutil.copytree(home, tmp_path / "copy")
    shutil.rmtree(home)

    assert snapshots.read(snapshots.current(tmp_path / "copy")).passages == CONTENTS.passages


def test_only_one_ingest_at_a_time(home):
    with (
        snapshots.ingest_lock(home),
        pytest.raises(LibraryLocked, match="another ingest is running"),
        snapshots.ingest_lock(home),
    ):
        pytest.fail("the lock was given twice")


def test_the_lock_is_free_again_after_a_failure(home):
    with pytest.raises(RuntimeError, match="sample"), snapshots.ingest_lock(home):
        raise RuntimeError("sample")

    with snapshots.ingest_lock(home):
        assert (home / "ingest.lock").exists()


def test_a_home_that_cannot_be_written_is_said_to_be_so(tmp_path):
    (tmp_path / "file").write_text("Sample.")

    with (
        pytest.raises(LibraryNotWritable, match=r"cannot be written .* set ASSISTANT_HOME"),
        snapshots.ingest_lock(tmp_path / "file"),
    ):
        pytest.fail("a file was taken for a home")

"""What becomes of the index when an ingest fails, and when it may not begin."""

import json

import pytest

from knowledge import add_documents, snapshots
from knowledge.encoder import MODEL_FILE
from knowledge.errors import (
    DamagedSnapshot,
    LibraryLocked,
    LibraryNotWritable,
    ModelUnavailable,
)
from knowledge.settings import LibrarySettings
from knowledge.stores import chroma
from tests.knowledge.homes import contents, found, state


def fail(*arguments, **options):
    raise OSError("the disk is full")


STEPS = [
    "knowledge.building.embed",
    "knowledge.stores.chroma.build",
    "knowledge.building.verify",
    "knowledge.snapshots.write_lines",
    "numpy.save",
    "knowledge.snapshots.sync",
    "pathlib.Path.replace",
]


@pytest.mark.parametrize("step", STEPS)
def test_an_ingest_that_fails_leaves_the_old_index_answering(
    settings, home, add, boats, rain, step
):
    add(boats)
    before = state(home)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(step, fail)
        with pytest.raises(LibraryNotWritable, match="the disk is full"):
            add(rain)

    assert before.items() <= state(home).items()
    assert found(settings, "red boats") == ["The red boats float.", "The green boats sink."]


@pytest.mark.parametrize("step", STEPS)
def test_the_next_ingest_after_one_that_failed_succeeds(settings, home, add, boats, rain, step):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(step, fail)
        with pytest.raises(LibraryNotWritable, match="the disk is full"):
            add(boats)

    add(rain)

    assert found(settings, "rain") == ["Rain fell on the bridge."]


def test_what_a_failed_ingest_left_is_removed_by_the_next(home, add, boats, rain):
    add(boats)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chroma, "build", fail)
        with pytest.raises(LibraryNotWritable, match="the disk is full"):
            add(rain)
    left = {path.name for path in (home / "snapshots").iterdir()}

    add(rain)

    now = {path.name for path in (home / "snapshots").iterdir()}
    assert (len(left), len(left & now), len(now)) == (2, 1, 2)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda ids, vectors: (ids[1:], vectors[1:]), "holds 1 of 2 vectors"),
        (lambda ids, vectors: (ids, vectors[::-1]), "does not find itself"),
    ],
    ids=["one lost", "exchanged"],
)
def test_a_store_that_was_not_written_well_is_not_published(
    home, add, boats, monkeypatch, spoil, message
):
    build = chroma.build
    monkeypatch.setattr(
        chroma, "build", lambda folder, ids, vectors: build(folder, *spoil(ids, vectors))
    )

    with pytest.raises(DamagedSnapshot, match=message):
        add(boats)

    assert not (home / "CURRENT").exists()


def test_only_the_last_three_indexes_are_kept(home, add, write):
    for number in range(5):
        add(write(f"{number}.md", f"The sample boat number {number} floats."))

    assert len(list((home / "snapshots").iterdir())) == 3
    assert len(contents(home).documents) == 5


def test_a_second_ingest_at_the_same_time_is_refused(home, add, boats, rain):
    add(boats)

    with (
        snapshots.ingest_lock(home),
        pytest.raises(LibraryLocked, match="another ingest is running"),
    ):
        add(rain)


def test_another_embedding_model_is_refused(settings, home, add, boats, rain, tmp_path):
    add(boats)
    before = (home / "CURRENT").read_text()
    (tmp_path / "model.safetensors").write_bytes(b"other weights")
    other = LibrarySettings(embedding_model=str(tmp_path))

    with pytest.raises(DamagedSnapshot, match="made with another embedding model"):
        add_documents(other, [rain])

    assert (home / "CURRENT").read_text() == before


def test_nothing_is_added_to_a_damaged_index(home, add, boats, rain):
    add(boats)
    (snapshots.current(home) / "passages.jsonl").unlink()

    with pytest.raises(DamagedSnapshot, match="Remove CURRENT"):
        add(rain)


def test_a_damaged_index_is_made_anew_as_the_message_says(settings, home, add, boats):
    add(boats)
    (snapshots.current(home) / "passages.jsonl").unlink()
    (home / "CURRENT").unlink()

    add(boats)

    assert found(settings, "red boats", count=1) == ["The red boats float."]


def test_an_index_whose_model_is_gone_says_what_to_do(home, add, boats, rain):
    add(boats)
    (snapshots.current(home) / "encoder" / MODEL_FILE).unlink()

    with pytest.raises(ModelUnavailable, match=r"no compiled model\. Remove CURRENT"):
        add(rain)


def test_an_index_of_another_format_is_not_added_to(home, add, boats, rain):
    add(boats)
    path = snapshots.current(home) / snapshots.MANIFEST
    path.write_text(json.dumps({**json.loads(path.read_text()), "format": 99}))

    with pytest.raises(DamagedSnapshot, match="has format 99, this version reads 1"):
        add(rain)
